"""What new versions of a plan left open for a person."""

from __future__ import annotations

from dataclasses import dataclass

from thuocdo.plans.models import Plan, PlanRow
from thuocdo.work.models import Task, Unmatched


@dataclass(frozen=True, slots=True)
class Question:
    """One open question with its candidates: (task or row, likeness in percent)."""

    item: Unmatched
    tasks: tuple[tuple[Task, int], ...] = ()
    rows: tuple[tuple[PlanRow, int], ...] = ()


def open_questions(plan: Plan) -> list[Question]:
    """The undecided ones, vanished tasks first; candidates that found another place meanwhile are left out.

    A pair that is alike is asked about once, from the side of the task: its row waits without a question of its own
    until the answer tells what the row is.
    """
    items = list(
        plan.unmatched.filter(decided_at=None).select_related("task__lead", "row").order_by("row_id", "pk")
    )
    wanted = {c.get("task") for item in items for c in item.candidates} - {None}
    wanted_rows = {c.get("row") for item in items for c in item.candidates} - {None}
    taken = set(Task.objects.filter(row__in=wanted_rows).values_list("row_id", flat=True))
    asked = {item.task_id for item in items} - {None}
    offered = {c["row"] for item in items if item.task_id for c in item.candidates} - taken
    tasks = {task.pk: task for task in Task.objects.filter(pk__in=wanted) if task.pk in asked}
    rows = {row.pk: row for row in PlanRow.objects.filter(pk__in=wanted_rows - taken)}
    return [
        Question(
            item,
            tuple(
                (tasks[c["task"]], round(100 * c["ratio"])) for c in item.candidates if c.get("task") in tasks
            ),
            tuple((rows[c["row"]], round(100 * c["ratio"])) for c in item.candidates if c.get("row") in rows),
        )
        for item in items
        if item.row_id not in offered
    ]
