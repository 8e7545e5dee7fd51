"""What every change of a document shares: the lock, the conflict check, the right."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from thuocdo.orgs.models import Person
from thuocdo.orgs.queries import rights_of
from thuocdo.orgs.rules.rights import Right
from thuocdo.work.models import Evidence, EvidenceVersion
from thuocdo.work.queries.evidence.access import may_decide
from thuocdo.work.rules.refusals import NotAllowed, Stale
from thuocdo.work.rules.search import search_text


def held(evidence: Evidence, *, stamp: int | None = None) -> Evidence:
    """The document as it is now, held until the transaction ends. Raises Stale when it has changed since `stamp`."""
    fresh = (
        Evidence.objects.select_for_update(of=("self",))
        .select_related("unit", "authority", "owner")
        .get(pk=evidence.pk)
    )
    if stamp is not None and fresh.stamp != stamp:
        raise Stale(
            _("Người khác vừa sửa tài liệu này trong khi bạn đang sửa. Hãy xem lại rồi gửi lần nữa."), "", ""
        )
    return fresh


def version_in_use(evidence: Evidence) -> EvidenceVersion:
    """The version whose data the document repeats."""
    return evidence.versions.select_for_update(of=("self",)).get(number=evidence.version)


def demand_keeper(by: Person | None, evidence: Evidence, *, now: datetime) -> None:
    """Raise NotAllowed unless the person writes for the unit that holds the document; `by=None` is the program."""
    if by is None or rights_of(by, on=timezone.localdate(now)).can(Right.TASK_WRITE, evidence.unit):
        return
    raise NotAllowed(
        _("Tài liệu này do %(unit)s giữ nên chỉ đơn vị đó sửa được.") % {"unit": evidence.unit.name},
        evidence.unit.name,
    )


def demand_verifier(
    by: Person | None, evidence: Evidence, version: EvidenceVersion, *, now: datetime
) -> None:
    """Raise NotAllowed unless the person decides over the document, and has not filed this version."""
    if by is None:
        return
    if not may_decide(rights_of(by, on=timezone.localdate(now)), evidence):
        raise NotAllowed(
            _("Bạn không có quyền chấp nhận hoặc từ chối tài liệu của %(unit)s.")
            % {"unit": evidence.unit.name},
            evidence.unit.name,
        )
    if version.added_by_id == by.pk:
        raise NotAllowed(
            _("Người nộp tài liệu không tự chấp nhận tài liệu của mình; cần người khác xem."),
            evidence.unit.name,
        )


def kept(evidence: Evidence) -> Evidence:
    """Store the changed document with its search text and a new stamp."""
    evidence.stamp += 1
    evidence.folded = search_text(evidence.title, evidence.number, evidence.issuer, evidence.kind)
    evidence.save()
    return evidence
