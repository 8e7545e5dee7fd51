"""The planner's problem solved by trying every set: slow, plain, and written without looking at the program."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from decimal import Decimal
from itertools import combinations

from thuocdo.scoring.rules.priorities.model import Candidate, Decision, Problem


def best_sets(problem: Problem) -> tuple[Decimal, list[frozenset[str]]]:
    """The most points and the sets that reach it with the fewest days of work, then the least sum of places."""
    place = {candidate.key: number for number, candidate in enumerate(_works(problem), 1)}
    found: list[tuple[Decimal, Decimal, int, frozenset[str]]] = []
    for keys in _feasible(problem):
        days = sum((d for c in problem.candidates if c.key in keys for d in c.effort.values()), Decimal(0))
        found.append((-points(problem, keys), days, sum(place[key] for key in keys), keys))
    first = min(found, key=lambda row: row[:3])
    return -first[0], [row[3] for row in found if row[:3] == first[:3]]


def points(problem: Problem, keys: frozenset[str]) -> Decimal:
    """Points of a set: works and awards by criterion, each criterion no more than its cap."""
    by_criterion: dict[str, Decimal] = {}
    for number, candidate in enumerate(problem.candidates):
        if candidate.key in keys:
            where = candidate.criterion or f"#{number}"
            by_criterion[where] = by_criterion.get(where, Decimal(0)) + (candidate.points or 0)
    for number, award in enumerate(problem.awards):
        brought = sum((amount for key, amount in award.amounts.items() if key in keys), Decimal(0))
        if all(key in keys for key in award.needs) and brought >= award.least:
            where = award.criterion or f"*{number}"
            by_criterion[where] = by_criterion.get(where, Decimal(0)) + award.points
    caps = {cap.criterion: cap.most for cap in problem.caps}
    return sum((min(won, caps.get(where, won)) for where, won in by_criterion.items()), Decimal(0))


def _works(problem: Problem) -> list[Candidate]:
    works = [c for c in problem.candidates if c.effort and c.decision is not Decision.NEVER]
    return [c for c in works if c.last_day is None or c.last_day >= problem.today]


def _feasible(problem: Problem) -> Iterator[frozenset[str]]:
    works = _works(problem)
    for size in range(len(works) + 1):
        for chosen in combinations(works, size):
            keys = frozenset(c.key for c in chosen)
            groups = [c.alternative for c in chosen if c.alternative]
            must = {c.key for c in problem.candidates if c.decision is Decision.MUST}
            linked = must <= keys and len(groups) == len(set(groups)) and all(c.needs <= keys for c in chosen)
            if linked and _fits(problem, chosen):
                yield keys


def _fits(problem: Problem, chosen: tuple[Candidate, ...]) -> bool:
    """Each unit does its works in order of their latest useful day, and is in time with each."""
    latest = {c.key: c.last_day or dt.date.max for c in chosen}
    for _ in chosen:  # what a work needs is due no later than the work itself
        for candidate in chosen:
            for need in candidate.needs:
                latest[need] = min(latest[need], latest[candidate.key])
    for capacity in problem.capacities:
        used = Decimal(0)
        for candidate in sorted(chosen, key=lambda c: latest[c.key]):
            used += candidate.effort.get(capacity.unit, Decimal(0))
            day = latest[candidate.key]
            if used > capacity.by(None if day == dt.date.max else day):
                return False
    return True
