"""Due days printed as a day of the year."""

from __future__ import annotations

import calendar
import datetime as dt
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Term:
    """A due day and the last day that is still in time. `before`: the due day itself is late.

    `assumed` says that the year was not given and is the one that lies nearest to the day of receipt.
    """

    due: dt.date
    last: dt.date
    before: bool
    late_until: dt.date | None
    assumed: bool

    def text(self) -> str:
        """The due day as a person reads it, with the last day in time where the two differ."""
        said = f"{'trước ngày ' if self.before else ''}{self.due:%d/%m/%Y}"
        notes = []
        if self.last != self.due:
            notes.append(f"chậm nhất {self.last:%d/%m/%Y}")
        if self.assumed:
            notes.append("năm của hạn chưa ghi, lấy năm gần ngày nhận nhất")
        return f"{said} ({'; '.join(notes)})" if notes else said


def resolved(day: str, year: int) -> dt.date:
    """ "MM-DD" in a year; 29 February of a common year is its last day of February."""
    month, number = int(day[:2]), int(day[3:])
    return dt.date(year, month, min(number, calendar.monthrange(year, month)[1]))


def nearest(day: str, to: dt.date) -> dt.date:
    """The "MM-DD" that lies nearest to a date; of two equally near ones the earlier."""
    years = [year for year in (to.year - 1, to.year, to.year + 1) if 1 <= year <= dt.MAXYEAR]
    return min((resolved(day, year) for year in years), key=lambda one: (abs((one - to).days), one))


def on_or_after(day: str, start: dt.date) -> dt.date:
    """The first "MM-DD" that is not before `start`."""
    here = resolved(day, start.year)
    return here if here >= start else resolved(day, start.year + 1)
