"""Tables in plain text: lines with tabs, and Markdown tables with pipes."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from thuocdo.documents.rules.blocks import Cell, Row, Source
from thuocdo.documents.rules.markup import plain_cell

_DASHES = re.compile(r"^\s*:?-{2,}:?\s*$")
_PIPE_ROW = re.compile(r"^\s*\|.*\|\s*$")
_MARKED = re.compile(r"^\s*([-–•+*]|\d{1,2}[.)]|[a-zđ]\)|[IVX]+\.)\t")


@dataclass(frozen=True, slots=True)
class TableLine:
    number: int
    page: int | None
    raw: str


def table_lines(lines: Sequence[str]) -> list[bool]:
    """For each line of a run without blank lines: whether it belongs to a table."""
    tabs = [_inner_tabs(line) for line in lines]
    sure = [count >= 2 or _is_pipe(line) for count, line in zip(tabs, lines, strict=True)]
    for at, line in enumerate(lines):
        if sure[at] or not tabs[at]:
            continue
        beside = [tabs[i] for i in (at - 1, at + 1) if 0 <= i < len(lines)]
        # two columns only: a neighbour of the same form must confirm that the tab is no mere gap
        sure[at] = tabs[at] in beside and not _MARKED.match(line)
    return _with_torn_rows(lines, sure, tabs)


def _inner_tabs(line: str) -> int:
    """Tabs between cells; a line that is only indented, or a list marker followed by a tab, has none."""
    if line.lstrip("\t").count("\t") == 0 and line.count("\t") < 2:
        return 0
    if line.count("\t") == 1 and _MARKED.match(line):
        return 0
    return line.count("\t")


def _is_pipe(line: str) -> bool:
    return bool(_PIPE_ROW.match(line)) and line.count("|") >= 3


def _with_torn_rows(lines: Sequence[str], sure: list[bool], tabs: list[int]) -> list[bool]:
    """Lines between two parts of a row whose cell holds a line end belong to the table as well."""
    full = max(tabs, default=0)
    for at in range(1, len(lines)):
        if sure[at] or not sure[at - 1] or not 0 < tabs[at - 1] < full:
            continue
        end = at
        while end < len(lines) and not tabs[end]:
            end += 1
        if end < len(lines) and tabs[at - 1] + tabs[end] == full:
            sure[at:end] = [True] * (end - at)
    return sure


def read_table(lines: Sequence[TableLine], number: int) -> tuple[Row, ...]:
    """The printed rows of one run of table lines, cell by cell; rules of dashes are dropped."""
    full = max(line.raw.count("\t") for line in lines)
    rows: list[Row] = []
    waiting: TableLine | None = None
    for line in lines:
        if waiting is not None:
            line = TableLine(waiting.number, waiting.page, f"{waiting.raw}\n{line.raw}")
            waiting = None
        if not _is_pipe(line.raw) and 0 < line.raw.count("\t") < full and _goes_on(line, lines, full):
            waiting = line
            continue
        cells = _cells(line.raw)
        if any(cells) and all(not cell or _DASHES.match(cell) for cell in cells):
            continue
        rows.append(_row(line, cells, number, len(rows) + 1))
    return tuple(rows)


def _goes_on(line: TableLine, lines: Sequence[TableLine], full: int) -> bool:
    """Whether the row is torn: with the lines that follow it has just the number of cells of the others."""
    tabs = line.raw.count("\t")
    last = line.number + line.raw.count("\n")
    for after in (other for other in lines if other.number > last):
        more = after.raw.count("\t")
        if more:
            return tabs + more == full and after.number > last
    return False


def _cells(raw: str) -> list[str]:
    if _is_pipe(raw):
        inner = raw.strip()[1:-1].replace("\\|", "\ue001")
        return [cell.replace("\ue001", "|") for cell in inner.split("|")]
    return raw.rstrip("\r\n").split("\t")


def _row(line: TableLine, cells: Sequence[str], table: int, row: int) -> Row:
    source = Source(page=line.page, line=line.number, table=table, row=row)
    return Row(
        cells=tuple(
            Cell(plain_cell(cell), Source(page=line.page, line=line.number, table=table, row=row, cell=at))
            for at, cell in enumerate(cells, 1)
        ),
        source=source,
    )
