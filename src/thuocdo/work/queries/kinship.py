"""How the rows of a new version are related to the tasks at hand."""

from __future__ import annotations

from collections.abc import Sequence

from thuocdo.plans.models import Plan, PlanRow
from thuocdo.plans.rules.matching import Item, match_rows
from thuocdo.work.models import Task
from thuocdo.work.rules.continuity import Continuity, continue_tasks
from thuocdo.work.rules.place import place_text


def continuity_of(plan: Plan, rows: Sequence[PlanRow], tasks: Sequence[Task]) -> Continuity:
    """What becomes of the tasks under these rows: what the review says, then likeness of text and place."""
    matching = match_rows(
        [Item(task.text, task.section) for task in tasks],
        [Item(row.text, place_text(row.data)) for row in rows],
    )
    return continue_tasks(
        [row.pk for row in rows],
        [task.pk for task in tasks],
        _chosen(plan, rows, tasks) if tasks else {},
        matching,
    )


def _chosen(plan: Plan, rows: Sequence[PlanRow], tasks: Sequence[Task]) -> dict[int, int]:
    """Row -> task by the rows' predecessors; a version that was never confirmed is passed over."""
    task_of_row = {task.row_id: task.pk for task in tasks if task.row_id is not None}
    before = dict(PlanRow.objects.filter(version__plan=plan).values_list("pk", "predecessor_id"))
    chosen = {}
    for row in rows:
        seen: set[int] = set()
        earlier = row.predecessor_id
        while earlier is not None and earlier not in task_of_row and earlier not in seen:
            seen.add(earlier)
            earlier = before.get(earlier)
        if earlier is not None and earlier in task_of_row:
            chosen[row.pk] = task_of_row[earlier]
    return chosen
