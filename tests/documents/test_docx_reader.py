"""Word files: what is printed is read, in order, no more and no less."""

from __future__ import annotations

import pytest

from tests.documents.wordfiles import NS, cell, item, para, table, word
from thuocdo.documents.parsing.docx import read_docx
from thuocdo.documents.rules.blocks import BlockKind, Document
from thuocdo.lib.errors import InputError


def said(document: Document) -> list[tuple[str | None, str]]:
    return [(b.marker, b.text) for b in document.blocks]


def grid(document: Document) -> list[list[str]]:
    (found,) = list(document.tables())
    return [list(row.texts()) for row in found.rows]


def test_paragraphs_and_tables_keep_their_order() -> None:
    """A table between two paragraphs is read between them."""
    document = read_docx(word(para("Trước") + table(cell("A") + cell("B"), columns=2) + para("Sau")))
    assert [b.kind for b in document.blocks] == [BlockKind.PARAGRAPH, BlockKind.TABLE, BlockKind.PARAGRAPH]
    assert grid(document) == [["A", "B"]]


def test_generated_numbers_are_read_as_word_prints_them() -> None:
    """Levels count, restart below a higher one, and join outer numbers as the level's text says."""
    body = (
        item("Mục đích", 0) + item("Chung", 1) + item("Cụ thể", 2) + item("Rà soát", 3) + item("Công khai", 3)
        + item("Yêu cầu", 1) + item("Riêng", 2) + item("Đầu", 3) + item("Gạch", 4) + item("Nhiệm vụ", 0) + item("Một", 1)
    )  # fmt: skip
    markers = [marker for marker, _ in said(read_docx(word(body)))]
    assert markers == ["I", "1", "1.1", "a", "b", "2", "2.1", "a", "•", "II", "1"]


def test_a_start_override_counts_from_its_number() -> None:
    """A list that Word was told to start at c) starts at c)."""
    assert said(read_docx(word(item("Đầu", 3, 2) + item("Sau", 3, 2)))) == [("c", "Đầu"), ("d", "Sau")]


@pytest.mark.parametrize(
    ("text", "marker", "rest"),
    [
        ("a) Rà soát", "a", "Rà soát"),
        ("đ) Công khai", "đ", "Công khai"),
        ("1.2. Mục tiêu", "1.2", "Mục tiêu"),
        ("1.2 Mục tiêu", "1.2", "Mục tiêu"),
        ("III. NHIỆM VỤ", "III", "NHIỆM VỤ"),
        ("- Rà soát", "-", "Rà soát"),
        ("+ Rà soát", "+", "Rà soát"),
        ("12.5 điểm là mục tiêu", None, "12.5 điểm là mục tiêu"),
        ("2026 là năm cuối", None, "2026 là năm cuối"),
    ],
)
def test_markers_written_by_hand_are_kept_apart(text: str, marker: str | None, rest: str) -> None:
    """The marker leaves the text; numbers that only begin a sentence stay in it."""
    assert said(read_docx(word(para(text)))) == [(marker, rest)]


def test_a_vertical_merge_gives_marked_blanks() -> None:
    """Cells below the first of a merge are blank and marked as inheriting, not repeated."""
    rows = [cell("1", merge="restart") + cell("x"), cell("", merge="continue") + cell("y")]
    document = read_docx(word(table(*rows, columns=2)))
    (found,) = document.tables()
    assert [[(c.text, c.inherited) for c in row.cells] for row in found.rows] == [
        [("1", False), ("x", False)],
        [("", True), ("y", False)],
    ]


def test_a_wide_cell_keeps_the_columns_of_the_others() -> None:
    """A cell over two columns stands in the first, with its span; the next cell keeps its own column."""
    rows = [cell("Thời gian", span=2) + cell("Đơn vị"), cell("Đầu") + cell("Cuối") + cell("Phòng Nội vụ")]
    (found,) = read_docx(word(table(*rows, columns=3))).tables()
    assert [list(row.texts()) for row in found.rows] == [
        ["Thời gian", "", "Đơn vị"],
        ["Đầu", "Cuối", "Phòng Nội vụ"],
    ]
    assert found.rows[0].cells[0].colspan == 2


