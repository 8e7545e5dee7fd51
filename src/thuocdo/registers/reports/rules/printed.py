"""A report as a plan orders it, seen as a term: what the plan prints becomes days, what it does not stays open."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date

from thuocdo.calendars.rules.periods import Period, PeriodKind, period_of
from thuocdo.registers.reports.rules.terms import LAST_DAY, DayRule


@dataclass(frozen=True, slots=True)
class PrintedTerm:
    """What the form of periods starts with; None for what the plan does not say."""

    kind: PeriodKind
    number: int | None
    start: DayRule | None
    end: DayRule | None
    due: DayRule | None


def printed_term(start: date | None, end: date | None, due: date | None, *, year: int) -> PrintedTerm:
    """The term of one ordered report: the period is what its data span, a year where the plan names none."""
    period = (period_of(start, end) if start and end else None) or Period(PeriodKind.YEAR, year)
    number = period.number if period.kind in (PeriodKind.MONTH, PeriodKind.QUARTER, PeriodKind.HALF) else None
    return PrintedTerm(
        period.kind,
        number,
        _seen(start, period.start) if start else None,
        _seen(end, period.end) if end else None,
        _seen(due, period.end) if due else None,
    )


def _seen(day: date, month: date) -> DayRule:
    """The day as seen from a month; the last day of a month is its last in every month."""
    months = (day.year - month.year) * 12 + day.month - month.month
    last = day.day == monthrange(day.year, day.month)[1]
    return DayRule(LAST_DAY if last else day.day, months)
