"""Parts of coordinating units, sub-tasks, and which task waits for which."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from thuocdo.audit.actions import recorded
from thuocdo.audit.official import official
from thuocdo.calendars.rules.deadline import Deadline, DeadlineKind
from thuocdo.lib.errors import InputError
from thuocdo.lib.text import clean_lines
from thuocdo.orgs.actions import notify
from thuocdo.orgs.models import Membership, Person, Unit
from thuocdo.orgs.queries import rights_of
from thuocdo.orgs.rules.rights import Right, Role
from thuocdo.work.actions.owners import check_belongs, members_today, tell_heads, works_at
from thuocdo.work.actions.touching import demand, keep, locked
from thuocdo.work.models import Task, TaskBlock, TaskNote, TaskPart
from thuocdo.work.queries.access import may, visible_tasks
from thuocdo.work.rules.refusals import NotAllowed
from thuocdo.work.rules.search import search_text
from thuocdo.work.rules.states import TaskState
from thuocdo.work.rules.waiting import makes_circle

MOST_STEPS = 50  # how far a chain of waiting tasks is followed


@recorded
def set_part(
    *, task: Task, unit: Unit, text: str, by: Person | None, now: datetime, stamp: int | None = None
) -> TaskPart:
    """Say what a coordinating unit has to do; its heads are told. A new text opens a part that was done.

    Who leads or assigns the task may. Raises NotAllowed, Stale, InputError (no coordinating unit, no text).
    """
    task = locked(task, stamp=stamp)
    _demand_lead_side(task, by, now)
    text = clean_lines(text)
    if not text:
        raise InputError(_("Hãy ghi phần việc của đơn vị phối hợp."))
    if not task.coordinating.filter(unit=unit).exists():
        raise InputError(_("%(unit)s không phải đơn vị phối hợp của nhiệm vụ này.") % {"unit": unit.name})
    part, _new = TaskPart.objects.get_or_create(task=task, unit=unit, defaults={"text": text})
    before = "" if _new else part.text
    part.text, part.done = text, False
    part.save()
    keep(
        task, code="part_set", step="part_set", by=by, now=now, text=f"{unit.name}: {text}",
        before={"part": before}, after={"part": text, "unit": unit.pk},
    )  # fmt: skip
    tell_heads(task, unit, by, now, "%(unit)s có phần việc phối hợp trong nhiệm vụ %(task)s")
    return part


@recorded
def report_part(
    *, part: TaskPart, done: bool, note: str, by: Person | None, now: datetime, stamp: int | None = None
) -> TaskPart:
    """The coordinating unit says whether its part is done, with a note; the lead unit's side is told when it is.

    Raises NotAllowed for others than that unit and who follows up the authority, Stale, InputError (no note).
    """
    task = locked(part.task, stamp=stamp)
    part = TaskPart.objects.select_for_update(of=("self",)).select_related("unit").get(pk=part.pk)
    if by is not None and not may_report(rights_of(by, on=timezone.localdate(now)), part, task):
        raise NotAllowed(_("Phần việc này do %(unit)s báo cáo.") % {"unit": part.unit.name}, part.unit.name)
    note = clean_lines(note)
    if not note:
        raise InputError(_("Hãy ghi ngắn gọn đã làm được gì trong phần việc của đơn vị."))
    before = {"done": part.done}
    part.done, part.note = done, note
    part.reported_on, part.reported_by = timezone.localdate(now), by
    part.save()
    keep(
        task, code="part_reported", step="part_done" if done else "part_noted", by=by, now=now,
        text=f"{part.unit.name}: {note}", before=before, after={"done": done, "unit": part.unit.pk},
    )  # fmt: skip
    if done:
        text = official(
            "%(unit)s đã xong phần phối hợp: %(task)s", {"unit": part.unit.name, "task": str(task)}
        )
        notify(people=_lead_people(task, now), text=text, link=task.get_absolute_url(), by=by, now=now)
    return part


def may_report(rights: object, part: TaskPart, task: Task) -> bool:
    """Whether the person writes for the coordinating unit, or for the whole authority."""
    can = rights.can  # type: ignore[attr-defined]
    return bool(can(Right.TASK_WRITE, part.unit) or can(Right.TASK_WRITE, task.authority))


@recorded
def add_child(
    *,
    task: Task,
    text: str,
    lead: Unit,
    by: Person | None,
    now: datetime,
    person: Person | None = None,
    due: date | None = None,
    stamp: int | None = None,
) -> Task:
    """A piece of a task as a task of its own: lead unit, person, day. Its heads are told.

    Raises NotAllowed, Stale, InputError (no text, closed or itself a piece, a unit or person that does not fit, a day
    after the task's own).
    """
    task = locked(task, stamp=stamp)
    demand(by, Right.TASK_ASSIGN, task, now=now)
    today, text = timezone.localdate(now), clean_lines(text)
    if not text:
        raise InputError(_("Hãy ghi nội dung việc con."))
    if not task.is_open or task.state == TaskState.DRAFT or task.parent_id is not None:
        raise InputError(_("Chỉ chia được việc con cho nhiệm vụ đang mở và không phải việc con."))
    check_belongs(task, lead, today)
    if person is not None and not works_at(person.pk, lead, today):
        raise InputError(
            _("%(person)s hiện không thuộc %(unit)s. Hãy chọn người của đơn vị chủ trì.")
            % {"person": person, "unit": lead.name}
        )
    own_end = task.understood.end
    if due is not None and own_end is not None and due > own_end:
        raise InputError(
            _("Hạn của việc con không được sau hạn của nhiệm vụ (%(due)s).") % {"due": f"{own_end:%d/%m/%Y}"}
        )
    section = official("Việc con của nhiệm vụ %(n)s", {"n": task.number})
    deadline = Deadline(DeadlineKind.DATE, end=due) if due else Deadline()
    child = Task.objects.create(
        parent=task, authority=task.authority, province_id=task.province_id,
        number=task.children.count() + 1, section=section, text=text, index=task.index, dimension=task.dimension,
        subdimension=task.subdimension, field=task.field, lead=lead, lead_set_by_person=True, person=person,
        deadline=deadline.to_json(), deadline_kind=deadline.kind, due=due, deadline_set_by_person=True,
        state=TaskState.OPEN, updated_at=now, folded=search_text(text, section, lead.name),
    )  # fmt: skip
    TaskNote.objects.create(task=child, at=now, by=by, step="open", text=section)
    keep(
        task, code="child_added", step="child_added", by=by, now=now, text=text,
        after={"child": child.pk},
    )  # fmt: skip
    tell_heads(child, lead, by, now)
    return child


@recorded
def add_block(
    *, task: Task, other: Task, by: Person | None, now: datetime, stamp: int | None = None
) -> TaskBlock:
    """The task waits for another one that the person may read.

    Raises NotAllowed, Stale, InputError (itself, a closed task, or a circle of waiting).
    """
    task = locked(task, stamp=stamp)
    _demand_lead_side(task, by, now)
    if by is not None:
        known = visible_tasks(rights_of(by, on=timezone.localdate(now))).filter(pk=other.pk).exists()
        if not known:
            raise InputError(_("Không tìm thấy nhiệm vụ cần chờ."))
    if not Task.objects.filter(pk=other.pk, is_open=True).exists():
        raise InputError(_("Nhiệm vụ ấy đã đóng nên không cần chờ."))
    if makes_circle(_chain_from(other.pk), task.pk, other.pk):
        raise InputError(
            _("Không đặt được: nhiệm vụ ấy đang chờ chính nhiệm vụ này, hai việc sẽ chờ nhau mãi.")
        )
    block, new = TaskBlock.objects.get_or_create(
        task=task, by_task=other, defaults={"added_at": now, "added_by": by}
    )
    if new:
        keep(
            task, code="block_added", step="block_added", by=by, now=now, text=_numbered(other),
            after={"waits_for": other.pk},
        )  # fmt: skip
    return block


@recorded
def remove_block(*, block: TaskBlock, by: Person | None, now: datetime, stamp: int | None = None) -> Task:
    """The task no longer waits. Raises NotAllowed, Stale."""
    task = locked(block.task, stamp=stamp)
    _demand_lead_side(task, by, now)
    other = block.by_task
    block.delete()
    return keep(
        task, code="block_removed", step="block_removed", by=by, now=now, text=_numbered(other),
        before={"waits_for": other.pk},
    )  # fmt: skip


def _numbered(task: Task) -> str:
    """How the history names another task: not every reader of the one may know the other."""
    return official("Nhiệm vụ số %(n)s", {"n": task.number})


def _chain_from(start: int) -> dict[int, list[int]]:
    """What `start` waits for, what that waits for, and so on."""
    found: dict[int, list[int]] = defaultdict(list)
    ahead, seen = {start}, set()
    for _step in range(MOST_STEPS):
        seen |= ahead
        rows = list(TaskBlock.objects.filter(task__in=ahead).values_list("task", "by_task"))
        for task, other in rows:
            found[task].append(other)
        ahead = {other for _task, other in rows} - seen
        if not ahead:
            break
    return found


def _demand_lead_side(task: Task, by: Person | None, now: datetime) -> None:
    """Who leads the task or assigns it."""
    if by is not None and may(rights_of(by, on=timezone.localdate(now)), Right.TASK_WRITE, task):
        return
    demand(by, Right.TASK_ASSIGN, task, now=now)


def _lead_people(task: Task, now: datetime) -> set[Person]:
    heads = Membership.objects.filter(
        members_today(timezone.localdate(now)), unit=task.lead_id, role__in=[Role.HEAD, Role.VILLAGE_HEAD]
    )
    people = {post.person for post in heads.select_related("person")} if task.lead_id else set()
    return people | ({task.person} if task.person else set())
