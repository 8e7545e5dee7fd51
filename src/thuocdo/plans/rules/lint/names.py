"""Rules about the names of places: two spellings of the issuer, left-overs of another unit's plan."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator

from rapidfuzz.distance import OSA

from thuocdo.documents.rules.blocks import Source
from thuocdo.lib.text import fold, unify_tones
from thuocdo.plans.rules.lint.context import NO_DISTRICTS_FROM, PROPER_NAME, UNIT_TYPES, Context
from thuocdo.plans.rules.lint.finding import Fix, Hit, Severity, rule
from thuocdo.plans.rules.lint.passages import UPPER, Passage
from thuocdo.plans.rules.lint.units import unit_data

Spelling = tuple[str, Passage, int]


def _spellings(context: Context, kind: str) -> dict[str, list[Spelling]]:
    """Proper names printed after the issuer's kind of unit, and in the line of place and date."""
    found: dict[str, list[Spelling]] = defaultdict(list)
    patterns = (
        re.compile(rf"(?i:\b{kind})\s+({PROPER_NAME})"),
        re.compile(rf"^()?({PROPER_NAME}),\s+ngày\b"),
    )
    for passage in context.passages:
        for match in patterns[0].finditer(passage.text):
            found[unify_tones(match.group(1))].append((match.group(1), passage, match.start(1)))
        place = patterns[1].match(passage.text)
        if place:
            found[unify_tones(place.group(2))].append((place.group(2), passage, place.start(2)))
    return found


def _near(a: str, b: str) -> bool:
    """One letter more, less, other or exchanged; a difference of signs alone counts too."""
    return a != b and a.lower() != b.lower() and OSA.distance(a.lower(), b.lower()) <= 1


@rule("place_name_inconsistent", Severity.ERROR)
def place_name_inconsistent(context: Context) -> Iterator[Hit]:
    """The issuing unit's own name is spelled in two ways; the rarer spelling is reported where it stands."""
    kind, name = context.issuer_type, context.issuer_name
    if kind is None or name is None:
        return
    spellings = _spellings(context, kind)
    own = {unify_tones(name)} | {other for other in spellings if _near(other, unify_tones(name))}
    used = {spelling: spellings[spelling] for spelling in own if spellings.get(spelling)}
    if len(used) < 2:
        return
    counts = Counter({spelling: len(places) for spelling, places in used.items()})
    right = counts.most_common(1)[0][0]
    told = ", ".join(f"“{spelling}” {count} lần" for spelling, count in counts.most_common())
    for spelling, places in used.items():
        if spelling == right:
            continue
        seen: set[Source] = set()
        for printed, passage, start in places:
            if passage.source in seen:
                continue
            seen.add(passage.source)
            yield Hit(
                f"Tên {kind} ban hành viết hai cách: {told}.",
                passage.around(start, start + len(printed), 20),
                passage.source,
                f"Thống nhất tên theo danh mục đơn vị hành chính (có thể là “{right}”).",
                fix=Fix(printed, right.upper() if printed.isupper() else right),
            )


@rule("place_name_case", Severity.INFO)
def place_name_case(context: Context) -> Iterator[Hit]:
    """A proper name that is printed with capitals elsewhere stands in small letters."""
    names = {
        name for kind, name in _named(context) if " " in name and not name.isupper() and kind in UNIT_TYPES
    }
    for passage in context.passages:
        for name in names:
            for found in re.finditer(re.escape(name), passage.text, re.IGNORECASE):
                if (
                    found.group() == name
                    or found.group().isupper()
                    or _kind_before(passage, found.start()) is None
                ):
                    continue
                yield Hit(
                    f"Tên riêng “{found.group()}” viết hoa chưa thống nhất.",
                    passage.around(found.start(), found.end(), 15),
                    passage.source,
                    name,
                    fix=Fix(found.group(), name),
                )


def _named(context: Context) -> Iterator[tuple[str, str]]:
    pattern = re.compile(rf"(?i:\b({'|'.join(UNIT_TYPES)}))\s+({PROPER_NAME})")
    for passage in context.passages:
        for found in pattern.finditer(passage.text):
            yield found.group(1).lower(), found.group(2)


def _kind_before(passage: Passage, start: int) -> str | None:
    before = passage.text[:start].rstrip().lower()
    return next((kind for kind in UNIT_TYPES if before.endswith(kind)), None)


# the word alone, neither a proper name after it nor a list of types around it
_ALONE = r"(?:trên địa bàn|toàn|của|tại|UBND|HĐND|Đảng ủy|Ủy ban nhân dân)\s+(?P<kind>{kinds})\b(?!\s*[,/]?\s*(?:{types})\b|(?-i:\s+[{upper}]))"


