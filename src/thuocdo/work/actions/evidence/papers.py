"""The checklist of a task: which documents it must have in the end."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _

from thuocdo.audit.actions import record, recorded
from thuocdo.lib.errors import InputError
from thuocdo.lib.text import clean
from thuocdo.orgs.models import Person
from thuocdo.orgs.rules.rights import Right
from thuocdo.work.actions.touching import demand
from thuocdo.work.models import Task, TaskPaper
from thuocdo.work.queries.evidence.criteria import leaf_of
from thuocdo.work.rules.evidence import Need, receipt_limit

MAX_LINES = 60


@recorded
def add_paper(*, task: Task, need: Need, by: Person | None, now: datetime, source: str = "") -> TaskPaper:
    """One more document that the task must have.

    Raises NotAllowed, InputError (no name, the same line again, too many).
    """
    demand(by, Right.TASK_ASSIGN, task, now=now)
    label = clean(need.label)[:300]
    if not label:
        raise InputError(_("Hãy ghi tên giấy tờ cần có."))
    held = list(TaskPaper.objects.select_for_update().filter(task=task, removed_at__isnull=True))
    if any(one.label == label for one in held):
        raise InputError(_("Danh mục đã có “%(label)s”.") % {"label": label})
    if len(held) >= MAX_LINES:
        raise InputError(_("Một nhiệm vụ có nhiều nhất %(n)s dòng giấy tờ.") % {"n": MAX_LINES})
    paper = TaskPaper.objects.create(
        task=task,
        label=label,
        must_be_pdf=need.must_be_pdf,
        must_be_signed=need.must_be_signed,
        received_by=need.received_by,
        source=source[:200],
        position=max((one.position for one in held), default=0) + 1,
        added_by=by,
        added_at=now,
    )
    record("work.paper.added", by=by, now=now, subject=task, unit=task.authority, after={"label": label})
    return paper


@recorded
def copy_checklist(
    *, task: Task, framework: str, criterion: str, year: int, by: Person | None, now: datetime
) -> int:
    """Take over the checklist of a criterion, such as the documents of an inspection; gives how many lines are new.

    Raises NotAllowed, InputError when the authority's framework of the year has no such criterion or it asks for
    nothing.
    """
    leaf = leaf_of(task.authority, framework, criterion, year)
    if leaf is None or not leaf.evidence:
        raise InputError(
            _("Tiêu chí %(code)s của năm %(year)s không có danh mục tài liệu.")
            % {"code": criterion, "year": year}
        )
    held = set(task.papers.filter(removed_at__isnull=True).values_list("label", flat=True))
    new = [rule for rule in leaf.evidence if clean(rule.label)[:300] not in held]
    for rule in new:
        need = Need(rule.label, rule.must_be_pdf, rule.must_be_signed, receipt_limit(rule.received_by, year))
        add_paper(task=task, need=need, by=by, now=now, source=f"{framework} {year}, {criterion}")
    return len(new)


@recorded
def remove_paper(*, paper: TaskPaper, by: Person | None, now: datetime) -> TaskPaper:
    """The task needs this document no more; what was handed in for it stays with the task.

    Raises NotAllowed, InputError when that has happened already.
    """
    demand(by, Right.TASK_ASSIGN, paper.task, now=now)
    held = TaskPaper.objects.select_for_update().get(pk=paper.pk)
    if held.removed_at is not None:
        raise InputError(_("Dòng này đã được bỏ."))
    held.removed_at = now
    held.save(update_fields=["removed_at"])
    record(
        "work.paper.removed",
        by=by,
        now=now,
        subject=held.task,
        unit=held.task.authority,
        before={"label": held.label},
    )
    return held
