"""Counts of tasks: one line over a list, and by unit."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Count, Max, Min, Q

from thuocdo.work.models import TaskQuerySet
from thuocdo.work.rules.states import TaskState
from thuocdo.work.rules.status import CAN_BE_LATE, SOON_DAYS

LINE = ("total", "late", "soon", "unassigned")  # what the line over a list says


@dataclass(frozen=True, slots=True)
class Counts:
    """How many tasks; `late` and `soon` only of those whose last day can pass. `done` includes "không phát sinh"."""

    total: int = 0
    late: int = 0
    soon: int = 0
    doing: int = 0
    submitted: int = 0
    waiting: int = 0
    unassigned: int = 0
    done: int = 0


@dataclass(frozen=True, slots=True)
class UnitLoad:
    """Counts of one lead unit (None: nobody leads), with the day of its latest note."""

    unit: int | None
    name: str
    counts: Counts
    latest: date | None = None
    worst: date | None = None


def measures(today: date) -> dict[str, Any]:
    """The aggregates behind `Counts`, by field name."""
    can_be_late = Q(is_open=True, state__in=CAN_BE_LATE)
    return {
        "total": Count("pk"),
        "late": Count("pk", filter=can_be_late & Q(due_order__lt=today)),
        "soon": Count(
            "pk",
            filter=can_be_late & Q(due_order__gte=today, due_order__lte=today + timedelta(days=SOON_DAYS)),
        ),
        "doing": Count("pk", filter=Q(state__in=[TaskState.DOING, TaskState.RETURNED])),
        "submitted": Count("pk", filter=Q(state=TaskState.SUBMITTED)),
        "waiting": Count("pk", filter=Q(state=TaskState.WAITING)),
        "unassigned": Count("pk", filter=Q(is_open=True, lead__isnull=True)),
        "done": Count("pk", filter=Q(state__in=[TaskState.DONE, TaskState.NOT_ARISEN])),
    }


def counts_of(tasks: TaskQuerySet, today: date) -> Counts:
    """All counts of the set in one query."""
    return _counts(tasks.order_by().aggregate(**measures(today)))


def counts_by_plan(tasks: TaskQuerySet, today: date) -> dict[int, Counts]:
    """Counts of each plan that has one of the tasks, by the plan's key, in one query."""
    rows: Iterable[Any] = (
        tasks.order_by().filter(plan__isnull=False).values("plan").annotate(**measures(today))
    )
    return {row["plan"]: _counts(row) for row in rows}


def loads_by_unit(tasks: TaskQuerySet, today: date) -> list[UnitLoad]:
    """Counts by lead unit in one query, worst first: most overdue, then longest overdue, then name."""
    late = Q(is_open=True, state__in=CAN_BE_LATE, due_order__lt=today)
    rows: Iterable[Any] = (
        tasks.order_by()
        .values("lead", "lead__name", "lead__sort")
        .annotate(**measures(today), worst=Min("due", filter=late), latest=Max("updated_at"))
    )
    ordered = sorted(
        rows,
        key=lambda r: (r["lead"] is None, -r["late"], r["worst"] or today, -r["soon"], r["lead__sort"] or ""),
    )
    return [
        UnitLoad(
            row["lead"],
            row["lead__name"] or "",
            _counts(row),
            row["latest"].date() if row["latest"] else None,
            row["worst"],
        )
        for row in ordered
    ]


def _counts(row: Mapping[str, Any]) -> Counts:
    return Counts(**{name: row[name] or 0 for name in Counts.__slots__})
