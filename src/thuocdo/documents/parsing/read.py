"""One file of any accepted kind as a `Document`, in this process.

What comes from outside goes through `sandbox.read_safely`, which calls this in a child process.
"""

from __future__ import annotations

from pathlib import Path

from thuocdo.documents.parsing.limits import DEFAULT, Limits, Progress, Step, silent
from thuocdo.documents.parsing.sniff import FileKind, sniff
from thuocdo.documents.rules.blocks import Document
from thuocdo.lib.errors import InputError


def read_document(
    path: Path, *, limits: Limits = DEFAULT, progress: Progress | None = None, ocr: bool = True
) -> Document:
    """Read, repair the tables, and return the blocks; `InputError` (one Vietnamese sentence) otherwise.

    `ocr=False` refuses scans with a sentence instead of recognising them.
    """
    tell = progress or silent
    tell(Step.CHECK, 0, 1)
    data = load(path, limits)
    kind = sniff(data, limits)
    tell(Step.CHECK, 1, 1)
    document = _read(path, data, kind, limits, tell, ocr)
    tell(Step.TABLES, 0, 1)
    from thuocdo.documents.rules.tables import repair_tables

    repaired = repair_tables(document)
    tell(Step.TABLES, 1, 1)
    return repaired


def load(path: Path, limits: Limits) -> bytes:
    """The bytes of a regular file that is not larger than allowed."""
    try:
        if not path.is_file():
            raise InputError(f"Không có tệp {path}. Hãy kiểm tra lại đường dẫn.")
        with path.open("rb") as file:
            return file.read(limits.size + 1)
    except OSError as error:
        raise InputError(f"Không mở được tệp {path}: {error.strerror}.") from error


def _read(path: Path, data: bytes, kind: FileKind, limits: Limits, tell: Progress, ocr: bool) -> Document:
    """The raw document; each reader is imported when it is needed, so that small files start quickly."""
    if kind is FileKind.TEXT:
        from thuocdo.documents.parsing.text import read_text

        return read_text(data)
    if kind is FileKind.DOCX:
        from thuocdo.documents.parsing.docx import read_docx

        tell(Step.READ, 0, 1)
        return read_docx(data, limits)
    if kind is FileKind.PDF:
        from thuocdo.documents.parsing.pdf import read_pdf

        return read_pdf(data, limits=limits, progress=tell, ocr=ocr)
    if kind.is_image:
        from thuocdo.documents.parsing.ocr import read_image

        return read_image(data, limits=limits, progress=tell, ocr=ocr)
    from thuocdo.documents.parsing.office import read_office

    tell(Step.READ, 0, 1)
    return read_office(path, kind, limits)
