"""Structure, missing values, methods that do not fit the data: said, never guessed."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from tests.stats.composite.examples import POSITIVE, small
from thuocdo.lib.errors import InputError
from thuocdo.stats.composite.aggregate import aggregator
from thuocdo.stats.composite.build import Missing, NotComputable, Spec, compute
from thuocdo.stats.composite.normalise import normaliser
from thuocdo.stats.composite.structure import Node, Table, structure_of
from thuocdo.stats.composite.treat import Treatment
from thuocdo.stats.composite.weights import effective, given


def holes(*places: tuple[int, int]) -> tuple[Table, Spec]:
    table, spec = small()
    values = table.values.copy()
    for unit, column in places:
        values[unit, column] = np.nan
    return Table(table.units, table.indicators, values), spec


@pytest.mark.parametrize(
    ("nodes", "words"),
    [
        ([Node("r", None), Node("x", "r"), Node("x", "r")], "“x” có hai lần"),
        ([Node("r", None), Node("x", "q")], "không có nhóm nào mã như vậy"),
        ([Node("r", None), Node("s", None)], "có 2"),
        ([Node("x", "y"), Node("y", "x"), Node("r", None)], "vòng lặp"),
        ([Node("r", None), Node("x", "r", -1.0)], "nhận số từ 0"),
        ([Node("r", None), Node("x", "r", 0.0)], "lớn hơn 0"),
        ([Node("r", None), Node("x", "r", direction=2)], "Chiều"),
        ([Node("r", None)], "ít nhất một chỉ tiêu"),
    ],
)
def test_a_tree_that_is_none_is_refused(nodes: list[Node], words: str) -> None:
    """Each fault of a structure is named in one sentence."""
    with pytest.raises(InputError, match=words):
        structure_of(nodes)


def test_levels_and_effective_weights() -> None:
    """Levels count from the indicators; a node's share is its part of its parent's."""
    _, spec = small()
    assert spec.structure.levels == (1, 1, 1, 1, 1, 2, 2, 3)
    shares = dict(zip(spec.structure.codes, effective(spec.structure), strict=True))
    assert shares["a2"] == pytest.approx(2 / 4 * 2 / 3)
    assert shares["b2"] == pytest.approx(3 / 4 * 1 / 3)
    assert shares["all"] == 1


def test_missing_values_are_refused_unless_a_rule_is_chosen() -> None:
    """Without a rule, a missing value stops the index and is named with its unit."""
    table, spec = holes((4, 2), (7, 0))
    with pytest.raises(InputError, match="Thiếu 2 giá trị, đầu tiên là “a3” của “Xã 5”"):
        compute(table, spec)


def test_a_unit_left_out_changes_no_other() -> None:
    """LEAVE_OUT: the unit has a reason instead of a score, and the others get what they get without it."""
    table, spec = holes((4, 2))
    found = compute(table, replace(spec, missing=Missing.LEAVE_OUT))
    assert found.score("Xã 5") == NotComputable("thiếu số liệu a3")
    assert np.isnan(found.ranks[4])
    rest = [i for i in range(12) if i != 4]
    without = compute(Table(tuple(table.units[i] for i in rest), table.indicators, table.values[rest]), spec)
    assert np.array_equal(found.scores[rest], without.scores)
    assert np.array_equal(found.ranks[rest], without.ranks)


def test_weights_are_rescaled_over_what_is_there() -> None:
    """RESCALE: a group's score is the weighted mean of the children that are there; the count is stated."""
    table, spec = holes((4, 0))
    found = compute(table, replace(spec, missing=Missing.RESCALE))
    a2, a3 = (found.column(code)[4] for code in ("a2", "a3"))
    assert found.column("a")[4] == pytest.approx((2 * a2 + a3) / 3)
    assert (found.available[4], found.available[5]) == (4, 5)
    assert any("chia lại quyền số" in step for step in found.steps)


def test_too_little_is_there() -> None:
    """RESCALE with at least 60 %: a unit with one of three values in a group has no index, and why is said."""
    table, spec = holes((4, 0), (4, 1))
    found = compute(table, replace(spec, missing=Missing.RESCALE, least=0.6))
    assert "60%" in found.reasons["Xã 5"]
    assert np.isnan(found.column("a")[4])
    assert not np.isnan(found.column("b")[4])


@pytest.mark.parametrize("method", ["geometric", "harmonic"])
def test_zero_stops_the_means_that_need_positive_values(method: str) -> None:
    """Min-max 0-100 makes a zero in every indicator: the group, the number of units and the way out are named."""
    table, spec = small()
    with pytest.raises(InputError, match=r"Nhóm “a”: .*lớn hơn 0.*2 đơn vị.*1 đến 100"):
        compute(table, replace(spec, normaliser=normaliser("minmax"), by_level=(aggregator(method),)))


def test_copeland_needs_complete_data() -> None:
    """Pairs compared on different indicators are not comparable: refused."""
    table, spec = holes((4, 0))
    with pytest.raises(InputError, match="đủ số liệu"):
        compute(table, replace(spec, missing=Missing.RESCALE, by_level=(aggregator("copeland"),)))


def test_copeland_over_groups() -> None:
    """Groups by mean, the index by pairs won: scores are whole numbers that sum to 0."""
    table, spec = small()
    found = compute(table, replace(spec, by_level=(aggregator("arithmetic"), aggregator("copeland"))))
    assert found.scores.sum() == 0
    assert np.array_equal(found.scores, np.round(found.scores))


def test_size_and_treatment_are_among_the_steps() -> None:
    """Dividing by size and treatment are done before normalisation and listed with what they changed."""
    table, spec = small()
    values = np.concatenate([table.values, np.full((12, 1), 4.0)], axis=1)
    values[3, 0] = 500.0
    wide = Table(table.units, (*table.indicators, "dân số"), values)
    found = compute(wide, replace(spec, sizes={"a2": "dân số"}, treatment=Treatment()))
    plain = compute(wide, replace(spec, treatment=Treatment()))
    assert found.steps[0] == "chia theo quy mô: a2 / dân số"
    assert found.scores == pytest.approx(plain.scores)
    assert [(c.indicator, c.units, c.log) for c in found.changes if c.indicator == "a1"] == [
        ("a1", ("Xã 4",), False)
    ]


def test_other_weights_must_name_known_codes() -> None:
    """A set of weights with an unknown code or an empty group is refused."""
    _, spec = small()
    assert given(spec.structure, {"a1": 5})[0] == 5
    for wrong in ({"zz": 1.0}, {"a1": -1.0}, {"b1": 0.0, "b2": 0.0}):
        with pytest.raises(InputError):
            given(spec.structure, wrong)


def test_values_that_are_no_numbers_of_measure() -> None:
    """Infinite values and a table without a needed column are refused by name."""
    table, spec = small()
    values = table.values.copy()
    values[2, 1] = np.inf
    with pytest.raises(InputError, match="“a2” ở “Xã 3”"):
        compute(Table(table.units, table.indicators, values), spec)
    with pytest.raises(InputError, match="“b2”"):
        compute(Table(table.units, table.indicators[:4], table.values[:, :4]), spec)


def test_spec_defaults() -> None:
    """Without choices: min-max 0 to 100, arithmetic mean, missing values refused."""
    table, spec = small()
    plain = compute(table, Spec(spec.structure))
    assert plain.values[:, :5].min() == 0
    assert plain.values[:, :5].max() == 100
    assert POSITIVE.numbers == {"low": 1, "high": 100}
