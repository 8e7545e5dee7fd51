"""Pieces of printed tables become one logical table."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from thuocdo.documents.parsing.text import read_text
from thuocdo.documents.rules.blocks import Block, BlockKind, Cell, Document, Row, Table
from thuocdo.documents.rules.tables import repair_tables

HEADER = "STT\tNhiệm vụ\tCơ quan chủ trì\tThời gian"


def tables(text: str) -> list[Table]:
    return list(repair_tables(read_text(text.encode())).tables())


def rows(text: str) -> list[tuple[str, ...]]:
    (table,) = tables(text)
    return [row.texts() for row in table.rows]


def numbered(*names: str) -> str:
    return "\n".join(f"{at}\t{name}\tPhòng Kinh tế\tQuý I/2026" for at, name in enumerate(names, 1))


def test_pieces_with_the_header_printed_again_are_one_table() -> None:
    """The header of each page is dropped, also with slips of recognition."""
    slip = HEADER.replace("Nhiệm", "Nhiêm").replace("gian", "gìan")
    text = f"{HEADER}\n{numbered('Rà soát hồ sơ')}\n\n{slip}\n2\tNiêm yết kết quả\tCông an xã\tHàng tháng\n"
    assert [row[1] for row in rows(text)] == ["Rà soát hồ sơ", "Niêm yết kết quả"]


def test_pieces_without_a_header_and_with_the_title_again_are_one_table() -> None:
    """A page may print the title of the table again, or nothing at all."""
    text = f"BIỂU NHIỆM VỤ NĂM 2026\n\n{HEADER}\n{numbered('Rà soát', 'Niêm yết')}\n\nBIỂU NHIỆM VỤ NĂM 2026\n\n{HEADER}\n3\tKhảo sát\tCông an xã\tQuý II\n\n4\tTổng kết\tCông an xã\tQuý IV\n"
    assert [row[0] for row in rows(text)] == ["1", "2", "3", "4"]


def test_tables_under_different_titles_stay_apart() -> None:
    """The same header under another heading begins another table."""
    text = (
        f"{HEADER}\n{numbered('Rà soát')}\n\n2. Nhóm nhiệm vụ thứ hai\n\n{HEADER}\n{numbered('Niêm yết')}\n"
    )
    assert [len(table.rows) for table in tables(text)] == [1, 1]
    assert [table.number for table in tables(text)] == [1, 2]


def test_a_row_cut_by_a_page_is_joined() -> None:
    """The rest of a row (no number, small letter) goes back to its row with a blank; the sources are kept."""
    text = (
        f"{HEADER}\n{numbered('Rà soát', 'Công bố kết quả giải quyết thủ tục trên')}\n\n"
        f"{HEADER}\n\ttrang thông tin của xã\t\t\n3\tKhảo sát\tCông an xã\tQuý II\n"
    )
    (table,) = tables(text)
    assert [row.cells[1].text for row in table.rows] == [
        "Rà soát",
        "Công bố kết quả giải quyết thủ tục trên trang thông tin của xã",
        "Khảo sát",
    ]
    assert [source.line for source in table.rows[1].joined] == [3, 6]


@pytest.mark.parametrize(
    ("first", "second", "whole"),
    [
        ("Trung tâm Phục", "vụ hành chính công", "Trung tâm Phục vụ hành chính công"),
        ("theo Công văn số 101/SKHCN-", "BCVT ngày 05/01", "theo Công văn số 101/SKHCN-BCVT ngày 05/01"),
        ("trước ngày 15/10/20", "26 tại trụ sở", "trước ngày 15/10/2026 tại trụ sở"),
        ("tổng số hồ sơ là 2.1", "41 hồ sơ", "tổng số hồ sơ là 2.141 hồ sơ"),
        ("niêm yết cô", "ng khai tại thôn", "niêm yết công khai tại thôn"),
        ("công bố 12", "15 thủ tục", "công bố 12 15 thủ tục"),
    ],
)
def test_halves_join_inside_words_and_numbers(first: str, second: str, whole: str) -> None:
    """A blank joins two halves, unless the page cut a word, a number or a document's number."""
    from thuocdo.documents.rules.joining import join_halves

    assert join_halves(first, second) == whole


def test_a_tail_printed_in_the_next_rows_cell_goes_back() -> None:
    """A cell that stops in the middle gets its end from the first paragraph of the next row's cell."""
    header = "STT\tTồn tại, hạn chế\tNguyên nhân\tGiải pháp khắc phục\tThời gian"
    body = "\n".join(
        f"{n}\t{n}. Chưa đạt nội dung {n}\tChưa làm đủ việc {n}\tLàm đủ việc {n}\tQuý {n}" for n in (1, 2, 3)
    )
    text = (
        f"{header}\n{body}\n4\t4. Thiếu báo cáo\tGửi muộn theo Công văn số 12/SNV-\tGửi sớm\tQuý IV\n\n"
        f"{header}\n5\t5. Thiếu kế hoạch\t<p>CCHC ngày 05/01/2026.</p><p>Chưa ban hành.</p>\tBan hành\tQuý IV\n"
    )
    (table,) = tables(text)
    assert table.rows[3].cells[2].text == "Gửi muộn theo Công văn số 12/SNV-CCHC ngày 05/01/2026."
    assert table.rows[4].cells[2].text == "Chưa ban hành."


