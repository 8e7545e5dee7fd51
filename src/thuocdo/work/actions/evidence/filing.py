"""A document comes in, is read by the machine, confirmed by a person, replaced by a better file."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from thuocdo.audit.actions import record, recorded
from thuocdo.documents.models import StoredFile
from thuocdo.jobs.actions import enqueue
from thuocdo.lib.errors import InputError
from thuocdo.lib.text import clean
from thuocdo.orgs.models import Person, Unit
from thuocdo.orgs.queries import rights_of
from thuocdo.orgs.rules.rights import Right
from thuocdo.work.actions.evidence.holding import demand_keeper, held, kept, version_in_use
from thuocdo.work.models import Evidence, EvidenceVersion
from thuocdo.work.rules.evidence import Facts, ReadState
from thuocdo.work.rules.refusals import NotAllowed

JOB = "work.evidence"  # settings.JOB_HANDLERS


@recorded
def file_evidence(
    *, file: StoredFile, name: str, unit: Unit, by: Person | None, now: datetime, facts: Facts | None = None
) -> tuple[Evidence, bool]:
    """Keep a document for a unit; the machine reads it in the background. Gives it and whether it is new.

    The same file again inside the authority is the document that is there. `facts`: what a person has typed
    already. Raises NotAllowed when the person does not write for the unit.
    """
    if by is not None and not rights_of(by, on=timezone.localdate(now)).can(Right.TASK_WRITE, unit):
        raise NotAllowed(_("Bạn không nộp được tài liệu cho %(unit)s.") % {"unit": unit.name}, unit.name)
    authority = unit.authority or unit
    known = Evidence.objects.filter(authority=authority, file=file, retired_at__isnull=True).first()
    if known is not None:
        return known, False
    evidence = Evidence(
        authority=authority,
        unit=unit,
        owner=by,
        file=file,
        title=(facts.title if facts and facts.title else name)[:500],
        added_at=now,
    )
    _tell_facts(evidence, facts or Facts(), title=name)
    kept(evidence)
    version = EvidenceVersion.objects.create(
        evidence=evidence,
        number=1,
        file=file,
        name=name[:255],
        data=facts.to_json() if facts else {},
        added_by=by,
        added_at=now,
    )
    record(
        "work.evidence.filed",
        by=by,
        now=now,
        subject=evidence,
        unit=unit,
        after={"sha256": file.sha256, "number": evidence.number},
    )
    _read_later(version, unit, by, now)
    return evidence, True


@recorded
def replace_file(
    *, evidence: Evidence, file: StoredFile, name: str, why: str, by: Person | None, now: datetime
) -> EvidenceVersion:
    """Put a new file in the place of the one in use; the old version stays, the verifier decides anew.

    Raises NotAllowed, InputError (no reason, the same file, document out of use).
    """
    fresh = held(evidence)
    demand_keeper(by, fresh, now=now)
    _demand_in_use(fresh)
    why = clean(why)[:500]
    if not why:
        raise InputError(_("Hãy ghi lý do thay tệp, ví dụ: bản có chữ ký số."))
    if file.pk == fresh.file_id:
        raise InputError(_("Tệp này chính là tệp đang dùng."))
    before = {"sha256": fresh.file.sha256, "version": fresh.version}
    last = fresh.versions.order_by("-number").values_list("number", flat=True)[0]
    version = EvidenceVersion.objects.create(
        evidence=fresh, number=last + 1, file=file, name=name[:255], why=why, added_by=by, added_at=now
    )
    fresh.file, fresh.version = file, version.number
    fresh.confirmed, fresh.decision = False, ""
    kept(fresh)
    record(
        "work.evidence.replaced",
        by=by,
        now=now,
        subject=fresh,
        unit=fresh.unit,
        before=before,
        after={"sha256": file.sha256, "version": version.number},
        why=why,
    )
    _read_later(version, fresh.unit, by, now)
    return version


@recorded
def store_reading(*, version: EvidenceVersion, facts: Facts, now: datetime) -> None:
    """What the machine read; it fills in only what no person has said. Nothing in the log: nobody acts."""
    fresh = EvidenceVersion.objects.select_for_update(of=("self",)).get(pk=version.pk)
    fresh.read, fresh.state, fresh.read_why = facts.to_json(), ReadState.READ, ""
    fresh.save(update_fields=["read", "state", "read_why"])
    evidence = held(fresh.evidence)
    if evidence.version != fresh.number or evidence.confirmed:
        return
    said = Facts.from_json(fresh.data)
    _tell_facts(
        evidence,
        Facts(
            kind=said.kind or facts.kind,
            number=said.number or facts.number,
            issued_on=said.issued_on or facts.issued_on,
            issuer=said.issuer or facts.issuer,
            title=said.title or facts.title,
            received_on=said.received_on,
        ),
        title=fresh.name,
    )
    kept(evidence)


def fail_reading(*, version: EvidenceVersion, reason: str) -> None:
    """The machine could not read it: the reason stays with the version, a person types the data."""
    EvidenceVersion.objects.filter(pk=version.pk).update(state=ReadState.FAILED, read_why=reason[:300])


@recorded
def confirm_facts(
    *, evidence: Evidence, facts: Facts, by: Person | None, now: datetime, stamp: int | None = None
) -> Evidence:
    """A person confirms number, day, issuer and title of the version in use.

    Raises NotAllowed, Stale, InputError (no title, a day ahead, received before it was issued, decided already).
    """
    fresh = held(evidence, stamp=stamp)
    demand_keeper(by, fresh, now=now)
    _demand_in_use(fresh)
    today = timezone.localdate(now)
    if not clean(facts.title):
        raise InputError(_("Hãy ghi trích yếu của tài liệu."))
    for day, what in ((facts.issued_on, _("Ngày ký")), (facts.received_on, _("Ngày nhận"))):
        if day is not None and day > today:
            raise InputError(_("%(what)s không thể ở tương lai.") % {"what": what})
    if facts.issued_on and facts.received_on and facts.received_on < facts.issued_on:
        raise InputError(_("Ngày nhận không thể trước ngày ký."))
    version = version_in_use(fresh)
    if version.decision:
        raise InputError(_("Tài liệu đã được thẩm định nên không sửa số liệu được. Hãy thay bằng bản mới."))
    before = {"number": fresh.number, "issued_on": fresh.issued_on and fresh.issued_on.isoformat()}
    version.data, version.confirmed_by, version.confirmed_at = facts.to_json(), by, now
    version.save(update_fields=["data", "confirmed_by", "confirmed_at"])
    _tell_facts(fresh, facts, title=fresh.title)
    fresh.confirmed = True
    kept(fresh)
    record(
        "work.evidence.confirmed",
        by=by,
        now=now,
        subject=fresh,
        unit=fresh.unit,
        before=before,
        after={"number": fresh.number, "issued_on": fresh.issued_on and fresh.issued_on.isoformat()},
    )
    return fresh


def _tell_facts(evidence: Evidence, facts: Facts, *, title: str) -> None:
    evidence.kind, evidence.number = clean(facts.kind)[:60], clean(facts.number)[:80]
    evidence.issuer, evidence.title = clean(facts.issuer)[:300], (clean(facts.title) or title)[:500]
    evidence.issued_on, evidence.received_on = facts.issued_on, facts.received_on


def _demand_in_use(evidence: Evidence) -> None:
    if evidence.retired_at is not None:
        raise InputError(_("Tài liệu này đã ngừng dùng."))


def _read_later(version: EvidenceVersion, unit: Unit, by: Person | None, now: datetime) -> None:
    enqueue(JOB, payload={"version": version.pk}, by=by, now=now, unit=unit, key=f"{JOB}-{version.pk}")
