"""The total of any of the four numbers: the points of the leaves combined as the framework says."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from decimal import Decimal

from thuocdo.criteria.rules.model import Combine, Criterion, Framework, Method, SettingRef
from thuocdo.scoring.rules.combine import Combined, Part, by_maximum, by_sum, by_weighted_mean
from thuocdo.scoring.rules.numbers import ZERO, rounded

_BY = {Combine.SUM: by_sum, Combine.WEIGHTED_MEAN: by_weighted_mean, Combine.MAXIMUM: by_maximum}


@dataclass(frozen=True)
class Total:
    """`points` is None until every criterion has its number; `known` of `known_of` is what there is so far."""

    points: Decimal | None
    maximum: Decimal | None
    known: Decimal
    known_of: Decimal
    missing: int


def total_of(
    framework: Framework,
    points: Mapping[str, Decimal],
    maxima: Mapping[str, Decimal],
    *,
    not_arisen: Collection[str] = (),
) -> Total:
    """The total of one column of numbers. Criteria without points are counted as missing, never as 0.

    `points` and `maxima` go by criterion code; what did not arise is rescaled as the engine rescales it. Criteria
    that carry no points are left out.
    """
    leaves = [leaf for leaf in framework.leaves() if leaf.method is not Method.SHOWN]
    known = [leaf.code for leaf in leaves if leaf.code in points and leaf.code not in not_arisen]
    top = None if isinstance(framework.total, SettingRef) else framework.total
    parts = [
        part for part in (_part(child, points, maxima, not_arisen) for child in framework.criteria) if part
    ]
    made = _BY[framework.combine](parts, top) if parts else None
    whole = made.points if made else None
    return Total(
        points=None if whole is None else rounded(whole, framework.rounding.places),
        maximum=made.max if made else None,
        known=sum((points[code] for code in known), ZERO),
        known_of=sum((maxima.get(code, ZERO) for code in known), ZERO),
        missing=sum(leaf.code not in points and leaf.code not in not_arisen for leaf in leaves),
    )


def _part(
    criterion: Criterion,
    points: Mapping[str, Decimal],
    maxima: Mapping[str, Decimal],
    gone: Collection[str],
) -> Part | None:
    if criterion.method is Method.SHOWN:
        return None
    if criterion.method is not None:
        number, top = points.get(criterion.code), maxima.get(criterion.code)
        return Part(
            max=top,
            points=number,
            exact=number,
            least=number if number is not None else ZERO,
            most=number if number is not None else top,
            weight=criterion.weight,
            out=criterion.code in gone,
            extra=criterion.method is Method.BONUS,
        )
    parts = [part for part in (_part(c, points, maxima, gone) for c in criterion.children) if part]
    top = None if isinstance(criterion.max, SettingRef) else criterion.max
    if not parts or all(part.out for part in parts):
        return Part(top, None, None, None, None, criterion.weight, out=bool(parts)) if parts else None
    made: Combined = _BY[criterion.combine](parts, top)
    number = None
    if made.points is not None:
        number = rounded(made.points, criterion.rounding.places)
        least = None if isinstance(criterion.least, SettingRef) else criterion.least
        number = number if top is None else min(number, top)
        number = number if least is None else max(number, least)
    extra = all(part.extra for part in parts)
    return Part(made.max, number, number, made.least, made.most, criterion.weight, extra=extra)
