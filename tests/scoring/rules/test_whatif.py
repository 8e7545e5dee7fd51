"""Other numbers on a copy; the worked example of docs/methods/whatif.md."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from tests.scoring.samples import framework, full_card, full_values, group, leaf, measure, ratio
from thuocdo.criteria.rules.model import Band, MeasureKind, Method, SettingRef
from thuocdo.lib.errors import InputError
from thuocdo.scoring.rules.whatif import Changes, Way, try_out

D = Decimal
PAGE = Path(__file__).parents[3] / "docs" / "methods" / "whatif.md"
SMALL = framework(
    group(
        "3",
        leaf(
            "3.1", Method.LINEAR_FLOOR, D(3), {"share": "ho_so"}, {"floor": SettingRef("nguong")}, zero=None
        ),
        leaf("3.2", Method.YES_NO, D(1), {"done": "cong_bo"}),
        points=D(4),
    ),
    measures=(measure("ho_so", MeasureKind.RATIO, "hồ sơ"), measure("cong_bo", MeasureKind.YES_NO)),
    settings=("nguong",),
    total=D(4),
    bands=(Band("Tốt", "Good", D(80)), Band("Khá", "Fair", D(0))),
)
VALUES = {"ho_so": ratio(2089, 2141), "cong_bo": full_values()["m1_1"]}
SETTINGS = {"nguong": D(100)}


def test_the_worked_example_of_the_page() -> None:
    """2089 to 2141 of 2141: over the floor of 100 %, 1 to 4 points, class and rank move, and only 3.1 with its field."""
    peers = [(D(2), D(2)), (D("3.5"), D("3.5"))]
    seen = try_out(SMALL, VALUES, SETTINGS, Changes({"ho_so": ratio(2141, 2141)}, {}), peers=peers)
    assert (seen.before.points, seen.after.points, seen.difference) == (1, 4, 3)
    assert [(d, m.after.code) for top in seen.moved for d, m in top.walk()] == [(0, "3"), (1, "3.1")]
    ((where, jump),) = seen.jumps()
    assert (where.after.code, jump.way, jump.points) == ("3.1", Way.UP, D(3))
    assert seen.band_moved
    assert seen.rank_before is not None and seen.rank_after is not None
    assert (seen.rank_before.best, seen.rank_after.best) == (3, 1)
    assert "1.00 → 4.00 (+3.00), class Khá → Tốt, rank 3 → 1 of 3" in PAGE.read_text("utf-8")


def test_falling_is_marked_too() -> None:
    """From all in time to one late: the limit is passed downwards."""
    seen = try_out(SMALL, VALUES | {"ho_so": ratio(5, 5)}, SETTINGS, Changes({"ho_so": ratio(4, 5)}, {}))
    assert [jump.way for _, jump in seen.jumps()] == [Way.DOWN]


def test_a_setting_can_be_tried() -> None:
    """With a floor of 95 % the same dossiers earn their linear points; a moved limit is no limit passed."""
    seen = try_out(SMALL, VALUES, SETTINGS, Changes({}, {"nguong": D(95)}))
    assert seen.difference == D("2.93")
    assert seen.jumps() == ()


def test_a_number_taken_away_leaves_a_range_not_a_zero() -> None:
    """Without the dossiers the total has no points, no difference and a range from 1 to 4; its rank is a range."""
    seen = try_out(SMALL, VALUES, SETTINGS, Changes({"ho_so": None}, {}), peers=[(D(2), D(2))])
    assert seen.after.points is None and seen.difference is None
    assert (seen.after.least, seen.after.most) == (1, 4)
    assert seen.rank_after is not None and not seen.rank_after.told_apart


def test_what_cannot_be_is_refused_in_the_engines_words() -> None:
    """More in time than there are; a name the set does not have; a setting out of bounds."""
    with pytest.raises(InputError, match="không thể lớn hơn"):
        try_out(SMALL, VALUES, SETTINGS, Changes({"ho_so": ratio(2150, 2141)}, {}))
    with pytest.raises(InputError, match="không có số đo"):
        try_out(SMALL, VALUES, SETTINGS, Changes({"khac": ratio(1, 2)}, {}))
    with pytest.raises(InputError, match="không có tham số"):
        try_out(SMALL, VALUES, SETTINGS, Changes({}, {"khac": D(1)}))


def test_nothing_given_is_altered() -> None:
    """The real values and settings are the same objects with the same content afterwards."""
    values, settings = full_values(), {"floor": D(90)}
    before = dict(values)
    seen = try_out(full_card(), values, settings, Changes({"m1_2": ratio(1, 2)}, {"floor": D(99)}))
    assert values == before and settings == {"floor": D(90)}
    assert seen.moved
