"""The year of days off, and what entering a day would move before it is entered."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from thuocdo.calendars.models import CalendarDay
from thuocdo.calendars.queries import working_calendar
from thuocdo.calendars.rules.working_days import SpecialDay, WorkingCalendar
from thuocdo.work.models import Task
from thuocdo.work.queries import deadline_moves
from thuocdo.work.rules.due import Move

# stages whose days are counted over the calendar; each offers what a change would move
PREVIEWS: tuple[Callable[..., list[Move]], ...] = (deadline_moves,)


@dataclass(frozen=True, slots=True)
class MovedTogether:
    """Deadlines of one authority that move alike. No content: who keeps the calendar does not read the work."""

    authority: str
    before: date
    after: date
    tasks: int


@dataclass(frozen=True, slots=True)
class Preview:
    """What entering (or, with `special=None`, removing) a day would move."""

    day: date
    moves: tuple[MovedTogether, ...]

    @property
    def total(self) -> int:
        return sum(move.tasks for move in self.moves)


def days_of_year(year: int) -> list[CalendarDay]:
    """The entered days of a year in order."""
    return list(CalendarDay.objects.filter(day__year=year).order_by("day"))


def with_day(calendar: WorkingCalendar, day: date, special: SpecialDay | None) -> WorkingCalendar:
    """The calendar as it would be with the day entered, or taken out."""
    days = {known: value for known, value in calendar.days.items() if known != day}
    if special is not None:
        days[day] = special
    return WorkingCalendar(MappingProxyType(days), calendar.years)


def preview(day: date, special: SpecialDay | None) -> Preview:
    """Every deadline that would move, before anything is stored."""
    calendar = with_day(working_calendar(), day, special)
    moves = [move for look in PREVIEWS for move in look(calendar=calendar, changed_days=[day])]
    return Preview(day, together(moves))


def together(moves: Collection[Move]) -> tuple[MovedTogether, ...]:
    """Moves grouped by authority and days."""
    names = dict(Task.objects.filter(pk__in=[m.task for m in moves]).values_list("pk", "authority__name"))
    alike = Counter((names.get(move.task, ""), move.before, move.after) for move in moves)
    return tuple(MovedTogether(*key, number) for key, number in sorted(alike.items()))
