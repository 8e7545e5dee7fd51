"""A commune's full scorecard of 100 criteria, all methods mixed, in the engine alone."""

from __future__ import annotations

from decimal import Decimal

from tests.bench.figures import Figure, seconds
from tests.scoring.samples import full_card, full_values
from thuocdo.scoring.rules.replay import dump_result
from thuocdo.scoring.rules.tree import score


def figures() -> list[Figure]:
    framework, values = full_card(), full_values()
    settings = {"floor": Decimal(98)}
    card = score(framework, values, settings, year=2025)
    leaves = sum(1 for _ in framework.leaves())
    missing = {name: value for place, (name, value) in enumerate(values.items()) if place % 7}
    return [
        Figure(
            f"scorecard of {leaves} criteria, engine",
            seconds(lambda: score(framework, values, settings, year=2025), runs=51, warm_up=5),
            "s",
            0.005,
        ),
        Figure(
            "the same with a seventh of the inputs missing",
            seconds(lambda: score(framework, missing, settings, year=2025), runs=51, warm_up=5),
            "s",
            0.005,
        ),
        Figure("its result as canonical text", seconds(lambda: dump_result(card), runs=21), "s"),
    ]
