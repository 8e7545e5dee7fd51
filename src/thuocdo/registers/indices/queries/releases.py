"""Releases in use, their panel, and which key a province has in which year."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from thuocdo.orgs.models import Unit
from thuocdo.plans.rules.papi import PapiPanel, Structure, YearTable, province_name
from thuocdo.plans.rules.papi.provinces import LAST_OF_63, keys_of_name
from thuocdo.plans.rules.papi.structure import structure_from_json
from thuocdo.registers.indices.models import (
    PAPI,
    BlankReason,
    IndexRelease,
    IndexValue,
    PublishedClass,
)
from thuocdo.registers.indices.rules.reasons import STATED, UNSTATED, Reason
from thuocdo.registers.indices.rules.standing import Band

Releases = tuple[IndexRelease, ...]


def current_releases(index: str = PAPI) -> Releases:
    """The version in use of every year, oldest year first."""
    found = IndexRelease.objects.filter(index=index, current=True).select_related("file", "imported_by")
    return tuple(found.order_by("year"))


def all_releases(index: str = PAPI) -> Releases:
    """Every version ever imported, newest year and version first."""
    found = IndexRelease.objects.filter(index=index).select_related("file", "imported_by")
    return tuple(found.order_by("-year", "-version"))


def panel_from(releases: Sequence[IndexRelease]) -> PapiPanel:
    """Dimension and total points of these releases; read once for the same contents."""
    # contents follow from file and structure, whatever the row's number is
    return _panel(tuple((r.pk, r.year, r.file.sha256, str(r.structure.get("declared"))) for r in releases))


@lru_cache(maxsize=4)
def _panel(marks: tuple[tuple[int, int, str, str], ...]) -> PapiPanel:
    years = {pk: year for pk, year, _sha, _declared in marks}
    scores: dict[int, dict[str, dict[int, float]]] = {year: {} for year in years.values()}
    rows = IndexValue.objects.filter(release__in=list(years)).order_by()
    for release, subject, code, value in rows.values_list("release", "subject", "code", "value"):
        mine = scores[years[release]].setdefault(subject, {})
        if code.startswith("D") and value is not None:
            mine[int(code[1:])] = value
    return PapiPanel(scores)


def structures_from(releases: Sequence[IndexRelease]) -> dict[int, Structure]:
    """year -> what the index consisted of, as stored with the release."""
    return {release.year: structure_from_json(release.structure) for release in releases}


def table_of(release: IndexRelease) -> YearTable:
    """The file's own cells again, without what was summed here."""
    cells: dict[str, dict[str, float | None]] = {}
    columns: dict[str, None] = {}
    for value in release.values.all():
        row = cells.setdefault(value.subject, {})
        if not value.derived:
            row[value.code] = value.value
            columns[value.code] = None
    return YearTable(release.year, tuple(columns), cells)


def parts_of(releases: Sequence[IndexRelease], subjects: Sequence[str]) -> dict[int, dict[str, float | None]]:
    """year -> sub-dimension -> points of one province (under its keys of the time)."""
    years = {release.pk: release.year for release in releases}
    rows = IndexValue.objects.filter(release__in=list(years), subject__in=subjects, code__startswith="SC")
    out: dict[int, dict[str, float | None]] = {}
    for release, code, value in rows.order_by().values_list("release", "code", "value"):
        out.setdefault(years[release], {})[code] = value
    return out


def published_bands(release: IndexRelease, subject: str) -> dict[int, Band]:
    """dimension -> the class that the report prints, where it was entered."""
    rows = PublishedClass.objects.filter(release=release, subject=subject)
    return {row.dimension: Band(row.band) for row in rows}


def keys_of_unit(unit: Unit | None) -> tuple[str, ...]:
    """The survey's keys of a province's name, "P08" and "T12"; empty where it is no surveyed province.

    The first is the province of that name among the 63 up to 2024, which may have been smaller than today's.
    """
    province = unit.province if unit is not None and unit.province_id else unit
    return keys_of_name(province.name) if province is not None else ()


def key_in(keys: Sequence[str], year: int) -> str | None:
    """Which of the keys of one name counts in a year."""
    first = "P" if year <= LAST_OF_63 else "T"
    return next((key for key in keys if key.startswith(first)), None)


def subjects_of(releases: Sequence[IndexRelease]) -> list[tuple[str, str]]:
    """Every province that any release has, by name: (key, name); a name in both sets is offered once."""
    known = sorted(
        {key for by in panel_from(releases).scores.values() for key in by},
        key=lambda key: (province_name(key), key),
    )
    found: dict[str, str] = {}
    for key in known:
        found.setdefault(province_name(key), key)
    return [(key, name) for name, key in found.items()]


def reason_of_blank(year: int, subject: str, index: str = PAPI) -> Reason:
    """Why a province-year is blank: what the office entered, else what is known, else that nobody said."""
    entered = BlankReason.objects.filter(index=index, year=year, subject=subject).order_by("-at").first()
    if entered is not None:
        return Reason(entered.reason, entered.source)
    return STATED.get((year, subject), Reason(UNSTATED, ""))


def plain_number(text: str) -> float | None:
    """A margin as typed, "0,5" or "0.5"; None for what is no number from 0 to 20."""
    if not re.fullmatch(r"\d{1,2}([.,]\d{1,3})?", text.strip()):
        return None
    value = float(text.strip().replace(",", "."))
    return value if value <= 20 else None


def under_one_key(panel: PapiPanel, keys: Sequence[str]) -> PapiPanel:
    """The panel with a name's later key replaced by its first, so that a claim finds each year's own province.

    Years of the two sets of provinces are still never compared: `compare` refuses that.
    """
    if len(keys) < 2:
        return panel
    first, second = keys[0], keys[1]
    return PapiPanel(
        {
            year: {first if key == second else key: points for key, points in by.items()}
            for year, by in panel.scores.items()
        }
    )
