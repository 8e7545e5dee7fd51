"""What a plan says of past PAPI results, held against the published scores.

A province's plan only: PAPI publishes nothing below the province, so what a commune's plan calls its PAPI score has
nothing to be held against. Method: docs/methods/papi-claims.md.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from thuocdo.documents.rules.blocks import Source
from thuocdo.plans.rules.model import History, Plan, Target
from thuocdo.plans.rules.papi import (
    DIMENSIONS,
    TOTAL,
    Comparison,
    Grade,
    PapiPanel,
    compare,
    province_name,
    structure_of,
)
from thuocdo.plans.rules.papi.judging import Change, change_is, comma, decimals_of, score_is, signed


class Kind(StrEnum):
    SCORE = "score"
    RANK = "rank"
    OF = "of"  # the denominator of ranks
    CHANGE = "change"  # of points
    MOVE = "move"  # of places


class Verdict(StrEnum):
    RIGHT = "right"
    ROUNDED = "rounded"  # off by a hundredth: taken between rounded scores
    WRONG = "wrong"
    NOT_COMPARABLE = "not_comparable"  # the sum is right, the years are not like for like
    NO_DATA = "no_data"


KIND_WORDS = {
    Kind.SCORE: "Điểm",
    Kind.RANK: "Hạng",
    Kind.OF: "Mẫu số của hạng",
    Kind.CHANGE: "Thay đổi điểm",
    Kind.MOVE: "Thay đổi bậc",
}
VERDICT_WORDS = {
    Verdict.RIGHT: ("✔", "Đúng", "ok"),
    Verdict.ROUNDED: ("◆", "Lệch do làm tròn", "warn"),
    Verdict.WRONG: ("✖", "Sai", "late"),
    Verdict.NOT_COMPARABLE: ("◇", "Không so được", "warn"),
    Verdict.NO_DATA: ("?", "Chưa có số để đối chiếu", "wait"),
}


@dataclass(frozen=True, slots=True)
class Claim:
    """One statement and what the published scores say. `said`, `true`: points, places or a count.

    `dimension`: `TOTAL` for the whole; `against`: the earlier year of a change; `of`: provinces with a result.
    """

    kind: Kind
    dimension: int
    year: int
    said: float
    true: float | None
    verdict: Verdict
    why: str
    against: int | None = None
    said_of: int | None = None
    of: int | None = None
    source: Source = Source()

    def to_json(self) -> dict[str, Any]:
        return {
            "kind": str(self.kind),
            "dimension": self.dimension or None,
            "year": self.year,
            "against": self.against,
            "said": self.said,
            "said_of": self.said_of,
            "true": None if self.true is None else round(self.true, 6),
            "of": self.of,
            "verdict": str(self.verdict),
            "why": self.why,
            "source": {"page": self.source.page, "line": self.source.line, "row": self.source.row},
        }


def label_of(dimension: int) -> str:
    """ "Tổng điểm", or the dimension's name."""
    return DIMENSIONS[dimension] if dimension else "Tổng điểm"


def about(claim: Claim) -> str:
    """What the claim is about: "Hạng: Thủ tục hành chính công", "Mẫu số của hạng"."""
    words = KIND_WORDS[claim.kind]
    return words if claim.kind is Kind.OF else f"{words}: {label_of(claim.dimension)}"


def said_words(claim: Claim) -> str:
    """ "10/63", "tăng 0,27 điểm", "tăng 36 bậc", "43,6223 điểm": what the plan says, as plans print it."""
    return _words(claim.kind, claim.said, claim.said_of)


def true_words(claim: Claim) -> str:
    """The same for what the published scores say; "" where there is nothing."""
    return "" if claim.true is None else _words(claim.kind, claim.true, claim.of)


def _words(kind: Kind, value: float, of: int | None) -> str:
    if kind is Kind.RANK:
        return f"{value:.0f}/{of}" if of else f"{value:.0f}"
    if kind is Kind.OF:
        return f"{value:.0f}"
    if kind is Kind.MOVE:
        return f"{'tăng' if value >= 0 else 'giảm'} {abs(value):.0f} bậc"
    if kind is Kind.CHANGE:
        return f"{signed(value)} điểm"
    return f"{comma(value, 4 if decimals_of(value) > 2 else 2)} điểm"


