"""A PDF as a `Document`: each page by its text layer or by recognition."""

from __future__ import annotations

from typing import Any

import pypdfium2

from thuocdo.documents.parsing.layout.document import to_document
from thuocdo.documents.parsing.layout.page import Page
from thuocdo.documents.parsing.layout.ruled import find_tables
from thuocdo.documents.parsing.limits import DEFAULT, Limits, Progress, Step, silent
from thuocdo.documents.parsing.pdf.drawings import read_drawings
from thuocdo.documents.parsing.pdf.space import space_of
from thuocdo.documents.parsing.pdf.words import read_words
from thuocdo.documents.rules.blocks import Document
from thuocdo.lib.errors import InputError

PASSWORD = "PDF này có mật khẩu nên không đọc được. Hãy lưu một bản không mật khẩu rồi tải lên."  # noqa: S105
BROKEN = "PDF bị cắt hoặc hỏng nên không đọc được. Hãy xuất lại PDF rồi tải lên."
_COVERED = 0.7  # a picture over this share of a page makes it a scan when its text is missing or hidden


def read_pdf(
    data: bytes, *, limits: Limits = DEFAULT, progress: Progress = silent, ocr: bool = True
) -> Document:
    """The blocks of a PDF, tables raw. Scripts and attachments in the file are never looked at."""
    pdf = open_pdf(data)
    try:
        count = len(pdf)
        if count == 0:
            raise InputError(BROKEN)
        if count > limits.pages:
            raise InputError(f"PDF có {count} trang, quá {limits.pages} trang. Hãy chia nhỏ rồi tải lên.")
        pages: list[Page] = []
        scans: list[int] = []
        hidden: list[Page] = []
        for index in range(count):
            progress(Step.READ, index, count)
            page, is_scan = _page(pdf, index)
            pages.append(page)
            if is_scan:
                scans.append(index)
                if page.words:
                    hidden.append(page)
        progress(Step.READ, count, count)
        notes: list[str] = []
        if scans:
            notes = _recognise(pdf, pages, scans, hidden, limits, progress, ocr)
    finally:
        pdf.close()
    if not any(page.words for page in pages):
        raise InputError("PDF không có chữ nào đọc được. Hãy quét lại ở 300 dpi rồi tải lên.")
    return to_document(pages, reader="ocr" if len(scans) > count / 2 else "pdf", notes=notes)


def open_pdf(data: bytes) -> Any:
    """The opened file; `InputError` for a password or damage."""
    try:
        return pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        # pdfium may still tell the error of the file before: an encrypted one says so itself
        if b"/Encrypt" in data and ("password" in str(error).lower() or "security" in str(error).lower()):
            raise InputError(PASSWORD) from error
        raise InputError(BROKEN) from error


def _page(pdf: Any, index: int) -> tuple[Page, bool]:
    """One page by its text layer, and whether it is rather a scan."""
    try:
        raw = pdf[index]
    except pypdfium2.PdfiumError:
        return Page(index + 1, 595.0, 842.0, []), False
    try:
        space = space_of(raw)
        layer = read_words(raw, space)
        drawings = read_drawings(raw, space)
    except pypdfium2.PdfiumError:
        return Page(index + 1, 595.0, 842.0, []), False
    finally:
        raw.close()
    visible = layer.letters - layer.hidden
    scan = (visible < 20 and drawings.pictures > 0.1) or (
        drawings.pictures > _COVERED and visible < 0.3 * layer.letters
    )
    scan = scan or (layer.letters > 0 and layer.broken > 0.1 * layer.letters)
    page = Page(index + 1, space.width, space.height, layer.words)
    if len(drawings.horizontal) + len(drawings.vertical) < 20_000:
        page.tables = find_tables(drawings.horizontal, drawings.vertical)
    return page, scan


def _recognise(
    pdf: Any,
    pages: list[Page],
    scans: list[int],
    hidden: list[Page],
    limits: Limits,
    progress: Progress,
    ocr: bool,
) -> list[str]:
    """Replace scanned pages by what recognition gives; the notes for the user."""
    from thuocdo.documents.parsing.ocr import missing_program, recognise_pages, unreadable_note

    trouble = missing_program() if ocr else "Tệp có trang quét, cần nhận dạng chữ."
    if trouble is not None:
        # a text layer from another program is better than nothing
        if len(hidden) == len(scans):
            return [f"{trouble} Đã dùng lớp chữ có sẵn trong tệp, bảng có thể thiếu ô."]
        if len(scans) == len(pages):
            raise InputError(trouble)
        return [f"{trouble} Chưa đọc {_list(scans)}."]
    unread = recognise_pages(pdf, pages, scans, limits, progress)
    return [unreadable_note(unread)] if unread else []


def _list(indexes: list[int]) -> str:
    return "trang " + ", ".join(str(index + 1) for index in indexes)
