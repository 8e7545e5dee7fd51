"""Rounds of assessment: each unit's four numbers, its evidence, and everything said about them.

Once a round is published its rows stand still: the database refuses as well (`scoring.triggers`, migration 0001).
"""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from thuocdo.criteria.models import FrameworkVersion
from thuocdo.documents.models import StoredFile
from thuocdo.orgs.models import Person, Unit
from thuocdo.scoring.models.runs import Run
from thuocdo.scoring.rules.assessment.states import (
    AdjustReason,
    AssessmentState,
    Decision,
    LockKind,
    Numbers,
    RoundState,
    Signature,
)
from thuocdo.scoring.words_assessment import ADJUST_WORDS


def _choices(kind: Any) -> list[tuple[str, str]]:
    return [(one.value, one.value) for one in kind]


def _points(**more: Any) -> models.DecimalField[Any, Any]:
    """Points of a criterion; null is "not yet"."""
    return models.DecimalField(max_digits=9, decimal_places=4, null=True, **more)


class Round(models.Model):
    """One framework and year, opened by a province (or by a commune that stands alone) for its units."""

    host = models.ForeignKey(Unit, models.PROTECT, related_name="rounds")
    framework = models.ForeignKey(FrameworkVersion, models.PROTECT, related_name="rounds")
    framework_code = models.CharField(max_length=60)
    period = models.CharField(max_length=10)
    state = models.CharField(max_length=10, choices=_choices(RoundState), default=RoundState.OPEN.value)
    self_from = models.DateTimeField()
    self_until = models.DateTimeField()
    verify_until = models.DateTimeField()
    with_survey = models.BooleanField(default=True)  # survey criteria wait for the province's survey
    dispute_until = models.DateTimeField(null=True)  # set by the province; nothing in law says how long
    dispute_times = models.PositiveSmallIntegerField(default=1)  # per criterion, set by the province
    opened_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    opened_at = models.DateTimeField()
    ended_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    ended_at = models.DateTimeField(null=True)
    concluded_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    concluded_at = models.DateTimeField(null=True)
    published_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    published_at = models.DateTimeField(null=True)
    published_as = models.CharField(max_length=200, blank=True)  # number and day of the decision

    class Meta:
        ordering: ClassVar = ["-period", "-pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["host", "framework_code", "period"], name="scoring_round_once"),
            models.CheckConstraint(
                condition=Q(self_from__lt=F("self_until")) & Q(self_until__lte=F("verify_until")),
                name="scoring_round_windows_in_order",
            ),
            models.CheckConstraint(
                condition=~Q(state="published") | Q(published_at__isnull=False),
                name="scoring_round_published_has_a_day",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.framework_code} {self.period}"

    def get_absolute_url(self) -> str:
        return reverse("scoring:round", args=[self.pk])


class Assessment(models.Model):
    """One unit in a round, from the self-score to what is published."""

    round = models.ForeignKey(Round, models.PROTECT, related_name="assessments")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="assessments")
    framework_code = models.CharField(max_length=60)
    period = models.CharField(max_length=10)
    state = models.CharField(
        max_length=10, choices=_choices(AssessmentState), default=AssessmentState.DRAFT.value
    )
    extended_until = models.DateTimeField(null=True)  # the period was reopened for this unit
    closed_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    closed_at = models.DateTimeField(null=True)
    sent_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    sent_at = models.DateTimeField(null=True)
    sent_as = models.CharField(max_length=200, blank=True)  # position and unit of who approved it
    returned_why = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering: ClassVar = ["unit__sort", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["unit", "framework_code", "period"], name="scoring_assessment_once"
            ),
            models.CheckConstraint(
                condition=Q(state__in=["draft", "closed"]) | Q(sent_at__isnull=False),
                name="scoring_assessment_sent_has_a_day",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.framework_code} {self.period} {self.unit_id}"


