"""From a page's own coordinates (y up, perhaps turned) to what a reader sees (y down from the top left)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

Matrix = tuple[float, float, float, float, float, float]
IDENTITY: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


def chain(inner: Matrix, outer: Matrix) -> Matrix:
    """First `inner`, then `outer`."""
    a, b, c, d, e, f = inner
    p, q, r, s, t, u = outer
    return (a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s, e * p + f * r + t, e * q + f * s + u)


def apply(matrix: Matrix, x: float, y: float) -> tuple[float, float]:
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f


@dataclass(frozen=True, slots=True)
class Space:
    """`matrix` takes page coordinates to seen ones; `width` and `height` are what is seen."""

    matrix: Matrix
    width: float
    height: float

    def box(self, left: float, bottom: float, right: float, top: float) -> tuple[float, float, float, float]:
        """A box as (x0, top, x1, bottom)."""
        xa, ya = apply(self.matrix, left, bottom)
        xb, yb = apply(self.matrix, right, top)
        return min(xa, xb), min(ya, yb), max(xa, xb), max(ya, yb)


def space_of(page: Any) -> Space:
    """The space of a pypdfium2 page."""
    left, bottom, right, top = page.get_bbox()
    turn = page.get_rotation() % 360
    matrix: Matrix
    if turn == 90:
        matrix = (0.0, 1.0, 1.0, 0.0, -bottom, -left)
    elif turn == 180:
        matrix = (-1.0, 0.0, 0.0, 1.0, right, -bottom)
    elif turn == 270:
        matrix = (0.0, -1.0, -1.0, 0.0, top, right)
    else:
        matrix = (1.0, 0.0, 0.0, -1.0, -left, top)
    width, height = right - left, top - bottom
    if turn in (90, 270):
        width, height = height, width
    return Space(matrix, max(width, 1.0), max(height, 1.0))
