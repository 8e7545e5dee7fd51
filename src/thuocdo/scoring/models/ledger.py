"""The ledger of lost points: entries, what remedies them, what proves the remedy, and drafts for next year's plan."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from thuocdo.documents.models import StoredFile
from thuocdo.orgs.models import Person, Unit
from thuocdo.plans.models import Plan, PlanRow
from thuocdo.scoring.rules.ledger.states import CauseClass, LossState, Origin
from thuocdo.work.models import Task


class LedgerEntry(models.Model):
    """One loss of one authority in one year, open until the evidence of its remedy is verified.

    `criterion` is empty until a person has confirmed or chosen one (`criterion_by`), or an assessment gave it;
    `proposed` is what the words point to, and only that. The same for `cause_class` and `cause_proposed`.
    `points` is null where nobody has stated how many points were lost: that prints "chưa có số".
    `set_by_person` names the fields that a new version of the plan must not overwrite.
    """

    authority = models.ForeignKey(Unit, models.PROTECT, related_name="lost_points")
    year = models.PositiveSmallIntegerField()  # in which the points were lost
    framework_code = models.CharField(max_length=60, blank=True)
    criterion = models.CharField(max_length=40, blank=True)
    criterion_name = models.CharField(max_length=500, blank=True)  # as in the version when it was chosen
    criterion_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    criterion_label = models.CharField(max_length=160, blank=True)  # position and office then, never a name
    criterion_at = models.DateTimeField(null=True, blank=True)
    proposed = models.CharField(max_length=40, blank=True)
    proposal = models.JSONField(default=dict)  # {"score", "margin", "likeliest", "second"}
    field = models.CharField(max_length=300, blank=True)  # as printed
    points = models.DecimalField(max_digits=7, decimal_places=4, null=True, blank=True)
    points_source = models.CharField(max_length=300, blank=True)
    shortcoming = models.TextField()  # tồn tại
    cause = models.TextField(blank=True)  # nguyên nhân
    remedy = models.TextField(blank=True)  # giải pháp
    cause_class = models.CharField(max_length=10, blank=True)
    cause_proposed = models.CharField(max_length=10, blank=True)
    lead = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True, related_name="led_lost_points")
    lead_printed = models.CharField(max_length=500, blank=True)
    coordinating = models.CharField(max_length=1000, blank=True)  # as printed
    deadline_text = models.CharField(max_length=500, blank=True)
    deadline_kind = models.CharField(max_length=12, default="none")
    due = models.DateField(null=True, blank=True)
    origin = models.CharField(max_length=10)
    plan = models.ForeignKey(Plan, models.SET_NULL, null=True, blank=True, related_name="lost_points")
    row = models.ForeignKey(PlanRow, models.SET_NULL, null=True, blank=True, related_name="lost_points")
    in_plan = models.BooleanField(default=True)  # False: a newer version of its plan no longer prints it
    state = models.CharField(max_length=8, default=LossState.OPEN)
    previous = models.ForeignKey(  # the loss of the same criterion the year before
        "self", models.SET_NULL, null=True, blank=True, related_name="repeats"
    )
    into = models.ForeignKey(  # the entry that took this one over, when both turned out to be one loss
        "self", models.SET_NULL, null=True, blank=True, related_name="taken_over"
    )
    set_by_person = models.JSONField(default=list)
    folded = models.TextField(blank=True)  # search text
    created_at = models.DateTimeField()
    created_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    version_stamp = models.PositiveIntegerField(default=0)

    class Meta:
        ordering: ClassVar = ["-year", "pk"]
        indexes: ClassVar = [
            models.Index(fields=["authority", "year", "state"], name="scoring_loss_authority_year")
        ]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(state__in=[str(s) for s in LossState]), name="scoring_loss_known_state"
            ),
            models.CheckConstraint(
                condition=Q(origin__in=[str(o) for o in Origin]), name="scoring_loss_known_origin"
            ),
            models.CheckConstraint(
                condition=Q(cause_class__in=["", *(str(c) for c in CauseClass)]),
                name="scoring_loss_known_cause",
            ),
            models.CheckConstraint(
                condition=Q(points__isnull=True) | Q(points__gte=0), name="scoring_loss_points_not_negative"
            ),
            models.UniqueConstraint(fields=["row"], name="scoring_loss_row_once"),
            models.CheckConstraint(condition=~Q(shortcoming=""), name="scoring_loss_says_what"),
        ]

    def __str__(self) -> str:
        return f"{self.year} {self.criterion} {self.shortcoming[:60]}"


class LedgerRemedy(models.Model):
    """A task that remedies a loss."""

    entry = models.ForeignKey(LedgerEntry, models.CASCADE, related_name="remedies")
    task = models.ForeignKey(Task, models.PROTECT, related_name="lost_points")
    at = models.DateTimeField()
    by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering: ClassVar = ["entry_id", "at", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["entry", "task"], name="scoring_remedy_once"),
        ]

    def __str__(self) -> str:
        return f"{self.entry_id}: {self.task_id}"


class LedgerProof(models.Model):
    """A document that proves the remedy. Never deleted: one given up keeps its row and the reason."""

    entry = models.ForeignKey(LedgerEntry, models.CASCADE, related_name="proofs")
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+")
    file_name = models.CharField(max_length=255)
    number = models.CharField(max_length=60, blank=True)
    issued = models.DateField(null=True, blank=True)
    pages = models.CharField(max_length=60, blank=True)
    at = models.DateTimeField()
    by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    verified_at = models.DateTimeField(null=True, blank=True)
    verified_label = models.CharField(max_length=160, blank=True)  # position and office then, never a name
    verified_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    given_up_at = models.DateTimeField(null=True, blank=True)
    given_up_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    given_up_why = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering: ClassVar = ["entry_id", "at", "pk"]

    def __str__(self) -> str:
        return f"{self.entry_id}: {self.file_name}"


class LedgerNote(models.Model):
    """What happened to an entry: a state, a choice, an edit. Never edited, never deleted."""

    entry = models.ForeignKey(LedgerEntry, models.CASCADE, related_name="notes")
    at = models.DateTimeField()
    by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    by_label = models.CharField(max_length=160, blank=True)  # position and office then, never a name
    what = models.CharField(max_length=20)
    text = models.TextField(blank=True)
    before = models.JSONField(default=dict)
    after = models.JSONField(default=dict)

    class Meta:
        ordering: ClassVar = ["-at", "-pk"]

    def __str__(self) -> str:
        return f"{self.what} {self.text[:60]}"


class NextYearItem(models.Model):
    """A line of the draft of a later year's plan, made from a loss. What nobody has edited yet is a proposal."""

    authority = models.ForeignKey(Unit, models.PROTECT, related_name="next_year_items")
    for_year = models.PositiveSmallIntegerField()
    entry = models.ForeignKey(LedgerEntry, models.PROTECT, related_name="next_year_items")
    text = models.TextField()
    lead = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True, related_name="+")
    coordinating = models.CharField(max_length=1000, blank=True)
    deadline_text = models.CharField(max_length=500, blank=True)
    edited_at = models.DateTimeField(null=True, blank=True)
    edited_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    removed = models.BooleanField(default=False)
    at = models.DateTimeField()
    by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering: ClassVar = ["for_year", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["entry", "for_year"], name="scoring_nextyear_once"),
            models.CheckConstraint(condition=~Q(text=""), name="scoring_nextyear_says_what"),
        ]

    def __str__(self) -> str:
        return f"{self.for_year}: {self.text[:60]}"
