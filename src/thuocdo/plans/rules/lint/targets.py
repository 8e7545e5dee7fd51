"""Rules about target scores and ranks that the plan's own numbers prove."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from thuocdo.documents.rules.blocks import Source
from thuocdo.plans.rules.lint.context import Context
from thuocdo.plans.rules.lint.finding import Hit, Severity, rule
from thuocdo.plans.rules.lint.numbers import decimal
from thuocdo.plans.rules.model import Goal, Target
from thuocdo.plans.rules.papi.judging import comma as vn

CLOSE = 0.0005
"""Scores are printed with four decimals; a smaller difference is rounding."""


def _parts(context: Context) -> list[Target]:
    return [target for target in context.plan.targets if target.dimension is not None]


def _total(context: Context) -> Target | None:
    return next((target for target in context.plan.targets if target.dimension is None), None)


@rule("sum_mismatch", Severity.ERROR)
def sum_mismatch(context: Context) -> Iterator[Hit]:
    """The components do not add up to the printed total."""
    parts, total = _parts(context), _total(context)
    if total is None or len(parts) < 2:
        return
    for label, name in (("điểm gốc", "baseline_score"), ("điểm mục tiêu", "target_score_min")):
        values = [getattr(part, name) for part in parts]
        printed = getattr(total, name)
        if printed is None or None in values or abs(sum(values) - printed) <= CLOSE:
            continue
        actual = sum(values)
        missing = _forgotten(parts, actual - printed)
        hint = f" Có thể đã quên phần tăng của {missing}." if missing else ""
        yield Hit(
            f"Tổng {label} ghi {vn(printed)} nhưng cộng {len(parts)} chỉ số thành phần được {vn(actual)} "
            f"(chênh {vn(abs(actual - printed))}).{hint}",
            total.target_score_text
            if name == "target_score_min" and total.target_score_text
            else vn(printed),
            total.source,
            f"Sửa tổng thành {vn(actual)} hoặc sửa điểm thành phần.",
        )


def _forgotten(parts: Sequence[Target], difference: float) -> str | None:
    for part in parts:
        if part.target_score_min is None or part.baseline_score is None:
            continue
        if abs(part.target_score_min - part.baseline_score - difference) <= CLOSE:
            return f"“{part.name}”"
    return None


_POINTS = re.compile(r"(\d{2}(?:,\d+)?)\s*điểm")


def _goal_score(goal: Goal) -> float | None:
    stated = (goal.target or {}).get("score_min")
    if isinstance(stated, int | float):
        return float(stated)
    found = _POINTS.search(goal.text)
    return decimal(found.group(1)) if found else None


@rule("conflicting_target", Severity.ERROR)
def conflicting_target(context: Context) -> Iterator[Hit]:
    """The text promises another total than the table."""
    total = _total(context)
    if total is None or total.target_score_min is None:
        return
    for goal in context.plan.goals:
        score = _goal_score(goal)
        if score is None or abs(score - total.target_score_min) <= CLOSE:
            continue
        parts = [part.target_score_min for part in _parts(context)]
        known = [value for value in parts if value is not None]
        summed = (
            f"; cộng các chỉ số thành phần được {vn(sum(known))}"
            if known and len(known) == len(parts)
            else ""
        )
        yield Hit(
            f"Mục tiêu tổng trong lời văn là {vn(score)} điểm, trong bảng là {vn(total.target_score_min)}{summed}.",
            _quote(goal.text, _POINTS),
            goal.source,
            "Chọn một mục tiêu tổng duy nhất và ghi giống nhau ở mọi chỗ.",
        )


def _quote(text: str, pattern: re.Pattern[str]) -> str:
    found = pattern.search(text)
    return text[max(0, found.start() - 20) : found.end()].strip() if found else text[:80]


_GAIN = re.compile(r"tăng\s+(?:ít nhất|tối thiểu|từ)?\s*0*(\d+)\s*(?:hạng|bậc)", re.IGNORECASE)


def _overall_rank(context: Context, total: Target) -> int | None:
    if total.baseline_rank is not None:
        return total.baseline_rank
    return next((past.rank for past in context.plan.history if past.dimension is None and past.rank), None)


def _rank_range(target: Target) -> tuple[int, int] | None:
    text = (target.target_rank_text or "").partition("/")[0]
    numbers = [int(number) for number in re.findall(r"\d+", text)]
    if not numbers and target.target_rank is not None:
        numbers = [target.target_rank]
    return (min(numbers), max(numbers)) if numbers else None


def _promised_gain(context: Context) -> tuple[int, str, Source] | None:
    """(places to gain at least, quote, source) where a goal promises it for the whole index."""
    for goal in context.plan.goals:
        found = _GAIN.search(goal.text)
        if found:
            return int(found.group(1)), found.group(), goal.source
    return None


@rule("rank_target_contradiction", Severity.ERROR)
def rank_target_contradiction(context: Context) -> Iterator[Hit]:
    """The range of target ranks allows a rank that the plan's own promise excludes."""
    total = _total(context)
    for target in context.plan.targets:
        reach = _rank_range(target)
        base = _overall_rank(context, target) if target is total else target.baseline_rank
        if reach is None or base is None:
            continue
        gain = _promised_gain(context) if target is total else None
        limit = base - (gain[0] if gain else 0)
        if reach[1] <= limit:
            continue
        promise = (
            f"trong khi lời văn hứa “{gain[1]}”" if gain else "trong khi mục tiêu là giữ vững hoặc nâng hạng"
        )
        yield Hit(
            f"Hạng mục tiêu “{target.target_rank_text or reach[1]}” cho phép xếp thứ {reach[1]}, {promise} "
            f"từ hạng {base} (tức là thứ {limit} trở lên).",
            target.target_rank_text or str(reach[1]),
            target.source,
            f"Ghi hạng mục tiêu từ {limit} trở lên (số nhỏ hơn hoặc bằng {limit}).",
        )


