"""Who carries how much, what has fallen silent, and what stops when somebody is away.

Counts by person are for sharing out work only: seen by who assigns work in that unit.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Q, QuerySet

from thuocdo.orgs.models import Membership, Person, StandIn, Unit
from thuocdo.orgs.queries import Rights
from thuocdo.orgs.queries.people import in_force
from thuocdo.orgs.rules.rights import RIGHTS, Right, Role
from thuocdo.work.models import Task, TaskPeriod, TaskQuerySet
from thuocdo.work.queries.counts import measures
from thuocdo.work.queries.lists import with_list_parts
from thuocdo.work.rules.series import UNDONE
from thuocdo.work.rules.status import CAN_BE_LATE

SHOWN = 50
SILENT_DAYS = 14


@dataclass(frozen=True, slots=True)
class PersonLoad:
    """Open tasks in one person's name at one unit."""

    person: int
    name: str
    unit: str
    total: int
    late: int
    soon: int


def loads_by_person(tasks: TaskQuerySet, rights: Rights, *, today: date) -> list[PersonLoad]:
    """Open tasks by person, most first, of the units where the reader assigns work. One query."""
    mine = tasks.filter(rights.reach(Right.TASK_ASSIGN, "lead"), is_open=True, person__isnull=False)
    counts = {name: measure for name, measure in measures(today).items() if name in ("total", "late", "soon")}
    rows: Iterable[Any] = (
        mine.order_by().values("person", "person__full_name", "lead__name").annotate(**counts)
    )
    found = [
        PersonLoad(r["person"], r["person__full_name"], r["lead__name"], r["total"], r["late"], r["soon"])
        for r in rows
    ]
    return sorted(found, key=lambda load: (-load.total, -load.late, load.name))


def silent_tasks(tasks: TaskQuerySet, *, now: datetime, days: int) -> TaskQuerySet:
    """Running tasks without a note of any kind for so many calendar days, longest silence first."""
    quiet = tasks.filter(is_open=True, state__in=CAN_BE_LATE, updated_at__lt=now - timedelta(days=days))
    return with_list_parts(quiet.order_by("updated_at", "pk"))


@dataclass(frozen=True, slots=True)
class Absence:
    """What stops between two days without one person.

    `due`: tasks in their name whose day (or a period's) lies in the span or has passed; `others`: open tasks in their
    name besides, how many; `waiting`: tasks of others that wait for one of theirs; `alone`: roles at units that nobody
    else holds, so that what needs them stops; `stand_ins`: who is named for the span already.
    """

    due: tuple[Task, ...]
    others: int
    waiting: tuple[Task, ...]
    alone: tuple[Membership, ...]
    stand_ins: tuple[StandIn, ...]


def absence_of(person: Person, rights: Rights, *, first: date, last: date) -> Absence:
    """Only of tasks at units where the reader assigns work. Five queries."""
    mine = Task.objects.filter(rights.reach(Right.TASK_ASSIGN, "lead"), person=person, is_open=True)
    series = TaskPeriod.objects.filter(task__in=mine.values("pk"), state__in=UNDONE, due__lte=last).values(
        "task"
    )
    due = list(
        with_list_parts(mine.filter(Q(due__lte=last) | Q(pk__in=series)).order_by("due_order", "pk"))[:200]
    )
    waiting = Task.objects.filter(blocks__by_task__in=mine.values("pk"), is_open=True).exclude(person=person)
    waiting = waiting.filter(
        rights.reach(Right.TASK_READ, "authority") | rights.reach(Right.TASK_READ, "lead")
    )
    return Absence(
        due=tuple(due),
        others=max(mine.count() - len(due), 0),
        waiting=tuple(waiting.select_related("lead").distinct().order_by("pk")[:SHOWN]),
        alone=tuple(_alone(person, first)),
        stand_ins=tuple(
            StandIn.objects.filter(absent=person, starts__lte=last, ends__gte=first).select_related(
                "stand_in"
            )
        ),
    )


def _alone(person: Person, day: date) -> list[Membership]:
    """The person's roles that decide something and that nobody else holds at the unit on the day."""
    deciding = [role for role in Role if Right.TASK_CONFIRM in RIGHTS[role]]
    own = list(
        Membership.objects.filter(in_force(day), person=person, role__in=deciding).select_related("unit")
    )
    shared = set(
        Membership.objects.filter(
            in_force(day), unit__in=[post.unit_id for post in own], role__in=deciding, person__is_active=True
        )
        .exclude(person=person)
        .values_list("unit", "role")
        if own
        else ()
    )
    return [post for post in own if (post.unit_id, post.role) not in shared]


def people_to_plan_for(rights: Rights, *, today: date) -> QuerySet[Person]:
    """Who works at a unit where the reader assigns work."""
    units = Unit.objects.filter(rights.reach(Right.TASK_ASSIGN)).order_by().values("pk")
    there = Membership.objects.filter(in_force(today), unit__in=units).values("person")
    return Person.objects.filter(pk__in=there, is_active=True).order_by("sort", "pk")
