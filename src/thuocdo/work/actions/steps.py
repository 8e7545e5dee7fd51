"""Progress and changes of state."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from thuocdo.audit.actions import recorded
from thuocdo.lib.errors import InputError
from thuocdo.lib.text import clean_lines
from thuocdo.orgs.models import Person
from thuocdo.orgs.rules.rights import Right
from thuocdo.work.actions.series import end_series
from thuocdo.work.actions.touching import demand, keep, locked
from thuocdo.work.models import STATE_LABELS, Task
from thuocdo.work.rules.refusals import NoSuchStep
from thuocdo.work.rules.series import UNCLOSED
from thuocdo.work.rules.states import CLOSED, Step, TaskState, step_named
from thuocdo.work.words import STEP_WORDS

# what the audit log calls each step: work.task.<past verb>
PAST = {
    "issue": "issued",
    "issue_waiting": "issued",
    "dated": "dated",
    "start": "started",
    "submit": "submitted",
    "withdraw": "withdrawn",
    "accept": "accepted",
    "return": "returned",
    "not_arisen": "not_arisen_noted",
    "pause": "paused",
    "resume": "resumed",
    "reopen": "reopened",
    "drop": "dropped",
}


@recorded
def take_step(
    *, task: Task, name: str, by: Person | None, now: datetime, reason: str = "", stamp: int | None = None
) -> Task:
    """Change the state by a step of the table.

    Raises NoSuchStep (not from this state), NotAllowed, Stale, or InputError when the step needs a reason
    and none is given, or when work is submitted without any result.
    """
    task = locked(task, stamp=stamp)
    step = step_named(name, TaskState(task.state))
    if step is None:
        raise NoSuchStep(
            _("Không làm được “%(step)s” khi nhiệm vụ đang ở trạng thái “%(state)s”.")
            % {"step": _label(name), "state": STATE_LABELS[TaskState(task.state)]}
        )
    demand(by, step.right, task, now=now)
    reason = clean_lines(reason)
    if step.needs_reason and not reason:
        raise InputError(_("Hãy ghi lý do “%(step)s” để người khác hiểu.") % {"step": _label(name)})
    if name == "submit":
        _demand_no_open_period(task, now)
        _demand_no_open_piece(task)
        task.result = reason or task.result
        if not task.result:
            raise InputError(
                _("Chưa trình được vì chưa có kết quả. Hãy ghi ngắn gọn đã làm được gì rồi trình.")
            )
    before = {"state": task.state}
    apply_step(task, step, now=now)
    if not task.is_open:
        end_series(task, now=now)
    return keep(
        task,
        code=PAST[name],
        step=name,
        by=by,
        now=now,
        text=reason,
        before=before,
        after={"state": task.state},
    )


def submit(
    *, task: Task, by: Person | None, now: datetime, result: str = "", stamp: int | None = None
) -> Task:
    """Ask for confirmation; `result` replaces the result noted so far."""
    return take_step(task=task, name="submit", by=by, now=now, reason=result, stamp=stamp)


def _demand_no_open_period(task: Task, now: datetime) -> None:
    begun = task.periods.filter(starts__lte=timezone.localdate(now), state__in=UNCLOSED).first()
    if begun is not None:
        raise InputError(
            _(
                "Chưa trình đóng được nhiệm vụ vì kỳ %(period)s chưa đóng. Hãy nộp kết quả từng kỳ, hoặc ghi không "
                "phát sinh."
            )
            % {"period": begun.label}
        )


def _demand_no_open_piece(task: Task) -> None:
    left = task.children.filter(is_open=True).count()
    if left:
        raise InputError(
            _("Chưa trình được vì còn %(n)s việc con chưa đóng. Hãy hoàn thành các việc con trước.")
            % {"n": left}
        )


def apply_step(task: Task, step: Step, *, now: datetime) -> None:
    """Write the step's target and what follows from it into the task, without storing."""
    target = step.target
    task.state = target
    task.is_open = target not in CLOSED
    task.closed_at = None if task.is_open else now
    task.closed_on = None if task.is_open else timezone.localdate(now)
    if target is TaskState.SUBMITTED:
        task.submitted_on = timezone.localdate(now)
    elif target is not TaskState.DONE:
        task.submitted_on = None


@recorded
def add_progress(
    *, task: Task, text: str, by: Person | None, now: datetime, stamp: int | None = None
) -> Task:
    """Note what has been achieved. The first note also starts the task.

    Raises InputError for an empty note or a closed task, NotAllowed, Stale.
    """
    task = locked(task, stamp=stamp)
    demand(by, Right.TASK_WRITE, task, now=now)
    text = clean_lines(text)
    if not text:
        raise InputError(_("Hãy ghi kết quả, ví dụ: đã làm gì, số liệu đạt được, vướng mắc."))
    if not task.is_open:
        raise InputError(
            _("Nhiệm vụ đã đóng (%(state)s) nên không ghi thêm được. Người xác nhận có thể mở lại.")
            % {"state": STATE_LABELS[TaskState(task.state)]}
        )
    before = {"state": task.state}
    started = step_named("start", TaskState(task.state))
    if started and task.state != TaskState.WAITING:
        apply_step(task, started, now=now)
    task.result = text
    return keep(
        task,
        code="progress_added",
        step="progress",
        by=by,
        now=now,
        text=text,
        before=before,
        after={"state": task.state},
    )


def _label(name: str) -> str:
    return str(STEP_WORDS[name][0]) if name in STEP_WORDS else name