def test_rows_one_column_off_are_moved_back_and_marked() -> None:
    """A row that lost its first cell and prints another twice is aligned with the others."""
    header = "STT\tLĩnh vực\tTồn tại\tNguyên nhân\tGiải pháp\tChủ trì\tThời gian"
    cause = "Chưa có người theo dõi thường xuyên việc nhập dữ liệu vào hệ thống"
    whole = "\n".join(
        f"{'1' if n == 1 else ''}\t{'Chuyển đổi số' if n == 1 else ''}\t{n}. Tồn tại {n}\t{cause} {n}\tGiao người theo dõi {n}\tPhòng Kinh tế\tQuý II"
        for n in range(1, 7)
    )
    shifted = f"\t7. Tồn tại 7\t{cause}\t{cause}\tGiao người theo dõi 7\tPhòng Kinh tế\tQuý II"
    (table,) = tables(f"{header}\n{whole}\n{shifted}\n")
    last = table.rows[-1]
    assert last.shifted
    assert last.texts()[2:5] == ("7. Tồn tại 7", cause, "Giao người theo dõi 7")
    assert not any(row.shifted for row in table.rows[:-1])


def test_blank_group_cells_inherit_and_are_marked() -> None:
    """A vertical merge prints its text once; the rows below get it, marked as inherited."""
    text = (
        "Lĩnh vực\tNhiệm vụ\tChủ trì\tThời gian\nThể chế\tRà soát văn bản của xã\tPhòng A\tQuý I\n"
        "\tCông bố danh mục hết hiệu lực\tPhòng A\tQuý II\nBộ máy\tSắp xếp các đơn vị\tPhòng B\tQuý III\n"
    )
    (table,) = tables(text)
    assert [(row.cells[0].text, row.cells[0].inherited) for row in table.rows] == [
        ("Thể chế", False),
        ("Thể chế", True),
        ("Bộ máy", False),
    ]


def test_merged_cells_known_from_the_format_are_filled() -> None:
    """Where the reader marks a merged cell, it is filled in any column."""

    def cells(*texts: str | None) -> tuple[Cell, ...]:
        return tuple(Cell(text or "", inherited=text is None) for text in texts)

    table = Table(
        (),
        (
            Row(cells("STT", "Nhiệm vụ", "Chủ trì", "Thời gian")),
            Row(cells("1", "Rà soát", "Phòng A", "Quý I")),
            Row(cells("2", "Niêm yết", None, "Quý II")),
        ),
    )
    (made,) = repair_tables(Document((Block(BlockKind.TABLE, "", table=table),))).tables()
    assert (made.rows[1].cells[2].text, made.rows[1].cells[2].inherited) == ("Phòng A", True)


@pytest.mark.parametrize(
    "section", ["I. CẢI CÁCH THỂ CHẾ\t\t\t", "I\tCải cách thể chế\t\t", "\tCẢI CÁCH THỂ CHẾ\t\t"]
)
def test_title_rows_are_sections(section: str) -> None:
    """One title over the width, alone or after its own mark, is a section, not a task."""
    (table,) = tables(f"{HEADER}\n{section}\n{numbered('Rà soát', 'Niêm yết', 'Khảo sát')}\n")
    assert [row.section for row in table.rows] == [True, False, False, False]


def test_header_rows_are_stacked_over_their_columns() -> None:
    """Two header rows give one name per column, also where the spans were lost; column numbers are dropped."""
    text = (
        "TT\tChỉ số thành phần\tNăm 2023\tMục tiêu năm 2024\tĐơn vị theo dõi\n\n"
        "\t\tĐiểm số\tThứ hạng\tĐiểm số\tThứ hạng\t\n(1)\t(2)\t(3)\t(4)\t(5)\t(6)\t(7)\n1\tQuản trị điện tử\t3,1\t20/63\t3,3\t18/63\tSở A\n"
    )
    (table,) = tables(text)
    assert table.header[2:6] == (
        "Năm 2023 Điểm số",
        "Năm 2023 Thứ hạng",
        "Mục tiêu năm 2024 Điểm số",
        "Mục tiêu năm 2024 Thứ hạng",
    )
    assert len(table.rows) == 1


def test_a_total_row_is_no_rest_of_the_row_above() -> None:
    """A total without number after a page break stays a row."""
    header = "TT\tChỉ số thành phần\tĐiểm số\tMục tiêu"
    body = "\n".join(f"{n}\tChỉ số {n}\t5,1\t5,3" for n in (1, 2, 3))
    assert len(rows(f"{header}\n{body}\n\n\tTổng cộng\t15,3\t15,9\n")) == 4


def test_the_real_tables_have_their_true_number_of_rows(shared: Path) -> None:
    """27 gaps and 21 tasks in 8 sections, three shifted rows; 9 targets; 22 rows in 8 sections."""

    def read(number: str) -> list[Table]:
        path = next((shared / "seeds").glob(f"{number}_*"))
        return list(repair_tables(read_text(path.read_bytes())).tables())

    gaps, tasks = read("003")
    assert (len(gaps.rows), sum(row.shifted for row in gaps.rows)) == (27, 3)
    assert (sum(not row.section for row in tasks.rows), sum(row.section for row in tasks.rows)) == (21, 8)
    assert [len(table.rows) for table in read("002")] == [9]
    (appendix,) = read("004")
    assert (sum(not row.section for row in appendix.rows), sum(row.section for row in appendix.rows)) == (
        22,
        8,
    )


WORDS = st.text(alphabet="abcdeghiklmnopđêô \t\n|-.;0123456789", max_size=30)


@given(st.lists(st.lists(WORDS, min_size=1, max_size=5), max_size=8))
def test_repair_twice_is_repair_once_and_loses_no_letter(grid: list[list[str]]) -> None:
    """Whatever the cells hold, a repaired document is left alone and every printed text is still there."""
    printed = Table((), tuple(Row(tuple(Cell(text) for text in line)) for line in grid))
    once = repair_tables(Document((Block(BlockKind.TABLE, "", table=printed),)))
    assert repair_tables(once).blocks[0].table is not None
    if any(table.header for table in once.tables()):
        assert repair_tables(once) == once