@rule("unit_type_leftover", Severity.ERROR)
def unit_type_leftover(context: Context) -> Iterator[Hit]:
    """A word for another kind or level of unit than the issuer: left over from a copied plan."""
    kind = context.issuer_type
    if kind is None:
        return
    yield from _other_type(context, kind)
    if context.level == "commune":
        yield from _plural_of_own_kind(context, kind)
        yield from _issued_by_other(context, kind)
    yield from _dissolved(context)


def _other_type(context: Context, kind: str) -> Iterator[Hit]:
    wrong = next((entry["wrong"] for entry in unit_data()["leftover"] if kind in entry["issuer"]), None)
    if not wrong:
        return
    pattern = re.compile(
        _ALONE.format(kinds="|".join(wrong), types="|".join((*UNIT_TYPES, "bản", "thôn")), upper=UPPER),
        re.IGNORECASE,
    )
    for passage in context.passages:
        for found in pattern.finditer(passage.text):
            own = found.group()[: -len(found["kind"])] + kind
            yield Hit(
                f"Kế hoạch của {kind} nhưng ghi “{found.group()}”: có thể còn sót từ kế hoạch của nơi khác.",
                found.group(),
                passage.source,
                own,
                fix=Fix(found.group(), own),
            )


def _plural_of_own_kind(context: Context, kind: str) -> Iterator[Hit]:
    pattern = re.compile(
        rf"(?:UBND|HĐND|Ủy ban nhân dân|Hội đồng nhân dân)\s+các\s+{kind}\b(?!\s*[,/])", re.IGNORECASE
    )
    for passage in context.passages:
        for found in pattern.finditer(passage.text):
            after = passage.text[found.end() : found.end() + 25]
            if re.match(r"\s*(?:và\s+\w+\s+)?(?:trên địa bàn|thuộc|trong)\s+(?:tỉnh|huyện|thành phố)", after):
                continue
            yield Hit(
                f"Kế hoạch của một {kind} nhưng giao việc cho “{found.group()}”: có thể còn sót từ kế hoạch cấp trên.",
                found.group(),
                passage.source,
                f"UBND {kind}",
                fix=Fix(found.group(), f"UBND {kind}"),
            )


def _issued_by_other(context: Context, kind: str) -> Iterator[Hit]:
    pattern = re.compile(
        r"(?:UBND|Ủy ban nhân dân)\s+(huyện|quận|thị xã|tỉnh|thành phố)\s+(?:(?!về)[^\W\d_]+\s+){0,3}?(?:xây dựng|ban hành)\s+(?:\w+\s+)?kế hoạch",
        re.IGNORECASE,
    )
    for passage in context.passages[:15]:
        for found in pattern.finditer(passage.text):
            # "Quyết định … của UBND tỉnh ban hành Kế hoạch …" tells of the superior's document
            if re.search(r"\bcủa\s+$", passage.text[: found.start()]):
                continue
            yield Hit(
                f"Kế hoạch của {kind} nhưng ghi cơ quan ban hành là cấp {found.group(1)}.",
                found.group(),
                passage.source,
                f"Ủy ban nhân dân {kind} ban hành kế hoạch",
                fix=Fix(found.group(), f"Ủy ban nhân dân {kind} ban hành kế hoạch"),
            )


_DISTRICT = re.compile(
    r"\b(?:cấp huyện|UBND (?:các )?huyện|(?:Ủy ban nhân dân|Ủy ban) (?:các )?huyện|các huyện|huyện ủy)\b",
    re.IGNORECASE,
)


def _dissolved(context: Context) -> Iterator[Hit]:
    if context.day is None or context.day < NO_DISTRICTS_FROM:
        return
    for passage in context.passages:
        found = _DISTRICT.search(passage.text)
        if found:
            yield Hit(
                f"“{found.group()}” không còn từ 01/7/2025 (chính quyền địa phương hai cấp, Luật 72/2025/QH15).",
                passage.around(found.start(), found.end(), 20),
                passage.source,
                "Thay bằng cấp xã hoặc cấp tỉnh có thẩm quyền.",
            )


@rule("village_type_leftover", Severity.INFO)
def village_type_leftover(context: Context) -> Iterator[Hit]:
    """ "Tổ dân phố" in a commune (xã), "thôn" in a ward (phường): reported once, with the count."""
    kind = context.issuer_type
    wrong = {"xã": "tổ dân phố", "phường": "thôn", "thị trấn": "thôn"}.get(kind or "")
    if not wrong:
        return
    places = [p for p in context.passages if re.search(rf"\b{wrong}\b", p.text, re.IGNORECASE)]
    if places:
        yield Hit(
            f"Kế hoạch của {kind} nhắc “{wrong}” ở {len(places)} chỗ; {kind} thường không có {wrong}.",
            places[0].around(*_span(places[0].text, wrong), 20),
            places[0].source,
            "Dùng đúng tên điểm dân cư của địa phương.",
        )


def _span(text: str, word: str) -> tuple[int, int]:
    start = fold(text).find(fold(word))
    lower = text.lower().find(word)
    at = lower if lower >= 0 else max(start, 0)
    return at, at + len(word)
