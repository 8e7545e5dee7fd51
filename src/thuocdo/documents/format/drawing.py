"""How long the lines are that people draw below words: shapes of both generations of Word."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from thuocdo.documents.parsing.docx.names import FALLBACK, W

if TYPE_CHECKING:
    from lxml.etree import _Element

WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_V = "{urn:schemas-microsoft-com:vml}"
_EMU = 12_700  # in a point
_FLAT = 4.0  # points: what is not higher than this is a line
_STRAIGHT = frozenset({"line", "straightConnector1"})
_LENGTH = re.compile(r"(-?[\d.]+)\s*(pt|in|cm|mm|px)?")
_UNITS = {"pt": 1.0, "in": 72.0, "cm": 72 / 2.54, "mm": 72 / 25.4, "px": 0.75, "": 1.0}


def rules_in(element: _Element) -> Iterator[float]:
    """The lengths, in points, of the horizontal lines drawn in a paragraph or run."""
    for drawing in element.iter(W + "drawing"):
        if _beside(drawing):
            continue
        for extent in drawing.iter(WP + "extent"):
            width, height = (_whole(extent.get(side)) / _EMU for side in ("cx", "cy"))
            shapes = {shape.get("prst") for shape in drawing.iter(_A + "prstGeom")}
            if width > height and (height <= _FLAT or shapes & _STRAIGHT):
                yield width
    for picture in element.iter(W + "pict"):
        if not _beside(picture):
            yield from _vector(picture)


def _vector(picture: _Element) -> Iterator[float]:
    for line in picture.iter(_V + "line"):
        start, end = (_points((line.get(key) or "0,0").split(",")[0]) for key in ("from", "to"))
        if abs(end - start) > 0:
            yield abs(end - start)
    for shape in (*picture.iter(_V + "shape"), *picture.iter(_V + "rect")):
        style = dict(
            part.split(":", 1)
            for part in (shape.get("style") or "").replace(" ", "").split(";")
            if ":" in part
        )
        width, height = _points(style.get("width", "0")), _points(style.get("height", "0"))
        if width > 0 and height <= _FLAT:
            yield width


def _beside(element: _Element) -> bool:
    """Whether it is the copy for old programs of a shape that was counted already."""
    return any(above.tag == FALLBACK for above in element.iterancestors())


def _whole(text: str | None) -> int:
    try:
        return int(text or 0)
    except ValueError:
        return 0


def _points(text: str) -> float:
    found = _LENGTH.match(text.strip())
    if not found:
        return 0.0
    try:
        return float(found[1]) * _UNITS[found[2] or ""]
    except ValueError:
        return 0.0