@rule("score_rank_incoherent", Severity.WARNING)
def score_rank_incoherent(context: Context) -> Iterator[Hit]:
    """A better rank is to come from the same score."""
    for target in _parts(context):
        reach, score = _rank_range(target), target.target_score_min
        if reach is None or score is None or target.baseline_score is None or target.baseline_rank is None:
            continue
        if reach[0] < target.baseline_rank and score <= target.baseline_score + CLOSE / 10:
            yield Hit(
                f"“{target.name}”: hạng phải lên từ {target.baseline_rank} đến {reach[1]} trong khi điểm mục tiêu "
                f"vẫn là {vn(score)} như năm gốc.",
                f"{target.target_score_text or vn(score)} … {target.target_rank_text or reach[1]}",
                target.source,
                "Nâng điểm mục tiêu tương ứng với hạng, hoặc giữ nguyên hạng.",
            )


_OFFICIAL = list(range(1, 9))


@rule("indicator_order", Severity.INFO)
def indicator_order(context: Context) -> Iterator[Hit]:
    """Rows stand in another order than the index's own, so row numbers are no codes."""
    parts = _parts(context)
    order = [part.dimension for part in parts if part.dimension is not None]
    if len(order) >= 4 and order != sorted(order):
        moved = next(
            part for part, right in zip(parts, sorted(order), strict=False) if part.dimension != right
        )
        yield Hit(
            "Thứ tự các chỉ số trong bảng mục tiêu khác thứ tự chính thức 1–8 của PAPI; không được dùng số thứ tự "
            f"hàng làm mã chỉ số (thứ tự trong bảng: {', '.join(map(str, order))}).",
            moved.name,
            moved.source,
            "Xếp các hàng theo thứ tự chính thức, hoặc ghi thêm mã chỉ số.",
        )


_AMBITION = re.compile(
    r"phấn đấu|xếp loại|tăng điểm|tăng hạng|thứ hạng|xếp hạng|nằm trong (?:nhóm|top)|top |dẫn đầu|mức độ hài lòng",
    re.IGNORECASE,
)
_INDEX = re.compile(r"PAPI|PAR ?INDEX|SIPAS|DDCI|PCI|chỉ số", re.IGNORECASE)
_FIGURE = re.compile(r"\d+(?:,\d+)?\s*(?:%|điểm|bậc|hạng)|(?:thứ|hạng|top|nhóm)\s*\d+", re.IGNORECASE)


@rule("target_not_measurable", Severity.WARNING)
def target_not_measurable(context: Context) -> Iterator[Hit]:
    """A goal for an index without any number to measure it by."""
    if any(target.target_score_min is not None for target in context.plan.targets):
        return
    for goal in context.plan.goals:
        if not (_INDEX.search(goal.text) and _AMBITION.search(goal.text)) or _FIGURE.search(goal.text):
            continue
        found = _AMBITION.search(goal.text)
        start = found.start() if found else 0
        yield Hit(
            "Mục tiêu cho chỉ số không có con số (điểm, hạng hay tỷ lệ), cũng không nêu mức năm trước, nên không đo được.",
            goal.text[max(0, start - 40) : start + 80].strip(),
            goal.source,
            "Ghi điểm (hoặc tỷ lệ hài lòng) năm trước và mức phấn đấu bằng số.",
        )
