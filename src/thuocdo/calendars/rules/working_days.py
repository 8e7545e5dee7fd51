"""Counting working days over an explicit set of days off and days worked.

Monday to Friday are worked, unless a `SpecialDay` says otherwise: a holiday or a day given in exchange is
off, a weekend day worked in exchange is worked. See docs/methods/working-days.md.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from types import MappingProxyType

WEEKEND = (5, 6)  # Saturday, Sunday, as date.weekday() counts
WEEKDAYS = ("Thứ Hai", "Thứ Ba", "Thứ Tư", "Thứ Năm", "Thứ Sáu", "Thứ Bảy", "Chủ nhật")
FARTHEST = 20_000  # working days; about eighty years, beyond which a count is a slip of the keyboard


class DayKind(StrEnum):
    OFF = "off"
    WORKING = "working"


@dataclass(frozen=True, slots=True)
class SpecialDay:
    """A day that is not as its weekday says.

    `note`: why ("Quốc khánh"); `source_document`: the notice that sets it, "" when set by law or by hand;
    `provisional`: computed in advance, before the yearly notice.
    """

    day: date
    kind: DayKind
    note: str = ""
    source_document: str = ""
    provisional: bool = False


@dataclass(frozen=True, slots=True)
class Skipped:
    """A day that was not counted, and why in Vietnamese."""

    day: date
    why: str


@dataclass(frozen=True, slots=True)
class Count:
    """A count of working days with its explanation.

    `first` is the day counted from (itself not counted), `last` the day reached, both as dates; `days` how
    many working days lie between; `skipped` the days left out; `worked_weekend` the weekend days counted;
    `provisional`: true when a day in the span may still change, because the notice of its year is missing.
    """

    first: date
    last: date
    days: int
    skipped: tuple[Skipped, ...] = ()
    worked_weekend: tuple[date, ...] = ()
    provisional: bool = False


@dataclass(frozen=True, slots=True)
class WorkingCalendar:
    """The special days by date, and the years for which they are entered at all."""

    days: Mapping[date, SpecialDay] = field(default_factory=dict)
    years: frozenset[int] = frozenset()

    @staticmethod
    def of(days: Iterable[SpecialDay], years: Iterable[int] = ()) -> WorkingCalendar:
        """A calendar of these days; `years` are covered even where they hold no special day."""
        table = {special.day: special for special in days}
        return WorkingCalendar(MappingProxyType(table), frozenset(years) | {day.year for day in table})

    def is_working(self, day: date) -> bool:
        special = self.days.get(day)
        if special:
            return special.kind is DayKind.WORKING
        return day.weekday() not in WEEKEND

    def why_off(self, day: date) -> str | None:
        """Why nobody works on the day; None on a working day."""
        if self.is_working(day):
            return None
        special = self.days.get(day)
        return (special.note if special else "") or WEEKDAYS[day.weekday()]

    def is_provisional(self, first: date, last: date) -> bool:
        """Whether a day of the span is provisional or lies in a year without entries."""
        if any(year not in self.years for year in range(first.year, last.year + 1)):
            return True
        return any(special.provisional and first <= special.day <= last for special in self.days.values())


def add_working_days(calendar: WorkingCalendar, first: date, days: int) -> Count:
    """The day that lies `days` working days after `first` (before it when negative).

    `first` is not counted (the day of issue or receipt is day zero). With 0 the answer is `first` itself
    when it is worked, else the next working day. Raises ValueError beyond `FARTHEST` or the calendar's end.
    """
    if abs(days) > FARTHEST:
        raise ValueError(f"more than {FARTHEST} working days")
    step = timedelta(days=-1 if days < 0 else 1)
    day, left = first, abs(days)
    skipped: list[Skipped] = []
    weekend: list[date] = []
    try:
        if left == 0:
            while not calendar.is_working(day):
                skipped.append(_skip(calendar, day))
                day += step
        while left:
            day += step
            if calendar.is_working(day):
                left -= 1
                if day.weekday() in WEEKEND:
                    weekend.append(day)
            else:
                skipped.append(_skip(calendar, day))
    except OverflowError as error:
        raise ValueError("beyond the last year of the calendar") from error
    low, high = min(first, day), max(first, day)
    return Count(first, day, days, tuple(skipped), tuple(weekend), calendar.is_provisional(low, high))


def count_working_days(calendar: WorkingCalendar, first: date, last: date) -> Count:
    """How many working days follow `first`, up to and including `last`.

    Negative when `last` is past: the working days since, so -1 on the first working day after the last.
    """
    low, high = min(first, last), max(first, last)
    skipped: list[Skipped] = []
    weekend: list[date] = []
    days = 0
    for number in range(1, (high - low).days + 1):
        day = low + timedelta(days=number)
        if not calendar.is_working(day):
            skipped.append(_skip(calendar, day))
            continue
        days += 1
        if day.weekday() in WEEKEND:
            weekend.append(day)
    signed = days if last >= first else -days
    return Count(first, last, signed, tuple(skipped), tuple(weekend), calendar.is_provisional(low, high))


def _skip(calendar: WorkingCalendar, day: date) -> Skipped:
    return Skipped(day, calendar.why_off(day) or "")
