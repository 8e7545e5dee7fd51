"""Tasks that come again: the rule of the series, and each period as a record of its own."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from django.db import models
from django.db.models import Q

from thuocdo.orgs.models import Person
from thuocdo.work.models.evidence import Evidence
from thuocdo.work.models.tasks import Task
from thuocdo.work.rules.series import PeriodState, Rhythm, SeriesRule


class Series(models.Model):
    """How a task comes again from now on; what it made before are its periods, which it never changes."""

    task = models.OneToOneField(Task, models.CASCADE, related_name="series")
    rhythm = models.CharField(max_length=10)
    begins = models.DateField()  # a day of the first period under this rule
    ends = models.DateField(null=True, blank=True)
    day = models.PositiveSmallIntegerField(null=True, blank=True)  # printed day of delivery
    months = models.JSONField(default=list)
    grace = models.PositiveSmallIntegerField(default=0)  # working days after the printed day
    made_to = models.DateField(null=True, blank=True)  # last day covered by the periods made so far
    by_person = models.BooleanField(default=False)  # a new version of the plan must not undo it

    class Meta:
        indexes: ClassVar = [models.Index(fields=["made_to"], name="work_series_made_to")]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(rhythm__in=[str(r) for r in Rhythm]), name="work_series_known_rhythm"
            )
        ]

    def __str__(self) -> str:
        return f"{self.task_id} {self.rhythm}"

    @property
    def rule(self) -> SeriesRule:
        """The series as the rules take it."""
        return SeriesRule(
            Rhythm(self.rhythm), self.begins, self.ends, self.day, tuple(self.months), self.grace
        )


class TaskPeriod(models.Model):
    """One period of a series: "Tháng 3/2026" with its own day, result and closing. Closed it is never changed."""

    task = models.ForeignKey(Task, models.CASCADE, related_name="periods")
    label = models.CharField(max_length=60)  # as officials write it, "Quý III/2026"
    starts = models.DateField()
    ends = models.DateField()
    due = models.DateField()
    extended = models.BooleanField(default=False)  # more time was granted: no count moves the day any more
    state = models.CharField(max_length=10, default=PeriodState.OPEN)
    result = models.TextField(blank=True)
    reason = models.TextField(blank=True)  # why it was returned, did not arise or was missed
    submitted_on = models.DateField(null=True, blank=True)  # decides on time or late
    submitted_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    closed_on = models.DateField(null=True, blank=True)
    closed_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    proofs = models.ManyToManyField(Evidence, related_name="periods", blank=True)

    class Meta:
        ordering: ClassVar = ["task_id", "starts"]
        indexes: ClassVar = [models.Index(fields=["state", "due"], name="work_taskperiod_state_due")]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["task", "starts"], name="work_taskperiod_once"),
            models.CheckConstraint(
                condition=Q(state__in=[str(s) for s in PeriodState]), name="work_taskperiod_known_state"
            ),
            models.CheckConstraint(
                condition=Q(ends__gte=models.F("starts")), name="work_taskperiod_ends_after_start"
            ),
        ]

    def __str__(self) -> str:
        return self.label

    def overdue(self, today: date) -> bool:
        """Whether its day has passed with nothing handed in."""
        return self.due < today and self.state in (PeriodState.OPEN, PeriodState.RETURNED)
