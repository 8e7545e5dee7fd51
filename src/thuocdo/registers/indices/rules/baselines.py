"""When new results arrive: which targets stand on an older base, and what the new one means for them.

A proposal only. The plan's text and rows stay as they are; a person in office confirms or declines.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from thuocdo.plans.rules.model import Target
from thuocdo.plans.rules.papi import TOTAL, Grade, PapiPanel, compare, structure_of
from thuocdo.plans.rules.papi.judging import comma, score_is


class Reason(StrEnum):
    OLDER = "older"  # the target stands on the year before
    DIFFERS = "differs"  # it names this year, with another score than the published one
    EMPTY = "empty"  # it names this year and gives no score: it was written before the results came


class Meaning(StrEnum):
    MET = "met"  # the new base already reaches the target
    NEARER = "nearer"
    FURTHER = "further"
    SAME = "same"
    NO_TARGET = "no_target"


class BaselineState(StrEnum):
    """What a person decided; an open proposal is not stored, it follows from the plan and the release."""

    ACCEPTED = "accepted"
    DECLINED = "declined"


@dataclass(frozen=True, slots=True)
class Proposal:
    """Old base -> new base of one target. `place` is the target's place among the plan's targets."""

    place: int
    dimension: int
    name: str
    reason: Reason
    old_year: int
    old_score: float | None
    new_year: int
    new_score: float
    target: float | None
    meaning: Meaning
    note: str = ""


def proposals(
    targets: Iterable[Target], panel: PapiPanel, province: str, year: int, *, plan_year: int
) -> tuple[Proposal, ...]:
    """What the release of `year` asks of a plan's targets.

    A target whose own year is `year` or earlier has its outcome, not a new base. A target without a year counts
    for the plan's. Bases older than the year before are left to the people who chose them.
    """
    found = []
    for place, target in enumerate(targets):
        dimension = target.dimension or TOTAL
        new = panel.score(year, province, dimension)
        if new is None or target.baseline_year is None or (target.target_year or plan_year) <= year:
            continue
        reason = _reason(target, year, new)
        if reason is not None:
            found.append(_proposal(place, target, reason, year, new))
    return tuple(found)


def _reason(target: Target, year: int, new: float) -> Reason | None:
    if target.baseline_year == year - 1:
        return Reason.OLDER
    if target.baseline_year != year:
        return None
    if target.baseline_score is None:
        return Reason.EMPTY
    return None if score_is(target.baseline_score, new) else Reason.DIFFERS


def _proposal(place: int, target: Target, reason: Reason, year: int, new: float) -> Proposal:
    dimension, old_year = target.dimension or TOTAL, target.baseline_year or year
    before, after = structure_of(old_year), structure_of(year)
    fit = compare(before, after, dimension) if before and after else None
    note = ""
    if fit is None:
        note = "Cấu trúc của một trong hai năm chưa được xác nhận."
    elif fit.grade is not Grade.SAME:
        word = "Hai năm không so được" if fit.grade is Grade.BROKEN else "Lưu ý"
        note = f"{word}: {fit.note}."
    return Proposal(
        place=place,
        dimension=dimension,
        name=target.name,
        reason=reason,
        old_year=old_year,
        old_score=target.baseline_score,
        new_year=year,
        new_score=new,
        target=target.target_score_min,
        meaning=meaning_of(target.baseline_score, new, target.target_score_min),
        note=note,
    )


def meaning_of(old: float | None, new: float, target: float | None) -> Meaning:
    """What the new base means for the target: reached already, nearer, further away."""
    if target is None:
        return Meaning.NO_TARGET
    if round(new, 4) >= target:
        return Meaning.MET
    if old is None or round(new, 4) == round(old, 4):
        return Meaning.SAME
    return Meaning.NEARER if new > old else Meaning.FURTHER


def meaning_words(meaning: Meaning, new: float, target: float | None) -> str:
    """One sentence: "Mốc mới đã đạt mục tiêu…"."""
    if meaning is Meaning.NO_TARGET or target is None:
        return "Kế hoạch không đặt điểm mục tiêu."
    if meaning is Meaning.MET:
        return f"Mốc mới đã đạt mục tiêu {comma(target)}; nên xem lại mục tiêu."
    distance = comma(target - new)
    if meaning is Meaning.FURTHER:
        return f"Mục tiêu xa hơn: còn thiếu {distance} điểm."
    return f"Còn thiếu {distance} điểm để đạt mục tiêu."
