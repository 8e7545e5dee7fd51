"""The planner finds the best set: compared with trying every set."""

from __future__ import annotations

import datetime as dt
import random
from decimal import Decimal
from itertools import pairwise

import pytest

from tests.scoring.priorities.brute import best_sets
from thuocdo.scoring.rules.priorities.model import (
    Award,
    Candidate,
    Cap,
    Capacity,
    Decision,
    Priorities,
    Problem,
)
from thuocdo.scoring.rules.priorities.planner import prioritise

TODAY = dt.date(2026, 7, 6)
DAYS = (dt.date(2026, 7, 31), dt.date(2026, 9, 30), dt.date(2026, 11, 30))
UNITS = ("culture", "economy")


def made_up(seed: int, size: int = 9) -> Problem:
    """A random problem with every kind of link between works; the same for the same seed."""
    draw = random.Random(seed)  # noqa: S311  (test data)
    works = []
    for number in range(size):
        works.append(
            Candidate(
                key=f"v{number}",
                label=f"Việc {number}",
                points=Decimal(draw.choice([0, 25, 50, 50, 75, 100, 150])) / 100,
                effort={u: Decimal(draw.choice([0, 1, 2, 3, 5])) / draw.choice([1, 2]) for u in UNITS},
                last_day=draw.choice([None, *DAYS]),
                alternative=draw.choice(["", "", "", "a", "b"]),
                needs=frozenset([f"v{draw.randrange(number)}"] if number and draw.random() < 0.25 else []),
                criterion=draw.choice(["1.1", "1.2", "2.1", ""]),
                decision=draw.choice([Decision.FREE] * 12 + [Decision.NEVER]),
            )
        )
    keys = [w.key for w in works]
    awards = (
        Award("a1", "Chuỗi", Decimal("1.5"), needs=frozenset(draw.sample(keys, 3)), criterion="1.1"),
        Award(
            "a2",
            "Ngưỡng",
            Decimal("2"),
            amounts={k: Decimal(draw.randrange(5, 30)) for k in draw.sample(keys, 4)},
            least=Decimal(52),
            criterion="3.1",
        ),
        Award(
            "a3",
            "Thêm",
            Decimal("0.5"),
            amounts=dict.fromkeys(draw.sample(keys, 4), Decimal(1)),
            least=Decimal(2),
        ),
    )
    until = tuple(zip(DAYS, (Decimal(2), Decimal(5), Decimal(7)), strict=True))
    return Problem(
        tuple(works),
        (
            Capacity("culture", "Phòng Văn hóa - Xã hội", Decimal(8), until),
            Capacity("economy", "Kinh tế", Decimal(6)),
        ),
        TODAY,
        awards,
        (Cap("1.1", Decimal(2)), Cap("2.1", Decimal("0.8"))),
    )


@pytest.mark.parametrize("seed", range(60))
def test_the_chosen_set_is_the_best_of_all_sets(seed: int) -> None:
    """Points, days of work and places in the list: as trying all 512 sets gives them."""
    problem = made_up(seed)
    most, sets = best_sets(problem)
    found = prioritise(problem, margins=False)
    assert isinstance(found, Priorities)
    assert found.choice.points == most
    assert frozenset(found.choice.keys) in sets
    assert found.choice.proven


@pytest.mark.parametrize("seed", range(20))
def test_other_days_are_worth_what_trying_all_sets_says(seed: int) -> None:
    """One and five days more, and an absent unit, change the points as the best sets of those problems do."""
    problem = made_up(seed, size=8)
    found = prioritise(problem)
    assert isinstance(found, Priorities)
    for margin in found.margins:
        changed = tuple(
            c
            if c.unit != margin.unit
            else (Capacity(c.unit, c.label, Decimal(0)) if margin.days is None else c.more(margin.days))
            for c in problem.capacities
        )
        other = Problem(problem.candidates, changed, TODAY, problem.awards, problem.caps)
        assert margin.points == best_sets(other)[0] - found.choice.points
    gains = [m.points for m in found.margins if m.days is not None]
    assert all(one <= five for one, five in list(pairwise(gains))[::2])


def test_every_candidate_has_a_verdict_and_the_chosen_fit() -> None:
    """No work is dropped silently: as many verdicts as works, chosen ones as chosen, load within the days."""
    for seed in range(20):
        problem = made_up(seed)
        found = prioritise(problem, margins=False)
        assert isinstance(found, Priorities)
        assert [v.key for v in found.verdicts] == [c.key for c in problem.candidates]
        assert tuple(v.key for v in found.verdicts if v.chosen) == found.choice.keys
        for capacity in problem.capacities:
            assert found.choice.load.get(capacity.unit, Decimal(0)) <= capacity.days


def test_the_same_problem_gives_the_same_answer() -> None:
    """Nothing is left to chance."""
    assert prioritise(made_up(3)) == prioritise(made_up(3))
