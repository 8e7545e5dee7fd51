"""Who does which part of a task, which task waits for which, and where a task outside any plan comes from."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from thuocdo.documents.models import StoredFile
from thuocdo.orgs.models import Person, Unit
from thuocdo.work.models.tasks import Task


class TaskPart(models.Model):
    """What one coordinating unit does in a task. Its own record, so that a new version of the plan keeps it."""

    task = models.ForeignKey(Task, models.CASCADE, related_name="parts")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="task_parts")
    text = models.TextField()
    done = models.BooleanField(default=False)
    note = models.TextField(blank=True)
    reported_on = models.DateField(null=True, blank=True)
    reported_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering: ClassVar = ["task_id", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["task", "unit"], name="work_taskpart_once_a_unit")
        ]
        indexes: ClassVar = [models.Index(fields=["unit", "done"], name="work_taskpart_unit_done")]

    def __str__(self) -> str:
        return f"{self.unit_id}: {self.text[:60]}"


class TaskBlock(models.Model):
    """One task waits for another."""

    task = models.ForeignKey(Task, models.CASCADE, related_name="blocks")
    by_task = models.ForeignKey(Task, models.CASCADE, related_name="blocking")
    added_at = models.DateTimeField()
    added_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering: ClassVar = ["task_id", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["task", "by_task"], name="work_taskblock_once"),
            models.CheckConstraint(condition=~Q(task=F("by_task")), name="work_taskblock_another"),
        ]

    def __str__(self) -> str:
        return f"{self.task_id} ⧗ {self.by_task_id}"


class TaskOrigin(models.Model):
    """The document by which a task outside any plan was given."""

    task = models.OneToOneField(Task, models.CASCADE, related_name="origin")
    number = models.CharField(max_length=80, blank=True)
    issued = models.DateField()
    issuer = models.CharField(max_length=300)
    file = models.ForeignKey(StoredFile, models.PROTECT, null=True, related_name="+")
    file_name = models.CharField(max_length=255, blank=True)
    urgent = models.BooleanField(default=False)
    entered_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    entered_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.number} {self.issuer}"


class ExpectedDocument(models.Model):
    """A document that tasks waited for, as it was recorded; it gave them their days."""

    authority = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    name = models.CharField(max_length=500)  # as the plan names it
    number = models.CharField(max_length=80)
    issued = models.DateField()
    file = models.ForeignKey(StoredFile, models.PROTECT, null=True, related_name="+")
    file_name = models.CharField(max_length=255, blank=True)
    tasks = models.ManyToManyField(Task, related_name="expected_documents")
    recorded_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["-recorded_at", "-id"]
        indexes: ClassVar = [
            models.Index(fields=["authority", "-recorded_at"], name="work_expecteddocument_new")
        ]

    def __str__(self) -> str:
        return f"{self.name}: {self.number}"
