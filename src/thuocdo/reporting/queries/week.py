"""What a person must do next, in groups; and for coordinators, who has fallen silent."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, Max, Q

from thuocdo.calendars.rules.working_days import WorkingCalendar
from thuocdo.orgs.models import Unit
from thuocdo.orgs.queries import Rights
from thuocdo.orgs.rules.rights import Right
from thuocdo.work.models import Task, TaskPeriod, TaskQuerySet
from thuocdo.work.queries import TaskRow, my_tasks, of_person, row_maker, with_list_parts
from thuocdo.work.rules.series import PeriodState
from thuocdo.work.rules.states import TaskState
from thuocdo.work.rules.status import CAN_BE_LATE

SHOWN = 10  # rows a group prints; the rest is one click away
MOST_PERIODS = 500  # handed in or sent back, looked at for one person
SILENT_DAYS = 14  # calendar days without a note after which a unit counts as silent
GROUPS = ("late", "today", "week", "returned", "confirm", "waiting")


@dataclass(frozen=True, slots=True)
class Group:
    """One group of the week: its first rows and how many there are in all."""

    key: str
    total: int
    rows: tuple[TaskRow, ...]


@dataclass(frozen=True, slots=True)
class Silent:
    """A unit with running work and no note for `SILENT_DAYS`."""

    unit: Unit
    tasks: int
    late: int
    latest: date


def groups_of(rights: Rights, *, today: date, calendar: WorkingCalendar) -> list[Group]:
    """The groups in their fixed order; a returned task stands in its own group only."""
    mine = my_tasks(rights)
    dated = mine.filter(state__in=CAN_BE_LATE - {TaskState.RETURNED})
    sunday = today + timedelta(days=6 - today.weekday())
    sets: dict[str, TaskQuerySet] = {
        "late": dated.filter(due__lt=today),
        "today": dated.filter(due=today),
        "week": dated.filter(due__gt=today, due__lte=sunday),
        "returned": mine.filter(
            Q(state=TaskState.RETURNED)
            | Q(pk__in=_with_period(PeriodState.RETURNED, rights.reach(Right.TASK_READ, "task__lead")))
        ),
        "confirm": to_confirm(rights),
        "waiting": mine.filter(state=TaskState.WAITING),
    }
    make = row_maker(today=today, calendar=calendar)
    groups = []
    for key in GROUPS:
        found = list(with_list_parts(sets[key].order_by("due_order", "pk"))[: SHOWN + 1])
        total = len(found) if len(found) <= SHOWN else sets[key].count()
        groups.append(Group(key, total, tuple(make(task) for task in found[:SHOWN])))
    return groups


def to_confirm(rights: Rights) -> TaskQuerySet:
    """Submitted tasks that the person may accept or return."""
    if not rights.any(Right.TASK_CONFIRM):
        return Task.objects.none()
    within = Unit.objects.filter(rights.reach(Right.TASK_CONFIRM)).order_by().values("pk")
    reach = rights.reach(Right.TASK_CONFIRM, "task__authority") | rights.reach(
        Right.TASK_CONFIRM, "task__lead"
    )
    periods = _with_period(PeriodState.SUBMITTED, reach)
    handed_in = Q(state=TaskState.SUBMITTED) | Q(pk__in=periods)
    return Task.objects.filter(Q(authority__in=within) | Q(lead__in=within), handed_in, is_open=True)


def _with_period(state: PeriodState, reach: Q) -> list[int]:
    """Tasks within reach that come again with a period in this state.

    As numbers: with OR between a column and a subquery PostgreSQL reads the whole table.
    """
    found = TaskPeriod.objects.filter(reach, state=state, task__is_open=True)
    return list(found.order_by("due", "pk").values_list("task", flat=True)[:MOST_PERIODS])


def next_due(rights: Rights, *, today: date) -> Task | None:
    """The person's nearest task with a day still to come."""
    return my_tasks(rights).filter(due__gte=today, state__in=CAN_BE_LATE).order_by("due", "pk").first()


def has_any_task(rights: Rights) -> bool:
    """Whether the person or the own unit has ever been given a task."""
    led = Q(lead__in=sorted(rights.units_with(Right.TASK_READ)))
    return Task.objects.filter(of_person(rights) | led).exists()


def silent_units(authority: Unit, *, today: date) -> list[Silent]:
    """Lead units of the authority whose running tasks got no note lately, longest silence first."""
    running = Task.objects.filter(
        authority=authority, is_open=True, lead__isnull=False, state__in=CAN_BE_LATE
    )
    loads = (
        running.order_by()
        .values("lead")
        .annotate(tasks=Count("pk"), late=Count("pk", filter=Q(due__lt=today)), latest=Max("updated_at"))
    )
    quiet = [load for load in loads if (today - load["latest"].date()).days >= SILENT_DAYS]
    units = Unit.objects.in_bulk([load["lead"] for load in quiet])
    silent = [Silent(units[q["lead"]], q["tasks"], q["late"], q["latest"].date()) for q in quiet]
    return sorted(silent, key=lambda item: (item.latest, item.unit.sort))
