"""Tasks from outside a plan, and documents that tasks waited for."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from thuocdo.audit.actions import record, recorded
from thuocdo.audit.official import official
from thuocdo.calendars.queries import working_calendar
from thuocdo.calendars.rules.deadline import Deadline, DeadlineKind
from thuocdo.calendars.rules.working_days import add_working_days
from thuocdo.documents.models import StoredFile
from thuocdo.lib.errors import InputError
from thuocdo.lib.text import clean, clean_lines
from thuocdo.orgs.models import Person, Unit
from thuocdo.orgs.queries import rights_of
from thuocdo.orgs.rules.rights import Right
from thuocdo.work.actions.deadlines import set_deadline
from thuocdo.work.actions.owners import check_belongs, tell_heads, works_at
from thuocdo.work.models import ExpectedDocument, Task, TaskNote, TaskOrigin
from thuocdo.work.rules.refusals import NotAllowed
from thuocdo.work.rules.search import search_text
from thuocdo.work.rules.states import TaskState


@dataclass(frozen=True, slots=True)
class Paper:
    """A document as it is entered: number, day, issuer, and the file where there is one."""

    number: str
    issued: date
    issuer: str = ""
    file: StoredFile | None = None
    file_name: str = ""


@recorded
def add_outside_task(
    *,
    authority: Unit,
    text: str,
    paper: Paper,
    lead: Unit,
    by: Person | None,
    now: datetime,
    due: date | None = None,
    person: Person | None = None,
    output: str = "",
    urgent: bool = False,
) -> Task:
    """A task that no plan holds, with the document that gives it; the lead unit's heads are told.

    Who assigns for the whole authority may. Raises NotAllowed, InputError (no text, no issuer, an impossible day, a unit
    or person that does not fit).
    """
    today = timezone.localdate(now)
    _demand_assign(authority, by, today)
    text = clean_lines(text)
    if not text:
        raise InputError(_("Hãy ghi nội dung nhiệm vụ."))
    _check_paper(paper, today)
    if not clean(paper.issuer):
        raise InputError(_("Hãy ghi cơ quan hoặc người giao nhiệm vụ."))
    if due is not None and due < paper.issued:
        raise InputError(_("Hạn không được trước ngày của văn bản giao."))
    outside = Task.objects.filter(authority=authority, plan__isnull=True, parent__isnull=True)
    deadline = Deadline(DeadlineKind.DATE, end=due) if due else Deadline()
    task = Task(
        authority=authority, province_id=authority.province_id, number=outside.count() + 1, text=text,
        section=_section(paper), output=clean_lines(output), lead=lead, lead_set_by_person=True, person=person,
        deadline=deadline.to_json(), deadline_kind=deadline.kind, due=due, deadline_set_by_person=due is not None,
        state=TaskState.OPEN, updated_at=now,
    )  # fmt: skip
    check_belongs(task, lead, today)
    if person is not None and not works_at(person.pk, lead, today):
        raise InputError(
            _("%(person)s hiện không thuộc %(unit)s. Hãy chọn người của đơn vị chủ trì.")
            % {"person": person, "unit": lead.name}
        )
    task.folded = search_text(text, task.section, task.output, paper.issuer, lead.name)
    task.save()
    TaskOrigin.objects.create(
        task=task, number=clean(paper.number)[:80], issued=paper.issued, issuer=clean(paper.issuer)[:300],
        file=paper.file, file_name=paper.file_name, urgent=urgent, entered_by=by, entered_at=now,
    )  # fmt: skip
    TaskNote.objects.create(task=task, at=now, by=by, step="outside", text=task.section)
    record(
        "work.task.entered", by=by, now=now, subject=task, unit=authority,
        after={"lead": lead.name, "due": due.isoformat() if due else None, "document": clean(paper.number)},
    )  # fmt: skip
    tell_heads(task, lead, by, now)
    return task


@recorded
def record_document(
    *,
    authority: Unit,
    name: str,
    paper: Paper,
    tasks: Iterable[int],
    by: Person | None,
    now: datetime,
    due: date | None = None,
) -> ExpectedDocument:
    """A document that tasks waited for has come: each of them gets its day and may begin.

    `due`: the day that the document sets; None for tasks whose deadline counts working days from it. Raises NotAllowed,
    InputError (no number, no task, a task without any day to give).
    """
    today = timezone.localdate(now)
    _demand_assign(authority, by, today)
    if not clean(paper.number):
        raise InputError(_("Hãy ghi số, ký hiệu của văn bản."))
    _check_paper(paper, today)
    waiting = list(
        Task.objects.filter(pk__in=list(tasks), authority=authority, state=TaskState.WAITING).order_by("pk")
    )
    if not waiting:
        raise InputError(_("Chưa chọn nhiệm vụ nào đang chờ văn bản này."))
    made = ExpectedDocument.objects.create(
        authority=authority, name=clean(name)[:500], number=clean(paper.number)[:80], issued=paper.issued,
        file=paper.file, file_name=paper.file_name, recorded_by=by, recorded_at=now,
    )  # fmt: skip
    made.tasks.set(waiting)
    reason = official(
        "Theo %(name)s: số %(number)s ngày %(day)s",
        {"name": made.name, "number": made.number, "day": f"{made.issued:%d/%m/%Y}"},
    )
    for task in waiting:
        set_deadline(task=task, due=_day_for(task, paper, due), reason=reason[:300], by=by, now=now)
    record(
        "work.document.recorded", by=by, now=now, subject=made, unit=authority,
        after={"number": made.number, "tasks": [task.pk for task in waiting]},
    )  # fmt: skip
    return made


def _day_for(task: Task, paper: Paper, due: date | None) -> date:
    if due is not None:
        if due < paper.issued:
            raise InputError(_("Hạn không được trước ngày của văn bản."))
        return due
    days = task.understood.working_days
    if days is None:
        raise InputError(
            _("Hãy ghi hạn mà văn bản đặt ra: nhiệm vụ %(n)s không ghi số ngày làm việc.")
            % {"n": task.number}
        )
    return add_working_days(working_calendar(), paper.issued, days).last


def _check_paper(paper: Paper, today: date) -> None:
    if paper.issued > today:
        raise InputError(_("Ngày của văn bản chưa tới. Hãy kiểm tra lại."))


def _section(paper: Paper) -> str:
    if not clean(paper.number):
        return official(
            "Ngoài kế hoạch: %(issuer)s giao ngày %(day)s",
            {"issuer": clean(paper.issuer), "day": f"{paper.issued:%d/%m/%Y}"},
        )[:300]
    return official(
        "Ngoài kế hoạch: %(number)s ngày %(day)s",
        {"number": clean(paper.number), "day": f"{paper.issued:%d/%m/%Y}"},
    )[:300]


def _demand_assign(authority: Unit, by: Person | None, today: date) -> None:
    if by is not None and not rights_of(by, on=today).can(Right.TASK_ASSIGN, authority):
        raise NotAllowed(
            _("Bạn chưa có quyền giao nhiệm vụ của %(unit)s.") % {"unit": authority.name}, authority.name
        )
