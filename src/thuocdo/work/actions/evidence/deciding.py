"""The verifier accepts or rejects; a document goes out of use; who holds it is told when its signature fails."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.utils.translation import gettext as _

from thuocdo.audit.actions import record, recorded
from thuocdo.audit.official import official
from thuocdo.documents.models import StoredFile
from thuocdo.documents.rules.signatures import SignatureClass
from thuocdo.lib.errors import InputError
from thuocdo.lib.text import clean_lines
from thuocdo.orgs.actions import notify
from thuocdo.orgs.models import Person
from thuocdo.work.actions.evidence.holding import (
    demand_keeper,
    demand_verifier,
    held,
    kept,
    version_in_use,
)
from thuocdo.work.models import Evidence
from thuocdo.work.rules.evidence import Decision


@recorded
def decide(
    *,
    evidence: Evidence,
    decision: Decision,
    why: str,
    by: Person | None,
    now: datetime,
    stamp: int | None = None,
) -> Evidence:
    """Accept or reject the version in use; whoever holds the document is told.

    Raises NotAllowed (no right, or one's own document), Stale, InputError (rejected without a reason, accepted
    before its data were confirmed, out of use).
    """
    fresh = held(evidence, stamp=stamp)
    version = version_in_use(fresh)
    demand_verifier(by, fresh, version, now=now)
    if fresh.retired_at is not None:
        raise InputError(_("Tài liệu này đã ngừng dùng."))
    why = clean_lines(why)[:1000]
    if decision is Decision.REJECTED and not why:
        raise InputError(_("Hãy ghi lý do từ chối để người nộp biết cần làm gì."))
    if decision is Decision.ACCEPTED and not fresh.confirmed:
        raise InputError(_("Số, ngày, trích yếu của tài liệu chưa được xác nhận nên chưa chấp nhận được."))
    before = {"decision": version.decision}
    version.decision, version.decided_why = decision, why
    version.decided_by, version.decided_at = by, now
    version.save(update_fields=["decision", "decided_why", "decided_by", "decided_at"])
    fresh.decision = decision
    kept(fresh)
    record(
        f"work.evidence.{decision}",
        by=by,
        now=now,
        subject=fresh,
        unit=fresh.unit,
        before=before,
        after={"decision": str(decision), "version": version.number},
        why=why,
    )
    text = (
        official("Tài liệu “%(title)s” được chấp nhận", {"title": fresh.title[:160]})
        if decision is Decision.ACCEPTED
        else official("Tài liệu “%(title)s” bị từ chối: %(why)s", {"title": fresh.title[:120], "why": why})
    )
    _tell([fresh], text, by=by, now=now)
    return fresh


@recorded
def retire(*, evidence: Evidence, why: str, by: Person | None, now: datetime) -> Evidence:
    """Take a document out of use: it proves nothing any more, its file and history stay.

    Raises NotAllowed, InputError without a reason or when that has happened already.
    """
    fresh = held(evidence)
    demand_keeper(by, fresh, now=now)
    why = clean_lines(why)[:500]
    if not why:
        raise InputError(_("Hãy ghi lý do ngừng dùng tài liệu này."))
    if fresh.retired_at is not None:
        raise InputError(_("Tài liệu này đã ngừng dùng."))
    fresh.retired_at, fresh.retired_by, fresh.retired_why = now, by, why
    kept(fresh)
    record("work.evidence.retired", by=by, now=now, subject=fresh, unit=fresh.unit, why=why)
    return fresh


def tell_signature_changed(
    *, file: StoredFile, before: SignatureClass, after: SignatureClass, now: datetime
) -> None:
    """Whoever holds a document with this file is told that its signature now stands otherwise (a Listener)."""
    holding = list(Evidence.objects.filter(file=file, retired_at__isnull=True).select_related("owner"))
    for one in holding:
        text = (
            official("Chữ ký số của “%(title)s” nay đạt", {"title": one.title[:160]})
            if after is SignatureClass.VALID
            else official(
                "Kết quả kiểm tra chữ ký số của “%(title)s” đã khác trước", {"title": one.title[:160]}
            )
        )
        _tell([one], text, by=None, now=now)


def _tell(evidence: Iterable[Evidence], text: str, *, by: Person | None, now: datetime) -> None:
    for one in evidence:
        if one.owner is not None:
            notify(people=[one.owner], text=text, link=one.get_absolute_url(), by=by, now=now)
