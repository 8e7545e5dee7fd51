"""Word tables to rows of cells, one entry per column."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from thuocdo.documents.parsing.docx.names import DEL, SDT, SDT_CONTENT, TBL, TC, TC_PR, TR, TR_PR, VAL, P, W
from thuocdo.documents.parsing.docx.paragraphs import Line, Paragraphs, body_children
from thuocdo.documents.parsing.docx.styles import number
from thuocdo.documents.parsing.grid import columns, place
from thuocdo.documents.rules.blocks import Cell, Row, Source, Table
from thuocdo.documents.rules.wording import marker_of
from thuocdo.lib.errors import InputError

if TYPE_CHECKING:
    from lxml.etree import _Element


@dataclass(slots=True)
class RawCell:
    """A cell as printed: its lines, what hangs on them, and whether it continues the cell above."""

    lines: list[Line] = field(default_factory=list)
    text: str = ""
    continues: bool = False
    element: _Element | None = None


@dataclass(slots=True)
class RawTable:
    """Rows of (left, right, cell) in twentieths of a point, with the page of each row."""

    rows: list[list[tuple[float, float, RawCell]]]
    pages: list[int]
    deep: bool = False


def rows_of(table: _Element) -> Iterator[_Element]:
    """Rows that are not deleted, also inside content controls."""
    for child in body_children(table):
        if child.tag == TR:
            properties = child.find(TR_PR)
            if properties is None or properties.find(DEL) is None:
                yield child


def cells_of(row: _Element) -> Iterator[_Element]:
    for child in row:
        if child.tag == TC:
            yield child
        elif child.tag == SDT:
            inner = child.find(SDT_CONTENT)
            if inner is not None:
                yield from cells_of(inner)
        elif child.tag == W + "customXml":
            yield from cells_of(child)


class Tables:
    """Reads tables with the document's running state."""

    def __init__(self, paragraphs: Paragraphs, nesting: int) -> None:
        self._paragraphs = paragraphs
        self._nesting = nesting

    def read(self, table: _Element, depth: int = 1) -> RawTable:
        """The printed rows; `InputError` when tables are nested too deep."""
        if depth > self._nesting:
            raise InputError(
                f"Tệp có bảng lồng nhau quá {self._nesting} lớp nên không đọc. Hãy tách bảng rồi tải lên."
            )
        grid = table.find(W + "tblGrid")
        widths = [float(number(col.get(W + "w")) or 1) for col in grid] if grid is not None else []
        raw = RawTable([], [])
        for row in rows_of(table):
            raw.rows.append(self._row(row, widths, depth, raw))
        return raw

    def _row(
        self, row: _Element, widths: list[float], depth: int, raw: RawTable
    ) -> list[tuple[float, float, RawCell]]:
        paragraphs = self._paragraphs
        start = paragraphs.page
        end = start
        first: int | None = None
        at = _skip(row, "gridBefore")
        placed = []
        for cell in cells_of(row):
            properties = cell.find(TC_PR)
            span = _span(properties)
            # a row cut by a page break turns the page once in each of its cells
            paragraphs.page = start
            read = self._cell(cell, properties, depth)
            if first is None and read.text:
                first = next((line.page for line in read.lines if printed_text(line)), start)
            end = max(end, paragraphs.page)
            placed.append((_edge(widths, at), _edge(widths, at + span), read))
            at += span
        paragraphs.page = end
        raw.pages.append(first if first is not None else start)
        return placed

    def _cell(self, cell: _Element, properties: _Element | None, depth: int) -> RawCell:
        merge = None if properties is None else properties.find(W + "vMerge")
        read = RawCell(continues=merge is not None and merge.get(VAL) != "restart", element=cell)
        parts: list[str] = []
        for child in body_children(cell):
            if child.tag == P:
                for line in self._paragraphs.read(child):
                    read.lines.append(line)
                    text = printed_text(line)
                    if text:
                        parts.append(text)
            elif child.tag == TBL:
                inner = self.read(child, depth + 1)
                parts.extend(filter(None, (" ".join(c.text for _, _, c in r if c.text) for r in inner.rows)))
        read.text = "\n".join(parts)
        return read


def printed_text(line: Line) -> str:
    """A line as it stands in a cell: with its marker, or the marker alone in a column of numbers."""
    if not line.printed:
        return line.text
    if line.text:
        return f"{line.printed} {line.text}"
    marker = marker_of(line.printed) or ""
    return marker if marker[:1].isalnum() else ""


def to_table(raw: RawTable, number_: int, *, paged: bool) -> Table:
    """The raw table with one cell per column; cells that continue the one above are blank and marked."""
    edges = columns(
        [row for row in raw.rows if any(cell.text for _, _, cell in row)] or raw.rows, tolerance=60
    )
    rows = []
    for index, row in enumerate(raw.rows):
        page = raw.pages[index] if paged else None
        cells = [Cell("", Source(page, None, number_, index + 1, c + 1)) for c in range(len(edges) - 1)]
        for first, span, item in place(row, edges):
            before = cells[first]
            text = f"{before.text}\n{item.text}".strip("\n") if before.text else item.text
            inherited = item.continues and not text
            cells[first] = Cell(text, before.source, inherited=inherited, colspan=max(before.colspan, span))
        rows.append(Row(tuple(cells), Source(page, None, number_, index + 1)))
    source = Source(raw.pages[0] if paged and raw.pages else None, None, number_)
    return Table((), tuple(rows), number_, source)


def _span(properties: _Element | None) -> int:
    found = None if properties is None else properties.find(W + "gridSpan")
    span = number(found.get(VAL)) if found is not None else 1
    return min(max(span or 1, 1), 200)


def _skip(row: _Element, name: str) -> int:
    properties = row.find(TR_PR)
    found = None if properties is None else properties.find(W + name)
    return min(max((number(found.get(VAL)) if found is not None else 0) or 0, 0), 200)


def _edge(widths: list[float], at: int) -> float:
    """The place of grid line `at`; columns the grid does not declare are an inch wide."""
    return sum(widths[:at]) + 1440.0 * max(at - len(widths), 0)
