"""Reading the table of days."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from thuocdo.calendars.models import CalendarDay
from thuocdo.calendars.rules.seed import FIRST_YEAR, LAST_NOTICED_YEAR, LAST_YEAR, shipped_days
from thuocdo.calendars.rules.working_days import SpecialDay, WorkingCalendar

# Filled from the shipped days as long as nobody has entered them: the years that present work reaches into.
USUAL_YEARS = range(LAST_NOTICED_YEAR - 1, LAST_NOTICED_YEAR + 2)


def working_calendar() -> WorkingCalendar:
    """The calendar of all entered days and the usual years, in one query; hand it on instead of asking again."""
    return _calendar([row.as_rule() for row in CalendarDay.objects.order_by("day")], USUAL_YEARS)


def calendar_for(years: Iterable[int]) -> WorkingCalendar:
    """The calendar of these years, in one query; for spans far from the present."""
    wanted = frozenset(years)
    if not wanted:
        return WorkingCalendar.of(())
    return _calendar(days_between(date(min(wanted), 1, 1), date(max(wanted), 12, 31)), wanted)


def _calendar(entered: list[SpecialDay], years: Iterable[int]) -> WorkingCalendar:
    """A year without any entry (nobody has opened it yet) is filled from the shipped days."""
    known = {special.day.year for special in entered}
    missing = [year for year in years if year not in known and FIRST_YEAR <= year <= LAST_YEAR]
    return WorkingCalendar.of([*entered, *shipped_days(missing)])


def days_between(first: date, last: date) -> list[SpecialDay]:
    """The entered days of a span in order."""
    return [row.as_rule() for row in CalendarDay.objects.filter(day__range=(first, last)).order_by("day")]


def seeded_years() -> list[int]:
    """The years that hold entries, in order."""
    return sorted({day.year for day in CalendarDay.objects.dates("day", "year")})
