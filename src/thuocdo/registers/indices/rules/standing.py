"""Where a province stands in one year: class, rank with its denominator, who cannot be told apart, how ranks jump.

Method and worked examples: docs/methods/papi-years.md.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from statistics import median

from thuocdo.plans.rules.papi import TOTAL, PapiPanel


class Band(StrEnum):
    """The four classes of a published report, best first."""

    HIGH = "high"
    UPPER = "upper"
    LOWER = "lower"
    LOW = "low"


BAND_WORDS = {
    Band.HIGH: "Cao",
    Band.UPPER: "Trung bình cao",
    Band.LOWER: "Trung bình thấp",
    Band.LOW: "Thấp",
}

MARGINS = {TOTAL: 0.5}
"""Points within which provinces are not told apart by default; a parameter, no figure of the report."""
PART_MARGIN = 0.18
"""The same for one dimension: 0.5 of the total over the root of eight."""


def margin_of(dimension: int) -> float:
    """The default margin of the total or of a dimension, in points."""
    return MARGINS.get(dimension, PART_MARGIN)


def percentile(values: Sequence[float], share: float) -> float:
    """The percentile with linear interpolation (PERCENTILE.INC); `share` 0..1; ValueError for no values."""
    ordered = sorted(values)
    if not ordered:
        raise ValueError("a percentile of nothing")
    place = share * (len(ordered) - 1)
    below = int(place)
    above = min(below + 1, len(ordered) - 1)
    return ordered[below] + (ordered[above] - ordered[below]) * (place - below)


@dataclass(frozen=True, slots=True)
class Cuts:
    """The three values that part the classes, taken over `count` provinces."""

    low: float
    middle: float
    high: float
    count: int

    def band(self, value: float) -> Band:
        """The class of a value; a value equal to a cut belongs to the better class."""
        if value >= self.high:
            return Band.HIGH
        if value >= self.middle:
            return Band.UPPER
        return Band.LOWER if value >= self.low else Band.LOW


def cuts_of(values: Sequence[float]) -> Cuts | None:
    """The cuts at P25, P50 and P75; None for fewer than four values."""
    if len(values) < 4:
        return None
    low, middle, high = (percentile(values, share) for share in (0.25, 0.5, 0.75))
    return Cuts(low, middle, high, len(values))


@dataclass(frozen=True, slots=True)
class Computed:
    """A class computed from the data. `other`: the class if incomplete provinces are counted the other way."""

    band: Band
    count: int
    incomplete: int = 0
    other: Band | None = None


def computed_class(panel: PapiPanel, year: int, province: str, dimension: int = TOTAL) -> Computed | None:
    """The class that the data give; None where the province has no result.

    Of the total, provinces with an incomplete result stay in as the low sums they have: so the classes of the reports
    of 2022 and 2023 come out. Of a dimension only provinces with a result count, as in the report of 2023.
    """
    own = panel.score(year, province, dimension)
    values = panel.values(year, dimension)
    if own is None:
        return None
    partial = {
        key: sum(points for number, points in by.items() if number != TOTAL)
        for key, by in panel.scores[year].items()
        if key not in values
    }
    complete, everybody = cuts_of([*values.values()]), cuts_of([*values.values(), *partial.values()])
    first, second = (everybody, complete) if dimension == TOTAL else (complete, everybody)
    if first is None or second is None:
        return None
    band, other = first.band(own), second.band(own)
    if dimension != TOTAL or not partial:
        other = band
    return Computed(band, first.count, len(partial), other if other is not band else None)


@dataclass(frozen=True, slots=True)
class Near:
    """Another province within the margin, with its distance in points."""

    province: str
    value: float
    distance: float


def neighbours(panel: PapiPanel, year: int, province: str, dimension: int, margin: float) -> tuple[Near, ...]:
    """Other provinces within ±margin points, best first; empty where the province has no result."""
    own = panel.score(year, province, dimension)
    if own is None:
        return ()
    near = [
        Near(key, value, value - own)
        for key, value in panel.values(year, dimension).items()
        if key != province and abs(value - own) <= margin + 1e-9
    ]
    return tuple(sorted(near, key=lambda one: (-one.value, one.province)))


@dataclass(frozen=True, slots=True)
class Moves:
    """How far ranks moved between two years: over `count` provinces ranked in both."""

    before: int
    after: int
    median: float
    most: int
    count: int


def rank_moves(panel: PapiPanel, before: int, after: int, dimension: int = TOTAL) -> Moves | None:
    """The median and the largest absolute move of ranks; None where no province is ranked in both years.

    Both years are ranked among the provinces that have a result in both, so that a province left out does not move
    everybody below it.
    """
    old, new = panel.values(before, dimension), panel.values(after, dimension)
    both = sorted(old.keys() & new.keys())
    if not both:
        return None
    moves = [abs(_place(new, key, both) - _place(old, key, both)) for key in both]
    return Moves(before, after, float(median(moves)), max(moves), len(both))


def _place(values: Mapping[str, float], key: str, among: Sequence[str]) -> int:
    return 1 + sum(values[other] > values[key] for other in among)


def year_before(panel: PapiPanel, year: int) -> int | None:
    """The last year of the panel before this one."""
    return max((known for known in panel.years() if known < year), default=None)


def blank_years(panel: PapiPanel, province: str, dimension: int = TOTAL) -> Mapping[int, bool]:
    """year -> whether the province has nothing at all (True) or only part (False), for years without this result."""
    return {
        year: not panel.scores[year].get(province)
        for year in panel.years()
        if panel.score(year, province, dimension) is None
    }
