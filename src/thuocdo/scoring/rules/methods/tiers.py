"""Tiers: the points of the first tier, from high to low, whose least value is reached."""

from __future__ import annotations

from decimal import Decimal
from typing import cast

from thuocdo.criteria.rules.model import MeasureKind
from thuocdo.scoring.rules.methods.ask import Ask, Curve, Jump, Outcome, known, nothing_arose, number
from thuocdo.scoring.rules.methods.shares import Share, edge, edge_text, here, share
from thuocdo.scoring.rules.model import Cliff, NotScored, Step
from thuocdo.scoring.rules.numbers import HUNDRED, ZERO, share_shown, shown

_Tier = tuple[Decimal, Decimal]


def score(ask: Ask) -> Outcome | NotScored:
    """The points of the tier that the number or the share reaches (`strict`: exceeds), 0 under all of them."""
    tiers, strict = _tiers(ask), ask.flag("strict")
    measure = ask.measures["value"]
    have = share(ask, "value") if measure.kind is not MeasureKind.NUMBER else None
    if have is not None and not have.of:
        return nothing_arose(ask, have.unit)
    value = number(ask, "value", least=None) if have is None else have.percent

    def over(at: Decimal) -> bool:
        if have is not None:
            return have.reaches(at, strict=strict)
        return value > at if strict else value >= at

    place = next((i for i, (at, _) in enumerate(tiers) if over(at)), len(tiers))
    points = tiers[place][1] if place < len(tiers) else ZERO
    reached = have.reached() if have is not None else f"{shown(value, 6)} {measure.unit}".strip()
    if place < len(tiers):
        tier = (
            f"mức {'trên' if strict else 'từ'} {_limit(ask, tiers[place][0])}{'' if strict else ' trở lên'}"
        )
    else:
        tier = f"không quá {_limit(ask, tiers[-1][0])}" if strict else f"dưới {_limit(ask, tiers[-1][0])}"
    first = have.step(tiers[min(place, len(tiers) - 1)][0]) if have is not None else Step(reached, value)
    near = [i for i in (place - 1, place) if 0 <= i < len(tiers)]
    cliffs = tuple(
        _cliff(ask, have, value, tiers[i][0], _points(tiers, i + 1), tiers[i][1], strict=strict)
        for i in near
        if _points(tiers, i + 1) != tiers[i][1]
    )
    short = have.missing_text(tiers[place - 1][0], strict=strict) if have is not None and place else ""
    return Outcome(
        points,
        f"Đạt {reached}, thuộc {tier} nên được {ask.points(points)} trên {ask.points(ask.max)} điểm.",
        (first, Step(tier), Step(f"{ask.points(points)} điểm", points)),
        cliffs,
        short,
    )


def rule(ask: Ask) -> str:
    """The rule as a sentence."""
    word, end = ("trên", "") if ask.flag("strict") else ("từ", " trở lên")
    parts = [
        f"{word} {_limit(ask, at)}{end}: {ask.points(points)} điểm" for at, points in _tiers(ask) if points
    ]
    said = "; ".join([*parts, "còn lại: 0 điểm"])
    return f"{said[:1].upper()}{said[1:]}."


def curve(ask: Ask, points: Decimal | None) -> Curve | None:
    """Steps from low to high."""
    tiers = _tiers(ask)[::-1]
    counted = ask.measures["value"].kind is MeasureKind.NUMBER
    now: tuple[Decimal, Decimal] | None
    if counted:
        now = None
        if points is not None and "value" in ask.inputs:
            now = (number(ask, "value", least=None), points)
        ends = [at for at, _ in tiers] + ([now[0]] if now else [])
        low, high = min(ZERO, *ends), max(ends) * Decimal("1.25") if max(ends) > 0 else Decimal(1)
        unit = ask.measures["value"].unit
    else:
        now, low, high, unit = here(ask, "value", points), ZERO, HUNDRED, "%"
    line, jumps, level = [(low, ZERO)], [], ZERO
    for at, above in tiers:
        if at > low:
            line.append((at, level))
            jumps.append(Jump(at, level, above))
        line.append((at, above))
        level = above
    line.append((high, level))
    return Curve(unit, tuple(dict.fromkeys(line)), tuple(jumps), now)


def _tiers(ask: Ask) -> list[_Tier]:
    given = cast(tuple[tuple[object, object], ...], ask.params["tiers"])
    # points of a tier never pass the maximum
    return [(known(at), min(known(points), ask.max)) for at, points in given]


def _points(tiers: list[_Tier], place: int) -> Decimal:
    return tiers[place][1] if place < len(tiers) else ZERO


def _limit(ask: Ask, at: Decimal) -> str:
    measure = ask.measures["value"]
    if measure.kind is MeasureKind.NUMBER:
        return f"{shown(at, 6)} {measure.unit}".strip()
    return share_shown(at)


def _cliff(
    ask: Ask, have: Share | None, value: Decimal, at: Decimal, below: Decimal, above: Decimal, *, strict: bool
) -> Cliff:
    if have is not None:
        return edge(ask, have, at, below, above, strict=strict)
    unit = ask.unit("value")
    text = edge_text(ask, at - value, unit, f"mức {_limit(ask, at)}", below, above)
    return Cliff(at, below, above, at - value, unit, text)
