"""What the points of a chosen set are worth when works may fail: each succeeds or fails by itself.

A work counts as succeeded only if all that it needs succeeded too. Expectations are exact: criteria are added up one
by one, and within a criterion every combination of the uncertain works is weighed.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from decimal import Decimal
from itertools import product

from thuocdo.scoring.rules.priorities.model import Award, Candidate, Problem, Risk
from thuocdo.scoring.rules.priorities.program import closure
from thuocdo.scoring.rules.priorities.usable import sums, won

MOST_UNCERTAIN = 14  # 2^14 combinations of one criterion are weighed; beyond, no expected value is claimed
_PLACES = Decimal("0.0001")
_ANY_DAY = dt.date(2000, 1, 1)  # deadlines play no part in chances


def risk(problem: Problem, chosen: frozenset[str]) -> Risk:
    """Certain and expected points of the chosen works, and the awards that can fall all at once."""
    usable = {c.key: c for c in problem.candidates if c.key in chosen}
    sure = frozenset(
        k for k in chosen if all(usable[n].chance == 1 for n in closure([k], usable) if n in usable)
    )
    certain = sums(problem, sure)[0]
    expected: Decimal | None = Decimal(0)
    for part in _parts(problem, chosen):
        value = _expected(part, chosen, usable)
        expected = None if expected is None or value is None else expected + value
    hanging = tuple(
        (award.key, award.points, _chance(award, chosen, usable))
        for award in problem.awards
        if won(award.needs, award.amounts, award.least, chosen)
        and any(usable[k].chance < 1 for k in closure(award.members & chosen, usable))
    )
    return Risk(certain, None if expected is None else expected.quantize(_PLACES), hanging)


def _parts(problem: Problem, chosen: frozenset[str]) -> Iterable[Problem]:
    """The problem cut into pieces whose points do not meet: one a capped criterion, one a single award or work."""
    capped = {cap.criterion for cap in problem.caps}
    mine = [c for c in problem.candidates if c.key in chosen]
    for cap in problem.caps:
        yield Problem(
            tuple(_paying(c, c.criterion == cap.criterion) for c in mine),
            (),
            problem.today,
            tuple(a for a in problem.awards if a.criterion == cap.criterion),
            (cap,),
        )
    for award in problem.awards:
        if award.criterion not in capped:
            yield Problem(tuple(_paying(c, False) for c in mine), (), problem.today, (award,))
    for candidate in mine:
        if candidate.criterion not in capped and candidate.points:
            yield Problem(tuple(_paying(c, c is candidate) for c in mine), (), problem.today)


def _paying(candidate: Candidate, pays: bool) -> Candidate:
    return candidate if pays else Candidate(candidate.key, candidate.label, Decimal(0))


def _expected(part: Problem, chosen: frozenset[str], usable: Mapping[str, Candidate]) -> Decimal | None:
    paying = {c.key for c in part.candidates if c.points} | {
        k for a in part.awards for k in a.members & chosen
    }
    return _weigh(part, frozenset(paying), usable)


def _chance(award: Award, chosen: frozenset[str], usable: Mapping[str, Candidate]) -> Decimal | None:
    one = Award(award.key, award.label, Decimal(1), award.needs, award.amounts, award.least)
    works = tuple(_paying(c, False) for c in usable.values())
    only = Problem(works, (), _ANY_DAY, (one,))
    chance = _weigh(only, award.members & chosen, usable)
    return None if chance is None else chance.quantize(_PLACES)


def _weigh(part: Problem, paying: frozenset[str], usable: Mapping[str, Candidate]) -> Decimal | None:
    uncertain = sorted(k for k in closure(paying, usable) if usable[k].chance < 1)
    if len(uncertain) > MOST_UNCERTAIN:
        return None
    total = Decimal(0)
    for outcome in product((True, False), repeat=len(uncertain)):
        failed = {key for key, good in zip(uncertain, outcome, strict=True) if not good}
        weight = Decimal(1)
        for key, good in zip(uncertain, outcome, strict=True):
            weight *= usable[key].chance if good else 1 - usable[key].chance
        if weight:
            alive = frozenset(k for k in paying if not closure([k], usable) & failed)
            total += weight * sums(part, alive)[0]
    return total
