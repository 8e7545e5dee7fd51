"""A person decides what became of a task, or where a row comes from, when a new version leaves it open."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from thuocdo.audit.actions import record, recorded
from thuocdo.audit.official import official
from thuocdo.calendars.queries import working_calendar
from thuocdo.lib.errors import InputError
from thuocdo.orgs.models import Person
from thuocdo.orgs.queries import rights_of
from thuocdo.orgs.rules.rights import Right
from thuocdo.plans.models import Plan, PlanRow, RowKind, RowState, VersionState
from thuocdo.work.actions.opening import begin_task, carry_on
from thuocdo.work.actions.steps import take_step
from thuocdo.work.models import Task, Unmatched
from thuocdo.work.rules.refusals import NotAllowed, Stale

SAME, NEW, KEEP, DROP = "same", "new", "keep", "drop"


@recorded
def decide_unmatched(
    *,
    question: Unmatched,
    decision: str,
    by: Person | None,
    now: datetime,
    task: Task | None = None,
    row: PlanRow | None = None,
    reason: str = "",
) -> Unmatched:
    """Settle one question of a new version.

    Of a row: "same" as `task` (its work goes on), or "new". Of a task: "same" as `row`, "keep" (it stays, though
    the new version no longer prints it) or "drop" (with a reason). What the answer settles besides is closed,
    too: a row that can be no old task any more becomes a new one. Raises InputError for another answer, NotAllowed, Stale when somebody has decided.
    """
    question = (
        Unmatched.objects.select_for_update(of=("self",))
        .select_related("plan__unit", "task", "row")
        .get(pk=question.pk)
    )
    plan = question.plan
    if by is not None and not rights_of(by, on=timezone.localdate(now)).can(Right.PLAN_CONFIRM, plan.unit):
        raise NotAllowed(_("Bạn chưa có quyền quyết định nhiệm vụ của kế hoạch này."), plan.unit.name)
    if question.decided_at is not None:
        raise Stale(_("Mục này đã có người quyết định."))
    task, row = question.task or task, question.row or row
    if decision == SAME and task is not None and row is not None:
        _join(task, row, by, now)
    elif decision == NEW and question.row is not None:
        begin_task(
            plan, question.row, number=_number(question.row), calendar=working_calendar(), by=by, now=now
        )
    elif decision == DROP and question.task is not None:
        text = reason or official("Bản kế hoạch mới không còn nhiệm vụ này")
        take_step(task=question.task, name="drop", by=by, now=now, reason=text)
    elif decision != KEEP or question.task is None:
        raise InputError(_("Hãy chọn một trong các cách xử lý được nêu."))
    question.decided_at, question.decided_by, question.decision = now, by, decision
    question.save()
    begun = _begin_rows_that_can_only_be_new(plan, by, now)
    record(
        "work.unmatched.decided",
        by=by,
        now=now,
        subject=question,
        unit=plan.unit,
        after={
            "decision": decision,
            "task": task.pk if task else None,
            "row": row.pk if row else None,
            **({"new_rows": begun} if begun else {}),
        },
        why=reason,
    )
    return question


def _begin_rows_that_can_only_be_new(plan: Plan, by: Person | None, now: datetime) -> list[int]:
    """Rows that waited for what became of a task, once every task that they might be is told apart from them."""
    begun = []
    questions = list(plan.unmatched.select_related("row__version").order_by("row__position", "pk"))
    told_apart = {
        (one.task_id, candidate["row"])
        for one in questions
        if one.task_id and one.decided_at
        for candidate in one.candidates
    }
    for question in questions:
        if question.row is None or question.decided_at:
            continue
        if not all((candidate["task"], question.row_id) in told_apart for candidate in question.candidates):
            continue  # a task still to be decided may be it, or one that was closed before and is not asked about
        begin_task(
            plan, question.row, number=_number(question.row), calendar=working_calendar(), by=by, now=now
        )
        question.decided_at, question.decided_by, question.decision = now, by, NEW
        question.save()
        begun.append(question.row.pk)
    return begun


def _join(task: Task, row: PlanRow, by: Person | None, now: datetime) -> None:
    if task.plan_id != row.version.plan_id or row.kind != RowKind.TASK:
        raise InputError(_("Nhiệm vụ và dòng đã chọn không cùng một kế hoạch."))
    if row.state != RowState.CONFIRMED or row.version.state != VersionState.CONFIRMED:
        raise InputError(_("Dòng đã chọn không thuộc bản kế hoạch đang dùng. Hãy chọn dòng khác."))
    if Task.objects.filter(row=row).exclude(pk=task.pk).exists():
        raise InputError(_("Dòng này đã là một nhiệm vụ khác rồi. Hãy chọn dòng khác."))
    carry_on(task, row, number=_number(row), calendar=working_calendar(), by=by, now=now)
    settled = Unmatched.objects.filter(plan=task.plan, decided_at=None)
    settled.filter(task=task).update(decided_at=now, decided_by=by, decision=SAME)
    settled.filter(row=row).update(decided_at=now, decided_by=by, decision=SAME)


def _number(row: PlanRow) -> int:
    before = PlanRow.objects.filter(
        version=row.version, kind=RowKind.TASK, state=RowState.CONFIRMED, position__lt=row.position
    )
    return before.count() + 1
