"""What tasks wait for: documents of a superior that are not recorded yet, and those that were."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from thuocdo.lib.text import clean, fold
from thuocdo.orgs.models import Unit
from thuocdo.orgs.queries import Rights
from thuocdo.orgs.rules.rights import Right
from thuocdo.work.models import ExpectedDocument, Task
from thuocdo.work.queries.access import visible_tasks
from thuocdo.work.rules.states import TaskState


@dataclass(frozen=True, slots=True)
class Waiting:
    """A document as plans name it, and the tasks that wait for it. `counted`: each of them counts days from it."""

    key: str
    name: str
    authority: Unit
    tasks: tuple[Task, ...]
    counted: bool
    may_record: bool


def waiting_documents(rights: Rights) -> list[Waiting]:
    """The documents that visible tasks wait for, by authority and name; most waiting tasks first. One query."""
    tasks = visible_tasks(rights).filter(state=TaskState.WAITING).select_related("authority", "lead")
    groups: dict[tuple[int, str], list[Task]] = {}
    for task in tasks.order_by("authority", "number", "pk"):
        groups.setdefault((task.authority_id, fold(_named(task))), []).append(task)
    found = [
        Waiting(
            key=f"{authority}-{number}",
            name=_named(some[0]),
            authority=some[0].authority,
            tasks=tuple(some),
            counted=all(task.understood.working_days for task in some),
            may_record=rights.can(Right.TASK_ASSIGN, some[0].authority),
        )
        for number, ((authority, _name), some) in enumerate(groups.items())
    ]
    return sorted(found, key=lambda group: -len(group.tasks))


def _named(task: Task) -> str:
    return clean(task.understood.depends_on or task.deadline_text or _("văn bản cấp trên"))


def recorded_documents(rights: Rights) -> QuerySet[ExpectedDocument]:
    """Documents recorded by the authorities whose tasks the person reads, newest first."""
    units = Unit.objects.filter(rights.reach(Right.TASK_READ)).order_by().values("pk")
    found = ExpectedDocument.objects.filter(authority__in=units)
    return found.select_related("recorded_by", "authority").prefetch_related("tasks")
