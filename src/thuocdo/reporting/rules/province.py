"""The rows of the table of all communes and their order."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class CommuneRow:
    """One commune; shares are None where nothing was owed yet, points None where nobody has them."""

    unit: int
    name: str
    code: str
    tasks: int = 0
    late: int = 0
    kept: int = 0
    owed: int = 0
    reports_owed: int = 0
    reports_sent: int = 0
    reports_on_time: int = 0
    losses: int = 0
    remedied: int = 0
    self_points: Decimal | None = None
    verified_points: Decimal | None = None
    updated: datetime | None = None

    @property
    def key(self) -> str:
        """How addresses name the commune."""
        return self.code or f"d{self.unit}"

    @property
    def on_time(self) -> float | None:
        """Percent of the tasks that were due and kept their day."""
        return 100 * self.kept / self.owed if self.owed else None

    @property
    def difference(self) -> Decimal | None:
        """Verified less self-score."""
        if self.self_points is None or self.verified_points is None:
            return None
        return self.verified_points - self.self_points

    @property
    def silent(self) -> bool:
        """Whether the commune has neither tasks nor reports: it has not begun the year."""
        return not self.tasks and not self.reports_owed


def _share(part: int, whole: int) -> float | None:
    return part / whole if whole else None


# column -> what it sorts by; what is not known comes last in either direction
ORDERS: dict[str, Callable[[CommuneRow], float | None]] = {
    "qua-han": lambda row: None if not row.tasks else row.late,
    "dung-han": lambda row: row.on_time,
    "du": lambda row: _share(row.reports_sent, row.reports_owed),
    "kip": lambda row: _share(row.reports_on_time, row.reports_owed),
    "diem-mat": lambda row: _share(row.remedied, row.losses),
    "tu-cham": lambda row: None if row.self_points is None else float(row.self_points),
    "tham-dinh": lambda row: None if row.verified_points is None else float(row.verified_points),
    "chenh": lambda row: None if row.difference is None else float(row.difference),
}
WORST_FIRST = "qua-han"


def in_order(rows: Iterable[CommuneRow], by: str) -> list[CommuneRow]:
    """The rows worst first: most overdue, or the lowest share or points; by name ("ten") as given. Unknown last."""
    if by == "ten":
        return list(rows)
    value = ORDERS.get(by, ORDERS[WORST_FIRST])
    sign = -1 if by not in ORDERS or by == "qua-han" else 1
    return sorted(rows, key=lambda row: (value(row) is None, sign * (value(row) or 0)))


@dataclass(frozen=True, slots=True)
class Whole:
    """What the table says in three sentences."""

    communes: int
    complete: int  # all reports owed have come
    missing: int  # some have not
    late: int  # all came, some late
    silent: int


def whole_of(rows: Iterable[CommuneRow]) -> Whole:
    """Counts of communes by how they report; a commune that owes nothing is in none but `communes`."""
    rows = list(rows)
    owing = [row for row in rows if row.reports_owed]
    complete = [row for row in owing if row.reports_sent == row.reports_owed]
    return Whole(
        communes=len(rows),
        complete=len(complete),
        missing=len(owing) - len(complete),
        late=sum(row.reports_on_time < row.reports_sent for row in owing),
        silent=sum(row.silent for row in rows),
    )
