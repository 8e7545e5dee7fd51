"""Rules about statements and their numbers within the text."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from thuocdo.plans.rules.lint.context import NO_DISTRICTS_FROM, Context
from thuocdo.plans.rules.lint.finding import Fix, Hit, Severity, rule
from thuocdo.plans.rules.lint.numbers import changes, decimal
from thuocdo.plans.rules.model import Gap
from thuocdo.plans.rules.papi.judging import comma as vn

SMALL_CHANGE = 0.10
"""A change below a tenth of the score is not "vượt bậc" (a convention of this program)."""

# NĐ 150/2025/NĐ-CP: a commune has an office and two departments; the one-stop centre is counted apart
COMMUNE_DEPARTMENTS = 3


@rule("selective_omission", Severity.WARNING)
def selective_omission(context: Context) -> Iterator[Hit]:
    """Parallel statements compare with the same years, but one leaves a year out."""
    past = [(item, frozenset(c.year for c in changes(item.text))) for item in context.plan.history]
    long = [(item, years) for item, years in past if len(years) >= 2 and item.dimension]
    if len(long) < 4:
        return
    usual, count = Counter(years for _, years in long).most_common(1)[0]
    if count < 0.6 * len(long):
        return
    for item, years in long:
        missing = sorted(usual - years)
        if missing:
            told = ", ".join(map(str, missing))
            yield Hit(
                f"Các chỉ số khác đều so với năm {told}, riêng chỉ số này không so; thường là năm có kết quả bất lợi.",
                item.text[:120],
                item.source,
                f"Bổ sung so sánh với năm {told}, kể cả khi giảm.{_fell(context, item.dimension, item.year, missing)}",
            )


def _fell(context: Context, dimension: int | None, year: int | None, missing: list[int]) -> str:
    if context.papi is None or context.province is None or dimension is None or year is None:
        return ""
    after = context.papi.score(year, context.province, dimension)
    before = context.papi.score(missing[0], context.province, dimension)
    if after is None or before is None:
        return ""
    word = "tăng" if after >= before else "giảm"
    return f" Theo số liệu công bố: {word} {vn(abs(after - before), 2)} điểm."


_CLAIM = re.compile(
    r"tăng (?:vượt bậc|đột phá|mạnh mẽ|mạnh|vượt trội)|nhảy vọt|tăng trưởng vượt bậc", re.IGNORECASE
)
_SCORE = re.compile(r"đạt\s+(\d+(?:,\d+)?)\s*điểm")


@rule("claim_vs_number", Severity.WARNING)
def claim_vs_number(context: Context) -> Iterator[Hit]:
    """Big words stand beside small numbers."""
    for passage in context.passages:
        claim, score = _CLAIM.search(passage.text), _SCORE.search(passage.text)
        stated = list(changes(passage.text))
        if not claim or not score or not stated:
            continue
        largest = max(change.delta for change in stated)
        if largest < SMALL_CHANGE * decimal(score.group(1)):
            smallest = min(change.delta for change in stated)
            yield Hit(
                f"Nhận định “{claim.group()}” không phù hợp với mức thay đổi ngay bên cạnh (từ {vn(smallest, 2)} đến "
                f"{vn(largest, 2)} trên {score.group(1)} điểm).",
                claim.group(),
                passage.source,
                "Nêu đúng mức tăng, bỏ lời đánh giá.",
            )


_FORMULA = re.compile(
    r"(\d[\d.]*)\s*/\s*(\d[\d.]*)\s*[*x×]\s*(\d+(?:,\d+)?)\s*=\s*(\d+(?:,\d+)?)", re.IGNORECASE
)
_NO_POINTS = re.compile(r"không (?:có|được|được tính|đạt) điểm|\b0 điểm", re.IGNORECASE)


@rule("score_rule_unclear", Severity.WARNING)
def score_rule_unclear(context: Context) -> Iterator[Hit]:
    """A formula gives points, and the text beside it says there are none."""
    for passage in context.passages:
        for found in _FORMULA.finditer(passage.text):
            after = passage.text[found.end() : found.end() + 40]
            none = _NO_POINTS.search(after)
            if none and decimal(found.group(4)) > 0:
                yield Hit(
                    f"Công thức cho {found.group(4)} điểm (trên {found.group(3)}) nhưng lại ghi “{none.group()}”: chưa rõ tiêu chí "
                    "tính theo tỷ lệ hay phải đạt 100% mới có điểm.",
                    passage.text[found.start() : found.end() + none.end()].strip(),
                    passage.source,
                    "Ghi rõ cách tính điểm của tiêu chí theo bộ tiêu chí đã ban hành.",
                )


_SHARE = re.compile(
    r"(?<![\d/,.])(\d{1,6})/(\d{1,6})(?![/\d])(?P<between>[^.;%\n]{0,90}?)(?:đạt|chiếm|tương đương|=|\()\s*(?:tỷ lệ\s*)?"
    r"(\d{1,3}(?:,\d+)?)\s*%"
)


@rule("computation_mismatch", Severity.ERROR)
def computation_mismatch(context: Context) -> Iterator[Hit]:
    """A printed formula or percentage does not give the printed result."""
    for passage in context.passages:
        for found in _FORMULA.finditer(passage.text):
            top, bottom, factor = (decimal(found.group(n)) for n in (1, 2, 3))
            if bottom and _differs(top / bottom * factor, found.group(4)):
                yield Hit(
                    f"Phép tính {found.group().strip()} không đúng: kết quả là {vn(top / bottom * factor, 2)}.",
                    found.group(),
                    passage.source,
                    vn(top / bottom * factor, 2),
                    fix=Fix(found.group(), _with_result(found, vn(top / bottom * factor, 2))),
                )
        for found in _SHARE.finditer(passage.text):
            part, whole = int(found.group(1)), int(found.group(2))
            if not whole or part > whole or 1990 <= whole <= 2100:
                continue
            if _differs(100 * part / whole, found.group(4)):
                yield Hit(
                    f"{part}/{whole} là {vn(100 * part / whole, 1)}%, không phải {found.group(4)}%.",
                    found.group(),
                    passage.source,
                    f"{vn(100 * part / whole, 1)}%",
                    fix=Fix(found.group(), _with_result(found, vn(100 * part / whole, 1))),
                )


def _with_result(found: re.Match[str], result: str) -> str:
    """What was found with another last number."""
    start, end = found.start(4) - found.start(), found.end(4) - found.start()
    return found.group()[:start] + result + found.group()[end:]


def _differs(actual: float, printed: str) -> bool:
    """Beyond what rounding or cutting to the printed decimals explains."""
    step: float = 10.0 ** -len(printed.partition(",")[2])
    return abs(actual - decimal(printed)) > step


_FRACTION = re.compile(r"(?<![\d/])(\d{1,4})/(\d{1,4})(?![/\d])\s+([^\W\d_]+)")


def _fractions(gap: Gap) -> set[tuple[int, int]]:
    text = f"{gap.criterion}\n{gap.cause or ''}"
    out = {(int(m.group(1)), int(m.group(2))) for m in _FRACTION.finditer(text)}
    return {(part, whole) for part, whole in out if part < whole and 5 <= whole < 1990}


@rule("duplicated_value", Severity.WARNING)
def duplicated_value(context: Context) -> Iterator[Hit]:
    """Two criteria are said to have exactly the same result x/y."""
    first: dict[tuple[int, int], Gap] = {}
    for gap in context.plan.gaps:
        for part, whole in sorted(_fractions(gap)):
            other = first.setdefault((part, whole), gap)
            if other is gap or other.criterion == gap.criterion:
                continue
            yield Hit(
                f"Kết quả {part}/{whole} của tiêu chí này trùng với tiêu chí “{other.criterion[:60]}…”: có thể đã chép số liệu "
                "của tiêu chí khác.",
                f"{part}/{whole}",
                gap.source,
                "Kiểm tra lại số liệu riêng của từng tiêu chí.",
            )


_PERCENT_OF = re.compile(
    r"(?<![\d,])(\d{1,3}(?:,\d+)?)\s*%\s+(?:tổng\s+)?(?:số\s+)?(?:các\s+)?"
    r"(phòng chuyên môn|phòng, ban|cơ quan chuyên môn|phòng ban|phòng)\b(?! học| trọ| bệnh)",
    re.IGNORECASE,
)


@rule("meaningless_percentage", Severity.WARNING)
def meaningless_percentage(context: Context) -> Iterator[Hit]:
    """A percentage of so few things that it is less than one of them, or no whole number."""
    if context.level != "commune" or context.day is None or context.day < NO_DISTRICTS_FROM:
        return
    for passage in context.passages:
        for found in _PERCENT_OF.finditer(passage.text):
            units = decimal(found.group(1)) * COMMUNE_DEPARTMENTS / 100
            if units >= 1 and units == int(units):
                continue
            yield Hit(
                f"{found.group(1)}% của khoảng {COMMUNE_DEPARTMENTS} {found.group(2).lower()} cấp xã là {vn(units, 1)} – không thành "
                "một đơn vị nào.",
                found.group(),
                passage.source,
                "Ghi số đơn vị cụ thể (ví dụ: ít nhất 01 phòng) hoặc nêu tên đơn vị.",
            )
