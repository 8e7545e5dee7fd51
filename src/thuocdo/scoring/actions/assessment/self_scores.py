"""The self-score of a unit: criterion by criterion, closed by its coordinator, sent by its leader."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from thuocdo.audit.actions import record, recorded
from thuocdo.audit.official import official
from thuocdo.lib.errors import InputError
from thuocdo.orgs.actions import notify
from thuocdo.orgs.models import Person
from thuocdo.orgs.rules.rights import Right
from thuocdo.scoring.actions.allowed import demand
from thuocdo.scoring.actions.assessment.locks import (
    ConflictError,
    LockedError,
    held,
    held_assessment,
    lock_of,
    require_open,
)
from thuocdo.scoring.models import Assessment, CriterionScore, Run
from thuocdo.scoring.queries.assessment.assessments import gaps_of, people_with
from thuocdo.scoring.queries.card import current_run, nodes_by_code, result_of
from thuocdo.scoring.queries.positions import said_as
from thuocdo.scoring.rules.assessment.states import ASSESSMENT_MOVES, Act, AssessmentState, Gap, LockKind
from thuocdo.scoring.rules.model import Scored, Status
from thuocdo.scoring.rules.numbers import shown
from thuocdo.scoring.words_assessment import GAP_WORDS

MOST_TEXT = 8000
NAMED = 5  # how many criteria a refusal names


@dataclass(frozen=True)
class SelfScore:
    """What a person writes for one criterion. `points` None with `take` is the computed number."""

    take: bool
    points: Decimal | None = None
    explanation: str = ""
    note: str = ""


class ExplanationNeededError(InputError):
    """A score of one's own stands without an explanation."""


class NotReadyError(InputError):
    """The self-score cannot be closed yet; `first` is the code of the first criterion to go to."""

    def __init__(self, text: str, first: str) -> None:
        super().__init__(text)
        self.first = first


@recorded
def save_self_score(
    *,
    score: CriterionScore,
    given: SelfScore,
    by: Person | None,
    now: dt.datetime,
    stamp: int | None = None,
) -> CriterionScore:
    """Write the self-score of one criterion; the same again changes nothing.

    `stamp` is the one the person read; None takes what there is. Raises LockedError, ConflictError and InputError
    (no computed number, a number beyond the maximum, an own number without explanation).
    """
    row = held(score)
    require_open(row, by=by, now=now)
    if stamp is not None and stamp != row.stamp:
        raise ConflictError(row)
    if row.by_survey and row.assessment.round.with_survey:
        raise InputError(
            _("Tiêu chí %(code)s do điều tra xã hội học cho điểm, đơn vị không tự chấm.") % {"code": row.code}
        )
    before = _shown(row)
    run, node = _computed(row)
    if given.take:
        _take(row, run, node)
    else:
        _own(row, given, run, node)
    row.explanation = given.explanation.strip()[:MOST_TEXT]
    row.note = given.note.strip()[:500]
    if _shown(row) == before:
        return row
    _undo_draft(row)
    _saved(row, by, now)
    record(
        "scoring.self_score.saved",
        by=by,
        now=now,
        subject=row,
        unit=row.assessment.unit,
        before=before,
        after={"criterion": row.code, "period": row.assessment.period} | _shown(row),
    )
    return row


@recorded
def draft_explanation(
    *, score: CriterionScore, explanation: str, note: str, by: Person | None, now: dt.datetime, stamp: int
) -> CriterionScore:
    """Keep the explanation while it is being typed; the number stays. No entry in the log: saving writes it.

    Raises LockedError and ConflictError.
    """
    row = held(score)
    require_open(row, by=by, now=now)
    if stamp != row.stamp:
        raise ConflictError(row)
    text, note = explanation[:MOST_TEXT], note.strip()[:500]
    if row.own and not text.strip():
        return row  # an own number keeps its last explanation until it is saved with another
    if (row.explanation, row.note) != (text, note):
        row.explanation, row.note = text, note
        _undo_draft(row)
        _saved(row, by, now)
    return row


@recorded
def answer_request(*, score: CriterionScore, by: Person | None, now: dt.datetime) -> CriterionScore:
    """Tell the verifier that what was asked for is there. Raises LockedError, InputError (nothing was asked)."""
    row = held(score)
    require_open(row, by=by, now=now)
    if not row.asked:
        raise InputError(_("Tiêu chí %(code)s không có yêu cầu bổ sung nào đang chờ.") % {"code": row.code})
    row.answered_at = now
    row.save(update_fields=["answered_at"])
    record("scoring.request.answered", by=by, now=now, subject=row, unit=row.assessment.unit)
    return row


