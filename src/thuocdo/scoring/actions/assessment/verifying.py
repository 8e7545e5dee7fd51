"""The province verifies: drafts that can be taken back until the round's verification ends."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal

from django.core.exceptions import PermissionDenied
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from thuocdo.audit.actions import record, recorded
from thuocdo.audit.official import official
from thuocdo.lib.errors import InputError
from thuocdo.orgs.actions import notify
from thuocdo.orgs.models import Person
from thuocdo.orgs.queries import rights_of
from thuocdo.orgs.rules.rights import Right
from thuocdo.scoring.actions.allowed import demand
from thuocdo.scoring.actions.assessment.locks import LockedError, held, lock_of
from thuocdo.scoring.actions.assessment.self_scores import check_points
from thuocdo.scoring.models import Assessment, CriterionScore, Round
from thuocdo.scoring.queries.assessment.assessments import people_with
from thuocdo.scoring.queries.assessment.samples import sample_of, sampled_scores
from thuocdo.scoring.queries.positions import belongs, contact_with, said_as
from thuocdo.scoring.rules.assessment.states import (
    AdjustReason,
    AssessmentState,
    Decision,
    Lock,
    LockKind,
    Open,
    RoundState,
    acceptable_in_bulk,
)

OWN_UNIT = gettext_noop("Bạn thuộc đơn vị này trong kỳ nên hồ sơ được chuyển cho người thẩm định khác.")


@recorded
def accept_score(*, score: CriterionScore, by: Person | None, now: dt.datetime) -> CriterionScore:
    """Accept the self-score as the verified number (a draft). Raises InputError, LockedError, PermissionDenied."""
    row = _ready(score, by, now)
    if row.self_points is None and not row.not_arisen:
        raise InputError(_("Tiêu chí %(code)s chưa có điểm tự chấm để chấp nhận.") % {"code": row.code})
    _decide(row, Decision.ACCEPT, row.self_points, by, now)
    _note(row, "scoring.decision.accepted", by, now)
    return row


@recorded
def adjust_score(
    *,
    score: CriterionScore,
    points: Decimal,
    code: AdjustReason,
    reason: str,
    by: Person | None,
    now: dt.datetime,
) -> CriterionScore:
    """Give another number, with reason code and sentence (a draft).

    Raises InputError (no sentence, impossible points, the same number), LockedError, PermissionDenied.
    """
    row = _ready(score, by, now)
    if not reason.strip():
        raise InputError(_("Hãy ghi lý do điều chỉnh để xã đọc được."))
    check_points(row, points)
    if points == row.self_points:
        raise InputError(_("Điểm này bằng điểm tự chấm; hãy dùng “Chấp nhận”."))
    _decide(row, Decision.ADJUST, points, by, now, code=code, reason=reason.strip()[:1000])
    _note(row, "scoring.decision.adjusted", by, now, why=row.reason)
    return row


@recorded
def ask_for_more(
    *, score: CriterionScore, until: dt.datetime, text: str, by: Person | None, now: dt.datetime
) -> CriterionScore:
    """Open the criterion for the unit until `until`, and tell it what is wanted.

    Raises InputError (nothing said, a day that is over or after the verification), LockedError, PermissionDenied.
    """
    row = _ready(score, by, now)
    if not text.strip():
        raise InputError(_("Hãy ghi cần bổ sung gì."))
    if not now < until <= row.assessment.round.verify_until:
        raise InputError(_("Ngày bổ sung phải sau hôm nay và không sau hạn thẩm định."))
    _decide(row, Decision.NONE, None, None, now)
    row.asked_until, row.asked_for, row.asked_at, row.answered_at = until, text.strip()[:1000], now, None
    row.asked_as = said_as(by, on=localdate(now))[:200]
    row.save()
    _note(row, "scoring.request.made", by, now, why=row.asked_for)
    assessment = row.assessment
    notify(
        people=people_with(Right.SCORE_ENTER, assessment.unit, on=localdate(now)),
        text=official(
            "Người thẩm định yêu cầu bổ sung tiêu chí %(code)s đến %(day)s.",
            {"code": row.code, "day": localdate(until).strftime("%d/%m/%Y")},
        ),
        link=f"/lam-viec/cham-diem/{assessment.framework_code}/{assessment.period}/tu-cham/?tc={row.code}",
        by=by,
        now=now,
    )
    return row


@recorded
def undo_decision(*, score: CriterionScore, by: Person | None, now: dt.datetime) -> CriterionScore:
    """Take a draft decision, or a request that was not answered, back. Raises InputError, LockedError."""
    row = _ready(score, by, now)
    if row.asked:
        row.asked_at, row.asked_until, row.asked_for, row.asked_as = None, None, "", ""
    elif row.decision == Decision.NONE.value:
        raise InputError(_("Tiêu chí %(code)s chưa có quyết định nào để hoàn tác.") % {"code": row.code})
    _decide(row, Decision.NONE, None, None, now)
    _note(row, "scoring.decision.undone", by, now)
    return row


@recorded
def hand_over(*, score: CriterionScore, to: Person, by: Person | None, now: dt.datetime) -> CriterionScore:
    """Give the criterion to another verifier. Raises InputError where that person may not judge the unit."""
    row = _ready(score, by, now)
    unit = row.assessment.unit
    rights = rights_of(to, on=localdate(now))
    if not rights.can(Right.SCORE_VERIFY, unit):
        raise InputError(_("Người được chuyển không có quyền thẩm định đơn vị này."))
    if belongs(to, unit, period=row.assessment.period, on=localdate(now)):
        raise InputError(_("Người được chuyển thuộc đơn vị này trong kỳ nên không thẩm định được."))
    row.verifier = to
    row.save(update_fields=["verifier"])
    _note(row, "scoring.decision.handed_over", by, now)
    return row


@dataclass(frozen=True)
class BulkResult:
    """How many were accepted and how many left, with the reason of each kind."""

    accepted: int
    left: int


@recorded
def accept_outside_sample(*, round: Round, by: Person | None, now: dt.datetime) -> BulkResult:
    """Accept what is outside the sample and not disputed, as drafts marked so; no change of points in bulk.

    Wants the whole sample decided: only then does it speak for the rest. Raises InputError, PermissionDenied.
    """
    row = Round.objects.select_for_update(of=("self",)).select_related("host").get(pk=round.pk)
    drawn = sampled_scores(row)
    if drawn is None:
        raise InputError(_("Chưa rút mẫu nên chưa chấp nhận theo mẫu được."))
    rows = list(
        CriterionScore.objects.filter(assessment__round=row, assessment__state=AssessmentState.SENT.value)
        .select_related("assessment__unit", "assessment__round__host")
        .order_by("pk")
    )
    sample = sample_of(row)
    late = [one for one in rows if sample and (one.assessment.sent_at or sample.at) > sample.at]
    if late:
        raise InputError(
            _("%(unit)s gửi tự chấm sau khi rút mẫu; hãy rút lại mẫu rồi mới chấp nhận theo mẫu.")
            % {"unit": late[0].assessment.unit.name}
        )
    open_in_sample = sum(one.pk in drawn and one.decision == "" for one in rows)
    if open_in_sample:
        raise InputError(
            _("Còn %(n)s tiêu chí trong mẫu chưa xem; xem hết mẫu rồi mới chấp nhận theo mẫu.")
            % {"n": open_in_sample}
        )
    accepted = left = 0
    mine: dict[int, bool] = {}
    for one in rows:
        item = Open(
            decided=one.decision != "",
            in_sample=one.pk in drawn,
            asked=one.asked,
            self_points=one.self_points,
            not_arisen=one.not_arisen,
            by_survey=one.by_survey and row.with_survey,
        )
        if not acceptable_in_bulk(item):
            left += not item.decided and not item.by_survey
            continue
        unit = one.assessment.unit_id
        if unit not in mine:
            mine[unit] = _may_judge(one.assessment, by, now)
        if not mine[unit] or (one.verifier_id and by is not None and one.verifier_id != by.pk):
            left += 1
            continue
        ready = _ready(one, by, now)
        _decide(ready, Decision.ACCEPT, ready.self_points, by, now, in_bulk=True)
        accepted += 1
    after = {"accepted": accepted, "left": left}
    record("scoring.decisions.accepted", by=by, now=now, subject=row, unit=row.host, after=after)
    return BulkResult(accepted, left)


def _may_judge(assessment: Assessment, by: Person | None, now: dt.datetime) -> bool:
    on = localdate(now)
    if by is None:
        return True
    return rights_of(by, on=on).can(Right.SCORE_VERIFY, assessment.unit) and not belongs(
        by, assessment.unit, period=assessment.period, on=on
    )


def refuse_own_unit(assessment: Assessment, *, by: Person | None, now: dt.datetime) -> None:
    """Raise PermissionDenied where `by` may not verify the unit: no right, or belongs to it, today or in the year."""
    demand(by, Right.SCORE_VERIFY, assessment.unit, now=now)
    if by is not None and belongs(by, assessment.unit, period=assessment.period, on=localdate(now)):
        raise PermissionDenied(_(OWN_UNIT))


def _ready(score: CriterionScore, by: Person | None, now: dt.datetime) -> CriterionScore:
    row = held(score)
    assessment, one = row.assessment, row.assessment.round
    refuse_own_unit(assessment, by=by, now=now)
    if row.verifier_id is not None and by is not None and row.verifier_id != by.pk:
        raise PermissionDenied(
            _("Tiêu chí này đã được chuyển cho %(who)s.") % {"who": said_as(row.verifier, on=localdate(now))}
        )
    if assessment.state in (AssessmentState.DRAFT.value, AssessmentState.CLOSED.value):
        raise InputError(_("%(unit)s chưa gửi bản tự chấm này.") % {"unit": assessment.unit.name})
    if assessment.state != AssessmentState.SENT.value or one.state != RoundState.OPEN.value:
        raise LockedError(lock_of(assessment, LockKind.STATE, now=now))
    if now > one.verify_until:
        owner = contact_with(Right.SCORE_ROUND, one.host, on=localdate(now), first=one.opened_by)
        what = _("Thẩm định kỳ năm %(year)s") % {"year": assessment.period}
        raise LockedError(Lock(LockKind.PERIOD, what=what, owner=owner, since=one.verify_until))
    if row.by_survey and one.with_survey:
        raise InputError(_("Tiêu chí %(code)s do điều tra xã hội học cho điểm.") % {"code": row.code})
    return row


def _decide(
    row: CriterionScore,
    decision: Decision,
    points: Decimal | None,
    by: Person | None,
    now: dt.datetime,
    *,
    code: AdjustReason | None = None,
    reason: str = "",
    in_bulk: bool = False,
) -> None:
    none = decision is Decision.NONE
    row.decision, row.draft_points, row.in_bulk = decision.value, points, in_bulk
    row.reason_code, row.reason = code.value if code else "", reason
    row.decided_by, row.decided_at = (None, None) if none else (by, now)
    row.decided_as = "" if none else said_as(by, on=localdate(now))[:200]
    row.save()


def _note(row: CriterionScore, code: str, by: Person | None, now: dt.datetime, *, why: str = "") -> None:
    after = {
        "criterion": row.code,
        "decision": row.decision,
        "points": None if row.draft_points is None else str(row.draft_points),
    }
    # a draft stands in the province's log: the unit's own log would tell it before the verification ends
    told = code == "scoring.request.made"
    unit = row.assessment.unit if told else row.assessment.round.host
    record(code, by=by, now=now, subject=row, unit=unit, after=after, why=why)