def test_grid_lines_dragged_in_some_rows_make_no_columns() -> None:
    """Rows of three cells on different grid lines are rows of three columns."""
    rows = [
        cell("a") + cell("b", span=2) + cell("c"),
        cell("d", span=2) + cell("e") + cell("f"),
        cell("g") + cell("h", span=2) + cell("i"),
    ]
    assert grid(read_docx(word(table(*rows, columns=4)))) == [
        ["a", "b", "c"],
        ["d", "e", "f"],
        ["g", "h", "i"],
    ]


def test_a_nested_table_is_text_of_its_cell() -> None:
    """The rows of an inner table are lines of the cell that holds it."""
    inner = table(cell("trong 1") + cell("trong 2"), cell("trong 3") + cell("trong 4"), columns=2)
    rows = [cell("ngoài") + cell(para("đầu") + inner + para("cuối"))]
    assert grid(read_docx(word(table(*rows, columns=2)))) == [
        ["ngoài", "đầu\ntrong 1 trong 2\ntrong 3 trong 4\ncuối"]
    ]


def test_tables_nested_too_deep_are_refused() -> None:
    """Six tables in one another end in one sentence."""
    inner = para("x")
    for _ in range(6):
        inner = table(cell(inner + para()) + cell("y"), columns=2)
    with pytest.raises(InputError, match="lồng nhau"):
        read_docx(word(inner))


def test_a_text_box_is_read_once() -> None:
    """The box stands twice in the file, for new and for old programs."""
    box = f"<w:txbxContent>{para('DỰ THẢO')}</w:txbxContent>"
    body = (
        "<w:p><w:r><w:t>Trước</w:t><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing>"
        f"<wps:txbx>{box}</wps:txbx></w:drawing></mc:Choice><mc:Fallback><w:pict><v:textbox>{box}</v:textbox></w:pict>"
        "</mc:Fallback></mc:AlternateContent></w:r></w:p>"
    )
    assert [text for _, text in said(read_docx(word(body)))] == ["Trước", "DỰ THẢO"]


def test_tracked_changes_read_as_accepted() -> None:
    """Inserted words are there, deleted ones are not, a deleted paragraph end joins the next paragraph."""
    body = (
        "<w:p><w:r><w:t>Giữ </w:t></w:r><w:ins><w:r><w:t>thêm</w:t></w:r></w:ins>"
        "<w:del><w:r><w:delText>bỏ</w:delText></w:r></w:del></w:p>"
        "<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr><w:r><w:t>Nửa đầu </w:t></w:r></w:p>" + para("nửa sau")
    )
    assert [text for _, text in said(read_docx(word(body)))] == ["Giữ thêm", "Nửa đầu nửa sau"]


def test_field_codes_are_not_text_but_their_results_are() -> None:
    """A cross reference shows its result."""
    body = (
        "<w:p><w:r><w:t>Xem mục </w:t></w:r><w:r><w:fldChar w:fldCharType='begin'/></w:r>"
        "<w:r><w:instrText>REF x</w:instrText></w:r><w:r><w:fldChar w:fldCharType='separate'/></w:r>"
        "<w:r><w:t>2.1</w:t></w:r><w:r><w:fldChar w:fldCharType='end'/></w:r></w:p>"
    )
    assert [text for _, text in said(read_docx(word(body)))] == ["Xem mục 2.1"]


def test_footnotes_follow_their_paragraph() -> None:
    """A footnote is a block of its own kind after the paragraph that names it."""
    notes = f'<w:footnotes {NS}><w:footnote w:id="2">{para("Theo số liệu mẫu.")}</w:footnote></w:footnotes>'
    body = '<w:p><w:r><w:t>Kết quả</w:t></w:r><w:r><w:footnoteReference w:id="2"/></w:r></w:p>' + para("Sau")
    document = read_docx(word(body, {"word/footnotes.xml": notes}))
    assert [(b.kind, b.marker, b.text) for b in document.blocks][1] == (
        BlockKind.FOOTNOTE,
        "1",
        "Theo số liệu mẫu.",
    )
    assert document.blocks[2].text == "Sau"


