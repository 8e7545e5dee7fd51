"""Kept trials, and the peers that a trial's rank is counted among."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from thuocdo.orgs.models import Person, Unit
from thuocdo.orgs.queries import Rights
from thuocdo.orgs.rules.rights import Right
from thuocdo.scoring.models import ChosenPlan, Run, Scenario
from thuocdo.scoring.rules.table import Range


def trials_of(unit: Unit, code: str, period: str, person: Person) -> QuerySet[Scenario]:
    """The person's own trials and those that others share, newest first."""
    mine = Q(owner=person) | Q(shared=True)
    return Scenario.objects.filter(mine, unit=unit, framework_code=code, period=period).select_related(
        "owner", "framework", "base"
    )


def peers_of(rights: Rights, unit: Unit, code: str, period: str) -> list[Range]:
    """The totals of the other authorities that the person may read, as ranges; empty where there is none."""
    others = Run.objects.filter(
        rights.reach(Right.SCORE_READ, "unit"),
        framework_code=code,
        period=period,
        current=True,
        province=unit.province,
        least__isnull=False,
        most__isnull=False,
    ).exclude(unit=unit)
    rows = others.order_by().values_list("least", "most")
    return [(least, most) for least, most in rows if least is not None and most is not None]


def chosen_plans(unit: Unit, code: str, period: str) -> QuerySet[ChosenPlan]:
    """The plans chosen from this period's gaps, newest first."""
    return ChosenPlan.objects.filter(unit=unit, framework_code=code, period=period).select_related("by")
