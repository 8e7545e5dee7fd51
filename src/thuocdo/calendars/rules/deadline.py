"""What a printed deadline means.

`Deadline` is the value everybody shares; the grammar that makes it stands in `grammar.py`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any


class DeadlineKind(StrEnum):
    DATE = "date"
    QUARTER = "quarter"
    YEAR = "year"
    PERIOD = "period"
    MONTHLY = "monthly"
    QUARTERLY = "quarterly"
    ANNUAL = "annual"
    CONTINUOUS = "continuous"
    BY_PARENT = "by_parent"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Deadline:
    """A deadline as understood.

    `start`, `end`: first and last day, both inclusive; "trước 31/12/2026" ends 2026-12-31.
    `also`: a second kind printed in the same phrase ("Quý III/2026 và thường xuyên").
    `depends_on`: the document or event that sets the date (kind `by_parent`).
    `months`, `day`: for recurring kinds, which months and which day of the period, where printed
    ("trước ngày 25 hằng tháng" -> day 25; "chậm nhất ngày 15 tháng cuối quý" -> day 15, months (3, 6, 9, 12)).
    `working_days`: "15 ngày làm việc kể từ ngày ..." -> 15.
    """

    kind: DeadlineKind = DeadlineKind.NONE
    start: date | None = None
    end: date | None = None
    also: DeadlineKind | None = None
    depends_on: str | None = None
    months: tuple[int, ...] = ()
    day: int | None = None
    working_days: int | None = None

    def to_json(self) -> dict[str, Any]:
        """The contract's DEADLINE: kind, start, end always; the rest only where present."""
        out: dict[str, Any] = {
            "kind": str(self.kind),
            "start": self.start.isoformat() if self.start else None,
            "end": self.end.isoformat() if self.end else None,
        }
        if self.also:
            out["also"] = str(self.also)
        if self.depends_on:
            out["depends_on"] = self.depends_on
        if self.months:
            out["months"] = list(self.months)
        if self.day is not None:
            out["day"] = self.day
        if self.working_days is not None:
            out["working_days"] = self.working_days
        return out

    @staticmethod
    def from_json(data: dict[str, Any]) -> Deadline:
        def day_of(key: str) -> date | None:
            value = data.get(key)
            return date.fromisoformat(value) if value else None

        return Deadline(
            kind=DeadlineKind(data["kind"]),
            start=day_of("start"),
            end=day_of("end"),
            also=DeadlineKind(data["also"]) if data.get("also") else None,
            depends_on=data.get("depends_on"),
            months=tuple(data.get("months", ())),
            day=data.get("day"),
            working_days=data.get("working_days"),
        )
