"""The PDF of an official document: by LibreOffice where it is installed, so that it looks as in Word, else by WeasyPrint."""

from __future__ import annotations

import subprocess
import tempfile
from pathlib import Path
from typing import Any

from thuocdo.documents.format.standard import circular
from thuocdo.documents.parsing.office import program, started
from thuocdo.documents.writing.apology import TITLE, ApologySlip, slip_document, write_slip
from thuocdo.documents.writing.docx import write_docx
from thuocdo.documents.writing.html import html_of
from thuocdo.documents.writing.model import OfficialDocument
from thuocdo.lib.errors import InputError

SECONDS = 60
TOO_SLOW = "Tạo PDF quá {seconds} giây nên đã dừng. Hãy tải tệp Word rồi lưu thành PDF."
NO_TOOL = (
    "Máy chủ chưa có LibreOffice và thư viện Pango nên chưa tạo được PDF. Hãy tải tệp Word; "
    "người quản trị có thể chạy “thuocdo doctor” để biết cách cài."
)
ONLY_OFFICE = (
    "Máy chủ chưa có LibreOffice nên chưa tạo được PDF từ mẫu này. Hãy tải tệp Word; "
    "người quản trị có thể chạy “thuocdo doctor” để biết cách cài."
)
FAILED = "LibreOffice không tạo được PDF. Hãy tải tệp Word rồi lưu thành PDF."


def pdf_of(document: OfficialDocument) -> bytes:
    """The PDF of a document; the words are the same whichever program makes it. `InputError` when it fails."""
    soffice = program()
    return by_office(soffice, write_docx(document)) if soffice else by_weasyprint(html_of(document))


def pdf_of_slip(slip: ApologySlip) -> bytes:
    """The PDF of a slip of apology."""
    soffice = program()
    if soffice:
        return by_office(soffice, write_slip(slip))
    return by_weasyprint(html_of(slip_document(slip), circular(), kind=TITLE))


def pdf_of_file(data: bytes) -> bytes:
    """A letter that was filled from an office's template as PDF: only LibreOffice can print a stranger's layout.

    Active content was refused when the template was loaded. `InputError` where LibreOffice is missing.
    """
    soffice = program()
    if soffice is None:
        raise InputError(ONLY_OFFICE)
    return by_office(soffice, data)


def by_office(soffice: str, data: bytes) -> bytes:
    """A .docx that we wrote ourselves as PDF. LibreOffice runs with a profile of its own and without macros."""
    with tempfile.TemporaryDirectory(prefix="thuocdo-pdf-") as name:
        folder = Path(name)
        source = folder / "in.docx"
        source.write_bytes(data)
        command = [*started(soffice, folder), "--convert-to", "pdf:writer_pdf_Export"]
        try:
            subprocess.run(
                [*command, "--outdir", str(folder / "out"), str(source)],
                stdin=subprocess.DEVNULL,
                capture_output=True,
                timeout=SECONDS,
                check=False,
            )
        except subprocess.TimeoutExpired as error:
            raise InputError(TOO_SLOW.format(seconds=SECONDS)) from error
        made = folder / "out" / "in.pdf"
        if not made.is_file():
            raise InputError(FAILED)
        return made.read_bytes()


def by_weasyprint(page: str) -> bytes:
    """An HTML page of ours as PDF; nothing is fetched from anywhere."""
    try:
        from weasyprint import HTML
    except OSError as error:  # the package is there, the system's text library is not
        raise InputError(NO_TOOL) from error

    made: bytes = HTML(string=page, url_fetcher=_nothing).write_pdf()
    return made


def _nothing(url: str, *_args: Any, **_options: Any) -> dict[str, Any]:
    raise ValueError(f"an official document loads nothing: {url}")
