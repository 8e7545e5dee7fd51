"""What a document proves: tasks, their periods, criteria of frameworks by year."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from thuocdo.audit.actions import record, recorded
from thuocdo.documents.models import StoredFile
from thuocdo.lib.errors import InputError
from thuocdo.lib.text import clean
from thuocdo.orgs.models import Person, Unit
from thuocdo.orgs.rules.rights import Right
from thuocdo.work.actions.evidence.filing import file_evidence
from thuocdo.work.actions.evidence.holding import demand_keeper, held
from thuocdo.work.actions.touching import demand, locked
from thuocdo.work.models import Evidence, EvidenceUse, Task, TaskPaper, TaskPeriod
from thuocdo.work.queries.evidence.criteria import leaf_of
from thuocdo.work.rules.evidence import Facts


@dataclass(frozen=True)
class Passage:
    """The part of the document that proves the point."""

    pages: str = ""
    section: str = ""


@recorded
def use_for_task(
    *,
    evidence: Evidence,
    task: Task,
    by: Person | None,
    now: datetime,
    paper: TaskPaper | None = None,
    period: TaskPeriod | None = None,
    passage: Passage = Passage(),  # frozen
) -> EvidenceUse:
    """Say that the document proves the task (a line of its checklist, a period); the same again changes nothing.

    Raises NotAllowed when the person does not write for the task, InputError for a line or a period of another
    task and a document out of use.
    """
    fresh, task = held(evidence), locked(task, stamp=None)
    demand(by, Right.TASK_WRITE, task, now=now)
    _demand_usable(fresh)
    if paper is not None and (paper.task_id != task.pk or paper.removed_at is not None):
        raise InputError(_("Nhiệm vụ này không có dòng giấy tờ đó."))
    if period is not None and period.task_id != task.pk:
        raise InputError(_("Nhiệm vụ này không có kỳ đó."))
    if period is not None:
        period.proofs.add(fresh)
    use, new = EvidenceUse.objects.get_or_create(
        evidence=fresh,
        task=task,
        paper=paper,
        removed_at=None,
        defaults=_told(passage) | {"added_by": by, "added_at": now},
    )
    if new:
        after = {"task": task.pk, "line": paper.label if paper else "", "pages": use.pages}
        record("work.evidence.used", by=by, now=now, subject=fresh, unit=task.authority, after=after)
    return use


@recorded
def use_for_criterion(
    *,
    evidence: Evidence,
    framework: str,
    criterion: str,
    year: int,
    by: Person | None,
    now: datetime,
    passage: Passage = Passage(),  # frozen
) -> EvidenceUse:
    """Say that the document proves a criterion in a year; the same again changes nothing.

    Raises NotAllowed (another unit's document), InputError for a criterion that the authority's framework of the
    year does not have, and a document out of use.
    """
    fresh = held(evidence)
    demand_keeper(by, fresh, now=now)
    _demand_usable(fresh)
    if leaf_of(fresh.authority, framework, criterion, year) is None:
        raise InputError(
            _("Bộ tiêu chí của năm %(year)s không có tiêu chí %(code)s.") % {"year": year, "code": criterion}
        )
    return _use_criterion(fresh, framework, criterion, year, passage, by, now)


def _use_criterion(
    evidence: Evidence,
    framework: str,
    criterion: str,
    year: int,
    passage: Passage,
    by: Person | None,
    now: datetime,
) -> EvidenceUse:
    use, new = EvidenceUse.objects.get_or_create(
        evidence=evidence,
        task=None,
        framework=framework,
        criterion=criterion,
        year=year,
        removed_at=None,
        defaults=_told(passage) | {"added_by": by, "added_at": now},
    )
    if new:
        after = {"framework": framework, "criterion": criterion, "year": year, "pages": use.pages}
        record("work.evidence.used", by=by, now=now, subject=evidence, unit=evidence.unit, after=after)
    return use


@recorded
def remove_use(*, use: EvidenceUse, by: Person | None, now: datetime) -> EvidenceUse:
    """Take a document away from what it proved; the row and the document stay.

    Raises NotAllowed, InputError when that has happened already.
    """
    fresh = held(use.evidence)
    demand_keeper(by, fresh, now=now)
    known = EvidenceUse.objects.select_for_update(of=("self",)).get(pk=use.pk)
    if known.removed_at is not None:
        raise InputError(_("Tài liệu đã được bỏ khỏi chỗ này."))
    known.removed_by, known.removed_at = by, now
    known.save(update_fields=["removed_by", "removed_at"])
    if known.task_id is not None and not _still_used(fresh, known.task_id):
        for period in fresh.periods.filter(task_id=known.task_id):
            period.proofs.remove(fresh)
    record(
        "work.evidence.unused",
        by=by,
        now=now,
        subject=fresh,
        unit=fresh.unit,
        before={"task": known.task_id, "criterion": known.criterion, "year": known.year},
    )
    return known


def _still_used(evidence: Evidence, task: int) -> bool:
    return evidence.uses.filter(task_id=task, removed_at__isnull=True).exists()


@recorded
def keep_criterion_file(
    *,
    file: StoredFile,
    name: str,
    unit: Unit,
    framework: str,
    criterion: str,
    year: int,
    facts: Facts,
    pages: str,
    by: Person | None,
    now: datetime,
) -> EvidenceUse:
    """A document handed in at a criterion goes into the store by itself.

    Whether the person may hand it in has been asked where that happened, so it is not asked again.
    """
    authority = unit.authority or unit
    known = Evidence.objects.filter(authority=authority, file=file, retired_at__isnull=True).first()
    if known is None:
        known, _new = file_evidence(file=file, name=name, unit=unit, by=None, now=now, facts=facts)
        Evidence.objects.filter(pk=known.pk).update(owner=by)
        known.versions.update(added_by=by)
    return _use_criterion(known, framework, criterion, year, Passage(pages=pages), by, now)


@recorded
def forget_criterion_file(
    *,
    file: StoredFile,
    unit: Unit,
    framework: str,
    criterion: str,
    year: int,
    by: Person | None,
    now: datetime,
) -> None:
    """The document was taken away at the criterion; it stays in the store."""
    uses = EvidenceUse.objects.select_for_update(of=("self",)).filter(
        evidence__authority=unit.authority or unit,
        evidence__file=file,
        framework=framework,
        criterion=criterion,
        year=year,
        removed_at__isnull=True,
    )
    for use in uses:
        remove_use(use=use, by=None, now=now)
        EvidenceUse.objects.filter(pk=use.pk).update(removed_by=by)


def _told(passage: Passage) -> dict[str, str]:
    return {"pages": clean(passage.pages)[:120], "section": clean(passage.section)[:200]}


def _demand_usable(evidence: Evidence) -> None:
    if evidence.retired_at is not None:
        raise InputError(_("Tài liệu này đã ngừng dùng."))
