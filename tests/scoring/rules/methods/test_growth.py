"""Growth on last year."""

from __future__ import annotations

import pytest

from tests.scoring.rules.asking import Asked, D, asked
from thuocdo.criteria.rules.model import MeasureKind, Method, ZeroRule

KINDS = {"now": MeasureKind.NUMBER, "before": MeasureKind.NUMBER}


def _grown(now: int, before: int, *, pro_rata: bool = False, zero: ZeroRule | None = None) -> Asked:
    params = {"target": D(15), "pro_rata": pro_rata}
    return asked(Method.GROWTH, KINDS, {"now": now, "before": before}, params, zero=zero, unit="triệu đồng")


@pytest.mark.parametrize(("now", "points"), [(1150, 3), (1149, 0), (900, 0), (2000, 3)])
def test_the_target_of_15_percent(now: int, points: int) -> None:
    """15 % more than 1,000 is 1,150, to the last unit."""
    assert _grown(now, 1000).scored().points == points


@pytest.mark.parametrize(("now", "points"), [(1150, 3), (1100, 2), (1050, 1), (1000, 0), (900, 0)])
def test_pro_rata(now: int, points: int) -> None:
    """A third of the growth is a third of the points; a fall is not negative."""
    assert _grown(now, 1000, pro_rata=True).scored().points == points


def test_nothing_last_year_follows_the_zero_rule() -> None:
    """Growth on nothing cannot be computed."""
    assert _grown(5, 0, zero=ZeroRule.FULL).scored().points == 3
    assert _grown(5, 0).scored().points is None


def test_what_is_lacking_is_in_this_years_unit() -> None:
    """1,149 lacks 1 million to the target, and the cliff says so."""
    scored = _grown(1149, 1000).scored()
    assert scored.shortfall == "Còn thiếu 1 triệu đồng."
    assert (scored.cliffs[0].at, scored.cliffs[0].distance) == (15, 1)


def test_curve_over_growth() -> None:
    """The chart runs over the growth in percent, below zero too."""
    curve = _grown(900, 1000).curve()
    assert curve is not None
    assert curve.line[0] == (-10, 0) and curve.here == (-10, 0)
    assert curve.jumps[0].at == 15
