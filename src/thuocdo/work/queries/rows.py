"""A task as a row of any list: its state in words, its last day, the units that help."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from thuocdo.calendars.rules.deadline import DeadlineKind
from thuocdo.calendars.rules.working_days import WorkingCalendar
from thuocdo.calendars.words import KIND_WORDS
from thuocdo.work.models import Task
from thuocdo.work.rules.states import TaskState
from thuocdo.work.rules.status import Status, status_of
from thuocdo.work.words import StateWords, state_words


@dataclass(frozen=True, slots=True)
class TaskRow:
    """What a list prints of a task."""

    task: Task
    status: Status
    state: StateWords
    kind: str  # "Thường xuyên", where there is no last day


def status_today(task: Task, *, today: date, calendar: WorkingCalendar) -> Status:
    """The task's state as shown on the day."""
    return status_of(
        TaskState(task.state),
        task.due,
        today=today,
        calendar=calendar,
        closed_on=task.submitted_on or task.closed_on,
    )


def row_maker(*, today: date, calendar: WorkingCalendar) -> Callable[[Task], TaskRow]:
    """A function that makes rows; tasks with the same days share one count of working days."""
    known: dict[tuple[str, date | None, date | None], Status] = {}

    def make(task: Task) -> TaskRow:
        key = (task.state, task.due, task.submitted_on or task.closed_on)
        if key not in known:
            known[key] = status_today(task, today=today, calendar=calendar)
        status = known[key]
        return TaskRow(task, status, state_words(status), str(KIND_WORDS[DeadlineKind(task.deadline_kind)]))

    return make
