"""Reminders: what a unit has set, what was told to whom; calendar feeds."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from thuocdo.orgs.models import Person, Unit
from thuocdo.work.models.tasks import Task
from thuocdo.work.rules.reminders import ReminderPlan


class ReminderRule(models.Model):
    """When an authority's people are reminded; without a row the usual days hold."""

    authority = models.OneToOneField(Unit, models.CASCADE, related_name="reminder_rule")
    before = models.JSONField(default=list)
    leader_after = models.PositiveSmallIntegerField(default=3)
    above_after = models.PositiveSmallIntegerField(default=10)

    def __str__(self) -> str:
        return f"{self.authority_id}: {self.before}"

    @property
    def plan(self) -> ReminderPlan:
        """The rule as the rules take it."""
        return ReminderPlan(tuple(self.before), self.leader_after, self.above_after)


class Reminded(models.Model):
    """One step of reminding that one person was told of one task and its day: it is not told again."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    task = models.ForeignKey(Task, models.CASCADE, related_name="+")
    due = models.DateField()
    step = models.CharField(max_length=12)
    day = models.DateField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["person", "task", "due", "step"], name="work_reminded_once")
        ]

    def __str__(self) -> str:
        return f"{self.task_id} {self.step}"


class CalendarFeed(models.Model):
    """A secret address under which a calendar program reads the days of a person's or a unit's tasks.

    Only the hash of its secret is kept. What it shows is what its person may read at that moment.
    """

    person = models.ForeignKey(Person, models.CASCADE, related_name="calendar_feeds")
    unit = models.ForeignKey(
        Unit, models.CASCADE, null=True, related_name="+"
    )  # null: the person's own tasks
    digest = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["person_id", "-created_at"]

    def __str__(self) -> str:
        return f"{self.person_id} {self.unit_id or ''}"
