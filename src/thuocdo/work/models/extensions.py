"""Requests for more time: asked by the unit that leads, decided by the authority whose task it is."""

from __future__ import annotations

from enum import StrEnum
from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils import timezone

from thuocdo.orgs.models import Person
from thuocdo.work.models.series import TaskPeriod
from thuocdo.work.models.tasks import Task


class ExtensionState(StrEnum):
    ASKED = "asked"
    AGREED = "agreed"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


class Extension(models.Model):
    """One request, kept for ever with what was answered. `before`: the last day when it was asked."""

    task = models.ForeignKey(Task, models.CASCADE, related_name="extensions")
    period = models.ForeignKey(TaskPeriod, models.PROTECT, null=True, related_name="extensions")
    before = models.DateField()
    wanted = models.DateField()
    granted = models.DateField(null=True, blank=True)
    reason = models.TextField()
    state = models.CharField(max_length=10, default=ExtensionState.ASKED)
    asked_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    asked_at = models.DateTimeField()
    answer = models.TextField(blank=True)
    decided_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["-asked_at", "-id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["task"], condition=Q(state="asked"), name="work_extension_one_open"
            ),
            models.CheckConstraint(
                condition=Q(state__in=[str(s) for s in ExtensionState]), name="work_extension_known_state"
            ),
            models.CheckConstraint(
                condition=~Q(state="agreed") | Q(granted__isnull=False), name="work_extension_agreed_until"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.task_id} → {self.wanted:%d/%m/%Y}"

    @property
    def asked_late(self) -> bool:
        """Whether the day had passed when more time was asked for."""
        return timezone.localdate(self.asked_at) > self.before
