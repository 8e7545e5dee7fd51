"""How criteria become a total."""

from __future__ import annotations

from decimal import Decimal

import pytest

from tests.scoring.samples import BASE_WEIGHT, D, framework, group, leaf, measure, ratio
from thuocdo.criteria.rules.model import (
    Band,
    Combine,
    Criterion,
    Framework,
    MeasureKind,
    Method,
    Quantity,
    SettingRef,
    ZeroRule,
)
from thuocdo.lib.errors import InputError
from thuocdo.scoring.rules.model import Status, Value
from thuocdo.scoring.rules.tree import score

R = MeasureKind.RATIO


def _linear(code: str, top: Quantity | None, weight: Decimal = BASE_WEIGHT) -> Criterion:
    """A linear criterion over the measure of its own code, excluded where nothing arose."""
    return leaf(code, Method.LINEAR, top, {"share": f"m{code}"}, zero=ZeroRule.EXCLUDED, weight=weight)


def _of(*criteria: Criterion, total: Quantity | None = None, bands: tuple[Band, ...] = ()) -> Framework:
    leaves = [one for top in criteria for one in top.walk() if one.method]
    kinds = {Method.LINEAR: R, Method.BONUS: MeasureKind.NUMBER}
    measures = tuple(measure(f"m{one.code}", kinds[one.method]) for one in leaves if one.method)
    return framework(*criteria, measures=measures, settings=("points", "limit"), total=total, bands=bands)


def _bonus(code: str, each: str, cap: str) -> Criterion:
    return leaf(code, Method.BONUS, None, {"count": f"m{code}"}, {"each": D(each), "cap": D(cap)})


def test_a_group_adds_what_its_children_print() -> None:
    """Three children of 0.125 print 0.13 each: the group prints 0.39 and keeps the exact 0.375 beside it."""
    made = _of(group("1", _linear("1", D(1)), _linear("2", D(1)), _linear("3", D(1))))
    scored = score(made, {f"m{i}": ratio(1, 8) for i in (1, 2, 3)}, {})
    assert (scored.points, scored.unrounded) == (D("0.39"), D("0.375"))


def test_missing_input_makes_a_range_and_never_a_zero() -> None:
    """With one of two inputs the total is open between what is known and what is still possible."""
    made = _of(group("1", _linear("1", D(4)), leaf("2", Method.LINEAR, D(6), {"share": "m2"})), total=D(10))
    scored = score(made, {"m1": ratio(1, 2)}, {})
    assert (scored.points, scored.least, scored.most) == (None, 2, 8)
    assert (scored.status, scored.missing, scored.waiting) == (Status.PARTIAL, ("m2",), 1)
    assert (scored.counted, scored.counted_of) == (2, 4)
    assert scored.because.startswith("Đã tính 2 trên 4 điểm có dữ liệu; 1 tiêu chí chưa đủ dữ liệu.")


def test_what_did_not_arise_is_taken_out_and_the_rest_scaled_up() -> None:
    """5 of 7 points with 3 points taken out are 7.14 of 10, exactly 50/7."""
    made = _of(group("1", _linear("1", D(7)), _linear("2", D(3)), points=D(10)))
    scored = score(made, {"m1": ratio(5, 7), "m2": ratio(0, 0)}, {})
    assert scored.points == D("7.14")
    assert scored.unrounded is not None and abs(scored.unrounded * 7 - 50) < D("1e-18")
    assert scored.children[0].children[1].status is Status.EXCLUDED
    assert "quy đổi" in scored.children[0].because


def test_rescaling_keeps_an_exact_half() -> None:
    """17 of 24 points scaled to 3 are 2.125, printed 2.13: multiplied before it is divided."""
    made = _of(group("1", _linear("1", D(24)), _linear("2", D(6)), points=D(30)))
    scored = score(made, {"m1": ratio(17, 24), "m2": ratio(0, 0)}, {})
    assert scored.points == D("21.25")


def test_a_group_of_nothing_is_taken_out_too() -> None:
    """If nothing arose in a whole field, the other fields carry the total."""
    made = _of(group("1", _linear("1", D(5))), group("2", _linear("2", D(5))), total=D(10))
    scored = score(made, {"m1": ratio(0, 0), "m2": ratio(3, 5)}, {})
    assert scored.children[0].status is Status.EXCLUDED
    assert (scored.points, scored.max) == (6, 10)


def test_a_bonus_is_never_rescaled() -> None:
    """With half the field taken out, 2 points of bonus stay 2 points."""
    made = _of(
        group("1", _linear("1", D(5)), _linear("2", D(5))), group("9", _bonus("9", "1", "3")), total=D(10)
    )
    scored = score(made, {"m1": ratio(4, 5), "m2": ratio(0, 0), "m9": Value(D(2))}, {})
    assert scored.points == 10
    assert score(made, {"m1": ratio(5, 5), "m2": ratio(5, 5), "m9": Value(D(2))}, {}).points == 12


def test_a_bonus_inside_a_field_stops_at_the_fields_maximum() -> None:
    """A field of 5 points does not give 6."""
    made = _of(group("1", _linear("1", D(5)), _bonus("2", "1", "3"), points=D(5)))
    assert score(made, {"m1": ratio(4, 5), "m2": Value(D(2))}, {}).points == 5


def test_a_penalty_widens_the_range_below() -> None:
    """Before the count is known a penalty of at most 2 may still come off."""
    made = _of(group("1", _linear("1", D(5))), group("9", _bonus("9", "-0.5", "2")))
    scored = score(made, {"m1": ratio(4, 5)}, {})
    assert (scored.least, scored.most) == (2, 4)


