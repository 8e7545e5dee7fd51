"""Data of the document as a whole: type, number, day, place, issuer, title, year, indices."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from thuocdo.documents.rules.blocks import Block
from thuocdo.documents.rules.wording import is_upper
from thuocdo.lib.text import clean, fold
from thuocdo.plans.rules.compile.citations import normal_number
from thuocdo.plans.rules.compile.topics import indices_in

_TYPES = {
    "ke hoach": "KH", "quyet dinh": "QĐ", "chuong trinh": "CTr", "de an": "ĐA", "phuong an": "PA", "bao cao": "BC",
    "thong bao": "TB", "huong dan": "HD", "chi thi": "CT", "nghi quyet": "NQ", "cong van": "CV", "to trinh": "TTr",
}  # fmt: skip
_TYPE_LINE = re.compile(
    r"(ke hoach|quyet dinh|chuong trinh|de an|phuong an|bao cao|thong bao|huong dan|chi thi)\b[:.]?\s*"
)
_NUMBER = re.compile(r"^s[ốo]\s*:\s*(\d{0,5})\s*/\s*([A-ZĐ][\w&]*(?:\s*[-–]\s*[\w&]+)*)", re.IGNORECASE)
_PLACED = re.compile(
    r"^(?P<place>[^,\d]{2,60}),\s*ngày\s+(?P<day>\d{0,2})[.…\s]*tháng\s+(?P<month>\d{0,2})[.…\s]*năm\s+(?P<year>\d{4})",
    re.IGNORECASE,
)
_ANNEXED = re.compile(
    r"kèm theo\s+(?:Kế hoạch|Quyết định|Chương trình)\s+số\s*:?\s*(?P<number>\d{1,5}\s*/\s*[A-ZĐ][\w&]*(?:\s*[-–]\s*[\w&]+)*)"
    r"(?:\s*,?\s*ngày\s+(?P<day>\d{1,2}\s*/\s*\d{1,2}\s*/\s*\d{4}|\d{1,2}\s+tháng\s+\d{1,2}\s+năm\s+\d{4}))?(?:\s+của\s+(?P<issuer>[^)]+))?",
    re.IGNORECASE,
)
_AREA = r"(?:tỉnh|thành phố|huyện|quận|thị xã|xã|phường|thị trấn|đặc khu)"
_PROPER = r"[A-ZĐÀ-Ỹ][\wà-ỹ'’-]*(?:\s+(?!\d+\s+tháng)[A-ZĐÀ-Ỹ0-9][\wà-ỹ'’-]*){0,4}"
_COMMITTEE = rf"(?:UBND|Ủy ban nhân dân|Uỷ ban nhân dân)\s+{_AREA}\s+{_PROPER}"
_DEPARTMENT = r"(?:Sở|Phòng|Ban|Văn phòng|Trung tâm|Thanh tra|Chi cục)\s+[A-ZĐÀ-Ỹ][^.,;:()]{3,70}?"
_ISSUES = re.compile(
    rf"(?P<issuer>{_COMMITTEE}|{_DEPARTMENT})\s+(?:xây dựng|ban hành|triển khai|đề ra|lập)\s+(?:và\s+\w+\s+\w+\s+)?(?:kế hoạch|Kế hoạch|[Cc]hương trình)"
)
_LETTERHEAD = re.compile(
    rf"^(?:UBND|ỦY BAN NHÂN DÂN|UỶ BAN NHÂN DÂN)\s+(?P<area>{_AREA})\s+(?P<name>[^\n]+)$", re.IGNORECASE
)
_NAMED = re.compile(rf"(?P<area>{_AREA})\s+(?P<name>{_PROPER})")
_YEAR = re.compile(r"năm\s+(20\d\d)", re.IGNORECASE)
_OPENING = re.compile(
    r"(can cu|thuc hien |trien khai |de |nham |ngay \d|theo |tiep tuc thuc hien|kinh gui|uy ban nhan dan|ubnd |xet |phat huy |trong nam|quan triet|nam 20\d\d,)"
)
_CITIES = ("ha noi", "ho chi minh", "hai phong", "da nang", "can tho", "hue")
_TWO_LEVELS = date(2025, 7, 1)
_NATIONAL = re.compile(r"(cong hoa xa hoi|doc lap|[-–—_*. ]+$)")


@dataclass(frozen=True, slots=True)
class Titling:
    """What the first page says; `opening`: the paragraphs after the title."""

    type: str
    title: str | None
    number: str | None
    issued: date | None
    place: str | None
    opening: tuple[Block, ...]
    lines: tuple[str, ...]


def titling_of(preface: Sequence[Block]) -> Titling:
    """The parts of the preface: letterhead, type and title, opening paragraphs."""
    number = issued = place = None
    for block in preface:
        for text in _split_head(block.text):
            found = _NUMBER.match(text)
            if found and number is None and found[1]:
                number = normal_number(f"{found[1]}/{found[2]}")
            placed = _PLACED.match(text)
            if placed and place is None:
                place, issued = clean(placed["place"]), _date(placed["day"], placed["month"], placed["year"])
    at = next((i for i, block in enumerate(preface) if _is_type_line(block)), None)
    if at is None:
        return Titling("KH", None, number, issued, place, tuple(preface), tuple(b.text for b in preface))
    kind, title, after = _title(preface, at)
    return Titling(
        kind, title, number, issued, place, tuple(preface[after:]), tuple(b.text for b in preface[:at])
    )


def _split_head(text: str) -> list[str]:
    """Number and place printed in one line ("Số: 12/KH-UBND    Xã Mẫu, ngày …") are two."""
    found = re.search(rf"\s({_PROPER},\s*ngày\s)", text)
    lines = text.split("\n")
    if _NUMBER.match(text) and found:
        lines = [text[: found.start()], text[found.start() :].strip()]
    return [line.strip() for line in lines]


def _is_type_line(block: Block) -> bool:
    found = _TYPE_LINE.match(fold(block.text))
    if not found or block.marker is not None:
        return False
    printed = block.text[: len(found[1])]
    return is_upper(printed)


def _title(preface: Sequence[Block], at: int) -> tuple[str, str | None, int]:
    line = preface[at].text
    found = _TYPE_LINE.match(fold(line))
    kind = _TYPES[found[1]] if found else "KH"
    parts = [line[len(found[0]) :].strip() if found else ""]
    after = at + 1
    while after < len(preface):
        block = preface[after]
        text = block.text
        ended = any(parts) and (_OPENING.match(fold(text)) and not block.bold)
        if block.marker is not None or ended or text.endswith((";", ":")) or len(text) > 400:
            break
        if any(parts) and text.endswith(".") and not block.bold:
            break
        if not _NATIONAL.fullmatch(fold(text)) and not _NUMBER.match(text) and not _PLACED.match(text):
            parts.append(text)
        after += 1
    title = clean(" ".join(part for part in parts if part)) or None
    return kind, title, after


def annexed(texts: Sequence[str]) -> tuple[str | None, date | None, str | None]:
    """Number, day and issuer as the header of an annex repeats them ("Kèm theo Kế hoạch số …")."""
    for text in texts:
        found = _ANNEXED.search(text)
        if found:
            parts = re.findall(r"\d+", found["day"] or "")
            issued = _date(*parts) if len(parts) == 3 else None
            issuer = clean(found["issuer"]) if found["issuer"] else None
            return normal_number(found["number"]), issued, issuer
    return None, None, None


def issuer_of(titling: Titling, annex: str | None) -> str | None:
    """Who issues the plan: as its opening says, else the annex, the letterhead, or place and title."""
    for block in titling.opening:
        # "Quyết định … của UBND tỉnh ban hành Kế hoạch …" tells of the superior's document
        own = (
            f for f in _ISSUES.finditer(block.text) if not re.search(r"\bcủa\s*$", block.text[: f.start()])
        )
        found = next(own, None)
        if found:
            return re.sub(r"^(Ủy|Uỷ) ban nhân dân", "UBND", clean(found["issuer"]))
    if annex and re.search(_COMMITTEE, annex):
        return re.sub(r"^(Ủy|Uỷ) ban nhân dân", "UBND", annex)
    for line in titling.lines:
        for part in line.split("\n"):
            head = _LETTERHEAD.match(part.strip())
            if head:
                return f"UBND {head['area'].lower()} {_cased(head['name'].strip(), titling)}"
    named = list(_NAMED.finditer(titling.title or ""))
    mine = next((f for f in named if titling.place and fold(f["name"]) == fold(titling.place)), None)
    mine = mine or (named[-1] if named else None)
    return f"UBND {mine['area'].lower()} {mine['name']}" if mine else None


def _cased(name: str, titling: Titling) -> str:
    """A name in capitals as the place line or the title writes it."""
    if not is_upper(name):
        return name
    for text in (titling.place or "", titling.title or "", *(b.text for b in titling.opening)):
        at = fold(text).find(fold(name))
        if at >= 0 and len(fold(text)) == len(text) and not is_upper(text[at : at + len(name)]):
            return text[at : at + len(name)]
    return name.title()


def level_of(issuer: str | None, title: str | None, issued: date | None = None) -> str | None:
    """province, district or commune, by the word before the name.

    There are no districts any more since 1 July 2025 (Luật số 72/2025/QH15): a city that issues a plan is a province's.
    """
    for text in (issuer, title):
        folded = fold(text or "")
        if re.search(r"\b(xa|phuong|thi tran|dac khu)\b", folded):
            return "commune"
        if re.search(r"\b(huyen|quan|thi xa)\b", folded):
            return "district"
        if "tinh" in folded.split() or re.match(r"so ", folded):
            return "province"
        if "thanh pho" in folded:
            whole = any(city in folded for city in _CITIES) or (issued is not None and issued >= _TWO_LEVELS)
            return "province" if whole else "district"
    return None


def year_of(title: str | None, issued: date | None, texts: Sequence[str]) -> int | None:
    """The year the plan is for: the last one in its title, else the year of issue, else the first one named."""
    years = [int(y) for y in _YEAR.findall(title or "")]
    if years:
        return max(years)
    if issued is not None:
        return issued.year
    named = [int(y) for text in texts for y in _YEAR.findall(text)]
    return named[0] if named else None


def indices_of(title: str | None, opening: Sequence[Block], whole: Sequence[str]) -> tuple[str, ...]:
    """The indices in the title, else in the opening, else the one named most often."""
    if title and (named := indices_in(title)):
        return named
    if named := indices_in(" ".join(block.text for block in opening)):
        return named[:1]
    counts = {name: sum(name in indices_in(text) for text in whole) for name in indices_in(" ".join(whole))}
    return (max(counts, key=lambda name: counts[name]),) if counts else ()


def _date(day: str, month: str, year: str) -> date | None:
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None