def province_of_plan(plan: Plan, panel: PapiPanel) -> str | None:
    """The key of the province that issued the plan, by the names on its head; None where none was surveyed."""
    head = plan.document
    for text in (head.issuer, head.title, head.place):
        found = re.search(r"(?:tỉnh|thành phố)\s+(\w[\w -]*?)(?:\s+năm\b|[,.;:()]|$)", text or "")
        for name in ((found.group(1),) if found else ()) + ((text or ""),):
            key = panel.find(name)
            if key:
                return key
    return None


def is_about_papi(plan: Plan) -> bool:
    """Whether its targets and past scores may be PAPI's: it names PAPI, or no index at all."""
    return not plan.document.indices or "PAPI" in plan.document.indices


def check_claims(plan: Plan, panel: PapiPanel, province: str) -> tuple[Claim, ...]:
    """Every past score, rank, denominator and change that the plan states, in its order, each once.

    Only years and dimensions that the plan names are checked; a claim on a year that the panel lacks is NO_DATA.
    """
    found: dict[tuple[Any, ...], Claim] = {}
    for target in plan.targets:
        for claim in _of_target(target, panel, province):
            found.setdefault(_same(claim), claim)
    for past in plan.history:
        for claim in _of_history(past, panel, province):
            found.setdefault(_same(claim), claim)
    order = sorted(found.values(), key=lambda c: (c.source.page or 0, c.source.line or 0, c.source.row or 0))
    return tuple(order)


def _same(claim: Claim) -> tuple[Any, ...]:
    if claim.kind is Kind.OF:  # one for all dimensions with that many provinces
        return claim.kind, claim.year, claim.said, claim.of
    return claim.kind, claim.dimension, claim.year, claim.against, claim.said


def _of_target(target: Target, panel: PapiPanel, province: str) -> Iterator[Claim]:
    year, dimension = target.baseline_year, target.dimension or TOTAL
    if year is None:
        return
    if target.baseline_score is not None:
        yield _score(panel, province, year, dimension, target.baseline_score, target.source, decimals=4)
    if target.baseline_rank is not None:
        yield _rank(panel, province, year, dimension, target.baseline_rank, target.of, target.source)
    if target.of is not None and panel.ranked(year, dimension):
        yield _of(panel, year, dimension, target.of, target.source)


def _of_history(past: History, panel: PapiPanel, province: str) -> Iterator[Claim]:
    year, dimension = past.year, past.dimension or TOTAL
    if year is None:
        return
    if past.score is not None:
        yield _score(panel, province, year, dimension, past.score, past.source)
    if past.rank is not None:
        yield _rank(panel, province, year, dimension, past.rank, past.of, past.source)
    if past.of is not None and panel.ranked(year, dimension):
        yield _of(panel, year, dimension, past.of, past.source)
    for before, delta in past.delta.items():
        yield _change(panel, province, (before, year), dimension, delta, past.source)
    for before, moved in past.rank_delta.items():
        yield _move(panel, province, (before, year), dimension, moved, past.source)


def nothing_of(panel: PapiPanel, province: str, years: tuple[int, ...], dimension: int) -> str:
    """Why there is nothing to hold a claim against; "" where there is."""
    for year in years:
        if year not in panel.scores:
            return f"Chưa có số liệu PAPI năm {year} trong hệ thống."
        if panel.score(year, province, dimension) is None:
            return f"{province_name(province)} không có kết quả {label_of(dimension).lower()} năm {year} trong số liệu công bố."
    return ""


