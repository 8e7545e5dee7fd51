"""Published PAPI scores, and ranks as provinces compute them.

The index publishes no ranking: ranks are computed here among the provinces with a complete result of
the year, the way provinces and press do. A dimension is the plain sum of its sub-dimensions and the
total the plain sum of its dimensions (verified against report totals, docs/methods/papi-years.md).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from thuocdo.lib.errors import InputError
from thuocdo.plans.rules.papi.provinces import keys_of_name, plain_key
from thuocdo.plans.rules.papi.reading import read_file
from thuocdo.plans.rules.papi.structure import TOTAL
from thuocdo.plans.rules.papi.table import YearTable


@dataclass(frozen=True)
class PapiPanel:
    """year -> province -> dimension (1..8, `TOTAL`) -> points; incomplete results are absent.

    A province is known by its survey code ("P08"), one that had none by its folded name.
    """

    scores: Mapping[int, Mapping[str, Mapping[int, float]]]

    def find(self, name: str) -> str | None:
        """The key of a province by its printed name, where the panel has it."""
        keys = (*keys_of_name(name), plain_key(name))
        return next((key for key in keys if any(key in by for by in self.scores.values())), None)

    def score(self, year: int, province: str, dimension: int = TOTAL) -> float | None:
        """Points, or None where the province has no complete result of that year."""
        return self.scores.get(year, {}).get(province, {}).get(dimension)

    def ranked(self, year: int, dimension: int = TOTAL) -> int:
        """How many provinces have a result."""
        return sum(dimension in by for by in self.scores.get(year, {}).values())

    def rank(self, year: int, province: str, dimension: int = TOTAL) -> int | None:
        """1 + the number of provinces with more points (so equals share the better rank)."""
        own = self.score(year, province, dimension)
        if own is None:
            return None
        return 1 + sum(by.get(dimension, own) > own for by in self.scores[year].values())

    def years(self) -> tuple[int, ...]:
        return tuple(sorted(self.scores))

    def values(self, year: int, dimension: int = TOTAL) -> dict[str, float]:
        """province -> points of those with a result."""
        found = self.scores.get(year, {})
        return {province: by[dimension] for province, by in found.items() if dimension in by}


def panel_of(tables: Mapping[int, YearTable]) -> PapiPanel:
    """The panel of read files."""
    return PapiPanel({year: table.points() for year, table in tables.items()})


def yearly_files(folder: Path) -> tuple[Path, ...]:
    """ "2023.csv", ... of a folder, or of its subfolder `subdimensions`; InputError where there is none."""
    for place in (folder, folder / "subdimensions"):
        files = sorted(place.glob("[12][0-9][0-9][0-9].csv")) if place.is_dir() else []
        if files:
            return tuple(files)
    raise InputError(f"Thư mục {folder} không có tệp điểm PAPI theo năm (ví dụ 2023.csv).")


def read_panel(folder: Path) -> PapiPanel:
    """Yearly CSV files ("2023.csv": Province, SC11..SC83) of a folder.

    Raises InputError naming the file and the place where it is not of that form.
    """
    return panel_of({int(file.stem): read_file(file, int(file.stem)) for file in yearly_files(folder)})
