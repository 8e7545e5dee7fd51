"""A real plan, read from its text at test time, as elements that the renderers print again."""

from __future__ import annotations

from tests.plangen.variants import Grid, GridRow, Line, Plan
from thuocdo.documents.parsing.text import read_text
from thuocdo.documents.rules.blocks import BlockKind
from thuocdo.documents.rules.tables import repair_tables

_CLOSING = {"roman": ".", "number": ".", "letter": ")"}


def plan_of(data: bytes) -> Plan:
    """The plan of a text file with its tables repaired, ready to be printed as Word, HTML or PDF."""
    document = repair_tables(read_text(data))
    plan = Plan("seed", 0, 2026, "")
    for block in document.blocks:
        if block.table is not None:
            rows = [
                GridRow([("" if c.inherited else c.text) for c in row.cells], section=row.section)
                for row in block.table.rows
            ]
            plan.elements.append(Grid(list(block.table.header), rows))
            continue
        bold = block.bold or block.kind is BlockKind.HEADING
        plan.elements.append(Line(_printed(block.marker, block.text), "bold" if bold else "plain"))
    return plan


def _printed(marker: str | None, text: str) -> str:
    if marker is None:
        return text
    if marker in "-–•+":
        return f"{marker} {text}"
    return f"{marker}{')' if marker.islower() else '.'} {text}"
