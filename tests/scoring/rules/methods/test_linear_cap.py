"""Linear to a cap."""

from __future__ import annotations

import pytest

from tests.scoring.rules.asking import D, asked
from thuocdo.criteria.rules.model import MeasureKind, Method
from thuocdo.scoring.rules.model import Scored

# thresholds of QĐ 766: 3.1, 3.5, 4.2, 4.3 at 80 %, 3.3 at 50 %, 5.4 at 90 %
FORMULAS = [(80, 4), (50, 4), (80, 2), (80, 6), (80, 4), (90, 6)]


@pytest.mark.parametrize(("cap", "top"), FORMULAS)
def test_formulas_of_766(cap: int, top: int) -> None:
    """From the threshold on full, below it r x P / threshold."""

    def points(value: int) -> Scored:
        given = {"share": {"value": value, "of": 1000}}
        return asked(
            Method.LINEAR_CAP, {"share": MeasureKind.RATIO}, given, {"cap": D(cap)}, points=D(top)
        ).scored()

    assert points(cap * 10).points == top
    assert points(1000).points == top
    assert points(cap * 5).points == D(top) / 2
    assert points(cap * 10 - 1).unrounded == pytest.approx(D(top) * (cap * 10 - 1) / (cap * 10))
    assert points(cap * 10 - 1).shortfall == "Còn thiếu 1 hồ sơ."


def test_real_figures_of_a_province() -> None:
    """Online payment of 78.61 % against a threshold of 80 % and 10 points: 9.83."""
    given = {"share": 78.61}
    made = asked(Method.LINEAR_CAP, {"share": MeasureKind.PERCENT}, given, {"cap": D(80)}, points=D(10))
    assert made.scored().points == D("9.83")


def test_curve_is_level_from_the_cap() -> None:
    """The chart rises to the cap and stays."""
    curve = asked(
        Method.LINEAR_CAP, {"share": MeasureKind.PERCENT}, {"share": 40}, {"cap": D(80)}, points=D(2)
    ).curve()
    assert curve is not None
    assert curve.line == ((0, 0), (80, 2), (100, 2))
    assert curve.here == (40, 1)
