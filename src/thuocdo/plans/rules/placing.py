"""Where rows and findings stand in the document, and which belong together."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from thuocdo.plans.rules.rows import FIELDS, MAIN, joined_text


@dataclass(frozen=True, slots=True)
class Place:
    """Where a finding or a row stands, as far as the format tells."""

    page: int | None = None
    line: int | None = None
    table: int | None = None
    row: int | None = None


def place_of(source: Mapping[str, Any]) -> Place:
    """The place that a stored source names."""
    return Place(source.get("page"), source.get("line"), source.get("table"), source.get("row"))


def row_of_finding(source: Mapping[str, Any], quote: str, rows: Sequence[Mapping[str, Any]]) -> int | None:
    """Which row a finding stands at: the same table row or line, and among several the one that holds the quote.

    None: it is about the document as a whole, or about a passage that is no row.
    """
    wanted = place_of(source)
    here = [
        number for number, data in enumerate(rows) if any(_same(wanted, place) for place in places_of(data))
    ]
    if len(here) > 1 and quote:
        here = [number for number in here if quote in _all_text(rows[number])] or here
    return here[0] if here else None


def field_of_finding(rule: str, quote: str, kind: str, data: Mapping[str, Any]) -> str:
    """The field under which a finding is shown: the one that holds its quote, else what its rule speaks of."""
    if quote:
        for name in FIELDS[kind]:
            if name != "deadline" and quote in joined_text(data.get(name)):
                return name
        if quote in joined_text(data.get("deadline_text")):
            return "deadline"
    for word, name in (
        ("deadline", "deadline"),
        ("lead", "lead"),
        ("output", "output"),
        ("unit", "lead"),
        ("duplicate", MAIN[kind]),
    ):
        if word in rule and name in FIELDS[kind]:
            return name
    return MAIN[kind]


def places_of(data: Mapping[str, Any]) -> tuple[Place, ...]:
    """Everywhere a row stands in the document: its source and the halves that were joined."""
    return tuple(place_of(source) for source in (data.get("source"), *(data.get("joined") or ())) if source)


def _same(a: Place, b: Place) -> bool:
    if a.table is not None and a.row is not None and b.table is not None:
        return (a.table, a.row) == (b.table, b.row)
    if a.line is not None and b.line is not None:
        return a.line == b.line and (a.page is None or b.page is None or a.page == b.page)
    return False


def _all_text(data: Mapping[str, Any]) -> str:
    return "\n".join(joined_text(value) for value in data.values() if isinstance(value, str | list))