def test_unknown_maxima_share_what_their_group_leaves() -> None:
    """QĐ 766 gives 12 points to online services and no source splits them: the range is bounded all the same."""
    made = _of(group("3", _linear("1", D(4)), _linear("2", SettingRef("points")), points=D(12)))
    scored = score(made, {"m1": ratio(1, 2), "m2": ratio(1, 1)}, {})
    assert (scored.points, scored.least, scored.most) == (None, 2, 10)
    assert scored.missing == ("points",)
    assert score(made, {"m1": ratio(1, 2), "m2": ratio(1, 1)}, {"points": D(8)}).points == 10


def test_without_any_maximum_no_range_is_claimed() -> None:
    """If neither the criterion's nor the group's maximum is known, the total says that its range is not known."""
    scored = score(_of(group("1", _linear("1", SettingRef("points")))), {"m1": ratio(1, 2)}, {})
    assert (scored.points, scored.least, scored.most) == (None, None, None)
    assert "Chưa biết khoảng điểm" in scored.because


@pytest.mark.parametrize(("weights", "points"), [((1, 1), 60), ((3, 1), 70), ((1, 3), 50)])
def test_weighted_mean(weights: tuple[int, int], points: int) -> None:
    """80 and 40 by weight."""
    parts = [_linear(str(i), D(100), D(weight)) for i, weight in enumerate(weights, 1)]
    made = _of(group("1", *parts, combine=Combine.WEIGHTED_MEAN))
    assert score(made, {"m1": ratio(80, 100), "m2": ratio(40, 100)}, {}).points == points
    # what did not arise drops out with its weight
    assert score(made, {"m1": ratio(80, 100), "m2": ratio(0, 0)}, {}).points == 80


def test_weighted_mean_on_a_scale_of_its_own() -> None:
    """Half of a 3-point and all of a 5-point criterion with equal weights are 75 of 100."""
    made = _of(
        group("1", _linear("1", D(3)), _linear("2", D(5)), points=D(100), combine=Combine.WEIGHTED_MEAN)
    )
    assert score(made, {"m1": ratio(1, 2), "m2": ratio(1, 1)}, {}).points == 75


def test_maximum_takes_the_best_and_decides_early() -> None:
    """The best child counts; one that cannot be beaten decides before the others are known."""
    made = _of(group("1", _linear("1", D(3)), _linear("2", D(2)), combine=Combine.MAXIMUM))
    assert score(made, {"m1": ratio(1, 2), "m2": ratio(1, 1)}, {}).points == 2
    assert score(made, {"m1": ratio(1, 1)}, {}).points == 3
    scored = score(made, {"m1": ratio(1, 2)}, {})
    assert (scored.points, scored.least, scored.most) == (None, D("1.5"), 2)


BANDS = (Band("Tốt", "Good", D(80)), Band("Khá", "Fair", D(65)), Band("Yếu", "Weak", D(0)))


def test_a_class_only_where_the_whole_range_lies_in_it() -> None:
    """79.99 of 100 is not good; an open total names the classes it can still reach, from the best down."""
    made = _of(group("1", _linear("1", D(80)), _linear("2", D(20))), total=D(100), bands=BANDS)
    assert score(made, {"m1": ratio(1, 1), "m2": ratio(0, 20)}, {}).bands == ("Tốt",)
    assert score(made, {"m1": ratio(7999, 8000), "m2": ratio(0, 20)}, {}).bands == ("Khá",)
    open_ = score(made, {"m1": ratio(60, 80)}, {})
    assert open_.bands == ("Tốt", "Khá", "Yếu")
    assert "có thể: Tốt, Khá, Yếu" in open_.because


def test_no_class_while_a_limit_is_not_entered() -> None:
    """Limits that the office has not entered are not guessed."""
    bands = (Band("Tốt", "Good", SettingRef("limit")), Band("Khá", "Fair", D(0)))
    made = _of(group("1", _linear("1", D(10))), total=D(10), bands=bands)
    scored = score(made, {"m1": ratio(1, 1)}, {})
    assert scored.bands == ()
    assert "ngưỡng xếp loại chưa được nhập" in scored.because
    assert score(made, {"m1": ratio(1, 1)}, {"limit": D(80)}).bands == ("Tốt",)


def test_one_impossible_value_stops_the_scoring() -> None:
    """More in time than there are dossiers is refused, wherever it stands in the tree."""
    made = _of(group("1", group("1.1", _linear("1", D(10)))))
    with pytest.raises(InputError, match=r"\(2\.150\) không thể lớn hơn tổng số \(2\.141\)"):
        score(made, {"m1": ratio(2150, 2141)}, {})


def test_maxima_that_do_not_add_up_are_told() -> None:
    """If the office enters 8 points into a field of 12 that has 6 left, the field says so instead of hiding it."""
    made = _of(group("3", _linear("1", D(6)), _linear("2", SettingRef("points")), points=D(12)))
    values = {"m1": ratio(1, 1), "m2": ratio(1, 1)}
    wrong = score(made, values, {"points": D(8)}).children[0]
    assert wrong.because.endswith(
        "Lưu ý: điểm tối đa của các mục cộng lại là 14 điểm, khác 12 điểm của cả nhóm."
    )
    assert "Lưu ý" not in score(made, values, {"points": D(6)}).children[0].because
    assert "Lưu ý" not in score(made, values, {}).children[0].because
