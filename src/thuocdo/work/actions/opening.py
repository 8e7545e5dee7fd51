"""From the confirmed rows of a plan to tasks; a second version keeps the work of the first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from thuocdo.audit.actions import record, recorded
from thuocdo.calendars.queries import working_calendar
from thuocdo.calendars.rules.working_days import WorkingCalendar
from thuocdo.orgs.models import Person
from thuocdo.orgs.queries import rights_of
from thuocdo.orgs.rules.rights import Right
from thuocdo.plans.models import Plan, PlanRow, PlanVersion, RowKind, RowState
from thuocdo.work.actions.cascade import link_up
from thuocdo.work.actions.filling import coordinating_of, fill, set_days
from thuocdo.work.actions.series import begin_series, follow_plan
from thuocdo.work.models import Task, TaskNote, TaskUnit, Unmatched
from thuocdo.work.queries.kinship import continuity_of
from thuocdo.work.queries.unmatched import open_questions
from thuocdo.work.rules.continuity import Continuity
from thuocdo.work.rules.refusals import NotAllowed
from thuocdo.work.rules.states import TaskState


@dataclass(frozen=True, slots=True)
class Opened:
    """What opening a version did: tasks made, tasks carried on, rows and tasks that wait for a person."""

    new: int = 0
    kept: int = 0
    waiting: int = 0


@recorded
def open_tasks(*, version: PlanVersion, by: Person | None, now: datetime) -> Opened:
    """Make tasks of the version's confirmed task rows, or carry on those of the version before.

    A plan without number or date gives tasks in state draft. Calling it again changes nothing.
    Raises NotAllowed without the right to confirm the plan.
    """
    plan = version.plan
    _demand_confirm(plan, by, now)
    calendar = working_calendar()
    rows = list(
        version.rows.filter(kind=RowKind.TASK, state=RowState.CONFIRMED)
        .select_related("responsible")
        .prefetch_related("units__unit")
        .order_by("position", "id")
    )
    by_id = {row.pk: row for row in rows}
    tasks = {task.pk: task for task in plan.tasks.select_for_update()}
    done = {task.row_id for task in tasks.values()}
    asked = set(version.plan.unmatched.filter(row__in=by_id).values_list("row_id", flat=True))
    if not (asked or done & by_id.keys()):
        _close_outdated(plan, by, now)
    fresh = [row for row in rows if row.pk not in done and row.pk not in asked]
    numbers = {row.pk: number for number, row in enumerate(rows, 1)}
    # a task whose row is of this version already is settled
    earlier = [
        task for task in tasks.values() if task.row_id not in by_id and task.state != TaskState.DROPPED
    ]
    plot = continuity_of(plan, fresh, earlier)
    split_from = {row: tasks[task].number for row, task in plot.parts.items()}
    for row_id, task_id in plot.kept.items():
        carry_on(tasks[task_id], by_id[row_id], number=numbers[row_id], calendar=calendar, by=by, now=now)
    begin = [by_id[pk] for pk in (*plot.new, *plot.parts)]
    _begin(plan, begin, numbers, calendar, by, now, split_from)
    waiting = _ask(plan, plot, tasks)
    opened = Opened(new=len(begin), kept=len(plot.kept), waiting=waiting)
    if opened.new or opened.kept:
        link_up(plan)
        for child in plan.children.all():
            link_up(child)
    if opened != Opened():
        record(
            "work.tasks.opened",
            by=by,
            now=now,
            subject=version,
            unit=plan.unit,
            after={"new": opened.new, "kept": opened.kept, "waiting": opened.waiting},
        )
    return opened


@recorded
def issue_drafts(*, plan: Plan, by: Person | None, now: datetime) -> int:
    """Turn the plan's draft tasks into tasks, now that it has number and date. Gives how many."""
    _demand_confirm(plan, by, now)
    if not plan.number or not plan.issued:
        return 0
    drafts = list(plan.tasks.select_for_update().filter(state=TaskState.DRAFT))
    calendar = working_calendar()
    for task in drafts:
        task.plan = plan
        if not task.deadline_set_by_person:  # a count may begin with the day of issue
            set_days(task, task.understood, calendar)
        task.state = TaskState.WAITING if task.deadline_kind == "by_parent" else TaskState.OPEN
        task.version_stamp += 1
        task.updated_at = now
    Task.objects.bulk_update(
        drafts,
        ["state", "version_stamp", "updated_at", "deadline", "deadline_kind", "starts", "due"],
        batch_size=200,
    )
    begin_series(drafts, calendar=calendar, now=now)
    TaskNote.objects.bulk_create(
        TaskNote(
            task=task, at=now, by=by, step="issue", before={"state": "draft"}, after={"state": task.state}
        )
        for task in drafts
    )
    if drafts:
        record(
            "work.tasks.issued", by=by, now=now, subject=plan, unit=plan.unit, after={"tasks": len(drafts)}
        )
    return len(drafts)


