"""Bonus and penalty."""

from __future__ import annotations

import pytest

from tests.scoring.rules.asking import Asked, D, asked
from thuocdo.criteria.rules.model import MeasureKind, Method, SettingRef


def _bonus(count: int | None, each: object, cap: object = D(2)) -> Asked:
    given = {} if count is None else {"count": count}
    return asked(
        Method.BONUS,
        {"count": MeasureKind.NUMBER},
        given,
        {"each": each, "cap": cap},
        points=None,
        unit="việc",
    )


@pytest.mark.parametrize(
    ("count", "each", "points"),
    [(0, "0.5", 0), (3, "0.5", "1.5"), (9, "0.5", 2), (3, "-0.5", "-1.5"), (9, "-0.5", -2)],
)
def test_each_up_to_the_cap(count: int, each: str, points: object) -> None:
    """Half a point for each, never beyond two either way."""
    assert _bonus(count, D(each)).scored().points == D(str(points))


def test_unknown_count_can_only_add_or_only_take() -> None:
    """Before the count is known a bonus ranges from 0 to the cap, a penalty from minus the cap to 0."""
    assert (_bonus(None, D(1)).scored().least, _bonus(None, D(1)).scored().most) == (0, 2)
    assert (_bonus(None, D(-1)).scored().least, _bonus(None, D(-1)).scored().most) == (-2, 0)


def test_an_unknown_cap_leaves_no_range() -> None:
    """Without the cap nothing bounds the bonus, so no range is claimed."""
    scored = _bonus(1, D(1), SettingRef("points")).scored()
    assert (scored.points, scored.least, scored.most) == (None, None, None)


def test_curve_ends_at_the_cap() -> None:
    """The chart falls to minus the cap and stays."""
    curve = _bonus(1, D("-0.5")).curve()
    assert curve is not None
    assert curve.line == ((0, 0), (4, -2), (5, -2))
