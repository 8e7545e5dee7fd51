"""Runs of the engine as they happened."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.urls import reverse

from thuocdo.criteria.models import FrameworkVersion
from thuocdo.orgs.models import Person, Unit


class Run(models.Model):
    """One computation of one unit's scores for one period: its inputs, its result, and how to repeat it.

    `inputs` and `result` are canonical texts (`scoring.rules.replay`) under their SHA-256; scoring `inputs` again by
    `framework` gives `result` to the letter. The figures beside them repeat the root of the result, for lists.
    Rows are never changed but for `current`, which marks the latest of a unit, framework and period.
    """

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="runs")
    province = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="+")
    framework = models.ForeignKey(FrameworkVersion, models.PROTECT, related_name="runs")
    framework_code = models.CharField(max_length=60)
    period = models.CharField(max_length=10)
    at = models.DateTimeField()
    by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    by_label = models.CharField(max_length=160, blank=True)  # position and office then, never a name
    inputs = models.TextField()
    inputs_sha256 = models.CharField(max_length=64)
    result = models.TextField()
    result_sha256 = models.CharField(max_length=64)
    status = models.CharField(max_length=12)
    maximum = models.DecimalField(max_digits=9, decimal_places=4, null=True)
    points = models.DecimalField(max_digits=9, decimal_places=4, null=True)  # null unless all is scored
    counted = models.DecimalField(max_digits=9, decimal_places=4, default=0)  # sum of what is scored
    counted_of = models.DecimalField(max_digits=9, decimal_places=4, default=0)  # maximum of what is scored
    least = models.DecimalField(max_digits=9, decimal_places=4, null=True)
    most = models.DecimalField(max_digits=9, decimal_places=4, null=True)
    band = models.CharField(max_length=60, blank=True)
    missing = models.PositiveIntegerField(default=0)  # criteria that cannot be scored yet
    current = models.BooleanField(default=True)

    class Meta:
        ordering: ClassVar = ["-at", "-pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["unit", "framework_code", "period"],
                condition=Q(current=True),
                name="scoring_run_one_current",
            )
        ]
        indexes: ClassVar = [
            # the table of all communes reads this index alone, in order of value
            models.Index(
                fields=["framework_code", "period", "current", "-points", "unit"], name="scoring_run_table"
            ),
            models.Index(
                fields=["province", "framework_code", "period", "current"], name="scoring_run_province"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.framework_code} {self.period} {self.unit_id}"

    def get_absolute_url(self) -> str:
        return reverse("scoring:card", args=[self.framework_code, self.period])
