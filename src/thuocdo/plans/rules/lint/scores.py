"""Rules that compare the plan's numbers with published PAPI scores (`--papi`)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from thuocdo.plans.rules.lint.context import Context
from thuocdo.plans.rules.lint.finding import Fix, Hit, Severity, rule
from thuocdo.plans.rules.lint.numbers import Change, changes
from thuocdo.plans.rules.lint.passages import Passage
from thuocdo.plans.rules.model import History
from thuocdo.plans.rules.papi import DIMENSIONS, TOTAL, PapiPanel, dimension_named, judging, province_name
from thuocdo.plans.rules.papi.judging import comma as vn
from thuocdo.plans.rules.papi.judging import signed

_PAPI = ("papi",)


def _scene(context: Context) -> tuple[PapiPanel, str] | None:
    """The panel and the province, where the plan speaks of one that was surveyed."""
    if context.papi is None or context.province is None:
        return None
    return context.papi, context.province


def _label(dimension: int | None) -> str:
    return f"“{DIMENSIONS[dimension]}”" if dimension else "Tổng điểm"


@rule("score_vs_data", Severity.ERROR, needs=_PAPI)
def score_vs_data(context: Context) -> Iterator[Hit]:
    """A base score differs from the published one by more than rounding."""
    scene = _scene(context)
    if scene is None or context.level != "province":
        return
    panel, province = scene
    for target in context.plan.targets:
        if target.baseline_year is None or target.baseline_score is None:
            continue
        actual = panel.score(target.baseline_year, province, target.dimension or TOTAL)
        if actual is not None and not judging.score_is(target.baseline_score, actual):
            yield Hit(
                f"{_label(target.dimension)} năm {target.baseline_year} ghi {vn(target.baseline_score)}, số liệu công bố "
                f"của {province_name(province)} là {vn(actual)}.",
                vn(target.baseline_score),
                target.source,
                f"Đối chiếu lại; số liệu công bố: {vn(actual)}.",
                fix=Fix(str(target.baseline_score).replace(".", ","), vn(actual), "baseline_score"),
            )


@rule("rank_vs_data", Severity.ERROR, needs=_PAPI)
def rank_vs_data(context: Context) -> Iterator[Hit]:
    """A base rank differs from the one computed from published scores."""
    scene = _scene(context)
    if scene is None or context.level != "province":
        return
    panel, province = scene
    for target in context.plan.targets:
        if target.baseline_year is None or target.baseline_rank is None:
            continue
        dimension = target.dimension or TOTAL
        actual = panel.rank(target.baseline_year, province, dimension)
        if actual is not None and actual != target.baseline_rank:
            count = panel.ranked(target.baseline_year, dimension)
            yield Hit(
                f"{_label(target.dimension)} năm {target.baseline_year} ghi hạng {target.baseline_rank}; tính từ số liệu công bố "
                f"là hạng {actual} trong {count} tỉnh, thành phố có kết quả.",
                f"{target.baseline_rank}/{target.of}" if target.of else str(target.baseline_rank),
                target.source,
                f"{actual}/{count}",
                fix=Fix(str(target.baseline_rank), str(actual), "baseline_rank"),
            )


_OUT_OF = re.compile(r"\b(\d{1,2})\s*/\s*(\d{2})\b(?![/\d])|so với (\d{2}) tỉnh")


@rule("wrong_denominator", Severity.ERROR, needs=_PAPI)
def wrong_denominator(context: Context) -> Iterator[Hit]:
    """Ranks are given "of 63" for a year in which fewer provinces have a result."""
    scene = _scene(context)
    year = _base_year(context)
    if scene is None or year is None:
        return
    count = scene[0].ranked(year)
    if not count:
        return
    seen: set[tuple[int | None, int | None]] = set()
    for passage in context.passages:
        for found in _OUT_OF.finditer(passage.text):
            of = int(found.group(2) or found.group(3))
            # one finding a table; only the number of all provinces is meant, not any fraction
            place = (passage.source.table, None if passage.row else passage.source.line)
            if of not in (60, 61, 62, 63, 64) or of == count or place in seen:
                continue
            seen.add(place)
            yield Hit(
                f"Hạng tính trên {of} tỉnh, thành phố nhưng năm {year} chỉ có {count} tỉnh, thành phố có đủ kết quả PAPI.",
                found.group(),
                passage.source,
                f"Ghi mẫu số {count} cho hạng của năm {year}.",
            )


def _base_year(context: Context) -> int | None:
    for target in context.plan.targets:
        if target.baseline_year:
            return target.baseline_year
    return next((past.year for past in context.plan.history if past.year), None)


def _stated(context: Context) -> Iterator[tuple[History, Passage, Change, float]]:
    """Each stated change of points beside the change that the published scores show."""
    scene = _scene(context)
    if scene is None or context.level != "province":
        return
    panel, province = scene
    for past in context.plan.history:
        passage = context.passage_with(past.text[:60], near=past.source)
        for change in changes(past.text):
            after = panel.score(past.year or 0, province, past.dimension or TOTAL)
            before = panel.score(change.year, province, past.dimension or TOTAL)
            if passage is not None and after is not None and before is not None:
                yield past, passage, change, after - before


def _of_rounded(context: Context, past: History, change: Change) -> bool:
    """Whether the stated change is that of the two scores rounded to two decimals first."""
    if context.papi is None or context.province is None:
        return False
    after = context.papi.score(past.year or 0, context.province, past.dimension or TOTAL)
    before = context.papi.score(change.year, context.province, past.dimension or TOTAL)
    if after is None or before is None:
        return False
    return abs(round(after, 2) - round(before, 2) - change.delta) < 0.001


@rule("delta_mismatch", Severity.ERROR, needs=_PAPI)
def delta_mismatch(context: Context) -> Iterator[Hit]:
    """A stated change of points or places is not the one the published scores show."""
    for past, passage, change, actual in _stated(context):
        if judging.change_is(change.delta, actual) == judging.Change.WRONG:
            yield Hit(
                f"{_label(past.dimension)}: ghi {signed(change.delta, 2)} điểm so với năm {change.year}, "
                f"theo số liệu công bố là {signed(actual, 2)}.",
                past.text[change.start : change.end],
                passage.source,
                f"{signed(actual, 2)} điểm",
            )
    yield from _places_gained(context)


def _places_gained(context: Context) -> Iterator[Hit]:
    scene = _scene(context)
    if scene is None or context.level != "province":
        return
    panel, province = scene
    for past in context.plan.history:
        for year, gained in past.rank_delta.items():
            before = panel.rank(year, province, past.dimension or TOTAL)
            after = panel.rank(past.year or 0, province, past.dimension or TOTAL)
            if before is None or after is None or before - after == gained:
                continue
            found = re.search(rf"(tăng|giảm)\s+0*{abs(gained)}\s+(bậc|hạng)[^;,.]*{year}", past.text)
            yield Hit(
                f"{_label(past.dimension)}: ghi thay đổi {abs(gained)} bậc so với năm {year}; theo số liệu công bố hạng {before} "
                f"năm {year} và hạng {after} năm {past.year}, tức {abs(before - after)} bậc.",
                found.group() if found else f"{abs(gained)} bậc",
                past.source,
                f"{abs(before - after)} bậc",
            )


@rule("rounding_of_rounded", Severity.WARNING, needs=_PAPI)
def rounding_of_rounded(context: Context) -> Iterator[Hit]:
    """A change was taken between scores already rounded and is off by one hundredth."""
    for past, passage, change, actual in _stated(context):
        if judging.change_is(change.delta, actual) == judging.Change.ROUNDED:
            how = (
                "lấy hiệu của hai số đã làm tròn"
                if _of_rounded(context, past, change)
                else "làm tròn chưa đúng"
            )
            yield Hit(
                f"{_label(past.dimension)}: ghi {signed(change.delta, change.decimals)} so với năm {change.year}, "
                f"tính từ số gốc là {signed(actual, 4)} ({how}).",
                past.text[change.start : change.end],
                passage.source,
                f"{signed(actual, 2)} điểm",
            )


_DIRECTION = re.compile(r"sụt giảm|bị giảm|giảm|cải thiện|tăng", re.IGNORECASE)
_YEAR = re.compile(r"năm (\d{4})", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Claim:
    """ "… chỉ số sụt giảm điểm số, xếp hạng năm 2023 gồm:" and the kinds of value it speaks of."""

    sign: int
    year: int
    scores: bool
    ranks: bool


@rule("direction_mismatch", Severity.ERROR, needs=_PAPI)
def direction_mismatch(context: Context) -> Iterator[Hit]:
    """A dimension is listed as fallen (or improved) although its score or rank moved the other way."""
    scene = _scene(context)
    if scene is None:
        return
    claim: Claim | None = None
    for passage in context.passages:
        listed = _lists_dimension(passage)
        claim = _claim(passage) or (claim if listed else None)
        dimension = dimension_named(passage.text)
        if claim is None or dimension is None or not listed:
            continue
        wrong = [kind for kind, moved in _moves(scene, claim, dimension) if moved * claim.sign < 0]
        if wrong:
            told, kinds = "giảm" if claim.sign < 0 else "tăng", " và ".join(wrong)
            yield Hit(
                f"“{DIMENSIONS[dimension]}” được xếp vào nhóm {told} {kinds} năm {claim.year}, nhưng theo số liệu công bố {kinds} "
                f"của {province_name(scene[1])} đã {'tăng' if claim.sign < 0 else 'giảm'}: {_facts(scene, claim.year, dimension)}.",
                passage.text,
                passage.source,
                f"Bỏ “{kinds}” khỏi nhận định cho chỉ số này hoặc chuyển nhóm.",
            )


def _claim(passage: Passage) -> Claim | None:
    text = passage.text
    year = _YEAR.search(text)
    if year is None or "chỉ số" not in text.lower() or not re.search(r":\s*$", text.split("\n")[0]):
        return None
    words = _DIRECTION.findall(text[: year.start()])
    if not words:
        return None
    # "khắc phục, cải thiện các chỉ số sụt giảm": what has happened stands next to the year
    sign = -1 if "giảm" in words[-1].lower() else 1
    ranks = bool(re.search(r"xếp hạng|thứ hạng|bậc", text))
    return Claim(sign, int(year.group(1)), "điểm" in text or not ranks, ranks)


def _lists_dimension(passage: Passage) -> bool:
    return len(passage.text) < 90 and dimension_named(passage.text) is not None


def _moves(scene: tuple[PapiPanel, str], claim: Claim, dimension: int) -> Iterator[tuple[str, float]]:
    panel, province = scene
    year = claim.year
    after, before = panel.score(year, province, dimension), panel.score(year - 1, province, dimension)
    if claim.scores and after is not None and before is not None:
        yield "điểm số", after - before
    now, then = panel.rank(year, province, dimension), panel.rank(year - 1, province, dimension)
    if claim.ranks and now is not None and then is not None:
        yield "thứ hạng", float(then - now)


def _facts(scene: tuple[PapiPanel, str], year: int, dimension: int) -> str:
    panel, province = scene
    parts = []
    for which in (year - 1, year):
        score = panel.score(which, province, dimension)
        if score is not None:
            rank = panel.rank(which, province, dimension)
            parts.append(f"năm {which} {vn(score)} điểm, hạng {rank}/{panel.ranked(which, dimension)}")
    return "; ".join(parts)
