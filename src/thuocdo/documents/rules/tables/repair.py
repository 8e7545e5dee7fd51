"""The repairs of one table, in order: header, sections, shifts, page cuts, vertical merges."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from thuocdo.documents.rules.blocks import Block, Cell, Row, Source, Table
from thuocdo.documents.rules.tables.cuts import belongs_to_row_above, join_rows, return_tails
from thuocdo.documents.rules.tables.headers import is_column_numbers, same_header, split_header
from thuocdo.documents.rules.tables.merges import inherit, repeat_marked
from thuocdo.documents.rules.tables.profile import Profile, profile_of
from thuocdo.documents.rules.tables.sections import is_section
from thuocdo.documents.rules.tables.shifts import realign


@dataclass(slots=True)
class Line:
    """A printed row while it is repaired; `starts`: it begins a page."""

    row: Row
    starts: bool


def repair(block: Block, starts: frozenset[int], number: int, words: Counter[str]) -> Block:
    """The block with its table repaired and numbered; a table that was repaired before stays."""
    table = block.table
    if table is None or table.header:
        return block
    header, used = split_header(table.rows)
    lines = _body(table.rows, used, header, starts)
    width = max([len(header), *(len(line.row.cells) for line in lines)], default=0)
    rows = [line.row for line in lines]
    if width >= 3 or header:
        rows = _repaired(lines, header, width, words)
    rows = [_numbered(row, number, at) for at, row in enumerate(rows, 1)]
    source = replace(table.source, table=number)
    made = Table(header=header, rows=tuple(rows), number=number, source=source)
    return replace(block, table=made, source=replace(block.source, table=number))


def _body(rows: Sequence[Row], used: int, header: tuple[str, ...], starts: frozenset[int]) -> list[Line]:
    """Rows without the header and its repetitions, and without blank ones; each knows whether it begins a page."""
    lines: list[Line] = []
    begins = False
    after_header = False
    for at, row in enumerate(rows[used:], used):
        begins = begins or at in starts
        if header and (same_header(row.cells, header[: len(row.cells)]) or _repeats(row, rows[:used])):
            begins, after_header = True, True
            continue
        if after_header and is_column_numbers(row.cells):
            continue
        after_header = False
        if not any(cell.text for cell in row.cells):
            continue
        lines.append(Line(row, begins))
        begins = False
    return lines


def _repeats(row: Row, printed: Sequence[Row]) -> bool:
    """Whether a row is one of several printed header rows again."""
    return len(printed) > 1 and any(same_header(row.cells, above.texts()) for above in printed)


def _repaired(lines: list[Line], header: tuple[str, ...], width: int, words: Counter[str]) -> list[Row]:
    wide = [
        replace(line, row=_padded(line.row, width)) if len(line.row.cells) > width else line for line in lines
    ]
    plain = _profile(wide, width)
    marked: list[Line] = []
    for at, line in enumerate(wide):
        following = wide[at + 1].row if at + 1 < len(wide) else None
        if is_section(line.row, width, following, plain, starts=line.starts):
            marked.append(Line(replace(_padded(line.row, width), section=True), line.starts))
        else:
            marked.append(line)
    profile = _profile([line for line in marked if not line.row.section], width)
    aligned = [
        line if line.row.section else Line(realign(line.row, width, profile), line.starts) for line in marked
    ]
    rows: list[Row] = []
    for line in aligned:
        previous = rows[-1] if rows else None
        if previous is not None and line.starts and not line.row.section and not previous.section:
            if belongs_to_row_above(previous, line.row, profile):
                rows[-1] = join_rows(previous, line.row, profile, words)
                continue
            rows[-1], row = return_tails(previous, line.row, words)
            rows.append(row)
            continue
        rows.append(line.row)
    return repeat_marked(inherit(rows, profile, header))


def _profile(lines: Sequence[Line], width: int) -> Profile:
    texts = [line.row.texts() for line in lines]
    # rows that begin a page may be halves: they say nothing about the columns
    whole = [line.row.texts() for line in lines if not line.starts]
    return profile_of(whole if len(whole) >= 3 else texts, width)


def _padded(row: Row, width: int) -> Row:
    if len(row.cells) >= width:
        return replace(row, cells=row.cells[:width])
    blank = Cell("", row.source)
    return replace(row, cells=(*row.cells, *[blank] * (width - len(row.cells))))


def _numbered(row: Row, table: int, number: int) -> Row:
    def at(source: Source) -> Source:
        return replace(source, table=table, row=number)

    return replace(
        row, source=at(row.source), cells=tuple(replace(cell, source=at(cell.source)) for cell in row.cells)
    )
