"""The engine that ocrmypdf is given: Tesseract for the way up, our own measure of skew, our own reading.

ocrmypdf loads this module by its name (`MODULE`). What is read goes back through `waiting`, because
ocrmypdf itself only hands out a PDF, without the certainty of words and without cells.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from ocrmypdf import BoundingBox, OcrClass, OcrElement, OcrOptions, OrientationConfidence, hookimpl
from ocrmypdf.builtin_plugins.tesseract_ocr import TesseractOcrEngine
from ocrmypdf.exceptions import SubprocessOutputError
from ocrmypdf.helpers import Resolution
from PIL import Image

from thuocdo.documents.parsing.layout.page import Page
from thuocdo.documents.parsing.ocr import image as images
from thuocdo.documents.parsing.ocr.image import Gray

MODULE = __name__
_QUICK: dict[str, Any] = {".png": {"compress_level": 1}}


@dataclass(slots=True)
class Order:
    """How to read the page that ocrmypdf has straightened, and what came of it."""

    picture: Gray
    read: Callable[[Gray], Page]
    only_turned: bool = False  # leave a page unread that turns out to stand upright
    turned: bool = False
    page: Page | None = None


_orders: dict[str, Order] = {}


@contextmanager
def waiting(picture: Path, order: Order) -> Iterator[None]:
    """While it lasts, the page image that ocrmypdf makes of `picture` is read as `order` says."""
    _orders[str(picture)] = order
    try:
        yield
    finally:
        del _orders[str(picture)]


def _order(options: OcrOptions) -> Order:
    return _orders[str(options.input_file)]


class Engine(TesseractOcrEngine):
    """ocrmypdf's Tesseract engine, with skew and reading of our own."""

    @staticmethod
    def get_orientation(input_file: Path, options: OcrOptions) -> OrientationConfidence:
        """By how much the page must be turned; unsure where Tesseract finds too little to tell."""
        try:
            found: OrientationConfidence = TesseractOcrEngine.get_orientation(input_file, options)  # type: ignore[no-untyped-call]
        except SubprocessOutputError:
            return OrientationConfidence(0, 0.0)
        order = _order(options)
        order.turned = found.angle % 360 != 0 and found.confidence >= options.rotate_pages_threshold
        return found

    @staticmethod
    def get_deskew(input_file: Path, options: OcrOptions) -> float:
        """The angle in degrees. Tesseract's own answer is wrong by up to whole degrees on pages of tables."""
        return images.skew(_loaded(input_file)) if _wanted(_order(options)) else 0.0

    @staticmethod
    def supports_generate_ocr() -> bool:
        return True

    @staticmethod
    def generate_ocr(input_file: Path, options: OcrOptions, page_number: int = 0) -> tuple[OcrElement, str]:
        """Read the straightened page. ocrmypdf gets an empty text layer: its PDF is not kept."""
        order = _order(options)
        picture = _loaded(input_file)
        if _wanted(order):
            order.page = order.read(picture)
        height, width = picture.shape[:2]
        return OcrElement(ocr_class=OcrClass.PAGE, bbox=BoundingBox(0, 0, width, height)), ""


@hookimpl
def rasterize_pdf_page(
    output_file: Path,
    raster_dpi: Resolution[float],
    page_dpi: Resolution[float] | None,
    rotation: int | None,
    options: OcrOptions,
) -> Path:
    """The picture itself as the drawing of its page: drawn anew from the PDF it would lose sharpness."""
    dpi = page_dpi or raster_dpi
    upright = np.ascontiguousarray(np.rot90(_order(options).picture, k=(rotation or 0) // 90))
    Image.fromarray(upright).save(output_file, dpi=(dpi.x, dpi.y), **_QUICK.get(output_file.suffix, {}))
    return output_file


def _wanted(order: Order) -> bool:
    return order.turned or not order.only_turned


def _loaded(path: Path) -> Gray:
    (picture,) = images.decode(Path(path).read_bytes())
    return picture


@hookimpl
def get_ocr_engine(options: OcrOptions | None) -> Engine:
    """The engine for every run with this plugin."""
    return Engine()
