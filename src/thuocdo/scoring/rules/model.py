"""What goes into a score and what comes out."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum


@dataclass(frozen=True)
class Provenance:
    """Where a value comes from: one sentence, and the object it can be opened at.

    `kind` and `key` name a stored object ("dossier", "document", "task", "entry", "release", ...); both empty
    for a value given in a file. `as_of` is the day on which the value was true (a snapshot of another system).
    """

    text: str
    kind: str = ""
    key: str = ""
    as_of: dt.date | None = None


@dataclass(frozen=True)
class Value:
    """One measure's value as `criteria.rules.model.MeasureKind` prescribes, with its sources.

    `value` is a bool, Decimal, date, a tuple of mappings or (links) one mapping; `of` is a ratio's denominator.
    """

    value: object
    of: Decimal | None = None
    sources: tuple[Provenance, ...] = ()


@dataclass(frozen=True)
class Observation:
    """All that scoring knows of its sources: a measure (or a criterion's own value) of a unit in a period."""

    measure: str
    unit: str
    period: str  # "2025", "2026Q3", "2026-06"
    value: Value


class Status(StrEnum):
    """What became of a criterion."""

    SCORED = "scored"
    PARTIAL = "partial"  # a group with some children not scored: it has a range, not points
    NOT_SCORED = "not_scored"
    EXCLUDED = "excluded"  # nothing arose; the rest of the group is rescaled
    SHOWN = "shown"  # carries no points


@dataclass(frozen=True)
class NotScored:
    """Why there is no score. Never 0, NaN or an exception.

    `least` and `most` are given where what is known already narrows the points (a chain with one link open).
    """

    reason: str
    missing: tuple[str, ...] = ()  # names of measures and settings
    least: Decimal | None = None
    most: Decimal | None = None


@dataclass(frozen=True)
class Step:
    """One line of the computation as a person reads it ("2.089 ÷ 2.141 = 97,57 %")."""

    text: str
    result: Decimal | None = None


@dataclass(frozen=True)
class Cliff:
    """A place where the points jump: at `at` (in the measure's unit or percent) from `below` to `above` points.

    `distance` is how far the present value is from it (positive: short of it; negative: how much may still be
    lost before falling; 0: at the very edge), in whole units of what is counted where the measure is a ratio.
    For days, `at` counts from the last day that is still in time.
    """

    at: Decimal
    below: Decimal
    above: Decimal
    distance: Decimal
    unit: str
    text: str


@dataclass(frozen=True)
class Scored:
    """One node of the tree of scores.

    `points` is None unless the node is fully scored; `least`..`most` is the range it can still take (None where
    its maximum is itself unknown). `points` of a group add what its children print; `unrounded` keeps the exact
    points, combined of exact points. `counted` of `counted_of` is what is scored so far and its maximum, `waiting`
    the number of criteria that are not scored yet. `bands` are the classes that the total can still fall in, on
    the root only; one of them: the class is settled.
    """

    code: str
    name: str
    max: Decimal | None
    points: Decimal | None
    least: Decimal | None
    most: Decimal | None
    status: Status
    because: str
    unrounded: Decimal | None = None
    inputs: Mapping[str, Value] = field(default_factory=dict)
    missing: tuple[str, ...] = ()
    steps: tuple[Step, ...] = ()
    cliffs: tuple[Cliff, ...] = ()
    shortfall: str = ""  # "Còn thiếu 52 hồ sơ."
    children: tuple[Scored, ...] = ()
    counted: Decimal = Decimal(0)
    counted_of: Decimal = Decimal(0)
    waiting: int = 0
    bands: tuple[str, ...] = ()
