"""The superior's task above a task, and the answers of the communes below it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from thuocdo.orgs.models import Unit
from thuocdo.orgs.queries import Rights
from thuocdo.orgs.rules.rights import Right, UnitKind
from thuocdo.work.models import Task
from thuocdo.work.queries.access import visible_tasks
from thuocdo.work.queries.rows import TaskRow
from thuocdo.work.rules.states import TaskState

MOST_OFFERED = 300


@dataclass(frozen=True, slots=True)
class RollUp:
    """What stands below a superior's task, as far as the reader may see it.

    `answers`: tasks with their state, overdue first; `silent`: communes within reach without any; `late`, `done`: of
    the answers.
    """

    answers: tuple[TaskRow, ...]
    done: int
    late: int
    communes: int
    silent: tuple[Unit, ...]


@dataclass(frozen=True, slots=True)
class Above:
    """The task above. `opens`: the reader may open it; `reads`: may read its words."""

    task: Task
    by_words: bool
    opens: bool
    reads: bool


def above_of(task: Task, rights: Rights) -> Above | None:
    """The superior's task that this one answers, or None."""
    if task.above_id is None:
        return None
    higher = Task.objects.select_related("authority", "plan").get(pk=task.above_id)
    opens = visible_tasks(rights).filter(pk=higher.pk).exists()
    reads = opens or rights.any(Right.PLAN_READ)
    return Above(higher, task.above_how == "matched", opens, reads)


def roll_up(task: Task, rights: Rights, *, make: Callable[[Task], TaskRow], today: date) -> RollUp | None:
    """The answers below the task; None where nothing is below and the reader follows up no commune. Two queries."""
    found = visible_tasks(rights).filter(above=task).select_related("authority", "lead", "person")
    rows = [make(one) for one in found.order_by("authority__sort", "pk")]
    living = Q(valid_to__isnull=True) | Q(valid_to__gte=today)
    communes = Unit.objects.filter(
        living, rights.reach(Right.TASK_READ), province=task.authority_id, kind=UnitKind.COMMUNE
    )
    below = list(communes.order_by("sort", "pk"))
    if not rows and not (below and task.plan_id is not None and rights.can(Right.TASK_READ, task.authority)):
        return None
    answering = {row.task.authority_id for row in rows}
    late = [row for row in rows if row.status.code == "late"]
    return RollUp(
        answers=tuple(sorted(rows, key=lambda row: row.status.code != "late")),
        done=sum(row.task.state in (TaskState.DONE, TaskState.NOT_ARISEN) for row in rows),
        late=len(late),
        communes=len(below),
        silent=tuple(unit for unit in below if unit.pk not in answering),
    )


def possible_above(task: Task) -> QuerySet[Task]:
    """Tasks of the superior's plan that this one may answer: of the plan above, else of all its open ones."""
    higher = Task.objects.filter(authority=task.province_id, parent__isnull=True).exclude(
        state__in=[TaskState.DRAFT, TaskState.DROPPED]
    )
    if task.plan is not None and task.plan.parent_id is not None:
        higher = higher.filter(plan=task.plan.parent_id)
    return higher.order_by("plan", "number", "pk")[:MOST_OFFERED]
