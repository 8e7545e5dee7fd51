"""The reports of one regime and period put together: what arrived, who is missing, each number with its shares."""

from __future__ import annotations

from dataclasses import dataclass

from thuocdo.registers.reports.models import Duty, Gathering, Report
from thuocdo.registers.reports.rules.content import Number, summed
from thuocdo.registers.reports.rules.states import ARRIVED


@dataclass(frozen=True, slots=True)
class Arrived:
    """One unit of the gathering with the report that counts; `report` None: not there, or sent outside the system."""

    duty: Duty
    report: Report | None
    numbers: dict[str, Number]


@dataclass(frozen=True, slots=True)
class Gathered:
    """All units of the period. `missing`: names of those that have not sent; `outside`: sent, but without numbers."""

    rows: tuple[Arrived, ...]
    numbers: dict[str, Number]

    @property
    def arrived(self) -> tuple[Arrived, ...]:
        return tuple(row for row in self.rows if row.report is not None)

    @property
    def missing(self) -> tuple[str, ...]:
        return tuple(row.duty.unit.name for row in self.rows if row.report is None and not _came(row.duty))

    @property
    def outside(self) -> tuple[str, ...]:
        return tuple(row.duty.unit.name for row in self.rows if row.report is None and _came(row.duty))


def gathered(gathering: Gathering, *, drawn_at: str) -> Gathered:
    """Everything the period's reports say now, in two queries. A replacement counts once it has arrived."""
    duties = list(
        Duty.objects.filter(
            regime=gathering.regime_id, receiver=gathering.receiver_id, period=gathering.period
        )
        .select_related("unit", "regime", "receiver", "prepared_by")
        .order_by("unit__sort", "pk")
    )
    newest: dict[int, Report] = {}
    reports = Report.objects.filter(duty__in=[duty.pk for duty in duties], state__in=ARRIVED)
    for report in reports.order_by("number"):
        if report.duty_id is not None:
            newest[report.duty_id] = report
    rows = tuple(
        Arrived(duty, found, found.read_numbers() if found else {})
        for duty in duties
        for found in [newest.get(duty.pk)]
    )
    numbers = summed(
        ((row.report.pk, row.duty.unit.name, row.numbers) for row in rows if row.report is not None),
        drawn_at=drawn_at,
    )
    return Gathered(rows, numbers)


def _came(duty: Duty) -> bool:
    return duty.state in ARRIVED
