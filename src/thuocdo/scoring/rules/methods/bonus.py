"""Bonus or penalty: `each` points for every thing counted, at most `cap` either way."""

from __future__ import annotations

from decimal import Decimal

from thuocdo.scoring.rules.methods.ask import Ask, Curve, Outcome, UnsetError
from thuocdo.scoring.rules.methods.counting import counted
from thuocdo.scoring.rules.model import NotScored, Step
from thuocdo.scoring.rules.numbers import ZERO, divide, shown


def score(ask: Ask) -> Outcome | NotScored:
    """count x each, not beyond +cap or -cap. A negative `each` takes points away."""
    have, each, cap = counted(ask, "count"), ask.quantity("each"), abs(ask.quantity("cap"))
    full = have.counts * each
    points = max(-cap, min(cap, full))
    what = "điểm trừ" if each < 0 else "điểm thưởng"
    steps = [
        Step(f"{shown(have.counts, 6)} {have.unit} × {ask.points(each)} = {ask.points(full)} điểm", full)
    ]
    if points != full:
        steps.append(
            Step(f"không quá {ask.points(cap)} {what}{ask.mark('cap')} → {ask.points(points)} điểm", points)
        )
    said = f"Có {have.text()}, {what}: {ask.points(points)}."
    if points != full:
        said = f"Có {have.text()}, {what} chạm mức tối đa nên là {ask.points(points)}."
    return Outcome(points, said + have.lacking(), tuple(steps))


def bounds(ask: Ask) -> tuple[Decimal | None, Decimal | None]:
    """The least and most points that any count can give; None where the set's figures are not entered."""
    try:
        cap = abs(ask.quantity("cap"))
    except UnsetError:
        return None, None
    try:
        each = ask.quantity("each")
    except UnsetError:
        return -cap, cap
    return (-cap, ZERO) if each < 0 else (ZERO, cap)


def rule(ask: Ask) -> str:
    """The rule as a sentence."""
    each, cap = ask.quantity("each"), abs(ask.quantity("cap"))
    unit = ask.measures["count"].unit or "việc"
    verb = "trừ" if each < 0 else "thưởng"
    return f"Mỗi {unit} {verb} {ask.points(abs(each))} điểm, không quá {ask.points(cap)} điểm."


def curve(ask: Ask, points: Decimal | None) -> Curve | None:
    """A slope to the cap, level from there."""
    each, cap = ask.quantity("each"), abs(ask.quantity("cap"))
    have = counted(ask, "count") if "count" in ask.inputs else None
    here = (have.counts, points) if have and points is not None else None
    unit = ask.measures["count"].unit or "việc"
    if not each or not cap:
        return None
    full = divide(cap, abs(each))
    end = -cap if each < 0 else cap
    high = max(full + 1, have.counts if have else ZERO)
    return Curve(unit, ((ZERO, ZERO), (full, end), (high, end)), here=here)
