"""Documents for the lines of a criterion's checklist."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.utils.translation import gettext as _

from thuocdo.audit.actions import record, recorded
from thuocdo.documents.models import StoredFile
from thuocdo.documents.queries import open_file
from thuocdo.lib.errors import InputError
from thuocdo.orgs.models import Person
from thuocdo.scoring.actions.assessment.locks import held, require_open
from thuocdo.scoring.models import CriterionScore, EvidenceLink
from thuocdo.scoring.queries.assessment.assessments import leaves_of
from thuocdo.scoring.rules.assessment.states import signature_in
from thuocdo.work.actions.evidence import forget_criterion_file, keep_criterion_file
from thuocdo.work.rules.evidence import Facts

PDF = "application/pdf"


@dataclass(frozen=True)
class PaperGiven:
    """A document as the person describes it; `rule` is the line of the checklist, "" for another paper."""

    rule: str = ""
    name: str = ""
    number: str = ""
    issued_on: dt.date | None = None
    received_on: dt.date | None = None
    pages: str = ""
    note: str = ""


@recorded
def add_evidence(
    *, score: CriterionScore, file: StoredFile, given: PaperGiven, by: Person | None, now: dt.datetime
) -> EvidenceLink:
    """Put a stored file to a line of the checklist; the same file to the same line again changes nothing.

    The document goes into the store of evidence (work) as well, where all that it proves is seen.

    Raises LockedError and InputError (unknown line).
    """
    row = held(score)
    require_open(row, by=by, now=now)
    leaf = leaves_of(row.assessment.round.framework.framework)[row.code]
    if given.rule and given.rule not in {rule.code for rule in leaf.evidence}:
        raise InputError(_("Tiêu chí %(code)s không có dòng tài liệu này.") % {"code": row.code})
    old = row.evidence.filter(removed_at__isnull=True, rule=given.rule, file=file).first()
    if old is not None:
        return old
    pdf = file.media_type == PDF
    with open_file(file) as stream:
        signature = signature_in(stream.read() if pdf else b"", pdf=pdf)
    link = EvidenceLink.objects.create(
        score=row,
        rule=given.rule,
        file=file,
        name=(given.name or file.name)[:255],
        number=given.number.strip()[:80],
        issued_on=given.issued_on,
        received_on=given.received_on,
        pages=given.pages.strip()[:120],
        note=given.note.strip()[:500],
        signature=signature.value,
        added_by=by,
        added_at=now,
    )
    _into_store(link, by=by, now=now)
    record(
        "scoring.evidence.added",
        by=by,
        now=now,
        subject=link,
        unit=row.assessment.unit,
        after={
            "criterion": row.code,
            "period": row.assessment.period,
            "line": link.rule,
            "sha256": file.sha256,
            "number": link.number,
        },
    )
    return link


def _into_store(link: EvidenceLink, *, by: Person | None, now: dt.datetime) -> None:
    row = link.score
    keep_criterion_file(
        file=link.file,
        name=link.name,
        unit=row.owner,
        framework=row.assessment.framework_code,
        criterion=row.code,
        year=int(row.assessment.period),
        facts=Facts(number=link.number, issued_on=link.issued_on, received_on=link.received_on),
        pages=link.pages,
        by=by,
        now=now,
    )


@recorded
def remove_evidence(*, link: EvidenceLink, by: Person | None, now: dt.datetime) -> EvidenceLink:
    """Take a document away; the row and the file stay. Raises LockedError and InputError (already away)."""
    row = held(link.score)
    require_open(row, by=by, now=now)
    known = EvidenceLink.objects.select_for_update(of=("self",)).get(pk=link.pk)
    if known.removed_at is not None:
        raise InputError(_("Tài liệu này đã được bỏ khỏi tiêu chí."))
    known.removed_by, known.removed_at = by, now
    known.save(update_fields=["removed_by", "removed_at"])
    if not row.evidence.filter(file=known.file, removed_at__isnull=True).exists():
        forget_criterion_file(
            file=known.file,
            unit=row.owner,
            framework=row.assessment.framework_code,
            criterion=row.code,
            year=int(row.assessment.period),
            by=by,
            now=now,
        )
    record(
        "scoring.evidence.removed",
        by=by,
        now=now,
        subject=known,
        unit=row.assessment.unit,
        before={"criterion": row.code, "line": known.rule, "name": known.name},
    )
    return known