def begin_task(
    plan: Plan, row: PlanRow, *, number: int, calendar: WorkingCalendar, by: Person | None, now: datetime
) -> Task:
    """One new task of a row, stored with its units and its first note."""
    _begin(plan, [row], {row.pk: number}, calendar, by, now, {})
    return plan.tasks.get(row=row)


def carry_on(
    task: Task, row: PlanRow, *, number: int, calendar: WorkingCalendar, by: Person | None, now: datetime
) -> None:
    """Let the task follow a row of the new version: wording, place and units change; state, history and what a
    person has set stay."""
    before = {"row": task.row_id, "number": task.number, "text": task.text, "due": _iso(task)}
    fill(task, row, number=number, calendar=calendar)
    task.version_stamp += 1
    task.save()
    task.coordinating.all().delete()
    TaskUnit.objects.bulk_create(coordinating_of(task, row))
    follow_plan(task, now=now, calendar=calendar)
    TaskNote.objects.create(
        task=task,
        at=now,
        by=by,
        step="version",
        before=before,
        after={"row": row.pk, "number": task.number, "text": task.text, "due": _iso(task)},
    )


def _begin(
    plan: Plan,
    rows: Sequence[PlanRow],
    numbers: Mapping[int, int],
    calendar: WorkingCalendar,
    by: Person | None,
    now: datetime,
    split_from: Mapping[int, int],
) -> None:
    draft = not plan.number or not plan.issued
    made = []
    for row in rows:
        task = Task(plan=plan, authority=plan.unit, province_id=plan.unit.province_id, updated_at=now)
        fill(task, row, number=numbers[row.pk], calendar=calendar)
        task.state = TaskState.OPEN
        if draft:
            task.state = TaskState.DRAFT
        elif task.deadline_kind == "by_parent":
            task.state = TaskState.WAITING
        made.append(task)
    Task.objects.bulk_create(made, batch_size=200)
    TaskUnit.objects.bulk_create(
        [link for task, row in zip(made, rows, strict=True) for link in coordinating_of(task, row)],
        batch_size=500,
    )
    begin_series(made, calendar=calendar, now=now)
    notes = []
    for task, row in zip(made, rows, strict=True):
        origin = split_from.get(row.pk)
        text = _("Tách từ nhiệm vụ %(n)s của bản trước") % {"n": origin} if origin else ""
        notes.append(TaskNote(task=task, at=now, by=by, step="open", text=text, after={"row": row.pk}))
    TaskNote.objects.bulk_create(notes, batch_size=500)


def _close_outdated(plan: Plan, by: Person | None, now: datetime) -> None:
    """What an earlier version left open is asked anew of this one, or has answered itself."""
    plan.unmatched.filter(decided_at=None).update(decided_at=now, decided_by=by, decision="outdated")


def _ask(plan: Plan, plot: Continuity, tasks: Mapping[int, Task]) -> int:
    known = set(plan.unmatched.filter(decided_at=None).exclude(task=None).values_list("task_id", flat=True))
    questions = [
        Unmatched(
            plan=plan, row_id=row, candidates=[{"task": pk, "ratio": round(ratio, 3)} for pk, ratio in some]
        )
        for row, some in plot.doubtful.items()
    ]
    questions += [
        Unmatched(
            plan=plan,
            task=tasks[task],
            candidates=[{"row": pk, "ratio": round(ratio, 3)} for pk, ratio in some],
        )
        for task, some in plot.vanished.items()
        if tasks[task].is_open and task not in known
    ]
    Unmatched.objects.bulk_create(questions, batch_size=500)
    return len(open_questions(plan)) if questions else 0


def _demand_confirm(plan: Plan, by: Person | None, now: datetime) -> None:
    if by is not None and not rights_of(by, on=timezone.localdate(now)).can(Right.PLAN_CONFIRM, plan.unit):
        raise NotAllowed(
            _("Bạn chưa có quyền giao nhiệm vụ từ kế hoạch của %(unit)s.") % {"unit": plan.unit.name},
            plan.unit.name,
        )


def _iso(task: Task) -> str | None:
    return task.due.isoformat() if task.due else None
