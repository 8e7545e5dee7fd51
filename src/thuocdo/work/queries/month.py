"""The days of a month with what is due on each."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from thuocdo.calendars.rules.periods import Period, PeriodKind, month_end
from thuocdo.calendars.rules.working_days import WorkingCalendar
from thuocdo.orgs.models import Unit
from thuocdo.orgs.queries import Rights
from thuocdo.work.models import TaskPeriod, TaskQuerySet
from thuocdo.work.queries.lists import tasks_of_unit
from thuocdo.work.queries.rows import TaskRow, row_maker
from thuocdo.work.rules.series import UNDONE

SHOWN = 4  # tasks that a day prints; the rest is one click away
MOST = 3000


@dataclass(frozen=True, slots=True)
class MonthDay:
    """One day: what is due, how many in all, why nobody works ("" when they do), whether it is of the month."""

    day: date
    within: bool
    off: str
    rows: tuple[tuple[TaskRow, str], ...]  # with the period, "" for a task's own day
    total: int


def month_of(
    period: Period, unit: Unit, rights: Rights, *, today: date, calendar: WorkingCalendar
) -> list[list[MonthDay]]:
    """The weeks of a month, Monday first, with the open and closed tasks of the unit due on each day.

    Of a task that comes again every open period stands on its own day. Two queries.
    """
    first = period.start - timedelta(days=period.start.weekday())
    last = period.end + timedelta(days=6 - period.end.weekday())
    make = row_maker(today=today, calendar=calendar)
    tasks: TaskQuerySet = tasks_of_unit(unit, rights)
    found: dict[date, list[tuple[TaskRow, str]]] = {}
    single = tasks.filter(due__gte=first, due__lte=last, series__isnull=True)
    for task in single.select_related("lead").order_by("due", "-is_open", "pk")[:MOST]:
        if task.due is not None:
            found.setdefault(task.due, []).append((make(task), ""))
    periods = TaskPeriod.objects.filter(
        task__in=tasks.order_by().values("pk"),
        state__in=UNDONE,
        due__gte=first,
        due__lte=last,
        task__is_open=True,
    )
    for one in periods.select_related("task__lead").order_by("due", "pk")[:MOST]:
        one.task.due = one.due
        found.setdefault(one.due, []).append((make(one.task), one.label))
    weeks = []
    for number in range((last - first).days // 7 + 1):
        days = [first + timedelta(days=number * 7 + step) for step in range(7)]
        weeks.append([_day(day, period, calendar, found.get(day, [])) for day in days])
    return weeks


def _day(day: date, period: Period, calendar: WorkingCalendar, rows: list[tuple[TaskRow, str]]) -> MonthDay:
    return MonthDay(day, day in period, calendar.why_off(day) or "", tuple(rows[:SHOWN]), len(rows))


def neighbours(period: Period) -> tuple[Period, Period]:
    """The month before and the month after."""
    before = period.start - timedelta(days=1)
    after = month_end(period.year, period.number) + timedelta(days=1)
    return (
        Period(PeriodKind.MONTH, before.year, before.month),
        Period(PeriodKind.MONTH, after.year, after.month),
    )
