"""What first, with 300 works, eight units, chains, floors, caps, deadlines and alternatives."""

from __future__ import annotations

import datetime as dt
import random
from decimal import Decimal

from tests.bench.figures import Figure, seconds
from thuocdo.scoring.rules.priorities.model import Award, Candidate, Cap, Capacity, Priorities, Problem
from thuocdo.scoring.rules.priorities.planner import prioritise

TODAY = dt.date(2026, 7, 6)
DEADLINES = (dt.date(2026, 7, 31), dt.date(2026, 9, 30), dt.date(2026, 11, 30), dt.date(2026, 12, 31))
UNITS = tuple(f"don-vi-{number}" for number in range(8))
HALF_DAYS = (1, 2, 2, 3, 4, 5, 6, 8, 10, 15, 20)
MAXIMA = (25, 50, 50, 75, 100, 100, 150, 200)  # hundredths of a point, as sets of a commune have them


def problem(seed: int, criteria: int = 100) -> Problem:
    """Three works a criterion; the days there are allow about half of them."""
    draw = random.Random(seed)  # noqa: S311  (made-up figures)
    works: list[Candidate] = []
    awards: list[Award] = []
    caps: list[Cap] = []
    for number in range(criteria):
        code, most = f"tc{number:03}", Decimal(draw.choice(MAXIMA)) / 100
        kind, lead = draw.choice(["plain", "plain", "chain", "floor", "linear"]), draw.choice(UNITS)
        mine = [_work(draw, code, kind, most, lead, place) for place in range(3)]
        works += mine
        caps.append(Cap(code, most))
        keys = [work.key for work in mine]
        if kind == "chain":
            awards.append(Award(code, "Chuỗi", most, needs=frozenset(keys), criterion=code))
        if kind == "floor":
            amounts = {key: Decimal(draw.randrange(10, 40)) for key in keys}
            awards.append(Award(code, "Ngưỡng", most, amounts=amounts, least=Decimal(52), criterion=code))
    until = tuple(zip(DEADLINES, map(Decimal, (8, 25, 42, 50)), strict=True))
    return Problem(
        tuple(works),
        tuple(Capacity(unit, unit, Decimal(50), until) for unit in UNITS),
        TODAY,
        tuple(awards),
        tuple(caps),
    )


def _work(draw: random.Random, code: str, kind: str, most: Decimal, lead: str, place: int) -> Candidate:
    effort = {lead: Decimal(draw.choice(HALF_DAYS)) / 2}
    if draw.random() < 0.25:
        effort[draw.choice(UNITS)] = Decimal(draw.choice(HALF_DAYS[:5])) / 2
    points = {
        "plain": draw.choice([most, most / 2]).quantize(Decimal("0.01")),
        "linear": (most * draw.randrange(10, 80) / 100).quantize(Decimal("0.01")),
    }.get(kind, Decimal(0))
    plain = kind == "plain"
    return Candidate(
        key=f"{code}-{place}",
        label=f"Việc {code} {place}",
        points=points,
        effort=effort,
        last_day=draw.choice([None, *DEADLINES]),
        chance=Decimal(draw.choice([50, 80, 100, 100])) / 100,
        alternative=code if plain and place < 2 and draw.random() < 0.2 else "",
        needs=frozenset([f"{code}-0"] if plain and place == 1 and draw.random() < 0.2 else []),
        criterion=code,
    )


def figures() -> list[Figure]:
    large = problem(1)
    found = prioritise(large, margins=False)
    assert isinstance(found, Priorities)
    chosen = f"{len(found.choice.keys)} chosen, {found.choice.points} points, proven: {found.choice.proven}"
    name = "what first, 300 works, 8 units"
    return [
        Figure(
            f"{name}: best set with reasons",
            seconds(lambda: prioritise(large, margins=False), 3),
            "s",
            5.0,
            note=chosen,
        ),
        Figure(
            f"{name}: and what 24 other amounts of days change",
            seconds(lambda: prioritise(large), 1, 0),
            "s",
            note="+1 day, +5 days, absent",
        ),
    ]
