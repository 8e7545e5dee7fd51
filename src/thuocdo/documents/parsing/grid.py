"""Cells with their left and right edges to columns, for tables whose rows do not share one grid.

Word and PDF tables carry edges that differ from row to row (somebody dragged a border), so the number
of edges is not the number of columns. The pattern that explains most cells is taken as the columns.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from typing import TypeVar

Item = TypeVar("Item")
Spanned = tuple[float, float, Item]
Placed = tuple[int, int, Item]


def columns(rows: Sequence[Sequence[Spanned[Item]]], tolerance: float) -> list[float]:
    """The edges of the columns, n + 1 for n columns.

    Patterns equal within the tolerance count together; a row whose cells are all blank should be left out
    by the caller if it could outvote the others.
    """
    patterns: Counter[tuple[float, ...]] = Counter()
    for row in rows:
        if row:
            edges = (row[0][0], *(cell[1] for cell in row))
            key = next((p for p in patterns if _same(p, edges, tolerance)), edges)
            patterns[key] += 1
    if not patterns:
        return []
    best = max(patterns, key=lambda p: (patterns[p] * (len(p) - 1), len(p)))
    return list(best)


def _same(a: tuple[float, ...], b: tuple[float, ...], tolerance: float) -> bool:
    return len(a) == len(b) and all(abs(x - y) <= tolerance for x, y in zip(a, b, strict=True))


def place(row: Sequence[Spanned[Item]], edges: list[float]) -> list[Placed[Item]]:
    """Each cell of a row as (first column, columns spanned, item); several cells may share a column."""
    count = len(edges) - 1
    if len(row) == count:
        return [(index, 1, cell[2]) for index, cell in enumerate(row)]
    placed = []
    for left, right, item in row:
        first = min(_nearest(edges, left), count - 1)
        last = max(_nearest(edges, right), first + 1)
        placed.append((first, last - first, item))
    return placed


def _nearest(edges: list[float], value: float) -> int:
    at = bisect_left(edges, value)
    if at == 0:
        return 0
    if at == len(edges):
        return at - 1
    return at if edges[at] - value < value - edges[at - 1] else at - 1
