"""Who answers for a task: the lead unit and the person in charge."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from thuocdo.audit.actions import recorded
from thuocdo.audit.official import official
from thuocdo.lib.errors import InputError
from thuocdo.lib.text import clean_lines
from thuocdo.orgs.actions import notify
from thuocdo.orgs.models import Membership, Person, Unit
from thuocdo.orgs.queries import rights_of
from thuocdo.orgs.rules.rights import Right, Role
from thuocdo.work.actions.touching import demand, keep, locked
from thuocdo.work.models import Task
from thuocdo.work.queries.access import visible_tasks


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a bulk action did to one task; `why` is empty when it was done."""

    task: Task
    why: str = ""

    @property
    def done(self) -> bool:
        return not self.why


@recorded
def assign_lead(
    *, task: Task, unit: Unit, by: Person | None, now: datetime, reason: str = "", stamp: int | None = None
) -> Task:
    """Make `unit` answer for the task; its heads are told. The person in charge is cleared when of another unit.

    A unit that leads a task may pass it on only to a unit of its own; the authority may give it to any of its
    units. Raises NotAllowed, Stale, InputError.
    """
    task = locked(task, stamp=stamp)
    today = timezone.localdate(now)
    _demand_reassignment(task, unit, by, now)
    check_belongs(task, unit, today)
    if not task.is_open:
        raise InputError(_("Nhiệm vụ %(n)s đã đóng nên không chuyển đơn vị được.") % {"n": task.number})
    if task.lead_id == unit.pk:
        return task
    before = {"lead": task.lead.name if task.lead else None}
    task.lead = unit
    task.lead_is_group = False
    task.lead_set_by_person = True
    if task.person_id and not works_at(task.person_id, unit, today):
        task.person = None
    keep(
        task,
        code="lead_assigned",
        step="assign_lead",
        by=by,
        now=now,
        text=clean_lines(reason),
        before=before,
        after={"lead": unit.name},
    )
    tell_heads(task, unit, by, now)
    return task


@recorded
def assign_lead_of_many(
    *, tasks: Iterable[int], unit: Unit, by: Person, now: datetime, reason: str = ""
) -> list[Outcome]:
    """`assign_lead` for several tasks by id; each one succeeds or tells why not. Unknown ids are left out."""
    rights = rights_of(by, on=timezone.localdate(now))
    outcomes = []
    for task in visible_tasks(rights).filter(pk__in=list(tasks)).select_related("lead"):
        try:
            with transaction.atomic():
                outcomes.append(Outcome(assign_lead(task=task, unit=unit, by=by, now=now, reason=reason)))
        except InputError as error:
            outcomes.append(Outcome(task, str(error)))
    return outcomes


@recorded
def assign_person(
    *, task: Task, person: Person | None, by: Person | None, now: datetime, stamp: int | None = None
) -> Task:
    """Name who does the work inside the lead unit (None: nobody yet); that person is told.

    Raises NotAllowed, Stale, InputError when the person does not work at the lead unit today.
    """
    task = locked(task, stamp=stamp)
    demand(by, Right.TASK_ASSIGN, task, now=now)
    today = timezone.localdate(now)
    if person is not None:
        if task.lead is None:
            raise InputError(_("Hãy chọn đơn vị chủ trì trước, rồi mới giao người thực hiện."))
        if not works_at(person.pk, task.lead, today):
            raise InputError(
                _("%(person)s hiện không thuộc %(unit)s. Hãy chọn người của đơn vị chủ trì.")
                % {"person": person, "unit": task.lead.name}
            )
    before = {"person": task.person_id}
    task.person = person
    keep(
        task,
        code="person_assigned",
        step="assign_person",
        by=by,
        now=now,
        before=before,
        after={"person": person.pk if person else None},
    )
    if person is not None and person != by:
        notify(
            people=[person],
            text=official("Bạn được giao nhiệm vụ %(task)s", {"task": str(task)}),
            link=task.get_absolute_url(),
            by=by,
            now=now,
        )
    return task


def _demand_reassignment(task: Task, unit: Unit, by: Person | None, now: datetime) -> None:
    if by is None:
        return
    rights = rights_of(by, on=timezone.localdate(now))
    passes_down = task.lead is not None and rights.can(Right.TASK_ASSIGN, task.lead)
    if not (passes_down and rights.can(Right.TASK_ASSIGN, unit)):
        demand(by, Right.TASK_ASSIGN, task, now=now, authority_only=True)


def check_belongs(task: Task, unit: Unit, today: date) -> None:
    """Raise InputError unless the unit exists today and belongs to the task's authority or to one below it."""
    home = task.authority.authority_id or task.authority_id  # the successor of a merged authority
    if home not in (unit.pk, unit.authority_id, unit.province_id):
        raise InputError(
            _("%(unit)s không thuộc %(authority)s nên không giao được.")
            % {"unit": unit.name, "authority": task.authority.name}
        )
    if unit.valid_to is not None and unit.valid_to < today:
        raise InputError(
            _("%(unit)s đã ngừng hoạt động từ %(day)s. Hãy chọn đơn vị khác.")
            % {"unit": unit.name, "day": f"{unit.valid_to:%d/%m/%Y}"}
        )


def members_today(today: date) -> Q:
    """Memberships that hold today."""
    return Q(starts__lte=today) & (Q(ends__isnull=True) | Q(ends__gte=today))


def works_at(person: int, unit: Unit, today: date) -> bool:
    """Whether the person has a role at this very unit today."""
    return Membership.objects.filter(members_today(today), person_id=person, unit=unit).exists()


def tell_heads(
    task: Task,
    unit: Unit,
    by: Person | None,
    now: datetime,
    text: str = "%(unit)s được giao chủ trì nhiệm vụ %(task)s",
) -> None:
    """Tell the heads of the unit about the task; `text` has places for unit and task."""
    heads = Membership.objects.filter(
        members_today(timezone.localdate(now)), unit=unit, role__in=[Role.HEAD, Role.VILLAGE_HEAD]
    ).select_related("person")
    people = [head.person for head in heads if head.person != by]
    if people:
        notify(
            people=people,
            text=official(text, {"unit": unit.name, "task": str(task)}),
            link=task.get_absolute_url(),
            by=by,
            now=now,
        )
