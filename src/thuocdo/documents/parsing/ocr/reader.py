"""Images and scanned PDF pages as pages of words and tables."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from typing import Any

import cv2
import numpy as np

from thuocdo.documents.parsing.layout.document import to_document
from thuocdo.documents.parsing.layout.page import Page
from thuocdo.documents.parsing.layout.ruled import Ruled, find_tables
from thuocdo.documents.parsing.limits import DEFAULT, Limits, Progress, Step, silent
from thuocdo.documents.parsing.ocr import image as images
from thuocdo.documents.parsing.ocr.image import DPI, Gray
from thuocdo.documents.parsing.ocr.segment import BORDER, Piece, blocks, cells
from thuocdo.documents.parsing.ocr.tesseract import (
    Found,
    TooSlowError,
    missing_program,
    recognise,
    scale_for,
)
from thuocdo.documents.parsing.ocr.type import POINT, to_words
from thuocdo.documents.rules.blocks import Document
from thuocdo.lib.errors import InputError

TURN = 1.5  # Tesseract's confidence from which a page is turned that lies or can hardly be read
ONE_BLOCK = 6  # Tesseract's mode for one block of text
TOO_LONG = "Nhận dạng chữ quá {minutes} phút nên đã dừng. Hãy chia nhỏ tệp quét rồi tải lên."


def read_image(
    data: bytes, *, limits: Limits = DEFAULT, progress: Progress = silent, ocr: bool = True
) -> Document:
    """The blocks of a .png, .jpg or .tif (one or more pages), tables raw."""
    trouble = missing_program() if ocr else "Tệp là ảnh quét, cần nhận dạng chữ."
    if trouble is not None:
        raise InputError(trouble)
    pictures = images.decode(data)
    if not pictures:
        raise InputError(
            "Ảnh bị cắt, hỏng hoặc quá lớn nên không mở được. Hãy quét lại ở 300 dpi rồi tải lên."
        )
    if len(pictures) > limits.pages:
        raise InputError(f"Ảnh có {len(pictures)} trang, quá {limits.pages} trang. Hãy chia nhỏ rồi tải lên.")
    clock = _Clock(limits)
    pages, unread = [], []
    for index, picture in enumerate(pictures):
        progress(Step.OCR, index, len(pictures))
        page, read = _recognise(images.to_dpi(picture), index + 1, clock)
        pages.append(page)
        if not read:
            unread.append(index + 1)
    progress(Step.OCR, len(pictures), len(pictures))
    if not any(page.words for page in pages):
        raise InputError(
            "Không nhận ra chữ nào trong ảnh (ảnh mờ hoặc nghiêng). Hãy quét lại ở 300 dpi rồi tải lên."
        )
    return to_document(pages, reader="ocr", notes=[unreadable_note(unread)] if unread else [])


def recognise_pages(
    pdf: Any, pages: list[Page], scans: Sequence[int], limits: Limits, progress: Progress
) -> list[int]:
    """Put recognised pages in the place of the scanned ones; the numbers of those with no letter recognised."""
    clock = _Clock(limits)
    unread = []
    for done, index in enumerate(scans):
        progress(Step.OCR, done, len(scans))
        raw = pdf[index]
        try:
            width, height = raw.get_size()
            scale = min(
                DPI / 72,
                images.LONGEST / max(width, height, 1),
                (min(limits.pixels, images.MOST) / max(width * height, 1)) ** 0.5,
            )
            picture = np.ascontiguousarray(raw.render(scale=scale, grayscale=True).to_numpy())
        finally:
            raw.close()
        grey: Gray = picture.reshape(picture.shape[0], picture.shape[1]).astype(np.uint8)
        page, read = _recognise(grey, index + 1, clock)
        pages[index] = page
        if not read:
            unread.append(index + 1)
    progress(Step.OCR, len(scans), len(scans))
    return unread


def unreadable_note(numbers: Sequence[int]) -> str:
    """The sentence of the upload page for pages on which nothing was recognised."""
    listed = ", ".join(map(str, numbers))
    again = "trang này" if len(numbers) == 1 else f"{len(numbers)} trang này"
    return (
        f"Không nhận ra chữ ở trang {listed} (ảnh mờ hoặc nghiêng). "
        f"Vẫn rà soát được các trang khác; hãy quét lại {again} ở 300 dpi."
    )


class _Clock:
    """Time left for a page and for the whole file."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._end = time.monotonic() + limits.ocr_seconds

    def page(self) -> float:
        left = self._end - time.monotonic()
        if left <= 0:
            raise InputError(TOO_LONG.format(minutes=self._limits.ocr_seconds // 60))
        return min(left, self._limits.page_seconds)


def _recognise(picture: Gray, number: int, clock: _Clock) -> tuple[Page, bool]:
    """One page, and whether it was readable (a blank one is)."""
    picture = images.even_light(picture)
    if images.is_blank(picture):
        return _empty(picture, number), True
    # imported when there is a page to read: it takes a second
    from thuocdo.documents.parsing.ocr.straighten import straighten

    end = time.monotonic() + clock.page()
    read = partial(_read, number=number, end=end)
    try:
        lies = images.lies_on_its_side(picture)
        page, turned = straighten(picture, read, end=end, turn=TURN if lies else None)
        if page is None:
            return _empty(picture, number), False
        if _doubtful(page) and not turned:
            # it may stand on its head
            other, _ = straighten(picture, read, end=end, turn=TURN, only_turned=True)
            page = other or page
    except TooSlowError:
        return _empty(picture, number), False
    except cv2.error as error:
        # OpenCV's way of saying it; the child has a sentence for this
        if error.code == cv2.Error.StsNoMem:
            raise MemoryError from error
        raise
    if _doubtful(page) and _confidence(page) < 0.4:
        page.words = []
    return page, bool(page.words)


def _empty(picture: Gray, number: int) -> Page:
    height, width = picture.shape[:2]
    return Page(number, width * POINT, height * POINT, [], scanned=True)


def _confidence(page: Page) -> float:
    return float(np.mean([w.confidence for w in page.words])) if page.words else 0.0


def _doubtful(page: Page) -> bool:
    letters = sum(c.isalpha() for w in page.words for c in w.text)
    return letters < 15 or _confidence(page) < 0.55


def _read(picture: Gray, number: int, end: float) -> Page:
    page = _empty(picture, number)
    level = images.ink_level(picture)
    horizontal, vertical = images.ruling_lines(picture)
    tables = find_tables(horizontal, vertical, tolerance=DPI / 20)
    clean = picture.copy()
    for table in tables:
        images.without_rules(clean, table.box, horizontal, vertical)
    rest = clean.copy()
    ruled: list[Piece] = []
    for table in tables:
        x0, top, x1, bottom = (int(v) for v in table.box)
        ruled.extend(cells(table, clean))
        rest[max(top - 4, 0) : bottom + 4, max(x0 - 4, 0) : x1 + 4] = 255
    inked = images.ink(rest, level)
    free = blocks(rest, inked)
    dark = images.ink(clean, level)
    # tables are often set smaller than the text round them
    inside, outside = (scale_for(images.letter_height(part)) for part in (dark - inked, inked))
    pieces = ruled + free
    found: list[Found] = []
    read = recognise(
        [piece.picture for piece in pieces],
        scales=[inside] * len(ruled) + [outside] * len(free),
        layout=ONE_BLOCK,
        seconds=end - time.monotonic(),
    )
    for index, (piece, words) in enumerate(zip(pieces, read, strict=True)):
        found.extend(_placed(words, piece, index))
    page.words = to_words(found, dark)
    page.tables = [_in_points(table) for table in tables]
    return page


def _placed(words: list[Found], piece: Piece, index: int) -> list[Found]:
    """Words of a piece in pixels of the page; lines of different pieces stay different.

    Tesseract's boxes of thin signs reach into the white border: they are cut back to the piece.
    """
    right = piece.picture.shape[1] - BORDER
    return [
        replace(
            w,
            x0=min(max(w.x0, BORDER), right - 1) + piece.x,
            x1=min(max(w.x1, BORDER + 1), right) + piece.x,
            box_top=w.box_top + piece.y,
            box_bottom=w.box_bottom + piece.y,
            line=(index, *w.line),
        )
        for w in words
    ]


def _in_points(table: Ruled) -> Ruled:
    return Ruled(
        tuple(x * POINT for x in table.xs),
        tuple(y * POINT for y in table.ys),
        tuple(
            replace(c, x0=c.x0 * POINT, top=c.top * POINT, x1=c.x1 * POINT, bottom=c.bottom * POINT)
            for c in table.cells
        ),
    )
