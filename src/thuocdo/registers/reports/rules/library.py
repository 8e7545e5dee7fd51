"""The regimes that ship with the program: data in `registers/reports/library`, each with its source."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from thuocdo.registers.reports.rules.terms import Term, terms_from_json

_FILE = Path(__file__).resolve().parent.parent / "library" / "regimes.toml"


@dataclass(frozen=True, slots=True)
class ShippedRegime:
    """One regime. `unconfirmed`: which of its fields nobody has found in a document ("hạn gửi", "kỳ")."""

    code: str
    name: str
    reporters: tuple[str, ...]
    receiver: str
    via: str
    form: str
    basis: str
    unconfirmed: tuple[str, ...]
    note: str
    measure: str
    valid_from: date | None
    valid_to: date | None
    terms: tuple[Term, ...]


@cache
def shipped_regimes() -> tuple[ShippedRegime, ...]:
    """All of them, in the file's order. Raises InputError for a term that cannot be."""
    rows = tomllib.loads(_FILE.read_text("utf-8"))["regimes"]
    return tuple(_read(row) for row in rows)


def _read(row: dict[str, Any]) -> ShippedRegime:
    return ShippedRegime(
        code=row["code"],
        name=row["name"],
        reporters=tuple(row["reporters"]),
        receiver=row["receiver"],
        via=row.get("via", ""),
        form=row.get("form", ""),
        basis=row["basis"],
        unconfirmed=tuple(row.get("unconfirmed", ())),
        note=row.get("note", ""),
        measure=row.get("measure", ""),
        valid_from=row.get("valid_from"),
        valid_to=row.get("valid_to"),
        terms=terms_from_json(row["terms"]),
    )
