"""Tasks that come again: how often, which periods that makes, until which day each, and what may follow what.

A period is a record of its own: closed it stays closed. The rhythm decides only about periods that are not made yet.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from thuocdo.calendars.rules.deadline import Deadline, DeadlineKind
from thuocdo.calendars.rules.periods import Period, PeriodKind, month_end, period_containing
from thuocdo.calendars.rules.working_days import WorkingCalendar, add_working_days
from thuocdo.orgs.rules.rights import Right

MOST_GRACE = 30  # working days after the end of a period
MOST_PERIODS = 240  # made at once; twenty years of months


class Rhythm(StrEnum):
    MONTHLY = "monthly"
    QUARTERLY = "quarterly"
    HALF_YEAR = "half_year"
    YEARLY = "yearly"


PERIODS = {
    Rhythm.MONTHLY: PeriodKind.MONTH,
    Rhythm.QUARTERLY: PeriodKind.QUARTER,
    Rhythm.HALF_YEAR: PeriodKind.HALF,
    Rhythm.YEARLY: PeriodKind.YEAR,
}
_OF_KIND = {
    DeadlineKind.MONTHLY: Rhythm.MONTHLY,
    DeadlineKind.QUARTERLY: Rhythm.QUARTERLY,
    DeadlineKind.ANNUAL: Rhythm.YEARLY,
}


class PeriodState(StrEnum):
    """Values are those of a task's states where the meaning is the same."""

    OPEN = "open"
    SUBMITTED = "submitted"
    RETURNED = "returned"
    DONE = "done"
    NOT_ARISEN = "not_arisen"
    MISSED = "missed"  # nobody did it, and somebody in charge has said so


UNDONE = frozenset({PeriodState.OPEN, PeriodState.RETURNED})
UNCLOSED = UNDONE | {PeriodState.SUBMITTED}


@dataclass(frozen=True, slots=True)
class PeriodStep:
    """One allowed change of a period. `needs`: "result", "reason" or "" where nothing must be written."""

    name: str
    sources: frozenset[PeriodState]
    target: PeriodState
    right: Right
    needs: str = ""


_P = PeriodState
PERIOD_STEPS: tuple[PeriodStep, ...] = (
    PeriodStep("submit", UNDONE, _P.SUBMITTED, Right.TASK_WRITE, "result"),
    PeriodStep("withdraw", frozenset({_P.SUBMITTED}), _P.OPEN, Right.TASK_WRITE),
    PeriodStep("accept", frozenset({_P.SUBMITTED}), _P.DONE, Right.TASK_CONFIRM),
    PeriodStep("return", frozenset({_P.SUBMITTED}), _P.RETURNED, Right.TASK_CONFIRM, "reason"),
    PeriodStep("not_arisen", UNDONE, _P.NOT_ARISEN, Right.TASK_CONFIRM, "reason"),
    PeriodStep("missed", UNDONE, _P.MISSED, Right.TASK_CONFIRM, "reason"),
)


def period_steps(state: PeriodState, *, overdue: bool) -> tuple[PeriodStep, ...]:
    """The steps from a state; only what is overdue can be missed."""
    return tuple(s for s in PERIOD_STEPS if state in s.sources and (overdue or s.name != "missed"))


@dataclass(frozen=True, slots=True)
class SeriesRule:
    """How a series runs from now on.

    `begins`: a day of its first period; `ends`: last day, None for no end; `day`, `months`: the printed day of
    delivery ("trước ngày 25 hằng tháng"; "ngày 15 tháng cuối quý"); `grace`: working days after that day.
    """

    rhythm: Rhythm
    begins: date
    ends: date | None = None
    day: int | None = None
    months: tuple[int, ...] = ()
    grace: int = 0


@dataclass(frozen=True, slots=True)
class Span:
    """One period of a series: its days (both inclusive) and the last day for delivery."""

    label: str
    starts: date
    ends: date
    due: date


def rhythm_of(deadline: Deadline, chosen: str) -> Rhythm | None:
    """How often a deadline asks for something; None where it does not, or where nobody has chosen for "thường xuyên".

    `chosen`: the check-in rhythm of the plan's row; "theo kỳ báo cáo" makes no periods of its own.
    """
    if deadline.kind in _OF_KIND:
        return _OF_KIND[deadline.kind]
    if deadline.kind is DeadlineKind.CONTINUOUS and chosen in list(Rhythm):
        return Rhythm(chosen)
    return None


def spans_after(
    rule: SeriesRule, after: date | None, *, until: date, calendar: WorkingCalendar
) -> list[Span]:
    """The periods that follow `after` (the last day already covered; None: none made yet), begun by `until`.

    The first one of all is left out when its day of delivery has passed before `rule.begins`: nobody was asked then.
    After a change of rhythm the first period is what is left of its month, quarter, half or year.
    """
    first = rule.begins if after is None else max(after + timedelta(days=1), rule.begins)
    found: list[Span] = []
    while len(found) < MOST_PERIODS:
        period = period_containing(PERIODS[rule.rhythm], first)
        if period is None or (rule.ends is not None and first > rule.ends):
            break
        span = _span(rule, period, after, calendar)
        if span.starts > until:
            break
        if found or after is not None or span.due >= rule.begins:
            found.append(span)
        if period.year >= 9999:
            break
        first = period.end + timedelta(days=1)
    return found


def _span(rule: SeriesRule, period: Period, after: date | None, calendar: WorkingCalendar) -> Span:
    starts = period.start if after is None or after < period.start else after + timedelta(days=1)
    ends = period.end if rule.ends is None else min(period.end, rule.ends)
    return Span(period.label, starts, ends, due_day(rule, period, calendar))


def due_day(rule: SeriesRule, period: Period, calendar: WorkingCalendar) -> date:
    """The last day for delivery: the printed day of the period, else its end, then `grace` working days on.

    A printed day beyond the month's length is the month's last day. Without grace the day is as printed, worked or not.
    """
    months = [m for m in rule.months if period.start.month <= m <= period.end.month]
    day = month_end(period.year, months[-1] if months else period.end.month)
    if rule.day is not None:
        day = day.replace(day=min(rule.day, day.day))
    if rule.ends is not None and rule.ends < day:
        day = max(rule.ends, period.start)
    return add_working_days(calendar, day, rule.grace).last if rule.grace else day
