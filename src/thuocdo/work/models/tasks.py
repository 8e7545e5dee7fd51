"""Tasks of confirmed plans, as the units that own them live them."""

from __future__ import annotations

from datetime import date, timedelta
from typing import ClassVar

from django.db import models
from django.db.models import Q, Value
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from thuocdo.calendars.rules.deadline import Deadline
from thuocdo.orgs.models import Person, Unit
from thuocdo.plans.models import Plan, PlanRow
from thuocdo.work.rules.search import search_phrases, search_words
from thuocdo.work.rules.states import TaskState
from thuocdo.work.rules.status import CAN_BE_LATE, SOON_DAYS

STATE_LABELS = {
    TaskState.DRAFT: _("Dự thảo"),
    TaskState.OPEN: _("Chưa bắt đầu"),
    TaskState.WAITING: _("Chờ văn bản cấp trên"),
    TaskState.DOING: _("Đang làm"),
    TaskState.SUBMITTED: _("Chờ xác nhận"),
    TaskState.RETURNED: _("Bị trả lại"),
    TaskState.DONE: _("Hoàn thành"),
    TaskState.NOT_ARISEN: _("Không phát sinh"),
    TaskState.PAUSED: _("Tạm dừng"),
    TaskState.DROPPED: _("Không còn trong kế hoạch"),
}


class TaskQuerySet(models.QuerySet["Task"]):
    """Filters that several pages share. What can be late: see work.rules.status."""

    def late(self, today: date) -> TaskQuerySet:
        return self.filter(is_open=True, due_order__lt=today, state__in=CAN_BE_LATE)

    def soon(self, today: date, days: int = SOON_DAYS) -> TaskQuerySet:
        """Due today or within `days` calendar days."""
        return self.filter(
            is_open=True,
            due_order__gte=today,
            due_order__lte=today + timedelta(days=days),
            state__in=CAN_BE_LATE,
        )

    def unassigned(self) -> TaskQuerySet:
        return self.filter(is_open=True, lead__isnull=True)

    def outside(self) -> TaskQuerySet:
        """Tasks that no plan holds; pieces of a task are their task's."""
        return self.filter(plan__isnull=True, parent__isnull=True)

    def with_phrase(self, query: str) -> TaskQuerySet:
        """Tasks that hold the query as it stands, however accented, spaced or abbreviated."""
        return self.filter(phrase_condition(query))

    def with_words(self, query: str) -> TaskQuerySet:
        """Tasks that hold the phrase, or every word of it anywhere."""
        wanted = Q()
        for word in search_words(query):
            wanted &= Q(folded__contains=word)
        return self.filter(phrase_condition(query) | wanted)


def phrase_condition(query: str) -> Q:
    """The condition on Task of holding the query as a phrase."""
    wanted = Q()
    for phrase in search_phrases(query):
        wanted |= Q(folded__contains=phrase)
    return wanted


