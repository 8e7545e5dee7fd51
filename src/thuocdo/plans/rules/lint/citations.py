"""Rules about the documents that a plan cites: their dates and symbols, and the plan's own number."""

from __future__ import annotations

import re
from calendar import monthrange
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from thuocdo.documents.rules.blocks import BlockKind
from thuocdo.plans.rules.lint.context import Context
from thuocdo.plans.rules.lint.finding import Fix, Hit, Severity, rule
from thuocdo.plans.rules.lint.passages import Column, Passage, sentences

_TYPES = (
    "Quyết định|Kế hoạch|Công văn|Nghị định|Nghị quyết|Thông tư liên tịch|Thông tư|Báo cáo|Chỉ thị|Thông báo|"
    "Tờ trình|Chương trình|Đề án|Hướng dẫn|Công điện|Quy định|Kết luận|Quy chế|Văn bản|Pháp lệnh|Luật"
)
# the number, then groups of capitals; a group may be torn from its sign by blanks
_SYMBOL = r"\d+[a-zđ]?(?:\s?/\s?\d{4})?(?:\s?[/-]\s?[A-ZĐÂƠƯ][A-ZĐÂƠƯa-z0-9&.]*(?<![.]))+"
_DAY = r"(\d{1,2})\s?[/.-]\s?(\d{1,2})\s?[/.-]\s?(\d{4})|(\d{1,2})\s+tháng\s+(\d{1,2})\s+năm\s+(\d{4})"
_CITED = re.compile(
    rf"(?P<type>\b(?i:{_TYPES})\b)?\s*(?:số\s*:?\s*)?(?<![\d/])(?P<symbol>{_SYMBOL})"
    rf"(?:\s*,?\s*(?:(?:được\s+)?[^\W\d_]+\s+){{0,4}}?(?:ngày\s+)+(?:{_DAY}))?"
)
# the date of a cited document of which only the end of the symbol stands here (the rest is in another cell)
_TORN = re.compile(rf"^[A-ZĐ]{{3,}}\s+ngày\s+(?:{_DAY})")

# type abbreviations of NĐ 30/2020/NĐ-CP and of normative and party documents
_TYPE_TEXT = """
    NQ QĐ CT QC QyĐ TC TB HD CTr KH PA ĐA DA BC BB TTr HĐ CĐ BGN BTT GUQ GM GGT GNP PG PC PB NĐ TT TTLT L PL KL
    CV QyĐi ĐH ThB
"""
TYPE_CODES = frozenset(_TYPE_TEXT.split())
# authentic documents dated on a day off: a date that has been confirmed is not questioned again
CONFIRMED = {"57-NQ/TW": date(2024, 12, 22)}


@dataclass(frozen=True, slots=True)
class Cited:
    """A document named in the text."""

    symbol: str
    day: date | None
    passage: Passage
    start: int
    end: int

    @property
    def text(self) -> str:
        return self.passage.text[self.start : self.end].strip()


def _day(groups: tuple[str | None, ...]) -> date | None:
    numbers = [int(group) for group in groups if group]
    try:
        return date(numbers[2], numbers[1], numbers[0]) if len(numbers) == 3 else None
    except ValueError:
        return None


def cited(context: Context) -> Iterator[Cited]:
    """Every numbered document that the text names, in reading order."""
    for passage in context.passages:
        if passage.shared:
            continue
        for found in _CITED.finditer(passage.text):
            if (
                found["type"] is None
                and not found.group(4)
                and not re.search(r"[/-]\s?[A-ZĐ]{2}", found["symbol"])
            ):
                continue
            day = _day(tuple(found.group(n) for n in range(3, 9)))
            yield Cited(found["symbol"], day, passage, found.start(), found.end())
        torn = _TORN.search(passage.text)
        if torn:
            yield Cited("", _day(torn.groups()), passage, torn.start(), torn.end())


def _own(context: Context, item: Cited) -> bool:
    number = context.plan.document.number
    return number is not None and item.symbol.replace(" ", "") == number.replace(" ", "")


_PERIOD = re.compile(
    r"(?:từ\s+)?(?:tháng\s+)?(\d{1,2})/(\d{4})\s+đến\s+(?:hết\s+)?(?:tháng\s+)?(\d{1,2})/(\d{4})"
)
_GUIDES = re.compile(r"(?:hướng dẫn|yêu cầu|chỉ đạo)\s+(?:tại|của|theo)?\s*$", re.IGNORECASE)


