"""A read document made ready for the compiler: tables repaired, layout tables opened, paragraphs joined."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from thuocdo.documents.rules.blocks import Block, BlockKind, Cell, Document, Source, Table
from thuocdo.documents.rules.joining import join_cut
from thuocdo.documents.rules.tables import repair_tables
from thuocdo.documents.rules.wording import is_upper, kind_of, mark_signature, split_marker

_LAYOUT = re.compile(
    r"cộng h[òo]a xã hội|độc lập\s*[-–]\s*tự do|^số\s*:|nơi nhận|^t/?m\.|^kt\.|^\W*(phó )?chủ tịch\W*$",
    re.IGNORECASE | re.MULTILINE,
)

_PART_ALONE = re.compile(r"(?:phần|chương)\s+(?:[ivxl]+|\d+|thứ \w+)\s*[.:]?", re.IGNORECASE)


def prepare(document: Document) -> tuple[Block, ...]:
    """The blocks in reading order, every marker apart from its text, signature parts marked."""
    repaired = repair_tables(document)
    opened = [part for block in repaired.blocks for part in _opened(block)]
    return tuple(mark_signature(list(_with_part_titles(join_cut(map(_with_marker, opened))))))


def _with_part_titles(blocks: Sequence[Block]) -> Iterator[Block]:
    """ "PHẦN II" and the title printed on the line below it are one line."""
    waiting: Block | None = None
    for block in blocks:
        if waiting is not None:
            if block.table is None and block.marker is None and is_upper(block.text):
                yield replace(waiting, text=f"{waiting.text} {block.text}")
                waiting = None
                continue
            yield waiting
            waiting = None
        if block.table is None and block.marker is None and _PART_ALONE.fullmatch(block.text):
            waiting = block
        else:
            yield block
    if waiting is not None:
        yield waiting


def _opened(block: Block) -> Iterator[Block]:
    """A table that only places the letterhead or the signature is read as paragraphs, column by column."""
    table = block.table
    if table is None or not _is_layout(table):
        yield block
        return
    width = max(len(row.cells) for row in table.rows)
    for column in range(width):
        for row in table.rows:
            if column < len(row.cells) and not row.cells[column].inherited:
                yield from _paragraphs(row.cells[column], block)


def _is_layout(table: Table) -> bool:
    if (
        table.header
        or not table.rows
        or len(table.rows) > 12
        or max(len(row.cells) for row in table.rows) > 4
    ):
        return False
    return any(_LAYOUT.search(cell.text) for row in table.rows for cell in row.cells)


def _paragraphs(cell: Cell, block: Block) -> Iterator[Block]:
    for line in cell.text.split("\n"):
        if line:
            source = Source(page=cell.source.page, line=cell.source.line, confidence=cell.source.confidence)
            yield Block(BlockKind.PARAGRAPH, line, source, lines=block.lines)


def _with_marker(block: Block) -> Block:
    if block.marker is not None or block.table is not None or block.kind is BlockKind.FOOTNOTE:
        return block
    marker, rest = split_marker(block.text)
    if marker is None or is_upper(block.text) != is_upper(rest):
        return block
    made = replace(block, text=rest, marker=marker)
    if block.kind is BlockKind.SIGNATURE:
        return made
    return replace(
        made, kind=kind_of(rest, marker, level=block.level, bold=block.bold, centred=block.centred)
    )
