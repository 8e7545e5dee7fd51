"""When a regime's periods begin and end, and when their reports are due.

Nothing here is derived from the period: each regime says its own days, for offices differ
(docs/methods/report-duties.md).
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Any

from thuocdo.calendars.rules.periods import LENGTHS, Period, PeriodKind
from thuocdo.calendars.rules.working_days import WEEKDAYS, WorkingCalendar
from thuocdo.lib.errors import InputError

LAST_DAY = 31  # of whatever month
OPENS_DAYS = 15  # how long before the last day a report counts as open, where nobody has set it
MOST_MONTHS = 24
_RULE = re.compile(r"(\d{1,2})(?:\s*([+-]\d{1,2}))?")


class DayOff(StrEnum):
    """What becomes of a last day on which nobody works."""

    KEEP = "keep"
    BACK = "back"
    FORWARD = "forward"


@dataclass(frozen=True, slots=True)
class DayRule:
    """A day seen from a period: the `day` (31: the month's last) of the month `months` after the one named."""

    day: int
    months: int = 0

    def on(self, year: int, month: int) -> date:
        """The date, `months` after this month; a day that the month lacks is its last."""
        index = year * 12 + month - 1 + self.months
        there, month = index // 12, index % 12 + 1
        return date(there, month, min(self.day, monthrange(there, month)[1]))

    def text(self) -> str:
        """As TOML, forms and JSON hold it: "14", "15 -1"."""
        return f"{self.day} {self.months:+d}" if self.months else str(self.day)


@dataclass(frozen=True, slots=True)
class Term:
    """One kind of period of a regime.

    `numbers`: which of the year (quarters 1 and 3), none named: all. `start` is seen from the period's first month,
    `end` and `due` from its last. `due` None: nobody has said when. `before`: written "trước ngày", the day itself
    is too late. `opens`: from how many days before the last one the report counts as open.
    """

    kind: PeriodKind
    start: DayRule
    end: DayRule
    due: DayRule | None = None
    numbers: tuple[int, ...] = ()
    before: bool = False
    day_off: DayOff = DayOff.KEEP
    opens: int = OPENS_DAYS

    def periods(self, year: int) -> tuple[Period, ...]:
        """Its periods of a year, in order."""
        most = 1 if self.kind is PeriodKind.NINE_MONTHS else 12 // LENGTHS[self.kind]
        return tuple(
            Period(self.kind, year, number)
            for number in range(1, most + 1)
            if not self.numbers or number in self.numbers
        )


@dataclass(frozen=True, slots=True)
class Window:
    """The days of one period: figures from – to, the day written, the last day in time, why the two differ."""

    data_from: date
    data_to: date
    opens: date
    printed: date | None = None
    due: date | None = None
    why_off: str = ""  # why nobody works on the last day as written; "" on a working day


def window_of(term: Term, period: Period, calendar: WorkingCalendar) -> Window:
    """The days of the period under the term. Raises InputError where the data would end before they begin."""
    data_from = term.start.on(period.start.year, period.start.month)
    data_to = term.end.on(period.end.year, period.end.month)
    if data_to < data_from:
        raise InputError(
            f"{period.label}: số liệu kết thúc ({data_to:%d/%m/%Y}) trước khi bắt đầu ({data_from:%d/%m/%Y})."
        )
    if term.due is None:
        return Window(data_from, data_to, data_to)
    printed = term.due.on(period.end.year, period.end.month)
    due = printed - timedelta(days=term.before)
    why = calendar.why_off(due) or ""
    step = {DayOff.KEEP: 0, DayOff.BACK: -1, DayOff.FORWARD: 1}[term.day_off]
    while step and not calendar.is_working(due):
        due += timedelta(days=step)
    return Window(data_from, data_to, due - timedelta(days=term.opens), printed, due, why)


def day_off_sentence(due_written: date, due: date, why: str, rule: DayOff) -> str:
    """“Hạn 20/09/2026 là Chủ nhật; theo tham số: giữ nguyên ⚙”; "" where the day is worked."""
    if not why:
        return ""
    said = {
        DayOff.KEEP: "giữ nguyên",
        DayOff.BACK: f"lùi về {due:%d/%m/%Y}",
        DayOff.FORWARD: f"chuyển sang {due:%d/%m/%Y}",
    }[rule]
    weekday = WEEKDAYS[due_written.weekday()]
    what = weekday if why == weekday else f"{weekday}, {why}"
    return f"Hạn {due_written:%d/%m/%Y} là {what}; theo tham số: {said} ⚙"


def read_day_rule(text: str, what: str) -> DayRule:
    """A rule as typed: "20", "15 -1" (ngày 15 của tháng trước). Raises InputError naming `what`."""
    found = _RULE.fullmatch(text.strip())
    if found:
        day, months = int(found[1]), int(found[2] or 0)
        if 1 <= day <= LAST_DAY and abs(months) <= MOST_MONTHS:
            return DayRule(day, months)
    raise InputError(
        f"{what}: ghi “{text.strip()[:20]}” không đọc được. Ghi ngày (1 đến 31; 31 là ngày cuối tháng), nếu ở tháng "
        "khác thì thêm số tháng cách ra, ví dụ “15 -1” là ngày 15 tháng trước, “10 +1” là ngày 10 tháng sau."
    )


def to_json(term: Term) -> dict[str, Any]:
    """The term as it is stored."""
    return {
        "kind": str(term.kind),
        "numbers": list(term.numbers),
        "start": term.start.text(),
        "end": term.end.text(),
        "due": term.due.text() if term.due else "",
        "before": term.before,
        "day_off": str(term.day_off),
        "opens": term.opens,
    }


def from_json(row: Mapping[str, Any]) -> Term:
    """The term from what is stored, or from a file. Raises InputError for what is no term."""
    try:
        kind, day_off = PeriodKind(row["kind"]), DayOff(row.get("day_off") or DayOff.KEEP)
        numbers = tuple(sorted({int(number) for number in row.get("numbers", ())}))
        opens = int(row.get("opens", OPENS_DAYS))
    except (KeyError, ValueError, TypeError) as error:
        raise InputError(f"Kỳ báo cáo không đọc được: {error}.") from error
    if not 0 <= opens <= 366:
        raise InputError("Số ngày mở trước hạn phải từ 0 đến 366.")
    due = str(row.get("due") or "").strip()
    term = Term(
        kind,
        read_day_rule(str(row.get("start", "")), "Số liệu từ"),
        read_day_rule(str(row.get("end", "")), "Số liệu đến"),
        read_day_rule(due, "Hạn gửi") if due else None,
        numbers,
        bool(row.get("before", False)),
        day_off,
        opens,
    )
    most = 1 if kind is PeriodKind.NINE_MONTHS else 12 // LENGTHS[kind]
    if any(not 1 <= number <= most for number in numbers):
        raise InputError(f"Kỳ của loại này chỉ đánh số từ 1 đến {most}.")
    return term


def terms_from_json(rows: Iterable[Mapping[str, Any]]) -> tuple[Term, ...]:
    """All terms of a setting."""
    return tuple(from_json(row) for row in rows)
