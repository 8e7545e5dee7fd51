"""The table of jobs: the truth about each, whatever the queue library knows."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from thuocdo.jobs.rules import UNFINISHED, JobState

STATE_LABELS = {
    JobState.QUEUED: _("Đang chờ"),
    JobState.RUNNING: _("Đang chạy"),
    JobState.DONE: _("Xong"),
    JobState.FAILED: _("Không thành công"),
    JobState.STOPPED: _("Đã dừng"),
}


class Job(models.Model):
    """One piece of background work."""

    kind = models.CharField(max_length=60)  # a key of settings.JOB_HANDLERS: "plans.read"
    payload = models.JSONField(default=dict, encoder=DjangoJSONEncoder)
    state = models.CharField(
        max_length=8, choices=[(s.value, t) for s, t in STATE_LABELS.items()], default="queued"
    )
    step = models.CharField(max_length=200, blank=True)  # what it is doing, as people read it
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)  # 0: not known
    result = models.JSONField(null=True, blank=True, encoder=DjangoJSONEncoder)
    error = models.TextField(blank=True)  # one sentence
    attempts = models.PositiveSmallIntegerField(default=0)
    key = models.CharField(max_length=120, blank=True)  # the same key while unfinished is the same job
    unit = models.ForeignKey("orgs.Unit", models.PROTECT, null=True, blank=True, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    stop_requested = models.BooleanField(default=False)
    worker = models.CharField(max_length=120, blank=True)  # who holds it: one claim, one value
    created_at = models.DateTimeField()
    delivered_at = models.DateTimeField(null=True, blank=True)
    started_at = models.DateTimeField(null=True, blank=True)
    heartbeat_at = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["-created_at", "-id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["key"],
                condition=~Q(key="") & Q(state__in=sorted(s.value for s in UNFINISHED)),
                name="jobs_job_key_once_unfinished",
            ),
            models.CheckConstraint(
                condition=~Q(state="running") | Q(heartbeat_at__isnull=False),
                name="jobs_job_running_has_pulse",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["state", "created_at"], name="jobs_job_state"),
            models.Index(fields=["unit", "created_at"], name="jobs_job_unit"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk} {self.state}"

    @property
    def is_finished(self) -> bool:
        return self.state not in UNFINISHED
