"""Why each work that could be considered is in or out of the chosen set.

In the best set every work left out has at least one of these reasons, because a work that fitted and won something
would be in: its alternative is in; it (with the works it needs) does not fit; it wins nothing.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal

from thuocdo.scoring.rules.priorities.model import (
    Award,
    Candidate,
    Capacity,
    Decision,
    Problem,
    Shortage,
    Verdict,
    Why,
)
from thuocdo.scoring.rules.priorities.program import closure
from thuocdo.scoring.rules.priorities.usable import sums


def verdict(
    problem: Problem, candidate: Candidate, chosen: frozenset[str], usable: Mapping[str, Candidate]
) -> Verdict:
    """The verdict on one usable work, given the chosen keys."""
    if candidate.key in chosen:
        return _inside(problem, candidate, chosen)
    if candidate.alternative:
        rivals = tuple(k for k in chosen if usable[k].alternative == candidate.alternative)
        if rivals:
            return Verdict(candidate.key, False, Why.ALTERNATIVE, rivals)
    bundle = closure([candidate.key], usable)
    if sums(problem, chosen | bundle)[0] > sums(problem, chosen)[0]:
        return _unfit(problem, candidate.key, bundle, chosen, usable)
    return _by_award(problem, candidate, chosen, usable)


def _inside(problem: Problem, candidate: Candidate, chosen: frozenset[str]) -> Verdict:
    if candidate.decision is Decision.MUST:
        return Verdict(candidate.key, True, Why.MUST)
    if candidate.points:
        return Verdict(candidate.key, True, Why.CHOSEN)
    helped = [c.key for c in problem.candidates if candidate.key in c.needs and c.key in chosen]
    helped += [key for a in problem.awards if candidate.key in a.members for key in a.members & chosen]
    return Verdict(candidate.key, True, Why.SUPPORT, tuple(sorted(set(helped) - {candidate.key})))


def _unfit(
    problem: Problem,
    key: str,
    bundle: frozenset[str],
    chosen: frozenset[str],
    usable: Mapping[str, Candidate],
) -> Verdict:
    others = tuple(sorted(bundle - chosen - {key}))
    clash = _clash(bundle, chosen, usable)
    if clash:
        return Verdict(key, False, Why.ALTERNATIVE, clash)
    alone = shortages(problem, bundle, usable)
    if alone:
        return Verdict(key, False, Why.NO_CAPACITY, others, alone)
    return Verdict(key, False, Why.BEATEN, others, shortages(problem, chosen | bundle, usable))


def _clash(
    bundle: frozenset[str], chosen: frozenset[str], usable: Mapping[str, Candidate]
) -> tuple[str, ...]:
    taken = {usable[k].alternative: k for k in chosen if usable[k].alternative}
    return tuple(
        sorted(
            {taken[usable[k].alternative] for k in bundle - chosen if usable[k].alternative in taken},
        )
    )


def _by_award(
    problem: Problem, candidate: Candidate, chosen: frozenset[str], usable: Mapping[str, Candidate]
) -> Verdict:
    """It wins nothing beside the chosen ones: either its award lacks more works, or there is nothing left to win."""
    verdicts = [
        found
        for award in problem.awards
        if candidate.key in award.members
        for found in [_award_verdict(problem, candidate, award, chosen, usable)]
        if found is not None
    ]
    if verdicts:
        return min(verdicts, key=lambda v: (v.why is not Why.BEATEN, len(v.others)))
    dependents = sorted(c.key for c in problem.candidates if candidate.key in c.needs and c.key not in chosen)
    if dependents:
        return Verdict(candidate.key, False, Why.CHAIN_SHORT, tuple(dependents))
    return Verdict(candidate.key, False, Why.NO_GAIN)


def _award_verdict(
    problem: Problem,
    candidate: Candidate,
    award: Award,
    chosen: frozenset[str],
    usable: Mapping[str, Candidate],
) -> Verdict | None:
    lost = tuple(sorted(award.needs - set(usable)))
    reachable = sum((a for k, a in award.amounts.items() if k in usable), Decimal(0))
    if lost or reachable < award.least:
        return Verdict(
            candidate.key, False, Why.CHAIN_SHORT, lost or tuple(sorted(set(award.amounts) - set(usable)))
        )
    members = {candidate.key} | set(award.needs)
    missing = award.least - sum((a for k, a in award.amounts.items() if k in chosen | members), Decimal(0))
    # the largest parts first, so that few works are named
    for key, amount in sorted(award.amounts.items(), key=lambda item: (-item[1], item[0])):
        if missing > 0 and key in usable and key not in chosen | members:
            members.add(key)
            missing -= amount
    bundle = closure(members, usable)
    if sums(problem, chosen | bundle)[0] <= sums(problem, chosen)[0]:
        return None
    return _unfit(problem, candidate.key, bundle, chosen, usable)


def shortages(
    problem: Problem, keys: frozenset[str], usable: Mapping[str, Candidate]
) -> tuple[Shortage, ...]:
    """What each unit lacks to do all of `keys` in time; the largest lack of each unit (earliest day of equals)."""
    found = []
    for capacity in problem.capacities:
        lacks = [
            (_demand(capacity, keys, usable, day) - capacity.by(day), day)
            for day in _days(capacity, keys, usable)
        ]
        worst = max(lacks, key=lambda pair: (pair[0], -(pair[1] or dt.date.max).toordinal()))
        if worst[0] > 0:
            found.append(Shortage(capacity.unit, worst[1], worst[0]))
    return tuple(found)


def _days(capacity: Capacity, keys: frozenset[str], usable: Mapping[str, Candidate]) -> list[dt.date | None]:
    if not capacity.until:
        return [None]
    return [None, *sorted({day for k in keys if (day := usable[k].last_day) is not None})]


def _demand(
    capacity: Capacity, keys: frozenset[str], usable: Mapping[str, Candidate], day: dt.date | None
) -> Decimal:
    """Days of work of `keys` that must be done by `day`; a needed work as early as what needs it."""
    due = keys
    if day is not None:
        due = (
            closure((k for k in keys if (last := usable[k].last_day) is not None and last <= day), usable)
            & keys
        )
    return sum((usable[k].effort.get(capacity.unit, Decimal(0)) for k in due), Decimal(0))
