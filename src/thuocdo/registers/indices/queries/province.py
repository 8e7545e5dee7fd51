"""One province in one year: what the PAPI page says, each number with how surely it can be said."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from thuocdo.plans.rules.papi import TOTAL, Comparison, Grade, PapiPanel, Structure, compare, province_name
from thuocdo.registers.indices.models import IndexRelease
from thuocdo.registers.indices.queries.releases import (
    key_in,
    panel_from,
    parts_of,
    published_bands,
    reason_of_blank,
    structures_from,
    under_one_key,
)
from thuocdo.registers.indices.rules.checks import Trouble
from thuocdo.registers.indices.rules.claims import label_of
from thuocdo.registers.indices.rules.reasons import Reason
from thuocdo.registers.indices.rules.standing import (
    Band,
    Computed,
    Moves,
    Near,
    computed_class,
    margin_of,
    neighbours,
    rank_moves,
)

FIRST_DRAWN = 2018
"""The comparable series begins here; earlier years are in the data and on no line."""


@dataclass(frozen=True, slots=True)
class Change:
    """Against an earlier year: points, places (positive: up), and whether the two can be compared."""

    since: int
    points: float
    fit: Comparison
    rank_before: int | None = None
    of_before: int | None = None

    @property
    def comparable(self) -> bool:
        return self.fit.grade is not Grade.BROKEN


@dataclass(frozen=True, slots=True)
class Part:
    """A sub-dimension. `doubt`: the machine saw nearly all provinces move one way, the question may have changed."""

    code: str
    label: str
    score: float | None
    most: float
    change: Change | None
    doubt: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """The total or one dimension. `published`: the report's class; `computed`: ours, shown only without that one."""

    dimension: int
    name: str
    score: float | None
    least: float
    most: float
    published: Band | None
    computed: Computed | None
    rank: int | None
    of: int
    margin: float
    near: tuple[Near, ...]
    change: Change | None
    moves: Moves | None
    reason: Reason | None
    parts: tuple[Part, ...]

    @property
    def band(self) -> Band | None:
        return self.published or (self.computed.band if self.computed else None)


@dataclass(frozen=True, slots=True)
class Series:
    """A dimension over the years: points by year, and the breaks (year -> why) on the way."""

    dimension: int
    points: Mapping[int, float | None]
    breaks: Mapping[int, str]
    cautions: Mapping[int, str]


@dataclass(frozen=True, slots=True)
class ProvinceYear:
    """Everything about a province in one year. `series` has nine entries, the total first."""

    year: int
    key: str
    name: str
    release: IndexRelease
    structure: Structure
    rows: tuple[Row, ...]
    series: tuple[Series, ...]
    years: tuple[int, ...]
    blanks: Mapping[int, Reason]

    @property
    def total(self) -> Row:
        return self.rows[0]

    def row(self, dimension: int) -> Row:
        return next((row for row in self.rows if row.dimension == dimension), self.rows[0])


def province_year(
    releases: Sequence[IndexRelease],
    keys: Sequence[str],
    year: int,
    *,
    dimension: int = TOTAL,
    margin: float | None = None,
) -> ProvinceYear | None:
    """The page of a province (its keys of both sets) in a year; None where no release of the year is in use.

    `margin`: points, for the `dimension` looked at closely; the others keep their default.
    """
    release = next((one for one in releases if one.year == year), None)
    key = key_in(keys, year)
    if release is None or key is None:
        return None
    structures = structures_from(releases)
    # years of both sets stand under one key to draw them; `compare` says that they cannot be compared
    panel = under_one_key(panel_from(releases), (key, *(other for other in keys if other != key)))
    own = structures[year]
    bands = published_bands(release, key)
    points = parts_of(releases, keys)
    numbers = (TOTAL, *own.dimensions)
    doubts = _doubts(releases)
    rows = tuple(
        _row(
            panel,
            structures,
            key,
            year,
            number,
            margin if number == dimension and margin is not None else margin_of(number),
            bands.get(number),
            _parts(structures, points, year, number, doubts),
        )
        for number in numbers
    )
    series = tuple(_series(panel, structures, key, number) for number in numbers)
    blank = {
        y: reason_of_blank(y, key_in(keys, y) or key)
        for y in panel.years()
        if y >= FIRST_DRAWN and panel.score(y, key) is None
    }
    return ProvinceYear(year, key, province_name(key), release, own, rows, series, panel.years(), blank)


