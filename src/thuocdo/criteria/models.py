"""Versions of frameworks, which of them counts for whom in which year, and the settings entered for them."""

from __future__ import annotations

from functools import lru_cache
from typing import Any, ClassVar, NoReturn

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from thuocdo.criteria.rules.loading import load_framework
from thuocdo.criteria.rules.model import Framework
from thuocdo.orgs.models import Person, Unit

DRAFT, ISSUED = "draft", "issued"
STATE_LABELS = {DRAFT: _("Dự thảo"), ISSUED: _("Đã ban hành")}


class FrozenError(RuntimeError):
    """Somebody tried to change an issued version or an entered value."""


@lru_cache(maxsize=64)
def _parsed(text: str, name: str) -> Framework:
    return load_framework(text, name)


class FrameworkVersion(models.Model):
    """One version of one framework, its TOML text as it came. A draft may be replaced; issued, nothing changes.

    The database refuses as well (triggers of migration 0001). `authority` is empty for what ships.
    """

    code = models.CharField(max_length=60)
    version = models.CharField(max_length=40)
    name = models.CharField(max_length=300)
    index = models.CharField(max_length=40)  # "PAPI", "PAR INDEX", "SIPAS", "QĐ 766"
    level = models.CharField(max_length=10)  # "province" | "commune"
    text = models.TextField()
    sha256 = models.CharField(max_length=64)
    authority = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="frameworks")
    extends = models.CharField(max_length=101, blank=True)  # "code@version"
    state = models.CharField(max_length=6, choices=list(STATE_LABELS.items()), default=DRAFT)
    imported_at = models.DateTimeField()
    imported_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    issued_at = models.DateTimeField(null=True)
    issued_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    issued_basis = models.CharField(max_length=300, blank=True)  # number and date of the decision

    class Meta:
        ordering: ClassVar = ["index", "code", "-imported_at", "-pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["authority", "code", "version"],
                condition=Q(authority__isnull=False),
                name="criteria_version_once",
            ),
            models.UniqueConstraint(
                fields=["code", "version"],
                condition=Q(authority__isnull=True),
                name="criteria_version_shipped_once",
            ),
            models.CheckConstraint(condition=Q(state__in=[DRAFT, ISSUED]), name="criteria_version_state"),
            models.CheckConstraint(
                condition=Q(state=DRAFT) | Q(issued_at__isnull=False), name="criteria_version_issued_when"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code}@{self.version}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding and FrameworkVersion.objects.filter(pk=self.pk, state=ISSUED).exists():
            raise FrozenError("an issued version is never changed")
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        return reverse("criteria:version", args=[self.pk])

    @property
    def framework(self) -> Framework:
        """The set as the rules know it."""
        return _parsed(self.text, str(self))

    @property
    def issued(self) -> bool:
        return self.state == ISSUED


class FrameworkChoice(models.Model):
    """Which version counts for an authority and a year; a province's choice counts for its communes too.

    A later choice takes the place of an earlier one, which stays with `current` false.
    """

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="framework_choices")
    code = models.CharField(max_length=60)
    year = models.PositiveSmallIntegerField()
    version = models.ForeignKey(FrameworkVersion, models.PROTECT, related_name="choices")
    chosen_at = models.DateTimeField()
    chosen_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    why = models.CharField(max_length=300, blank=True)
    current = models.BooleanField(default=True)

    class Meta:
        ordering: ClassVar = ["-year", "code", "-chosen_at", "-pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["unit", "code", "year"], condition=Q(current=True), name="criteria_choice_one_current"
            )
        ]

    def __str__(self) -> str:
        return f"{self.unit_id} {self.code} {self.year}"


class SettingValue(models.Model):
    """What an authority entered for a setting, from a day on. Never changed: a correction is a new row.

    Without a value: withdrawn from that day on. Of rows with the same first day the last entered counts.
    """

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="setting_values")
    framework = models.CharField(max_length=60)  # code of the framework that names the setting
    name = models.CharField(max_length=80)
    value = models.DecimalField(max_digits=15, decimal_places=6, null=True)
    valid_from = models.DateField()
    basis = models.CharField(max_length=300)  # number and date of the document that says so
    reason = models.CharField(max_length=300, blank=True)
    entered_at = models.DateTimeField()
    entered_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering: ClassVar = ["framework", "name", "-valid_from", "-entered_at", "-pk"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=~Q(basis=""), name="criteria_setting_has_basis")
        ]
        indexes: ClassVar = [
            models.Index(fields=["unit", "framework", "name", "valid_from"], name="criteria_setting_lookup")
        ]

    def __str__(self) -> str:
        return f"{self.framework} {self.name} {self.valid_from}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise FrozenError("a value that was entered is never changed")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise FrozenError("a value that was entered is never removed")
