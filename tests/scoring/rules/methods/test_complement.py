"""Complement."""

from __future__ import annotations

import pytest

from tests.scoring.rules.asking import Asked, D, asked
from thuocdo.criteria.rules.model import MeasureKind, Method, ZeroRule
from thuocdo.scoring.rules.model import Status

R = MeasureKind.RATIO


def _left(*bad: tuple[int, int] | None, cap: int | None = None, zero: ZeroRule | None = None) -> Asked:
    roles = ("bad", "bad_2", "bad_3")[: len(bad)]
    given = {role: {"value": one[0], "of": one[1]} for role, one in zip(roles, bad, strict=True) if one}
    params = {} if cap is None else {"cap": D(cap)}
    return asked(Method.COMPLEMENT, dict.fromkeys(roles, R), given, params, points=D(6), zero=zero)


def test_satisfaction_by_766() -> None:
    """5.4 of QĐ 766: 100 % less overdue and complained of; from 90 % on full, below r x P / 90 %."""
    assert _left((52, 2141), (11, 2141), cap=90).scored().points == 6
    assert _left((15, 100), (10, 100), cap=90).scored().points == 5
    assert _left((15, 100), (10, 100)).scored().points == D("4.5")


def test_bad_shares_never_go_under_zero() -> None:
    """60 % and 70 % bad leave nothing, not less than nothing."""
    assert _left((60, 100), (70, 100)).scored().points == 0


def test_thirds_add_up_exactly() -> None:
    """1/3 and 1/6 bad leave exactly half."""
    assert _left((1, 3), (1, 6)).scored().unrounded == 3


def test_nothing_arose_in_one_or_in_all() -> None:
    """A bad share of nothing is 0 %; if nothing arose at all the zero rule answers."""
    assert _left((0, 0), (10, 100)).scored().points == D("5.4")
    assert _left((0, 0), (0, 0), zero=ZeroRule.FULL).scored().points == 6
    assert _left((0, 0), (0, 0), zero=ZeroRule.EXCLUDED).scored().status is Status.EXCLUDED


def test_a_known_bad_share_narrows_the_range() -> None:
    """With 20 % known to be bad the most is 4.8, whatever the other share is."""
    scored = _left((20, 100), None).scored()
    assert (scored.status, scored.least, scored.most) == (Status.NOT_SCORED, 0, D("4.8"))
    assert scored.missing == ("bad_2",)


@pytest.mark.parametrize(("cap", "line"), [(None, ((0, 6), (100, 0))), (90, ((0, 6), (10, 6), (100, 0)))])
def test_curve_falls_with_the_bad_share(cap: int | None, line: object) -> None:
    """The chart runs over the bad share and is level as far as the cap allows."""
    curve = _left((20, 100), cap=cap).curve()
    assert curve is not None
    assert curve.line == line
