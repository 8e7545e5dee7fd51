"""How children become a group: points, range, and the exact rescaling of what did not arise.

A `Part` is one child as the combination sees it. All sums start from rounded points, as the published tables add
what they print, and are done a second time on exact points.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import NamedTuple

from thuocdo.criteria.rules.model import Combine
from thuocdo.scoring.rules.numbers import ZERO, divide


class Part(NamedTuple):
    """One child. `points` is None unless it is fully scored; `least`..`most` None where not even a maximum is known.

    `out`: excluded, nothing arose. `may_go`: not scored yet, and may still turn out excluded. `extra`: bonus or
    penalty, added as it is and never rescaled.
    """

    max: Decimal | None
    points: Decimal | None
    exact: Decimal | None
    least: Decimal | None
    most: Decimal | None
    weight: Decimal = Decimal(1)
    out: bool = False
    may_go: bool = False
    extra: bool = False


class Combined(NamedTuple):
    """A group's figures, not yet rounded or bounded."""

    max: Decimal | None
    points: Decimal | None
    exact: Decimal | None
    least: Decimal | None
    most: Decimal | None


_Item = tuple[Decimal, Decimal, bool]  # (points, mass, may go)


def own_maximum(combine: Combine, parts: Sequence[Part], top: Decimal | None) -> Decimal | None:
    """A group's maximum: its own, else that of its children combined, whatever of them did not arise."""
    if top is not None:
        return top
    known = [part.max for part in parts if part.max is not None]
    if len(known) < len(parts) or not known:
        return None
    if combine is Combine.MAXIMUM:
        return max(known)
    if combine is Combine.WEIGHTED_MEAN:
        return _mean([(most, part.weight, False) for most, part in zip(known, parts, strict=True)])
    return sum(known, ZERO)


def by_sum(parts: Sequence[Part], top: Decimal | None) -> Combined:
    """The sum. Without what is excluded, the rest is scaled up to the maximum of all: S x (all / kept).

    `top` is the group's own maximum. It also bounds the children whose maxima are not known: together they have
    what the known ones leave of it.
    """
    base = [part for part in parts if not part.extra]
    extras = [part for part in parts if part.extra]
    maxima = [part.max for part in base]
    whole = _total(maxima)
    blank = whole is None
    if whole is None:
        whole = top
    own = own_maximum(Combine.SUM, parts, top)
    if whole is None:
        return Combined(own, None, None, None, None)
    kept = [part for part in base if not part.out]
    if not blank and all(part.points is not None for part in parts if not part.out):
        mass, complete = _total(part.max for part in kept) or ZERO, len(kept) == len(base)
        points = _rescaled(_total(part.points for part in kept), whole, mass, complete)
        exact = _rescaled(_total(part.exact for part in kept), whole, mass, complete)
        points = _plus(points, _total(part.points for part in extras))
        exact = _plus(exact, _total(part.exact for part in extras))
        return Combined(own, points, exact, points, points)
    items_low, items_high = _items(kept, whole, base, blank)
    least = _plus(_scaled(whole, _extreme(items_low, lowest=True)), _total(p.least for p in extras))
    most = _plus(_scaled(whole, _extreme(items_high, lowest=False)), _total(p.most for p in extras))
    return Combined(own, None, None, least, most)


def by_weighted_mean(parts: Sequence[Part], top: Decimal | None) -> Combined:
    """The mean of the points by weight; what is excluded drops out with its weight.

    With a maximum of its own the group takes the mean of the shares (points / maximum) times that maximum.
    """
    kept = [part for part in parts if not part.out]

    def worth(part: Part, number: Decimal | None, fallback: Decimal | None) -> Decimal | None:
        if top is None:
            return number
        if number is None or part.max is None:
            return fallback
        return divide(number * top, part.max) if part.max else ZERO

    own = own_maximum(Combine.WEIGHTED_MEAN, parts, top)
    low, high = [], []
    for part in kept:
        least, most = worth(part, part.least, ZERO if top is not None else None), worth(part, part.most, top)
        if least is None or most is None:
            return Combined(own, None, None, None, None)
        low.append((least * part.weight, part.weight, part.may_go))
        high.append((most * part.weight, part.weight, part.may_go))
    points = exact = None
    if all(part.points is not None and part.max is not None for part in kept):
        points = _mean([(worth(p, p.points, None) or ZERO, p.weight, False) for p in kept])
        exact = _mean([(worth(p, p.exact, None) or ZERO, p.weight, False) for p in kept])
    return Combined(own, points, exact, _extreme(low, lowest=True), _extreme(high, lowest=False))


