"""Parts, pieces and waiting of one task, as its page shows them; parts that a person's unit still owes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.db.models import QuerySet

from thuocdo.orgs.models import Unit
from thuocdo.orgs.queries import Rights
from thuocdo.orgs.rules.rights import Right
from thuocdo.work.models import Task, TaskBlock, TaskPart
from thuocdo.work.queries.access import may, visible_tasks
from thuocdo.work.queries.rows import TaskRow

MOST_OFFERED = 300


@dataclass(frozen=True, slots=True)
class PartRow:
    """A coordinating unit with its part, if one is given. `still`: the plan in force still names the unit."""

    unit: Unit
    part: TaskPart | None
    still: bool
    may_report: bool


@dataclass(frozen=True, slots=True)
class BlockRow:
    """A task that is waited for; `task` is None where the reader may not know it."""

    block: TaskBlock
    task: Task | None
    over: bool


@dataclass(frozen=True, slots=True)
class Shares:
    """`leads`: may give parts and say what is waited for; `assigns`: may make pieces."""

    parts: tuple[PartRow, ...]
    parts_done: int
    parts_given: int
    children: tuple[tuple[TaskRow, bool], ...]  # with whether the reader may open it
    children_done: int
    blocks: tuple[BlockRow, ...]
    waited_by: tuple[Task, ...]
    leads: bool
    assigns: bool


def shares_of(task: Task, rights: Rights, *, make: Callable[[Task], TaskRow]) -> Shares:
    """What the page shows; six queries besides those of the rights."""
    helping = {link.unit_id: link.unit for link in task.coordinating.select_related("unit") if link.unit}
    given = {part.unit_id: part for part in task.parts.select_related("unit", "reported_by")}
    units: dict[int, Unit] = {
        **{pk: unit for pk, unit in helping.items() if pk is not None},
        **{part.unit_id: part.unit for part in given.values()},
    }
    whole = rights.can(Right.TASK_WRITE, task.authority)
    parts = tuple(
        PartRow(
            unit,
            given.get(pk),
            pk in helping,
            task.is_open and pk in given and (whole or rights.can(Right.TASK_WRITE, unit)),
        )
        for pk, unit in units.items()
    )
    visible = visible_tasks(rights)
    children = tuple(
        make(child) for child in task.children.select_related("lead", "person").order_by("number")
    )
    blocks = list(task.blocks.select_related("by_task__lead"))
    others = [*(block.by_task_id for block in blocks), *(row.task.pk for row in children)]
    known = set(visible.filter(pk__in=others).values_list("pk", flat=True)) if others else set()
    assigns = may(rights, Right.TASK_ASSIGN, task)
    return Shares(
        parts=parts,
        parts_done=sum(part.done for part in given.values()),
        parts_given=len(given),
        children=tuple((row, row.task.pk in known) for row in children),
        children_done=sum(not row.task.is_open for row in children),
        blocks=tuple(
            BlockRow(b, b.by_task if b.by_task_id in known else None, not b.by_task.is_open) for b in blocks
        ),
        waited_by=tuple(visible.filter(blocks__by_task=task, is_open=True).order_by("pk")[:20]),
        leads=task.is_open and (assigns or may(rights, Right.TASK_WRITE, task)),
        assigns=task.is_open and assigns and task.parent_id is None,
    )


def possible_blockers(task: Task, rights: Rights) -> QuerySet[Task]:
    """Open tasks of the same plan (or of none, like this one) that the person may read."""
    found = visible_tasks(rights).filter(authority=task.authority_id, plan=task.plan_id, is_open=True)
    return found.exclude(pk=task.pk).order_by("number", "pk")[:MOST_OFFERED]


def parts_to_do(rights: Rights) -> QuerySet[TaskPart]:
    """Parts not done of the units where the person writes, of open tasks; the nearest day first."""
    units = rights.units_with(Right.TASK_WRITE)
    found = TaskPart.objects.filter(
        unit__in=sorted(units), done=False, task__is_open=True, task__in=visible_tasks(rights).values("pk")
    )
    return found.select_related("task", "unit").order_by("task__due_order", "pk")
