"""Tiers."""

from __future__ import annotations

import pytest

from tests.scoring.rules.asking import D, asked
from thuocdo.criteria.rules.model import MeasureKind, Method, SettingRef
from thuocdo.scoring.rules.model import Status

INCOME = {"tiers": ((D(50), D(1)), (D("0.01"), D("0.5")))}


@pytest.mark.parametrize(("value", "points"), [(0, 0), (1, "0.5"), (3, "0.5"), (4, 1), (8, 1)])
def test_three_tiers_of_income(value: int, points: object) -> None:
    """Half of 8 units or more raised their income by 15 %: 1 point; fewer: 0.5; none: 0."""
    given = {"value": {"value": value, "of": 8}}
    scored = asked(Method.TIERS, {"value": MeasureKind.RATIO}, given, INCOME, points=D(1)).scored()
    assert scored.points == D(str(points))


def test_an_initiative_of_the_commune_only() -> None:
    """Recognised by the commune 1 point, by the province 2: the seed's commune has 1 of 2 and sees the next step."""
    tiers = {"tiers": ((D(2), D(2)), (D(1), D(1)))}
    made = asked(Method.TIERS, {"value": MeasureKind.NUMBER}, {"value": 1}, tiers, points=D(2), unit="cấp")
    scored = made.scored()
    assert scored.points == 1
    assert [(cliff.at, cliff.distance) for cliff in scored.cliffs] == [(2, 1), (1, 0)]
    curve = made.curve()
    assert curve is not None
    assert [(jump.at, jump.below, jump.above) for jump in curve.jumps] == [(1, 0, 1), (2, 1, 2)]
    assert curve.here == (1, 1)


def test_strict_wants_more_than_the_limit() -> None:
    """With `strict` exactly 50 % is not over 50 %."""
    for strict, points in ((False, 1), (True, 0)):
        params = {"tiers": ((D(50), D(1)),), "strict": strict}
        given = {"value": {"value": 4, "of": 8}}
        scored = asked(Method.TIERS, {"value": MeasureKind.RATIO}, given, params, points=D(1)).scored()
        assert scored.points == points
        assert scored.cliffs[0].distance == (1 if strict else 0)


def test_points_of_a_tier_that_are_not_entered() -> None:
    """A tier whose points the office has not entered leaves the criterion open, with its range."""
    params = {"tiers": ((D(50), SettingRef("points")), (D(10), D(1)))}
    given = {"value": {"value": 4, "of": 8}}
    made = asked(Method.TIERS, {"value": MeasureKind.RATIO}, given, params, points=D(2))
    assert (made.scored().status, made.scored().missing) == (Status.NOT_SCORED, ("points",))
    assert made.curve() is None