@recorded
def close_self_score(*, assessment: Assessment, by: Person | None, now: dt.datetime) -> Assessment:
    """Close the self-score and lay it before the leader.

    Raises NotReadyError naming what lacks number, document or explanation; LockedError; PermissionDenied.
    """
    row = held_assessment(assessment.pk)
    demand(by, Right.SCORE_ENTER, row.unit, now=now)
    _in_state(row, AssessmentState.DRAFT, now)
    window = row.round
    extended = row.extended_until is not None and now <= row.extended_until
    if not (window.self_from <= now <= window.self_until or extended):
        raise LockedError(lock_of(row, LockKind.PERIOD, now=now))
    _refuse_gaps(gaps_of(row))
    row.state = ASSESSMENT_MOVES[AssessmentState(row.state), Act.CLOSE].value
    row.closed_by, row.closed_at, row.returned_why = by, now, ""
    row.save(update_fields=["state", "closed_by", "closed_at", "returned_why"])
    record("scoring.self_score.closed", by=by, now=now, subject=row, unit=row.unit, after=_named(row))
    notify(
        people=people_with(Right.SCORE_SUBMIT, row.unit, on=localdate(now)),
        text=official("Bản tự chấm %(what)s đã chốt, chờ duyệt và gửi thẩm định.", {"what": row}),
        link=_page(row),
        by=by,
        now=now,
    )
    return row


@recorded
def send_back_self_score(
    *, assessment: Assessment, why: str, by: Person | None, now: dt.datetime
) -> Assessment:
    """The leader gives it back with a reason. Raises InputError (no reason), LockedError, PermissionDenied."""
    row = held_assessment(assessment.pk)
    demand(by, Right.SCORE_SUBMIT, row.unit, now=now)
    _in_state(row, AssessmentState.CLOSED, now)
    if not why.strip():
        raise InputError(_("Hãy ghi lý do trả lại."))
    row.state = ASSESSMENT_MOVES[AssessmentState(row.state), Act.SEND_BACK].value
    row.returned_why = why.strip()[:500]
    row.save(update_fields=["state", "returned_why"])
    record("scoring.self_score.sent_back", by=by, now=now, subject=row, unit=row.unit, why=row.returned_why)
    notify(
        people=people_with(Right.SCORE_ENTER, row.unit, on=localdate(now)),
        text=official("Bản tự chấm %(what)s bị trả lại: %(why)s", {"what": row, "why": row.returned_why}),
        link=_page(row),
        by=by,
        now=now,
    )
    return row


@recorded
def send_self_score(*, assessment: Assessment, by: Person | None, now: dt.datetime) -> Assessment:
    """The leader approves it and sends it to the province. Raises LockedError and PermissionDenied."""
    row = held_assessment(assessment.pk)
    demand(by, Right.SCORE_SUBMIT, row.unit, now=now)
    _in_state(row, AssessmentState.CLOSED, now)
    _refuse_gaps(gaps_of(row))
    row.state = ASSESSMENT_MOVES[AssessmentState(row.state), Act.SEND].value
    row.sent_by, row.sent_at = by, now
    row.sent_as = said_as(by, on=localdate(now), near=row.unit)[:200]
    row.save(update_fields=["state", "sent_by", "sent_at", "sent_as"])
    record("scoring.self_score.sent", by=by, now=now, subject=row, unit=row.unit, after=_named(row))
    return row


def _refuse_gaps(gaps: Sequence[tuple[CriterionScore, Gap]]) -> None:
    if not gaps:
        return
    by_kind: dict[Gap, list[str]] = {}
    for score, gap in gaps:
        by_kind.setdefault(gap, []).append(score.code)
    said = "; ".join(
        _("%(n)s tiêu chí %(lacks)s (%(codes)s)")
        % {
            "n": len(codes),
            "lacks": GAP_WORDS[kind],
            "codes": ", ".join(codes[:NAMED]) + (", …" if len(codes) > NAMED else ""),
        }
        for kind, codes in by_kind.items()
    )
    raise NotReadyError(_("Chưa chốt được: %(gaps)s.") % {"gaps": said}, gaps[0][0].code)


