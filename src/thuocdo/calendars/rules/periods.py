"""Months, quarters, halves, nine months and years: ids, bounds, Vietnamese labels.

Ids sort and read well: "2026", "2026S1" (first half), "2026N9" (first nine months), "2026Q3", "2026-06".
"""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from thuocdo.lib.text import roman


class PeriodKind(StrEnum):
    MONTH = "month"
    QUARTER = "quarter"
    HALF = "half"
    NINE_MONTHS = "nine_months"
    YEAR = "year"


LENGTHS = {
    PeriodKind.MONTH: 1,
    PeriodKind.QUARTER: 3,
    PeriodKind.HALF: 6,
    PeriodKind.NINE_MONTHS: 9,
    PeriodKind.YEAR: 12,
}
_FORM = re.compile(
    r"(?P<year>\d{4})(?:(?P<nine>N9)|S(?P<half>[12])|Q(?P<quarter>[1-4])|-(?P<month>0[1-9]|1[0-2]))?"
)


@dataclass(frozen=True, slots=True)
class Period:
    """`number` counts from 1 within the year (quarter 3, half 2); 1 for a year and for nine months."""

    kind: PeriodKind
    year: int
    number: int = 1

    def __post_init__(self) -> None:
        most = 1 if self.kind is PeriodKind.NINE_MONTHS else 12 // LENGTHS[self.kind]
        if not 1 <= self.number <= most or not 1 <= self.year <= 9999:
            raise ValueError(f"no {self.kind} {self.number} of {self.year}")

    @property
    def id(self) -> str:
        year = f"{self.year:04d}"
        if self.kind is PeriodKind.MONTH:
            return f"{year}-{self.number:02d}"
        if self.kind is PeriodKind.YEAR:
            return year
        if self.kind is PeriodKind.NINE_MONTHS:
            return f"{year}N9"
        return f"{year}{'Q' if self.kind is PeriodKind.QUARTER else 'S'}{self.number}"

    @property
    def start(self) -> date:
        return date(self.year, (self.number - 1) * LENGTHS[self.kind] + 1, 1)

    @property
    def end(self) -> date:
        """The last day, inclusive."""
        return month_end(self.year, self.start.month + LENGTHS[self.kind] - 1)

    @property
    def label(self) -> str:
        """As officials write it: "Quý III/2026", "6 tháng đầu năm 2026"."""
        match self.kind:
            case PeriodKind.MONTH:
                return f"Tháng {self.number}/{self.year}"
            case PeriodKind.QUARTER:
                return f"Quý {roman(self.number)}/{self.year}"
            case PeriodKind.HALF:
                return f"6 tháng {'đầu' if self.number == 1 else 'cuối'} năm {self.year}"
            case PeriodKind.NINE_MONTHS:
                return f"9 tháng đầu năm {self.year}"
            case PeriodKind.YEAR:
                return f"Năm {self.year}"

    @property
    def reporting_window(self) -> tuple[date, date]:
        """The days whose figures a periodic report covers: from the 15th to the 14th.

        Source: the cut-offs of Nghị định 09/2019/NĐ-CP. Only a default: plans set other cut-offs, so each
        report definition keeps its own.
        """
        before = self.start.month - 1
        start = date(self.year, before, 15) if before else date(self.year - 1, 12, 15)
        return start, self.end.replace(day=14)

    def __contains__(self, day: date) -> bool:
        return self.start <= day <= self.end


def month_end(year: int, month: int) -> date:
    """The last day of the month."""
    return date(year, month, monthrange(year, month)[1])


def parse_period(text: str) -> Period | None:
    """The period with this id; None when it is no such id."""
    found = _FORM.fullmatch(text.strip())
    if not found or found["year"] == "0000":
        return None
    year = int(found["year"])
    if found["nine"]:
        return Period(PeriodKind.NINE_MONTHS, year)
    for kind, group in (
        (PeriodKind.HALF, "half"),
        (PeriodKind.QUARTER, "quarter"),
        (PeriodKind.MONTH, "month"),
    ):
        if found[group]:
            return Period(kind, year, int(found[group]))
    return Period(PeriodKind.YEAR, year)


def period_of(start: date, end: date) -> Period | None:
    """The period with exactly these bounds; None when they fit none."""
    for kind, length in LENGTHS.items():
        if (start.month - 1) % length == 0 and start.month + length <= 13:
            period = Period(kind, start.year, (start.month - 1) // length + 1)
            if (period.start, period.end) == (start, end):
                return period
    return None


def period_containing(kind: PeriodKind, day: date) -> Period | None:
    """The period of this kind that the day lies in; None after the first nine months."""
    number = (day.month - 1) // LENGTHS[kind] + 1
    if kind is PeriodKind.NINE_MONTHS and number > 1:
        return None
    return Period(kind, day.year, number)
