"""Rounds as the province follows them."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet

from thuocdo.orgs.models import Unit
from thuocdo.orgs.queries import Rights
from thuocdo.orgs.rules.rights import Right
from thuocdo.scoring.models import Assessment, CriterionScore, Dispute, Round


@dataclass(frozen=True)
class Progress:
    """One unit of a round: how many of its criteria have a self-score, are decided, asked back or disputed."""

    assessment: Assessment
    of: int
    scored: int
    decided: int
    asked: int
    disputes: int


def rounds_in_reach(rights: Rights) -> QuerySet[Round]:
    """The rounds that the person runs."""
    return Round.objects.filter(rights.reach(Right.SCORE_ROUND, "host")).select_related("host", "framework")


def progress_of(round: Round) -> list[Progress]:
    """Every unit in a fixed order, two queries."""
    judged = Q(scores__by_survey=False) if round.with_survey else Q()
    filled = judged & (Q(scores__self_points__isnull=False) | Q(scores__not_arisen=True))
    rows = round.assessments.select_related("unit").annotate(
        wanted=Count("scores", filter=judged),
        filled=Count("scores", filter=filled),
        judged=Count("scores", filter=judged & ~Q(scores__decision="")),
        back=Count("scores", filter=Q(scores__asked_at__isnull=False, scores__answered_at__isnull=True)),
    )
    disputed = dict(
        Dispute.objects.filter(score__assessment__round=round, closed_at__isnull=True)
        .values_list("score__assessment")
        .annotate(n=Count("pk"))
    )
    return [
        Progress(row, row.wanted, row.filled, row.judged, row.back, disputed.get(row.pk, 0)) for row in rows
    ]


def survey_rows(round: Round, unit: Unit | None) -> list[CriterionScore]:
    """The survey criteria of one unit, in printed order."""
    if unit is None or not round.with_survey:
        return []
    return list(
        CriterionScore.objects.filter(assessment__round=round, assessment__unit=unit, by_survey=True)
        .select_related("assessment__unit")
        .order_by("place")
    )
