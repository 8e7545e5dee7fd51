"""Which tables of a document are pieces of one, and what stands between them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from rapidfuzz import fuzz

from thuocdo.documents.rules.blocks import Block, BlockKind, Row, Table
from thuocdo.documents.rules.tables.headers import looks_like_header, same_header, split_header
from thuocdo.lib.text import fold

_TITLES = 4  # text blocks before a table that a page may print again


@dataclass(slots=True)
class _Group:
    """The pieces of one table so far."""

    block: Block
    rows: list[Row]
    titles: tuple[str, ...]
    header: tuple[str, ...]
    width: int
    starts: set[int] = field(default_factory=set)  # rows that begin a page
    notes: list[Block] = field(default_factory=list)
    only_header: bool = False

    def finished(self) -> tuple[Block, frozenset[int]]:
        table = self.block.table
        assert table is not None  # noqa: S101  # groups are made of table blocks
        return replace(self.block, table=replace(table, rows=tuple(self.rows))), frozenset(self.starts)


def gather(blocks: Iterable[Block]) -> Iterator[tuple[Block, frozenset[int]]]:
    """Blocks in order; a table is yielded once, with all its printed rows and which of them start a page.

    Repeated titles between pieces are dropped; footnotes between them follow the table.
    """
    group: _Group | None = None
    between: list[Block] = []
    titles: list[str] = []
    for block in blocks:
        table = block.table
        if table is None:
            if group is not None:
                between.append(block)
            else:
                titles.append(fold(block.text))
                yield block, frozenset()
            continue
        if group is not None and _joins(group, table, between):
            _add(group, block, between)
            between = []
            continue
        if group is not None:
            yield from _close(group, between)
            titles = [fold(b.text) for b in between]
            between = []
        group = _open(block, table, titles[-_TITLES:])
        titles = []
    if group is not None:
        yield from _close(group, between)


def _close(group: _Group, between: list[Block]) -> Iterator[tuple[Block, frozenset[int]]]:
    yield group.finished()
    for note in [*group.notes, *between]:
        yield note, frozenset()


def _open(block: Block, table: Table, titles: list[str]) -> _Group:
    header, used = (table.header, 0) if table.header else split_header(table.rows)
    width = max((len(row.cells) for row in table.rows), default=len(header))
    return _Group(
        block,
        list(table.rows),
        tuple(titles),
        header,
        width,
        only_header=bool(header) and used == len(table.rows),
    )


def _joins(group: _Group, table: Table, between: list[Block]) -> bool:
    """Whether a further table goes on the group."""
    if not table.rows or table.header or (group.block.table is not None and group.block.table.header):
        return False
    texts = [block for block in between if block.kind is not BlockKind.FOOTNOTE]
    if any(not _repeats(block, group.titles) for block in texts):
        return False
    width = max(len(row.cells) for row in table.rows)
    first = table.rows[0].cells
    if group.only_header:
        return width >= group.width and not texts
    printed = group.header and (
        same_header(first, group.header[: len(first)]) or same_header(first, group.rows[0].texts())
    )
    if printed:
        return abs(width - group.width) <= 1
    if texts or width != group.width or width < 3:
        return False
    return not looks_like_header(first)


def _repeats(block: Block, titles: tuple[str, ...]) -> bool:
    text = fold(block.text)
    return any(fuzz.ratio(text, title) >= 88 for title in titles)


def _add(group: _Group, block: Block, between: list[Block]) -> None:
    table = block.table
    assert table is not None  # noqa: S101  # asked by the caller
    if group.only_header:
        # the header row lost its spans in print: its second row stands in the next piece
        header, used = split_header([*group.rows, *table.rows])
        group.header = header or group.header
        group.width = max(len(row.cells) for row in table.rows)
        group.only_header = used == len(group.rows) + len(table.rows)
    else:
        group.starts.add(len(group.rows))
    group.rows.extend(table.rows)
    group.notes.extend(b for b in between if b.kind is BlockKind.FOOTNOTE)
    if group.block.lines and block.lines:
        group.block = replace(group.block, lines=(group.block.lines[0], block.lines[1]))
