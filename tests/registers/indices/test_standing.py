"""Classes, ranks and margins on tables small enough to reckon by hand."""

from __future__ import annotations

import pytest

from thuocdo.plans.rules.papi import TOTAL, PapiPanel
from thuocdo.registers.indices.rules.standing import (
    Band,
    computed_class,
    cuts_of,
    margin_of,
    neighbours,
    percentile,
    rank_moves,
)


def panel(*years: dict[str, dict[int, float]]) -> PapiPanel:
    return PapiPanel({2021 + i: by for i, by in enumerate(years)})


def totals(**values: float) -> dict[str, dict[int, float]]:
    return {key: {1: value, TOTAL: value} for key, value in values.items()}


def test_percentiles_interpolate_and_a_value_at_the_cut_is_in_the_better_class() -> None:
    """PERCENTILE.INC of 1..5: cuts 2, 3, 4; 4 itself is high, 3 upper, 2 lower, 1 low."""
    assert percentile([1, 2, 3, 4], 0.25) == 1.75
    cuts = cuts_of([5, 1, 4, 2, 3])
    assert cuts is not None
    assert (cuts.low, cuts.middle, cuts.high) == (2, 3, 4)
    assert [cuts.band(value) for value in (5, 4, 3, 2, 1)] == [
        Band.HIGH,
        Band.HIGH,
        Band.UPPER,
        Band.LOWER,
        Band.LOW,
    ]


def test_too_few_provinces_give_no_classes() -> None:
    """Three values make no four classes; nothing is invented."""
    assert cuts_of([1, 2, 3]) is None
    assert computed_class(panel(totals(a=1, b=2, c=3)), 2021, "a") is None


def test_equals_share_the_better_rank_and_the_incomplete_do_not_count() -> None:
    """Two at 40 are both second of four; a province with one dimension only has no rank."""
    found = panel({**totals(a=42, b=40, c=40, d=39), "e": {1: 5.0}})
    assert [found.rank(2021, key) for key in "abcde"] == [1, 2, 2, 4, None]
    assert found.ranked(2021) == 4


def test_an_incomplete_province_lowers_the_cuts_of_the_total_only() -> None:
    """The class of the total counts its partial sum, tells the other outcome, and a dimension leaves it out."""
    year = {
        key: {1: value, 2: 5.0, TOTAL: value + 5} for key, value in {"a": 5, "b": 4, "c": 3, "d": 2}.items()
    }
    year["e"] = {1: 1.0}
    found = computed_class(panel(year), 2021, "b")
    assert found is not None
    assert (found.band, found.other, found.count, found.incomplete) == (Band.HIGH, Band.UPPER, 5, 1)
    part = computed_class(panel(year), 2021, "b", 2)
    assert part is not None
    assert (part.count, part.other) == (4, None)


def test_the_margin_takes_in_its_ends() -> None:
    """±0.5 around 42: 42.5 and 41.5 are within, 41.4 is not; best first."""
    found = neighbours(panel(totals(a=42, b=42.5, c=41.5, d=41.4)), 2021, "a", TOTAL, 0.5)
    assert [one.province for one in found] == ["b", "c"]
    assert (margin_of(TOTAL), margin_of(3)) == (0.5, 0.18)


def test_moves_count_only_provinces_ranked_in_both_years() -> None:
    """A province that drops out moves nobody: the order of the others is the same, so every move is 0."""
    found = rank_moves(panel(totals(a=4, b=3, c=2, d=1), totals(b=3, c=2, d=1)), 2021, 2022)
    assert found is not None
    assert (found.median, found.most, found.count) == (0, 0, 3)
    swapped = rank_moves(panel(totals(a=3, b=2, c=1), totals(a=1, b=2, c=3)), 2021, 2022)
    assert swapped is not None
    assert (swapped.median, swapped.most) == (2, 2)
    assert rank_moves(panel(totals(a=1)), 2021, 2022) is None


@pytest.mark.parametrize("province", ["nobody", "e"])
def test_without_a_result_there_is_no_standing(province: str) -> None:
    """A blank province has no class, no neighbours, no rank; never a zero."""
    found = panel({**totals(a=4, b=3, c=2, d=1), "e": {}})
    assert computed_class(found, 2021, province) is None
    assert neighbours(found, 2021, province, TOTAL, 99) == ()
    assert found.rank(2021, province) is None
