"""Ruling lines to tables of cells, whether the lines were drawn in a PDF or found in an image."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

Stroke = tuple[float, float, float]
"""(position across, start, end): for a horizontal line (y, x0, x1), for a vertical one (x, y0, y1)."""


@dataclass(frozen=True, slots=True)
class RuledCell:
    """A cell over grid rows `row`..`row_end` - 1 and grid columns `col`..`col_end` - 1."""

    row: int
    row_end: int
    col: int
    col_end: int
    x0: float
    top: float
    x1: float
    bottom: float


@dataclass(frozen=True, slots=True)
class Ruled:
    """A table: edges of its grid and its cells in reading order."""

    xs: tuple[float, ...]
    ys: tuple[float, ...]
    cells: tuple[RuledCell, ...]

    @property
    def box(self) -> tuple[float, float, float, float]:
        return self.xs[0], self.ys[0], self.xs[-1], self.ys[-1]


def find_tables(
    horizontal: Sequence[Stroke], vertical: Sequence[Stroke], tolerance: float = 3.0
) -> list[Ruled]:
    """The tables that the lines form, top to bottom. Frames of a single cell are not tables."""
    across, down = _merge(horizontal, tolerance), _merge(vertical, tolerance)
    tables = []
    for h, v in _connected(across, down, tolerance):
        if len(h) >= 2 and len(v) >= 2:
            table = _grid(h, v, tolerance)
            if len(table.cells) > 1:
                tables.append(table)
    return sorted(_outermost(tables), key=lambda t: (t.ys[0], t.xs[0]))


def _merge(strokes: Sequence[Stroke], tolerance: float) -> list[Stroke]:
    """Pieces on one line that touch become one stroke; lines closer than the tolerance become one."""
    levels: list[list[Stroke]] = []
    for stroke in sorted(strokes):
        # against the first of the level, so that many close lines do not creep into one
        if levels and stroke[0] - levels[-1][0][0] <= tolerance:
            levels[-1].append(stroke)
        else:
            levels.append([stroke])
    merged = []
    for level in levels:
        at = sum(s[0] for s in level) / len(level)
        start, end = None, 0.0
        for _, a, b in sorted(level, key=lambda s: s[1]):
            if start is None:
                start, end = a, b
            elif a <= end + tolerance:
                end = max(end, b)
            else:
                merged.append((at, start, end))
                start, end = a, b
        if start is not None:
            merged.append((at, start, end))
    return merged


def _connected(
    across: list[Stroke], down: list[Stroke], tolerance: float
) -> list[tuple[list[Stroke], list[Stroke]]]:
    """Groups of lines that touch each other."""
    parent = list(range(len(across) + len(down)))

    def root(i: int) -> int:
        while parent[i] != i:
            parent[i] = parent[parent[i]]
            i = parent[i]
        return i

    for i, (y, x0, x1) in enumerate(across):
        for j, (x, y0, y1) in enumerate(down):
            if x0 - tolerance <= x <= x1 + tolerance and y0 - tolerance <= y <= y1 + tolerance:
                parent[root(i)] = root(len(across) + j)
    groups: dict[int, tuple[list[Stroke], list[Stroke]]] = {}
    for i, stroke in enumerate(across):
        groups.setdefault(root(i), ([], []))[0].append(stroke)
    for j, stroke in enumerate(down):
        groups.setdefault(root(len(across) + j), ([], []))[1].append(stroke)
    return list(groups.values())


def _levels(strokes: Sequence[Stroke], ends: Sequence[Stroke], tolerance: float) -> list[float]:
    """Distinct positions of lines, and the outer ends of the crossing ones where a side line is missing."""
    positions = sorted({s[0] for s in strokes})
    low, high = min(s[1] for s in ends), max(s[2] for s in ends)
    if low < positions[0] - 4 * tolerance:
        positions.insert(0, low)
    if high > positions[-1] + 4 * tolerance:
        positions.append(high)
    out: list[float] = []
    for position in positions:
        if not out or position - out[-1] > tolerance:
            out.append(position)
    return out


def _grid(h: list[Stroke], v: list[Stroke], tolerance: float) -> Ruled:
    ys, xs = _levels(h, v, tolerance), _levels(v, h, tolerance)
    rows, cols = len(ys) - 1, len(xs) - 1
    parent = list(range(rows * cols))

    def root(i: int) -> int:
        while parent[i] != i:
            parent[i] = parent[parent[i]]
            i = parent[i]
        return i

    for r in range(rows):
        for c in range(cols):
            if c + 1 < cols and not _covered(v, xs[c + 1], ys[r], ys[r + 1], tolerance):
                parent[root(r * cols + c + 1)] = root(r * cols + c)
            if r + 1 < rows and not _covered(h, ys[r + 1], xs[c], xs[c + 1], tolerance):
                parent[root((r + 1) * cols + c)] = root(r * cols + c)
    members: dict[int, list[tuple[int, int]]] = {}
    for r in range(rows):
        for c in range(cols):
            members.setdefault(root(r * cols + c), []).append((r, c))
    cells = []
    for places in members.values():
        r0, r1 = min(r for r, _ in places), max(r for r, _ in places) + 1
        c0, c1 = min(c for _, c in places), max(c for _, c in places) + 1
        cells.append(RuledCell(r0, r1, c0, c1, xs[c0], ys[r0], xs[c1], ys[r1]))
    return Ruled(tuple(xs), tuple(ys), tuple(sorted(cells, key=lambda cell: (cell.row, cell.col))))


def _covered(strokes: list[Stroke], at: float, start: float, end: float, tolerance: float) -> bool:
    """Whether lines at this position cover most of the stretch."""
    drawn = sum(max(0.0, min(s[2], end) - max(s[1], start)) for s in strokes if abs(s[0] - at) <= tolerance)
    return drawn >= 0.6 * (end - start)


def _outermost(tables: list[Ruled]) -> list[Ruled]:
    """Without tables that lie inside a cell of another: their text belongs to that cell."""

    def inside(a: Ruled, b: Ruled) -> bool:
        ax0, atop, ax1, abottom = a.box
        bx0, btop, bx1, bbottom = b.box
        return (
            a is not b and ax0 >= bx0 - 1 and atop >= btop - 1 and ax1 <= bx1 + 1 and abottom <= bbottom + 1
        )

    return [t for t in tables if not any(inside(t, other) for other in tables)]
