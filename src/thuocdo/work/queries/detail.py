"""One task: its facts, its deadline explained, its history, what the person may do with it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from thuocdo.calendars.rules.grammar import read_back
from thuocdo.calendars.rules.working_days import Count, WorkingCalendar, count_working_days
from thuocdo.orgs.models import Membership, Person, Unit
from thuocdo.orgs.queries import Rights
from thuocdo.orgs.queries.people import in_force
from thuocdo.orgs.rules.rights import Right, UnitKind
from thuocdo.plans.words import place_words
from thuocdo.work.models import STATE_LABELS, Task, TaskNote
from thuocdo.work.queries.access import may, visible_tasks
from thuocdo.work.rules.due import working_day_count
from thuocdo.work.rules.states import Step, TaskState, steps_from
from thuocdo.work.words import STEP_WORDS


@dataclass(frozen=True, slots=True)
class DeadlineView:
    """The deadline as printed and as understood. `count`: behind "n ngày làm việc kể từ …"; `left`: from today to
    the last day (or since it), with the days skipped; None where nothing can pass."""

    printed: str
    read_back: str
    count: Count | None
    left: Count | None
    by_person: bool


@dataclass(frozen=True, slots=True)
class Moment:
    """One entry of the history in words. `changes`: (what, from, to)."""

    note: TaskNote
    what: str
    changes: tuple[tuple[str, str, str], ...]


def find_task(rights: Rights, pk: int) -> Task | None:
    """The task with what its page prints, or None where the person may not know it."""
    wanted = visible_tasks(rights).filter(pk=pk)
    return wanted.select_related("authority", "lead", "person", "plan", "row__version", "parent").first()


def deadline_view(task: Task, *, today: date, calendar: WorkingCalendar) -> DeadlineView:
    """How the task's deadline was understood and counted."""
    deadline = task.understood
    live = task.is_open and task.due is not None
    return DeadlineView(
        printed=task.deadline_text,
        read_back=read_back(deadline, task.deadline_text),
        count=None if task.deadline_set_by_person else working_day_count(deadline, calendar),
        left=count_working_days(calendar, today, task.due) if live and task.due else None,
        by_person=task.deadline_set_by_person,
    )


def source_words(task: Task) -> str:
    """Where a reader finds the task on paper: "trang 13, bảng 2, dòng 10"; "" without a row."""
    source: Mapping[str, Any] = (task.row.data.get("source") or {}) if task.row else {}
    return place_words(source.get("page"), source.get("line"), source.get("table"), source.get("row"))


def allowed_steps(task: Task, rights: Rights) -> tuple[Step, ...]:
    """The steps that the person may take now, as buttons."""
    held: dict[Right, bool] = {}
    steps = [step for step in steps_from(TaskState(task.state)) if step.by_hand]
    for step in steps:
        if step.right not in held:
            held[step.right] = may(rights, step.right, task)
    return tuple(step for step in steps if held[step.right])


def history_of(task: Task) -> list[Moment]:
    """All that happened to the task, newest first."""
    notes = list(task.notes.select_related("by"))
    ids = {note.before.get("person") for note in notes} | {note.after.get("person") for note in notes}
    people = {person.pk: person.full_name for person in Person.objects.filter(pk__in=ids - {None})}
    return [
        Moment(
            note,
            str(STEP_WORDS[note.step][1]) if note.step in STEP_WORDS else note.step,
            _changes(note, people),
        )
        for note in notes
    ]


def _changes(note: TaskNote, people: Mapping[int, str]) -> tuple[tuple[str, str, str], ...]:
    words = {
        "lead": _("Chủ trì"),
        "person": _("Người thực hiện"),
        "due": _("Hạn"),
        "text": _("Nội dung"),
        "state": "",
    }

    def say(key: str, value: Any) -> str:
        if value in (None, ""):
            return _("chưa có")
        if key == "person":
            return people.get(value, "")
        if key == "due":
            return f"{date.fromisoformat(value):%d/%m/%Y}"
        return str(STATE_LABELS[TaskState(value)]) if key == "state" else str(value)

    return tuple(
        (str(words[key]), say(key, note.before.get(key)), say(key, note.after.get(key)))
        for key in words
        if key in note.after and note.before.get(key) != note.after.get(key)
    )


def possible_leads(task: Task, rights: Rights, *, today: date) -> QuerySet[Unit]:
    """The units that the person may make answer for the task."""
    if rights.can(Right.TASK_ASSIGN, task.authority):
        home = task.authority.authority_id or task.authority_id  # the successor of a merged authority
        reach = Q(authority=home) | Q(province=home, kind=UnitKind.COMMUNE)
    else:
        reach = rights.reach(Right.TASK_ASSIGN)
    return _living(reach, today)


def units_to_lead(rights: Rights, *, today: date) -> QuerySet[Unit]:
    """All units that the person may give tasks to."""
    return _living(rights.reach(Right.TASK_ASSIGN), today)


def _living(reach: Q, today: date) -> QuerySet[Unit]:
    units: QuerySet[Unit] = Unit.objects.filter(reach, Q(valid_to__isnull=True) | Q(valid_to__gte=today))
    return units.order_by("kind", "sort", "id")


def possible_people(task: Task, *, today: date) -> QuerySet[Person]:
    """Who works at the lead unit today."""
    if task.lead_id is None:
        return Person.objects.none()
    there = Membership.objects.filter(in_force(today), unit=task.lead_id).values("person")
    return Person.objects.filter(pk__in=there, is_active=True).order_by("full_name", "pk")
