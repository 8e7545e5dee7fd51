"""Releases of indices as imported: each file a version that is never changed, its cells, what people said of it."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from thuocdo.documents.models import StoredFile
from thuocdo.orgs.models import Person
from thuocdo.plans.models import Plan, PlanRow
from thuocdo.registers.indices.rules.baselines import BaselineState
from thuocdo.registers.indices.rules.standing import Band

PAPI = "PAPI"


class IndexRelease(models.Model):
    """One year of one index as one file gave it. A corrected file is a new version; the old one stays."""

    index = models.CharField(max_length=20, default=PAPI)
    year = models.PositiveSmallIntegerField()
    version = models.PositiveSmallIntegerField(default=1)
    current = models.BooleanField(default=True)  # the version that pages and checks use
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+")
    file_name = models.CharField(max_length=255)
    source = models.CharField(max_length=300, blank=True)  # the publication, as the importer names it
    published = models.DateField(null=True, blank=True)  # day the values were made public, or of the snapshot
    structure = models.JSONField()  # plans.rules.papi.Structure.to_json(): what the year consisted of
    remarks = models.JSONField(default=list)  # rules.checks.Remark.to_json() of the flags
    provinces = models.PositiveSmallIntegerField()  # rows of the file
    ranked = models.PositiveSmallIntegerField()  # of them with a total
    imported_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    imported_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["index", "-year", "-version"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["index", "year", "version"], name="registers_release_version_once"
            ),
            models.UniqueConstraint(
                fields=["index", "year"], condition=Q(current=True), name="registers_release_one_current"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.index} {self.year} ({self.version})"


class IndexValue(models.Model):
    """One cell. A blank of the file is a row without a value; `derived`: summed here from the file's parts."""

    release = models.ForeignKey(IndexRelease, models.CASCADE, related_name="values")
    subject = models.CharField(max_length=40)  # province key: "P08", "T12"
    code = models.CharField(max_length=8)  # "SC11", "D1".., "D0" the total
    value = models.FloatField(null=True)  # points; null: blank in the file
    derived = models.BooleanField(default=False)

    class Meta:
        ordering: ClassVar = ["release_id", "subject", "code"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["release", "subject", "code"], name="registers_value_once"),
        ]

    def __str__(self) -> str:
        return f"{self.subject} {self.code} {self.value}"


class PublishedClass(models.Model):
    """The class a report prints for a province; classes computed here are never stored."""

    release = models.ForeignKey(IndexRelease, models.CASCADE, related_name="classes")
    subject = models.CharField(max_length=40)
    dimension = models.PositiveSmallIntegerField()  # 0: the total
    band = models.CharField(max_length=8)

    class Meta:
        ordering: ClassVar = ["release_id", "subject", "dimension"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["release", "subject", "dimension"], name="registers_class_once"),
            models.CheckConstraint(
                condition=Q(band__in=[str(b) for b in Band]), name="registers_class_known_band"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.subject} {self.dimension} {self.band}"


class BlankReason(models.Model):
    """Why a province has no result in a year, as somebody in office found it stated."""

    index = models.CharField(max_length=20, default=PAPI)
    year = models.PositiveSmallIntegerField()
    subject = models.CharField(max_length=40)
    reason = models.CharField(max_length=300)
    source = models.CharField(max_length=300)
    by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["-year", "subject", "-at"]

    def __str__(self) -> str:
        return f"{self.subject} {self.year}: {self.reason[:40]}"


class BaselineDecision(models.Model):
    """What a person decided about a new base for a target of a plan. The plan's row itself is never changed."""

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="baseline_decisions")
    row = models.ForeignKey(PlanRow, models.CASCADE, related_name="+")
    release = models.ForeignKey(IndexRelease, models.PROTECT, related_name="+")
    dimension = models.PositiveSmallIntegerField()
    old_year = models.PositiveSmallIntegerField()
    old_score = models.FloatField(null=True)
    new_score = models.FloatField()
    state = models.CharField(max_length=8)
    reason = models.CharField(max_length=300, blank=True)
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["-at", "-id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["row", "release"], name="registers_baseline_once"),
            models.CheckConstraint(
                condition=Q(state__in=[str(s) for s in BaselineState]), name="registers_baseline_known_state"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.plan_id}: {self.old_year} {self.state}"
