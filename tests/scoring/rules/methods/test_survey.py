"""Survey share."""

from __future__ import annotations

from tests.scoring.rules.asking import D, asked
from thuocdo.criteria.rules.model import MeasureKind, Method, ZeroRule


def test_an_index_in_percent() -> None:
    """A satisfaction index of 83.94 % gives 8.39 of 10 points."""
    made = asked(Method.SURVEY, {"share": MeasureKind.PERCENT}, {"share": 83.94}, points=D(10))
    assert made.scored().points == D("8.39")


def test_answers_counted() -> None:
    """271 of 338 answers are satisfied: 80.18 %."""
    given = {"share": {"value": 271, "of": 338}}
    scored = asked(Method.SURVEY, {"share": MeasureKind.RATIO}, given, points=D(10)).scored()
    assert scored.points == D("8.02")
    assert "80,18% (271 trên 338 phiếu)" in scored.because


def test_no_answers_follow_the_zero_rule() -> None:
    """A survey without answers is nothing that arose."""
    given = {"share": {"value": 0, "of": 0}}
    scored = asked(Method.SURVEY, {"share": MeasureKind.RATIO}, given, zero=ZeroRule.NOT_SCORED).scored()
    assert scored.points is None
    assert "Không phát sinh phiếu trả lời" in scored.because
