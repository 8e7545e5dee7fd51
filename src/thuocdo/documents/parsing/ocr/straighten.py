"""One page through ocrmypdf: turned the right way up and level, then read."""

from __future__ import annotations

import logging
import os
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import cv2
import ocrmypdf
from ocrmypdf.exceptions import ExitCodeException, MissingDependencyError

from thuocdo.documents.parsing.layout.page import Page
from thuocdo.documents.parsing.ocr import plugin
from thuocdo.documents.parsing.ocr.image import DPI, Gray
from thuocdo.documents.parsing.ocr.tesseract import LANGUAGE, UNUSABLE
from thuocdo.lib.errors import InputError

# what it has to say of a page is for people at a terminal
logging.getLogger("ocrmypdf").setLevel(logging.CRITICAL)


def straighten(
    picture: Gray,
    read: Callable[[Gray], Page],
    *,
    end: float,
    turn: float | None = None,
    only_turned: bool = False,
) -> tuple[Page | None, bool]:
    """What `read` makes of the straightened picture, and whether the page was turned.

    `end` is a time of `time.monotonic`. `turn`: quarter turns are looked for, and made when Tesseract's
    confidence reaches this; None leaves the page as it lies. `only_turned` leaves a page unread (None)
    that needs no turn. A page that ocrmypdf can't take is unread too; what `read` raises comes through.
    """
    order = plugin.Order(picture, read, only_turned)
    with tempfile.TemporaryDirectory(prefix="page-") as folder:
        path = Path(folder, "page.png")
        cv2.imwrite(str(path), picture, [cv2.IMWRITE_PNG_COMPRESSION, 1])
        with plugin.waiting(path, order):
            try:
                _run(path, turn, max(end - time.monotonic(), 1.0))
            except MissingDependencyError as error:
                raise InputError(UNUSABLE) from error
            except ExitCodeException:
                return None, False
    return order.page, order.turned


def _run(path: Path, turn: float | None, seconds: float) -> None:
    ocrmypdf.ocr(
        path,
        os.devnull,
        output_type="none",  # the PDF is not kept; PDF/A would need Ghostscript
        plugins=[plugin.MODULE],
        language=[LANGUAGE],
        image_dpi=DPI,
        deskew=True,
        rotate_pages=turn is not None,
        rotate_pages_threshold=turn,
        tesseract_non_ocr_timeout=seconds,
        optimize=0,
        jobs=1,
        use_threads=True,
        progress_bar=False,
    )
