"""A table of many units never orders what cannot be told apart."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from thuocdo.scoring.rules.table import Range, standings

POINT = st.integers(0, 1000).map(lambda n: Decimal(n) / 10)
RANGES = st.lists(st.tuples(POINT, POINT).map(lambda pair: (min(pair), max(pair))), min_size=1, max_size=12)


def test_exact_points_give_ranks_and_ties_share_them() -> None:
    """Three exact totals, two of them equal: first, and second to third for both."""
    exact = [(Decimal(n), Decimal(n)) for n in (80, 90, 80)]
    assert [(s.best, s.worst, s.group) for s in standings(exact)] == [(2, 3, 2), (1, 1, 1), (2, 3, 2)]


def test_a_range_that_spans_others_joins_them() -> None:
    """A unit that may still have 60 to 95 points may stand anywhere, so nobody beside it has a rank."""
    found = standings([(Decimal(60), Decimal(95)), (Decimal(90), Decimal(90)), (Decimal(70), Decimal(70))])
    assert [(s.best, s.worst, s.group) for s in found] == [(1, 3, 1), (1, 2, 1), (2, 3, 1)]


@given(RANGES)
def test_ranks_hold_for_every_way_the_points_may_end(ranges: list[Range]) -> None:
    """A unit that ends at its least, the others at their most, is never worse than its worst rank."""
    for index, standing in enumerate(standings(ranges)):
        low, high = ranges[index]
        others = [pair for place, pair in enumerate(ranges) if place != index]
        assert standing.worst == 1 + sum(most >= low for _, most in others)
        assert standing.best == 1 + sum(least > high for least, _ in others)


@given(RANGES)
def test_a_better_group_is_certainly_better(ranges: list[Range]) -> None:
    """Whoever stands in an earlier group has more points than everybody in a later one, whatever happens."""
    found = standings(ranges)
    for first, mine in zip(found, ranges, strict=True):
        for second, theirs in zip(found, ranges, strict=True):
            if first.group < second.group:
                assert mine[0] > theirs[1]
