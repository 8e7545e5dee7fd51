"""Rows whose cells stand in the wrong column."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from thuocdo.documents.rules.blocks import Cell, Row
from thuocdo.documents.rules.tables.profile import Profile

GAIN = 4.0  # how much better (natural logarithm) a moved row must fit before it is moved
TWICE = 2.5  # the same where a cell is printed twice side by side: a trace of the shift in itself


def realign(row: Row, width: int, profile: Profile) -> Row:
    """The row with `width` cells in the columns where they fit best, marked `shifted` when they were moved.

    A moved row keeps its texts: only blanks move, and a cell printed twice side by side is printed once.
    """
    cells = list(row.cells)
    plain = _fill(cells, width, row)
    if profile.rows < 4 or row.shifted:
        return replace(row, cells=tuple(plain))
    here = profile.fit([cell.text for cell in plain])
    best, gain = plain, 0.0
    for candidate, needed in _candidates(cells, width, row):
        better = profile.fit([cell.text for cell in candidate]) - here
        if better >= needed and better > gain:
            best, gain = candidate, better
    if best is plain:
        return replace(row, cells=tuple(plain))
    return replace(row, cells=tuple(best), shifted=True, twin=row.twin or _has_twins(cells))


def _has_twins(cells: Sequence[Cell]) -> bool:
    """A long text printed twice side by side."""
    return any(len(one.text) > 40 and one.text == other.text for one, other in pairwise(cells))


def _fill(cells: Sequence[Cell], width: int, row: Row) -> list[Cell]:
    return [*cells[:width], *[Cell("", row.source)] * (width - len(cells))]


def _candidates(cells: list[Cell], width: int, row: Row) -> Iterator[tuple[list[Cell], float]]:
    """Ways to move the cells, each with the gain it must bring."""
    blank = Cell("", row.source)
    if len(cells) < width:
        for at in range(len(cells) + 1):
            yield _fill([*cells[:at], blank, *cells[at:]], width, row), GAIN / 4
        return
    for at in range(width - 1):
        if len(cells[at].text) > 40 and cells[at].text == cells[at + 1].text:
            without = [*cells[:at], *cells[at + 1 :]]
            for to in range(width):
                yield [*without[:to], blank, *without[to:]], TWICE
    empty = [at for at, cell in enumerate(cells) if not cell.text and not cell.inherited]
    for out in empty:
        without = [*cells[:out], *cells[out + 1 :]]
        for to in range(width):
            if to != out:
                yield [*without[:to], blank, *without[to:]], GAIN
