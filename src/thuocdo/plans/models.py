"""A plan, the versions of its document as read, and the rows that a person confirms.

The document as read (`PlanVersion.document`) and the plan as compiled (`PlanVersion.compiled`) are never
changed; corrections live in the rows, each with its own history, so the source stays what was printed.
"""

from __future__ import annotations

from enum import StrEnum
from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from thuocdo.documents.models import StoredFile
from thuocdo.jobs.models import Job
from thuocdo.jobs.rules import JobState
from thuocdo.orgs.models import Person, Unit


class VersionState(StrEnum):
    READING = "reading"
    FAILED = "failed"
    REVIEW = "review"
    CONFIRMED = "confirmed"
    SUPERSEDED = "superseded"
    DROPPED = "dropped"


class RowKind(StrEnum):
    TASK = "task"
    GAP = "gap"
    DUTY = "duty"
    GOAL = "goal"
    TARGET = "target"
    REPORT = "report"


class RowState(StrEnum):
    PENDING = "pending"
    CONFIRMED = "confirmed"
    DROPPED = "dropped"  # "Không phải nhiệm vụ"


VERSION_STATE_LABELS = {
    VersionState.READING: _("Đang đọc"),
    VersionState.FAILED: _("Không đọc được"),
    VersionState.REVIEW: _("Đang rà soát"),
    VersionState.CONFIRMED: _("Đã xác nhận"),
    VersionState.SUPERSEDED: _("Đã có bản mới"),
    VersionState.DROPPED: _("Đã bỏ"),
}

ROW_KIND_LABELS = {
    RowKind.TASK: _("Nhiệm vụ"),
    RowKind.GAP: _("Tồn tại, điểm mất"),
    RowKind.DUTY: _("Trách nhiệm của đơn vị"),
    RowKind.GOAL: _("Mục tiêu"),
    RowKind.TARGET: _("Chỉ tiêu"),
    RowKind.REPORT: _("Báo cáo phải nộp"),
}


class Plan(models.Model):
    """One plan of one authority; its text comes in versions."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="plans")  # the authority whose plan it is
    year = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=500)
    number = models.CharField(max_length=60, blank=True)  # "Chưa có số" while blank
    issued = models.DateField(null=True, blank=True)
    indices = models.JSONField(default=list)  # ["PAPI", "PAR INDEX", ...]
    # a province's plan that a commune keeps to compare with; its text says so, a person may correct it
    from_above = models.BooleanField(default=False)
    parent = models.ForeignKey("self", models.SET_NULL, null=True, blank=True, related_name="children")
    previous = models.ForeignKey("self", models.SET_NULL, null=True, blank=True, related_name="+")
    current = models.ForeignKey("PlanVersion", models.SET_NULL, null=True, blank=True, related_name="+")
    created_at = models.DateTimeField()
    created_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    folded = models.TextField(blank=True)  # search text

    class Meta:
        ordering: ClassVar = ["-year", "-created_at", "-id"]

    def __str__(self) -> str:
        return self.title


class PlanVersion(models.Model):
    """One reading of one file. `number` counts from 1 within the plan."""

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="versions")
    number = models.PositiveSmallIntegerField()
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+")
    file_name = models.CharField(max_length=255)
    state = models.CharField(max_length=10, default=VersionState.READING)
    # the version whose document this one has, but for some pages (`replaced`)
    base = models.ForeignKey("self", models.SET_NULL, null=True, blank=True, related_name="+")
    job = models.ForeignKey(Job, models.SET_NULL, null=True, blank=True, related_name="+")
    error = models.TextField(blank=True)  # one sentence for the user when state is failed
    document = models.JSONField(null=True)  # documents.rules.blocks.Document.to_json()
    compiled = models.JSONField(null=True)  # plans.rules.model.Plan.to_json()
    # as read: counts (tasks, headings, gaps, fields, reports, look, findings), pages without words (unread, empty)
    summary = models.JSONField(default=dict)
    created_at = models.DateTimeField()
    created_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    confirmed_at = models.DateTimeField(null=True, blank=True)
    confirmed_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering: ClassVar = ["plan_id", "number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["plan", "number"], name="plans_version_number_once"),
            models.CheckConstraint(
                condition=Q(state__in=[str(s) for s in VersionState]), name="plans_version_known_state"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.plan} ({self.number})"

    @property
    def being_read(self) -> bool:
        """Whether a job is still at it. A job that was lost or stopped cannot change `state`, so its own state counts."""
        return self.state == VersionState.READING and self.job is not None and not self.job.is_finished

    @property
    def reading_stopped(self) -> bool:
        """Whether the reading ended without a result because a person stopped it."""
        job = self.job
        return self.state == VersionState.READING and job is not None and job.state == JobState.STOPPED

    @property
    def reading_failed(self) -> bool:
        """Whether the reading ended without a result by itself: a bad file, a lost worker, a job that is gone."""
        lost = self.state == VersionState.READING and not self.being_read and not self.reading_stopped
        return lost or self.state == VersionState.FAILED

    @property
    def reason(self) -> str:
        """Why it could not be read, one sentence; "" when nobody knows."""
        if not self.reading_failed:
            return ""
        return (self.job.error if self.job is not None else "") or self.error


class ReplacedPage(models.Model):
    """A page of the version's document that came from another file than the rest."""

    version = models.ForeignKey(PlanVersion, models.CASCADE, related_name="replaced")
    page = models.PositiveSmallIntegerField()
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+")
    file_name = models.CharField(max_length=255)

    class Meta:
        ordering: ClassVar = ["version_id", "page"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["version", "page"], name="plans_replacedpage_once"),
        ]

    def __str__(self) -> str:
        return f"{self.page}: {self.file_name}"


