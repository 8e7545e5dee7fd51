"""Regimes and their settings, duties by unit and period, reports with the numbers they were made of."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q

from thuocdo.calendars.rules.periods import parse_period
from thuocdo.documents.models import StoredFile
from thuocdo.orgs.models import Person, Unit
from thuocdo.registers.reports.rules.content import (
    Block,
    Number,
    blocks_from_json,
    numbers_from_json,
)
from thuocdo.registers.reports.rules.states import Days, ReportState
from thuocdo.registers.reports.rules.terms import DayOff, Term, terms_from_json

TO_AUTHORITY, TO_PROVINCE = "authority", "province"


class Regime(models.Model):
    """A kind of periodic report: who owes it to whom, and which document says so. Days are in its settings."""

    code = models.CharField(max_length=60, unique=True)
    name = models.CharField(max_length=300)
    reporters = models.JSONField(default=list)  # kinds of unit that owe it
    receiver = models.CharField(
        max_length=10, choices=[(TO_AUTHORITY, TO_AUTHORITY), (TO_PROVINCE, TO_PROVINCE)]
    )
    via = models.CharField(max_length=200, blank=True)  # the office that takes it in for the receiver
    form = models.CharField(max_length=300, blank=True)
    basis = models.CharField(max_length=500)
    unconfirmed = models.JSONField(default=list)  # fields that no document has been found for
    note = models.CharField(max_length=500, blank=True)
    measure = models.CharField(max_length=80, blank=True)  # of frameworks, which its days of receipt answer
    valid_from = models.DateField(null=True, blank=True)
    valid_to = models.DateField(null=True, blank=True)
    owner = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="+")  # null: shipped
    created_at = models.DateTimeField()
    created_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering: ClassVar = ["name", "pk"]

    def __str__(self) -> str:
        return self.name


class RegimeSetting(models.Model):
    """What one authority has set for a regime from a day on: whether it applies, its periods and days. Never changed."""

    regime = models.ForeignKey(Regime, models.PROTECT, related_name="settings")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="report_settings")
    active = models.BooleanField(default=True)
    terms = models.JSONField(default=list)  # rules.terms.to_json() of each
    valid_from = models.DateField()
    basis = models.CharField(max_length=300)
    reason = models.CharField(max_length=300, blank=True)
    entered_at = models.DateTimeField()
    entered_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering: ClassVar = ["regime_id", "unit_id", "valid_from", "entered_at", "pk"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=~Q(basis=""), name="registers_regimesetting_has_basis")
        ]

    def __str__(self) -> str:
        return f"{self.regime_id} {self.unit_id} {self.valid_from}"

    @property
    def read_terms(self) -> tuple[Term, ...]:
        return terms_from_json(self.terms)


class Duty(models.Model):
    """That one unit owes one report for one period. The three days of sending are three fields and stay three.

    `printed` is the day as written, `due` the last one that is in time; both null: nobody has set a day.
    `outdated`: the differences found since it was sent, [{"label", "old", "new"}].
    """

    regime = models.ForeignKey(Regime, models.PROTECT, related_name="duties")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="report_duties")
    receiver = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    prepared_by = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True, related_name="+")
    period = models.CharField(max_length=10)
    year = models.PositiveSmallIntegerField()
    data_from = models.DateField()
    data_to = models.DateField()
    opens = models.DateField()
    printed = models.DateField(null=True, blank=True)
    due = models.DateField(null=True, blank=True)
    why_off = models.CharField(max_length=200, blank=True)
    day_off = models.CharField(max_length=8, default=DayOff.KEEP)
    state = models.CharField(max_length=10, default=ReportState.NONE)
    document = models.CharField(max_length=60, blank=True)  # its number
    signed_on = models.DateField(null=True, blank=True)
    sent_on = models.DateField(null=True, blank=True)
    received_on = models.DateField(null=True, blank=True)
    outdated_at = models.DateTimeField(null=True, blank=True)
    outdated = models.JSONField(default=list)
    reminded_at = models.DateTimeField(null=True, blank=True)
    reminders = models.PositiveSmallIntegerField(default=0)
    version_stamp = models.PositiveIntegerField(default=0)
    created_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["due", "regime_id", "unit_id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["regime", "unit", "period"], name="registers_duty_once"),
            models.CheckConstraint(
                condition=Q(state__in=[str(s) for s in ReportState]), name="registers_duty_known_state"
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["unit", "year", "due"], name="registers_duty_unit"),
            models.Index(fields=["receiver", "regime", "period"], name="registers_duty_receiver"),
        ]

    def __str__(self) -> str:
        return f"{self.regime_id} {self.unit_id} {self.period}"

    def get_absolute_url(self) -> str:
        return f"/lam-viec/bao-cao/{self.pk}/"

    @property
    def period_label(self) -> str:
        period = parse_period(self.period)
        return period.label if period else self.period

    @property
    def period_said(self) -> str:
        """As it stands behind a name: "quý III/2026"."""
        return self.period_label[:1].lower() + self.period_label[1:]

    @property
    def days(self) -> Days:
        return Days(self.opens, self.due, self.sent_on, self.received_on)


class Gathering(models.Model):
    """The upper level's work of putting the reports of one regime and period together."""

    regime = models.ForeignKey(Regime, models.PROTECT, related_name="gatherings")
    receiver = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    period = models.CharField(max_length=10)
    year = models.PositiveSmallIntegerField()
    outdated_at = models.DateTimeField(null=True, blank=True)
    outdated = models.JSONField(default=list)
    created_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["-year", "period", "regime_id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["regime", "receiver", "period"], name="registers_gathering_once")
        ]

    def __str__(self) -> str:
        return f"{self.regime_id} {self.receiver_id} {self.period}"

    def get_absolute_url(self) -> str:
        return f"/lam-viec/bao-cao/tong-hop/{self.pk}/"

    @property
    def period_label(self) -> str:
        period = parse_period(self.period)
        return period.label if period else self.period

    @property
    def period_said(self) -> str:
        """As it stands behind a name: "quý III/2026"."""
        return self.period_label[:1].lower() + self.period_label[1:]


