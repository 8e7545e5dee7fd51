"""Opening a lock again: somebody of the unit asks with a reason, a second person of the province agrees."""

from __future__ import annotations

import datetime as dt

from django.core.exceptions import PermissionDenied
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from thuocdo.audit.actions import record, recorded
from thuocdo.audit.official import official
from thuocdo.lib.errors import InputError
from thuocdo.orgs.actions import notify
from thuocdo.orgs.models import Person
from thuocdo.orgs.queries import rights_of
from thuocdo.orgs.rules.rights import Right
from thuocdo.scoring.actions.allowed import demand
from thuocdo.scoring.actions.assessment.locks import LockedError, held_assessment, lock_of
from thuocdo.scoring.models import Assessment, Reopening
from thuocdo.scoring.queries.assessment.assessments import people_with
from thuocdo.scoring.queries.positions import said_as
from thuocdo.scoring.rules.assessment.states import (
    ASSESSMENT_MOVES,
    Act,
    AssessmentState,
    LockKind,
    RoundState,
    may_reopen,
)


@recorded
def ask_reopening(*, assessment: Assessment, reason: str, by: Person, now: dt.datetime) -> Reopening:
    """Ask to open what is locked now: the approval of a sent self-score, or the period that is over.

    Raises InputError (no reason, nothing locked, one is asked already), LockedError where nothing opens it any
    more, PermissionDenied.
    """
    row = held_assessment(assessment.pk)
    rights = rights_of(by, on=localdate(now))
    if not (rights.can(Right.SCORE_ENTER, row.unit) or rights.can(Right.SCORE_SUBMIT, row.unit)):
        raise PermissionDenied(
            _("Đầu mối hoặc lãnh đạo của %(unit)s gửi yêu cầu mở lại.") % {"unit": row.unit.name}
        )
    kind = _kind(row, now)
    if not reason.strip():
        raise InputError(_("Hãy ghi lý do đề nghị mở lại."))
    if row.reopenings.filter(agreed_at__isnull=True).exists():
        raise InputError(_("Đã có một đề nghị mở lại đang chờ."))
    made = Reopening.objects.create(
        assessment=row,
        kind=kind.value,
        reason=reason.strip()[:1000],
        asked_by=by,
        asked_as=said_as(by, on=localdate(now), near=row.unit)[:200],
        asked_at=now,
    )
    after = {"kind": made.kind, "period": row.period}
    record(
        "scoring.reopening.asked", by=by, now=now, subject=row, unit=row.unit, after=after, why=made.reason
    )
    notify(
        people=people_with(Right.SCORE_ROUND, row.round.host, on=localdate(now)),
        text=official(
            "%(unit)s đề nghị mở lại bản tự chấm năm %(year)s.", {"unit": row.unit.name, "year": row.period}
        ),
        link=row.round.get_absolute_url(),
        by=by,
        now=now,
    )
    return made


def _kind(row: Assessment, now: dt.datetime) -> LockKind:
    state = AssessmentState(row.state)
    if may_reopen(state) and row.round.state == RoundState.OPEN.value:
        return LockKind.STATE
    if state is AssessmentState.CLOSED:
        raise InputError(_("Bản tự chấm đang chờ lãnh đạo duyệt; lãnh đạo dùng “Trả lại” để mở."))
    if state is not AssessmentState.DRAFT or row.round.state != RoundState.OPEN.value:
        raise LockedError(lock_of(row, LockKind.STATE, now=now))
    extended = row.extended_until is not None and now <= row.extended_until
    if now <= row.round.self_until or extended:
        raise InputError(_("Kỳ này đang mở, chưa cần đề nghị mở lại."))
    return LockKind.PERIOD


@recorded
def agree_reopening(*, reopening: Reopening, until: dt.datetime, by: Person, now: dt.datetime) -> Reopening:
    """The second person opens it until `until`. Drafts of verifiers stay for what the unit does not touch.

    Raises InputError (the same person, a day outside the round) and PermissionDenied.
    """
    row = held_assessment(reopening.assessment_id)
    known = _waiting(reopening)
    demand(by, Right.SCORE_ROUND, row.round.host, now=now)
    if known.asked_by_id == by.pk:
        raise InputError(_("Người đề nghị không tự đồng ý được; cần người thứ hai."))
    if not now < until <= row.round.verify_until:
        raise InputError(_("Mở lại đến một ngày sau hôm nay và không sau hạn thẩm định."))
    if row.round.state != RoundState.OPEN.value:
        raise LockedError(lock_of(row, LockKind.STATE, now=now))
    if known.kind == LockKind.STATE.value and may_reopen(AssessmentState(row.state)):
        row.state = ASSESSMENT_MOVES[AssessmentState(row.state), Act.REOPEN].value
    row.extended_until = until
    row.save(update_fields=["state", "extended_until"])
    _decided(known, by, now)
    known.until = until
    known.save()
    after = {"kind": known.kind, "until": until.isoformat()}
    record(
        "scoring.reopening.agreed", by=by, now=now, subject=row, unit=row.unit, after=after, why=known.reason
    )
    _tell(row, official("Đã mở lại bản tự chấm năm %(year)s.", {"year": row.period}), by, now)
    return known


@recorded
def refuse_reopening(*, reopening: Reopening, why: str, by: Person, now: dt.datetime) -> Reopening:
    """Say no, with a reason. Raises InputError and PermissionDenied."""
    row = held_assessment(reopening.assessment_id)
    known = _waiting(reopening)
    demand(by, Right.SCORE_ROUND, row.round.host, now=now)
    if known.asked_by_id == by.pk:
        raise InputError(_("Người đề nghị không tự trả lời được; cần người thứ hai."))
    if not why.strip():
        raise InputError(_("Hãy ghi lý do không mở lại."))
    _decided(known, by, now)
    known.refused_why = why.strip()[:500]
    known.save()
    record("scoring.reopening.refused", by=by, now=now, subject=row, unit=row.unit, why=known.refused_why)
    _tell(row, official("Không mở lại bản tự chấm: %(why)s", {"why": known.refused_why}), by, now)
    return known


def _waiting(reopening: Reopening) -> Reopening:
    known = Reopening.objects.select_for_update(of=("self",)).get(pk=reopening.pk)
    if known.agreed_at is not None:
        raise InputError(_("Đề nghị này đã được trả lời."))
    return known


def _decided(known: Reopening, by: Person, now: dt.datetime) -> None:
    known.agreed_by, known.agreed_at = by, now
    known.agreed_as = said_as(by, on=localdate(now))[:200]


def _tell(row: Assessment, text: str, by: Person, now: dt.datetime) -> None:
    link = f"/lam-viec/cham-diem/{row.framework_code}/{row.period}/tu-cham/"
    people = people_with(Right.SCORE_ENTER, row.unit, on=localdate(now))
    notify(people=people, text=text, link=link, by=by, now=now)
