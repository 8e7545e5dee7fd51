"""All communes of a province at a glance: tasks, reports, lost points, scores. Missing data stay missing."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db.models import Count, F, Max, Q, Sum

from thuocdo.orgs.models import Unit
from thuocdo.orgs.queries import Rights
from thuocdo.orgs.rules.rights import Right, UnitKind
from thuocdo.registers.reports.models import Duty
from thuocdo.registers.reports.queries.counts import Kept, kept_by_unit
from thuocdo.reporting.rules.province import CommuneRow
from thuocdo.scoring.models import Assessment, LedgerEntry
from thuocdo.scoring.rules.assessment.states import AssessmentState
from thuocdo.scoring.rules.ledger.states import LossState
from thuocdo.work.models import Task
from thuocdo.work.rules.states import TaskState
from thuocdo.work.rules.status import CAN_BE_LATE

_VERIFIED = frozenset({AssessmentState.VERIFIED, AssessmentState.FINAL, AssessmentState.PUBLISHED})
_SENT = _VERIFIED | {AssessmentState.SENT}


@dataclass(frozen=True, slots=True)
class _Tasks:
    total: int
    late: int
    kept: int
    owed: int
    latest: datetime | None


def communes_of(rights: Rights, province: Unit, *, year: int, today: date) -> list[CommuneRow]:
    """One row a commune that the person may follow, in five queries whatever their number.

    Tasks are those of plans of `year`; on time: closed with the result handed in by the last day, of those that were
    closed or are overdue. Reports: duties of `year`. Lost points: entries of the year before. Scores: the assessment
    of the year before, its self-score only once it was sent, its verified score only once the verification has ended.
    """
    found = Unit.objects.filter(rights.reach(Right.DASHBOARD), province=province, kind=UnitKind.COMMUNE)
    units = list(found.filter(Q(valid_to__isnull=True) | Q(valid_to__gte=today)).order_by("sort", "pk"))
    keys = [unit.pk for unit in units]
    tasks = _tasks(keys, year, today)
    reports = {
        int(kept.key): kept for kept in kept_by_unit(Duty.objects.filter(unit__in=keys, year=year), today)
    }
    losses = _losses(keys, year - 1)
    scores = _scores(keys, year - 1)
    return [
        _row(unit, tasks.get(unit.pk), reports.get(unit.pk), losses.get(unit.pk), scores.get(unit.pk))
        for unit in units
    ]


def _row(
    unit: Unit,
    tasks: _Tasks | None,
    kept: Kept | None,
    losses: tuple[int, int] | None,
    scores: tuple[Decimal | None, Decimal | None] | None,
) -> CommuneRow:
    remedied, lost = losses or (0, 0)
    own, verified = scores or (None, None)
    return CommuneRow(
        unit=unit.pk,
        name=unit.name,
        code=unit.code or "",
        tasks=tasks.total if tasks else 0,
        late=tasks.late if tasks else 0,
        kept=tasks.kept if tasks else 0,
        owed=tasks.owed if tasks else 0,
        reports_owed=kept.owed if kept else 0,
        reports_sent=kept.sent if kept else 0,
        reports_on_time=kept.on_time if kept else 0,
        losses=lost,
        remedied=remedied,
        self_points=own,
        verified_points=verified,
        updated=tasks.latest if tasks else None,
    )


def _tasks(units: list[int], year: int, today: date) -> dict[int, _Tasks]:
    late = Q(is_open=True, state__in=CAN_BE_LATE, due_order__lt=today)
    done = Q(state=TaskState.DONE, due__isnull=False)
    rows: Iterable[Any] = (
        Task.objects.filter(authority__in=units, plan__year=year)
        .exclude(state=TaskState.DRAFT)
        .order_by()
        .values("authority")
        .annotate(
            total=Count("pk"),
            late=Count("pk", filter=late),
            done=Count("pk", filter=done),
            kept=Count("pk", filter=done & Q(submitted_on__lte=F("due"))),
            latest=Max("updated_at"),
        )
    )
    return {
        row["authority"]: _Tasks(
            row["total"], row["late"], row["kept"], row["done"] + row["late"], row["latest"]
        )
        for row in rows
    }


def _losses(units: list[int], year: int) -> dict[int, tuple[int, int]]:
    rows: Iterable[Any] = (
        LedgerEntry.objects.filter(authority__in=units, year=year, into=None)
        .order_by()
        .values("authority")
        .annotate(all=Count("pk"), done=Count("pk", filter=Q(state=LossState.VERIFIED)))
    )
    return {row["authority"]: (row["done"], row["all"]) for row in rows}


def _scores(units: list[int], year: int) -> dict[int, tuple[Decimal | None, Decimal | None]]:
    """Self-score and verified score of the newest assessment of the year, where they may be shown."""
    rows = (
        Assessment.objects.filter(unit__in=units, period=str(year))
        .annotate(
            own=Sum("scores__self_points"),
            verified=Sum("scores__verified_points"),
        )
        .order_by("pk")
    )
    return {
        row.unit_id: (
            row.own if row.state in _SENT else None,
            row.verified if row.state in _VERIFIED else None,
        )
        for row in rows
    }
