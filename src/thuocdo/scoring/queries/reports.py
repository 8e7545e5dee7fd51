"""Days of receipt from the book of reports, as measures of frameworks."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Any

from thuocdo.criteria.rules.model import Framework, Measure, MeasureKind
from thuocdo.orgs.models import Unit
from thuocdo.registers.reports.queries.observed import Receipt, receipts
from thuocdo.scoring.rules.model import Observation, Provenance
from thuocdo.scoring.rules.values import read_value


def observations(units: Sequence[Unit], framework: Framework, period: str) -> Iterator[Observation]:
    """When the reports of a year arrived, for the measures that ask it; nothing where no day of receipt is entered.

    A measure of one day takes the year's only report; a list of periods takes all of them, each with its own last
    day, and what has not been entered as received is not known.
    """
    asked = {
        name: measure
        for name, measure in framework.measures.items()
        if measure.kind in (MeasureKind.DATE, MeasureKind.DATES)
    }
    if not asked or not (period.isascii() and period.isdigit() and len(period) == 4):
        return
    held: dict[tuple[int, str], list[Receipt]] = defaultdict(list)
    for one in receipts(units, list(asked), int(period)):
        held[one.unit, one.measure].append(one)
    for (unit, name), rows in held.items():
        raw = _raw(asked[name], rows)
        if raw is not None:
            value = read_value(asked[name], raw, tuple(_source(one) for one in rows))
            yield Observation(name, str(unit), period, value)


def _raw(measure: Measure, rows: Sequence[Receipt]) -> Any:
    if all(one.received is None for one in rows):
        return None
    if measure.kind is MeasureKind.DATE:
        return rows[0].received if len(rows) == 1 else None
    return [{"name": one.name, "due": one.due, "received": one.received} for one in rows]


def _source(one: Receipt) -> Provenance:
    came = f"nhận ngày {one.received:%d/%m/%Y}" if one.received else "chưa ghi ngày nhận"
    document = f" ({one.document})" if one.document else ""
    # kept in the run to the letter, so in the language of the papers whatever the reader's is
    text = f"Lịch báo cáo, {one.name}{document}: hạn {one.due:%d/%m/%Y}, {came}"
    return Provenance(text, kind="report", key=str(one.duty), as_of=one.received)
