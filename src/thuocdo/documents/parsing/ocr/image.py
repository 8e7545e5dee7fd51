"""Page images: even light, skew, ruling lines, thickness of strokes."""

from __future__ import annotations

import math
import os
from typing import Any, TypeAlias

os.environ.setdefault("OPENCV_IO_MAX_IMAGE_PIXELS", str(80_000_000))

import cv2  # the limit above is read at import
import numpy as np
from numpy.typing import NDArray

from thuocdo.documents.parsing.layout.ruled import Stroke

Gray: TypeAlias = NDArray[np.uint8]

DPI = 300
LONGEST = 30_000  # dots of the longer side of a page image
MOST = 80_000_000  # dots of a page image, as above
_SKEW = 6.0  # degrees to either side that are looked at


def decode(data: bytes) -> list[Gray]:
    """The pages of an image file in grey, upright as the camera noted; empty when it can't be decoded."""
    raw = np.frombuffer(data, dtype=np.uint8)
    try:
        if data[:4] in (b"II*\0", b"MM\0*"):
            done, pages = cv2.imdecodemulti(raw, cv2.IMREAD_GRAYSCALE)
            return [_gray(p) for p in pages] if done else []
        page = cv2.imdecode(raw, cv2.IMREAD_GRAYSCALE)
    except cv2.error:
        return []
    return [] if page is None else [_gray(page)]


def _gray(page: Any) -> Gray:
    grey: Gray = np.ascontiguousarray(page, dtype=np.uint8)
    return grey


def to_dpi(page: Gray) -> Gray:
    """Scaled so that a sheet of A4 has about 300 dots an inch, which Tesseract reads best."""
    height, width = page.shape[:2]
    dpi = width / (8.27 if height >= width else 11.69)
    if 220 <= dpi <= 420 and max(height, width) <= LONGEST:
        return page
    factor = min(DPI / max(dpi, 1.0), 4.0, _fitting(height, width))
    how = cv2.INTER_CUBIC if factor > 1 else cv2.INTER_AREA
    return _gray(cv2.resize(page, None, fx=factor, fy=factor, interpolation=how))


def _fitting(height: int, width: int) -> float:
    """The largest factor at which a page still fits what a PDF page and Tesseract can hold."""
    return min(LONGEST / max(height, width), math.sqrt(MOST / (height * width)))


def even_light(page: Gray) -> Gray:
    """Shadows and yellow paper taken out: each dot against the paper around it."""
    small = cv2.resize(page, None, fx=0.25, fy=0.25, interpolation=cv2.INTER_AREA)
    paper = cv2.medianBlur(cv2.dilate(small, np.ones((9, 9), np.uint8)), 21)
    if int(paper.min()) > 235:
        return page
    paper = cv2.resize(paper, (page.shape[1], page.shape[0]), interpolation=cv2.INTER_LINEAR)
    return _gray(cv2.divide(page, np.maximum(paper, 1), scale=255))


def ink_level(page: Gray) -> float:
    """How dark a dot must be to be ink on this page."""
    level, _ = cv2.threshold(page, 0, 255, cv2.THRESH_BINARY_INV | cv2.THRESH_OTSU)
    return float(level)


def ink(page: Gray, level: float | None = None) -> Gray:
    """White ink on black paper. A page that was wiped takes the `level` it had before.

    On white paper the level would rise until the noise of compression round a wiped line is ink.
    """
    _, dark = cv2.threshold(page, ink_level(page) if level is None else level, 255, cv2.THRESH_BINARY_INV)
    return _gray(dark)


def is_blank(page: Gray) -> bool:
    """Whether there is hardly any ink on the page (a threshold by contrast would find some on any paper)."""
    return float(np.mean(page < 128)) < 0.0005


def skew(page: Gray) -> float:
    """The angle in degrees by which the page must be turned to have level lines."""
    factor = 1000 / max(page.shape)
    small = _gray(cv2.resize(ink(page), None, fx=factor, fy=factor, interpolation=cv2.INTER_AREA))

    def sharpness(angle: float) -> float:
        rows = _turned(small, angle).sum(axis=1, dtype=np.float64)
        return float(np.square(np.diff(rows)).sum())

    best = 0.0
    for step, reach in ((0.5, _SKEW), (0.1, 0.5), (0.03, 0.09)):
        angles = np.arange(best - reach, best + reach + step / 2, step)
        best = float(max(angles, key=sharpness))
    return best if abs(best) >= 0.05 else 0.0


