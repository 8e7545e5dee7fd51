"""The whole answer: the best set, a verdict for every work, the risk, and what other days of work would change."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from decimal import Decimal
from math import floor

from thuocdo.scoring.rules.priorities.model import (
    Candidate,
    Capacity,
    Choice,
    Decision,
    Impossible,
    Margin,
    Priorities,
    Problem,
    Verdict,
)
from thuocdo.scoring.rules.priorities.program import Program, closure
from thuocdo.scoring.rules.priorities.reasons import shortages, verdict
from thuocdo.scoring.rules.priorities.risk import risk
from thuocdo.scoring.rules.priorities.usable import check, demands, sums, unusable

STEPS = (Decimal(1), Decimal(5))  # further days of one unit that are tried
_SLACK = 1e-6  # what the solver's own tolerance may add to a whole number


def prioritise(problem: Problem, *, margins: bool | Collection[str] = True) -> Priorities | Impossible:
    """The set of works that wins the most points under every unit's days and every deadline, with reasons.

    Exact: no other set wins more (`choice.proven`). Ties: fewest days of work, then the least sum of places in
    the list (few works, those that stand first). Raises InputError where the problem contradicts itself; `Impossible` where the
    works that the office demands cannot all be done. `margins` False leaves out what other days would change, names
    of units give it for these: each unit costs three further searches.
    """
    check(problem)
    out = unusable(problem)
    if reasons := demands(problem, out):
        return Impossible(reasons)
    works = [c for c in problem.candidates if c.key not in out]
    usable = {c.key: c for c in works}
    awards = [a for a in problem.awards if a.needs <= set(usable) and _reachable(a.amounts, a.least, usable)]
    program = Program(problem, works, awards)
    solved = program.best()
    if solved.works is None:
        return Impossible(_why_impossible(problem, usable))
    chosen = frozenset(works[n].key for n in solved.works)
    points, load = sums(problem, chosen)
    verdicts = tuple(out.get(c.key) or verdict(problem, c, chosen, usable) for c in problem.candidates)
    return Priorities(
        choice=Choice(
            tuple(c.key for c in works if c.key in chosen),
            points,
            load,
            solved.proven,
            None if solved.proven else max(points, Decimal(floor(-solved.bound + _SLACK)) / program.scale),
        ),
        verdicts=tuple(map(_named_in_order, verdicts)),
        risk=risk(problem, chosen),
        margins=_margins(problem, program, solved.works, margins) if margins else (),
    )


def _named_in_order(verdict: Verdict) -> Verdict:
    return Verdict(verdict.key, verdict.chosen, verdict.why, tuple(sorted(verdict.others)), verdict.shortages)


def _reachable(amounts: Mapping[str, Decimal], least: Decimal, usable: dict[str, Candidate]) -> bool:
    return sum((a for k, a in amounts.items() if k in usable), Decimal(0)) >= least


def _why_impossible(problem: Problem, usable: dict[str, Candidate]) -> tuple[str, ...]:
    """Sentences for demanded works that cannot be done together."""
    forced = frozenset(c.key for c in usable.values() if c.decision is Decision.MUST)
    labels = {capacity.unit: capacity.label for capacity in problem.capacities}
    lacking = shortages(problem, closure(forced, usable), usable)
    if not lacking:
        return ("Các việc phải làm có những việc loại trừ nhau.",)
    return tuple(
        f"Các việc phải làm cần nhiều hơn {s.days.normalize():f} ngày công so với số ngày của {labels[s.unit]}"
        + (f" đến ngày {s.day:%d/%m/%Y}." if s.day else ".")
        for s in lacking
    )


def _margins(
    problem: Problem, program: Program, now: frozenset[int], wanted: bool | Collection[str]
) -> tuple[Margin, ...]:
    base = sums(problem, _keys(program, now))[0]
    found = []
    for capacity in problem.capacities:
        if not isinstance(wanted, bool) and capacity.unit not in wanted:
            continue
        for step in STEPS:
            found.append(_margin(problem, program, now, base, capacity, step))
        found.append(_margin(problem, program, now, base, capacity, None))
    return tuple(found)


def _margin(
    problem: Problem,
    program: Program,
    now: frozenset[int],
    base: Decimal,
    unit: Capacity,
    days: Decimal | None,
) -> Margin:
    changed = Capacity(unit.unit, unit.label, Decimal(0)) if days is None else unit.more(days)
    capacities = [changed if c.unit == unit.unit else c for c in problem.capacities]
    solved = program.best(capacities=capacities, released=unit.unit if days is None else "", near=now)
    then = now if solved.works is None else solved.works
    before, after = _keys(program, now), _keys(program, then)
    return Margin(
        unit.unit,
        days,
        sums(problem, after)[0] - base,
        tuple(sorted(after - before)),
        tuple(sorted(before - after)),
    )


def _keys(program: Program, works: frozenset[int]) -> frozenset[str]:
    return frozenset(program.works[n].key for n in works)
