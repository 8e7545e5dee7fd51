"""Assessments as pages and actions read them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Prefetch, Q, QuerySet

from thuocdo.criteria.rules.model import Criterion, EvidenceRule, Framework
from thuocdo.documents.queries import signature_classes
from thuocdo.documents.rules.signatures import SignatureClass
from thuocdo.orgs.models import Membership, Person, Unit
from thuocdo.orgs.queries import rights_of
from thuocdo.orgs.queries.people import in_force
from thuocdo.orgs.rules.rights import RIGHTS, Right
from thuocdo.scoring.models import Assessment, CriterionScore, EvidenceLink
from thuocdo.scoring.rules.assessment.states import (
    Gap,
    Line,
    Signature,
    gap_of,
)
from thuocdo.scoring.rules.totals import Total, total_of
from thuocdo.work.rules.evidence import Paper, Verdict, receipt_limit, verdict_of

KEPT = Q(removed_at__isnull=True)


def assessment_of(unit: Unit, code: str, period: str) -> Assessment | None:
    """The unit's assessment in the round of this framework and year."""
    return (
        Assessment.objects.select_related(
            "unit", "round", "round__host", "round__framework", "round__opened_by"
        )
        .filter(unit=unit, framework_code=code, period=period)
        .first()
    )


def scores_of(assessment: Assessment) -> list[CriterionScore]:
    """The criteria in printed order with owner and documents, three queries."""
    kept = Prefetch("evidence", EvidenceLink.objects.filter(KEPT).select_related("file", "added_by"))
    rows = list(
        assessment.scores.select_related("owner", "saved_by", "decided_by", "run").prefetch_related(kept)
    )
    for row in rows:
        row.assessment = assessment
    return rows


def leaves_of(framework: Framework) -> dict[str, Criterion]:
    """The leaves by code."""
    return {leaf.code: leaf for leaf in framework.leaves()}


@dataclass(frozen=True)
class Checked:
    """One line of a checklist with the documents for it, each with its verdict and the reasons."""

    rule: EvidenceRule | None
    papers: tuple[tuple[EvidenceLink, Verdict, tuple[str, ...]], ...]

    @property
    def met(self) -> bool:
        """Whether some document meets the line."""
        return any(verdict is Verdict.MET for _, verdict, _ in self.papers)


def checklist(
    leaf: Criterion,
    links: Iterable[EvidenceLink],
    period: str,
    *,
    signatures: Mapping[int, SignatureClass] | None = None,
) -> tuple[Checked, ...]:
    """The checklist of the criterion with what was handed in; papers for no line stand last.

    `signatures`: the classes of the files by key, where many checklists are made; else one query asks for them.
    """
    links = list(links)
    if signatures is None:
        signatures = signature_classes(link.file_id for link in links)
    by_rule: dict[str, list[EvidenceLink]] = {}
    for link in links:
        by_rule.setdefault(link.rule, []).append(link)

    def papers(rule: EvidenceRule | None, rows: list[EvidenceLink]) -> Checked:
        found = [(link, *judged(link, rule, period, signatures.get(link.file_id))) for link in rows]
        return Checked(rule, tuple(found))

    lines = [papers(rule, by_rule.pop(rule.code, [])) for rule in leaf.evidence]
    others = [link for rest in by_rule.values() for link in rest]
    if others or not leaf.evidence:
        lines.append(papers(None, others))
    return tuple(lines)


def judged(
    link: EvidenceLink, rule: EvidenceRule | None, period: str, signature: SignatureClass | None
) -> tuple[Verdict, tuple[str, ...]]:
    """The verdict on one document; `signature`: the class that the last check of its file found."""
    if rule is None:
        return Verdict.UNSURE, ()
    if signature is None and link.signature == Signature.ABSENT:
        signature = SignatureClass.UNSIGNED  # seen when it was handed in
    paper = Paper(
        pdf=link.file.media_type == "application/pdf",
        signature=signature,
        received_on=link.received_on,
    )
    return verdict_of(
        paper,
        must_be_pdf=rule.must_be_pdf,
        must_be_signed=rule.must_be_signed,
        received_by=receipt_limit(rule.received_by, int(period)),
    )


def line_of(row: CriterionScore, leaf: Criterion, *, with_survey: bool) -> Line:
    """The criterion as readiness looks at it; `row.evidence` must hold what was handed in."""
    links = list(row.evidence.all())
    have = {link.rule for link in links}
    wanted = {rule.code for rule in leaf.evidence if rule.required}
    return Line(
        self_points=row.self_points,
        not_arisen=row.not_arisen,
        own=row.own,
        explanation=row.explanation,
        evidence=len(links),
        wanted=len(wanted),
        covered=len(wanted & have),
        by_survey=row.by_survey and with_survey,
    )


def gaps_of(
    assessment: Assessment, rows: Sequence[CriterionScore] | None = None
) -> list[tuple[CriterionScore, Gap]]:
    """What the self-score still lacks, in printed order."""
    leaves = leaves_of(assessment.round.framework.framework)
    found = []
    for row in scores_of(assessment) if rows is None else rows:
        gap = gap_of(line_of(row, leaves[row.code], with_survey=assessment.round.with_survey))
        if gap is not None:
            found.append((row, gap))
    return found


@dataclass(frozen=True)
class Totals:
    """The totals of the four columns."""

    self_points: Total
    verified: Total
    survey: Total
    final: Total


def totals_of(framework: Framework, rows: Sequence[CriterionScore]) -> Totals:
    """The four totals of one assessment by the framework's own combination."""
    maxima = {row.code: row.max_points for row in rows if row.max_points is not None}
    gone = {row.code for row in rows if row.not_arisen}

    def column(numbers: Mapping[str, Decimal | None]) -> Total:
        known = {code: value for code, value in numbers.items() if value is not None}
        return total_of(framework, known, maxima, not_arisen=gone)

    return Totals(
        column({row.code: row.self_points for row in rows}),
        column({row.code: row.verified_points for row in rows}),
        column({row.code: row.survey_points for row in rows}),
        column({row.code: row.final_points for row in rows}),
    )


def people_with(right: Right, unit: Unit, *, on: dt.date) -> list[Person]:
    """The people of the authority who hold the right over it as a whole."""
    roles = [role.value for role, rights in RIGHTS.items() if right in rights]
    people = Person.objects.filter(
        pk__in=Membership.objects.filter(
            in_force(on), role__in=roles, unit__authority=unit.authority_id or unit.pk
        ).values("person")
    ).order_by("pk")
    return [person for person in people if rights_of(person, on=on).can(right, unit)]


def numbers_by_code(unit: Unit, code: str, period: str) -> dict[str, CriterionScore]:
    """The four numbers of each criterion; empty where no round was opened."""
    rows = CriterionScore.objects.filter(
        assessment__unit=unit, assessment__framework_code=code, assessment__period=period
    ).select_related("assessment", "assessment__round")
    return {row.code: row for row in rows}


def visible_scores(rows: QuerySet[CriterionScore]) -> QuerySet[CriterionScore]:
    """Criteria of assessments that were sent: what a verifier sees."""
    return rows.exclude(assessment__state__in=["draft", "closed"])
