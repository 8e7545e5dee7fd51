"""The choice as a mixed-integer program with whole coefficients, and its solution by HiGHS.

Binaries: one a work, one an award. Continuous: what a capped criterion pays, and the part of a needed work that must
be done before an earlier deadline. All coefficients are scaled to whole numbers, so that a solution rounded to
whole numbers is exact. Source of the deadline rule: work that may be interrupted can be done in time by one
unit if and only if, for every deadline, the work due by then fits into the days up to then.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from math import gcd

import numpy as np
from numpy.typing import NDArray

from thuocdo.lib.errors import InputError
from thuocdo.scoring.rules.priorities.model import Aim, Award, Candidate, Capacity, Decision, Problem
from thuocdo.scoring.rules.priorities.patterns import filling, reaching

SECONDS = 20.0  # for one search; what is not proven by then is said so
_LARGEST = 10**9
_PLACES_OF_EXPECTATION = Decimal("0.0001")


def whole(numbers: Iterable[Decimal]) -> int:
    """The power of ten that makes all numbers whole. Raises InputError where that takes more digits than can be exact."""
    places, largest = 0, Decimal(0)
    for number in numbers:
        exponent = number.normalize().as_tuple().exponent
        places = max(places, -exponent if isinstance(exponent, int) else 0)
        largest = max(largest, abs(number))
    scale = int(10**places)
    if largest * scale > _LARGEST:
        raise InputError(
            "Số điểm hoặc số ngày có quá nhiều chữ số để tính đúng; hãy ghi tối đa 4 chữ số thập phân."
        )
    return scale


def closure(keys: Iterable[str], candidates: Mapping[str, Candidate]) -> frozenset[str]:
    """The works with all that they need, directly or through others."""
    seen: set[str] = set()
    waiting = list(keys)
    while waiting:
        key = waiting.pop()
        if key not in seen:
            seen.add(key)
            waiting.extend(candidates[key].needs)
    return frozenset(seen)


def weights(problem: Problem) -> tuple[dict[str, Decimal], dict[str, Decimal]]:
    """What a work and an award count for in the aim, by key.

    `Aim.EXPECTED` multiplies by the chance of all works that must succeed (independent of each other), rounded to
    four places; an award by amounts counts with its least certain work.
    """
    by_key = {candidate.key: candidate for candidate in problem.candidates}
    own = {c.key: c.points or Decimal(0) for c in problem.candidates}
    awards = {award.key: award.points for award in problem.awards}
    if problem.aim is Aim.POINTS:
        return own, awards

    def chance(keys: Iterable[str]) -> Decimal:
        product = Decimal(1)
        for key in closure(keys, by_key):
            product *= by_key[key].chance
        return product

    own = {key: (points * chance([key])).quantize(_PLACES_OF_EXPECTATION) for key, points in own.items()}
    for award in problem.awards:
        sure = chance(award.needs) * min((chance([key]) for key in award.amounts), default=Decimal(1))
        awards[award.key] = (award.points * sure).quantize(_PLACES_OF_EXPECTATION)
    return own, awards


@dataclass
class _Rows:
    """Constraints `row · variables ≤ bound`, collected as sparse triplets."""

    row: list[int] = field(default_factory=list)
    column: list[int] = field(default_factory=list)
    entry: list[float] = field(default_factory=list)
    bound: list[float] = field(default_factory=list)

    def add(self, terms: Mapping[int, float], bound: float) -> int:
        number = len(self.bound)
        for column, entry in terms.items():
            self.row.append(number)
            self.column.append(column)
            self.entry.append(entry)
        self.bound.append(bound)
        return number


@dataclass(frozen=True)
class Solved:
    """The chosen works as positions in `Program.works`; None where nothing meets the conditions."""

    works: frozenset[int] | None
    proven: bool = True
    bound: float = 0.0  # no set can reach less than this value of the goal


class Program:
    """A problem of usable works only, compiled once and solved with changing capacities and aims.

    `works` are those that can be done at all; `awards` those that they can win.
    """

    def __init__(self, problem: Problem, works: Sequence[Candidate], awards: Sequence[Award]) -> None:
        self.problem = problem
        self.works = tuple(works)
        self.awards = tuple(awards)
        self.place = {work.key: number for number, work in enumerate(self.works)}
        self._rows = _Rows()
        self._upper: list[float] = [1.0] * (len(self.works) + len(self.awards))
        self._integer = [1] * len(self._upper)
        self.must = [1.0 if work.decision is Decision.MUST else 0.0 for work in self.works]
        self._days = whole([*(d for w in self.works for d in w.effort.values()), *self._all_days()])
        self._load_rows: list[tuple[str, dt.date | None, int]] = []
        self._choices()
        self._loads()
        self.gain, self.scale = self._payments()

    def _all_days(self) -> list[Decimal]:
        held = [c.days for c in self.problem.capacities]
        return held + [days for c in self.problem.capacities for _, days in c.until]

    def _choices(self) -> None:
        alternatives: dict[str, dict[int, float]] = {}
        for number, work in enumerate(self.works):
            if work.alternative:
                alternatives.setdefault(work.alternative, {})[number] = 1.0
            for need in sorted(work.needs):
                if self.place[need] != number:
                    self._rows.add({number: 1.0, self.place[need]: -1.0}, 0.0)
        for members in alternatives.values():
            self._rows.add(members, 1.0)
        for number, award in enumerate(self.awards, len(self.works)):
            for need in sorted(award.needs):
                self._rows.add({number: 1.0, self.place[need]: -1.0}, 0.0)
            if award.least > 0:
                self._amounts(number, award)

    def _amounts(self, number: int, award: Award) -> None:
        """The award is won only where the amounts of the done works reach the number."""
        scale = whole([award.least, *award.amounts.values()])
        mine = [(self.place[k], int(a * scale)) for k, a in sorted(award.amounts.items()) if k in self.place]
        least = int(award.least * scale)
        self._rows.add({number: float(least), **{n: -float(min(a, least)) for n, a in mine}}, 0.0)
        if parts := reaching([amount for _, amount in mine], least):
            self._one_of([n for n, _ in mine], [(part, 1) for part in parts], number)

    def _one_of(
        self, members: Sequence[int], parts: Sequence[tuple[tuple[int, ...], int]], paid: int
    ) -> None:
        """At most one of `parts` (sets of positions in `members`, with what each pays) is the reason of `paid`."""
        taken = {self._variable(1.0): part for part in parts}
        self._rows.add(dict.fromkeys(taken, 1.0), 1.0)
        self._rows.add({paid: 1.0, **{t: -float(pays) for t, (_, pays) in taken.items()}}, 0.0)
        for position, member in enumerate(members):
            using = {t: 1.0 for t, (part, _) in taken.items() if position in part}
            if using:
                self._rows.add({member: -1.0, **using}, 0.0)

    def _variable(self, upper: float) -> int:
        self._upper.append(upper)
        self._integer.append(0)
        return len(self._upper) - 1

    def _loads(self) -> None:
        by_key = {work.key: work for work in self.works}
        closures = {work.key: closure([work.key], by_key) for work in self.works}
        for capacity in self.problem.capacities:
            using = [w for w in self.works if w.effort.get(capacity.unit)]
            days: set[dt.date | None] = {None}
            if capacity.until:
                days |= {w.last_day for w in self.works if closures[w.key] & {u.key for u in using}}
            for day in sorted(days, key=lambda d: (d is None, d)):
                terms: dict[int, float] = {}
                for work in using:
                    effort = float(work.effort[capacity.unit] * self._days)
                    if day is None or (work.last_day is not None and work.last_day <= day):
                        terms[self.place[work.key]] = effort
                    elif early := [
                        w for w in self.works if self._before(w, day) and work.key in closures[w.key]
                    ]:
                        part = self._variable(1.0)
                        terms[part] = effort
                        for dependent in early:
                            self._rows.add({self.place[dependent.key]: 1.0, part: -1.0}, 0.0)
                bound = float(capacity.by(day) * self._days)
                self._load_rows.append((capacity.unit, day, self._rows.add(terms, bound)))

    @staticmethod
    def _before(work: Candidate, day: dt.date) -> bool:
        return work.last_day is not None and work.last_day <= day

    def _payments(self) -> tuple[dict[int, float], Decimal]:
        own, awarded = weights(self.problem)
        paying = [*own.values(), *awarded.values(), *(cap.most for cap in self.problem.caps)]
        scale = Decimal(whole(paying))
        # the coarser the steps of the sum, the sooner the search can stop: points of 0.25 are steps of one
        scale /= max(1, gcd(*(int(points * scale) for points in paying)))
        capped = {cap.criterion: cap.most for cap in self.problem.caps}
        gain: dict[int, float] = {}
        paid: dict[str, dict[int, float]] = {}
        parts = [(n, w.criterion, own[w.key]) for n, w in enumerate(self.works)]
        parts += [(n, a.criterion, awarded[a.key]) for n, a in enumerate(self.awards, len(self.works))]
        for number, criterion, points in parts:
            if criterion in capped:
                paid.setdefault(criterion, {})[number] = -float(round(points * scale))
            elif points:
                gain[number] = float(round(points * scale))
        for criterion, terms in paid.items():
            most = round(capped[criterion] * scale)
            if -sum(terms.values()) <= most:  # the cap cannot be reached
                gain.update({number: -points for number, points in terms.items() if points})
                continue
            total = self._variable(float(most))
            self._integer[total] = 1  # whole payments let the search stop one unit short of the bound
            self._rows.add({total: 1.0, **terms}, 0.0)
            gain[total] = 1.0
            members = [number for number, points in terms.items() if points]
            if sets := filling([-int(terms[number]) for number in members], most):
                self._one_of(members, sets, total)
        return gain, scale

    def best(
        self,
        *,
        capacities: Sequence[Capacity] | None = None,
        released: str = "",
        near: frozenset[int] | None = None,
    ) -> Solved:
        """The works that win the most.

        `capacities` replace the problem's; `released` is a unit whose demanded works may be left out. `near`: among
        the best sets, the one that differs least from these works. Otherwise ties go to the fewest days of work,
        then the least sum of places in the list: few works, and those that stand first.
        """
        if not self.works:
            return Solved(frozenset())
        bounds = self._bounds(capacities)
        lower = [
            0.0 if released and work.effort.get(released) else must
            for work, must in zip(self.works, self.must, strict=True)
        ]
        if near is not None:
            change = {n: (-1.0 if n in near else 1.0) for n in range(len(self.works))}
            weight = float(len(self.works) + 1)
            goal = {number: -gain * weight for number, gain in self.gain.items()}
            for number, cost in change.items():
                goal[number] = goal.get(number, 0.0) + cost
            return self._solve(goal, bounds, lower, [])[0]
        first, value = self._solve({n: -g for n, g in self.gain.items()}, bounds, lower, [])
        if first.works is None or not first.proven:
            return first
        held = [({n: -g for n, g in self.gain.items()}, round(value) + 0.5)]
        return self._ties(held, bounds, lower, first)

    def _ties(
        self,
        held: list[tuple[dict[int, float], float]],
        bounds: list[float],
        lower: list[float],
        first: Solved,
    ) -> Solved:
        """Among the sets of most points: fewest days, then the least sum of places in the list.

        The search for it stops after a fixed number of nodes, never after a time: the same problem has the same answer.
        """
        size = len(self.works)
        places = size * (size + 1) // 2
        cost = {
            n: float(sum(work.effort.values(), Decimal(0)) * self._days) * (places + 1) + n + 1
            for n, work in enumerate(self.works)
        }
        lean, _ = self._solve(cost, bounds, lower, held, nodes=_TIE_NODES)
        return first if lean.works is None else Solved(lean.works)

    def _bounds(self, capacities: Sequence[Capacity] | None) -> list[float]:
        bounds = list(self._rows.bound)
        by_unit = {c.unit: c for c in (self.problem.capacities if capacities is None else capacities)}
        for unit, day, row in self._load_rows:
            bounds[row] = float(by_unit[unit].by(day) * self._days)
        return bounds

    def _solve(
        self,
        goal: Mapping[int, float],
        bounds: list[float],
        lower: list[float],
        held: Sequence[tuple[Mapping[int, float], float]],
        nodes: int | None = None,
    ) -> tuple[Solved, float]:
        """Minimise `goal` under the rows and the further rows `held`; the works chosen and the goal's value."""
        # scipy takes a third of a second to load, which no page but this one should pay
        from scipy.optimize import Bounds, LinearConstraint, milp
        from scipy.sparse import coo_array

        count = len(self._upper)
        rows = _Rows(list(self._rows.row), list(self._rows.column), list(self._rows.entry), list(bounds))
        for terms, bound in held:
            rows.add(terms, bound)
        matrix = coo_array((rows.entry, (rows.row, rows.column)), shape=(len(rows.bound), count)).tocsr()
        result = milp(
            _dense(goal, count),
            integrality=np.array(self._integer),
            bounds=Bounds(np.array(lower + [0.0] * (count - len(lower))), np.array(self._upper)),
            constraints=[LinearConstraint(matrix, -np.inf, np.array(rows.bound))] if rows.bound else [],
            options={"mip_rel_gap": 0.0, "time_limit": SECONDS} | ({"node_limit": nodes} if nodes else {}),
        )
        if result.x is None:
            return Solved(None, proven=result.status == _INFEASIBLE), 0.0
        chosen = frozenset(n for n in range(len(self.works)) if result.x[n] > _HALF)
        bound = float(result.fun if result.mip_dual_bound is None else result.mip_dual_bound)
        return Solved(chosen, result.status == 0, bound), float(result.fun)


_TIE_NODES = 100
_INFEASIBLE = 2
_HALF = 0.5


def _dense(terms: Mapping[int, float], count: int) -> NDArray[np.float64]:
    out = np.zeros(count)
    for number, value in terms.items():
        out[number] = value
    return out
