"""On time."""

from __future__ import annotations

import datetime as dt

import pytest

from tests.scoring.rules.asking import Asked, D, asked
from thuocdo.criteria.rules.model import MeasureKind, Method, SettingRef, ZeroRule
from thuocdo.lib.errors import InputError
from thuocdo.scoring.rules.model import Status, Value

FEBRUARY = {"due": "02-28", "year_after": True, "before": True}


def _one(received: object, params: dict[str, object], year: int | None = 2025) -> Asked:
    return asked(
        Method.ON_TIME, {"received": MeasureKind.DATE}, {"received": received}, params, points=D(2), year=year
    )


def test_the_report_received_on_6_march() -> None:
    """Due “trước 28/2”, signed on 4 March, received on 6 March: 0 points, 7 days after the last day in time."""
    scored = _one("2026-03-06", FEBRUARY).scored()
    assert scored.points == 0
    assert scored.cliffs[0].distance == 7
    assert "nhận ngày 06/03/2026, muộn 7 ngày so với hạn trước ngày 28/02/2026" in scored.steps[0].text


@pytest.mark.parametrize(
    ("received", "before", "points"),
    [("2026-02-27", True, 2), ("2026-02-28", True, 0), ("2026-02-28", False, 2), ("2026-03-01", False, 0)],
)
def test_the_due_day_itself(received: str, before: bool, points: int) -> None:
    """“Trước 28/2” excludes its day only where the criterion says so."""
    assert _one(received, FEBRUARY | {"before": before}).scored().points == points


@pytest.mark.parametrize(
    ("received", "points"),
    [
        ("2025-12-10", 2),
        ("2025-12-13", 2),
        ("2025-12-14", 1),
        ("2025-12-31", 1),
        ("2026-01-01", 0),
        (False, 0),
    ],
)
def test_grace_then_reduced_points_then_nothing(received: object, points: int) -> None:
    """Three days of grace, half the points to the end of the year, nothing after; not received is nothing."""
    params = {"due": "12-10", "grace_days": D(3), "late_points": D(1), "late_until": "12-31"}
    assert _one(received, params).scored().points == points


def test_four_reports_share_the_points() -> None:
    """Of four quarterly reports one was late and one never came: half the points."""
    given = [
        {"due": "2025-03-15", "received": "2025-03-14", "name": "Quý I"},
        {"due": "2025-06-15", "received": "2025-06-15", "name": "Quý II"},
        {"due": "2025-09-15", "received": "2025-09-20", "name": "Quý III"},
        {"due": "2025-12-15", "received": False, "name": "Năm"},
    ]
    scored = asked(Method.ON_TIME, {"received": MeasureKind.DATES}, {"received": given}, points=D(2)).scored()
    assert scored.points == 1
    assert scored.steps[2].text == "Quý III: nhận ngày 20/09/2025, muộn 5 ngày so với hạn 15/09/2025"
    assert scored.steps[3].text == "Năm: không nhận được (hạn 15/12/2025)"


def test_one_day_that_is_not_known_leaves_a_range() -> None:
    """Two of three reports are known to be in time: 2 of 3 points at least, all three at most."""
    day = dt.date(2025, 3, 15)
    rows = ({"due": day, "received": day}, {"due": day, "received": day}, {"due": day, "received": None})
    made = asked(Method.ON_TIME, {"received": MeasureKind.DATES}, {"received": Value(rows)})
    scored = made.scored()
    assert (scored.status, scored.least, scored.most) == (Status.NOT_SCORED, 2, 3)


def test_no_period_follows_the_zero_rule() -> None:
    """If nothing had to be handed in, nothing arose."""
    made = asked(Method.ON_TIME, {"received": MeasureKind.DATES}, {"received": []}, zero=ZeroRule.FULL)
    assert made.scored().points == 3


def test_without_an_assessed_year_the_nearest_due_day_counts_and_is_said() -> None:
    """A report of 5 January belongs to the due day of last December, and the sentence says what was assumed."""
    scored = _one("2026-01-05", {"due": "12-10"}, year=None).scored()
    assert scored.points == 0
    assert "10/12/2025 (năm của hạn chưa ghi, lấy năm gần ngày nhận nhất)" in scored.because


def test_reduced_points_that_are_not_entered_matter_only_when_late() -> None:
    """In time is full points whatever the office has not entered; late is open."""
    params = {"due": "12-10", "late_points": SettingRef("points")}
    assert _one("2025-12-10", params).scored().points == 2
    assert _one("2025-12-11", params).scored().missing == ("points",)


def test_29_february_of_a_common_year_is_its_last_day() -> None:
    """A due day of 29 February holds in every year."""
    assert _one("2025-02-28", {"due": "02-29"}).scored().points == 2
    assert _one("2025-03-01", {"due": "02-29"}).scored().points == 0


def test_what_is_no_date_is_refused() -> None:
    """A number is no day."""
    with pytest.raises(InputError, match="không phải là ngày"):
        _one(Value(D(5)), {"due": "12-10"}).scored()


def test_curve_falls_after_the_last_day() -> None:
    """The chart counts days after the last day in time; the present report stands on it."""
    curve = _one("2026-03-06", FEBRUARY).curve()
    assert curve is not None
    assert [(jump.at, jump.below, jump.above) for jump in curve.jumps] == [(1, 2, 0)]
    assert curve.here == (7, 0)
