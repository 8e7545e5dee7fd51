"""All communes of a province, or of the country, in one table: groups instead of ranks that are none."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from thuocdo.lib.text import fold
from thuocdo.orgs.models import Unit
from thuocdo.orgs.queries import Rights
from thuocdo.orgs.rules.rights import Right, UnitKind
from thuocdo.scoring.models import Run
from thuocdo.scoring.rules.table import Standing, standings


@dataclass(frozen=True, slots=True)
class Row:
    """One authority in the table; `standing` is None where its range is not known."""

    unit: int
    name: str
    code: str
    province: str
    points: Decimal | None
    least: Decimal | None
    most: Decimal | None
    counted: Decimal
    counted_of: Decimal
    missing: int
    band: str
    standing: Standing | None


@dataclass(frozen=True, slots=True)
class Table:
    """The order of all runs within reach (ids, from the top), where each stands, and who has no run yet."""

    order: tuple[int, ...]
    standing: Mapping[int, Standing]
    without: int

    @property
    def groups(self) -> int:
        """Into how many groups the rows fall."""
        return max((place.group for place in self.standing.values()), default=0)


_COLUMNS = (
    "unit_id",
    "unit__name",
    "unit__code",
    "unit__province__name",
    "points",
    "least",
    "most",
    "counted",
    "counted_of",
    "missing",
    "band",
)


def table_of(rights: Rights, code: str, period: str, *, province: Unit | None = None, q: str = "") -> Table:
    """The communes that the person may read, two queries whatever their number.

    In order of the least points they are certain of; those whose range is unknown at the end. Standings are among
    all of them, also where `q` shows only names that hold it, however accented.
    """
    runs = Run.objects.filter(
        rights.reach(Right.SCORE_READ, "unit"), framework_code=code, period=period, current=True
    ).order_by()
    if province is not None:
        runs = runs.filter(province=province)
    # only what places them: the figures of a page are read for that page
    found: list[Any] = list(runs.values_list("pk", "least", "most", "unit__name" if q else "pk"))
    known = [row for row in found if row[1] is not None and row[2] is not None]
    known.sort(key=lambda row: (-row[1], -row[2], row[0]))
    placed = standings([(row[1], row[2]) for row in known])
    open_ended = sorted((row for row in found if row[1] is None or row[2] is None), key=lambda row: row[0])
    shown = [row for row in (*known, *open_ended) if not q or fold(q) in fold(row[3])]
    communes = Unit.objects.filter(
        rights.reach(Right.SCORE_READ), kind=UnitKind.COMMUNE, valid_to__isnull=True
    )
    if province is not None:
        communes = communes.filter(province=province)
    return Table(
        tuple(row[0] for row in shown),
        {row[0]: place for row, place in zip(known, placed, strict=True)},
        max(0, communes.count() - len(found)),
    )


def rows_of(table: Table, keys: Sequence[int]) -> list[Row]:
    """The rows of one page of the table, in the order of `keys` (ids of runs)."""
    found = {
        row[0]: row[1:] for row in Run.objects.filter(pk__in=keys).order_by().values_list("pk", *_COLUMNS)
    }
    return [Row(*(*found[key], table.standing.get(key))) for key in keys if key in found]
