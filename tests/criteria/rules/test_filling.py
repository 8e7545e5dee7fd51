"""Points an office enters must add up to their group."""

from __future__ import annotations

from decimal import Decimal

from thuocdo.criteria.rules.filling import imbalances
from thuocdo.criteria.rules.library import shipped


def test_open_settings_are_no_fault() -> None:
    """Nothing entered, or some of a group within its points: nothing to tell."""
    framework = shipped("qd-766")
    assert imbalances(framework, {}) == ()
    assert imbalances(framework, {"diem_3_1": Decimal(5), "diem_3_2": Decimal(7)}) == ()


def test_points_that_miss_or_pass_the_group_are_told() -> None:
    """5 + 3 + 3 of 12 lacks one; 8 + 5 of 10 is three too many, though more may still come."""
    framework = shipped("qd-766")
    values = {"diem_3_1": Decimal(5), "diem_3_2": Decimal(3), "diem_3_3": Decimal(3), "diem_3_5": Decimal(13)}
    found = {item.group.code: (item.gap, item.open) for item in imbalances(framework, values)}
    assert found == {"3": (Decimal(1), ()), "3-TT": (Decimal(-3), ("diem_3_6",))}
