"""Whether the points an office entered add up to the points of their groups."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from thuocdo.criteria.rules.model import Combine, Criterion, Framework, Method, Quantity, SettingRef

_ROUNDING = Decimal("0.0001")


@dataclass(frozen=True)
class Imbalance:
    """A group whose children's points do not add up: `have` of `wanted`; `open` settings are not entered yet."""

    group: Criterion
    have: Decimal
    wanted: Decimal
    open: tuple[str, ...] = ()

    @property
    def gap(self) -> Decimal:
        """Points that are missing (positive) or too many."""
        return self.wanted - self.have


def imbalances(framework: Framework, values: Mapping[str, Decimal]) -> tuple[Imbalance, ...]:
    """Groups that cannot or do not add up with these settings: too many points, or too few though all are entered."""
    out = []
    for group in framework.walk():
        wanted = number_of(group.max, values)
        if not group.children or wanted is None or group.combine is not Combine.SUM:
            continue
        have, open_settings = _sum(group, values)
        gap = wanted - have
        if gap < -_ROUNDING or (gap > _ROUNDING and not open_settings):
            out.append(Imbalance(group, have, wanted, open_settings))
    return tuple(out)


def number_of(quantity: Quantity | None, values: Mapping[str, Decimal]) -> Decimal | None:
    """The number a quantity stands for; None where it is left out or its setting is not entered."""
    return values.get(quantity.name) if isinstance(quantity, SettingRef) else quantity


def _sum(group: Criterion, values: Mapping[str, Decimal]) -> tuple[Decimal, tuple[str, ...]]:
    total = Decimal(0)
    still_open: tuple[str, ...] = ()
    for child in group.children:
        if child.method in (Method.SHOWN, Method.BONUS):
            continue
        number = number_of(child.max, values)
        if number is None and child.children and child.max is None:
            below, below_open = _sum(child, values)
            total, still_open = total + below, still_open + below_open
        elif number is not None:
            total += number
        elif isinstance(child.max, SettingRef):
            still_open = (*still_open, child.max.name)
    return total, still_open
