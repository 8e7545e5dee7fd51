"""Days of receipt as scoring reads them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from thuocdo.orgs.models import Unit
from thuocdo.registers.reports.models import Duty, Regime
from thuocdo.registers.reports.queries.regimes import Settings
from thuocdo.registers.reports.rules.states import ReportState


@dataclass(frozen=True, slots=True)
class Receipt:
    """One duty of a unit in a year. `received` None: not entered yet, whatever was sent."""

    unit: int
    measure: str
    duty: int
    name: str
    due: date
    received: date | None
    document: str


def receipts(units: Sequence[Unit], measures: Sequence[str], year: int) -> Iterator[Receipt]:
    """The duties of these authorities in the year that answer one of these measures, in order of their days.

    Of one unit and measure either all periods of the year or none: where the book holds only some of them (the regime
    was put in force during the year), or a period has no last day, nothing is said about time. What counts as
    received is what somebody entered as received; the day of sending is not. Four queries.
    """
    regimes = {regime.pk: regime for regime in Regime.objects.filter(measure__in=[m for m in measures if m])}
    settings = Settings(regimes.values())
    rows = Duty.objects.filter(unit__in=[unit.pk for unit in units], regime__in=list(regimes), year=year)
    held: dict[tuple[int, int], list[Duty]] = defaultdict(list)
    for duty in rows.order_by("unit_id", "regime_id", "data_to", "pk").iterator(chunk_size=2000):
        held[duty.unit_id, duty.regime_id].append(duty)
    provinces = {unit.pk: unit.province_id for unit in units}
    for (unit, regime), duties in held.items():
        setting = settings.counts(regime, unit, provinces[unit], date(year, 12, 31))
        wanted = {p.id for term in setting.terms for p in term.periods(year)} if setting else set()
        if wanted - {duty.period for duty in duties} or any(duty.due is None for duty in duties):
            continue
        yield from (_receipt(duty, regimes[regime].measure) for duty in duties)


def _receipt(duty: Duty, measure: str) -> Receipt:
    received = None if duty.state == ReportState.RETURNED else duty.received_on
    assert duty.due is not None  # noqa: S101  (the caller left those out)
    return Receipt(duty.unit_id, measure, duty.pk, duty.period_label, duty.due, received, duty.document)
