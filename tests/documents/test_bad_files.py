"""Untrusted files: each ends in a document or in one clear Vietnamese sentence."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.documents.badfiles import corpus, pdf_saying
from tests.documents.wordfiles import cell, item, para, table, word
from thuocdo.documents.parsing.docx import read_docx
from thuocdo.documents.parsing.limits import Limits
from thuocdo.documents.parsing.pdf import read_pdf
from thuocdo.documents.parsing.read import read_document
from thuocdo.documents.parsing.sniff import FileKind, sniff
from thuocdo.documents.rules.blocks import Document
from thuocdo.lib.errors import InputError

CORPUS = corpus()
GOOD_DOCX = word(para("Kế hoạch") + item("Rà soát", 3) + table(cell("A") + cell("B"), columns=2))
GOOD_PDF = pdf_saying("Ke hoach nam 2026")


@pytest.mark.parametrize("name", CORPUS)
def test_a_bad_file_is_answered_by_one_sentence(name: str, tmp_path: Path) -> None:
    """The answer says what is wrong, ends with a full stop and shows nothing of the program's inside."""
    data, part = CORPUS[name]
    path = tmp_path / name
    path.write_bytes(data)
    with pytest.raises(InputError) as caught:
        read_document(path)
    sentence = str(caught.value)
    assert part in sentence
    assert sentence.endswith(".")
    assert "\n" not in sentence and "Error" not in sentence and "Traceback" not in sentence


def test_the_name_of_a_file_is_not_asked(tmp_path: Path) -> None:
    """A Word file called .pdf is read as Word, a PDF called .txt as PDF."""
    for data, name, reader in ((GOOD_DOCX, "a.pdf", "docx"), (GOOD_PDF, "b.txt", "pdf")):
        (tmp_path / name).write_bytes(data)
        assert read_document(tmp_path / name).reader == reader


def test_scripts_and_attachments_of_a_pdf_are_not_looked_at() -> None:
    """A PDF that wants to run a script when opened is read as text."""
    data = pdf_saying("Noi dung", catalogue="/OpenAction << /S /JavaScript /JS (app.alert\\(1\\)) >>")
    assert [b.text for b in read_pdf(data).blocks] == ["Noi dung"]


@pytest.mark.parametrize(
    ("limits", "part"),
    [(Limits(size=100), "lớn quá"), (Limits(entries=1), "phần"), (Limits(unpacked=100), "giải nén")],
)
def test_each_limit_is_said_by_its_own_sentence(limits: Limits, part: str) -> None:
    """Size, entries and unpacked bytes are looked at before anything is unpacked."""
    with pytest.raises(InputError, match=part):
        sniff(GOOD_DOCX, limits)


def test_a_pdf_with_too_many_pages_is_refused() -> None:
    """The limit counts pages before reading them."""
    with pytest.raises(InputError, match="quá 0 trang"):
        read_pdf(GOOD_PDF, limits=Limits(pages=0))


@pytest.mark.parametrize("what", ["missing", "folder"])
def test_what_is_no_file_is_said(what: str, tmp_path: Path) -> None:
    """A wrong path and a folder are answered alike."""
    with pytest.raises(InputError, match="Không có tệp"):
        read_document(tmp_path if what == "folder" else tmp_path / "x.docx")


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"\xff\xd8\xff\xe0", FileKind.JPEG),
        (b"\x89PNG\r\n\x1a\n", FileKind.PNG),
        (b"II*\0", FileKind.TIFF),
        (b"{\\rtf1 x}", FileKind.RTF),
        ("Kế hoạch".encode("utf-16"), FileKind.TEXT),
        ("\ufeffKế hoạch".encode(), FileKind.TEXT),
        (b"BM la viet tat", FileKind.TEXT),
    ],
)
def test_kinds_are_told_by_the_first_bytes(data: bytes, kind: FileKind) -> None:
    """Pictures, RTF and Unicode text are known by how they begin."""
    assert sniff(data) is kind


def _damaged(good: bytes) -> st.SearchStrategy[bytes]:
    """The file with some bytes changed, or cut, or with a part doubled."""

    def change(places: list[tuple[int, int]]) -> bytes:
        out = bytearray(good)
        for at, value in places:
            out[at] ^= value
        return bytes(out)

    at = st.integers(0, len(good) - 1)
    flips = st.lists(st.tuples(at, st.integers(1, 255)), min_size=1, max_size=6).map(change)
    cuts = at.map(lambda n: good[:n])
    doubled = st.tuples(at, at).map(lambda p: good[: p[0]] + good[min(p) :])
    return st.one_of(flips, cuts, doubled)


@settings(max_examples=120, deadline=None, database=None)
@given(_damaged(GOOD_DOCX))
def test_a_damaged_word_file_gives_a_document_or_a_sentence(data: bytes) -> None:
    """Whatever byte is hurt, nothing else comes out."""
    try:
        assert isinstance(read_docx(data), Document)
    except InputError as error:
        assert str(error).endswith(".")


@settings(max_examples=120, deadline=None, database=None)
@given(_damaged(GOOD_PDF))
def test_a_damaged_pdf_gives_a_document_or_a_sentence(data: bytes) -> None:
    """Whatever byte is hurt, nothing else comes out."""
    try:
        assert isinstance(read_pdf(data, ocr=False), Document)
    except InputError as error:
        assert str(error).endswith(".")
