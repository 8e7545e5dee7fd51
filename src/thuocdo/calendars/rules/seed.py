"""Days off of a year as shipped: the package `holidays`, with what is known to be wrong there corrected.

Only a start for the editable table. What an office enters from the yearly notice stands above it.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from thuocdo.calendars.rules.working_days import WEEKEND, DayKind, SpecialDay, WorkingCalendar

# The last year whose official notice the shipped days contain; later ones are computed by rule only.
LAST_NOTICED_YEAR = 2026
FIRST_YEAR, LAST_YEAR = 2000, 2099

_NOTICE_2026 = "12729/VPCP-KGVX ngày 25/12/2025"

# version 0.108 of the package has this exchange the other way round
CORRECTIONS: tuple[SpecialDay, ...] = (
    SpecialDay(
        date(2026, 1, 2), DayKind.OFF, "Nghỉ Tết Dương lịch (làm bù thứ Bảy 10/01/2026)", _NOTICE_2026
    ),
    SpecialDay(date(2026, 1, 10), DayKind.WORKING, "Làm bù cho thứ Sáu 02/01/2026", _NOTICE_2026),
)


def shipped_days(years: Iterable[int]) -> tuple[SpecialDay, ...]:
    """The special days of these years in order. Raises ValueError for a year the package can't answer."""
    wanted = sorted(set(years))
    for year in wanted:
        if not FIRST_YEAR <= year <= LAST_YEAR:
            raise ValueError(f"no days off known for {year}")
    # the package takes a tenth of a second to load, and most commands need no days off
    import holidays

    table = holidays.country_holidays("VN", years=wanted, language="vi") if wanted else {}
    names = dict(table.items())
    found = {day: SpecialDay(day, DayKind.OFF, name, provisional=_open(day)) for day, name in names.items()}
    for day in getattr(table, "weekend_workdays", ()):
        if day.year in wanted:
            found[day] = SpecialDay(day, DayKind.WORKING, _exchange(day, names), provisional=_open(day))
    found.update({special.day: special for special in CORRECTIONS if special.day.year in wanted})
    # a holiday on a weekend changes no count, but a reader looks for it: it stays in the table
    return tuple(found[day] for day in sorted(found) if day.year in wanted)


def shipped_calendar(years: Iterable[int]) -> WorkingCalendar:
    """The calendar of these years as shipped."""
    wanted = tuple(years)
    return WorkingCalendar.of(shipped_days(wanted), wanted)


def _open(day: date) -> bool:
    return day.year > LAST_NOTICED_YEAR


def _exchange(worked: date, names: dict[date, str]) -> str:
    printed = worked.strftime("%d/%m/%Y")
    for day, name in names.items():
        if printed in name and day.weekday() not in WEEKEND and abs(day - worked) < timedelta(days=60):
            return f"Làm bù cho ngày {day:%d/%m/%Y}"
    return "Làm bù"
