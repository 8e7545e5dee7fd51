"""Months, quarters, halves and years."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from thuocdo.calendars.rules.periods import (
    LENGTHS,
    Period,
    PeriodKind,
    parse_period,
    period_containing,
    period_of,
)

PERIODS = st.builds(
    lambda kind, year, number: Period(kind, year, number if kind is not PeriodKind.NINE_MONTHS else 1),
    st.sampled_from(list(PeriodKind)),
    st.integers(1, 9998),
    st.integers(1, 1),
) | st.sampled_from(
    [
        Period(kind, 2026, number)
        for kind in PeriodKind
        if kind is not PeriodKind.NINE_MONTHS
        for number in range(1, 12 // LENGTHS[kind] + 1)
    ]
)


@pytest.mark.parametrize(
    ("id_", "start", "end", "label"),
    [
        ("2026", date(2026, 1, 1), date(2026, 12, 31), "Năm 2026"),
        ("2026S1", date(2026, 1, 1), date(2026, 6, 30), "6 tháng đầu năm 2026"),
        ("2026S2", date(2026, 7, 1), date(2026, 12, 31), "6 tháng cuối năm 2026"),
        ("2026N9", date(2026, 1, 1), date(2026, 9, 30), "9 tháng đầu năm 2026"),
        ("2026Q3", date(2026, 7, 1), date(2026, 9, 30), "Quý III/2026"),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29), "Tháng 2/2024"),
    ],
)
def test_ids_bounds_and_labels(id_: str, start: date, end: date, label: str) -> None:
    """An id names its bounds and the label officials use."""
    period = parse_period(id_)
    assert period is not None
    assert (period.start, period.end, period.label, period.id) == (start, end, label, id_)


@given(PERIODS)
def test_periods_read_back(period: Period) -> None:
    """Every period is found again by its id and by its bounds."""
    assert parse_period(period.id) == period
    assert period_of(period.start, period.end) == period
    assert period.start in period
    assert period_containing(period.kind, period.end) in (period, None)


@pytest.mark.parametrize("text", ["", "26", "2026Q5", "2026-13", "2026S3", "0000", "2026Q3 x", "Quý III"])
def test_no_period(text: str) -> None:
    """What is no id gives nothing rather than an error."""
    assert parse_period(text) is None


def test_bounds_that_fit_no_period() -> None:
    """Bounds that are no usual period have none, and impossible numbers are refused."""
    assert period_of(date(2026, 7, 1), date(2026, 8, 31)) is None
    assert period_of(date(2026, 10, 1), date(2027, 3, 31)) is None
    with pytest.raises(ValueError, match="quarter 5"):
        Period(PeriodKind.QUARTER, 2026, 5)
    assert period_containing(PeriodKind.NINE_MONTHS, date(2026, 11, 1)) is None


@pytest.mark.parametrize(
    ("id_", "first", "last"),
    [
        ("2026-01", date(2025, 12, 15), date(2026, 1, 14)),
        ("2026Q1", date(2025, 12, 15), date(2026, 3, 14)),
        ("2026Q3", date(2026, 6, 15), date(2026, 9, 14)),
        ("2026S1", date(2025, 12, 15), date(2026, 6, 14)),
        ("2026S2", date(2026, 6, 15), date(2026, 12, 14)),
        ("2026N9", date(2025, 12, 15), date(2026, 9, 14)),
        ("2026", date(2025, 12, 15), date(2026, 12, 14)),
    ],
)
def test_the_usual_cut_offs_of_reports(id_: str, first: date, last: date) -> None:
    """Periodic reports count from the 15th to the 14th (Nghị định 09/2019/NĐ-CP)."""
    period = parse_period(id_)
    assert period is not None
    assert period.reporting_window == (first, last)
