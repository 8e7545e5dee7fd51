"""Counting working days."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from thuocdo.calendars.rules.seed import shipped_calendar, shipped_days
from thuocdo.calendars.rules.working_days import (
    DayKind,
    SpecialDay,
    WorkingCalendar,
    add_working_days,
    count_working_days,
)

YEARS = range(2024, 2028)
SHIPPED = shipped_calendar(YEARS)
DAYS = st.dates(date(2024, 1, 1), date(2027, 12, 31))


@pytest.mark.parametrize(
    ("day", "working"),
    [
        (date(2026, 1, 2), False),  # 12729/VPCP-KGVX: off, against the package
        (date(2026, 1, 10), True),  # the Saturday worked for it
        (date(2026, 8, 22), True),
        (date(2026, 8, 31), False),
        (date(2025, 4, 26), True),
        (date(2025, 5, 2), False),
        (date(2026, 2, 16), False),
        (date(2026, 2, 23), True),
        (date(2026, 4, 27), False),
        (date(2026, 6, 16), True),
        (date(2026, 6, 20), False),
    ],
)
def test_known_days(day: date, working: bool) -> None:
    """Holidays, exchanges and the known correction are as the notices say."""
    assert SHIPPED.is_working(day) is working


@pytest.mark.parametrize(("year", "days"), [(2024, 251), (2025, 250), (2026, 249)])
def test_known_totals(year: int, days: int) -> None:
    """The working days of a year are the published total (the correction of 2026 is an exchange)."""
    assert count_working_days(SHIPPED, date(year - 1, 12, 31), date(year, 12, 31)).days == days


@pytest.mark.parametrize(
    ("first", "days", "last"),
    [
        (date(2025, 4, 25), 3, date(2025, 4, 29)),
        (date(2026, 2, 13), 1, date(2026, 2, 23)),
        (date(2026, 2, 13), 3, date(2026, 2, 25)),
        (date(2026, 6, 16), 15, date(2026, 7, 7)),
        (date(2026, 1, 9), 1, date(2026, 1, 10)),
        (date(2026, 1, 5), -1, date(2025, 12, 31)),
        (date(2026, 6, 20), 0, date(2026, 6, 22)),
        (date(2026, 6, 19), 0, date(2026, 6, 19)),
    ],
)
def test_known_counts(first: date, days: int, last: date) -> None:
    """The first day is not counted, holidays are left out, exchanged Saturdays are counted."""
    assert add_working_days(SHIPPED, first, days).last == last


def test_the_explanation_names_each_day_left_out() -> None:
    """Every day skipped is listed with why, and a weekend day that counted is listed too."""
    count = add_working_days(SHIPPED, date(2026, 1, 1), 6)
    assert count.last == date(2026, 1, 10)
    assert [skipped.day for skipped in count.skipped] == [
        date(2026, 1, 2),
        date(2026, 1, 3),
        date(2026, 1, 4),
    ]
    assert "Tết Dương lịch" in count.skipped[0].why
    assert count.skipped[1].why == "Thứ Bảy"
    assert count.worked_weekend == (date(2026, 1, 10),)
    assert not count.provisional


def test_years_without_notice_are_provisional() -> None:
    """A span that reaches into a year whose notice is missing, or that is not entered at all, says so."""
    assert count_working_days(SHIPPED, date(2026, 12, 31), date(2027, 2, 28)).provisional
    assert not count_working_days(SHIPPED, date(2026, 12, 1), date(2026, 12, 31)).provisional
    assert count_working_days(
        WorkingCalendar.of([], [2026]), date(2026, 12, 31), date(2027, 1, 4)
    ).provisional


def test_a_day_entered_stands_above_the_weekday() -> None:
    """An entered day decides, whatever its weekday."""
    calendar = WorkingCalendar.of(
        [
            SpecialDay(date(2026, 6, 17), DayKind.OFF, "mất điện"),
            SpecialDay(date(2026, 6, 20), DayKind.WORKING),
        ]
    )
    assert calendar.why_off(date(2026, 6, 17)) == "mất điện"
    assert calendar.is_working(date(2026, 6, 20))
    assert add_working_days(calendar, date(2026, 6, 16), 3).last == date(2026, 6, 20)


@given(DAYS, st.integers(-200, 200).filter(bool))
def test_adding_and_counting_are_inverse(first: date, days: int) -> None:
    """Counting up to the day reached gives the number added; the day reached is worked."""
    reached = add_working_days(SHIPPED, first, days)
    assert SHIPPED.is_working(reached.last)
    if days > 0:
        assert count_working_days(SHIPPED, first, reached.last).days == days


@given(DAYS, DAYS)
def test_every_day_of_the_span_is_explained(first: date, last: date) -> None:
    """Counted and skipped days together are the days of the span, and the sign is its direction."""
    count = count_working_days(SHIPPED, first, last)
    assert abs(count.days) + len(count.skipped) == abs((last - first).days)
    assert count.days == 0 or (count.days > 0) == (last > first)


def test_numbers_beyond_reason_are_refused() -> None:
    """A count beyond reason or beyond the calendar's end is an error, not an endless loop."""
    with pytest.raises(ValueError, match="working days"):
        add_working_days(SHIPPED, date(2026, 1, 1), 10**9)
    with pytest.raises(ValueError, match="calendar"):
        add_working_days(SHIPPED, date.max - timedelta(days=3), 10)
    with pytest.raises(ValueError, match="1850"):
        shipped_days([1850])


def test_the_correction_carries_its_source() -> None:
    """The two corrected days of January 2026 name the notice they come from."""
    corrected = [day for day in shipped_days([2026]) if day.day in (date(2026, 1, 2), date(2026, 1, 10))]
    assert [day.kind for day in corrected] == [DayKind.OFF, DayKind.WORKING]
    assert all("12729/VPCP-KGVX" in day.source_document for day in corrected)
