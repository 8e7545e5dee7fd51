"""What every change of one task shares: the lock, the conflict check, the right, the note in its history."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from thuocdo.audit.actions import record
from thuocdo.orgs.models import Person
from thuocdo.orgs.queries import rights_of
from thuocdo.orgs.rules.rights import Right
from thuocdo.work.models import Task, TaskNote
from thuocdo.work.queries.access import may
from thuocdo.work.rules.refusals import NotAllowed, Stale


def locked(task: Task, *, stamp: int | None) -> Task:
    """The task as it is now, held until the transaction ends.

    `stamp`: its `version_stamp` when the person saw it; None where nothing was shown before. A task that has
    changed since raises Stale.
    """
    fresh = Task.objects.select_for_update(of=("self",)).select_related("authority", "lead").get(pk=task.pk)
    if stamp is not None and fresh.version_stamp != stamp:
        last = fresh.notes.select_related("by").first()
        who = str(last.by) if last and last.by else _("Một người khác")
        when = timezone.localtime(last.at).strftime("%H:%M") if last else ""
        raise Stale(
            _("%(who)s vừa sửa nhiệm vụ này lúc %(when)s, trong khi bạn đang sửa. Nội dung bạn nhập vẫn còn.")
            % {"who": who, "when": when},
            who,
            when,
        )
    return fresh


def demand(
    by: Person | None, right: Right, task: Task, *, now: datetime, authority_only: bool = False
) -> None:
    """Raise NotAllowed unless the person holds the right over the task; `by=None` is the program itself.

    `authority_only`: the right must reach the authority whose plan it is, being in charge is not enough.
    """
    if by is None:
        return
    rights = rights_of(by, on=timezone.localdate(now))
    if rights.can(right, task.authority) or (not authority_only and may(rights, right, task)):
        return
    owner = (task.lead or task.authority).name
    raise NotAllowed(
        _("Bạn không thay đổi được mục này của nhiệm vụ vì đơn vị phụ trách là %(unit)s.") % {"unit": owner},
        owner,
    )


def keep(
    task: Task,
    *,
    code: str,
    step: str,
    by: Person | None,
    now: datetime,
    text: str = "",
    before: dict[str, Any] | None = None,
    after: dict[str, Any] | None = None,
) -> Task:
    """Store the changed task, its note and the audit entry `work.task.<code>`."""
    task.version_stamp += 1
    task.updated_at = now
    task.save()
    before, after = before or {}, after or {}
    TaskNote.objects.create(task=task, at=now, by=by, step=step, text=text, before=before, after=after)
    record(
        f"work.task.{code}",
        by=by,
        now=now,
        subject=task,
        unit=task.authority,
        before=before,
        after=after,
        why=text,
    )
    return task