class PlanRow(models.Model):
    """One task, gap, duty, goal, target or report as a person reviews it.

    `data`: the item of the compiled plan with corrections applied (keys of plans.rules.model); `read`: the
    item as the compiler gave it, None for a row that a person made (split, added). Unit names as printed stay
    in `data`; the units they were matched to are `RowUnit` rows.
    `version_stamp` counts edits, so that two people at once are noticed.
    """

    version = models.ForeignKey(PlanVersion, models.CASCADE, related_name="rows")
    kind = models.CharField(max_length=8)
    position = models.FloatField()  # reading order; a split row gets a value between
    label = models.CharField(max_length=40, blank=True)  # the compiler's id, or "12a" for a part
    text = models.TextField()  # the task's text, the gap's criterion, ...
    data = models.JSONField()
    read = models.JSONField(null=True)
    state = models.CharField(max_length=10, default=RowState.PENDING)
    needs_look = models.BooleanField(default=False)  # some field is unsure, or an error finding stands here
    doubts = models.JSONField(default=list)  # why: values of plans.rules.rows.Doubt
    certainty = models.FloatField(default=1.0)  # of its least certain field
    rhythm = models.CharField(max_length=10, blank=True)  # check-in rhythm chosen for "thường xuyên"
    responsible = models.ForeignKey(
        Unit, models.PROTECT, null=True, blank=True, related_name="+"
    )  # for a group name
    assign_later = models.BooleanField(default=False)
    predecessor = models.ForeignKey("self", models.SET_NULL, null=True, blank=True, related_name="successors")
    claimed_by = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")
    claimed_at = models.DateTimeField(null=True, blank=True)
    confirmed_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    confirmed_at = models.DateTimeField(null=True, blank=True)
    version_stamp = models.PositiveIntegerField(default=0)

    class Meta:
        ordering: ClassVar = ["version_id", "kind", "position", "id"]
        indexes: ClassVar = [models.Index(fields=["version", "kind", "state"], name="plans_row_version_kind")]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(kind__in=[str(k) for k in RowKind]), name="plans_row_known_kind"
            ),
            models.CheckConstraint(
                condition=Q(state__in=[str(s) for s in RowState]), name="plans_row_known_state"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.label} {self.text[:60]}"

    @property
    def responsible_unit(self) -> Unit | None:
        """Who answers for the row: the unit a person chose for it, else the first lead unit that was matched."""
        if self.responsible is not None:
            return self.responsible
        return next(
            (named.unit for named in self.units.all() if named.part == RowUnit.LEAD and named.unit), None
        )


