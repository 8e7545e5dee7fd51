"""What another document, an event or a count of days decides: taken out before the times are read."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from thuocdo.calendars.rules.grammar import words as w
from thuocdo.calendars.rules.grammar.numbers import day_number
from thuocdo.calendars.rules.grammar.phrase import Phrase
from thuocdo.calendars.rules.grammar.tokens import UnclearError


@dataclass(frozen=True, slots=True)
class Reference:
    """What sets the deadline from outside.

    `start`, `end`: its place in the folded phrase; `depends_on`: as printed; `number` and `unit` ("ngay",
    "ngay lam viec", "tuan", "thang", "gio") of a count; `from_issue`: counted from this plan's own issue;
    `from_day`: counted from a printed date.
    """

    start: int
    end: int
    depends_on: str
    number: int | None = None
    unit: str | None = None
    from_issue: bool = False
    from_day: date | None = None


_N = rf"(?P<n>\d{{1,3}}|{w.spelled(99)})(?: ?\((?:{w.spelled(99)})\))?"
_UNIT = r"(?P<unit>ngay lam viec|ngay|tuan|thang|gio)"
# "1 tháng 7" is a date, no count of months
_WHOLE = rf"(?![a-z0-9]| thang| \d| (?:{w.spelled(12)})(?![a-z]))"
_LEAD = r"(?:(?:trong vong|trong thoi han|trong thoi gian|trong|cham nhat|muon nhat|khong qua|toi da|la|thoi han|vong)[ :]*+)*+"  # possessive: no text may make it try for long
# "15 ngày làm việc kể từ ngày ban hành"
_COUNT = re.compile(
    rf"(?<![\w/.,]){_LEAD}{_N} {_UNIT},? ?\(?(?P<link>ke tu|tinh tu|bat dau tu|tu|sau|ke) (?P<event>(?!thang (?:\d|dau|cuoi)|nam 20).+)"
)
# "sau khi ban hành kế hoạch 10 ngày làm việc"
_COUNT_AFTER = re.compile(
    rf"(?<![\w])(?:ke tu|tinh tu|tu|sau) (?P<event>(?:khi|ngay|thoi diem|thoi gian) [a-z][^;]{{1,90}}?),? (?:cham nhat |khong qua |trong vong |toi da )*+{_N} {_UNIT}{_WHOLE}"
)
# "5 ngày làm việc trước kỳ họp": counted backwards from an event that is not known
_COUNT_BEFORE = re.compile(
    rf"(?<![\w/.,])(?:truoc |it nhat |toi thieu |cham nhat |la )*+{_N} {_UNIT} truoc (?P<event>.+)"
)
_COUNT_BEFORE_AFTER = re.compile(
    rf"truoc (?P<event>(?:khi|ky|ngay (?!\d|ngay|mung |(?:{w.spelled(31)}) )|cuoc|phien) ?[a-z][^;]{{1,60}}?) (?:it nhat |toi thieu )*+{_N} {_UNIT}{_WHOLE}"
)
_BY_DOCUMENT = re.compile(
    rf"(?<![a-z])(?:theo|can cu(?: vao)?) (?:dung |cac |tung |su |nhung |noi dung |tinh than |moi )*(?={w.DOCUMENTS}{w.END})(?! ?ke hoach nay)"
)
_BY_EVENT = re.compile(rf"(?<![a-z])(?:{w.EVENTS}|{w.AFTER_EVENTS}){w.END}")
# a document cited with its date says nothing about when
_CITED = re.compile(
    rf"(?:(?:ke hoach|cong van|van ban|huong dan|thong bao|thong tu|nghi dinh|luat|quyet dinh|nghi quyet|chi thi|bao cao|kh|cv|qd|nq)[a-z ,]{{0,40}}?)?"
    rf"(?:so:? )?\d[\w.]*/[a-z][\w-]*(?:/[\w-]+)?(?:,? (?:ngay )+(?:\d{{1,2}}[/.-]\d{{1,2}}[/.-]{w.YEAR}|\d{{1,2}} thang \d{{1,2}} nam {w.YEAR}))?"
    rf"|(?:ke hoach|cong van|van ban|thong bao|thong tu|nghi dinh|luat|quyet dinh|nghi quyet|chi thi|bao cao) (?:so )?[\w/-]*,? ?(?:ngay )+\d{{1,2}}[/.-]\d{{1,2}}[/.-]{w.YEAR}"
)
_TIME_AHEAD = (
    r"(?:hoan thanh|xong|truoc (?:ngay|\d)|cham nhat|muon nhat|trong (?:qu[yi] (?:iv|i|\d)|thang \d|nam|6 thang)|qu[yi] (?:iv|i{1,3}|[1-4])(?![a-z0-9])|thang \d|"
    r"thuong xuyen|lien tuc|hang (?:thang|quy|nam)|dinh ky|tu (?:ngay|thang|quy)|den het|nam 20\d\d)"
)
_CUT = re.compile(
    rf"[;.](?= |$)|[,(] ?(?={_TIME_AHEAD})|[)]| (?:va )?(?=thuong xuyen|truoc ngay \d|truoc \d|cham nhat|hoan thanh (?:truoc|trong|cham nhat|xong)|"
    r"trong (?:qu[yi] (?:iv|i|\d)|thang \d|nam)|den het|hang (?:thang|quy|nam)$)"
)
_OWN = re.compile(
    r"(?:(?:ngay|thoi diem|thoi gian|khi)? ?)(?:ky )?(?:ban hanh|ky|phat hanh)(?:,? (?:van ban|ke hoach)(?: nay)?)?"
)
_OWN_PLAN = re.compile(
    r"(?:(?:ngay|thoi diem|khi) )?(?:ke hoach|van ban)(?: nay)?(?: duoc)? (?:ban hanh|ky|ky ban hanh|phat hanh|co hieu luc)"
)
_DATED = re.compile(rf"(?:ngay )*(\d{{1,2}}) ?(?:[/.-]| thang ) ?(\d{{1,2}}) ?(?:[/.-]| nam ) ?({w.YEAR})")


def take_references(phrase: Phrase) -> tuple[list[Reference], str]:
    """The references in order, and the folded phrase with them (and citations) blanked out."""
    text = phrase.folded
    found: list[Reference] = []
    for finder in (_counts, _documents, _events):
        for reference in finder(phrase, text):
            found.append(reference)
            text = _blank(text, reference.start, reference.end)
    for cited in list(_CITED.finditer(text)):
        text = _blank(text, *cited.span())
    return sorted(found, key=lambda reference: reference.start), text


def _blank(text: str, start: int, end: int) -> str:
    return text[:start] + ";" + " " * (end - start - 1) + text[end:]


def _end(text: str, start: int) -> int:
    """Where a reference that begins before `start` ends: before the next time or sentence."""
    cut = _CUT.search(text, start)
    return cut.start() if cut else len(text)


def _counts(phrase: Phrase, text: str) -> list[Reference]:
    for pattern, backwards in (
        (_COUNT, False),
        (_COUNT_BEFORE, True),
        (_COUNT_BEFORE_AFTER, True),
        (_COUNT_AFTER, False),
    ):
        found = pattern.search(text)
        if not found or not phrase.says(*found.span("n")) or _is_june(phrase, found):
            continue
        if text[: found.start()].endswith("sau "):
            raise UnclearError("the earliest day, not the last")
        trailing = pattern in (_COUNT, _COUNT_BEFORE)
        end = _end(text, found.start("event")) if trailing else found.end()
        event = text[found.start("event") : min(end, found.end("event"))].strip(" ,;.()")
        if not event:
            continue
        return [_count(phrase, found, event, end, backwards)]
    return []


def _is_june(phrase: Phrase, found: re.Match[str]) -> bool:
    """ "ngày ba mươi tháng sáu năm 2026" is no count of thirty months after something."""
    start, end = found.span("link") if "link" in found.groupdict() else (0, 0)
    return phrase.as_printed(start, end).lower() == "sáu"


def _count(phrase: Phrase, found: re.Match[str], event: str, end: int, backwards: bool) -> Reference:
    number, unit = day_number(found["n"]), found["unit"]
    whole = (
        phrase.as_printed(found.start("n"), end)
        if found.start("n") < found.start("event")
        else phrase.as_printed(found.start(), end)
    )
    if backwards:
        return Reference(found.start(), end, whole, number)
    own = bool(_OWN.fullmatch(event) or _OWN_PLAN.fullmatch(event))
    named = phrase.as_printed(found.start("event"), min(end, found.end("event")))
    working = unit == "ngay lam viec"
    return Reference(found.start(), end, named if working else whole, number, unit, own, _dated(event))


def _dated(event: str) -> date | None:
    found = _DATED.fullmatch(event)
    if not found:
        return None
    try:
        return date(int(found[3]), int(found[2]), int(found[1]))
    except ValueError as error:
        raise UnclearError(event) from error


def _documents(phrase: Phrase, text: str) -> list[Reference]:
    found = _BY_DOCUMENT.search(text)
    if not found:
        return []
    end = _end(text, found.end())
    return [Reference(found.start(), end, phrase.as_printed(_named(text, found.start()), end))]


def _named(text: str, start: int) -> int:
    """After "theo " or "căn cứ "."""
    lead = re.match(r"theo |can cu(?: vao)? ", text[start:])
    return start + (lead.end() if lead else 0)


def _events(phrase: Phrase, text: str) -> list[Reference]:
    found = _BY_EVENT.search(text)
    if not found:
        return []
    end = _end(text, found.end())
    return [Reference(found.start(), end, phrase.as_printed(found.start(), end))]
