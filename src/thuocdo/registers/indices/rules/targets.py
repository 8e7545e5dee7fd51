"""A plan's targets against the result of their year. Method: docs/methods/papi-claims.md."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from thuocdo.documents.rules.blocks import Source
from thuocdo.plans.rules.model import Plan, Target
from thuocdo.plans.rules.papi import TOTAL, PapiPanel
from thuocdo.plans.rules.papi.judging import comma
from thuocdo.registers.indices.rules.claims import nothing_of


@dataclass(frozen=True, slots=True)
class Outcome:
    """A target and the result of its year. `met`: by score; None while there is no result."""

    dimension: int
    name: str
    year: int
    target: float
    target_text: str
    above: bool  # "Trên": equal is not enough
    actual: float | None
    met: bool | None
    rank_target: int | None = None
    rank: int | None = None
    of: int | None = None
    why: str = ""
    source: Source = Source()

    @property
    def rank_met(self) -> bool | None:
        if self.rank_target is None or self.rank is None:
            return None
        return self.rank <= self.rank_target

    def to_json(self) -> dict[str, Any]:
        return {
            "dimension": self.dimension or None,
            "name": self.name,
            "year": self.year,
            "target": self.target,
            "above": self.above,
            "actual": None if self.actual is None else round(self.actual, 6),
            "met": self.met,
            "rank_target": self.rank_target,
            "rank": self.rank,
            "of": self.of,
            "rank_met": self.rank_met,
            "why": self.why,
        }


def check_targets(plan: Plan, panel: PapiPanel, province: str) -> tuple[Outcome, ...]:
    """The plan's targets against the result of their year; `met` is None where there is none yet."""
    return tuple(
        _outcome(target, target.target_score_min, panel, province)
        for target in plan.targets
        if target.target_year is not None and target.target_score_min is not None
    )


def _outcome(target: Target, wanted: float, panel: PapiPanel, province: str) -> Outcome:
    year, dimension = target.target_year or 0, target.dimension or TOTAL
    actual = panel.score(year, province, dimension)
    above = (target.target_score_text or "").strip().lower().startswith("trên")
    met, why = None, nothing_of(panel, province, (year,), dimension)
    if actual is not None:
        # the report prints four decimals; a target of four decimals is held against those
        printed = round(actual, 4)
        met = printed > wanted if above else printed >= wanted
        distance = comma(abs(printed - wanted))
        why = f"Kết quả {comma(actual)}; " + (
            f"vượt {distance}."
            if printed > wanted
            else f"thiếu {distance}."
            if printed < wanted
            else "bằng mục tiêu."
        )
    return Outcome(
        dimension=dimension,
        name=target.name,
        year=year,
        target=wanted,
        target_text=target.target_score_text or comma(wanted),
        above=above,
        actual=actual,
        met=met,
        rank_target=_worst_rank(target),
        rank=panel.rank(year, province, dimension),
        of=panel.ranked(year, dimension) or None,
        why=why,
        source=target.source,
    )


def _worst_rank(target: Target) -> int | None:
    """The rank that is still enough: "15- 20/63" -> 20."""
    numbers = [int(n) for n in re.findall(r"\d+", (target.target_rank_text or "").partition("/")[0])]
    return max(numbers, default=target.target_rank or 0) or None


@dataclass(frozen=True, slots=True)
class Sum:
    """How many component targets were met, and whether the total was; None while results are missing."""

    met: int
    parts: int
    known: int
    total: bool | None


def sum_up(outcomes: tuple[Outcome, ...]) -> Sum:
    """ "4 of 8 met, the total missed"."""
    parts = [one for one in outcomes if one.dimension != TOTAL]
    total = next((one.met for one in outcomes if one.dimension == TOTAL), None)
    return Sum(
        sum(one.met is True for one in parts), len(parts), sum(one.met is not None for one in parts), total
    )
