"""The text of table cells, and ruled tables as raw `Table`s."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from thuocdo.documents.parsing.grid import columns, place
from thuocdo.documents.parsing.layout.lines import to_lines
from thuocdo.documents.parsing.layout.mending import mend
from thuocdo.documents.parsing.layout.page import Line, Page, Word, unsure_words
from thuocdo.documents.parsing.layout.ruled import Ruled, RuledCell
from thuocdo.documents.rules.blocks import Cell, Row, Source, Table
from thuocdo.documents.rules.wording import split_marker
from thuocdo.lib.text import clean

_CLOSED = re.compile(r"[.;:!?]$")


@dataclass(slots=True)
class Filled:
    """A ruled cell with its lines; `halves`: where the cell goes on on later pages."""

    lines: list[Line]
    cell: RuledCell
    halves: list[tuple[Page, RuledCell]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Piece:
    """What one page prints of a table."""

    page: Page
    ruled: Ruled
    filled: list[Filled]


def take_words(page: Page) -> tuple[list[Word], list[Piece]]:
    """The words outside tables, and the tables with the lines of their cells."""
    free: list[Word] = []
    held: dict[tuple[int, int], list[Word]] = {}
    for word in page.words:
        place_ = _cell_of(page.tables, (word.x0 + word.x1) / 2, word.middle)
        if place_ is None:
            free.append(word)
        else:
            held.setdefault(place_, []).append(word)
    pieces = []
    for t, table in enumerate(page.tables):
        cells = [
            Filled(to_lines(held.get((t, c), ()), page.number), cell) for c, cell in enumerate(table.cells)
        ]
        pieces.append(Piece(page, table, cells))
    return free, pieces


def _cell_of(tables: Sequence[Ruled], x: float, y: float) -> tuple[int, int] | None:
    """The table and cell around a point; a point on a line belongs to the nearest cell."""
    for slack in (0.0, 2.0):
        for t, table in enumerate(tables):
            x0, top, x1, bottom = table.box
            if x0 - slack <= x <= x1 + slack and top - slack <= y <= bottom + slack:
                for c, cell in enumerate(table.cells):
                    across = cell.x0 - slack <= x < cell.x1 + slack
                    if across and cell.top - slack <= y < cell.bottom + slack:
                        return t, c
    return None


def to_table(piece: Piece, number: int, words: Counter[str]) -> Table:
    """Rows as printed, one cell per column; a cell under a vertical merge is blank and marked."""
    page, ruled, filled = piece.page, piece.ruled, piece.filled
    padding = _padding(filled)
    printed: list[list[tuple[float, float, tuple[Filled, bool]]]] = [[] for _ in range(len(ruled.ys) - 1)]
    for item in filled:
        cell = item.cell
        for row in range(cell.row, cell.row_end):
            printed[row].append((cell.x0, cell.x1, (item, row > cell.row)))
    for row_cells in printed:
        row_cells.sort(key=lambda c: c[0])
    edges = columns([row for row in printed if any(c[2][0].lines for c in row)] or printed, tolerance=4.0)
    rows: list[Row] = []
    for spans in printed:
        if not any(item.lines and not below for _, _, (item, below) in spans):
            continue
        rows.append(_row(page, spans, edges, number, len(rows) + 1, padding, words))
    return Table((), tuple(rows), number, Source(page.number, None, number, box=_share(page, *ruled.box)))


def _row(
    page: Page,
    spans: list[tuple[float, float, tuple[Filled, bool]]],
    edges: list[float],
    table: int,
    row: int,
    padding: float,
    words: Counter[str],
) -> Row:
    cells = [Cell("", Source(page.number, None, table, row, c + 1)) for c in range(len(edges) - 1)]
    certainty: list[float] = []
    top, bottom = min(s[2][0].cell.top for s in spans), max(s[2][0].cell.bottom for s in spans)
    for first, span, (item, below) in place(spans, edges):
        text = (
            ""
            if below
            else cell_text(item.lines, item.cell.x1 - item.cell.x0 - 2 * padding, words, scanned=page.scanned)
        )
        confidence = min((line.confidence for line in item.lines), default=1.0) if not below else 1.0
        certainty.append(confidence)
        before = cells[first].text
        unsure = () if below else unsure_words(item.lines)
        box = _share(page, item.cell.x0, item.cell.top, item.cell.x1, item.cell.bottom)
        cells[first] = Cell(
            f"{before}\n{text}".strip("\n"),
            Source(page.number, None, table, row, first + 1, box, confidence),
            inherited=below and not before,
            colspan=span,
            unsure=(*cells[first].unsure, *unsure),
        )
    x0, x1 = min(s[0] for s in spans), max(s[1] for s in spans)
    top = max((s[2][0].cell.top for s in spans if not s[2][1]), default=top)
    box = _share(page, x0, top, x1, bottom)
    source = Source(page.number, None, table, row, None, box, min(certainty, default=1.0))
    return Row(tuple(cells), source, joined=_halves(source, spans))


def _halves(source: Source, spans: Sequence[tuple[float, float, tuple[Filled, bool]]]) -> tuple[Source, ...]:
    """The places of the halves of a cut row, the first one's included; empty for a whole row."""
    later: dict[int, list[RuledCell]] = {}
    pages: dict[int, Page] = {}
    for _, _, (item, below) in spans:
        if not below:
            for page, cell in item.halves:
                later.setdefault(page.number, []).append(cell)
                pages[page.number] = page
    if not later:
        return ()
    parts = [source]
    for number, cells in sorted(later.items()):
        box = _share(
            pages[number],
            min(c.x0 for c in cells),
            min(c.top for c in cells),
            max(c.x1 for c in cells),
            max(c.bottom for c in cells),
        )
        parts.append(Source(number, None, source.table, None, None, box, source.confidence))
    return tuple(parts)


