"""Confirming rows, and finally the plan: from here on its tasks are work."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from thuocdo.audit.actions import record, recorded
from thuocdo.orgs.models import Person
from thuocdo.orgs.rules.rights import Right
from thuocdo.plans.actions.access import demand, reviewing, row_under_review
from thuocdo.plans.actions.editing import edit_row, seen_all, stale
from thuocdo.plans.actions.heads import take_head
from thuocdo.plans.actions.history import Change
from thuocdo.plans.actions.refusals import NotReady
from thuocdo.plans.models import Plan, PlanRow, PlanVersion, RowState, VersionState
from thuocdo.plans.queries.review import certain_rows, obstacles


@recorded
def confirm_row(
    *,
    row: PlanRow,
    changes: Mapping[str, Any] | None = None,
    stamp: int | None = None,
    by: Person | None,
    now: datetime,
) -> PlanRow:
    """Say that the row says what the paper says, after storing what was still open in the form.

    Raises as `edit_row`. A row that somebody changed since it was shown is not confirmed unseen: Conflict.
    """
    fresh = row_under_review(row, by=by, now=now)
    if changes:
        seen_all(fresh, changes, stamp)
        fresh = edit_row(row=fresh, changes=changes, stamp=stamp, by=by, now=now)
    else:
        stale(fresh, stamp)
    confirm_rows(version=fresh.version, rows=[fresh], by=by, now=now)
    return PlanRow.objects.select_related("version__plan__unit").get(pk=row.pk)


@recorded
def confirm_rows(*, version: PlanVersion, rows: Sequence[PlanRow], by: Person | None, now: datetime) -> int:
    """Confirm several rows of one version that wait; gives how many."""
    version = reviewing(version, by=by, now=now)
    waiting = list(version.rows.filter(pk__in=[row.pk for row in rows], state=RowState.PENDING))
    if not waiting:
        return 0
    change = Change(version, "confirm", waiting, by=by, now=now)
    pks = [row.pk for row in waiting]
    PlanRow.objects.filter(pk__in=pks).update(
        state=RowState.CONFIRMED, confirmed_by=by, confirmed_at=now, claimed_by=None, claimed_at=None
    )
    change.done()
    if len(pks) == 1:
        record("plans.row.confirmed", by=by, now=now, subject=waiting[0], unit=version.plan.unit)
    else:
        record(
            "plans.rows.confirmed",
            by=by,
            now=now,
            subject=version,
            unit=version.plan.unit,
            after={"rows": pks},
        )
    return len(pks)


@recorded
def confirm_certain_rows(*, version: PlanVersion, by: Person | None, now: datetime) -> int:
    """Confirm every waiting row whose fields are all sure and that has no open error; gives how many."""
    version = reviewing(version, by=by, now=now)
    return confirm_rows(version=version, rows=list(certain_rows(version)), by=by, now=now)


@recorded
def assign_all_later(*, version: PlanVersion, by: Person | None, now: datetime) -> int:
    """ "Giao sau": every task row without a responsible unit may become a task without one; gives how many."""
    version = reviewing(version, by=by, now=now)
    rows = obstacles(version).unassigned
    if not rows:
        return 0
    change = Change(version, "edit", rows, by=by, now=now)
    pks = [row.pk for row in rows]
    PlanRow.objects.filter(pk__in=pks).update(assign_later=True)
    change.done()
    record(
        "plans.rows.assigned_later",
        by=by,
        now=now,
        subject=version,
        unit=version.plan.unit,
        after={"rows": pks},
    )
    return len(pks)


@recorded
def confirm_plan(*, version: PlanVersion, by: Person | None, now: datetime) -> PlanVersion:
    """Close the review: this version is the plan in force, an older one is superseded.

    Gaps, duties, goals, targets and reports that need no look are confirmed with it. The tasks themselves are
    made by `work.actions.open_tasks`, called by the page that combines both.
    Raises NotAllowed, Locked; NotReady while a task waits for confirmation or has no responsible unit and is
    not marked "Giao sau".
    """
    version = reviewing(version, by=by, now=now)
    plan = version.plan
    demand(Right.PLAN_CONFIRM, plan.unit, by=by, now=now)
    _refuse_unready(version)
    confirm_certain_rows(version=version, by=by, now=now)
    older = plan.versions.filter(state=VersionState.CONFIRMED).exclude(pk=version.pk)
    superseded = list(older.values_list("pk", flat=True))
    take_head(plan, older.order_by("-number").first(), version)
    older.update(state=VersionState.SUPERSEDED)
    version.state, version.confirmed_at, version.confirmed_by = VersionState.CONFIRMED, now, by
    version.save(update_fields=["state", "confirmed_at", "confirmed_by"])
    Plan.objects.filter(pk=plan.pk).update(current=version)
    plan.current = version
    record(
        "plans.plan.confirmed",
        by=by,
        now=now,
        subject=plan,
        unit=plan.unit,
        before={"versions": superseded},
        after={"version": version.pk},
    )
    return version


def _refuse_unready(version: PlanVersion) -> None:
    blocking = obstacles(version)
    if not blocking.tasks:
        raise NotReady(_("Kế hoạch này chưa có nhiệm vụ nào được xác nhận nên chưa có gì để giao."), [])
    if blocking.pending:
        raise NotReady(
            _("Chưa giao được: %(n)s nhiệm vụ chưa xác nhận (%(numbers)s).") % _counted(blocking.pending),
            blocking.pending,
        )
    if blocking.unassigned:
        raise NotReady(
            _("Chưa giao được: %(n)s nhiệm vụ chưa có đơn vị chịu trách nhiệm (%(numbers)s).")
            % _counted(blocking.unassigned),
            blocking.unassigned,
        )


def _counted(rows: Sequence[PlanRow]) -> dict[str, Any]:
    shown = ", ".join(_("số %(n)s") % {"n": row.label} for row in rows[:8])
    return {"n": len(rows), "numbers": shown + (", …" if len(rows) > 8 else "")}