def _turned(page: Gray, angle: float) -> Gray:
    height, width = page.shape[:2]
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), angle, 1.0)
    return _gray(cv2.warpAffine(page, matrix, (width, height), flags=cv2.INTER_CUBIC))


def lies_on_its_side(page: Gray) -> bool:
    """Whether words run up and down: the shapes of words are then taller than wide."""
    small = cv2.resize(ink(page), None, fx=1 / 3, fy=1 / 3, interpolation=cv2.INTER_AREA)
    words = cv2.dilate((small > 96).astype(np.uint8), np.ones((5, 5), np.uint8))
    _, _, stats, _ = cv2.connectedComponentsWithStats(words, connectivity=8)
    wide, tall = stats[1:, cv2.CC_STAT_WIDTH], stats[1:, cv2.CC_STAT_HEIGHT]
    # neither specks nor the lines of tables
    real = (np.maximum(wide, tall) < 4 * DPI / 3) & (np.minimum(wide, tall) > DPI / 40)
    wide, tall = wide[real], tall[real]
    return int(np.sum(tall > 1.5 * wide)) > int(np.sum(wide > 1.5 * tall))


def ruling_lines(page: Gray, dpi: int = DPI) -> tuple[list[Stroke], list[Stroke]]:
    """Horizontal and vertical lines in pixels, longer than any stroke of a letter."""
    dark = ink(page)
    reach, gap = dpi // 3, max(dpi // 50, 3)
    lines = []
    for shape, bridge in (((reach, 1), (gap, 1)), ((1, reach), (1, gap))):
        joined = cv2.morphologyEx(dark, cv2.MORPH_CLOSE, cv2.getStructuringElement(cv2.MORPH_RECT, bridge))
        opened = cv2.morphologyEx(joined, cv2.MORPH_OPEN, cv2.getStructuringElement(cv2.MORPH_RECT, shape))
        lines.append(_boxes(_gray(opened)))
    thick = dpi / 12
    horizontal = [((y + h / 2), float(x), float(x + w)) for x, y, w, h in lines[0] if h <= thick]
    vertical = [((x + w / 2), float(y), float(y + h)) for x, y, w, h in lines[1] if w <= thick]
    return horizontal, vertical


def without_rules(
    page: Gray, table: tuple[float, float, float, float], horizontal: list[Stroke], vertical: list[Stroke]
) -> None:
    """Wipe the lines inside a table's box out of the page, in place; text elsewhere stays untouched."""
    x0, top, x1, bottom = table
    thick = DPI // 50
    for y, a, b in horizontal:
        if top - thick <= y <= bottom + thick and b > x0 and a < x1:
            cv2.line(page, (int(a), int(y)), (int(b), int(y)), 255, thick)
    for x, a, b in vertical:
        if x0 - thick <= x <= x1 + thick and b > top and a < bottom:
            cv2.line(page, (int(x), int(a)), (int(x), int(b)), 255, thick)


def _boxes(lines: Gray) -> list[tuple[int, int, int, int]]:
    count, _, stats, _ = cv2.connectedComponentsWithStats(lines, connectivity=8)
    return [(int(s[0]), int(s[1]), int(s[2]), int(s[3])) for s in stats[1:count]]


def letter_height(dark: Gray) -> float:
    """How tall most shapes of an ink image are, in pixels, which are its small letters; 0 with too few to tell."""
    _, _, stats, _ = cv2.connectedComponentsWithStats(dark, connectivity=8)
    wide, tall = stats[1:, cv2.CC_STAT_WIDTH], stats[1:, cv2.CC_STAT_HEIGHT]
    # neither marks and specks nor lines
    letters = tall[(tall >= 8) & (tall < DPI // 3) & (wide < 4 * tall)]
    return float(np.median(letters)) if letters.size >= 20 else 0.0


def stroke_width(dark: Gray, x0: int, top: int, x1: int, bottom: int) -> float:
    """Mean thickness of the strokes in a box of an ink image, in pixels; 0 where there is no ink."""
    part = dark[max(top, 0) : bottom, max(x0, 0) : x1]
    area = int(cv2.countNonZero(part)) if part.size else 0
    if area < 20:
        return 0.0
    inner = cv2.erode(part, np.ones((3, 3), np.uint8))
    edge = area - int(cv2.countNonZero(inner))
    return 2.0 * area / max(edge, 1)
