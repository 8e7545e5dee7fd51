"""Everything one run needs, gathered from all sources with a bounded number of queries."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from thuocdo.criteria.models import FrameworkVersion
from thuocdo.criteria.queries import settings_for_units
from thuocdo.orgs.models import Unit
from thuocdo.scoring.rules.model import Value
from thuocdo.scoring.sources import SOURCES


@dataclass(frozen=True)
class Disagreement:
    """A measure for which a later source says something else than the one that counts."""

    measure: str
    counts: Value
    other: Value


@dataclass(frozen=True)
class Inputs:
    """The values and settings of one authority for one period."""

    values: dict[str, Value] = field(default_factory=dict)
    settings: dict[str, Decimal] = field(default_factory=dict)
    disagreements: tuple[Disagreement, ...] = ()


def current_inputs(unit: Unit, version: FrameworkVersion, period: str, *, on: dt.date) -> Inputs:
    """The inputs of one authority as they are now; settings as in force on `on`."""
    return inputs_of([unit], version, period, on=on)[unit.pk]


def inputs_of(
    units: Sequence[Unit], version: FrameworkVersion, period: str, *, on: dt.date
) -> dict[int, Inputs]:
    """The inputs of many authorities, by their id: one query a source, whatever the number of authorities."""
    framework = version.framework
    values: dict[int, dict[str, Value]] = {unit.pk: {} for unit in units}
    differing: dict[int, list[Disagreement]] = {unit.pk: [] for unit in units}
    for source in SOURCES:
        for seen in source(units, framework, period):
            unit = int(seen.unit)
            known = values[unit].setdefault(seen.measure, seen.value)
            if (known.value, known.of) != (seen.value.value, seen.value.of):
                differing[unit].append(Disagreement(seen.measure, known, seen.value))
    settings = settings_for_units(units, framework, on=on)
    return {
        unit.pk: Inputs(values[unit.pk], dict(settings[unit.pk]), tuple(differing[unit.pk])) for unit in units
    }
