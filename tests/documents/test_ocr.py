"""Scans: the same plan as pictures gives the same blocks, but for slips of recognition."""

from __future__ import annotations

import difflib
import shutil
import struct
import zlib
from pathlib import Path
from typing import Any

import pytest

from tests.documents.builders import html_to_pdf, scan_pdf, texts, to_pdf, to_scan
from tests.documents.test_pdf_reader import _plan
from thuocdo.documents.parsing import ocr
from thuocdo.documents.parsing.limits import Step
from thuocdo.documents.parsing.ocr import tesseract
from thuocdo.documents.parsing.pdf import read_pdf
from thuocdo.documents.parsing.read import read_document
from thuocdo.documents.parsing.sandbox import read_safely
from thuocdo.documents.rules.blocks import Document
from thuocdo.documents.rules.tables import repair_tables
from thuocdo.lib.errors import InputError


@pytest.fixture(scope="module")
def pdf() -> bytes:
    return to_pdf(_plan(7))


@pytest.fixture(scope="module")
def plain(pdf: bytes) -> Document:
    return repair_tables(read_pdf(pdf))


def _likeness(a: Document, b: Document) -> float:
    """Share of equal words, block by block."""
    words = [" ¶ ".join(texts(document)).split() for document in (a, b)]
    return difflib.SequenceMatcher(None, *words, autojunk=False).ratio()


@pytest.mark.ocr
def test_a_scan_gives_the_blocks_of_the_text(pdf: bytes, plain: Document, tmp_path: Path) -> None:
    """Clean pages at 300 dpi: 97 of 100 words equal, every row with every cell, all steps told."""
    steps: list[tuple[Step, int, int]] = []
    path = scan_pdf(to_scan(pdf), tmp_path / "quet.pdf")
    scan = read_safely(path, progress=lambda *step: steps.append(step))
    assert scan.reader == "ocr" and scan.pages == plain.pages
    assert _likeness(plain, scan) > 0.97
    (mine,), (given,) = list(scan.tables()), list(plain.tables())
    assert len(mine.rows) == len(given.rows) and len(mine.header) == len(given.header)
    assert [r.texts()[4] for r in mine.rows] == [r.texts()[4] for r in given.rows]
    assert (Step.OCR, 1, scan.pages) in steps
    assert 0 < min(b.source.confidence for b in scan.blocks) < 1


@pytest.mark.ocr
@pytest.mark.parametrize("turn", [1.3, -2.0, 90, 180])
def test_a_crooked_or_lying_picture_is_set_upright(
    turn: float, pdf: bytes, plain: Document, tmp_path: Path
) -> None:
    """A page scanned slightly turned, lying on its side or standing on its head reads nearly as well."""
    (first, *_rest) = to_scan(pdf, pages=1)
    page: Any = first
    page.rotate(turn, fillcolor=255, expand=turn >= 90).save(tmp_path / "anh.png")
    found = texts(read_document(tmp_path / "anh.png"))
    assert found[:1] == ["KẾ HOẠCH"]
    given = " ".join(texts(plain)).split()[: len(" ".join(found).split())]
    assert difflib.SequenceMatcher(None, given, " ".join(found).split(), autojunk=False).ratio() > 0.9


@pytest.mark.ocr
def test_a_page_nobody_can_read_is_named(pdf: bytes, tmp_path: Path) -> None:
    """Noise gives no text but the sentence of the upload page; the other pages are read."""
    import numpy as np
    from PIL import Image

    noise = Image.fromarray((np.random.default_rng(1).random((3508, 2480)) * 255).astype("uint8"))
    path = scan_pdf([*to_scan(pdf, pages=1), noise], tmp_path / "hai.pdf")
    document = read_document(path)
    assert document.notes == (
        "Không nhận ra chữ ở trang 2 (ảnh mờ hoặc nghiêng). "
        "Vẫn rà soát được các trang khác; hãy quét lại trang này ở 300 dpi.",
    )
    assert document.blocks and document.pages == 2


@pytest.mark.ocr
def test_roman_numerals_are_counted_in_the_picture(tmp_path: Path) -> None:
    """Quarters are where recognition slips and a deadline changes."""
    body = "".join(f"<p>Hoàn thành trong Quý {n}/2026.</p>" for n in ("II", "III", "IV"))
    style = "<style>body { font: 13pt 'Liberation Serif' }</style>"
    path = scan_pdf(to_scan(html_to_pdf(style + body)), tmp_path / "quy.pdf")
    assert texts(read_document(path)) == [f"Hoàn thành trong Quý {n}/2026." for n in ("II", "III", "IV")]


