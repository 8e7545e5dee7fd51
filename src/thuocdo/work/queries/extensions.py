"""Requests for more time: of one task, and those that wait for a person's decision."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import QuerySet

from thuocdo.orgs.models import Unit
from thuocdo.orgs.queries import Rights
from thuocdo.orgs.rules.rights import Right
from thuocdo.work.models import Extension, ExtensionState, Task, TaskPeriod
from thuocdo.work.queries.access import may
from thuocdo.work.rules.series import PeriodState
from thuocdo.work.rules.status import CAN_BE_LATE


@dataclass(frozen=True, slots=True)
class Extensions:
    """The requests of a task and what the person may do now: ask, decide on the open one, take it back."""

    all: tuple[Extension, ...]
    open: Extension | None
    may_ask: bool
    may_decide: bool
    may_withdraw: bool


def extensions_of(task: Task, rights: Rights) -> Extensions:
    """One query, besides those of the rights."""
    found = tuple(task.extensions.select_related("asked_by", "decided_by", "period"))
    waiting = next((one for one in found if one.state == ExtensionState.ASKED), None)
    writes = task.is_open and may(rights, Right.TASK_WRITE, task)
    decides = rights.can(Right.TASK_CONFIRM, task.authority)
    return Extensions(
        all=tuple(one for one in found if one is not waiting),
        open=waiting,
        may_ask=writes and waiting is None and task.due is not None and task.state in CAN_BE_LATE,
        may_decide=waiting is not None and decides and waiting.asked_by_id != rights.person.pk,
        may_withdraw=waiting is not None and writes,
    )


def extensions_to_decide(rights: Rights) -> QuerySet[Extension]:
    """Open requests on tasks of the authorities that the person decides for, oldest first; not the own ones."""
    found = Extension.objects.filter(state=ExtensionState.ASKED).select_related("task__lead", "period")
    if not rights.any(Right.TASK_CONFIRM):
        return found.none()
    within = Unit.objects.filter(rights.reach(Right.TASK_CONFIRM), kind__in=["commune", "province"])
    found = found.filter(task__authority__in=within.order_by().values("pk")).exclude(asked_by=rights.person)
    return found.order_by("asked_at", "pk")


def periods_to_confirm(rights: Rights) -> QuerySet[TaskPeriod]:
    """Periods handed in that the person may accept or return for an authority, oldest first."""
    found = TaskPeriod.objects.filter(state=PeriodState.SUBMITTED, task__is_open=True)
    if not rights.any(Right.TASK_CONFIRM):
        return found.none()
    within = Unit.objects.filter(rights.reach(Right.TASK_CONFIRM)).order_by().values("pk")
    found = found.filter(task__authority__in=within)
    return found.select_related("task__lead").order_by("submitted_on", "pk")