@rule("impossible_citation_date", Severity.ERROR)
def impossible_citation_date(context: Context) -> Iterator[Hit]:
    """A cited document is younger than the plan, or than what it is said to have governed."""
    issued = context.plan.document.issued
    results = _results_day(context)
    for item in cited(context):
        if item.day is None or _own(context, item):
            continue
        reasons = []
        if issued and item.day > issued:
            reasons.append(f"sau ngày ban hành kế hoạch ({issued:%d/%m/%Y})")
        if _guides(item):
            reasons += list(_younger_than_governed(item, results))
        if reasons:
            yield Hit(
                f"Văn bản {item.symbol or item.text} ghi ngày {item.day:%d/%m/%Y} là {' và '.join(reasons)}.",
                item.text,
                item.passage.source,
                _other_year(item.day),
            )


def _guides(item: Cited) -> bool:
    """Whether the text says that what follows instructs somebody to do something."""
    return bool(_GUIDES.search(item.passage.text[: item.start]))


def _younger_than_governed(item: Cited, results: date | None) -> Iterator[str]:
    assert item.day is not None  # noqa: S101 - the caller has looked
    for start, sentence in sentences(item.passage.text):
        if not start <= item.start < start + len(sentence):
            continue
        for found in _PERIOD.finditer(sentence):
            month, year = int(found.group(3)), int(found.group(4))
            if 1 <= month <= 12 and item.day > date(year, month, monthrange(year, month)[1]):
                yield f"sau kỳ mà nó hướng dẫn ({found.group().strip()})"
                break
    if results and item.day > results and item.passage.column in (Column.PROBLEM, Column.CAUSE):
        yield f"sau ngày công bố kết quả đánh giá mà nó giải thích ({results:%d/%m/%Y})"


def _results_day(context: Context) -> date | None:
    """When the results that the plan reacts to were published, by the decision among its bases."""
    for item in cited(context):
        after = item.passage.text[item.end : item.end + 160]
        if (
            item.passage.row is None
            and item.day
            and re.search(r"công bố (?:kết quả|chỉ số)|kết quả chỉ số", after)
        ):
            return item.day
    return None


def _other_year(day: date) -> str:
    try:
        before = day.replace(year=day.year - 1)
    except ValueError:
        return "Kiểm tra lại ngày của văn bản."
    if day.weekday() >= 5 and before.weekday() < 5:
        return f"Có thể là {before:%d/%m/%Y} (ngày làm việc; {day:%d/%m/%Y} là {_weekday(day)})."
    return "Kiểm tra lại năm của văn bản."


def _weekday(day: date) -> str:
    return "thứ Bảy" if day.weekday() == 5 else "Chủ nhật"


@rule("weekend_date", Severity.INFO)
def weekend_date(context: Context) -> Iterator[Hit]:
    """A cited document is dated on a Saturday or Sunday: a weak sign of a slip."""
    for item in cited(context):
        if (
            item.day is None
            or item.day.weekday() < 5
            or CONFIRMED.get(item.symbol.replace(" ", "")) == item.day
        ):
            continue
        yield Hit(
            f"Ngày {item.day:%d/%m/%Y} của văn bản {item.symbol or 'được dẫn'} là {_weekday(item.day)}; có thể ghi nhầm ngày.",
            item.text,
            item.passage.source,
            "Kiểm tra lại ngày (vẫn đúng nếu đó là ngày làm bù hoặc cơ quan làm việc ngày nghỉ).",
        )


@rule("same_day_citation", Severity.WARNING)
def same_day_citation(context: Context) -> Iterator[Hit]:
    """A basis of the plan bears the plan's own date."""
    issued = context.plan.document.issued
    for item in cited(context):
        if item.day is None or item.day != issued or _own(context, item) or item.passage.row is not None:
            continue
        if re.search(r"(kèm )?theo kế hoạch số", item.passage.text[: item.end], re.IGNORECASE):
            continue
        yield Hit(
            f"Văn bản {item.symbol} được dẫn có cùng ngày {issued:%d/%m/%Y} với kế hoạch; kiểm tra lại ngày hoặc thứ tự ban hành.",
            item.text,
            item.passage.source,
            "Xác nhận văn bản được dẫn đã có hiệu lực trước khi ký kế hoạch.",
        )


