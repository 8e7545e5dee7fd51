"""Linear with a floor."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

import pytest

from tests.scoring.rules.asking import Asked, D, asked
from thuocdo.criteria.rules.model import MeasureKind, Method, SettingRef
from thuocdo.scoring.rules.model import Status

KINDS = {"share": MeasureKind.RATIO}


def _at(floor: object, value: int, of: int, settings: Mapping[str, Decimal] | None = None) -> Asked:
    return asked(
        Method.LINEAR_FLOOR, KINDS, {"share": {"value": value, "of": of}}, {"floor": floor}, settings=settings
    )


def test_the_seed_commune_under_a_floor_of_100() -> None:
    """2089 of 2141 is 97.57 %: 0 points under the floor of 100 %, 52 dossiers short, 2.93 by proportion."""
    scored = _at(D(100), 2089, 2141).scored()
    assert scored.points == 0
    assert scored.shortfall == "Còn thiếu 52 hồ sơ."
    assert scored.because == "97,57% thấp hơn ngưỡng 100% nên 0 điểm (nếu tính theo tỷ lệ: 2,93)."
    (cliff,) = scored.cliffs
    assert (cliff.at, cliff.below, cliff.above, cliff.distance, cliff.unit) == (100, 0, 3, 52, "hồ sơ")


def test_ten_of_34_computers() -> None:
    """10 of 34 computers are 29.41 %, and only 100 % earns points: 0."""
    scored = _at(D(100), 10, 34).scored()
    assert scored.points == 0
    assert scored.steps[0].text == "10 ÷ 34 = 29,41%"
    assert scored.cliffs[0].distance == 24


def test_the_floor_itself_is_enough_to_the_dossier() -> None:
    """98 % of 2,150 is 2,107: one fewer is under the floor, and how far the fall is away is in whole dossiers."""
    assert _at(D(98), 2107, 2150).scored().points == D("2.94")
    assert _at(D(98), 2106, 2150).scored().points == 0
    assert _at(D(98), 2107, 2150).scored().cliffs[0].distance == 0
    assert _at(D(98), 2117, 2150).scored().cliffs[0].distance == -10


def test_a_percentage_that_rounds_to_the_floor_is_not_shown_as_the_floor() -> None:
    """99,999 of 100,000 is not printed as 100 % beside a floor of 100 %."""
    assert _at(D(100), 99999, 100000).scored().because.startswith("99,999% thấp hơn ngưỡng 100%")


def test_a_floor_that_is_not_entered_is_named() -> None:
    """Without the office's floor there is no score, only the range up to the maximum."""
    scored = _at(SettingRef("floor"), 2089, 2141).scored()
    assert (scored.status, scored.points, scored.least, scored.most) == (Status.NOT_SCORED, None, 0, 3)
    assert scored.missing == ("floor",)
    assert "Tham số floor" in scored.because


def test_an_entered_floor_is_marked_as_the_offices_own() -> None:
    """The steps read as on the page: the floor bears the mark of a setting."""
    asked_ = _at(SettingRef("floor"), 2089, 2141, {"floor": D(100)})
    assert asked_.explained().path == (
        "2.089 ÷ 2.141 = 97,57% → dưới ngưỡng 100% ⚙ → 0 điểm (nếu tính theo tỷ lệ: 2,93)"
    )


@pytest.mark.parametrize("floor", [0, 50, 100])
def test_curve_jumps_at_the_floor(floor: int) -> None:
    """The chart's line is 0 before the floor and in proportion from it on, with the present share on it."""
    curve = _at(D(floor), 30, 60).curve()
    assert curve is not None
    assert curve.line[-1] == (100, 3)
    assert [jump.at for jump in curve.jumps] == ([floor] if floor else [])
    assert curve.here == (50, D("1.5") if floor <= 50 else 0)
