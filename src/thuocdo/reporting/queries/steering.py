"""The leader's one screen, and one unit's page: what is overdue and due, by unit, worst first."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from thuocdo.calendars.rules.working_days import WorkingCalendar
from thuocdo.orgs.models import Membership, Unit
from thuocdo.orgs.queries.people import in_force
from thuocdo.orgs.rules.rights import UnitKind
from thuocdo.work.models import Task, TaskQuerySet
from thuocdo.work.queries import (
    Counts,
    TaskRow,
    UnitLoad,
    counts_of,
    loads_by_unit,
    row_maker,
    unit_key,
    with_list_parts,
)
from thuocdo.work.rules.states import TaskState

NAMED = 5  # tasks named under a unit
MOST = 400  # urgent tasks looked at for names; counts are never cut


@dataclass(frozen=True, slots=True)
class UnitBlock:
    """A unit with its urgent tasks by name; `hidden`: how many more are urgent."""

    unit: Unit
    load: UnitLoad
    rows: tuple[TaskRow, ...]

    @property
    def key(self) -> str:
        """How addresses name the unit."""
        return unit_key(self.unit)

    @property
    def hidden(self) -> int:
        return self.load.counts.late + self.load.counts.soon - len(self.rows)


@dataclass(frozen=True, slots=True)
class Steering:
    """The dashboard of an authority on a day."""

    counts: Counts
    urgent: tuple[UnitBlock, ...]
    loads: tuple[UnitLoad, ...]
    unassigned: tuple[TaskRow, ...]
    submitted: tuple[TaskRow, ...]


@dataclass(frozen=True, slots=True)
class PersonLoad:
    """How many open tasks are in a person's name, for the head of the unit."""

    name: str
    position: str
    open: int
    late: int


def steering_of(authority: Unit, *, today: date, calendar: WorkingCalendar) -> Steering:
    """Everything the dashboard of the authority says, in a fixed number of queries."""
    tasks = Task.objects.filter(authority=authority).exclude(state=TaskState.DRAFT)
    make = row_maker(today=today, calendar=calendar)
    loads = loads_by_unit(tasks, today)
    urgent = with_list_parts((tasks.late(today) | tasks.soon(today)).order_by("due_order", "pk"))[:MOST]
    by_unit: dict[int, list[TaskRow]] = defaultdict(list)
    for task in urgent:
        if task.lead_id is not None and len(by_unit[task.lead_id]) < NAMED:
            by_unit[task.lead_id].append(make(task))
    units = Unit.objects.in_bulk([load.unit for load in loads if load.unit])
    blocks = [
        UnitBlock(units[load.unit], load, tuple(by_unit[load.unit]))
        for load in loads
        if load.unit and (load.counts.late or load.counts.soon)
    ]
    return Steering(
        counts=counts_of(tasks, today),
        urgent=tuple(blocks),
        loads=tuple(loads),
        unassigned=_first(tasks.unassigned(), make),
        submitted=_first(tasks.filter(state=TaskState.SUBMITTED), make),
    )


def _first(tasks: TaskQuerySet, make: object, most: int = 10) -> tuple[TaskRow, ...]:
    assert callable(make)  # noqa: S101  (row_maker gives a function)
    return tuple(make(task) for task in with_list_parts(tasks.order_by("due_order", "pk"))[:most])


def tasks_led_by(unit: Unit) -> TaskQuerySet:
    """The tasks of a unit's page: those it leads; of an authority, those of its plans."""
    if unit.kind in (UnitKind.COMMUNE, UnitKind.PROVINCE):
        return Task.objects.filter(authority=unit)
    return Task.objects.filter(lead=unit)


def people_with_load(unit: Unit, *, today: date) -> list[PersonLoad]:
    """Who works at the unit today, with the open tasks in their name."""
    posts = (
        Membership.objects.filter(in_force(today), unit=unit)
        .select_related("person")
        .order_by("starts", "id")
    )
    open_tasks: dict[int, list[date | None]] = defaultdict(list)
    named = Task.objects.filter(lead=unit, is_open=True, person__isnull=False)
    for person, due in named.values_list("person", "due"):
        open_tasks[person].append(due)
    seen: dict[int, PersonLoad] = {}
    for post in posts:
        days = open_tasks[post.person_id]
        late = sum(day is not None and day < today for day in days)
        seen.setdefault(post.person_id, PersonLoad(post.person.full_name, post.position, len(days), late))
    return list(seen.values())