@rule("malformed_symbol", Severity.WARNING)
def malformed_symbol(context: Context) -> Iterator[Hit]:
    """The symbol of a document does not follow the form number/type-issuer or number/issuer-unit."""
    for item in cited(context):
        if not item.symbol:
            continue
        symbol = re.sub(r"\s+", "", item.symbol)
        fault = _fault(symbol)
        if fault:
            yield Hit(
                f"Ký hiệu “{item.symbol}” {fault[0]}.",
                item.symbol,
                item.passage.source,
                f"Có thể là {fault[1]}.",
                fix=Fix(item.symbol, fault[1]),
            )
        elif symbol != item.symbol:
            yield Hit(
                f"Ký hiệu “{item.symbol}” có khoảng trắng thừa.",
                item.symbol,
                item.passage.source,
                symbol,
                Severity.INFO,
                Fix(item.symbol, symbol),
            )


def _fault(symbol: str) -> tuple[str, str] | None:
    """(what is wrong, a likely right form) by the grammar of NĐ 30/2020/NĐ-CP, Phụ lục I; None when well formed."""
    number, *rest = re.split(r"(?=[/-])", symbol)
    groups = [part[1:] for part in rest if not part[1:].isdigit()]
    lone = [group for group in groups if len(group) == 1 and group not in TYPE_CODES]
    kept = "".join([number, *(part for part in rest if part[1:] not in lone)])
    if lone:
        return f"có nhóm chữ một ký tự “{lone[0]}” không phải tên loại, cơ quan hay đơn vị soạn thảo", kept
    if any(part in ("/", "-") for part in rest):
        return "có dấu / hoặc - thừa", re.sub(r"([/-])[/-]+", r"\1", symbol)
    if len(groups) >= 3 and groups[0] not in TYPE_CODES and not symbol.split("/")[0].count("-"):
        return "có quá nhiều nhóm chữ cho một công văn", f"{number}/{groups[0]}-{groups[-1]}"
    return None


_NUMBER_LINE = re.compile(r"^\s*Số\s*:?\s*(?P<number>\d+[a-zđ]?)?\s*(?P<rest>/.*)?$", re.IGNORECASE)
_DATE_LINE = re.compile(
    r"ngày\s*(?P<day>\d{0,2}|[.…_ ]*)\s*tháng\s*(?P<month>\d{0,2}|[.…_ ]*)\s*năm\s*(?P<year>\d{4})?"
)
_ANNEX = re.compile(r"(?:ban hành |kèm )+theo\s+kế hoạch\s+(?:số\s*)?(?P<rest>.*)", re.IGNORECASE)


def _head(context: Context) -> list[Passage]:
    """What stands above the first chapter and before the preamble."""
    head = []
    for passage in context.passages[:20]:
        if passage.kind == BlockKind.HEADING and passage.marker == "I":
            break
        head.append(passage)
    return head


def _annex_note(context: Context) -> tuple[Passage, str | None, date | None] | None:
    """(passage, number, date) of "(Kèm theo Kế hoạch số … ngày …)"."""
    for passage in context.passages:
        found = _ANNEX.search(passage.text) if len(passage.text) < 250 else None
        if found:
            symbol = re.search(r"\d+\s*/\s*KH\s*-\s*[A-ZĐ]+", found["rest"])
            day = re.search(_DAY, found["rest"])
            return passage, symbol.group() if symbol else None, _day(day.groups()) if day else None
    return None


def _printed_head(context: Context) -> tuple[Passage | None, bool, Passage | None, bool]:
    """(line of the number, whether filled, line of place and date, whether filled)."""
    number_line = date_line = None
    has_number = has_date = False
    for passage in _head(context):
        number = _NUMBER_LINE.match(passage.text)
        if number and number_line is None:
            number_line, has_number = passage, bool(number["number"])
        day = _DATE_LINE.search(passage.text)
        if day and len(passage.text) < 80 and date_line is None:
            date_line = passage
            has_date = all((day[part] or "").strip().isdigit() for part in ("day", "month", "year"))
    return number_line, has_number, date_line, has_date


