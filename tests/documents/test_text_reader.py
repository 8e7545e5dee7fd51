"""The reader of .txt and .md files."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest

from thuocdo.documents.parsing.text import read_text
from thuocdo.documents.rules.blocks import Block, BlockKind, Document
from thuocdo.lib.errors import InputError


def read(text: str) -> Document:
    return read_text(text.encode())


def texts(document: Document) -> list[str]:
    return [block.text for block in document.blocks if block.table is None]


def markers(document: Document) -> list[str | None]:
    return [block.marker for block in document.blocks]


@pytest.mark.parametrize(
    "data",
    [
        "Số: 12/KH-UBND\n\n1. Mục đích\n".encode("utf-8-sig"),
        "Số: 12/KH-UBND\n\n1. Mục đích\n".encode("utf-16"),
        "Số: 12/KH-UBND\n\n1. Mục đích\n".encode("utf-16-be"),
        "Số: 12/KH-UBND\n\n1. Mục đích\n".encode("utf-16-le"),
        unicodedata.normalize("NFD", "Số: 12/KH-UBND\n\n1. Mục đích\n").encode(),
        "Số: 12/KH-UBND\r\n\r\n1. Mục đích\r\n".encode(),
    ],
)
def test_every_encoding_gives_the_same_blocks(data: bytes) -> None:
    """UTF-8 with and without BOM, UTF-16, NFD and Windows line ends read alike."""
    assert read_text(data) == read("Số: 12/KH-UBND\n\n1. Mục đích\n")


@pytest.mark.parametrize(
    "data", ["Kế hoạch".encode("cp1258", "replace") + b"\xff\xfe\x80", b"   \n\n", b"\x00\x01\x02\x03" * 50]
)
def test_what_is_no_text_is_refused_with_a_sentence(data: bytes) -> None:
    """Bytes that are not Unicode text are never guessed."""
    with pytest.raises(InputError, match=r"\.$"):
        read_text(data)


def test_markdown_marks_go_and_numbering_is_kept_apart() -> None:
    """Heading signs and emphasis are no text; the marker stands in its own field."""
    document = read(
        "## **1.2. Nội dung “*Công khai*”**\n\n*a)* Rà soát **đầy đủ** hồ sơ;\n\n- Công bố kết quả.\n"
    )
    assert texts(document) == ["Nội dung “Công khai”", "Rà soát đầy đủ hồ sơ;", "Công bố kết quả."]
    assert markers(document) == ["1.2", "a", "-"]
    assert document.blocks[0].kind is BlockKind.HEADING
    assert document.blocks[0].level == 2


@pytest.mark.parametrize(
    ("printed", "kept"),
    [
        ("Điểm: $2089/2141*3 = 2,93$ (không đạt)", "Điểm: 2089/2141*3 = 2,93 (không đạt)"),
        ("Điểm: 20 * 3 và *nghiêng*", "Điểm: 20 * 3 và nghiêng"),
        (r"Tỷ lệ $\frac{9}{15} \times 100\%$", "Tỷ lệ 9/15 × 100%"),
        ("<p>Rà soát &amp; công bố</p>", "Rà soát & công bố"),
        ("Rộng 5 km<sup>2</sup>, hạng<sup>1</sup>", "Rộng 5 km2, hạng"),
        ("Nếu x < 5 và y > 3 thì $ giữ nguyên", "Nếu x < 5 và y > 3 thì $ giữ nguyên"),
    ],
)
def test_residue_is_cleaned_and_real_signs_stay(printed: str, kept: str) -> None:
    """HTML tags and LaTeX go, the signs of the text itself stay to the letter."""
    assert texts(read(printed)) == [kept]


def test_a_paragraph_cut_by_a_page_is_one_again() -> None:
    """A continuation joins whether it begins small or with a capital after a word that needs another."""
    document = read(
        "- Công bố trên cổng thông tin của tỉnh, của\n\nSở Tư pháp và các xã.\n\n- Nâng cao chất\n\nlượng phục vụ.\n"
    )
    assert texts(document) == [
        "Công bố trên cổng thông tin của tỉnh, của Sở Tư pháp và các xã.",
        "Nâng cao chất lượng phục vụ.",
    ]
    assert document.blocks[0].lines == (1, 3)


def test_a_footnote_and_a_page_number_do_not_cut_a_paragraph() -> None:
    """What stands at the foot of a page is kept apart from the running text."""
    document = read(
        "- Công khai số liệu của\n\n<sup>1</sup> Tính đến hết năm.\n\n12\n\ncác cơ quan thuộc xã.\n"
    )
    assert [(b.kind, b.text) for b in document.blocks] == [
        (BlockKind.LIST_ITEM, "Công khai số liệu của các cơ quan thuộc xã."),
        (BlockKind.FOOTNOTE, "Tính đến hết năm."),
    ]
    assert document.running == ("12",)


def test_headings_are_never_swallowed() -> None:
    """A short line without a closing sign is not joined to the paragraph under it."""
    document = read(
        "1. Mục đích\n\nNâng cao hiệu quả phục vụ.\n\na) Cải thiện chất lượng giáo dục\n\nĐầu tư trường lớp.\n"
    )
    assert texts(document) == [
        "Mục đích",
        "Nâng cao hiệu quả phục vụ.",
        "Cải thiện chất lượng giáo dục",
        "Đầu tư trường lớp.",
    ]


def test_hard_wrapped_lines_are_joined() -> None:
    """A file wrapped at a fixed width reads as the same file in long lines."""
    long = [
        "I. NHIỆM VỤ",
        "a) Rà soát toàn bộ thủ tục hành chính thuộc thẩm quyền giải quyết của xã, đề xuất đơn giản hóa các thủ tục còn rườm rà, gửi cấp trên trước khi hết quý.",
        "b) Niêm yết đầy đủ quy trình, biểu mẫu, mức phí tại bộ phận một cửa và trên trang thông tin của xã để người dân tra cứu khi cần, không phải đi lại.",
        "Công chức phụ trách chịu trách nhiệm về tính chính xác của thông tin đã niêm yết và thời gian cập nhật theo quy định hiện hành của cấp có thẩm quyền.",
        "- Tổ chức đối thoại giữa lãnh đạo xã với người dân mỗi năm hai lần, trả lời bằng văn bản từng kiến nghị và công bố kết quả trên loa truyền thanh của xã.",
    ]
    import textwrap

    wrapped = "\n".join(line for paragraph in long for line in textwrap.wrap(paragraph, 66))
    assert texts(read(wrapped)) == texts(read("\n\n".join(long)))


def test_tab_and_pipe_tables_are_read_cell_by_cell() -> None:
    """Both printed forms of a table give the same cells; rules of dashes are no row."""
    tabs = read("TT\tNhiệm vụ\tChủ trì\n1\tRà soát\tPhòng A\n").blocks[0]
    pipes = read("| TT | Nhiệm vụ | Chủ trì |\n|---|:---|---|\n| 1 | Rà soát | Phòng A |\n").blocks[0]
    assert _cells(tabs) == _cells(pipes) == [("TT", "Nhiệm vụ", "Chủ trì"), ("1", "Rà soát", "Phòng A")]


def test_a_marker_followed_by_a_tab_is_no_table() -> None:
    """A tab after a list marker is a gap."""
    assert markers(read("1.\tRà soát thủ tục\n2.\tNiêm yết kết quả\n")) == ["1", "2"]


def test_paragraphs_of_a_cell_keep_their_lines() -> None:
    """Paragraph and list tags in a cell become lines, also when they are never closed."""
    block = read(
        '1\t<p>Đã có.</p> <p>Tuy nhiên thiếu.</p>\t<ul style="x"> - Một\n2\t<ul><li>Hai</li><li>Ba</li></ul>\tX\n'
    ).blocks[0]
    assert _cells(block) == [("1", "Đã có.\nTuy nhiên thiếu.", "- Một"), ("2", "- Hai\n- Ba", "X")]


def test_the_signature_part_is_marked() -> None:
    """Receivers, position and name of the signer are signature blocks."""
    document = read(
        "Nội dung./.\n\nNơi nhận:\n\n- UBND tỉnh;\n- Lưu: VT.\n\n**TM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH**\n\nHọ Và Tên\n\nPHỤ LỤC\n"
    )
    assert [b.kind is BlockKind.SIGNATURE for b in document.blocks] == [
        False,
        True,
        True,
        True,
        True,
        True,
        True,
        False,
    ]


def test_the_five_plans_lose_no_word(shared: Path) -> None:
    """Every word of a real plan stands in some block, in the order of print."""
    import re

    from thuocdo.documents.rules.markup import plain_line

    def words(text: str) -> list[str]:
        return re.findall(r"\w+", text)

    for path in sorted((shared / "seeds").glob("*.txt")):
        source = [
            w
            for line in path.read_text("utf-8").splitlines()
            if not set(line) <= set("-\t ")
            for w in words(plain_line(line))
        ]
        document = read_text(path.read_bytes())
        found = [w for b in document.blocks for w in words(_whole(b))]
        # a note's number and a word cut in two are the only differences allowed
        assert abs(len(source) - len(found)) <= 3, path.name
        assert len(set(source) ^ set(found)) <= 3, path.name


def _whole(block: Block) -> str:
    if block.table:
        return " ".join(cell for row in block.table.rows for cell in row.texts())
    return f"{block.marker or ''} {block.text}"


def _cells(block: Block) -> list[tuple[str, ...]]:
    assert block.table
    return [row.texts() for row in block.table.rows]
