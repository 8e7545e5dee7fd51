"""How sure each field of a recognised table row is: of its own cell, not of the worst cell of the row."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from thuocdo.documents.rules.blocks import Cell, Document
from thuocdo.lib.text import fold

# fields that are printed in a cell of their own, and the key of what is printed there
PRINTED = {
    "text": "text", "criterion": "criterion", "cause": "cause", "remedy": "remedy", "output": "output",
    "lead": "lead", "coordinating": "coordinating", "deadline": "deadline_text",
}  # fmt: skip
SHARES = (
    0.98,
    0.97,
)  # of the place's certainty that the compiler gives a field that has nothing else against it
Cells = Mapping[tuple[int | None, int | None], tuple[Cell, ...]]


def cells_of(document: Document) -> Cells:
    """The cells of every table row by (table, row)."""
    return {
        (row.source.table or table.number, row.source.row): row.cells
        for table in document.tables()
        for row in table.rows
    }


def certainty_by_cell(data: Mapping[str, Any], cells: Cells) -> dict[str, float]:
    """The certainty of the fields of one item, for a row that was recognised from a picture.

    A field found in a cell is as sure as that cell; what the compiler holds against it besides (shifted, inherited,
    not understood) stays. Typed text and fields that stand in no cell keep the compiler's figure.
    """
    known: dict[str, float] = dict(data.get("certainty") or {})
    source = data.get("source") or {}
    row = float(source.get("confidence", 1.0))
    mine = cells.get((source.get("table"), source.get("row")), ())
    if row >= 1.0 or not mine:
        return known
    by_row = {round(share * row, 2) for share in SHARES}
    for name, key in PRINTED.items():
        found = _confidence(data.get(key), mine)
        if found is None:
            continue
        sure = round(SHARES[0] * found, 2)
        against = known.get(name, 1.0)
        known[name] = sure if against in by_row else min(sure, against)
    return known


def _confidence(value: Any, cells: tuple[Cell, ...]) -> float | None:
    """The lowest confidence of the cells that hold the value's words; None when one of them stands in no cell."""
    texts = [fold(str(text)) for text in (value if isinstance(value, list | tuple) else [value]) if text]
    if not texts:
        return None
    out = 1.0
    for text in texts:
        equal = [cell for cell in cells if fold(cell.text) == text]
        holding = equal or [cell for cell in cells if text in fold(cell.text)]
        if not holding or holding[0].inherited:
            return None
        out = min(out, holding[0].source.confidence)
    return out
