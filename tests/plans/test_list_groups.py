"""The groups of the list of plans, as seen from where a person works now."""

from __future__ import annotations

from datetime import date
from typing import Any

from tests.cast import NOW, Cast
from tests.plans.conftest import Importer, Sign
from tests.plans.samples import plan_text
from thuocdo.orgs.actions import add_membership
from thuocdo.orgs.rules.rights import Role
from thuocdo.plans import actions
from thuocdo.plans.models import PlanVersion, RowState


def listed(response: Any) -> list[str]:
    return [line.plan.unit.name for line in response.context["lines"]]


def tabs(response: Any) -> dict[str, int]:
    return {code: count for code, _label, count in response.context["groups"]}


def confirm(version: PlanVersion, cast: Cast, who: str) -> None:
    version.rows.update(state=RowState.CONFIRMED, assign_later=True)
    actions.confirm_plan(version=version, by=cast.person(who), now=NOW)


def test_another_commune_is_elsewhere_never_below(
    version: PlanVersion, importer: Importer, cast: Cast, sign: Sign
) -> None:
    """Who works in two communes sees the one under "Của đơn vị", the other under "Nơi khác tôi phụ trách"."""
    importer(plan_text(number="2/KH-UBND"), unit="other", by="other_coordinator")
    add_membership(
        person=cast.person("coordinator"), unit=cast.unit("other_office"), role=Role.COORDINATOR,
        starts=date(2025, 7, 1), by=None, now=NOW,
    )  # fmt: skip
    client = sign("coordinator")
    page = client.get("/lam-viec/ke-hoach/")
    assert tabs(page) == {"own": 1, "above": 0, "elsewhere": 1} and listed(page) == ["Xã Mẫu"]
    assert listed(client.get("/lam-viec/ke-hoach/", {"nhom": "elsewhere"})) == ["Xã Bên Cạnh"]
    assert "Nơi khác tôi phụ trách" in page.content.decode()


def test_the_province_has_its_communes_below(version: PlanVersion, cast: Cast, sign: Sign) -> None:
    """A commune's confirmed plan stands under "Cấp dưới" of the province and nowhere else."""
    confirm(version, cast, "leader")
    page = sign("province_coordinator").get("/lam-viec/ke-hoach/", {"nhom": "below"})
    assert tabs(page) == {"own": 0, "above": 0, "below": 1} and listed(page) == ["Xã Mẫu"]


def test_a_copy_of_the_provinces_plan_is_from_above(version: PlanVersion, sign: Sign) -> None:
    """A superior's plan that a commune keeps to compare with is listed as given from above."""
    version.plan.from_above = True
    version.plan.save(update_fields=["from_above"])
    assert tabs(sign("coordinator").get("/lam-viec/ke-hoach/")) == {"own": 0, "above": 1}
