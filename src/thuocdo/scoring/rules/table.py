"""Many units in one table without false ranks: what is not told apart stands in one group."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

Range = tuple[Decimal, Decimal]  # least and most points a unit can still have


@dataclass(frozen=True, slots=True)
class Standing:
    """Where one unit stands: the best and the worst rank it can have (1 is first), and its group from the top."""

    best: int
    worst: int
    group: int

    @property
    def told_apart(self) -> bool:
        """Whether no other unit can have this rank."""
        return self.best == self.worst


def standings(ranges: Sequence[Range]) -> tuple[Standing, ...]:
    """The standing of each unit, in the order given. Work grows as n log n.

    A unit is certainly before another only when its least exceeds the other's most. Units whose ranges overlap,
    directly or through others between them, form one group, because no order inside it would be a fact. Equal
    points share their ranks.
    """
    lows = sorted(low for low, _ in ranges)
    highs = sorted(high for _, high in ranges)
    count = len(ranges)
    groups = _groups(ranges)
    return tuple(
        Standing(
            best=1 + count - bisect_right(lows, high),
            worst=count - bisect_left(highs, low),
            group=groups[index],
        )
        for index, (low, high) in enumerate(ranges)
    )


def _groups(ranges: Sequence[Range]) -> list[int]:
    order = sorted(range(len(ranges)), key=lambda index: ranges[index][1], reverse=True)
    groups = [0] * len(ranges)
    group, floor = 0, None
    for index in order:
        low, high = ranges[index]
        if floor is None or high < floor:
            group, floor = group + 1, low
        groups[index] = group
        floor = min(floor, low)
    return groups