def _share(page: Page, x0: float, top: float, x1: float, bottom: float) -> tuple[float, float, float, float]:
    def part(value: float, whole: float) -> float:
        return round(min(max(value / whole, 0.0), 1.0), 4)

    return part(x0, page.width), part(top, page.height), part(x1, page.width), part(bottom, page.height)


def _padding(filled: list[Filled]) -> float:
    """The blank that cells keep at their sides: the least seen."""
    seen = [line.x0 - item.cell.x0 for item in filled for line in item.lines]
    return min(max(min(seen, default=2.0), 0.0), 8.0)


def cell_text(lines: Sequence[Line], width: float, words: Counter[str], *, scanned: bool = False) -> str:
    """Lines of a cell as text: paragraphs by newlines, wrapped lines joined, cut words mended."""
    text = ""
    before: Line | None = None
    for line in lines:
        if before is None:
            text = line.text
        elif _ends(before, line, width, scanned=scanned):
            text += f"\n{line.text}"
        elif len(before.words) == 1 and _fills(before, line, width):
            text = mend(text, line.text, words)
        elif re.search(r"(://|[\w)][-/])$", text) and re.match(r"\w", line.text):
            text += line.text
        else:
            text += f" {line.text}"
        before = line
    return "\n".join(filter(None, map(clean, text.split("\n"))))


def _ends(before: Line, line: Line, width: float, *, scanned: bool) -> bool:
    """Whether a paragraph of the cell ends with the line before."""
    first = line.words[0]
    needed = first.x1 - first.x0 + 0.25 * before.size
    free = width - (before.x1 - before.x0)
    closed = bool(_CLOSED.search(before.text))
    marked = split_marker(line.text)[0] is not None
    if marked and (closed or free > needed):
        return True
    if scanned:
        return closed and free > 1.5 * needed
    return free > needed + 0.5 * before.size


def _fills(before: Line, line: Line, width: float) -> bool:
    """Whether the line before is one word so wide that not one more letter had room: it may have been cut."""
    first = line.words[0]
    letter = (first.x1 - first.x0) / len(first.text)
    return width - (before.x1 - before.x0) < 1.6 * letter + 1.5