def test_headers_and_footers_are_kept_apart() -> None:
    """Running text of the pages is not among the blocks."""
    relations = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        '<Relationship Id="r1" Type="x" Target="header1.xml"/></Relationships>'
    )
    section = '<w:sectPr><w:headerReference w:type="default" r:id="r1"/></w:sectPr>'
    header = f"<w:hdr {NS}>{para('UBND XÃ MẪU')}</w:hdr>"
    document = read_docx(
        word(
            para("Nội dung") + section,
            {"word/header1.xml": header, "word/_rels/document.xml.rels": relations},
        )
    )
    assert document.running == ("UBND XÃ MẪU",)
    assert [b.text for b in document.blocks] == ["Nội dung"]


def test_soft_breaks_divide_titles_and_hand_made_lists_only() -> None:
    """In running text a soft break is a blank; in centred text and before a marker a new paragraph begins."""
    body = (
        '<w:p><w:pPr><w:jc w:val="center"/></w:pPr><w:r><w:t>KẾ HOẠCH</w:t><w:br/><w:t>Năm 2026</w:t></w:r></w:p>'
        "<w:p><w:r><w:t>Một câu</w:t><w:br/><w:t>viết tiếp;</w:t><w:br/><w:t>- Việc hai</w:t></w:r></w:p>"
    )
    assert said(read_docx(word(body))) == [
        (None, "KẾ HOẠCH"),
        (None, "Năm 2026"),
        (None, "Một câu viết tiếp;"),
        ("-", "Việc hai"),
    ]


def test_pages_are_counted_by_the_breaks_that_word_noted() -> None:
    """Blocks know their page; a row cut by a page turn turns the page once."""
    turned = "<w:p><w:r><w:lastRenderedPageBreak/><w:t>hai</w:t></w:r></w:p>"
    cut = "<w:p><w:r><w:t>đầu</w:t><w:lastRenderedPageBreak/><w:t> sau</w:t></w:r></w:p>"
    body = para("một") + turned + table(cell(cut) + cell(cut), cell("x") + cell("y"), columns=2) + para("ba")
    document = read_docx(word(body))
    assert [b.source.page for b in document.blocks] == [1, 2, 2, 3]
    (found,) = document.tables()
    assert [row.source.page for row in found.rows] == [2, 3]
    assert document.pages == 3


def test_the_two_borderless_head_tables_are_unfolded() -> None:
    """Heads and signatures stand side by side in tables without lines: they are read as lines, not as a table."""
    plain = (
        '<w:tbl><w:tblGrid><w:gridCol w:w="4000"/><w:gridCol w:w="4000"/></w:tblGrid><w:tr>{}</w:tr></w:tbl>'
    )
    body = plain.format(
        cell(para("Nơi nhận:") + para("- Như trên;") + para("- Lưu: VT."))
        + cell(para("TM. ỦY BAN NHÂN DÂN") + para("CHỦ TỊCH"))
    )
    document = read_docx(word(para("Nội dung.") + body))
    assert not list(document.tables())
    assert said(document)[1:] == [
        (None, "Nơi nhận:"),
        ("-", "Như trên;"),
        ("-", "Lưu: VT."),
        (None, "TM. ỦY BAN NHÂN DÂN"),
        (None, "CHỦ TỊCH"),
    ]
    assert {b.kind for b in document.blocks[1:]} == {BlockKind.SIGNATURE}


def test_text_is_nfc_with_single_blanks() -> None:
    """Decomposed letters, no-break blanks and tabs come out in the one normal form."""
    decomposed = "Kế\u0302".replace("\u0302", "") + " hoa\u0323ch\u00a0 na\u0306m"
    assert said(read_docx(word(para(decomposed)))) == [(None, "Kế hoạch năm")]
