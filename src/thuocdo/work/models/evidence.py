"""Documents that prove: one stored file serves many tasks, criteria and years."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from thuocdo.documents.models import StoredFile
from thuocdo.orgs.models import Person, Unit
from thuocdo.work.models.tasks import Task
from thuocdo.work.rules.evidence import Decision, ReadState


class Evidence(models.Model):
    """A document with all its versions. `number` … `received_on` repeat the version in use, for lists.

    Never deleted: `retired_at` takes it out of use.
    """

    authority = models.ForeignKey(Unit, models.PROTECT, related_name="evidence")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="own_evidence")  # that filed it
    owner = models.ForeignKey(Person, models.PROTECT, null=True, related_name="evidence")  # is told
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+")  # of the version in use
    version = models.PositiveSmallIntegerField(default=1)  # number of the version in use
    title = models.CharField(max_length=500)
    kind = models.CharField(max_length=60, blank=True)  # Báo cáo, Kế hoạch, Quyết định …
    number = models.CharField(max_length=80, blank=True)
    issued_on = models.DateField(null=True, blank=True)
    issuer = models.CharField(max_length=300, blank=True)
    received_on = models.DateField(null=True, blank=True)
    confirmed = models.BooleanField(default=False)  # a person has confirmed the data of this version
    decision = models.CharField(max_length=10, blank=True)  # of the version in use
    added_at = models.DateTimeField()
    retired_at = models.DateTimeField(null=True, blank=True)
    retired_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    retired_why = models.CharField(max_length=500, blank=True)
    folded = models.TextField(blank=True)  # search text
    stamp = models.PositiveIntegerField(default=0)

    class Meta:
        ordering: ClassVar = ["-added_at", "-pk"]
        indexes: ClassVar = [
            models.Index(fields=["authority", "retired_at", "-added_at"], name="work_evidence_authority"),
            models.Index(fields=["unit", "-added_at"], name="work_evidence_unit"),
            models.Index(fields=["file"], name="work_evidence_file"),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(decision__in=["", *(str(one) for one in Decision)]),
                name="work_evidence_known_decision",
            ),
            models.CheckConstraint(
                condition=Q(retired_at__isnull=True) | ~Q(retired_why=""),
                name="work_evidence_retired_with_reason",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("evidence:detail", args=[self.pk])


class EvidenceVersion(models.Model):
    """One file of a document: what the machine read in it, what a person confirmed, what the verifier decided."""

    evidence = models.ForeignKey(Evidence, models.CASCADE, related_name="versions")
    number = models.PositiveSmallIntegerField()
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="evidence_versions")
    name = models.CharField(max_length=255)  # as this upload called it
    why = models.CharField(max_length=500, blank=True)  # why it replaces the one before
    state = models.CharField(max_length=8, default=ReadState.READING)
    read = models.JSONField(default=dict)  # rules.evidence.Facts.to_json(), as the machine read it
    read_why = models.CharField(max_length=300, blank=True)  # why nothing could be read
    data = models.JSONField(default=dict)  # the same, as confirmed
    confirmed_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    confirmed_at = models.DateTimeField(null=True, blank=True)
    decision = models.CharField(max_length=10, blank=True)
    decided_why = models.CharField(max_length=1000, blank=True)
    decided_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)
    added_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    added_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["evidence_id", "-number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["evidence", "number"], name="work_evidence_version_once"),
            models.CheckConstraint(
                condition=Q(state__in=[str(one) for one in ReadState]),
                name="work_evidence_version_known_state",
            ),
            models.CheckConstraint(
                condition=~Q(decision=str(Decision.REJECTED)) | ~Q(decided_why=""),
                name="work_evidence_rejected_with_reason",
            ),
            models.CheckConstraint(
                condition=Q(decided_by__isnull=True)
                | Q(added_by__isnull=True)
                | ~Q(decided_by=F("added_by")),
                name="work_evidence_second_person",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.number})"


class TaskPaper(models.Model):
    """A document that a task must have in the end: one line of its checklist."""

    task = models.ForeignKey(Task, models.CASCADE, related_name="papers")
    label = models.CharField(max_length=300)
    must_be_pdf = models.BooleanField(default=False)
    must_be_signed = models.BooleanField(default=False)
    received_by = models.DateField(null=True, blank=True)  # last day on which the recipient may get it
    source = models.CharField(max_length=200, blank=True)  # the criterion whose checklist it comes from
    position = models.PositiveSmallIntegerField(default=0)
    added_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    added_at = models.DateTimeField()
    removed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["task_id", "position", "pk"]

    def __str__(self) -> str:
        return self.label


class EvidenceUse(models.Model):
    """What a document proves: a task (and a line of its checklist), or a criterion of a framework in a year.

    Never deleted: taken away, with who and when.
    """

    evidence = models.ForeignKey(Evidence, models.CASCADE, related_name="uses")
    task = models.ForeignKey(Task, models.PROTECT, null=True, blank=True, related_name="proofs")
    paper = models.ForeignKey(TaskPaper, models.PROTECT, null=True, blank=True, related_name="uses")
    framework = models.CharField(max_length=60, blank=True)
    criterion = models.CharField(max_length=40, blank=True)
    year = models.PositiveSmallIntegerField(null=True, blank=True)
    pages = models.CharField(max_length=120, blank=True)
    section = models.CharField(max_length=200, blank=True)
    added_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    added_at = models.DateTimeField()
    removed_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    removed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["added_at", "pk"]
        indexes: ClassVar = [
            models.Index(fields=["framework", "criterion", "year"], name="work_evidenceuse_criterion"),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(task__isnull=False, criterion="") | (Q(task__isnull=True) & ~Q(criterion="")),
                name="work_evidenceuse_one_purpose",
            ),
            models.CheckConstraint(
                condition=Q(criterion="") | Q(year__isnull=False), name="work_evidenceuse_criterion_has_year"
            ),
            models.UniqueConstraint(
                fields=["evidence", "task", "paper"],
                condition=Q(removed_at__isnull=True, paper__isnull=False),
                name="work_evidenceuse_line_once",
            ),
            models.UniqueConstraint(
                fields=["evidence", "task"],
                condition=Q(removed_at__isnull=True, task__isnull=False, paper__isnull=True),
                name="work_evidenceuse_task_once",
            ),
            models.UniqueConstraint(
                fields=["evidence", "framework", "criterion", "year"],
                condition=Q(removed_at__isnull=True, task__isnull=True),
                name="work_evidenceuse_criterion_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.evidence_id} → {self.task_id or self.criterion}"
