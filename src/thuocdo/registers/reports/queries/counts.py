"""Completeness and timeliness: by unit, by regime, by year. Missing, late and on time are three different things."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, F, Q, QuerySet

from thuocdo.registers.reports.models import Duty
from thuocdo.registers.reports.rules.states import ReportState

_CAME = Q(sent_on__isnull=False) & ~Q(state=ReportState.RETURNED)
_LATE = Q(due__isnull=False) & (
    Q(received_on__gt=F("due")) | Q(received_on__isnull=True, sent_on__gt=F("due"))
)


@dataclass(frozen=True, slots=True)
class Kept:
    """How duties were kept. `owed`: those that have come or whose last day is over; `undated`: no day was ever set.

    Completeness is sent / owed, timeliness on_time / owed; both None where nothing was owed yet.
    """

    key: str
    name: str
    owed: int = 0
    sent: int = 0
    on_time: int = 0
    late: int = 0
    missing: int = 0
    undated: int = 0

    @property
    def completeness(self) -> float | None:
        return 100 * self.sent / self.owed if self.owed else None

    @property
    def timeliness(self) -> float | None:
        return 100 * self.on_time / self.owed if self.owed else None


def _measures(today: date) -> dict[str, Any]:
    over = Q(due__isnull=False, due__lt=today) & ~_CAME
    return {
        "sent": Count("pk", filter=_CAME),
        "late": Count("pk", filter=_CAME & _LATE),
        "missing": Count("pk", filter=over),
        "undated": Count("pk", filter=Q(due__isnull=True) & ~_CAME),
    }


def _kept(row: dict[str, Any], key: object, name: str) -> Kept:
    sent, late, missing = row["sent"], row["late"], row["missing"]
    return Kept(str(key), name, sent + missing, sent, sent - late, late, missing, row["undated"])


def kept_in_all(duties: QuerySet[Duty], today: date) -> Kept:
    """All of them in one line."""
    return _kept(duties.order_by().aggregate(**_measures(today)), "", "")


def kept_by_unit(duties: QuerySet[Duty], today: date) -> list[Kept]:
    """By unit, worst first."""
    rows: Iterable[Any] = (
        duties.order_by().values("unit", "unit__name", "unit__sort").annotate(**_measures(today))
    )
    ordered = sorted(rows, key=lambda row: (-row["missing"], -row["late"], row["unit__sort"]))
    return [_kept(row, row["unit"], row["unit__name"]) for row in ordered]


def kept_by_regime(duties: QuerySet[Duty], today: date) -> list[Kept]:
    """By regime, worst first."""
    rows: Iterable[Any] = (
        duties.order_by().values("regime__code", "regime__name").annotate(**_measures(today))
    )
    ordered = sorted(rows, key=lambda row: (-row["missing"], -row["late"], row["regime__name"]))
    return [_kept(row, row["regime__code"], row["regime__name"]) for row in ordered]