def _computed(row: CriterionScore) -> tuple[Run | None, Scored | None]:
    """The run in force by the round's own version of the framework, and its node of the criterion."""
    assessment = row.assessment
    run = current_run(assessment.unit, assessment.framework_code, assessment.period)
    if run is None or run.framework_id != assessment.round.framework_id:
        return None, None
    return run, nodes_by_code(result_of(run)).get(row.code)


def _take(row: CriterionScore, run: Run | None, node: Scored | None) -> None:
    if node is not None and node.status is Status.EXCLUDED:
        row.self_points, row.computed, row.not_arisen, row.own, row.run = None, None, True, False, run
        return
    if node is None or node.points is None:
        said = (
            node.because if node is not None else _("bảng điểm chưa được tính theo bộ tiêu chí của đợt này")
        )
        raise InputError(
            _(
                "Tiêu chí %(code)s chưa có điểm theo cách tính: %(why)s Nhập số đo, hoặc tự ghi điểm kèm giải trình."
            )
            % {"code": row.code, "why": said.rstrip(".") + "."}
        )
    row.self_points, row.computed, row.not_arisen, row.own, row.run = (
        node.points,
        node.points,
        False,
        False,
        run,
    )
    if node.max is not None:
        row.max_points = node.max


def _own(row: CriterionScore, given: SelfScore, run: Run | None, node: Scored | None) -> None:
    if given.points is None:
        raise InputError(_("Tiêu chí %(code)s: hãy ghi điểm tự chấm.") % {"code": row.code})
    check_points(row, given.points)
    computed = node.points if node is not None else None
    own = computed is None or computed != given.points
    if own and not given.explanation.strip():
        raise ExplanationNeededError(
            _("Tiêu chí %(code)s: điểm tự ghi khác điểm theo cách tính nên cần giải trình.")
            % {"code": row.code}
        )
    row.self_points, row.computed, row.not_arisen = given.points, computed, False
    row.own, row.run = own, run


def check_points(row: CriterionScore, points: Decimal) -> None:
    """Raise InputError for points that the criterion cannot have."""
    if not points.is_finite() or abs(points) >= 100_000:
        raise InputError(
            _("Tiêu chí %(code)s: điểm ghi không phải là số điểm có thể có.") % {"code": row.code}
        )
    if points != points.quantize(Decimal("0.0001")):
        raise InputError(_("Tiêu chí %(code)s: điểm ghi tối đa 4 chữ số sau dấu phẩy.") % {"code": row.code})
    if row.max_points is not None and points > row.max_points:
        raise InputError(
            _("Tiêu chí %(code)s: %(points)s điểm lớn hơn điểm tối đa %(max)s.")
            % {"code": row.code, "points": shown(points, 4), "max": shown(row.max_points, 4)}
        )
    least = row.least_points if row.least_points is not None else Decimal(0)
    if points < least:
        raise InputError(
            _("Tiêu chí %(code)s: %(points)s điểm nhỏ hơn điểm tối thiểu %(least)s.")
            % {"code": row.code, "points": shown(points, 4), "least": shown(least, 4)}
        )


def _undo_draft(row: CriterionScore) -> None:
    """A verifier decided on something else than what stands there now: the decision is open again."""
    row.decision, row.draft_points, row.reason_code, row.reason = "", None, "", ""
    row.decided_by, row.decided_as, row.decided_at, row.in_bulk = None, "", None, False


def _saved(row: CriterionScore, by: Person | None, now: dt.datetime) -> None:
    row.stamp += 1
    row.saved_by, row.saved_at = by, now
    row.saved_as = said_as(by, on=localdate(now), near=row.assessment.unit)[:200]
    row.save()


def _shown(row: CriterionScore) -> dict[str, object]:
    points = None if row.self_points is None else str(row.self_points.normalize())
    return {
        "points": points,
        "own": row.own,
        "not_arisen": row.not_arisen,
        "explanation": row.explanation,
        "note": row.note,
    }


def _in_state(row: Assessment, wanted: AssessmentState, now: dt.datetime) -> None:
    if row.state == wanted.value:
        return
    if row.state == AssessmentState.DRAFT.value:
        raise InputError(_("Bản tự chấm này chưa được chốt."))
    raise LockedError(lock_of(row, LockKind.STATE, now=now))


def _named(row: Assessment) -> dict[str, str]:
    return {"framework": row.framework_code, "period": row.period, "state": row.state}


def _page(row: Assessment) -> str:
    return f"/lam-viec/cham-diem/{row.framework_code}/{row.period}/tu-cham/"
