"""Search without accents, abbreviations and blanks."""

from __future__ import annotations

import pytest

from thuocdo.work.rules.search import search_phrases, search_text, search_words


def hits(query: str, text: str) -> bool:
    kept = search_text(text)
    return any(phrase in kept for phrase in search_phrases(query))


@pytest.mark.parametrize(
    ("query", "text"),
    [
        ("phan anh", "Tiếp nhận phản ánh, kiến nghị"),
        ("hoa giai", "Củng cố tổ hoà giải ở cơ sở"),
        ("hòa giải", "Củng cố tổ hoà giải ở cơ sở"),
        ("CCHC", "Công tác cải cách hành chính"),
        ("cchc", "Công tác cải cách hành chính"),
        ("cải cách hành chính", "Kế hoạch CCHC năm 2026"),
        ("dat dai", "Công khai bảng giá ĐẤT ĐAI"),
        ("12/KH-UBND", "Theo Kế hoạch số 12 /KH - UBND"),
        ("12 / kh - ubnd", "Theo Kế hoạch số 12/KH-UBND"),
    ],
)
def test_a_query_finds_the_text_however_it_is_written(query: str, text: str) -> None:
    """Accents, tone places, "đ", abbreviations both ways and blanks in document numbers make no difference."""
    assert hits(query, text)


def test_another_word_is_not_found() -> None:
    """ "phan anh" does not hit a text that only has the syllables apart."""
    assert not hits("phan anh", "Phân công nhiệm vụ, chụp ảnh niêm yết")


def test_single_words_can_be_searched_apart() -> None:
    """Word by word, every word must begin a word of the text."""
    kept = search_text("Phân công nhiệm vụ, chụp ảnh niêm yết")
    assert all(word in kept for word in search_words("phan anh"))
    assert not all(word in kept for word in search_words("anh huong"))