def _score(
    panel: PapiPanel,
    province: str,
    year: int,
    dimension: int,
    said: float,
    source: Source,
    decimals: int | None = None,
) -> Claim:
    true = panel.score(year, province, dimension)
    missing = nothing_of(panel, province, (year,), dimension)
    if true is None:
        return Claim(Kind.SCORE, dimension, year, said, None, Verdict.NO_DATA, missing, source=source)
    digits = decimals if decimals is not None else decimals_of(said)
    right = score_is(said, true, digits)
    why = f"Số liệu công bố: {comma(true)} điểm."
    return Claim(
        Kind.SCORE, dimension, year, said, true, Verdict.RIGHT if right else Verdict.WRONG, why, source=source
    )


def _rank(
    panel: PapiPanel, province: str, year: int, dimension: int, said: int, said_of: int | None, source: Source
) -> Claim:
    true, of = panel.rank(year, province, dimension), panel.ranked(year, dimension) or None
    if true is None:
        why = nothing_of(panel, province, (year,), dimension)
        return Claim(Kind.RANK, dimension, year, said, None, Verdict.NO_DATA, why, None, said_of, of, source)
    why = f"Tính từ số liệu công bố: {true}/{of}."
    verdict = Verdict.RIGHT if true == said else Verdict.WRONG
    return Claim(Kind.RANK, dimension, year, said, true, verdict, why, None, said_of, of, source)


def _of(panel: PapiPanel, year: int, dimension: int, said: int, source: Source) -> Claim:
    of = panel.ranked(year, dimension)
    why = f"Năm {year} có {of} tỉnh, thành phố có kết quả."
    verdict = Verdict.RIGHT if of == said else Verdict.WRONG
    return Claim(Kind.OF, TOTAL, year, said, of, verdict, why, said_of=said, of=of, source=source)


def _comparison(years: tuple[int, int], dimension: int) -> Comparison:
    before, after = structure_of(years[0]), structure_of(years[1])
    if before is None or after is None:
        return Comparison(Grade.BROKEN, "cấu trúc của một trong hai năm chưa được xác nhận")
    return compare(before, after, dimension)


def _change(
    panel: PapiPanel, province: str, years: tuple[int, int], dimension: int, said: float, source: Source
) -> Claim:
    before, after = (panel.score(year, province, dimension) for year in years)
    if before is None or after is None:
        why = nothing_of(panel, province, years, dimension)
        return Claim(
            Kind.CHANGE, dimension, years[1], said, None, Verdict.NO_DATA, why, years[0], source=source
        )
    true = after - before
    how, fit = change_is(said, true), _comparison(years, dimension)
    why = f"{comma(after)} − {comma(before)} = {signed(true, 4)} điểm."
    verdict = {
        Change.RIGHT: Verdict.RIGHT,
        Change.ROUNDED: Verdict.ROUNDED,
        Change.WRONG: Verdict.WRONG,
    }[how]
    if fit.grade is Grade.BROKEN:
        why += f" Hai năm không so được: {fit.note}."
        verdict = Verdict.WRONG if how is Change.WRONG else Verdict.NOT_COMPARABLE
    elif fit.grade is Grade.CAUTION:
        why += f" Lưu ý: {fit.note}."
    return Claim(Kind.CHANGE, dimension, years[1], said, true, verdict, why, years[0], source=source)


def _move(
    panel: PapiPanel, province: str, years: tuple[int, int], dimension: int, said: int, source: Source
) -> Claim:
    before, after = (panel.rank(year, province, dimension) for year in years)
    if before is None or after is None:
        why = nothing_of(panel, province, years, dimension)
        return Claim(
            Kind.MOVE, dimension, years[1], said, None, Verdict.NO_DATA, why, years[0], source=source
        )
    counts = [panel.ranked(year, dimension) for year in years]
    fit = _comparison(years, dimension)
    why = f"Hạng {before}/{counts[0]} năm {years[0]} và {after}/{counts[1]} năm {years[1]}."
    if fit.note:
        why += f" Lưu ý: {fit.note}."
    verdict = Verdict.RIGHT if before - after == said else Verdict.WRONG
    return Claim(
        Kind.MOVE, dimension, years[1], said, before - after, verdict, why, years[0], None, counts[1], source
    )
