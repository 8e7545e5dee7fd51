"""A scanned document with some of its pages replaced, put together as a PDF in a confined child process.

`python -m thuocdo.documents.parsing.replacing` reads one line of JSON: path, pages, target, limits; and writes one:
{} or {"error"}.
"""

from __future__ import annotations

import contextlib
import io
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from thuocdo.documents.parsing.child import OUT_OF_MEMORY, confine
from thuocdo.documents.parsing.limits import DEFAULT, Limits
from thuocdo.documents.parsing.sandbox import CRASHED, TOO_SLOW, environment
from thuocdo.lib.errors import InputError

SHORT, LONG = 595.0, 842.0  # sides of A4 in points
QUALITY = 92  # of the pictures of pages, in JPEG's percent


def replace_pages_safely(
    path: Path, pages: Mapping[int, Path], target: Path, *, limits: Limits = DEFAULT
) -> None:
    """Write to `target` the document of `path` (PDF or image file) with the pages (from 1) taken from other files.

    Each of those is an image or a PDF of one page. The document itself is only read. Raises `InputError` (one
    sentence that names the page) for a file that cannot take a page's place.
    """
    order = {
        "path": str(path.resolve()),
        "pages": {str(number): str(file.resolve()) for number, file in pages.items()},
        "limits": limits.to_json(),
    }
    with tempfile.TemporaryDirectory(prefix="thuocdo-") as scratch:
        made = Path(scratch, "document.pdf")
        answer = _ask({**order, "target": str(made)}, scratch, limits)
        if answer.get("error"):
            raise InputError(answer["error"])
        if not made.is_file():
            raise InputError(CRASHED)
        target.write_bytes(made.read_bytes())


def _ask(order: dict[str, Any], scratch: str, limits: Limits) -> dict[str, Any]:
    try:
        done = subprocess.run(
            [sys.executable, "-P", "-m", "thuocdo.documents.parsing.replacing"],
            input=json.dumps(order).encode() + b"\n",
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=environment(scratch),
            timeout=limits.seconds,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise InputError(TOO_SLOW.format(seconds=limits.seconds)) from error
    with contextlib.suppress(ValueError):
        answer = json.loads(done.stdout or b"null")
        if isinstance(answer, dict):
            return answer
    raise InputError(CRASHED)


def main() -> int:
    out = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)
    order = json.loads(sys.stdin.readline())
    limits = Limits(**order["limits"])
    confine(limits)
    answer: dict[str, str] = {}
    try:
        _compose(order, limits)
    except InputError as error:
        answer = {"error": str(error)}
    except MemoryError:
        answer = {"error": OUT_OF_MEMORY}
    out.write(json.dumps(answer, ensure_ascii=False) + "\n")
    out.flush()
    os._exit(0)


def _compose(order: dict[str, Any], limits: Limits) -> None:
    from thuocdo.documents.parsing.read import load

    pdf = _as_pdf(load(Path(order["path"]), limits), limits)
    for number, name in sorted((int(number), name) for number, name in order["pages"].items()):
        if not 1 <= number <= len(pdf):
            raise InputError(f"Văn bản có {len(pdf)} trang nên không có trang {number} để thay.")
        page = _one_page(load(Path(name), limits), number, limits)
        del pdf[number - 1]
        pdf.import_pages(page, [0], index=number - 1)
        page.close()
    pdf.save(order["target"])


def _as_pdf(data: bytes, limits: Limits) -> Any:
    """The document as an opened PDF; pictures become its pages."""
    import pypdfium2

    from thuocdo.documents.parsing.ocr.image import decode
    from thuocdo.documents.parsing.pdf.reader import open_pdf
    from thuocdo.documents.parsing.sniff import FileKind, sniff

    kind = sniff(data, limits)
    if kind is FileKind.PDF:
        return open_pdf(data)
    if not kind.is_image:
        raise InputError("Chỉ thay được trang của tệp PDF hoặc ảnh quét; với tệp khác, hãy nhập bản mới.")
    pdf = pypdfium2.PdfDocument.new()
    for picture in decode(data):
        _add_picture(pdf, picture)
    return pdf


def _one_page(data: bytes, number: int, limits: Limits) -> Any:
    try:
        pdf = _as_pdf(data, limits)
    except InputError as error:
        raise InputError(f"Tệp thay cho trang {number}: {error}") from error
    if len(pdf) == 0:
        raise InputError(f"Không mở được ảnh thay cho trang {number}. Hãy quét lại ở 300 dpi rồi tải lên.")
    if len(pdf) > 1:
        raise InputError(
            f"Tệp thay cho trang {number} có {len(pdf)} trang. Hãy chọn một ảnh hoặc PDF có đúng một trang."
        )
    return pdf


def _add_picture(pdf: Any, picture: Any) -> None:
    """A page of the width of A4 that the picture fills."""
    import cv2
    import pypdfium2

    done, packed = cv2.imencode(".jpg", picture, [cv2.IMWRITE_JPEG_QUALITY, QUALITY])
    if not done:
        raise InputError("Ảnh bị hỏng hoặc quá lớn nên không mở được. Hãy quét lại ở 300 dpi rồi tải lên.")
    high, wide = picture.shape[:2]
    width = SHORT if high >= wide else LONG
    height = width * high / wide
    image = pypdfium2.PdfImage.new(pdf)
    image.load_jpeg(io.BytesIO(packed.tobytes()), inline=True)
    image.set_matrix(pypdfium2.PdfMatrix().scale(width, height))
    page = pdf.new_page(width, height)
    page.insert_obj(image)
    page.gen_content()
    page.close()


if __name__ == "__main__":
    sys.exit(main())
