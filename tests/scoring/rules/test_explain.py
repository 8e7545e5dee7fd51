"""A score explains itself."""

from __future__ import annotations

import pytest

from tests.scoring.rules.asking import D, asked
from tests.scoring.samples import full_card, full_values, ratio
from thuocdo.criteria.rules.model import MeasureKind, Method, SettingRef
from thuocdo.scoring.rules.explain import curve, explain, written
from thuocdo.scoring.rules.model import Provenance, Value
from thuocdo.scoring.rules.tree import score


def test_sentence_rule_numbers_and_their_sources() -> None:
    """The criterion of the 52 dossiers says why, by which rule, from which numbers, and where they stand."""
    source = Provenance("Sổ hồ sơ thủ tục hành chính năm 2025", "dossier")
    value = Value(D(2089), of=D(2141), sources=(source,))
    told = asked(
        Method.LINEAR_FLOOR, {"share": MeasureKind.RATIO}, {"share": value}, {"floor": D(100)}
    ).explained()
    assert told.sentence == "97,57% thấp hơn ngưỡng 100% nên 0 điểm (nếu tính theo tỷ lệ: 2,93)."
    assert told.rule == "Dưới 100% thì 0 điểm; từ 100% trở lên, điểm bằng 3 nhân với tỷ lệ đạt."
    assert [(number.text, number.sources) for number in told.numbers] == [("2.089/2.141 hồ sơ", (source,))]
    assert told.shortfall == "Còn thiếu 52 hồ sơ."
    assert told.cliffs == ("Còn thiếu 52 hồ sơ để đạt ngưỡng 100%: từ 0 lên 3 điểm.",)


@pytest.mark.parametrize(("value", "more"), [(2088, "0"), (2140, "3")])
def test_what_one_more_unit_gives(value: int, more: str) -> None:
    """Far from the floor one more dossier gives nothing; at its edge it gives everything."""
    given = {"share": {"value": value, "of": 2141}}
    made = asked(Method.LINEAR_FLOOR, {"share": MeasureKind.RATIO}, given, {"floor": D(100)})
    (gain,) = made.explained().gains
    assert gain.points == D(more)
    assert gain.text.startswith("Thêm 1 hồ sơ: ")


def test_one_fewer_bad_one_is_the_gain_of_a_complement() -> None:
    """Where the input is bad, the better unit is one fewer."""
    given = {"bad": {"value": 10, "of": 100}}
    (gain,) = asked(Method.COMPLEMENT, {"bad": MeasureKind.RATIO}, given).explained().gains
    assert (gain.points, gain.text) == (D("0.03"), "Bớt 1 hồ sơ: thêm 0,03 điểm.")


def test_a_rule_with_a_figure_that_is_not_entered_says_so() -> None:
    """No rule is invented around a missing floor."""
    given = {"share": {"value": 1, "of": 2}}
    made = asked(Method.LINEAR_FLOOR, {"share": MeasureKind.RATIO}, given, {"floor": SettingRef("floor")})
    assert "“Tham số floor” chưa được nhập" in made.explained().rule
    assert made.explained().gains == ()
    assert made.curve() is None


def test_every_criterion_of_a_full_card_explains_itself() -> None:
    """Each of 100 criteria has a sentence, a rule, steps and its number; the tree's node gives the same words."""
    made, values = full_card(), full_values()
    tree = score(made, values, {"floor": D(98)}, year=2025)
    nodes = {node.code: node for field in tree.children for node in field.children}
    for code, node in nodes.items():
        told = explain(made, code, values, {"floor": D(98)}, year=2025)
        assert told == explain(made, code, values, {"floor": D(98)}, year=2025, scored=node)
        assert told.sentence.endswith(".") and told.rule.endswith(".") and told.steps and told.numbers


def test_every_curve_passes_through_the_present_points() -> None:
    """Where a criterion has a line, the present place lies on it, and every jump is drawn."""
    made, values = full_card(), full_values()
    drawn = 0
    for one in list(made.leaves())[:10]:
        line = curve(made, one.code, values, {"floor": D(98)}, year=2025)
        if line is None or line.here is None:
            continue
        drawn += 1
        assert list(line.line) == sorted(line.line, key=lambda corner: corner[0])
        x, y = line.here
        spans = [(a, b) for a, b in zip(line.line, line.line[1:], strict=False) if a[0] <= x <= b[0]]
        heights = [_height(a, b, x) for a, b in spans]
        assert any(abs(height - y) <= D("0.005") for height in heights), (one.code, line)
        for jump in line.jumps:
            assert (jump.at, jump.below) in line.line and (jump.at, jump.above) in line.line
    assert drawn >= 7


def _height(a: tuple[D, D], b: tuple[D, D], x: D) -> D:  # type: ignore[valid-type]
    if a[0] == b[0]:
        return b[1]
    return a[1] + (b[1] - a[1]) * (x - a[0]) / (b[0] - a[0])


def test_values_are_written_as_people_read_them() -> None:
    """Shares, days, links and lists have their own forms."""
    card = full_card().measures
    values = full_values()
    assert written(card["m1_1"], values["m1_1"]) == "có"
    assert written(card["m1_2"], ratio(2089, 2141)) == "2.089/2.141 hồ sơ"
    assert written(card["m1_4"], values["m1_4"]) == "51,79%"
    assert written(card["m1_6"], values["m1_6"]) == "06/03/2026"
    assert written(card["m1_6"], Value(False)) == "không có"
    assert written(card["m1_7"], values["m1_7"]) == "2 hồ sơ, 1 có đủ tài liệu"
    assert written(card["m1_8"], values["m1_8"]) == "3/4 tài liệu"


def test_rules_read_as_sentences() -> None:
    """Tiers, due days and penalties are said as a person would."""
    tiers = asked(
        Method.TIERS,
        {"value": MeasureKind.PERCENT},
        {},
        {"tiers": ((D(80), D(2)), (D(60), D(1)), (D(0), D(0)))},
    )
    assert tiers.explained().rule == "Từ 80% trở lên: 2 điểm; từ 60% trở lên: 1 điểm; còn lại: 0 điểm."
    due = {"due": "02-28", "year_after": True, "before": True}
    on_time = asked(Method.ON_TIME, {"received": MeasureKind.DATE}, {}, due, year=2025)
    assert on_time.explained().rule == "Nhận trước ngày 28/02/2026 được 3 điểm; muộn hơn là 0 điểm."
    given = {"count": 2}
    params = {"each": D("-0.5"), "cap": D(2)}
    penalty = asked(Method.BONUS, {"count": MeasureKind.NUMBER}, given, params, points=None, unit="vụ việc")
    assert penalty.explained().rule == "Mỗi vụ việc trừ 0,5 điểm, không quá 2 điểm."
    assert [gain.text for gain in penalty.explained().gains] == ["Bớt 1 vụ việc: thêm 0,5 điểm."]
