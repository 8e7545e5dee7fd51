"""What is known of tasks: who may see and change them, lists, counts, one task with its source."""

from __future__ import annotations

from thuocdo.work.queries.access import may, visible_tasks
from thuocdo.work.queries.counts import Counts, UnitLoad, counts_of, loads_by_unit
from thuocdo.work.queries.deadlines import deadline_moves
from thuocdo.work.queries.facets import Choice, Overview, choices, overview
from thuocdo.work.queries.lists import (
    TaskFilter,
    filtered,
    my_tasks,
    of_person,
    one_page,
    phrased,
    tasks_of_unit,
    unit_key,
    unit_of_key,
    with_list_parts,
)
from thuocdo.work.queries.rows import TaskRow, row_maker

__all__ = [
    "Choice",
    "Counts",
    "Overview",
    "TaskFilter",
    "TaskRow",
    "UnitLoad",
    "choices",
    "counts_of",
    "deadline_moves",
    "filtered",
    "loads_by_unit",
    "may",
    "my_tasks",
    "of_person",
    "one_page",
    "overview",
    "phrased",
    "row_maker",
    "tasks_of_unit",
    "unit_key",
    "unit_of_key",
    "visible_tasks",
    "with_list_parts",
]