class Task(models.Model):
    """One task. Its identity survives new versions of the plan; `row` is the row of the version in force."""

    authority = models.ForeignKey(Unit, models.PROTECT, related_name="tasks")  # whose plan it comes from
    province = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="+")
    plan = models.ForeignKey(Plan, models.PROTECT, null=True, related_name="tasks")
    row = models.ForeignKey(PlanRow, models.PROTECT, null=True, related_name="tasks")
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children"
    )  # the task whose part this is
    above = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="below"
    )  # the superior's task that this one answers
    above_how = models.CharField(
        max_length=8, blank=True
    )  # "chosen" by a person, also for none; "matched" by words
    number = models.PositiveIntegerField()  # within the plan, in reading order
    section = models.CharField(max_length=300, blank=True)  # heading it stands under
    text = models.TextField()
    output = models.TextField(blank=True)
    index = models.CharField(max_length=20, blank=True)  # PAPI, PAR INDEX, SIPAS
    dimension = models.PositiveSmallIntegerField(null=True, blank=True)
    subdimension = models.CharField(max_length=4, blank=True)
    field = models.CharField(max_length=200, blank=True)
    lead = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True, related_name="led_tasks")
    lead_printed = models.CharField(max_length=500, blank=True)
    lead_is_group = models.BooleanField(default=False)  # a group name: nobody answers for it yet
    lead_set_by_person = models.BooleanField(default=False)  # a new version of the plan must not undo it
    person = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="tasks")
    deadline_text = models.CharField(max_length=500, blank=True)  # as printed
    deadline = models.JSONField(default=dict)  # Deadline.to_json()
    deadline_kind = models.CharField(max_length=12, default="none")
    starts = models.DateField(null=True, blank=True)
    due = models.DateField(null=True, blank=True)  # last day; null: nothing can fall overdue
    # the order of lists, with what has no last day at the end; in the same way on both databases
    due_order = models.GeneratedField(
        expression=Coalesce("due", Value(date(9999, 12, 31))),
        output_field=models.DateField(),
        db_persist=True,
    )
    deadline_set_by_person = models.BooleanField(default=False)
    rhythm = models.CharField(max_length=10, blank=True)
    state = models.CharField(max_length=12, default=TaskState.OPEN)
    is_open = models.BooleanField(default=True)  # repeats the state, for the indexes
    closed_at = models.DateTimeField(null=True, blank=True)
    submitted_on = models.DateField(
        null=True, blank=True
    )  # decides on time or late, not the day it was accepted
    closed_on = models.DateField(null=True, blank=True)
    result = models.TextField(blank=True)
    updated_at = models.DateTimeField()  # last note of any kind
    helping_printed = models.TextField(blank=True)  # coordinating units as lists show them, without a join
    folded = models.TextField()  # search text
    version_stamp = models.PositiveIntegerField(default=0)

    objects = TaskQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["plan_id", "number", "id"]
        indexes: ClassVar = [
            # lists in order and their counts come from this index alone; a commune may have 100.000 tasks
            models.Index(
                fields=["authority", "-is_open", "due_order", "id", "state", "lead"],
                name="work_task_authority_due",
            ),
            models.Index(fields=["lead", "is_open", "due_order"], name="work_task_lead_due"),
            models.Index(fields=["person", "is_open", "due_order"], name="work_task_person_due"),
            models.Index(fields=["province", "is_open", "due_order"], name="work_task_province_due"),
            # few tasks stand outside a plan; they are counted apart
            models.Index(fields=["authority"], condition=Q(plan__isnull=True), name="work_task_no_plan"),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(state__in=[str(s) for s in TaskState]), name="work_task_known_state"
            )
        ]

    def __str__(self) -> str:
        return f"{self.number}. {self.text[:80]}"

    def get_absolute_url(self) -> str:
        return reverse("work:task_detail", args=[self.pk])

    @property
    def understood(self) -> Deadline:
        """The deadline as understood."""
        return Deadline.from_json(self.deadline) if self.deadline else Deadline()


class TaskUnit(models.Model):
    """A coordinating unit of a task; a name that is no unit (a group) stays as printed."""

    task = models.ForeignKey(Task, models.CASCADE, related_name="coordinating")
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True, related_name="coordinated")
    printed = models.CharField(max_length=300)
    is_group = models.BooleanField(default=False)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering: ClassVar = ["task_id", "position"]

    def __str__(self) -> str:
        return self.printed


class TaskNote(models.Model):
    """What happened to a task: progress, a change of state, a change of owner. Never edited, never deleted."""

    task = models.ForeignKey(Task, models.CASCADE, related_name="notes")
    at = models.DateTimeField()
    by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    step = models.CharField(max_length=20, blank=True)  # name in STEPS, or "progress", "assign", "deadline"
    text = models.TextField(blank=True)
    before = models.JSONField(default=dict)
    after = models.JSONField(default=dict)

    class Meta:
        ordering: ClassVar = ["-at", "-id"]

    def __str__(self) -> str:
        return f"{self.step} {self.text[:60]}"


class Unmatched(models.Model):
    """A task whose row vanished in a new version of the plan, or a new row that may be an old task: a person decides."""

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="unmatched")
    task = models.ForeignKey(Task, models.CASCADE, null=True, related_name="+")
    row = models.ForeignKey(PlanRow, models.CASCADE, null=True, related_name="+")
    candidates = models.JSONField(default=list)  # [{"row" or "task": id, "ratio": 0..1}]
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    decision = models.CharField(max_length=20, blank=True)

    def __str__(self) -> str:
        return f"{self.plan_id}: {self.task_id or self.row_id}"


class SavedFilter(models.Model):
    """A filter of the task list that a person keeps under a name; nobody else sees it."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="saved_task_filters")
    name = models.CharField(max_length=60)
    folded = models.CharField(max_length=60)
    query = models.CharField(max_length=600)  # as in the address, see rules.saved
    created_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["person_id", "created_at", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["person", "folded"], name="work_savedfilter_name_once"),
        ]

    def __str__(self) -> str:
        # the log's page names what was acted on; the name is its owner's alone
        return f"#{self.pk}"
