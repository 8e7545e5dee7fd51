"""Who looks at a row now. A claim changes nothing of the plan, expires by itself and is not in the log."""

from __future__ import annotations

from datetime import datetime, timedelta

from thuocdo.orgs.models import Person
from thuocdo.orgs.rules.rights import Right
from thuocdo.plans.actions.access import demand
from thuocdo.plans.models import PlanRow, VersionState

HELD_FOR = timedelta(minutes=5)


def claim_row(*, row: PlanRow, by: Person, now: datetime) -> Person | None:
    """Say that this person looks at the row; gives the other person who already does, who keeps it."""
    demand(Right.PLAN_REVIEW, row.version.plan.unit, by=by, now=now)
    other = row.claimed_by
    held = other is not None and row.claimed_at is not None and now - row.claimed_at < HELD_FOR
    if held and other != by:
        return other
    if row.version.state == VersionState.REVIEW:
        mine = PlanRow.objects.filter(version=row.version, claimed_by=by).exclude(pk=row.pk)
        mine.update(claimed_by=None, claimed_at=None)
        PlanRow.objects.filter(pk=row.pk).update(claimed_by=by, claimed_at=now)
    return None
