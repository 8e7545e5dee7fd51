"""What happens to one period of a series: result, submission, acceptance, "không phát sinh", missed."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from thuocdo.audit.actions import recorded
from thuocdo.calendars.queries import working_calendar
from thuocdo.lib.errors import InputError
from thuocdo.lib.text import clean_lines
from thuocdo.orgs.models import Person
from thuocdo.orgs.rules.rights import Right
from thuocdo.work.actions.series import open_next, settle, told_next
from thuocdo.work.actions.steps import apply_step
from thuocdo.work.actions.touching import demand, keep, locked
from thuocdo.work.models import Task, TaskPeriod
from thuocdo.work.rules.refusals import NoSuchStep
from thuocdo.work.rules.series import UNCLOSED, UNDONE, PeriodState, PeriodStep, period_steps
from thuocdo.work.rules.states import TaskState, step_named

# what the audit log calls each step: work.task.<past verb>
PAST = {
    "submit": "period_submitted",
    "withdraw": "period_withdrawn",
    "accept": "period_accepted",
    "return": "period_returned",
    "not_arisen": "period_not_arisen",
    "missed": "period_missed",
}
_STARTS = frozenset({"submit"})


@recorded
def take_period_step(
    *,
    period: TaskPeriod,
    name: str,
    by: Person | None,
    now: datetime,
    text: str = "",
    stamp: int | None = None,
) -> TaskPeriod:
    """Change a period by a step of its table; `text` is the result or the reason.

    A closed period has no steps: it stays as it was closed for ever. Closing the last one that was open makes the
    next one at once. Raises NoSuchStep, NotAllowed, Stale (`stamp` of the task), InputError (nothing written).
    """
    task = locked(period.task, stamp=stamp)
    period = TaskPeriod.objects.select_for_update().get(pk=period.pk, task=task)
    step = _step(task, period, name, now)
    demand(by, step.right, task, now=now)
    text = clean_lines(text)
    if step.needs == "result":
        text = text or period.result
        if not text:
            raise InputError(
                _("Chưa nộp được kỳ %(period)s vì chưa có kết quả. Hãy ghi ngắn gọn đã làm được gì.")
                % {"period": period.label}
            )
        period.result = text
    elif step.needs == "reason":
        if not text:
            raise InputError(_("Hãy ghi lý do để người khác hiểu."))
        period.reason = text
    before = {"period": period.label, "period_state": period.state}
    _write(period, step, by, now)
    if name in _STARTS and (started := step_named("start", TaskState(task.state))):
        apply_step(task, started, now=now)
    opened = open_next(task, now=now, calendar=working_calendar())
    settle([task.pk])
    task.refresh_from_db(fields=["due"])
    note = text if opened is None else "\n".join(filter(None, [text, told_next(opened.label, opened.due)]))
    keep(
        task,
        code=PAST[name],
        step=f"period_{name}",
        by=by,
        now=now,
        text=note,
        before=before,
        after={"period": period.label, "period_state": period.state},
    )
    return period


@recorded
def note_period(
    *, period: TaskPeriod, text: str, by: Person | None, now: datetime, stamp: int | None = None
) -> TaskPeriod:
    """Keep what has been achieved in the period so far, without handing it in; the first note starts the task.

    Raises InputError (nothing written, or the period is handed in or closed), NotAllowed, Stale.
    """
    task = locked(period.task, stamp=stamp)
    period = TaskPeriod.objects.select_for_update().get(pk=period.pk, task=task)
    demand(by, Right.TASK_WRITE, task, now=now)
    text = clean_lines(text)
    if not text:
        raise InputError(_("Hãy ghi kết quả, ví dụ: đã làm gì, số liệu đạt được, vướng mắc."))
    if period.state not in UNDONE or not task.is_open:
        raise InputError(
            _("Kỳ %(period)s đã nộp hoặc đã đóng nên không ghi thêm được.") % {"period": period.label}
        )
    period.result = text
    period.save(update_fields=["result"])
    if started := step_named("start", TaskState(task.state)):
        apply_step(task, started, now=now)
    keep(
        task,
        code="period_noted",
        step="period_note",
        by=by,
        now=now,
        text=text,
        after={"period": period.label},
    )
    return period


def _step(task: Task, period: TaskPeriod, name: str, now: datetime) -> PeriodStep:
    steps = period_steps(PeriodState(period.state), overdue=period.overdue(timezone.localdate(now)))
    step = next((one for one in steps if one.name == name), None)
    if step is None or not task.is_open:
        raise NoSuchStep(
            _("Kỳ %(period)s không nhận thao tác này ở trạng thái hiện tại.") % {"period": period.label}
        )
    return step


def _write(period: TaskPeriod, step: PeriodStep, by: Person | None, now: datetime) -> None:
    today = timezone.localdate(now)
    period.state = step.target
    if step.target is PeriodState.SUBMITTED:
        period.submitted_on, period.submitted_by = today, by
    elif step.target is not PeriodState.DONE:
        period.submitted_on, period.submitted_by = None, None
    if step.target not in UNCLOSED:
        period.closed_on, period.closed_by = today, by
    period.save()
