"""Trials of other numbers, the office's estimates of work, and the plans chosen from them. No score is kept here."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from thuocdo.criteria.models import FrameworkVersion
from thuocdo.orgs.models import Person, Unit
from thuocdo.scoring.models.runs import Run


class Scenario(models.Model):
    """A named copy with other numbers. Its owner alone sees it until it is shared.

    `changes` holds {"values": {measure: raw value or null}, "settings": {name: text or null}}, values in the form that
    `scoring.rules.values.read_value` takes. What it is compared with is `base`, the run in force when it was kept.
    """

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="scenarios")
    framework = models.ForeignKey(FrameworkVersion, models.PROTECT, related_name="+")
    framework_code = models.CharField(max_length=60)
    period = models.CharField(max_length=10)
    name = models.CharField(max_length=120)
    owner = models.ForeignKey(Person, models.PROTECT, related_name="scenarios")
    changes = models.JSONField(default=dict)
    shared = models.BooleanField(default=False)
    base = models.ForeignKey(Run, models.PROTECT, null=True, related_name="scenarios")
    kept_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["-kept_at", "-pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["unit", "framework_code", "period", "owner", "name"], name="scoring_scenario_one_name"
            )
        ]

    def __str__(self) -> str:
        return self.name


class PriorityEstimate(models.Model):
    """What the office itself says of one work: days by unit, points, how sure. A new word is a new row.

    `effort` maps ids of units to days as text; `points` and `last_day` replace what the program proposes where
    they are given; `chance` is in percent.
    """

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="priority_estimates")  # the authority
    framework_code = models.CharField(max_length=60)
    period = models.CharField(max_length=10)
    candidate = models.CharField(max_length=120)
    effort = models.JSONField(default=dict)
    points = models.DecimalField(max_digits=7, decimal_places=4, null=True)
    chance = models.PositiveSmallIntegerField(default=100)
    last_day = models.DateField(null=True)
    decision = models.CharField(max_length=6, default="free")
    at = models.DateTimeField()
    by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    current = models.BooleanField(default=True)

    class Meta:
        ordering: ClassVar = ["-at", "-pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["unit", "framework_code", "period", "candidate"],
                condition=Q(current=True),
                name="scoring_estimate_one_current",
            ),
            models.CheckConstraint(condition=Q(chance__lte=100), name="scoring_estimate_chance"),
        ]

    def __str__(self) -> str:
        return f"{self.candidate}: {self.effort}"


class UnitDays(models.Model):
    """Days of work that a unit says it can give to this period. A new word is a new row."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="given_days")
    period = models.CharField(max_length=10)
    days = models.DecimalField(max_digits=6, decimal_places=2)
    at = models.DateTimeField()
    by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    current = models.BooleanField(default=True)

    class Meta:
        ordering: ClassVar = ["-at", "-pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["unit", "period"], condition=Q(current=True), name="scoring_days_one_current"
            ),
            models.CheckConstraint(condition=Q(days__gte=0), name="scoring_days_not_negative"),
        ]

    def __str__(self) -> str:
        return f"{self.unit_id} {self.period}: {self.days}"


class ChosenPlan(models.Model):
    """A set of works as it was chosen for a year, with all that went in: choosing again gives the same set.

    `inputs` and `result` are canonical texts (`scoring.rules.priorities.replay`) under their SHA-256. The works in
    it are drafts for the plan of `for_year`.
    """

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="chosen_plans")
    framework_code = models.CharField(max_length=60)
    period = models.CharField(max_length=10)
    for_year = models.CharField(max_length=4)
    inputs = models.TextField()
    inputs_sha256 = models.CharField(max_length=64)
    result = models.TextField()
    result_sha256 = models.CharField(max_length=64)
    points = models.DecimalField(max_digits=9, decimal_places=4)
    works = models.PositiveIntegerField()
    base = models.ForeignKey(Run, models.PROTECT, null=True, related_name="chosen_plans")
    at = models.DateTimeField()
    by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering: ClassVar = ["-at", "-pk"]

    def __str__(self) -> str:
        return f"{self.framework_code} {self.for_year}: {self.works}"
