"""A round from its opening to what is published: the province's acts."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Q
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from thuocdo.audit.actions import record, recorded
from thuocdo.audit.official import official
from thuocdo.criteria.models import FrameworkVersion
from thuocdo.criteria.queries import framework_for, settings_for_units
from thuocdo.criteria.rules.model import Criterion, Method, SettingRef
from thuocdo.lib.errors import InputError
from thuocdo.orgs.actions import notify
from thuocdo.orgs.models import Membership, Person, Unit
from thuocdo.orgs.rules.rights import Right, UnitKind
from thuocdo.scoring.actions.allowed import demand
from thuocdo.scoring.actions.assessment.locks import LockedError, held, lock_of
from thuocdo.scoring.actions.assessment.self_scores import check_points
from thuocdo.scoring.actions.ledger.published import lose_points
from thuocdo.scoring.models import Assessment, CriterionScore, Dispute, Round
from thuocdo.scoring.queries.assessment.assessments import people_with
from thuocdo.scoring.queries.owners import owners_of
from thuocdo.scoring.rules.assessment.states import (
    ASSESSMENT_MOVES,
    ROUND_MOVES,
    Act,
    AssessmentState,
    LockKind,
    RoundState,
    conclusion,
)
from thuocdo.scoring.words_assessment import ROUND_WORDS


@dataclass(frozen=True)
class Windows:
    """When units score themselves and until when the province verifies; moments with their zone."""

    self_from: dt.datetime
    self_until: dt.datetime
    verify_until: dt.datetime


@recorded
def open_round(
    *,
    host: Unit,
    version: FrameworkVersion,
    period: str,
    windows: Windows,
    by: Person | None,
    now: dt.datetime,
    with_survey: bool = True,
    dispute_times: int = 1,
) -> Round:
    """Open a round for every unit below `host` for which this version counts in the year.

    Raises InputError (windows in the wrong order, a round already there, no unit, not for communes, a commune
    below a province that works here) and PermissionDenied.
    """
    demand(by, Right.SCORE_ROUND, host, now=now)
    if not windows.self_from < windows.self_until <= windows.verify_until:
        raise InputError(_("Ngày bắt đầu tự chấm phải trước ngày hết hạn tự chấm, rồi đến hạn thẩm định."))
    if Round.objects.filter(host=host, framework_code=version.code, period=period).exists():
        raise InputError(_("Năm %(year)s đã có đợt chấm điểm theo bộ tiêu chí này.") % {"year": period})
    units = _units(host, version, period, on=localdate(now))
    made = Round.objects.create(
        host=host,
        framework=version,
        framework_code=version.code,
        period=period,
        self_from=windows.self_from,
        self_until=windows.self_until,
        verify_until=windows.verify_until,
        with_survey=with_survey,
        dispute_times=dispute_times,
        opened_by=by,
        opened_at=now,
    )
    _lay_out(made, units, on=localdate(now))
    after = {"framework": str(version), "period": period, "units": len(units)}
    record("scoring.round.opened", by=by, now=now, subject=made, unit=host, after=after)
    for unit in units:
        notify(
            people=people_with(Right.SCORE_ENTER, unit, on=localdate(now)),
            text=official("Đã mở đợt tự chấm %(what)s.", {"what": made}),
            link=f"/lam-viec/cham-diem/{version.code}/{period}/tu-cham/",
            by=by,
            now=now,
        )
    return made


def _units(host: Unit, version: FrameworkVersion, period: str, *, on: dt.date) -> list[Unit]:
    """The communes of a province; a commune by itself only where its province does not work on this installation."""
    if host.kind == UnitKind.PROVINCE:
        rows = Unit.objects.filter(province=host, kind=UnitKind.COMMUNE)
        rows = rows.filter(Q(valid_to__isnull=True) | Q(valid_to__gte=on))
    else:
        above = Membership.objects.filter(unit__authority=host.province_id)
        if host.kind != UnitKind.COMMUNE or (host.province_id and above.exists()):
            raise InputError(_("Đợt chấm điểm do tỉnh mở."))
        rows = Unit.objects.filter(pk=host.pk)
    taken = set(
        Assessment.objects.filter(framework_code=version.code, period=period).values_list(
            "unit_id", flat=True
        )
    )
    units = [unit for unit in rows if unit.pk not in taken]
    units = [unit for unit in units if framework_for(unit, version.code, int(period)) == version]
    if not units:
        raise InputError(
            _(
                "Chưa xã, phường nào dùng bộ tiêu chí này cho năm %(year)s; hãy chọn bộ tiêu chí cho năm trước."
            )
            % {"year": period}
        )
    return units


def _lay_out(made: Round, units: list[Unit], *, on: dt.date) -> None:
    framework = made.framework.framework
    leaves = [leaf for leaf in framework.leaves() if leaf.method is not Method.SHOWN]
    settings = settings_for_units(units, framework, on=on)
    rows: list[CriterionScore] = []
    for unit in units:
        assessment = Assessment.objects.create(
            round=made, unit=unit, framework_code=made.framework_code, period=made.period
        )
        owners = owners_of(framework, unit)
        rows += [
            CriterionScore(
                assessment=assessment,
                code=leaf.code,
                place=place,
                by_survey=leaf.method is Method.SURVEY,
                max_points=_figure(leaf, "max", settings[unit.pk]),
                least_points=_figure(leaf, "least", settings[unit.pk]),
                owner=owners[leaf.code],
            )
            for place, leaf in enumerate(leaves)
        ]
    CriterionScore.objects.bulk_create(rows, batch_size=200)


def _figure(leaf: Criterion, name: str, settings: object) -> Decimal | None:
    given = getattr(leaf, name)
    if isinstance(given, SettingRef):
        return settings.get(given.name)  # type: ignore[attr-defined, no-any-return]
    return given  # type: ignore[no-any-return]


def held_round(pk: int) -> Round:
    """The round, held until the transaction ends."""
    return (
        Round.objects.select_for_update(of=("self",))
        .select_related("host", "framework", "opened_by")
        .get(pk=pk)
    )


@recorded
def end_verification(
    *,
    round: Round,
    by: Person | None,
    now: dt.datetime,
    dispute_until: dt.datetime | None = None,
) -> Round:
    """Make the drafts of the verifiers the verified numbers, and tell the units.

    Units that sent nothing stay without numbers. Raises InputError naming what is not decided, PermissionDenied.
    """
    row = held_round(round.pk)
    demand(by, Right.SCORE_ROUND, row.host, now=now)
    _move(row, Act.END)
    assessments = list(row.assessments.select_for_update(of=("self",)).select_related("unit"))
    sent = [one for one in assessments if one.state == AssessmentState.SENT.value]
    if not sent:
        raise InputError(_("Chưa đơn vị nào gửi tự chấm nên chưa kết thúc thẩm định được."))
    scores = CriterionScore.objects.filter(assessment__in=sent).select_related("assessment__unit")
    judged = scores.filter(by_survey=False) if row.with_survey else scores
    waiting = judged.filter(decision="") | judged.filter(asked_at__isnull=False, answered_at__isnull=True)
    if waiting.exists():
        named = [f"{score.code} {score.assessment.unit.name}" for score in waiting.order_by("pk")[:3]]
        raise InputError(
            _("Chưa kết thúc được: còn %(n)s tiêu chí chưa thẩm định hoặc đang chờ bổ sung (%(named)s…).")
            % {"n": waiting.count(), "named": "; ".join(named)}
        )
    for score in judged:
        score.verified_points = score.draft_points
        score.save(update_fields=["verified_points"])
    for one in sent:
        _step(one, Act.END)
    row.ended_by, row.ended_at, row.dispute_until = by, now, dispute_until
    row.save(update_fields=["state", "ended_by", "ended_at", "dispute_until"])
    after = {"units": len(sent), "criteria": judged.count(), "left_out": len(assessments) - len(sent)}
    record("scoring.round.verified", by=by, now=now, subject=row, unit=row.host, after=after)
    _tell(sent, row, "Đã có điểm thẩm định %(what)s; xem lý do từng tiêu chí.", by, now)
    return row


@recorded
def enter_survey(
    *, score: CriterionScore, points: Decimal, source: str, by: Person | None, now: dt.datetime
) -> CriterionScore:
    """Enter the points that the survey gave, with their source. Raises InputError, LockedError, PermissionDenied."""
    row = held(score)
    one = row.assessment.round
    demand(by, Right.SCORE_ROUND, one.host, now=now)
    if not (row.by_survey and one.with_survey):
        raise InputError(_("Tiêu chí %(code)s không lấy điểm từ điều tra xã hội học.") % {"code": row.code})
    if row.assessment.state in (AssessmentState.FINAL.value, AssessmentState.PUBLISHED.value):
        raise LockedError(lock_of(row.assessment, LockKind.STATE, now=now))
    if not source.strip():
        raise InputError(_("Hãy ghi nguồn của điểm điều tra (báo cáo, văn bản nào)."))
    check_points(row, points)
    before = {"points": None if row.survey_points is None else str(row.survey_points)}
    row.survey_points, row.survey_source = points, source.strip()[:500]
    row.survey_by, row.survey_at = by, now
    row.save(update_fields=["survey_points", "survey_source", "survey_by", "survey_at"])
    after = {"criterion": row.code, "points": str(points), "source": row.survey_source}
    record(
        "scoring.survey.entered",
        by=by,
        now=now,
        subject=row,
        unit=row.assessment.unit,
        before=before,
        after=after,
    )
    return row


@recorded
def conclude_round(*, round: Round, by: Person | None, now: dt.datetime) -> Round:
    """Draw the conclusions: verified points, survey points where the survey decides.

    Raises InputError where a dispute is open or survey points are missing; a missing number is never taken as 0.
    """
    row = held_round(round.pk)
    demand(by, Right.SCORE_ROUND, row.host, now=now)
    _move(row, Act.CONCLUDE)
    verified = list(
        row.assessments.select_for_update(of=("self",)).filter(state=AssessmentState.VERIFIED.value)
    )
    disputes = Dispute.objects.filter(score__assessment__in=verified, closed_at__isnull=True).count()
    if disputes:
        raise InputError(_("Chưa kết luận được: còn %(n)s kiến nghị chưa trả lời.") % {"n": disputes})
    missing, rows = 0, []
    for score in CriterionScore.objects.filter(assessment__in=verified):
        surveyed = score.by_survey and row.with_survey
        source, points = conclusion(
            score.numbers, by_survey=surveyed, not_arisen=score.not_arisen and not surveyed
        )
        missing += surveyed and points is None
        score.final_points, score.final_from = points, source.value
        rows.append(score)
    if missing:
        raise InputError(
            _("Chưa kết luận được: còn %(n)s tiêu chí chưa có điểm điều tra xã hội học.") % {"n": missing}
        )
    CriterionScore.objects.bulk_update(rows, ["final_points", "final_from"], batch_size=200)
    for one in verified:
        _step(one, Act.CONCLUDE)
    row.concluded_by, row.concluded_at = by, now
    row.save(update_fields=["state", "concluded_by", "concluded_at"])
    record(
        "scoring.round.concluded", by=by, now=now, subject=row, unit=row.host, after={"units": len(verified)}
    )
    return row


@recorded
def publish_round(*, round: Round, published_as: str, by: Person | None, now: dt.datetime) -> Round:
    """Publish the conclusions under a decision; from then on nothing of the round changes.

    Raises InputError (no decision named, not concluded) and PermissionDenied.
    """
    row = held_round(round.pk)
    demand(by, Right.SCORE_ROUND, row.host, now=now)
    _move(row, Act.PUBLISH)
    if not published_as.strip():
        raise InputError(_("Hãy ghi số, ngày của quyết định công bố."))
    ready = list(
        row.assessments.select_for_update(of=("self",))
        .select_related("unit")
        .filter(state=AssessmentState.FINAL.value)
    )
    CriterionScore.objects.filter(assessment__in=ready).update(published=True)
    for one in ready:
        _step(one, Act.PUBLISH)
    row.published_by, row.published_at, row.published_as = by, now, published_as.strip()[:200]
    row.save(update_fields=["state", "published_by", "published_at", "published_as"])
    for one in ready:
        lose_points(one, by, now)
    after = {"units": len(ready), "decision": row.published_as}
    record("scoring.round.published", by=by, now=now, subject=row, unit=row.host, after=after)
    _tell(ready, row, "Đã công bố kết quả %(what)s.", by, now)
    return row


def _move(row: Round, act: Act) -> None:
    then = ROUND_MOVES.get((RoundState(row.state), act))
    if then is None:
        raise InputError(
            _("Đợt này đang ở bước “%(state)s” nên chưa làm được việc này.")
            % {"state": ROUND_WORDS[RoundState(row.state)]}
        )
    row.state = then.value


def _step(one: Assessment, act: Act) -> None:
    one.state = ASSESSMENT_MOVES[AssessmentState(one.state), act].value
    one.save(update_fields=["state"])


def _tell(
    assessments: Iterable[Assessment], row: Round, text: str, by: Person | None, now: dt.datetime
) -> None:
    for one in assessments:
        people = people_with(Right.SCORE_ENTER, one.unit, on=localdate(now))
        people += people_with(Right.SCORE_SUBMIT, one.unit, on=localdate(now))
        link = f"/lam-viec/cham-diem/{row.framework_code}/{row.period}/tu-cham/"
        notify(people=people, text=official(text, {"what": row}), link=link, by=by, now=now)
