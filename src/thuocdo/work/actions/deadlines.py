"""Deadlines that a person sets, and deadlines counted again after the calendar of days off has changed."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from thuocdo.audit.actions import record, recorded
from thuocdo.calendars.queries import working_calendar
from thuocdo.calendars.rules.deadline import Deadline, DeadlineKind
from thuocdo.lib.errors import InputError
from thuocdo.lib.text import clean_lines
from thuocdo.orgs.models import Person
from thuocdo.orgs.rules.rights import Right
from thuocdo.work.actions.series import recount_periods, settle
from thuocdo.work.actions.steps import apply_step
from thuocdo.work.actions.touching import demand, keep, locked
from thuocdo.work.models import Task, TaskNote
from thuocdo.work.queries.deadlines import deadline_moves
from thuocdo.work.rules.due import Move, recounted
from thuocdo.work.rules.states import TaskState, step_named


@recorded
def set_deadline(
    *, task: Task, due: date, reason: str, by: Person | None, now: datetime, stamp: int | None = None
) -> Task:
    """Set the last day by hand; what the plan printed stays beside it. A task that waited for it may begin.

    Only who assigns for the whole authority may do this. Raises NotAllowed, Stale, InputError (no reason).
    """
    task = locked(task, stamp=stamp)
    demand(by, Right.TASK_ASSIGN, task, now=now, authority_only=True)
    reason = clean_lines(reason)
    if not reason:
        raise InputError(_("Hãy ghi lý do hoặc văn bản làm căn cứ đặt hạn."))
    if task.starts and due < task.starts:
        raise InputError(
            _("Hạn %(due)s sớm hơn ngày bắt đầu %(start)s.")
            % {"due": f"{due:%d/%m/%Y}", "start": f"{task.starts:%d/%m/%Y}"}
        )
    before = {"due": task.due.isoformat() if task.due else None, "state": task.state}
    task.deadline = Deadline(DeadlineKind.DATE, start=task.starts, end=due).to_json()
    task.deadline_kind = DeadlineKind.DATE
    task.due = due
    task.deadline_set_by_person = True
    dated = step_named("dated", TaskState(task.state))
    if dated:
        apply_step(task, dated, now=now)
    task.save()
    if task.periods.exists():  # what is due first may be a period
        settle([task.pk])
        task.refresh_from_db(fields=["due"])
    return keep(
        task,
        code="deadline_set",
        step="deadline",
        by=by,
        now=now,
        text=reason,
        before=before,
        after={"due": due.isoformat(), "state": task.state},
    )


@recorded
def recompute_deadlines(*, changed_days: Collection[date], by: Person | None, now: datetime) -> list[Move]:
    """Count the open deadlines in working days again after these days became on or off.

    Gives the tasks whose last day moved. One audit entry names them all; each task gets a note.
    """
    calendar = working_calendar()
    recount_periods(today=timezone.localdate(now), calendar=calendar)
    moves = deadline_moves(calendar=calendar, changed_days=changed_days)
    if not moves:
        return []
    tasks = {
        task.pk: task
        for task in Task.objects.select_for_update().filter(pk__in=[move.task for move in moves])
    }
    notes = []
    for move in moves:
        task = tasks[move.task]
        task.deadline = recounted(task.understood, calendar).to_json()
        task.due = move.after
        task.version_stamp += 1
        notes.append(
            TaskNote(
                task=task,
                at=now,
                by=by,
                step="recount",
                before={"due": move.before.isoformat()},
                after={"due": move.after.isoformat()},
            )
        )
    Task.objects.bulk_update(tasks.values(), ["deadline", "due", "version_stamp"], batch_size=200)
    TaskNote.objects.bulk_create(notes, batch_size=500)
    record(
        "work.deadlines.recomputed",
        by=by,
        now=now,
        before={str(move.task): move.before.isoformat() for move in moves},
        after={str(move.task): move.after.isoformat() for move in moves},
        why=", ".join(f"{day:%d/%m/%Y}" for day in sorted(changed_days)),
    )
    return moves
