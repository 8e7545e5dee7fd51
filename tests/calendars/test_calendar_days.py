"""The editable table of days off and days worked."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from thuocdo.audit.models import Entry
from thuocdo.calendars.actions import confirm_year, remove_day, seed_years, set_day
from thuocdo.calendars.models import CalendarDay
from thuocdo.calendars.queries import calendar_for, days_between, seeded_years, working_calendar
from thuocdo.calendars.rules.working_days import DayKind, add_working_days
from thuocdo.lib.errors import InputError

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 7, 6, 1, 0, tzinfo=UTC)
STORM = date(2026, 7, 8)


def codes() -> list[str]:
    return list(Entry.objects.order_by("number").values_list("code", flat=True))


def test_seeding_enters_the_shipped_days_once() -> None:
    """A year is entered once, with the known correction, and a second run changes nothing."""
    seeded = seed_years(years=[2026, 2027], now=NOW)
    rows = CalendarDay.objects.count()
    assert rows == len(seeded.added) > 25
    corrected = CalendarDay.objects.get(day=date(2026, 1, 10))
    assert (corrected.kind, corrected.source_document) == ("working", "12729/VPCP-KGVX ngày 25/12/2025")
    again = seed_years(years=[2026, 2027], now=NOW)
    assert (again.added, again.kept) == ((), (2026, 2027))
    assert CalendarDay.objects.count() == rows
    assert codes() == ["calendars.year.seeded"] * 2
    assert seeded_years() == [2026, 2027]


def test_future_years_are_provisional_until_their_notice() -> None:
    """The days of next year are provisional; entering the notice confirms them and names it."""
    seed_years(years=[2026, 2027], now=NOW)
    assert not CalendarDay.objects.filter(day__year=2026, provisional=True).exists()
    assert not CalendarDay.objects.filter(day__year=2027, provisional=False).exists()
    confirmed = confirm_year(year=2027, source_document="1/TB-VPCP ngày 20/11/2026", by=None, now=NOW)
    assert confirmed
    assert not CalendarDay.objects.filter(provisional=True).exists()
    assert {day.source_document for day in confirmed} == {"1/TB-VPCP ngày 20/11/2026"}
    with pytest.raises(InputError, match="tạm tính"):
        confirm_year(year=2027, source_document="1/TB-VPCP", by=None, now=NOW)


def test_a_changed_day_stays_when_seeded_again() -> None:
    """What an office removed or changed is not brought back by the next start."""
    seed_years(years=[2026], now=NOW)
    remove_day(day=date(2026, 11, 24), by=None, now=NOW)
    set_day(day=date(2026, 8, 31), kind=DayKind.WORKING, by=None, now=NOW)
    seed_years(years=[2026], now=NOW)
    calendar = working_calendar()
    assert calendar.is_working(date(2026, 11, 24))
    assert calendar.is_working(date(2026, 8, 31))


def test_setting_a_day_says_what_changed_and_is_logged() -> None:
    """A day off moves what is counted over it; before and after are returned and logged."""
    seed_years(years=[2026], now=NOW)
    assert add_working_days(working_calendar(), date(2026, 7, 6), 3).last == date(2026, 7, 9)
    change = set_day(day=STORM, kind=DayKind.OFF, note=" Nghỉ  tránh bão ", by=None, now=NOW, why="bão số 1")
    assert change.before is None
    assert change.after is not None
    assert change.after.note == "Nghỉ tránh bão"
    assert change.moves_deadlines
    assert add_working_days(working_calendar(), date(2026, 7, 6), 3).last == date(2026, 7, 10)
    entry = Entry.objects.get(code="calendars.day.set")
    assert "2026-07-08" in entry.after_text
    assert entry.why == "bão số 1"


def test_a_note_alone_moves_nothing() -> None:
    """Correcting a note is logged, setting the same again is not, and neither moves a deadline."""
    set_day(day=STORM, kind=DayKind.OFF, note="bão", by=None, now=NOW)
    assert not set_day(day=STORM, kind=DayKind.OFF, note="bão số 2", by=None, now=NOW).moves_deadlines
    assert not set_day(day=STORM, kind=DayKind.OFF, note="bão số 2", by=None, now=NOW).moves_deadlines
    assert codes() == ["calendars.day.set"] * 2


def test_removing_a_day() -> None:
    """A removed day is as its weekday says, and the change can be undone from what is returned."""
    set_day(day=STORM, kind=DayKind.OFF, note="bão", by=None, now=NOW)
    change = remove_day(day=STORM, by=None, now=NOW)
    assert change.after is None
    assert change.before is not None
    assert change.moves_deadlines
    assert not CalendarDay.objects.filter(day=STORM).exists()
    assert codes()[-1] == "calendars.day.removed"
    with pytest.raises(InputError, match="08/07/2026"):
        remove_day(day=STORM, by=None, now=NOW)


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"note": ""}, "lý do nghỉ của Thứ Tư 08/07/2026"),
        ({"note": "x" * 201}, "200"),
        ({"note": "x", "source_document": "y" * 201}, "200"),
    ],
)
def test_wrong_input_is_named_and_changes_nothing(wrong: dict[str, Any], said: str) -> None:
    """A day off without a reason and texts that are too long are refused in one sentence."""
    with pytest.raises(InputError, match=said):
        set_day(**({"day": STORM, "kind": DayKind.OFF, "by": None, "now": NOW} | wrong))
    assert not CalendarDay.objects.exists()
    assert codes() == []


def test_a_year_without_data_is_refused() -> None:
    """Seeding a year the program knows nothing of enters nothing at all."""
    with pytest.raises(InputError, match="1850"):
        seed_years(years=[2026, 1850], now=NOW)
    assert not CalendarDay.objects.exists()


def test_the_calendar_comes_in_one_query(django_assert_num_queries: Any) -> None:
    """However many years and days, the table is read once."""
    seed_years(years=range(2024, 2030), now=NOW)
    with django_assert_num_queries(1):
        calendar = working_calendar()
        assert not calendar.is_working(date(2026, 9, 2))
        assert not calendar.is_working(date(2024, 4, 29))
    with django_assert_num_queries(1):
        assert calendar_for([2024]).years == {2024}


def test_years_nobody_entered_are_filled_from_the_shipped_days() -> None:
    """An empty table still knows the holidays; days of later years are provisional."""
    calendar = working_calendar()
    assert not calendar.is_working(date(2026, 1, 2))
    assert not calendar.is_working(date(2027, 1, 1))
    assert calendar.is_provisional(date(2027, 1, 1), date(2027, 1, 2))
    assert not calendar_for([2019]).is_working(date(2019, 9, 2))
    assert calendar_for([]).years == frozenset()


def test_one_row_a_day() -> None:
    """The database itself refuses a second row for a day and an unknown kind."""
    set_day(day=STORM, kind=DayKind.OFF, note="bão", by=None, now=NOW)
    for row in (CalendarDay(day=STORM, kind="off"), CalendarDay(day=date(2026, 7, 9), kind="half")):
        with pytest.raises(IntegrityError), transaction.atomic():
            row.save()
    assert [special.day for special in days_between(STORM, STORM)] == [STORM]
    assert str(CalendarDay.objects.get(day=STORM)) == "08/07/2026"
