"""The editable table of days that are not as their weekday says."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from thuocdo.calendars.rules.working_days import DayKind, SpecialDay

KIND_LABELS = {DayKind.OFF: _("Ngày nghỉ"), DayKind.WORKING: _("Ngày làm việc")}


class CalendarDay(models.Model):
    """A holiday, a day given in exchange, a weekend day worked. One row a day."""

    day = models.DateField(unique=True)
    kind = models.CharField(
        max_length=7, choices=[(kind.value, label) for kind, label in KIND_LABELS.items()]
    )
    note = models.CharField(max_length=200, blank=True)
    source_document = models.CharField(
        max_length=200, blank=True
    )  # the notice: "12729/VPCP-KGVX ngày 25/12/2025"
    provisional = models.BooleanField(default=False)  # computed in advance, before the yearly notice
    shipped = models.BooleanField(
        default=False
    )  # from the program's own table, so that a year is seeded once

    class Meta:
        ordering = ("day",)
        constraints = (
            models.CheckConstraint(
                condition=models.Q(kind__in=[kind.value for kind in DayKind]), name="calendar_day_kind"
            ),
        )

    def __str__(self) -> str:
        return f"{self.day:%d/%m/%Y}"

    def as_rule(self) -> SpecialDay:
        """The day as the rules know it."""
        return SpecialDay(self.day, DayKind(self.kind), self.note, self.source_document, self.provisional)
