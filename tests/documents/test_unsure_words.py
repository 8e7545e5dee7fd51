"""Doubtful words are found again in texts that were mended, joined and cut."""

from __future__ import annotations

import json

from thuocdo.documents.parsing.layout.page import Line, Word, unsure_words
from thuocdo.documents.parsing.wire import pack, unpack
from thuocdo.documents.rules.blocks import Block, BlockKind, Cell, Document, Row, Table, Unsure
from thuocdo.documents.rules.joining import join_cut
from thuocdo.documents.rules.unsure import pieces_of


def doubted(text: str, *unsure: Unsure) -> list[tuple[str, int]]:
    """(the text before it, position) of the doubtful pieces, joined to see that nothing is lost."""
    pieces = pieces_of(text, unsure)
    assert "".join(piece.text for piece in pieces) == text
    return [(p.text, n) for n, p in enumerate(pieces) if p.confidence is not None]


def test_the_word_before_tells_which_of_two_equal_words_is_meant() -> None:
    """Only the second "hồ sơ" is in doubt, so the first is not marked."""
    text = "nhận hồ sơ và trả hồ sơ"
    pieces = pieces_of(text, [Unsure("hồ", "trả", 0.4)])
    assert [p.text for p in pieces] == ["nhận hồ sơ và trả ", "hồ", " sơ"]


def test_a_word_whose_neighbour_was_mended_is_found_where_it_stands_once() -> None:
    """The list marker before it was cut off, or the word before was put together from two halves."""
    assert doubted("Quý III/2026", Unsure("Quý", "a)", 0.5)) == [("Quý", 0)]
    assert doubted("công khai, minh bạch", Unsure("minh", "kh", 0.5)) == [("minh", 1)]


def test_a_broken_word_is_marked_whole() -> None:
    """Half of a word at the end of a line stands in the mended word."""
    assert doubted("xử lý văn bản", Unsure("ăn", "lý", 0.3)) == [("văn", 1)]


def test_what_is_not_there_or_could_be_anywhere_is_not_marked() -> None:
    """A guess at the place would put the doubt on a word that was read well."""
    assert doubted("một hai một hai", Unsure("một", "không", 0.3)) == []
    assert doubted("", Unsure("một", "", 0.3)) == []


def test_words_below_the_line_are_named_with_the_word_before() -> None:
    """Across the lines of a cell; typed words (certain) are never named."""
    words = [Word("Phòng", 0, 0, 1, 1), Word("Kinh", 2, 0, 3, 1, confidence=0.5)]
    lines = [Line(words, 1), Line([Word("tế", 0, 2, 1, 3, confidence=0.81)], 1)]
    assert unsure_words(lines) == (Unsure("Kinh", "Phòng", 0.5), Unsure("tế", "Kinh", 0.81))


def test_they_survive_the_wire_and_storage() -> None:
    """What the confined reading process found reaches the database and comes back equal."""
    word = Unsure("III", "Quý", 0.4)
    table = Table(("A",), (Row((Cell("Quý III", unsure=(word,)),)),), 1)
    document = Document(
        (Block(BlockKind.PARAGRAPH, "Quý III", unsure=(word,)), Block(BlockKind.TABLE, "", table=table))
    )
    assert unpack(json.loads(json.dumps(pack(document)))) == document
    assert Document.from_json(json.loads(json.dumps(document.to_json()))) == document


def test_a_document_stored_before_has_none() -> None:
    """Documents read by an earlier version of the program still open."""
    stored = Document((Block(BlockKind.PARAGRAPH, "Quý III"),)).to_json()
    del stored["blocks"][0]["unsure"]
    assert Document.from_json(stored).blocks[0].unsure == ()


def test_halves_of_a_paragraph_bring_their_words() -> None:
    """A paragraph cut by a page keeps the doubts of both pages."""
    one, two = Unsure("xử", "và", 0.4), Unsure("lý", "", 0.5)
    halves = (
        Block(BlockKind.PARAGRAPH, "Tiếp nhận và xử", unsure=(one,)),
        Block(BlockKind.PARAGRAPH, "lý đơn thư của công dân.", unsure=(two,)),
    )
    joined = join_cut(halves)
    assert len(joined) == 1 and joined[0].unsure == (one, two)
    assert [text for text, _ in doubted(joined[0].text, *joined[0].unsure)] == ["xử", "lý"]
