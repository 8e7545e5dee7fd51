"""Samples: what they are drawn from, what was drawn, and what they say of the rest."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import F, Prefetch

from thuocdo.documents.queries import signature_classes
from thuocdo.scoring.models import CriterionScore, EvidenceLink, Round, Sample
from thuocdo.scoring.queries.assessment.assessments import KEPT, checklist, leaves_of
from thuocdo.scoring.rules.assessment.sampling import Estimate, Item, Reason, estimate
from thuocdo.scoring.rules.assessment.states import AssessmentState

YEARS_BACK = 3


def sent_scores(round: Round) -> list[CriterionScore]:
    """The criteria that verifiers judge: of units that sent their self-score, those of the survey left out."""
    kept = Prefetch("evidence", EvidenceLink.objects.filter(KEPT).select_related("file"))
    rows = CriterionScore.objects.filter(assessment__round=round).exclude(
        assessment__state__in=[AssessmentState.DRAFT.value, AssessmentState.CLOSED.value]
    )
    if round.with_survey:
        rows = rows.filter(by_survey=False)
    return list(
        rows.select_related("assessment__unit", "assessment__round__framework", "run")
        .prefetch_related(kept)
        .order_by("assessment__unit__sort", "assessment_id", "place")
    )


def items_of(round: Round) -> list[tuple[CriterionScore, Item]]:
    """Each criterion as the draw looks at it."""
    rows = sent_scores(round)
    leaves = leaves_of(round.framework.framework)
    before = _adjusted_before(round)
    signatures = signature_classes({link.file_id for row in rows for link in row.evidence.all()})
    found = []
    for row in rows:
        if row.not_arisen:
            continue
        leaf, unit = leaves[row.code], row.assessment.unit
        lines = checklist(leaf, row.evidence.all(), round.period, signatures=signatures)
        short = any(line.rule is not None and line.rule.required and not line.met for line in lines)
        item = Item(
            key=key_of(row),
            criterion=row.code,
            points=row.self_points,
            maximum=row.max_points,
            computed=row.computed,
            adjusted_before=before.get((unit.pk, row.code), 0),
            evidence_short=short,
        )
        found.append((row, item))
    return found


def key_of(row: CriterionScore) -> str:
    """The name of a criterion of a unit in the draw: "99001/3.2"."""
    unit = row.assessment.unit
    return f"{unit.code or unit.pk}/{row.code}"


def _adjusted_before(round: Round) -> dict[tuple[int, str], int]:
    """In how many of the years before a unit's criterion was verified to another number."""
    years = [str(int(round.period) - back) for back in range(1, YEARS_BACK + 1)]
    rows = CriterionScore.objects.filter(
        assessment__framework_code=round.framework_code,
        assessment__period__in=years,
        verified_points__isnull=False,
        self_points__isnull=False,
    ).exclude(verified_points=F("self_points"))
    found: dict[tuple[int, str], int] = {}
    for unit, code in rows.values_list("assessment__unit_id", "code"):
        found[unit, code] = found.get((unit, code), 0) + 1
    return found


def sample_of(round: Round) -> Sample | None:
    """The sample that counts: the last one drawn."""
    return round.samples.first()


def sampled_scores(round: Round) -> dict[int, tuple[Reason, ...]] | None:
    """The reasons by criterion score; None where no sample was drawn."""
    sample = sample_of(round)
    if sample is None:
        return None
    rows = sample.items.values_list("score_id", "reasons")
    return {pk: tuple(Reason(code) for code in reasons.split()) for pk, reasons in rows}


@dataclass(frozen=True)
class Verdict:
    """The estimate of a round; `waiting` items of the random part are not decided yet (then there is none)."""

    sample: Sample
    waiting: int
    estimate: Estimate | None


def verdict_on(round: Round) -> Verdict | None:
    """What the sample says so far; None where none was drawn.

    Uses the drafts while the verification runs, the verified numbers afterwards.
    """
    sample = sample_of(round)
    if sample is None:
        return None
    items = list(sample.items.select_related("score"))
    chance = [item.score for item in items if item.reasons == Reason.RANDOM.value]
    doubtful = [item.score for item in items if item.reasons != Reason.RANDOM.value]
    found, certain = _differences(chance), _differences(doubtful)
    waiting = len(chance) - len(found)
    if waiting or len(found) > sample.rest:
        return Verdict(sample, waiting, None)
    return Verdict(sample, 0, estimate(found, population=sample.rest, certain=certain))


def _differences(rows: Sequence[CriterionScore]) -> list[Decimal]:
    """Self-score minus what was decided, of what was decided."""
    found = []
    for row in rows:
        decided = row.verified_points if row.verified_points is not None else row.draft_points
        if row.self_points is not None and decided is not None:
            found.append(row.self_points - decided)
    return found
