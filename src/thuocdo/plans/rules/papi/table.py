"""One year of published scores as its file gives it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from thuocdo.plans.rules.papi.structure import TOTAL


@dataclass(frozen=True, slots=True)
class YearTable:
    """One year as its file gives it: province key -> column -> points, None for a blank.

    Columns: "SC11".. for sub-dimensions, "D1".."D8" and "D0" (total) where the file gives them. `names`: as printed.
    `classes`: province key -> dimension -> class as published. `lines`: province key -> line of the file.
    """

    year: int
    columns: tuple[str, ...]
    cells: Mapping[str, Mapping[str, float | None]]
    names: Mapping[str, str] = field(default_factory=dict)
    classes: Mapping[str, Mapping[int, str]] = field(default_factory=dict)
    lines: Mapping[str, int] = field(default_factory=dict)
    ignored: tuple[str, ...] = ()

    @property
    def used(self) -> tuple[str, ...]:
        """Columns with at least one value."""
        return tuple(
            column
            for column in self.columns
            if any(row.get(column) is not None for row in self.cells.values())
        )

    def points(self) -> dict[str, dict[int, float]]:
        """province -> dimension (`TOTAL` for the whole) -> points, each only where nothing of it is blank."""
        used = self.used
        parts: dict[int, list[str]] = {}
        for column in used:
            if column.startswith("SC"):
                parts.setdefault(int(column[2]), []).append(column)
        given = {int(column[1]): [column] for column in used if column.startswith("D")}
        sources = {**given, **parts}
        whole = sorted(number for number in sources if number != TOTAL)
        out: dict[str, dict[int, float]] = {}
        for key, row in self.cells.items():
            mine = out.setdefault(key, {})
            for number in whole or [TOTAL]:
                if number in sources:
                    values = [row.get(column) for column in sources[number]]
                    known = [value for value in values if value is not None]
                    if len(known) == len(values):
                        mine[number] = sum(known)
            if whole and len(mine) == len(whole):
                mine[TOTAL] = sum(mine.values())
        return out
