"""What ships holds the published figures, and leaves open what no source states."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path

import pytest

from thuocdo.criteria.rules.filling import imbalances
from thuocdo.criteria.rules.library import shipped, shipped_names, shipped_text
from thuocdo.criteria.rules.model import BasisKind, Criterion, Framework, Method, SettingRef
from thuocdo.lib.errors import InputError

# the 27 lost points of the annotated plan, by its field and number -> criterion of the shipped set
LOSSES = {
    "Công tác chỉ đạo": {1: "1.1", 2: "1.2", 3: "1.3", 4: "1.4", 5: "1.5", 6: "1.6", 7: "1.7"},
    "Cải cách thể chế": {1: "2.1", 2: "2.2"},
    "Cải cách thủ tục": {1: "3.1", 2: "3.2", 3: "3.3"},
    "Cải cách tài chính": {1: "6.1", 2: "6.2", 3: "6.3"},
    "Chuyển đổi số": {n: f"7.{n - 3}" for n in range(4, 14)},
    "Mức độ hài lòng": {1: "8.1"},
    "Tác động": {1: "8.7"},
}


def by_code(framework: Framework) -> dict[str, Criterion]:
    """The criteria by their codes."""
    return {criterion.code: criterion for criterion in framework.walk()}


def test_names_of_the_contract_ship() -> None:
    """The five named sets, the 28-part PAPI of 2018 and the fictional variant are there; another name is refused."""
    wanted = {
        "papi-2018",
        "papi-2018-28",
        "papi-2021",
        "par-index-commune",
        "par-index-mau",
        "qd-766",
        "sipas",
    }
    assert set(shipped_names()) == wanted
    with pytest.raises(InputError, match="có sẵn: papi-2018"):
        shipped("khong-co")


@pytest.mark.parametrize(("name", "parts"), [("papi-2018", 29), ("papi-2018-28", 28), ("papi-2021", 28)])
def test_papi_has_eight_dimensions_on_their_scales(name: str, parts: int) -> None:
    """Each sub-dimension runs from 1/k to 10/k, a dimension is 10 points, the whole 80."""
    framework = shipped(name)
    assert len(framework.criteria) == 8 and framework.total == 80
    assert sum(1 for _leaf in framework.leaves()) == parts
    for dimension in framework.criteria:
        k = len(dimension.children)
        assert (dimension.max, dimension.least) == (10, 1)
        for leaf in dimension.children:
            assert leaf.method is Method.EXTERNAL and leaf.params["as_points"] is True
            assert leaf.params["tolerance"] == Decimal("0.005")
            assert abs(Decimal(str(leaf.params["scale_most"])) - Decimal(10) / k) < Decimal("0.000001")
            assert abs(Decimal(str(leaf.params["scale_least"])) - Decimal(1) / k) < Decimal("0.000001")


def test_papi_measures_bear_the_columns_of_the_published_panel(shared: Path) -> None:
    """Each set asks for exactly the columns that its years have values in."""
    for name, year in (("papi-2018-28", 2018), ("papi-2018", 2020), ("papi-2021", 2023)):
        lines = (shared / f"data/papi/subdimensions/{year}.csv").read_text("utf-8-sig").splitlines()
        head = lines[0].split(",")
        rows = [line.split(",") for line in lines[1:]]
        filled = {column.lower() for i, column in enumerate(head) if i and any(row[i] for row in rows)}
        assert set(shipped(name).measures) == filled


def test_decision_766_has_the_published_points_and_thresholds() -> None:
    """Groups 18, 20, 12, 10, 22, 18; thresholds 80, 50, 80, 80, 80, 90; what is not split is a setting."""
    framework = shipped("qd-766")
    criteria = by_code(framework)
    assert {c.code: c.max for c in framework.criteria} == {
        "1": 18,
        "2": 20,
        "3": 12,
        "3-TT": 10,
        "4": 22,
        "5": 18,
    }
    assert [criteria[code].max for code in ("1.1", "1.2", "1.3", "1.4", "2.1")] == [6, 4, 2, 6, 20]
    assert [criteria[code].max for code in ("5.2", "5.3", "5.4")] == [6, 6, 6]
    caps = {code: c.params["cap"] for code, c in criteria.items() if "cap" in c.params}
    assert caps == {"3.1": 80, "3.3": 50, "3.5": 80, "4.2": 80, "4.3": 80, "5.4": 90}
    assert criteria["2.2"].method is criteria["5.1"].method is Method.SHOWN
    for code in ("3.1", "3.2", "3.3", "3.5", "3.6", "4.1", "4.2", "4.3", "4.4", "4.5a", "4.5b"):
        assert isinstance(criteria[code].max, SettingRef)
    said = " ".join(framework.notes)
    assert all(f"Chỉ số {code}:" in said for code in ("1.3", "3.6", "5.2"))


def test_every_lost_point_of_the_annotated_plan_has_its_criterion(shared: Path) -> None:
    """All 27 gaps of the annotated plan meet a criterion whose office is the one that the plan names."""
    criteria = by_code(shipped("par-index-commune"))
    plan = json.loads((shared / "gold/003_83ada00512a952cf.json").read_text("utf-8"))
    met = set()
    for gap in plan["gaps"]:
        numbers = next(codes for field, codes in LOSSES.items() if gap["field"].startswith(field))
        met.add(numbers[int(gap["no"])])
    assert len(plan["gaps"]) == len(met) == 27
    assert met <= set(criteria)


def test_commune_set_has_only_points_that_a_source_states() -> None:
    """Three maxima are stated (3, 2, 1); every other one is the province's, and no band or floor is built in."""
    framework = shipped("par-index-commune")
    stated = {leaf.code: leaf.max for leaf in framework.leaves() if isinstance(leaf.max, Decimal)}
    assert stated == {"1.3": 2, "3.2": 3, "6.1": 1}
    criteria = by_code(framework)
    assert criteria["1.3"].params["tiers"] == ((2, 2), (1, 1), (0, 0))
    assert [points for _least, points in criteria["6.1"].params["tiers"]] == [1, Decimal("0.5"), 0]
    assert criteria["3.2"].params["floor"] == SettingRef("nguong_3_2")
    assert criteria["7.8"].params["floor"] == 100
    assert criteria["1.7"].params["least"] == 2
    assert len(criteria["1.2"].params["links"]) == 6
    assert len(framework.criteria) == 8 and framework.total is None
    assert all(isinstance(band.least, SettingRef) for band in framework.bands[:-1])