class Report(models.Model):
    """One report as written: of a duty, or of a gathering. An accepted one is never changed; the next has `number` + 1."""

    duty = models.ForeignKey(Duty, models.PROTECT, null=True, related_name="reports")
    gathering = models.ForeignKey(Gathering, models.PROTECT, null=True, related_name="reports")
    number = models.PositiveSmallIntegerField(default=1)
    state = models.CharField(max_length=10, default=ReportState.DRAFT)
    title = models.CharField(max_length=300)
    blocks = models.JSONField(default=list)  # rules.content.Block
    numbers = models.JSONField(default=dict)  # rules.content.Number by key
    missing = models.JSONField(default=list)  # of a gathering: names of units that had not sent
    file = models.ForeignKey(StoredFile, models.PROTECT, null=True, related_name="+")  # the signed copy
    file_name = models.CharField(max_length=255, blank=True)
    reason = models.CharField(max_length=500, blank=True)  # why it was given back, or replaces another
    changed_at = models.DateTimeField()
    changed_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    created_at = models.DateTimeField()
    version_stamp = models.PositiveIntegerField(default=0)

    class Meta:
        ordering: ClassVar = ["-number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["duty", "number"], name="registers_report_duty_number"),
            models.UniqueConstraint(fields=["gathering", "number"], name="registers_report_gathering_number"),
            models.CheckConstraint(
                condition=Q(duty__isnull=True, gathering__isnull=False)
                | Q(duty__isnull=False, gathering__isnull=True),
                name="registers_report_of_one",
            ),
            models.CheckConstraint(
                condition=Q(state__in=[str(s) for s in ReportState]), name="registers_report_known_state"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def read_numbers(self) -> dict[str, Number]:
        """The numbers it was made of."""
        rows: dict[str, Any] = self.numbers
        return numbers_from_json(rows)

    def read_blocks(self) -> tuple[Block, ...]:
        """Its headings and paragraphs."""
        return blocks_from_json(self.blocks)
