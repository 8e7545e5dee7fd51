"""What a variant changes is computed, not told by its author."""

from __future__ import annotations

from tests.criteria.rules.test_loading import GOOD
from thuocdo.criteria.rules.differences import Change, differences
from thuocdo.criteria.rules.library import shipped
from thuocdo.criteria.rules.loading import load_framework


def test_same_set_differs_in_nothing() -> None:
    """A set compared with itself has no difference."""
    assert differences(shipped("qd-766"), shipped("qd-766")) == ()


def test_points_params_names_and_evidence_are_told_apart() -> None:
    """A changed maximum, tier, name, checklist and a new criterion each stand in the list, with before and after."""
    changed = (
        GOOD.replace("max = 7.5", "max = 6.5")
        .replace("max = 2.5", "max = 2")
        .replace("[[90, 2.5], [50, 1]]", "[[95, 2], [50, 1]]")
        .replace('name = "Bậc"', 'name = "Bậc mới"')
        .replace("pdf = true", "pdf = true\nsigned = true")
    )
    changed += '\n[[criteria]]\ncode = "5.3"\nunder = "5"\nname = "Thêm"\nmax = 1.5\nmethod = "linear"\ninputs = { share = "ho_so" }\nzero = "full"\n'
    found = {
        (d.what, d.code): d for d in differences(load_framework(GOOD, "a"), load_framework(changed, "b"))
    }
    assert set(found) == {("criterion", "5.1"), ("criterion", "5.2"), ("criterion", "5.3")}
    assert found["criterion", "5.3"].change is Change.ADDED
    first = {f.field: (f.before, f.after) for f in found["criterion", "5.1"].fields}
    assert first["max"] == ("7,50", "6,50") and "có ký" in first["evidence"][1]
    second = {f.field: (f.before, f.after) for f in found["criterion", "5.2"].fields}
    assert second["name"] == ("Bậc", "Bậc mới")
    assert second["params"] == ("tiers = 90: 2,50; 50: 1", "tiers = 95: 2; 50: 1")


def test_trial_variant_fills_what_the_commune_set_leaves_open() -> None:
    """Between the commune set and its variant every open maximum is filled, and the bonus field is new."""
    found = differences(shipped("par-index-commune"), shipped("par-index-mau"))
    added = {d.code for d in found if d.what == "criterion" and d.change is Change.ADDED}
    assert {"9", "9.1", "9.2", "2.4", "6.5"} <= added
    filled = [f for d in found if d.code == "3.1" for f in d.fields if f.field == "max"]
    assert [(f.before, f.after) for f in filled] == [("⚙ diem_3_1", "3")]
    removed = [d for d in found if d.what == "setting"]
    assert len(removed) == 41 and all(d.change is Change.REMOVED for d in removed)
