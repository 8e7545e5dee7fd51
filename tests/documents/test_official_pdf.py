"""PDF of official documents: the same words whichever program makes it."""

from __future__ import annotations

import io
import re
from collections import Counter
from html import unescape

import docx
import pypdfium2
import pytest

from tests.documents.official import every, plan, slip
from thuocdo.documents.parsing.office import program
from thuocdo.documents.writing import pdf
from thuocdo.documents.writing.docx import write_docx
from thuocdo.documents.writing.html import html_of
from thuocdo.lib.errors import InputError


def words(text: str) -> list[str]:
    return text.split()


def of_word(data: bytes) -> list[str]:
    """The words of a Word file, in the order of the page."""
    document, found = docx.Document(io.BytesIO(data)), []
    for block in document.iter_inner_content():
        if hasattr(block, "rows"):
            for row in block.rows:
                seen = []
                for cell in row.cells:
                    if cell._tc not in seen:
                        seen.append(cell._tc)
                        found += [p.text for p in cell.paragraphs]
        else:
            found.append(block.text)
    return words(" ".join(found))


def of_page(page: str) -> list[str]:
    """The words of an HTML page's body, the address at the foot left out."""
    body = page.split("<body>")[1]
    body = re.sub(r"<(style|footer).*?</\1>", " ", body, flags=re.S)
    return words(unescape(re.sub(r"<[^>]+>", " ", body)).replace("\xa0", " "))


@pytest.mark.parametrize("name", every())
def test_the_page_has_the_words_of_the_word_file(name: str) -> None:
    """No component, row or annex is lost or added on the way to the PDF of machines without LibreOffice."""
    document = every()[name]
    assert of_page(html_of(document)) == of_word(write_docx(document))


def pages(data: bytes) -> list[str]:
    file = pypdfium2.PdfDocument(data)
    return [page.get_textpage().get_text_range() for page in file]


def test_annexes_count_their_own_pages() -> None:
    """The first page shows no number, an annex of two pages counts 1 and 2 by itself."""
    made = pages(pdf.by_weasyprint(html_of(plan(60))))
    assert len(made) > 4 and "Phụ lục I" in made[1]
    lasts = [page.strip().splitlines()[-1].strip() for page in made]  # the margin comes last in this file
    assert lasts[2:4] == ["2", "3"] and not any(lasts[index].isdigit() for index in (0, 1, -1))
    assert "TT" in made[2]  # the heading of the table is there again


def test_without_libreoffice_the_slip_is_still_made(monkeypatch: pytest.MonkeyPatch) -> None:
    """WeasyPrint makes the A5 page, on one sheet, with the new day."""
    monkeypatch.setattr(pdf, "program", lambda: None)
    (text,) = pages(pdf.pdf_of_slip(slip()))
    assert "PHIẾU XIN LỖI" in text and "09/02/2026" in text


def test_a_page_of_ours_fetches_nothing() -> None:
    """Words that look like markup are printed as words; nothing is loaded from anywhere."""
    with pytest.raises(ValueError, match="loads nothing"):
        pdf._nothing("http://example.org/x.png")
    document = every()["NOTICE"]
    page = html_of(type(document)(**{**_fields(document), "title": "<img src='file:///etc/passwd'>"}))
    assert "<img" not in page.split("<body>")[1]


def _fields(document: object) -> dict[str, object]:
    return {name: getattr(document, name) for name in document.__slots__}  # type: ignore[attr-defined]


@pytest.mark.office
def test_libreoffice_prints_the_same_words() -> None:
    """Where LibreOffice is installed it makes the PDF, with all the words and an annex that counts from 1."""
    if program() is None:
        pytest.fail("LibreOffice is not installed")
    made = pages(pdf.pdf_of(plan(60)))
    # letters that the machine's font lacks come from another one and stand apart in the text: letters are counted
    printed = Counter("".join("".join(made).split()))
    assert Counter("".join(of_word(write_docx(plan(60))))) - printed == Counter()
    assert [page.split()[0] for page in made[2:4]] == ["2", "3"]


@pytest.mark.office
def test_a_broken_file_is_told_in_one_sentence() -> None:
    """What LibreOffice can't open gives a sentence, not a crash."""
    soffice = program()
    assert soffice
    with pytest.raises(InputError, match="không tạo được PDF"):
        pdf.by_office(soffice, b"PK\x03\x04 nothing")
