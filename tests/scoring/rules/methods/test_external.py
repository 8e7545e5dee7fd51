"""A value of another system."""

from __future__ import annotations

import datetime as dt

import pytest

from tests.scoring.rules.asking import Asked, D, asked
from thuocdo.criteria.rules.model import MeasureKind, Method
from thuocdo.lib.errors import InputError
from thuocdo.scoring.rules.model import Provenance, Value

PAPI = {"scale_least": D("0.25"), "scale_most": D("2.5"), "as_points": True, "tolerance": D("0.005")}


def _value(value: Value | float, params: dict[str, object], points: int = 5) -> Asked:
    return asked(Method.EXTERNAL, {"value": MeasureKind.NUMBER}, {"value": value}, params, points=D(points))


def test_a_published_value_is_its_own_points() -> None:
    """A PAPI sub-dimension of 1.83 is 1.83 points."""
    assert _value(1.83, PAPI).scored().points == D("1.83")


def test_a_share_of_the_scale() -> None:
    """612 on a scale of 0 to 1,000 gives 3.06 of 5 points."""
    assert _value(612, {"scale_least": D(0), "scale_most": D(1000)}).scored().points == D("3.06")
    assert _value(6, {"scale_least": D(1), "scale_most": D(11)}).scored().points == D("2.5")


def test_off_the_scale_is_refused_beyond_the_tolerance() -> None:
    """2.504 may be the rounding of a release; 2.51 cannot be, and 0.9 on a scale from 1 is a slip."""
    assert _value(2.504, PAPI).scored().points == D("2.5")
    with pytest.raises(InputError, match=r"\(2,51\) nằm ngoài thang 0,25–2,5"):
        _value(2.51, PAPI).scored()


def test_the_day_of_the_snapshot_is_said() -> None:
    """Whoever reads the score sees of which day the other system's value is."""
    source = Provenance("Trang công bố chỉ số", as_of=dt.date(2025, 11, 27))
    params: dict[str, object] = {"scale_least": D(0), "scale_most": D(100)}
    made = _value(Value(D("90.09"), sources=(source,)), params)
    assert "số liệu ngày 27/11/2025" in made.scored().because
    assert made.explained().numbers[0].sources == (source,)
