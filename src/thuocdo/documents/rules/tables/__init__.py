"""Repair of tables: the printed pieces of one table become one logical table.

In: a document whose tables stand as the pages (or the lines of a text) print them. Out: the same document with
pieces joined, repeated headers dropped, rows cut by a page joined, blank cells of vertical merges inherited,
shifted rows moved back and marked, section rows marked. Words: piece, page start, section row, number column.
"""

from __future__ import annotations

from thuocdo.documents.rules.blocks import Document
from thuocdo.documents.rules.joining import count_words
from thuocdo.documents.rules.tables.pieces import gather
from thuocdo.documents.rules.tables.repair import repair

__all__ = ["repair_tables"]


def repair_tables(document: Document) -> Document:
    """The document with every table repaired; a document already repaired comes back equal."""
    if not any(block.table is not None and not block.table.header for block in document.blocks):
        return document
    words = count_words(
        [b.text for b in document.blocks]
        + [cell.text for table in document.tables() for row in table.rows for cell in row.cells]
    )
    blocks = []
    number = 0
    for block, starts in gather(document.blocks):
        if block.table is not None:
            number += 1
            block = repair(block, starts, number, words)
        blocks.append(block)
    return Document(
        blocks=tuple(blocks),
        running=document.running,
        notes=document.notes,
        pages=document.pages,
        reader=document.reader,
    )