class CriterionScore(models.Model):
    """One criterion of one unit: four numbers side by side, null where there is none yet.

    `draft_points` and `decision` are the verifier's until the verification ends; `verified_points` is told only
    then. `stamp` counts changes of what the unit writes, `decided` those of the verifier.
    """

    assessment = models.ForeignKey(Assessment, models.PROTECT, related_name="scores")
    code = models.CharField(max_length=40)
    place = models.PositiveSmallIntegerField()  # printed order
    by_survey = models.BooleanField(default=False)
    max_points = _points()
    least_points = _points()
    owner = models.ForeignKey(Unit, models.PROTECT, related_name="+")

    self_points = _points()
    not_arisen = models.BooleanField(default=False)  # the computation found nothing to score
    own = models.BooleanField(default=False)  # another number than the computed one
    computed = _points()  # by the run it was taken from
    run = models.ForeignKey(Run, models.PROTECT, null=True, related_name="+")
    explanation = models.TextField(blank=True)
    note = models.CharField(max_length=500, blank=True)
    stamp = models.PositiveIntegerField(default=0)
    saved_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    saved_as = models.CharField(max_length=200, blank=True)
    saved_at = models.DateTimeField(null=True)

    verifier = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")  # handed over to
    decision = models.CharField(max_length=8, blank=True, default="", choices=_choices(Decision))
    draft_points = _points()
    reason_code = models.CharField(max_length=16, blank=True, choices=_choices(AdjustReason))
    reason = models.CharField(max_length=1000, blank=True)
    in_bulk = models.BooleanField(default=False)  # accepted because the sample was, not looked at
    decided_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    decided_as = models.CharField(max_length=200, blank=True)
    decided_at = models.DateTimeField(null=True)
    asked_until = models.DateTimeField(null=True)
    asked_for = models.CharField(max_length=1000, blank=True)
    asked_as = models.CharField(max_length=200, blank=True)
    asked_at = models.DateTimeField(null=True)
    answered_at = models.DateTimeField(null=True)
    verified_points = _points()

    survey_points = _points()
    survey_source = models.CharField(max_length=500, blank=True)
    survey_at = models.DateTimeField(null=True)
    survey_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")

    final_points = _points()
    final_from = models.CharField(max_length=10, blank=True)
    published = models.BooleanField(default=False)

    class Meta:
        ordering: ClassVar = ["place"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["assessment", "code"], name="scoring_criterion_once"),
            models.CheckConstraint(
                condition=Q(own=False) | Q(self_points__isnull=False), name="scoring_own_number_is_there"
            ),
            models.CheckConstraint(
                condition=~Q(decision="adjust") | (~Q(reason_code="") & ~Q(reason="")),
                name="scoring_adjusted_with_reason",
            ),
            models.CheckConstraint(
                condition=Q(survey_points__isnull=True) | ~Q(survey_source=""),
                name="scoring_survey_has_source",
            ),
            models.CheckConstraint(
                condition=Q(max_points__isnull=True)
                | Q(self_points__isnull=True)
                | Q(self_points__lte=F("max_points")),
                name="scoring_self_within_maximum",
            ),
            models.CheckConstraint(
                condition=Q(max_points__isnull=True)
                | Q(verified_points__isnull=True)
                | Q(verified_points__lte=F("max_points")),
                name="scoring_verified_within_maximum",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.assessment_id} {self.code}"

    @property
    def numbers(self) -> Numbers:
        """The four numbers as they are told."""
        return Numbers(self.self_points, self.verified_points, self.survey_points, self.final_points)

    @property
    def told(self) -> bool:
        """Whether the verifier's decision is no draft any more, so that the unit may see it."""
        return self.assessment.state in ("verified", "final", "published")

    @property
    def reason_word(self) -> str:
        """The group of reasons of an adjustment, in words."""
        return str(ADJUST_WORDS[AdjustReason(self.reason_code)]) if self.reason_code else ""

    @property
    def asked(self) -> bool:
        """Whether a request for more waits for an answer."""
        return self.asked_at is not None and self.answered_at is None


class EvidenceLink(models.Model):
    """A document for one line of a criterion's checklist. Never deleted: taken away, with who and when."""

    score = models.ForeignKey(CriterionScore, models.PROTECT, related_name="evidence")
    rule = models.CharField(max_length=80, blank=True)  # code of the checklist's line; "" for other papers
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+")
    name = models.CharField(max_length=255)
    number = models.CharField(max_length=80, blank=True)
    issued_on = models.DateField(null=True)
    received_on = models.DateField(null=True)
    pages = models.CharField(max_length=120, blank=True)
    note = models.CharField(max_length=500, blank=True)
    signature = models.CharField(max_length=8, choices=_choices(Signature))
    added_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    added_at = models.DateTimeField()
    removed_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    removed_at = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar = ["added_at", "pk"]

    def __str__(self) -> str:
        return self.name


