"""Rows that a page break cut, told by their places.

In the first half the cells that go on are filled down to the break, the others end above it; in the second
half just the cells that go on hold text. Where all cells are equally long the places say nothing, and
`rules.tables` decides by the wording.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from rapidfuzz import fuzz

from thuocdo.documents.parsing.layout.cells import Filled, Piece
from thuocdo.lib.text import fold

HEAD_ROWS = 3  # printed header rows are at most so many


def join_cut_rows(pieces: Sequence[Piece]) -> None:
    """Move the second halves of cut rows to the first ones, in place.

    `pieces` are the printed parts of one table, on pages that follow each other.
    """
    head = [_text(row) for row in _rows(pieces[0])[:HEAD_ROWS]]
    open_row = _last(pieces[0])
    for piece in pieces[1:]:
        rows = [row for row in _rows(piece) if any(cell.lines for cell in row)]
        repeated = 0
        while repeated < min(len(rows), len(head)) and _same(
            _text(rows[repeated]), head[repeated], scanned=piece.page.scanned
        ):
            repeated += 1
        rest = rows[repeated:]
        if not rest:
            continue
        if open_row is not None and _is_rest(open_row, rest[0]):
            _move(open_row, rest[0], piece)
            if len(rest) == 1:
                continue  # perhaps cut once more: the first half stays open
        open_row = rest[-1]


def _rows(piece: Piece) -> list[list[Filled]]:
    rows: list[list[Filled]] = [[] for _ in range(len(piece.ruled.ys) - 1)]
    for cell in piece.filled:
        rows[cell.cell.row].append(cell)
    return rows


def _last(piece: Piece) -> list[Filled] | None:
    filled = [row for row in _rows(piece) if any(cell.lines for cell in row)]
    return filled[-1] if filled else None


def _text(row: list[Filled]) -> str:
    return fold(" | ".join(" ".join(line.text for line in cell.lines) for cell in row))


def _same(first: str, second: str, *, scanned: bool) -> bool:
    """Equal, in scans but for slips of recognition."""
    if first == second or not scanned:
        return first == second
    figures = [re.findall(r"\d+", text) for text in (first, second)]
    return len(first) > 20 and figures[0] == figures[1] and fuzz.ratio(first, second) >= 88


def _pairs(first: list[Filled], second: list[Filled]) -> list[tuple[Filled, Filled]] | None:
    """Cells of one column; None when the rows do not have the same columns."""
    pairs = []
    for below in second:
        above = next(
            (c for c in first if abs(c.cell.x0 - below.cell.x0) < 5 and abs(c.cell.x1 - below.cell.x1) < 5),
            None,
        )
        if above is None:
            if below.lines:
                return None
            continue
        pairs.append((above, below))
    return pairs


def _is_rest(first: list[Filled], second: list[Filled]) -> bool:
    pairs = _pairs(first, second)
    if not pairs:
        return False
    ends = [cell.lines[-1] for cell in first if cell.lines]
    if not ends:
        return False
    page = max(line.page for line in ends)
    lowest = max(line.bottom for line in ends if line.page == page)
    short = sum(1 for line in max((cell.lines for cell in first), key=len) if line.page == page) <= 2
    went_on = moved = ended = left = 0
    for above, below in pairs:
        last = above.lines[-1] if above.lines else None
        full = last is not None and last.page == page and last.bottom > lowest - 0.6 * last.size
        if below.lines:
            if last is None and short:
                moved += 1  # two lines would not have had room: the text went to the next page whole
            elif not full:
                return False
            else:
                went_on += 1
        elif last is not None:
            left += 1
            ended += not full
    if went_on + moved == 0:
        return False
    return ended > 0 or (moved > 1 and went_on == 0 and left > 0)


def _move(first: list[Filled], second: list[Filled], piece: Piece) -> None:
    for above, below in _pairs(first, second) or []:
        above.lines.extend(below.lines)
        below.lines.clear()
        above.halves.append((piece.page, below.cell))