def test_trial_set_is_complete_and_plainly_fictional() -> None:
    """The trial variant has all points, 100 in sum, bands, no setting, and says of every rule that it is made up."""
    framework = shipped("par-index-mau")
    assert framework.total == 100 and not framework.settings and imbalances(framework, {}) == ()
    assert all(criterion.basis.kind is BasisKind.FICTION for criterion in framework.walk())
    assert framework.basis.kind is BasisKind.FICTION and "Tỉnh Mẫu" in framework.name
    assert framework.extends == "par-index-commune@2025" and framework.changes
    methods = {leaf.method for leaf in framework.leaves()}
    assert methods == set(Method) - {Method.SHOWN}


def test_sipas_has_five_service_factors_and_the_policy_part() -> None:
    """Six scored parts, each the share of satisfied answers, each weight entered by the office."""
    framework = shipped("sipas")
    scored = [leaf for leaf in framework.leaves() if leaf.method is Method.SURVEY]
    assert [leaf.code for leaf in scored] == ["1.1", "1.2", "1.3", "1.4", "1.5", "2.1"]
    assert all(isinstance(leaf.max, SettingRef) for leaf in scored)
    assert framework.basis.valid_to is not None and framework.basis.valid_to.year == 2026


@pytest.mark.parametrize("name", shipped_names())
def test_shipped_sets_are_whole(name: str) -> None:
    """Every criterion has an English name, every measure and setting is used, every recalled figure is a suggestion."""
    framework = shipped(name)
    assert [c.code for c in framework.walk() if c.name_en == c.name] == []
    used = {measure for leaf in framework.leaves() for measure in leaf.inputs.values()}
    assert set(framework.measures) == used
    text = shipped_text(name)
    assert [s for s in framework.settings if f'setting = "{s}"' not in text] == []
    for setting in framework.settings.values():
        assert setting.note, setting.name
        if any(character.isdigit() for character in setting.note) and setting.unit == "%":
            assert (
                "chưa có nguồn xác nhận" in setting.note
                or "không ghi ngưỡng" in setting.note
                or "ngưỡng do tỉnh" in setting.note
            )