class RowUnit(models.Model):
    """A printed unit name of a row and the unit it was matched to (None: a person must choose, or a group)."""

    LEAD, COORDINATING = "lead", "coordinating"
    row = models.ForeignKey(PlanRow, models.CASCADE, related_name="units")
    part = models.CharField(max_length=12, choices=[(LEAD, LEAD), (COORDINATING, COORDINATING)])
    position = models.PositiveSmallIntegerField(default=0)
    printed = models.CharField(max_length=300)
    is_group = models.BooleanField(default=False)
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True, related_name="+")
    certainty = models.FloatField(default=0.0)
    by_person = models.BooleanField(default=False)  # a person chose the unit, or left the name as printed

    class Meta:
        ordering: ClassVar = ["row_id", "-part", "position", "id"]  # lead before coordinating

    def __str__(self) -> str:
        return self.printed


class RowChange(models.Model):
    """One undoable step of a review: the rows (and decided findings) before and after, as actions.history writes them."""

    version = models.ForeignKey(PlanVersion, models.CASCADE, related_name="changes")
    what = models.CharField(
        max_length=20
    )  # edit, split, merge, move, drop, restore, confirm, unit, rhythm, finding, add, undo
    before = models.JSONField()
    after = models.JSONField()
    by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()
    undone = models.BooleanField(default=False)

    class Meta:
        ordering: ClassVar = ["-id"]

    def __str__(self) -> str:
        return f"{self.what} {self.at:%Y-%m-%d %H:%M}"


class PlanFinding(models.Model):
    """A finding of the linter on this version, and what a person decided about it."""

    OPEN, ACCEPTED, SEEN, KEPT, NOTED = "open", "accepted", "seen", "kept", "noted"
    version = models.ForeignKey(PlanVersion, models.CASCADE, related_name="findings")
    row = models.ForeignKey(PlanRow, models.SET_NULL, null=True, blank=True, related_name="findings")
    rule = models.CharField(max_length=60)
    severity = models.CharField(max_length=7)
    message = models.TextField()
    quote = models.TextField(blank=True)
    suggestion = models.TextField(blank=True)
    # plans.rules.lint.Fix where the suggestion names what to put in the place of what; None: advice only
    fix = models.JSONField(null=True, blank=True)
    source = models.JSONField(default=dict)
    position = models.PositiveIntegerField(default=0)
    outcome = models.CharField(
        max_length=8, default=OPEN
    )  # accepted: the row says what was suggested; seen: read, nothing rewritten
    reason = models.CharField(max_length=300, blank=True)
    decided_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["version_id", "position", "id"]

    def __str__(self) -> str:
        return f"{self.rule}: {self.quote[:40]}"


class CascadeChoice(models.Model):
    """What a person decided about one demand of the superior's plan that this plan lacks or weakens."""

    ADDED, COVERED, NOT_APPLICABLE = "added", "covered", "na"
    plan = models.ForeignKey(Plan, models.CASCADE, related_name="cascade_choices")
    parent = models.ForeignKey(Plan, models.CASCADE, related_name="+")
    item = models.CharField(max_length=40)  # id of the superior's task in its compiled plan
    folded = models.TextField()  # its text, folded: finds it again in a new version of the superior's plan
    choice = models.CharField(max_length=8)
    row = models.ForeignKey(
        PlanRow, models.SET_NULL, null=True, blank=True, related_name="+"
    )  # added or covering row
    reason = models.CharField(max_length=300, blank=True)
    by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["plan", "parent", "item"], name="plans_cascade_once"),
        ]

    def __str__(self) -> str:
        return f"{self.plan_id}: {self.item} {self.choice}"
