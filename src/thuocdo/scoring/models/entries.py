"""Measures that an office enters by hand, where no book gives them."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from thuocdo.documents.models import StoredFile
from thuocdo.orgs.models import Person, Unit


class MeasureEntry(models.Model):
    """One value of one measure, with its source. Never changed: a correction is a new row, the old one stays.

    `value` and `of` are as `criteria.rules.model.MeasureKind` prescribes; numbers are kept as text so that no
    digit is lost. A row with `withdrawn` says that the measure has no value any more.
    """

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="measures")  # the authority that is scored
    framework = models.CharField(max_length=60)  # code of the framework that names the measure
    measure = models.CharField(max_length=80)
    period = models.CharField(max_length=10)  # "2025"
    value = models.JSONField(null=True)
    of = models.CharField(max_length=40, blank=True)
    withdrawn = models.BooleanField(default=False)
    source = models.CharField(max_length=500)  # where the number comes from, as the person wrote it
    file = models.ForeignKey(StoredFile, models.PROTECT, null=True, related_name="+")
    pages = models.CharField(max_length=60, blank=True)  # section and page that prove it
    as_of = models.DateField(null=True, blank=True)  # snapshot day of another system
    entered_at = models.DateTimeField()
    entered_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    by_label = models.CharField(max_length=160, blank=True)  # position and office then, never a name
    why = models.CharField(max_length=500, blank=True)  # reason of a correction
    current = models.BooleanField(default=True)

    class Meta:
        ordering: ClassVar = ["-entered_at", "-pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["unit", "framework", "period", "measure"],
                condition=Q(current=True),
                name="scoring_entry_one_current",
            ),
            models.CheckConstraint(condition=~Q(source=""), name="scoring_entry_has_source"),
        ]

    def __str__(self) -> str:
        return f"{self.unit_id} {self.period} {self.measure}"
