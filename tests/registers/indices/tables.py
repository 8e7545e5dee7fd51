"""Small made-up tables in the form of published ones."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping

from thuocdo.plans.rules.papi import YearTable, structure_of
from thuocdo.plans.rules.papi.provinces import expected_keys
from thuocdo.plans.rules.papi.reading import read_year

SURVEYED = ("P01", "P02", "P03", "P04", "P08")
"""A few provinces, where a whole year would only take time."""

Change = Mapping[tuple[str, str], str]


def csv_of(
    year: int,
    *,
    like: int | None = None,
    changes: Change | None = None,
    blank: tuple[str, ...] = (),
    provinces: tuple[str, ...] = (),
    shift: float = 0.0,
) -> bytes:
    """A year's file: every province (or these), values inside the scale that differ by province and column.

    `changes`: (province, column) -> cell; `blank`: provinces without any value; `shift`: added to every value.
    """
    structure = structure_of(year, like=like)
    assert structure is not None
    out = io.StringIO()
    names = [column.name for column in structure.columns]
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(["Province", *names])
    for i, key in enumerate(provinces or tuple(expected_keys(year))):
        row = []
        for j, column in enumerate(structure.columns):
            low, high = structure.part_scale(column.dimension)
            share = ((i * 37 + j * 53 + year * 29) % 101) / 101
            value = low + (high - low) * (0.3 + 0.4 * share) + shift
            cell = "" if key in blank else f"{value:.6f}"
            row.append((changes or {}).get((key, column.name), cell))
        writer.writerow([key, *row])
    return out.getvalue().encode()


def table_of(year: int, **more: object) -> YearTable:
    """The same, read."""
    return read_year(csv_of(year, **more), name=f"{year}.csv", year=year)  # type: ignore[arg-type]
