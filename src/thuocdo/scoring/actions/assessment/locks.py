"""The locks of an assessment, checked by every action that writes to one: no page, file or program gets around."""

from __future__ import annotations

import datetime as dt

from django.core.exceptions import PermissionDenied
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from thuocdo.lib.errors import InputError
from thuocdo.orgs.models import Person
from thuocdo.orgs.queries import rights_of
from thuocdo.orgs.rules.rights import Right
from thuocdo.scoring.models import Assessment, CriterionScore
from thuocdo.scoring.queries.positions import contact_with
from thuocdo.scoring.rules.assessment.states import (
    AssessmentState,
    Lock,
    LockKind,
    Situation,
    Window,
    closed_by,
)
from thuocdo.scoring.words_assessment import lock_sentence


class LockedError(PermissionDenied):
    """Something is locked; `lock` says how, the text is its sentence."""

    def __init__(self, lock: Lock) -> None:
        super().__init__(lock_sentence(lock))
        self.lock = lock


class ConflictError(InputError):
    """Somebody else has changed the criterion since it was read; `now` is how it stands."""

    def __init__(self, now: CriterionScore) -> None:
        super().__init__(_("Người khác vừa sửa mục này trong khi bạn đang sửa."))
        self.now = now


def held(score: CriterionScore) -> CriterionScore:
    """The row again with its assessment and round, held until the transaction ends: first the assessment.

    Every writer takes the assessment first, so a leader's approval and an officer's last word cannot cross.
    """
    assessment = held_assessment(score.assessment_id)
    row = (
        CriterionScore.objects.select_for_update(of=("self",))
        .select_related("owner", "saved_by")
        .get(pk=score.pk)
    )
    row.assessment = assessment
    return row


def held_assessment(pk: int) -> Assessment:
    """The assessment with unit and round, held until the transaction ends."""
    return (
        Assessment.objects.select_for_update(of=("self",))
        .select_related("unit", "round", "round__host", "round__framework")
        .get(pk=pk)
    )


def lock_on(score: CriterionScore, *, by: Person | None, now: dt.datetime) -> Lock | None:
    """What keeps `by` from writing the self-score of this criterion now; None where nothing does.

    Raises PermissionDenied for somebody who may not even read it. `by=None` (the operator) passes rights only.
    """
    assessment = score.assessment
    if by is not None:
        rights, unit = rights_of(by, on=localdate(now)), assessment.unit
        if not (rights.can(Right.SCORE_ENTER, unit) or rights.can(Right.SCORE_ENTER, score.owner)):
            own = any(post.place.authority == unit.pk for post in rights.posts)
            if not rights.can(Right.SCORE_READ, unit) and not own:
                raise PermissionDenied(_("Không tìm thấy mục này."))
            return right_lock(score, now=now)
    situation = Situation(
        state=AssessmentState(assessment.state),
        window=Window(assessment.round.self_from, assessment.round.self_until),
        extended_until=assessment.extended_until,
        asked_until=score.asked_until if score.asked else None,
    )
    kind = closed_by(situation, now)
    return None if kind is None else lock_of(assessment, kind, now=now)


def right_lock(score: CriterionScore, *, now: dt.datetime) -> Lock:
    """The lock of somebody who may know the criterion but does not own it."""
    return Lock(
        LockKind.RIGHT,
        what=score.code,
        lead=score.owner.name,
        owner=contact_with(Right.SCORE_ENTER, score.owner, on=localdate(now)),
    )


def lock_of(assessment: Assessment, kind: LockKind, *, now: dt.datetime) -> Lock:
    """The lock by period or by state with all that its sentence says."""
    one = assessment.round
    contact = contact_with(Right.SCORE_ROUND, one.host, on=localdate(now), first=one.opened_by)
    period = _("Kỳ năm %(year)s") % {"year": assessment.period}
    if kind is LockKind.PERIOD:
        early = now < one.self_from
        return Lock(kind, what=period, owner=contact, since=one.self_from if early else _ended(assessment))
    match AssessmentState(assessment.state):
        case AssessmentState.CLOSED:
            return Lock(
                kind,
                what=period,
                owner=contact_with(Right.SCORE_SUBMIT, assessment.unit, on=localdate(now)),
                since=assessment.closed_at,
                approved_by=_("đầu mối của đơn vị"),
                used_in=_("bản tự chấm đang chờ lãnh đạo duyệt"),
            )
        case AssessmentState.SENT:
            return Lock(
                kind,
                what=period,
                owner=contact,
                since=assessment.sent_at,
                approved_by=assessment.sent_as,
                used_in=_("đợt thẩm định năm %(year)s") % {"year": assessment.period},
            )
        case state:
            when = {
                AssessmentState.VERIFIED: (one.ended_at, _("đã kết thúc thẩm định")),
                AssessmentState.FINAL: (one.concluded_at, _("đã có kết luận")),
            }.get(state, (one.published_at, _("đã công bố")))
            used = (
                _("Thấy điểm thẩm định chưa đúng thì dùng “Kiến nghị xem xét lại”.")
                if state is AssessmentState.VERIFIED
                else _("Bốn số đã lưu giữ nguyên.")
            )
            return Lock(
                kind, what=period, owner=contact, since=when[0], approved_by=when[1], used_in=used, final=True
            )


def _ended(assessment: Assessment) -> dt.datetime:
    end = assessment.round.self_until
    return max(end, assessment.extended_until) if assessment.extended_until else end


def require_open(score: CriterionScore, *, by: Person | None, now: dt.datetime) -> None:
    """Raise LockedError where a lock holds."""
    lock = lock_on(score, by=by, now=now)
    if lock is not None:
        raise LockedError(lock)
