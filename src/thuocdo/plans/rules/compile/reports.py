"""Reports that the plan orders: name, period, day, receiver and the office they go through."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date

from thuocdo.calendars.rules.deadline import DeadlineKind
from thuocdo.documents.rules.blocks import Source
from thuocdo.lib.text import fold
from thuocdo.plans.rules.compile.drafts import Frame
from thuocdo.plans.rules.model import Report

_DAY = r"(?:ngày\s+)?\d{1,2}\s*(?:/|-)\s*\d{1,2}(?:\s*(?:/|-)\s*\d{4})?|ngày\s+\d{1,2}\s+tháng\s+\d{1,2}(?:\s+năm\s+\d{4})?|ngày\s+\d{1,2}"
_DUE = re.compile(
    rf"((?:trước|chậm nhất(?:\s+(?:là|vào|trong))?)\s+(?:{_DAY}))(?:\s+(?:hằng|hàng)\s+(?:tháng|quý|năm)|\s+tháng\s+cuối\s+quý)?",
    re.IGNORECASE,
)
_PERIOD = re.compile(
    r"(?:tính\s+)?từ\s+ngày\s+(\d{1,2}/\d{1,2}/\d{4})\s+đến\s+(?:hết\s+)?ngày\s+(\d{1,2}/\d{1,2}/\d{4})",
    re.IGNORECASE,
)
_VIA = re.compile(
    r"\((?:thông\s+)?qua\s+([^()]{3,80})\)|(?:thông\s+)?qua\s+((?:Phòng|Văn phòng|Văn Phòng|Sở|Trung tâm)[^.,;()]{2,60}?)(?=[.,;)]|\s+(?:trước|để|theo|chậm))",
    re.IGNORECASE,
)
_TO = re.compile(
    r"(?:về|gửi(?:\s+về)?|báo cáo|trình)\s+((?:UBND|Ủy ban nhân dân|Sở|Phòng|Văn phòng|Chủ tịch|HĐND|Ban)\b[^.,;:()]{0,60}?)(?=\s*(?:[.,;:(]|báo cáo\b|qua\b|thông qua|trước|để|theo|chậm|định kỳ|kết quả|$))",
    re.IGNORECASE,
)
_NAME = re.compile(r"báo cáo[^.;:,()]*", re.IGNORECASE)
_TAIL = re.compile(
    r"\s+(về|gửi|qua|trình)\s+(UBND|Ủy ban|Sở|Phòng|Văn phòng|Chủ tịch|HĐND|Ban)\b.*$", re.IGNORECASE
)
_SPAN = re.compile(r"(6 tháng đầu năm|sáu tháng đầu năm|9 tháng|quý [IV]+|cả năm|năm)", re.IGNORECASE)


def reports_of(texts: Iterable[tuple[str, Source]], frame: Frame) -> tuple[Report, ...]:
    """The reports ordered in the given texts (duties, the part on reports, the closing words)."""
    found: list[Report] = []
    for text, source in texts:
        if "bao cao" in fold(text):
            found.extend(_reports(text, source, frame))
    return tuple(dict.fromkeys(found))


def _reports(text: str, source: Source, frame: Frame) -> Iterator[Report]:
    dues = [m for m in _DUE.finditer(text) if _about_report(text, m.start()) or _ordered_after(text, m.end())]
    to, via = _first(_TO, text), _first(_VIA, text)
    if not dues:
        undated = _undated(text, frame)
        if undated:
            yield Report(undated, None, None, None, to, via, source)
        return
    start = 0
    for at, due in enumerate(dues):
        end = dues[at + 1].start() if at + 1 < len(dues) else len(text)
        deadline = frame.deadline(due[0])
        day = deadline.end if deadline.kind is DeadlineKind.DATE else None
        first, last = _period(text[due.end() : end])
        name = _name(text, start, due.start())
        if "bao cao" not in fold(text[start : due.start()]) and _ordered_after(text, due.end()):
            name = _name(text, due.end(), end)
        yield Report(name, first, last, day, to, via, source)
        start = due.end()


def _about_report(text: str, at: int) -> bool:
    """The day belongs to a report: one is ordered in the same or the previous sentence."""
    before = text[max(0, at - 400) : at]
    return "bao cao" in fold(before)


def _ordered_after(text: str, end: int) -> bool:
    """The report is named after its day ("trước ngày 25 hằng tháng tổng hợp, báo cáo …")."""
    return "bao cao" in fold(re.split(r"[.;]", text[end : end + 80])[0])


def _undated(text: str, frame: Frame) -> str | None:
    """A report without a day counts where it is ordered for a named year."""
    for sentence in re.split(r"(?<=[.;])\s+", text):
        folded = fold(sentence)
        if re.match(r"(thuc hien|xay dung|lap|tong hop)\s+bao cao", folded) and re.search(
            r"nam 20\d\d", folded
        ):
            name = _NAME.search(sentence)
            return sentence[name.start() :].rstrip(" .;") if name else None
    return None


def _period(after: str) -> tuple[date | None, date | None]:
    found = _PERIOD.search(after)
    if not found:
        return None, None
    return _date(found[1]), _date(found[2])


def _date(text: str) -> date | None:
    day, month, year = (int(part) for part in text.split("/"))
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _name(text: str, start: int, end: int) -> str:
    """The words that name the report before its day."""
    piece = text[start:end]
    named = list(_NAME.finditer(piece))
    if named:
        name = named[-1][0].strip()
        span = _SPAN.search(piece[named[-1].end() :])
        if span and fold(span[0]) not in fold(name):
            name = f"{name} {span[0]}"
        return _TAIL.sub("", name).rstrip(" .,;:-(")
    return piece.strip(" .,;:-()")[-80:] or "báo cáo"


def _first(pattern: re.Pattern[str], text: str) -> str | None:
    found = pattern.search(text)
    return next((group.strip() for group in found.groups() if group), None) if found else None
