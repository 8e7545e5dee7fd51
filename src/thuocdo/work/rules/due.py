"""From a deadline as understood to the days a task is tracked by."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from thuocdo.calendars.rules.deadline import Deadline, DeadlineKind
from thuocdo.calendars.rules.grammar.phrase import Phrase
from thuocdo.calendars.rules.grammar.references import take_references
from thuocdo.calendars.rules.grammar.tokens import UnclearError
from thuocdo.calendars.rules.working_days import Count, WorkingCalendar, add_working_days
from thuocdo.lib.text import clean

# kinds whose end is one day that can pass; recurring kinds get their days from their series
_WITH_LAST_DAY = frozenset({DeadlineKind.DATE, DeadlineKind.QUARTER, DeadlineKind.YEAR, DeadlineKind.PERIOD})
_WORKING_DAY = "ngay lam viec"


@dataclass(frozen=True, slots=True)
class Move:
    """The last day of one task before and after days off have changed."""

    task: int
    before: date
    after: date


def days_of(deadline: Deadline) -> tuple[date | None, date | None]:
    """First and last day; the last is None where nothing can fall overdue."""
    if deadline.kind in _WITH_LAST_DAY:
        return deadline.start, deadline.end
    return deadline.start, None


def with_count(deadline: Deadline, text: str, issued: date | None, calendar: WorkingCalendar) -> Deadline:
    """A deadline printed as a number of working days, with the day it counts from and its last day.

    "15 ngày làm việc kể từ ngày ban hành" counts from `issued`, "… kể từ ngày 01/3/2026" from that day. Any other
    deadline, and a count whose first day is not known yet, comes back as it is.
    """
    if not deadline.working_days:
        return deadline
    start = deadline.start or _first_day(text, issued)
    if start is None:
        return deadline
    counted = Deadline(DeadlineKind.DATE, start=start, working_days=deadline.working_days, also=deadline.also)
    return recounted(counted, calendar)


def _first_day(text: str, issued: date | None) -> date | None:
    try:
        references, _rest = take_references(Phrase.of(clean(text)))
    except (UnclearError, OverflowError):
        return None
    counted = next((r for r in references if r.number is not None and r.unit == _WORKING_DAY), None)
    if counted is None:
        return None
    return counted.from_day or (issued if counted.from_issue else None)


def working_day_count(deadline: Deadline, calendar: WorkingCalendar) -> Count | None:
    """The count behind "15 ngày làm việc kể từ …"; None for deadlines that are no such count."""
    if deadline.kind is not DeadlineKind.DATE or not deadline.working_days or deadline.start is None:
        return None
    return add_working_days(calendar, deadline.start, deadline.working_days)


def recounted(deadline: Deadline, calendar: WorkingCalendar) -> Deadline:
    """The same deadline with its last day counted over this calendar."""
    count = working_day_count(deadline, calendar)
    return deadline if count is None else replace(deadline, end=count.last)
