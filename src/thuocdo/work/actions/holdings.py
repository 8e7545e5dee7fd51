"""The open tasks that a person carries, as something to hand over before leaving."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from thuocdo.audit.actions import recorded
from thuocdo.audit.official import official
from thuocdo.lib.errors import InputError
from thuocdo.orgs.actions import notify
from thuocdo.orgs.actions.roles import Holding
from thuocdo.orgs.models import Person, Unit
from thuocdo.work.actions.owners import works_at
from thuocdo.work.actions.touching import keep
from thuocdo.work.models import Task, TaskQuerySet


def _held(person: Person, unit: Unit | None) -> TaskQuerySet:
    held: TaskQuerySet = Task.objects.filter(person=person, is_open=True)
    return held if unit is None else held.filter(lead=unit)


def _count(person: Person, unit: Unit | None) -> int:
    return _held(person, unit).count()


@recorded
def _move(person: Person, to: Person, unit: Unit | None, by: Person | None, now: datetime) -> int:
    """Every open task gets `to` in charge; refused as a whole where `to` does not work at a task's lead unit."""
    today = timezone.localdate(now)
    tasks = list(
        _held(person, unit).select_for_update(of=("self",)).select_related("lead__successor", "authority")
    )
    for lead in {task.lead for task in tasks}:
        at = [lead, lead.successor] if lead else []  # people of a merged unit work at its successor
        if not any(unit and works_at(to.pk, unit, today) for unit in at):
            raise InputError(
                _(
                    "%(person)s không thuộc %(unit)s nên không nhận được việc của đơn vị này. Hãy chọn người khác."
                )
                % {"person": to, "unit": lead.name if lead else _("đơn vị chủ trì")}
            )
    for task in tasks:
        task.person = to
        keep(
            task,
            code="person_assigned",
            step="assign_person",
            by=by,
            now=now,
            before={"person": person.pk},
            after={"person": to.pk},
        )
    if tasks:
        text = official("Bạn nhận bàn giao %(n)s nhiệm vụ.", {"n": len(tasks)})
        notify(people=[to], text=text, link="/lam-viec/nhiem-vu/?xem=cua-toi", by=by, now=now)
    return len(tasks)


TASKS = Holding("việc đang giữ", _count, _move)
