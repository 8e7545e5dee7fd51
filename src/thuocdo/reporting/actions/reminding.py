"""A leader's formal reminder: the Công văn đôn đốc of one unit's overdue tasks, ready for number and signature."""

from __future__ import annotations

import datetime as dt

from django.core.exceptions import PermissionDenied
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from thuocdo.audit.actions import record, recorded
from thuocdo.calendars.queries import working_calendar
from thuocdo.calendars.rules.working_days import count_working_days
from thuocdo.documents.queries.templates import reminder_letter
from thuocdo.documents.writing.wording import LateTask, Reminder
from thuocdo.lib.errors import InputError
from thuocdo.orgs.models import Person, Unit
from thuocdo.orgs.queries import rights_of
from thuocdo.orgs.rules.rights import Right
from thuocdo.work.models import Task

MOST = 200  # tasks in one letter


@recorded
def draft_reminder(*, unit: Unit, authority: Unit, by: Person | None, now: dt.datetime) -> bytes:
    """The .docx to `unit` on the tasks of `authority` that it leads and that are overdue, in the office's wording.

    Raises PermissionDenied for whoever does not confirm the authority's tasks, InputError where nothing is overdue.
    """
    today = localdate(now)
    if by is not None and not rights_of(by, on=today).can(Right.TASK_CONFIRM, authority):
        raise PermissionDenied
    late = list(Task.objects.filter(authority=authority, lead=unit).late(today).order_by("due", "pk")[:MOST])
    if not late:
        raise InputError(_("%(unit)s không có nhiệm vụ nào quá hạn.") % {"unit": unit.name})
    calendar = working_calendar()
    tasks = tuple(
        LateTask(task.text, task.due, f"{count_working_days(calendar, task.due, today).days} ngày làm việc")
        for task in late
        if task.due is not None
    )
    letter = reminder_letter(authority, Reminder(unit.name, today, tasks, "[Họ và tên]"))
    record(
        "reporting.reminder.drafted", by=by, now=now, subject=unit, unit=authority,
        after={"tasks": [task.pk for task in late]},
    )  # fmt: skip
    return letter