def by_maximum(parts: Sequence[Part], top: Decimal | None) -> Combined:
    """The best child. A child that can no longer be beaten decides although others are not known yet."""
    kept = [part for part in parts if not part.out]
    own = own_maximum(Combine.MAXIMUM, parts, top)
    lows = [part.least if part.least is not None else ZERO for part in kept if not part.may_go]
    if not lows:
        # all may go, but then the group goes too; while it stays, one of them stays
        lows = [min(part.least if part.least is not None else ZERO for part in kept)]
    highs = [part.most if part.most is not None else top for part in kept]
    least = max(lows)
    most = None if None in highs else max(high for high in highs if high is not None)
    best = max((part for part in kept if part.points is not None), key=_reach, default=None)
    points = exact = None
    if best is not None and most is not None and best.points == most and not best.may_go:
        points, exact, least = best.points, best.exact, most
    return Combined(own, points, exact, least, most)


def _reach(part: Part) -> tuple[Decimal, Decimal]:
    return part.points or ZERO, part.exact or ZERO


def _items(
    kept: Sequence[Part], whole: Decimal, base: Sequence[Part], blank: bool
) -> tuple[list[_Item], list[_Item]]:
    """Lowest and highest points of the kept children with their maxima as mass."""
    low, high = [], []
    for part in kept:
        if part.max is not None and part.least is not None and part.most is not None:
            low.append((part.least, part.max, part.may_go))
            high.append((part.most, part.max, part.may_go))
    if blank:
        # what the maxima that are known leave belongs to all the unknown ones together
        rest = max(ZERO, whole - sum((part.max for part in base if part.max is not None), ZERO))
        unknown = [part for part in base if part.max is None]
        may_go = any(part.out or part.may_go for part in unknown)
        if any(not part.out for part in unknown):
            low.append((ZERO, rest, may_go))
            high.append((rest, rest, may_go))
    return low, high


def _extreme(items: Sequence[_Item], *, lowest: bool) -> Decimal | None:
    """The lowest (highest) value of sum(points) / sum(mass) over all choices of which items go.

    Items that may go are taken in order of their own ratio as long as each pulls the total its way: the exact
    optimum of such a fraction. None where nothing is left.
    """
    points = sum((item[0] for item in items if not item[2]), ZERO)
    mass = sum((item[1] for item in items if not item[2]), ZERO)
    loose = sorted(
        ((divide(p, m), p, m) for p, m, may_go in items if may_go and m > 0),
        key=lambda item: item[0],
        reverse=not lowest,
    )
    for ratio, more, weight in loose:
        if mass > 0:
            now = divide(points, mass)
            if ratio >= now if lowest else ratio <= now:
                break
        points, mass = points + more, mass + weight
    return divide(points, mass) if mass > 0 else None


def _mean(items: Sequence[_Item]) -> Decimal | None:
    mass = sum((weight for _, weight, _ in items), ZERO)
    return divide(sum((value * weight for value, weight, _ in items), ZERO), mass) if mass > 0 else None


def _rescaled(total: Decimal | None, whole: Decimal, mass: Decimal, complete: bool) -> Decimal | None:
    if total is None or complete:
        return total
    return divide(total * whole, mass) if mass else ZERO


def _scaled(whole: Decimal, ratio: Decimal | None) -> Decimal | None:
    return ZERO if ratio is None else whole * ratio


def _plus(one: Decimal | None, other: Decimal | None) -> Decimal | None:
    return None if one is None or other is None else one + other


def _total(numbers: Iterable[Decimal | None]) -> Decimal | None:
    """The sum; None if one of them is not known."""
    total = ZERO
    for number in numbers:
        if number is None:
            return None
        total += number
    return total
