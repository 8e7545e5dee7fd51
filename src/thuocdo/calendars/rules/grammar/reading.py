"""A deadline as a plain Vietnamese sentence, so that a person sees how it was understood."""

from __future__ import annotations

import re
from datetime import date

from thuocdo.calendars.rules.deadline import Deadline, DeadlineKind
from thuocdo.calendars.rules.periods import Period, PeriodKind, period_containing, period_of
from thuocdo.lib.text import clean, fold, roman

NOT_UNDERSTOOD = "Chưa hiểu cụm từ này; giữ nguyên văn để người dùng đặt hạn."
NOT_STATED = "Văn bản không ghi thời hạn."

_ALSO = {
    DeadlineKind.CONTINUOUS: "và duy trì thường xuyên",
    DeadlineKind.MONTHLY: "và lặp lại hằng tháng",
    DeadlineKind.QUARTERLY: "và lặp lại hằng quý",
    DeadlineKind.ANNUAL: "và lặp lại hằng năm",
}
_REPEATED = {
    DeadlineKind.MONTHLY: "hằng tháng",
    DeadlineKind.QUARTERLY: "hằng quý",
    DeadlineKind.ANNUAL: "hằng năm",
}


def read_back(deadline: Deadline, text: str | None) -> str:
    """How `deadline` was understood from the printed `text`, e.g. "Quý III/2026, từ 01/07/2026 đến 30/09/2026"."""
    match deadline.kind:
        case DeadlineKind.NONE:
            return NOT_UNDERSTOOD if clean(text or "") else NOT_STATED
        case DeadlineKind.BY_PARENT:
            said = _by_parent(deadline)
        case DeadlineKind.DATE:
            said = _date(deadline)
        case DeadlineKind.MONTHLY | DeadlineKind.QUARTERLY | DeadlineKind.ANNUAL:
            said = _repeated(deadline) + _bounds(deadline)
        case DeadlineKind.CONTINUOUS:
            said = _lasting(deadline, text)
        case _:
            said = _stretch(deadline)
    if deadline.also:
        said += f", {_ALSO.get(deadline.also, '')}"
    return said


def _day(day: date) -> str:
    return f"{day.day:02d}/{day.month:02d}/{day.year:04d}"


def _date(deadline: Deadline) -> str:
    if deadline.end is None:
        return "Ngày cụ thể, chưa rõ ngày"
    said = f"Đến hết ngày {_day(deadline.end)}"
    if deadline.working_days:
        said += f" ({deadline.working_days} ngày làm việc, không tính ngày bắt đầu)"
    return said


def _bounds(deadline: Deadline) -> str:
    if deadline.start and deadline.end:
        return f", từ {_day(deadline.start)} đến {_day(deadline.end)}"
    if deadline.start:
        return f", từ {_day(deadline.start)}, không ghi ngày kết thúc"
    if deadline.end:
        return f", đến hết ngày {_day(deadline.end)}"
    return ""


def _stretch(deadline: Deadline) -> str:
    """Quarter, year, period: the usual name and the days."""
    start, end = deadline.start, deadline.end
    name = _name(start, end, deadline) if start and end else ""
    bounds = _bounds(deadline)
    return f"{name}{bounds}" if name else f"T{bounds.removeprefix(', t')}"


def _name(start: date, end: date, deadline: Deadline) -> str:
    if deadline.months:
        return _pieces(deadline, start)
    whole = period_of(start, end)
    if whole and (whole.kind is PeriodKind.QUARTER) == (deadline.kind is DeadlineKind.QUARTER):
        return whole.label
    if deadline.kind is DeadlineKind.QUARTER:
        return _quarters(start, end)
    years = (
        Period(PeriodKind.YEAR, start.year).start == start and Period(PeriodKind.YEAR, end.year).end == end
    )
    return f"Giai đoạn {start.year} - {end.year}" if years else ""


def _quarters(start: date, end: date) -> str:
    first = period_containing(PeriodKind.QUARTER, start)
    last = period_containing(PeriodKind.QUARTER, end)
    if first is None or last is None or first == last:
        return "Quý"
    if first.year != last.year:
        return f"{first.label} đến quý {roman(last.number)}/{last.year}"
    joint = "và" if last.number == first.number + 1 else "đến"
    return f"Quý {roman(first.number)} {joint} quý {roman(last.number)}/{last.year}"


def _pieces(deadline: Deadline, start: date) -> str:
    """A list with gaps: "Quý I và quý III/2026" (`months` holds the last month of each piece)."""
    names: list[str] = []
    year = start.year
    previous = 0
    for month in deadline.months:
        year += month < previous
        previous = month
        if deadline.kind is DeadlineKind.QUARTER:
            names.append(f"quý {roman((month + 2) // 3)}/{year}")
        elif deadline.kind is DeadlineKind.PERIOD:
            names.append(f"tháng {month}/{year}")
    said = _listing(names)
    return said[:1].upper() + said[1:]


def _listing(names: list[str]) -> str:
    return " và ".join(filter(None, (", ".join(names[:-1]), names[-1] if names else "")))


def _repeated(deadline: Deadline) -> str:
    kind, day, months = deadline.kind, deadline.day, deadline.months
    every = _REPEATED[kind]
    if kind is DeadlineKind.ANNUAL and months:
        listed = _listing([f"{day:02d}/{month:02d}" if day else f"tháng {month}" for month in months])
        return f"Hằng năm, đến hết {'ngày ' if day else ''}{listed}"
    if kind is DeadlineKind.QUARTERLY and months:
        which = "đầu" if months == (1, 4, 7, 10) else "cuối"
        return f"Hằng quý, đến hết {f'ngày {day:02d} của ' if day else ''}tháng {which} quý"
    if day:
        return f"{every.capitalize()}, đến hết ngày {day:02d}"
    return every.capitalize()


def _lasting(deadline: Deadline, text: str | None) -> str:
    folded = fold(text or "")
    for words, said in (("tuan", "hằng tuần"), ("ngay", "hằng ngày")):
        if any(f"{every} {words}" in folded for every in ("hang", "moi", "lan/", "dinh ky", "lan /")):
            return f"Thường xuyên ({said}){_bounds(deadline)}"
    return f"Thường xuyên{_bounds(deadline)}"


def _by_parent(deadline: Deadline) -> str:
    source = deadline.depends_on or "văn bản khác"
    if deadline.working_days:
        said = f"{deadline.working_days} ngày làm việc kể từ {source}"
    elif _AN_EVENT.match(fold(source)):
        said = source[:1].upper() + source[1:]
    else:
        said = f"Theo {source}"
    return f"{said}{_bounds(deadline)}; chưa có ngày cụ thể"


_AN_EVENT = re.compile(
    r"\d|khi |sau |ngay |truoc |muoi|[a-z]+ (?:muoi )?(?:[a-z]+ )?(?:ngay|tuan|thang|gio)\b"
)