class Dispute(models.Model):
    """A unit asks to look again at a verified number; the answer keeps it or gives another."""

    score = models.ForeignKey(CriterionScore, models.PROTECT, related_name="disputes")
    opened_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    opened_as = models.CharField(max_length=200, blank=True)
    opened_at = models.DateTimeField()
    points_before = _points()
    points_after = _points()
    closed_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    closed_as = models.CharField(max_length=200, blank=True)
    closed_at = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar = ["opened_at", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["score"], condition=Q(closed_at__isnull=True), name="scoring_dispute_one_open"
            )
        ]

    def __str__(self) -> str:
        return f"{self.score_id} {self.opened_at:%Y-%m-%d}"


class DisputeMessage(models.Model):
    """One thing said in a dispute; never changed."""

    dispute = models.ForeignKey(Dispute, models.PROTECT, related_name="messages")
    by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    said_as = models.CharField(max_length=200, blank=True)  # position and unit
    at = models.DateTimeField()
    text = models.CharField(max_length=2000)

    class Meta:
        ordering: ClassVar = ["at", "pk"]
        constraints: ClassVar = [models.CheckConstraint(condition=~Q(text=""), name="scoring_message_said")]

    def __str__(self) -> str:
        return self.text[:60]


class Reopening(models.Model):
    """A lock opened for one unit: who asked and why, and the second person who agreed (or refused)."""

    assessment = models.ForeignKey(Assessment, models.PROTECT, related_name="reopenings")
    kind = models.CharField(max_length=8, choices=_choices(LockKind))
    reason = models.CharField(max_length=1000)
    asked_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    asked_as = models.CharField(max_length=200, blank=True)
    asked_at = models.DateTimeField()
    agreed_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    agreed_as = models.CharField(max_length=200, blank=True)
    agreed_at = models.DateTimeField(null=True)
    until = models.DateTimeField(null=True)  # the period stays open until then
    refused_why = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering: ClassVar = ["-asked_at", "-pk"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=~Q(reason=""), name="scoring_reopening_has_reason"),
            models.CheckConstraint(
                condition=Q(agreed_by__isnull=True) | ~Q(agreed_by=F("asked_by")),
                name="scoring_reopening_second_person",
            ),
            models.UniqueConstraint(
                fields=["assessment"], condition=Q(agreed_at__isnull=True), name="scoring_reopening_one_open"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.assessment_id} {self.kind}"


class Sample(models.Model):
    """A drawn sample of a round with all that draws it again; the last one counts. Never changed."""

    round = models.ForeignKey(Round, models.PROTECT, related_name="samples")
    seed = models.CharField(max_length=60)
    risk = models.PositiveSmallIntegerField()
    chance = models.PositiveSmallIntegerField()
    population = models.PositiveIntegerField()
    rest = models.PositiveIntegerField()  # what the random part was drawn from
    at = models.DateTimeField()
    by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    why = models.CharField(max_length=500, blank=True)  # reason of drawing again

    class Meta:
        ordering: ClassVar = ["-pk"]
        constraints: ClassVar = [models.CheckConstraint(condition=~Q(seed=""), name="scoring_sample_seed")]

    def __str__(self) -> str:
        return f"{self.round_id} {self.seed}"


class SampleItem(models.Model):
    """One criterion in a sample, with the reasons it was chosen for."""

    sample = models.ForeignKey(Sample, models.PROTECT, related_name="items")
    score = models.ForeignKey(CriterionScore, models.PROTECT, related_name="drawn")
    place = models.PositiveSmallIntegerField()
    reasons = models.CharField(max_length=60)  # codes of rules.sampling.Reason, by blanks

    class Meta:
        ordering: ClassVar = ["place"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["sample", "score"], name="scoring_sample_item_once")
        ]

    def __str__(self) -> str:
        return f"{self.sample_id} {self.score_id}"
