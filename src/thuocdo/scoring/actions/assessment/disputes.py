"""A unit asks to look again at a verified number; both sides speak in one thread per criterion."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

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
from thuocdo.scoring.actions.assessment.locks import LockedError, held, lock_of, right_lock
from thuocdo.scoring.actions.assessment.self_scores import check_points
from thuocdo.scoring.actions.assessment.verifying import refuse_own_unit
from thuocdo.scoring.models import CriterionScore, Dispute, DisputeMessage
from thuocdo.scoring.queries.assessment.assessments import people_with
from thuocdo.scoring.queries.positions import said_as
from thuocdo.scoring.rules.assessment.states import AssessmentState, LockKind

MOST = 2000


@recorded
def open_dispute(*, score: CriterionScore, reason: str, by: Person | None, now: dt.datetime) -> Dispute:
    """The unit disputes a verified number.

    Raises InputError (no reason, nothing verified, too late, too often, one is open), LockedError, PermissionDenied.
    """
    row = held(score)
    _of_the_unit(row, by, now)
    assessment, one = row.assessment, row.assessment.round
    if assessment.state in (AssessmentState.FINAL.value, AssessmentState.PUBLISHED.value):
        raise LockedError(lock_of(assessment, LockKind.STATE, now=now))
    if assessment.state != AssessmentState.VERIFIED.value:
        raise InputError(_("Chưa có điểm thẩm định nên chưa kiến nghị được."))
    if not reason.strip():
        raise InputError(_("Hãy ghi lý do kiến nghị xem xét lại."))
    if one.dispute_until is not None and now > one.dispute_until:
        raise InputError(
            _("Đã hết hạn kiến nghị ngày %(day)s (hạn do %(host)s đặt).")
            % {"day": localdate(one.dispute_until).strftime("%d/%m/%Y"), "host": one.host.name}
        )
    if row.disputes.filter(closed_at__isnull=True).exists():
        raise InputError(_("Tiêu chí này đang có kiến nghị chờ trả lời; ghi thêm vào đó."))
    if row.disputes.count() >= one.dispute_times:
        raise InputError(
            _("Mỗi tiêu chí được kiến nghị tối đa %(n)s lần (mức do %(host)s đặt).")
            % {"n": one.dispute_times, "host": one.host.name}
        )
    dispute = Dispute.objects.create(
        score=row,
        opened_by=by,
        opened_as=said_as(by, on=localdate(now), near=assessment.unit)[:200],
        opened_at=now,
        points_before=row.verified_points,
    )
    _say(dispute, reason, dispute.opened_as, by, now)
    after = {"criterion": row.code, "points": str(row.verified_points)}
    record(
        "scoring.dispute.opened",
        by=by,
        now=now,
        subject=row,
        unit=assessment.unit,
        after=after,
        why=reason.strip(),
    )
    base = f"/lam-viec/cham-diem/{assessment.framework_code}/{assessment.period}"
    unit = assessment.unit
    told = {
        f"{base}/{row.code}/?dv={unit.code or unit.pk}": people_with(
            Right.SCORE_ROUND, one.host, on=localdate(now)
        ),
        # who decided answers it where the decision was made
        f"{base}/tham-dinh/?muc={row.pk}": [row.decided_by] if row.decided_by is not None else [],
    }
    text = official(
        "%(unit)s kiến nghị xem xét lại tiêu chí %(code)s.", {"unit": unit.name, "code": row.code}
    )
    for link, people in told.items():
        notify(people=people, text=text, link=link, by=by, now=now)
    return dispute


@recorded
def say_in_dispute(*, dispute: Dispute, text: str, by: Person | None, now: dt.datetime) -> DisputeMessage:
    """Add to an open thread, as the unit or as a verifier of it. Raises InputError and PermissionDenied."""
    row = held(dispute.score)
    known = _open(dispute)
    _either_side(row, by, now)
    if not text.strip():
        raise InputError(_("Hãy ghi nội dung."))
    said = _say(known, text, said_as(by, on=localdate(now), near=row.assessment.unit), by, now)
    record(
        "scoring.dispute.answered", by=by, now=now, subject=row, unit=row.assessment.unit, why=text.strip()
    )
    return said


@recorded
def settle_dispute(
    *, dispute: Dispute, points: Decimal | None, text: str, by: Person | None, now: dt.datetime
) -> Dispute:
    """Answer a dispute: `points` None keeps the verified number, else it becomes this one. A reason is wanted.

    The number before stays in the dispute. Raises InputError, LockedError, PermissionDenied.
    """
    row = held(dispute.score)
    known = _open(dispute)
    refuse_own_unit(row.assessment, by=by, now=now)
    if row.assessment.state != AssessmentState.VERIFIED.value:
        raise LockedError(lock_of(row.assessment, LockKind.STATE, now=now))
    if not text.strip():
        raise InputError(_("Hãy ghi lý do trả lời để xã đọc được."))
    said = said_as(by, on=localdate(now))[:200]
    before = row.verified_points
    if points is not None:
        check_points(row, points)
        row.verified_points = points
        row.save(update_fields=["verified_points"])
    known.points_after = row.verified_points
    known.closed_by, known.closed_as, known.closed_at = by, said, now
    known.save()
    _say(known, text, said, by, now)
    record(
        "scoring.dispute.settled",
        by=by,
        now=now,
        subject=row,
        unit=row.assessment.unit,
        before={"points": str(before)},
        after={"points": str(row.verified_points)},
        why=text.strip(),
    )
    notify(
        people=people_with(Right.SCORE_ENTER, row.assessment.unit, on=localdate(now)),
        text=official("Kiến nghị về tiêu chí %(code)s đã được trả lời.", {"code": row.code}),
        link=f"/lam-viec/cham-diem/{row.assessment.framework_code}/{row.assessment.period}/{row.code}/",
        by=by,
        now=now,
    )
    return known


def _say(dispute: Dispute, text: str, said_by: str, by: Person | None, now: dt.datetime) -> DisputeMessage:
    return DisputeMessage.objects.create(
        dispute=dispute, by=by, said_as=said_by[:200], at=now, text=text.strip()[:MOST]
    )


def _open(dispute: Dispute) -> Dispute:
    known = Dispute.objects.select_for_update(of=("self",)).get(pk=dispute.pk)
    if known.closed_at is not None:
        raise InputError(_("Kiến nghị này đã được trả lời xong."))
    return known


def _of_the_unit(row: CriterionScore, by: Person | None, now: dt.datetime) -> None:
    if by is None:
        return
    rights, unit = rights_of(by, on=localdate(now)), row.assessment.unit
    allowed = (
        rights.can(Right.SCORE_ENTER, unit)
        or rights.can(Right.SCORE_SUBMIT, unit)
        or rights.can(Right.SCORE_ENTER, row.owner)
    )
    if not allowed:
        demand(by, Right.SCORE_READ, unit, row.owner, now=now)
        raise LockedError(right_lock(row, now=now))


def _either_side(row: CriterionScore, by: Person | None, now: dt.datetime) -> None:
    if by is not None and rights_of(by, on=localdate(now)).can(Right.SCORE_VERIFY, row.assessment.unit):
        refuse_own_unit(row.assessment, by=by, now=now)
        return
    _of_the_unit(row, by, now)
