"""The whole way of a round, by its actions."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import DatabaseError, connection, transaction

from tests.cast import NOW
from tests.scoring.assessment.conftest import Office
from thuocdo.audit.models import Entry
from thuocdo.lib.errors import InputError
from thuocdo.scoring.actions.assessment.rounds import (
    conclude_round,
    end_verification,
    enter_survey,
    publish_round,
)
from thuocdo.scoring.actions.assessment.samples import draw_sample
from thuocdo.scoring.actions.assessment.verifying import accept_outside_sample, accept_score, adjust_score
from thuocdo.scoring.models import CriterionScore, SampleItem
from thuocdo.scoring.rules.assessment.sampling import Sizes
from thuocdo.scoring.rules.assessment.states import AdjustReason, AssessmentState

D = Decimal
LATER = NOW + timedelta(days=1)


def verified(office: Office) -> Office:
    """The commune sent half of every maximum; 1.5 was adjusted to 0.8, the rest accepted, the round ended."""
    office.sent()
    verifier, province = office.cast.person("verifier"), office.cast.person("province_coordinator")
    draw_sample(round=office.round, sizes=Sizes(0, 5), seed="7", by=province, now=LATER)
    for item in SampleItem.objects.exclude(score__code="1.5"):
        accept_score(score=item.score, by=verifier, now=LATER)
    adjust_score(
        score=office.score("1.5"),
        points=D("0.80"),
        code=AdjustReason.RECOMPUTED,
        reason="9 trên 15 nhiệm vụ",
        by=verifier,
        now=LATER,
    )
    accept_outside_sample(round=office.round, by=verifier, now=LATER)
    end_verification(round=office.round, by=province, now=LATER)
    return office


def test_four_numbers_stand_side_by_side(office: Office) -> None:
    """Self-score, verified and concluded numbers are each kept; survey criteria conclude by the survey."""
    province = verified(office).cast.person("province_coordinator")
    for row in CriterionScore.objects.filter(assessment=office.of(), by_survey=True):
        enter_survey(score=row, points=D("0.40"), source="Báo cáo điều tra", by=province, now=LATER)
    conclude_round(round=office.round, by=province, now=LATER)
    publish_round(round=office.round, published_as="QĐ số 1/QĐ-UBND", by=province, now=LATER)
    row = office.score("1.5")
    assert row.self_points is not None
    assert (row.verified_points, row.final_points, row.survey_points) == (D("0.8"), D("0.8"), None)
    assert row.self_points == row.max_points / 2  # type: ignore[operator]
    surveyed = CriterionScore.objects.filter(assessment=office.of(), by_survey=True).first()
    assert surveyed is not None
    assert (surveyed.self_points, surveyed.survey_points, surveyed.final_points) == (
        None,
        D("0.40"),
        D("0.40"),
    )
    assert office.of().state == AssessmentState.PUBLISHED.value
    assert office.of("other").state == AssessmentState.DRAFT.value
    codes = set(Entry.objects.values_list("code", flat=True))
    assert {f"scoring.round.{verb}" for verb in ("opened", "verified", "concluded", "published")} <= codes


def test_nothing_moves_what_was_published(office: Office) -> None:
    """The database itself refuses to change or delete a published number, whoever asks."""
    province = verified(office).cast.person("province_coordinator")
    for row in CriterionScore.objects.filter(assessment=office.of(), by_survey=True):
        enter_survey(score=row, points=D(0), source="Báo cáo điều tra", by=province, now=LATER)
    conclude_round(round=office.round, by=province, now=LATER)
    publish_round(round=office.round, published_as="QĐ số 1/QĐ-UBND", by=province, now=LATER)
    statements = (
        "UPDATE scoring_criterionscore SET final_points = 9 WHERE code = '1.5' AND final_points IS NOT NULL",
        "DELETE FROM scoring_criterionscore WHERE code = '1.5' AND final_points IS NOT NULL",
        "UPDATE scoring_round SET state = 'open'",
        "UPDATE scoring_assessment SET state = 'draft'",
        "UPDATE scoring_sample SET seed = '8'",
    )
    for statement in statements:
        with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
            connection.cursor().execute(statement)


def test_drafts_are_told_only_when_the_verification_ends(office: Office) -> None:
    """Before the end nobody has a verified number; what is undecided keeps the round from ending and is named."""
    office.sent()
    accept_score(score=office.score("1.5"), by=office.cast.person("verifier"), now=LATER)
    assert office.score("1.5").verified_points is None
    with pytest.raises(InputError, match="Chưa kết thúc được: còn"):
        end_verification(round=office.round, by=office.cast.person("province_coordinator"), now=LATER)


def test_no_conclusion_without_survey_points(office: Office) -> None:
    """A survey criterion without points is never concluded as 0."""
    verified(office)
    with pytest.raises(InputError, match="chưa có điểm điều tra"):
        conclude_round(round=office.round, by=office.cast.person("province_coordinator"), now=LATER)