@rule("missing_number_date", Severity.ERROR)
def missing_number_date(context: Context) -> Iterator[Hit]:
    """The plan's number or date of issue is blank or absent at its head."""
    number_line, has_number, date_line, has_date = _printed_head(context)
    if has_number and has_date:
        return
    missing = [name for name, there in (("số", has_number), ("ngày ban hành", has_date)) if not there]
    note = _annex_note(context)
    known = note if note and note[1] and note[2] else None
    where = f"; chỉ có ở phụ lục ({known[1]}, {known[2]:%d/%m/%Y})" if known else ""
    line = (number_line if not has_number else None) or (date_line if not has_date else None)
    yield Hit(
        f"Phần đầu kế hoạch không có {' và '.join(missing)}{where}.",
        " … ".join(
            p.text for p, there in ((number_line, has_number), (date_line, has_date)) if p and not there
        )
        or (line.text if line else ""),
        line.source if line else context.start,
        "Ghi đủ số, ký hiệu và địa danh, ngày tháng năm ban hành trước khi phát hành.",
        Severity.WARNING if known else None,
    )


@rule("header_appendix_mismatch", Severity.WARNING)
def header_appendix_mismatch(context: Context) -> Iterator[Hit]:
    """The annex names another number or date of the plan than its head."""
    note = _annex_note(context)
    if note is None:
        return
    passage, symbol, day = note
    _, has_number, _, has_date = _printed_head(context)
    head = context.plan.document
    faults = []
    if symbol and not has_number:
        faults.append(f"phụ lục ghi số {symbol} nhưng phần đầu không có số")
    elif symbol and head.number and symbol.replace(" ", "") != head.number.replace(" ", ""):
        faults.append(f"phụ lục ghi số {symbol}, phần đầu ghi {head.number}")
    if day and has_date and head.issued and day != head.issued:
        faults.append(f"phụ lục ghi ngày {day:%d/%m/%Y}, phần đầu ghi {head.issued:%d/%m/%Y}")
    elif day and not has_date:
        faults.append(f"phụ lục ghi ngày {day:%d/%m/%Y} nhưng phần đầu không có ngày")
    if faults:
        yield Hit(
            f"{faults[0][:1].upper()}{'; '.join(faults)[1:]}.",
            passage.text,
            passage.source,
            "Ghi số, ngày của kế hoạch giống nhau ở phần đầu và phụ lục.",
        )


_NO_YEAR = re.compile(r"ngày\s+(\d{1,2})/(\d{1,2})(?![\d/]|\s*/\s*\d)", re.IGNORECASE)
_FULL = re.compile(r"(?<![\d/])(\d{1,2})(\s?)/(\s?)(\d{1,2})\s?/\s?(\d{4})(?!\d)")


@rule("date_format", Severity.INFO)
def date_format(context: Context) -> Iterator[Hit]:
    """A date without its year, with stray blanks, or written in another form than the rest."""
    padded = Counter(
        len(m.group(4)) for p in context.passages for m in _FULL.finditer(p.text) if 3 <= int(m.group(4)) <= 9
    )
    usual = padded.most_common(1)[0][0] if len(padded) > 1 else None
    for passage in context.passages:
        if passage.shared:
            continue
        for found in _NO_YEAR.finditer(passage.text):
            if int(found.group(2)) <= 12 and int(found.group(1)) <= 31:
                yield Hit(
                    f"Mốc “{found.group()}” không ghi năm.",
                    found.group(),
                    passage.source,
                    "Ghi đủ ngày, tháng, năm.",
                )
        for found in _FULL.finditer(passage.text):
            if found.group(2) or found.group(3):
                text = f"Ngày “{found.group()}” có khoảng trắng thừa."
            elif usual and 3 <= int(found.group(4)) <= 9 and len(found.group(4)) != usual:
                text = f"Ngày “{found.group()}” viết khác cách viết tháng ở những chỗ khác trong văn bản."
            else:
                continue
            month = int(found.group(4))
            padded_as_usual = f"{month:02d}" if usual == 2 else str(month) if usual == 1 else found.group(4)
            right = (
                f"{found.group(1)}/{padded_as_usual if 3 <= month <= 9 else found.group(4)}/{found.group(5)}"
            )
            yield Hit(
                text,
                found.group(),
                passage.source,
                f"Viết ngày theo một cách thống nhất: {right}.",
                fix=Fix(found.group(), right),
            )
