"""What a task takes over from its row."""

from __future__ import annotations

from thuocdo.calendars.rules.deadline import Deadline
from thuocdo.calendars.rules.working_days import WorkingCalendar
from thuocdo.plans.models import PlanRow, RowUnit
from thuocdo.work.models import Task, TaskUnit
from thuocdo.work.rules.due import days_of, with_count
from thuocdo.work.rules.place import place_text
from thuocdo.work.rules.search import search_text


def fill(task: Task, row: PlanRow, *, number: int, calendar: WorkingCalendar) -> None:
    """Copy the row's data into the task, without storing. A lead or a day that a person has set stays."""
    data = row.data
    task.row = row
    task.number = number
    task.text = row.text
    task.section = place_text(data)
    task.output = data.get("output") or ""
    task.index = (data.get("index") or "")[:20]
    task.dimension = data.get("dimension")
    task.subdimension = data.get("subdimension") or ""
    task.field = (data.get("field") or "")[:200]
    task.rhythm = row.rhythm
    _fill_lead(task, row)
    task.deadline_text = (data.get("deadline_text") or "")[:500]
    if not task.deadline_set_by_person:
        read = Deadline.from_json(data.get("deadline") or {"kind": "none"})
        set_days(task, read, calendar)
    task.helping_printed = "; ".join(
        link.unit.name if link.unit else link.printed for link in coordinating_of(task, row)
    )
    printed = [link.printed for link in row.units.all()]
    task.folded = search_text(
        task.text, task.section, task.output, *printed, task.lead.name if task.lead else ""
    )


def set_days(task: Task, deadline: Deadline, calendar: WorkingCalendar) -> None:
    """Write a deadline and the days that follow from it into the task, without storing."""
    issued = task.plan.issued if task.plan else None
    deadline = with_count(deadline, task.deadline_text, issued, calendar)
    task.deadline = deadline.to_json()
    task.deadline_kind = deadline.kind
    task.starts, task.due = days_of(deadline)


def _fill_lead(task: Task, row: PlanRow) -> None:
    leads = [link for link in row.units.all() if link.part == RowUnit.LEAD]
    task.lead_printed = "; ".join(link.printed for link in leads)[:500]
    if task.lead_set_by_person:
        return
    task.lead = row.responsible or next((link.unit for link in leads if link.unit), None)
    task.lead_is_group = task.lead is None and any(link.is_group for link in leads)


def coordinating_of(task: Task, row: PlanRow) -> list[TaskUnit]:
    """The coordinating units of the row; a second lead unit helps the first."""
    links = [link for link in row.units.all() if link.unit_id is None or link.unit_id != task.lead_id]
    helping = [link for link in links if link.part == RowUnit.COORDINATING or link.unit_id is not None]
    return [
        TaskUnit(task=task, unit=link.unit, printed=link.printed, is_group=link.is_group, position=place)
        for place, link in enumerate(helping)
    ]
