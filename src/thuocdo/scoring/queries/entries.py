"""Measures that an office entered by hand."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from django.db.models import QuerySet
from django.utils.timezone import localtime

from thuocdo.criteria.rules.model import Framework, Measure
from thuocdo.lib.errors import InputError
from thuocdo.orgs.models import Unit
from thuocdo.scoring.models import MeasureEntry
from thuocdo.scoring.rules.model import Observation, Provenance
from thuocdo.scoring.rules.values import read_value


def observations(units: Sequence[Unit], framework: Framework, period: str) -> Iterator[Observation]:
    """What was entered for these authorities, one query."""
    rows = MeasureEntry.objects.filter(
        unit__in=[unit.pk for unit in units],
        framework=framework.code,
        period=period,
        current=True,
        withdrawn=False,
    ).order_by("unit_id", "measure")
    for row in rows.iterator(chunk_size=2000):
        measure = framework.measures.get(row.measure)
        if measure is None:
            continue  # an earlier version of the framework had it; the row stays for that version
        try:
            value = read_value(measure, row.value, (provenance(row),))
        except InputError:
            continue  # taken under another version: the page says so (`unfit`), the others are still scored
        yield Observation(row.measure, str(row.unit_id), period, value)


def unfit(measure: Measure, row: MeasureEntry) -> str:
    """Why a stored value cannot be used by this version of the framework; "" where it can."""
    try:
        read_value(measure, row.value)
    except InputError as error:
        return str(error)
    return ""


def provenance(row: MeasureEntry) -> Provenance:
    """Where an entered value comes from, as a sentence with the day it was entered."""
    text = row.source + (f", {row.pages}" if row.pages else "")
    return Provenance(
        # kept in the run to the letter, so in the language of the papers whatever the reader's is
        f"{text} (đơn vị nhập ngày {localtime(row.entered_at):%d/%m/%Y})",
        kind="entry",
        key=str(row.pk),
        as_of=row.as_of,
    )


def history(unit: Unit, framework_code: str, period: str, measure: str) -> QuerySet[MeasureEntry]:
    """Every value this measure ever had, newest first."""
    return MeasureEntry.objects.filter(
        unit=unit, framework=framework_code, period=period, measure=measure
    ).select_related("entered_by", "file")


def current_entries(unit: Unit, framework_code: str, period: str) -> Iterable[MeasureEntry]:
    """The rows in force for one authority and period, with who entered them."""
    return MeasureEntry.objects.filter(
        unit=unit, framework=framework_code, period=period, current=True, withdrawn=False
    ).select_related("entered_by", "file")