def total_series(releases: Sequence[IndexRelease], keys: Sequence[str]) -> tuple[str, Series] | None:
    """The province's name and its total over the years since 2018; None where the data never had it."""
    panel = under_one_key(panel_from(releases), keys)
    if not any(keys[0] in by for by in panel.scores.values()):
        return None
    return province_name(keys[0]), _series(panel, structures_from(releases), keys[0], TOTAL)


def _row(
    panel: PapiPanel,
    structures: Mapping[int, Structure],
    key: str,
    year: int,
    number: int,
    margin: float,
    published: Band | None,
    parts: tuple[Part, ...],
) -> Row:
    score = panel.score(year, key, number)
    least, most = structures[year].scale(number)
    before = max(
        (y for y in panel.years() if y < year and panel.score(y, key, number) is not None), default=None
    )
    change = _change(panel, structures, key, before, year, number) if before and score is not None else None
    return Row(
        dimension=number,
        name=label_of(number),
        score=score,
        least=least,
        most=most,
        published=published,
        computed=None if published else computed_class(panel, year, key, number),
        rank=panel.rank(year, key, number),
        of=panel.ranked(year, number),
        margin=margin,
        near=neighbours(panel, year, key, number, margin),
        change=change,
        moves=rank_moves(panel, change.since, year, number) if change and change.comparable else None,
        reason=reason_of_blank(year, key) if score is None else None,
        parts=parts,
    )


def _change(
    panel: PapiPanel, structures: Mapping[int, Structure], key: str, before: int, year: int, number: int
) -> Change:
    old, new = panel.score(before, key, number) or 0.0, panel.score(year, key, number) or 0.0
    fit = compare(structures[before], structures[year], number)
    return Change(before, new - old, fit, panel.rank(before, key, number), panel.ranked(before, number))


def _doubts(releases: Sequence[IndexRelease]) -> dict[tuple[int, str], str]:
    """(year, column) -> the remark that the column jumped as a whole in that year."""
    return {
        (release.year, remark["column"]): remark["text"]
        for release in releases
        for remark in release.remarks
        if remark["kind"] == Trouble.SHIFT and remark.get("column")
    }


def _parts(
    structures: Mapping[int, Structure],
    points: Mapping[int, Mapping[str, float | None]],
    year: int,
    number: int,
    doubts: Mapping[tuple[int, str], str],
) -> tuple[Part, ...]:
    own, found = structures[year], []
    if number == TOTAL or not any(column.name in points.get(year, {}) for column in own.of(number)):
        return ()
    for column in own.of(number):
        value = points.get(year, {}).get(column.name)
        before = max((y for y in points if y < year and points[y].get(column.name) is not None), default=None)
        change = None
        if before is not None and value is not None:
            old = points[before][column.name] or 0.0
            change = Change(before, value - old, compare(structures[before], own, number, column.name))
        found.append(
            Part(
                column.code,
                column.label,
                value,
                own.part_scale(number)[1],
                change,
                doubts.get((year, column.name), ""),
            )
        )
    return tuple(found)


def _series(panel: PapiPanel, structures: Mapping[int, Structure], key: str, number: int) -> Series:
    years = [
        y
        for y in panel.years()
        if y >= FIRST_DRAWN and (number == TOTAL or number in structures[y].dimensions)
    ]
    breaks, cautions = {}, {}
    for before, after in pairwise(years):
        fit = compare(structures[before], structures[after], number)
        if fit.grade is Grade.BROKEN:
            breaks[after] = fit.note
        elif fit.grade is Grade.CAUTION:
            cautions[after] = fit.note
    return Series(number, {y: panel.score(y, key, number) for y in years}, breaks, cautions)