@pytest.mark.ocr
def test_of_ocrmypdfs_programs_only_tesseract_is_needed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """On a machine with neither Ghostscript nor unpaper a crooked page is straightened and read."""
    programs = tmp_path / "bin"
    programs.mkdir()
    (programs / "tesseract").symlink_to(str(shutil.which("tesseract")))
    style = "<style>body { font: 13pt 'Liberation Serif' }</style>"
    page: Any = to_scan(html_to_pdf(style + "<p>Hoàn thành trong năm 2026.</p>" * 6))[0]
    page.rotate(1.5, fillcolor=255).save(tmp_path / "anh.png")
    monkeypatch.setenv("PATH", str(programs))
    assert texts(read_document(tmp_path / "anh.png"))[0] == "Hoàn thành trong năm 2026."


def _words(turn: float) -> Any:
    """Rows of word-like bars in a ruled frame, turned counterclockwise."""
    import cv2
    import numpy as np

    page = np.full((1800, 1400), 255, np.uint8)
    cv2.rectangle(page, (80, 80), (1320, 1720), 0, 4)
    for y in range(140, 1640, 60):
        for x in range(120, 1200, 130):
            cv2.rectangle(page, (x, y), (x + 90, y + 26), 0, -1)
    matrix = cv2.getRotationMatrix2D((700, 900), turn, 1.0)
    return cv2.warpAffine(page, matrix, (1400, 1800), borderValue=255)


@pytest.mark.parametrize("turn", [0.0, 1.3, -4.0, 5.5])
def test_skew_is_measured(turn: float) -> None:
    """The angle that makes a turned page level is found to a tenth of a degree, with a table on it."""
    from thuocdo.documents.parsing.ocr import image

    page = _words(turn)
    assert image.skew(page) == pytest.approx(-turn, abs=0.1)
    assert not image.lies_on_its_side(page)
    assert image.lies_on_its_side(image.decode(_png(page.T.copy()))[0])


def _png(page: Any) -> bytes:
    import cv2

    done, data = cv2.imencode(".png", page)
    assert done
    return bytes(data)


def test_a_very_long_picture_is_made_to_fit() -> None:
    """A strip that would pass what a PDF page and Tesseract can hold is scaled down, never refused for that."""
    import numpy as np

    from thuocdo.documents.parsing.ocr import image

    assert max(image.to_dpi(np.full((50_000, 500), 255, np.uint8)).shape) <= image.LONGEST
    assert image.to_dpi(np.full((12_000, 900), 255, np.uint8)).size <= image.MOST


@pytest.mark.parametrize("found", [None, "/usr/bin/tesseract"])
def test_a_machine_without_recognition_says_so(
    found: str | None, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Without the program, or without Vietnamese, the sentence names the command that helps."""
    tesseract.missing_program.cache_clear()
    monkeypatch.setattr(shutil, "which", lambda name: found)
    listed = type("Listed", (), {"stdout": "eng\nosd\n"})
    monkeypatch.setattr(tesseract.subprocess, "run", lambda *a, **k: listed)
    (tmp_path / "a.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    try:
        with pytest.raises(InputError, match="thuocdo doctor"):
            read_document(tmp_path / "a.png")
        assert "tiếng Việt" in (ocr.missing_program() or "") or found is None
    finally:
        tesseract.missing_program.cache_clear()


def test_a_machine_without_ocrmypdf_says_so(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """With Tesseract but without ocrmypdf the sentence names it, and the way to the administrator."""
    tesseract.missing_program.cache_clear()
    monkeypatch.setattr(shutil, "which", lambda name: "/usr/bin/tesseract")
    monkeypatch.setattr(
        tesseract.subprocess, "run", lambda *a, **k: type("Listed", (), {"stdout": "vie\nosd\n"})
    )
    monkeypatch.setattr(tesseract, "find_spec", lambda name: None)
    (tmp_path / "a.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    try:
        with pytest.raises(InputError, match=r"ocrmypdf.*thuocdo doctor"):
            read_document(tmp_path / "a.png")
    finally:
        tesseract.missing_program.cache_clear()


@pytest.mark.ocr
@pytest.mark.parametrize("size", [(800, 800), (60_000, 60_000)])
def test_a_picture_that_cannot_be_opened_is_one_sentence(size: tuple[int, int], tmp_path: Path) -> None:
    """A truncated picture and one that claims billions of dots end alike."""
    header = struct.pack(">IIBBBBB", *size, 8, 0, 0, 0, 0)
    chunk = b"IHDR" + header
    data = (
        b"\x89PNG\r\n\x1a\n"
        + struct.pack(">I", 13)
        + chunk
        + struct.pack(">I", zlib.crc32(chunk))
        + b"\0\0\xff\xff"
    )
    (tmp_path / "a.png").write_bytes(data + b"IDAT" + bytes(64))
    with pytest.raises(InputError, match="không mở được"):
        read_safely(tmp_path / "a.png")


def test_recognition_can_be_refused(tmp_path: Path) -> None:
    """A caller that does not want to wait gets a sentence for a scan."""
    (tmp_path / "a.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    with pytest.raises(InputError, match="ảnh quét"):
        read_document(tmp_path / "a.png", ocr=False)
