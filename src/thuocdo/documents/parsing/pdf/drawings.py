"""Ruling lines and pictures of a page."""

from __future__ import annotations

import ctypes
import itertools
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pypdfium2.raw as pdfium

from thuocdo.documents.parsing.layout.ruled import Stroke
from thuocdo.documents.parsing.pdf.space import IDENTITY, Matrix, Space, apply, chain

THIN = 3.0  # points: a filled strip no thicker is a line
SHORT = 2.0
MANY = 60_000  # objects on one page past which drawings are not looked at (maps, plans)


@dataclass(slots=True)
class Drawings:
    """Strokes seen on the page, and the share of the page that pictures cover (0..1)."""

    horizontal: list[Stroke] = field(default_factory=list)
    vertical: list[Stroke] = field(default_factory=list)
    pictures: float = 0.0


def read_drawings(page: Any, space: Space) -> Drawings:
    """All axis-parallel lines, thin filled strips and frames of the page."""
    found = Drawings()
    for handle, matrix in _objects(page.raw):
        kind = pdfium.FPDFPageObj_GetType(handle)
        if kind == pdfium.FPDF_PAGEOBJ_PATH:
            _path(handle, chain(_matrix(handle), chain(matrix, space.matrix)), found)
        elif kind == pdfium.FPDF_PAGEOBJ_IMAGE:
            corners = [
                apply(chain(_matrix(handle), chain(matrix, space.matrix)), x, y)
                for x in (0, 1)
                for y in (0, 1)
            ]
            xs = [min(max(x, 0.0), space.width) for x, _ in corners]
            ys = [min(max(y, 0.0), space.height) for _, y in corners]
            found.pictures += (max(xs) - min(xs)) * (max(ys) - min(ys)) / (space.width * space.height)
    return found


def _objects(page: Any) -> Iterator[tuple[Any, Matrix]]:
    """Objects with the matrix of the forms around them; forms nested at most four deep."""
    waiting: list[tuple[Any, Matrix, int]] = []
    count = pdfium.FPDFPage_CountObjects(page)
    for index in range(min(count, MANY)):
        waiting.append((pdfium.FPDFPage_GetObject(page, index), IDENTITY, 0))
    seen = 0
    while waiting and seen < 2 * MANY:
        handle, matrix, depth = waiting.pop()
        seen += 1
        if not handle:
            continue
        if pdfium.FPDFPageObj_GetType(handle) == pdfium.FPDF_PAGEOBJ_FORM:
            if depth < 4:
                inner = chain(_matrix(handle), matrix)
                for index in range(min(pdfium.FPDFFormObj_CountObjects(handle), MANY)):
                    waiting.append((pdfium.FPDFFormObj_GetObject(handle, index), inner, depth + 1))
        else:
            yield handle, matrix


def _matrix(handle: Any) -> Matrix:
    raw = pdfium.FS_MATRIX()
    if not pdfium.FPDFPageObj_GetMatrix(handle, raw):
        return IDENTITY
    return raw.a, raw.b, raw.c, raw.d, raw.e, raw.f


def _path(handle: Any, matrix: Matrix, found: Drawings) -> None:
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    if not pdfium.FPDFPath_GetDrawMode(handle, fill, stroke):
        return
    for points, curved in _subpaths(handle, matrix):
        xs, ys = [p[0] for p in points], [p[1] for p in points]
        x0, x1, y0, y1 = min(xs), max(xs), min(ys), max(ys)
        if fill.value and not curved and min(x1 - x0, y1 - y0) <= THIN:
            _add(found, x0, y0, x1, y1)
        elif stroke.value and not curved:
            for (xa, ya), (xb, yb) in itertools.pairwise(points):
                if min(abs(xb - xa), abs(yb - ya)) <= 1.0:
                    _add(found, min(xa, xb), min(ya, yb), max(xa, xb), max(ya, yb))


def _add(found: Drawings, x0: float, y0: float, x1: float, y1: float) -> None:
    width, height = x1 - x0, y1 - y0
    if width >= height and width > SHORT:
        found.horizontal.append(((y0 + y1) / 2, x0, x1))
    elif height > SHORT:
        found.vertical.append(((x0 + x1) / 2, y0, y1))


def _subpaths(handle: Any, matrix: Matrix) -> Iterator[tuple[list[tuple[float, float]], bool]]:
    points: list[tuple[float, float]] = []
    curved = False
    x, y = ctypes.c_float(), ctypes.c_float()
    for index in range(min(pdfium.FPDFPath_CountSegments(handle), 5_000)):
        segment = pdfium.FPDFPath_GetPathSegment(handle, index)
        kind = pdfium.FPDFPathSegment_GetType(segment)
        if kind == pdfium.FPDF_SEGMENT_MOVETO and points:
            if len(points) > 1:
                yield points, curved
            points, curved = [], False
        curved = curved or kind == pdfium.FPDF_SEGMENT_BEZIERTO
        if pdfium.FPDFPathSegment_GetPoint(segment, x, y):
            points.append(apply(matrix, x.value, y.value))
        if pdfium.FPDFPathSegment_GetClose(segment) and points:
            points.append(points[0])
    if len(points) > 1:
        yield points, curved
