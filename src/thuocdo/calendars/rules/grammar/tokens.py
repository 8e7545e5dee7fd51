"""What the scanner finds in a phrase."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from thuocdo.calendars.rules.deadline import DeadlineKind
from thuocdo.calendars.rules.periods import month_end


class UnclearError(Exception):
    """The phrase holds a time, but what it means can't be said for certain."""


class Form(StrEnum):
    DAY = "day"
    MONTH = "month"
    QUARTER = "quarter"
    SPAN = "span"  # half a year, nine months
    YEAR = "year"
    PHASE = "phase"  # several years


@dataclass(frozen=True, slots=True)
class Window:
    """First and last day, inclusive."""

    start: date
    end: date


@dataclass(frozen=True, slots=True)
class Time:
    """A time in the calendar whose year may be missing.

    `months`: the months it covers, in the order printed; `day` for form DAY; `until_year` for a phase.
    """

    form: Form
    months: tuple[int, ...] = ()
    year: int | None = None
    day: int | None = None
    until_year: int | None = None
    bound: bool = False  # introduced by "trong"

    def window(self, year: int) -> Window:
        """The days it covers in `year` (used where it has no year of its own). Raises UnclearError for 31/02."""
        year = self.year or year
        try:
            if self.form is Form.DAY:
                day = date(year, self.months[0], self.day or 0)
                return Window(day, day)
            if self.form in (Form.YEAR, Form.PHASE):
                return Window(date(year, 1, 1), date(self.until_year or year, 12, 31))
            return Window(date(year, min(self.months), 1), month_end(year, max(self.months)))
        except ValueError as error:
            raise UnclearError(str(error)) from error


@dataclass(frozen=True, slots=True)
class Repeat:
    """A repetition: kind, and where printed the months and the day within them."""

    kind: DeadlineKind
    months: tuple[int, ...] = ()
    day: int | None = None
    also: DeadlineKind | None = None


@dataclass(frozen=True, slots=True)
class Lasting:
    """Work without an end: "thường xuyên"."""


@dataclass(frozen=True, slots=True)
class LoneDay:
    """A day whose month is not printed: "trước ngày 25"."""

    day: int


@dataclass(frozen=True, slots=True)
class Issue:
    """ "từ nay", "từ ngày ban hành": the day of issue."""


@dataclass(frozen=True, slots=True)
class Onward:
    """ "trở đi": the time before it is only a beginning."""


@dataclass(frozen=True, slots=True)
class Preposition:
    name: str


@dataclass(frozen=True, slots=True)
class Joint:
    """A comma, "và", a bracket. `dash`: may mean "to"."""

    sign: str

    @property
    def dash(self) -> bool:
        return self.sign == "-"


@dataclass(frozen=True, slots=True)
class Word:
    """Any other word. `filler`: says nothing about when; `blocker`: changes the time after it."""

    text: str
    filler: bool = False
    blocker: bool = False


Token = Time | Repeat | Lasting | LoneDay | Issue | Onward | Preposition | Joint | Word
