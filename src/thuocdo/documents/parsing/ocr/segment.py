"""Where text stands on a page: pieces that Tesseract reads one by one.

Left to itself Tesseract runs lines of two columns into each other (the heads of an official document
stand side by side with different leading), so each block of text is cut out first.
"""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np

from thuocdo.documents.parsing.layout.ruled import Ruled
from thuocdo.documents.parsing.ocr.image import DPI, Gray

BORDER = 20


@dataclass(frozen=True, slots=True)
class Piece:
    """A picture with white round it; (x, y) is the place of its corner on the page, in pixels."""

    picture: Gray
    x: int
    y: int


def framed(part: Gray, x: int, y: int) -> Piece:
    height, width = part.shape[:2]
    picture: Gray = np.full((height + 2 * BORDER, width + 2 * BORDER), 255, np.uint8)
    picture[BORDER:-BORDER, BORDER:-BORDER] = part
    return Piece(picture, x - BORDER, y - BORDER)


def blocks(page: Gray, dark: Gray) -> list[Piece]:
    """Blocks of text: ink that is nearer than a wide blank sideways and than two lines up and down.

    `dark` is the ink of the page.
    """
    # specks of a scan are no text
    solid = cv2.morphologyEx(dark, cv2.MORPH_OPEN, np.ones((2, 2), np.uint8))
    near = cv2.dilate(solid, cv2.getStructuringElement(cv2.MORPH_RECT, (DPI // 5, DPI // 7)))
    count, labels, stats, _ = cv2.connectedComponentsWithStats(near, connectivity=8)
    pieces = []
    for label in range(1, count):
        x, y, width, height = (int(v) for v in stats[label][:4])
        own = labels[y : y + height, x : x + width] == label
        if np.count_nonzero(solid[y : y + height, x : x + width][own]) < 60:
            continue
        part: Gray = np.where(own, page[y : y + height, x : x + width], 255).astype(np.uint8)
        pieces.append(framed(part, x, y))
    return pieces


def cells(table: Ruled, page: Gray) -> list[Piece]:
    """The cells of a table that hold ink."""
    pieces = []
    for cell in table.cells:
        x0, top, x1, bottom = int(cell.x0) + 3, int(cell.top) + 3, int(cell.x1) - 3, int(cell.bottom) - 3
        if x1 - x0 < 12 or bottom - top < 12:
            continue
        part = page[top:bottom, x0:x1]
        if np.count_nonzero(part < 128) >= 15:
            pieces.append(framed(part, x0, top))
    return pieces
