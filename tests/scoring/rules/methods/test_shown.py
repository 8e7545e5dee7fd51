"""Shown only."""

from __future__ import annotations

from tests.scoring.samples import D, framework, group, leaf, measure, ratio
from thuocdo.criteria.rules.model import MeasureKind, Method
from thuocdo.scoring.rules.model import Status, Value
from thuocdo.scoring.rules.tree import score


def test_it_carries_no_points_and_leaves_no_mark_in_sums() -> None:
    """QĐ 766 watches the mean time: it is shown, and the group's total is that of the other criterion."""
    made = framework(
        group(
            "2",
            leaf("2.1", Method.LINEAR, D(20), {"share": "on_time"}),
            leaf("2.2", Method.SHOWN, None, {"value": "time"}),
        ),
        measures=(measure("on_time", MeasureKind.RATIO), measure("time", MeasureKind.NUMBER, "giờ")),
    )
    scored = score(made, {"on_time": ratio(1, 2), "time": Value(D("31.5"))}, {})
    shown = scored.children[0].children[1]
    assert (scored.points, scored.max) == (10, 20)
    assert (shown.status, shown.points, shown.steps[0].text) == (Status.SHOWN, None, "31,5 giờ")


def test_a_missing_figure_does_not_open_the_total() -> None:
    """The total is complete although the watched figure is not known."""
    made = framework(
        leaf("2.1", Method.YES_NO, D(1), {"done": "done"}),
        leaf("2.2", Method.SHOWN, None, {"value": "time"}),
        measures=(measure("done", MeasureKind.YES_NO), measure("time", MeasureKind.NUMBER)),
    )
    assert score(made, {"done": Value(True)}, {}).points == 1
