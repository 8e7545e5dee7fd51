"""PDF files with a text layer give the blocks of the Word file they were made from."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.documents.badfiles import mini_pdf
from tests.documents.builders import html_to_pdf, texts, to_docx, to_pdf
from thuocdo.documents.parsing.docx import read_docx
from thuocdo.documents.parsing.pdf import read_pdf
from thuocdo.documents.parsing.read import read_document
from thuocdo.documents.rules.blocks import Block, BlockKind, Cell, Document, Row, Table
from thuocdo.documents.rules.tables import repair_tables

LONG = (
    "Tăng cường công tác thông tin, tuyên truyền trong đội ngũ cán bộ, công chức và Nhân dân về dân chủ ở cơ sở; "
    "công khai đầy đủ, kịp thời các nội dung phải công khai tại trụ sở và nhà văn hóa thôn, bản; "
    "định kỳ hằng quý báo cáo kết quả về Ủy ban nhân dân xã qua Văn phòng HĐND và UBND."
)


def _plan(rows: int) -> list[Block]:
    head = ("Stt", "Nhiệm vụ, giải pháp", "Cơ quan chủ trì", "Cơ quan phối hợp", "Thời gian")
    body = [
        (
            str(n),
            f"Nhiệm vụ số {n}: {LONG if n % 4 == 0 else LONG[:90]}",
            "Phòng Văn hóa - Xã hội" if n % 2 else "Trung tâm Phục vụ hành chính công xã Mẫu",
            "Các cơ quan, đơn vị có liên quan",
            ("Thường xuyên", "Quý III/2026", "Trước ngày 31/12/2026")[n % 3],
        )
        for n in range(1, rows + 1)
    ]
    table = Table(header=head, rows=tuple(Row(tuple(Cell(text) for text in line)) for line in body))
    letters = [
        Block(BlockKind.LIST_ITEM, f"{LONG} Nội dung {letter}.", marker=letter) for letter in "abcdđegh"
    ]
    return [
        Block(BlockKind.HEADING, "KẾ HOẠCH", bold=True, centred=True),
        Block(
            BlockKind.HEADING,
            "Nâng cao Chỉ số hiệu quả quản trị và hành chính công (PAPI) và Chỉ số cải cách hành chính xã Mẫu năm 2026",
            bold=True,
            centred=True,
        ),
        Block(BlockKind.PARAGRAPH, f"Căn cứ Kế hoạch số 45/KH-UBND ngày 11/6/2026. {LONG}"),
        Block(BlockKind.HEADING, "MỤC ĐÍCH, YÊU CẦU", marker="I", bold=True),
        *letters,
        Block(BlockKind.HEADING, "NHIỆM VỤ", marker="II", bold=True),
        Block(BlockKind.TABLE, "", table=table),
        Block(BlockKind.PARAGRAPH, LONG),
        Block(BlockKind.LIST_ITEM, "Các đơn vị báo cáo trước ngày 15/12/2026.", marker="-"),
    ]


@pytest.fixture(scope="module")
def plan() -> list[Block]:
    return _plan(60)


@pytest.fixture(scope="module")
def word(plan: list[Block]) -> Document:
    return repair_tables(read_docx(to_docx(plan)))


@pytest.fixture(scope="module")
def pdf(plan: list[Block]) -> Document:
    return repair_tables(read_pdf(to_pdf(plan)))


def test_every_line_and_cell_is_the_same_as_in_word(word: Document, pdf: Document) -> None:
    """Paragraphs over pages, rows cut by pages and repeated headers come out as in the Word file."""
    assert texts(pdf) == texts(word)
    assert [(b.kind, b.marker) for b in pdf.blocks] == [(b.kind, b.marker) for b in word.blocks]


def test_each_block_has_its_page_and_place(pdf: Document) -> None:
    """Pages ascend, boxes lie inside the page, rows carry both."""
    pages = [b.source.page or 0 for b in pdf.blocks]
    assert pages == sorted(pages) and pages[0] == 1 and pages[-1] == pdf.pages
    (table,) = pdf.tables()
    for source in [b.source for b in pdf.blocks] + [row.source for row in table.rows]:
        assert source.box is not None
        x0, top, x1, bottom = source.box
        assert 0 <= x0 < x1 <= 1 and 0 <= top < bottom <= 1


def test_a_row_cut_by_a_page_names_both_halves(pdf: Document) -> None:
    """Joined rows keep where each half stands."""
    (table,) = pdf.tables()
    joined = [row for row in table.rows if row.joined]
    assert joined
    for row in joined:
        first, *more = [source.page or 0 for source in row.joined]
        assert first == row.source.page and more == list(range(first + 1, first + 1 + len(more)))


def test_page_numbers_are_kept_apart(pdf: Document) -> None:
    """The running number at the head of each page is no paragraph."""
    assert pdf.running == ("1",)


def test_three_hundred_rows_come_out_cell_by_cell(tmp_path: Path) -> None:
    """A long table of many pages has as many rows as it was given, with the same cells."""
    plan = _plan(300)
    path = tmp_path / "bang.pdf"
    path.write_bytes(to_pdf(plan))
    (table,) = read_document(path).tables()
    given = plan[-3].table
    assert given is not None
    assert table.header == given.header
    assert [row.texts() for row in table.rows] == [row.texts() for row in given.rows]


def _html(body: str, style: str = "") -> Document:
    css = "@page { size: A4; margin: 2cm 2cm 2cm 3cm } body { font: 13pt 'Liberation Serif' } p { margin: 0 0 6pt }"
    return read_pdf(html_to_pdf(f"<style>{css}{style}</style>{body}"))


def test_heads_side_by_side_are_read_one_after_the_other() -> None:
    """The left head comes first, then the right one, line by line."""
    head = (
        "<table style='width:100%'><tr><td style='text-align:center'>ỦY BAN NHÂN DÂN<br>XÃ MẪU<br>Số: 12/KH-UBND</td>"
        "<td style='text-align:center'><b>CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM</b><br>Độc lập - Tự do - Hạnh phúc<br>"
        "Xã Mẫu, ngày 16 tháng 6 năm 2026</td></tr></table>"
    )
    assert texts(_html(head + f"<p>{LONG}</p>")) == [
        "ỦY BAN NHÂN DÂN",
        "XÃ MẪU",
        "Số: 12/KH-UBND",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
        "Xã Mẫu, ngày 16 tháng 6 năm 2026",
        LONG,
    ]


def test_merged_cells_are_marked_and_wide_ones_keep_their_span() -> None:
    """Ruling lines that are missing inside a merge make one cell, blank below and wide across."""
    rows = (
        "<tr><td rowspan=2>1</td><td colspan=2>Rộng hai cột</td></tr><tr><td>trái</td><td>phải</td></tr>"
        "<tr><td>2</td><td>ba</td><td>bốn</td></tr>"
    )
    (table,) = _html(
        f"<table style='width:100%'>{rows}</table>",
        "table { border-collapse: collapse } td { border: 1px solid }",
    ).tables()
    assert [row.texts() for row in table.rows] == [
        ("1", "Rộng hai cột", ""),
        ("", "trái", "phải"),
        ("2", "ba", "bốn"),
    ]
    assert table.rows[0].cells[1].colspan == 2
    assert table.rows[1].cells[0].inherited


def test_a_word_cut_inside_a_narrow_cell_is_mended() -> None:
    """A date or a document number broken by the width of its cell is one word; two words stay two."""
    cells = (
        "<td>Theo Công văn số 1070/UBND-VHXH ngày 07/07/2026</td><td>Thường xuyên</td><td>" + LONG + "</td>"
    )
    style = "table { border-collapse: collapse; table-layout: fixed; width: 100% } td { border: 1px solid; overflow-wrap: anywhere } td:nth-child(1), td:nth-child(2) { width: 55px }"
    (table,) = _html(f"<table><tr>{cells}</tr></table>", style).tables()
    first, second, _ = table.rows[0].texts()
    assert first == "Theo Công văn số 1070/UBND-VHXH ngày 07/07/2026"
    assert second == "Thường xuyên"


def test_footnotes_stand_apart_and_their_marks_leave_the_text() -> None:
    """Small print at the foot of a page is a footnote after the paragraph that ends before it."""
    body = f"<p>{LONG}<span class='n'>Theo số liệu của xã Mẫu năm 2025.</span> Câu sau.</p>"
    style = ".n { float: footnote; font-size: 9pt } ::footnote-call { font-size: 8pt; vertical-align: super }"
    document = _html(body, style)
    assert [(b.kind, b.text) for b in document.blocks] == [
        (BlockKind.PARAGRAPH, f"{LONG} Câu sau."),
        (BlockKind.FOOTNOTE, "Theo số liệu của xã Mẫu năm 2025."),
    ]


@pytest.mark.parametrize(
    ("turn", "matrix", "steps"),
    [
        (0, "1 0 0 1", ((72, 700), (72, 680))),
        (90, "0 1 -1 0", ((100, 72), (120, 72))),
        (180, "-1 0 0 -1", ((500, 100), (500, 120))),
        (270, "0 -1 1 0", ((500, 700), (480, 700))),
    ],
)
def test_a_turned_page_is_read_as_it_is_seen(
    turn: int, matrix: str, steps: tuple[tuple[int, int], ...]
) -> None:
    """An appendix laid on its side by the page's own rotation keeps the order of its lines."""
    drawn = " ".join(
        f"BT /F1 12 Tf {matrix} {x} {y} Tm ({text}.) Tj ET"
        for text, (x, y) in zip(("Dong mot", "Dong hai"), steps, strict=True)
    )
    data = mini_pdf(
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        f"<< /Type /Page /Parent 2 0 R /Rotate {turn} /MediaBox [0 0 595 842] /Contents 4 0 R "
        "/Resources << /Font << /F1 5 0 R >> >> >>",
        f"<< /Length {len(drawn)} >>\nstream\n{drawn}\nendstream",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    )
    assert [b.text for b in read_pdf(data).blocks] == ["Dong mot.", "Dong hai."]
