"""Vietnamese text helpers."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from thuocdo.lib.text import (
    clean,
    clean_lines,
    expand_abbreviations,
    fold,
    fold_with_places,
    plain_punctuation,
    strip_accents,
    unify_tones,
)

VIETNAMESE = st.text(
    alphabet="aàảãáạăằẳẵắặâầẩẫấậbcdđeèẻẽéẹêềểễếệghiìỉĩíịklmnoòỏõóọôồổỗốộơờởỡớợpqrstuùủũúụưừửữứựvxyỳỷỹýỵQĐƯUO -–“”.,;0123",
    max_size=40,
)


def test_clean_keeps_letters_and_collapses_white_space() -> None:
    """White space of any kind becomes one blank, and decomposed letters become composed ones."""
    assert clean("  Kế hoa\u0323ch\u00a0 \t số\n12\u200b ") == "Kế hoạch số 12"


def test_clean_lines_keeps_paragraphs() -> None:
    """Each paragraph keeps its own line; empty lines vanish."""
    assert clean_lines(" a  b \n\n \n c\r\nd ") == "a b\nc\nd"


@pytest.mark.parametrize(
    ("printed", "folded"),
    [
        ("Hoà", "hoa"),
        ("Hòa", "hoa"),
        ("Điện Biên – “Quý III”", 'dien bien - "quy iii"'),
        ("ỦY  BAN\nnhân dân", "uy ban nhan dan"),
        ("ĐỔI MỚI", "doi moi"),
    ],
)
def test_fold(printed: str, folded: str) -> None:
    """Case, accents, quotes, dashes and blanks no longer matter."""
    assert fold(printed) == folded
    assert fold(unicodedata.normalize("NFD", printed)) == folded


@pytest.mark.parametrize(
    ("printed", "unified"),
    [
        ("hoà", "hòa"), ("Hoà", "Hòa"), ("HOÀ", "HÒA"), ("uỷ", "ủy"), ("Uỷ ban", "Ủy ban"), ("khoẻ", "khỏe"), ("thuỷ", "thủy"), ("loá", "lóa"),
        ("hòa", "hòa"), ("ủy", "ủy"), ("quý", "quý"), ("quỹ", "quỹ"), ("Quý", "Quý"), ("qúy", "quý"), ("qủa", "quả"),
        ("hoàn", "hoàn"), ("hòan", "hoàn"), ("ngoài", "ngoài"), ("toàn", "toàn"), ("khoảng", "khoảng"), ("xoáy", "xoáy"), ("huỳnh", "huỳnh"),
        ("của", "của"), ("mùa", "mùa"), ("chuyển", "chuyển"), ("khuyến", "khuyến"), ("thuế", "thuế"), ("thuở", "thuở"), ("quốc", "quốc"),
        ("người", "người"), ("được", "được"), ("huyện", "huyện"), ("tuần", "tuần"), ("quản", "quản"), ("quyền", "quyền"), ("giòo", "giòo"),
        ("Văn hóa – Xã hội", "Văn hóa - Xã hội"), ("Văn hoá — Xã hội", "Văn hóa - Xã hội"),
    ],
)  # fmt: skip
def test_unify_tones(printed: str, unified: str) -> None:
    """The tone mark has one place, and syllables where it never wanders are untouched."""
    assert unify_tones(printed) == unified


@given(st.text())
def test_helpers_are_idempotent_on_any_text(text: str) -> None:
    """Doing it twice changes nothing, whatever comes in."""
    for helper in (clean, clean_lines, fold, strip_accents, unify_tones, plain_punctuation):
        once = helper(text)
        assert helper(once) == once, helper.__name__


@given(VIETNAMESE)
def test_fold_ignores_what_unify_changes(text: str) -> None:
    """Folding before or after unifying the tones, composing, or upper case gives the same."""
    assert fold(unify_tones(text)) == fold(text)
    assert fold(unicodedata.normalize("NFD", text)) == fold(text)
    assert fold(text.upper()) == fold(text)
    assert fold(strip_accents(text)) == fold(text)


@given(st.text())
def test_fold_with_places_agrees_with_fold(text: str) -> None:
    """The folded text is the same and each place points into the printed text, in order."""
    folded, places = fold_with_places(text)
    assert folded == fold(text)
    assert len(places) == len(folded)
    assert places == sorted(places)
    assert all(0 <= place < len(text) for place in places)


@pytest.mark.parametrize(
    ("printed", "full"),
    [
        ("UBND xã Mẫu", "Ủy ban nhân dân xã Mẫu"),
        ("Văn phòng HĐND-UBND", "Văn phòng Hội đồng nhân dân-Ủy ban nhân dân"),
        ("Phòng VH-XH", "Phòng Văn hóa - Xã hội"),
        ("rà soát TTHC, VBQPPL", "rà soát thủ tục hành chính, văn bản quy phạm pháp luật"),
        ("HDND", "Hội đồng nhân dân"),
        ("Kế hoạch số 12/KH-UBND của UBND", "Kế hoạch số 12/KH-UBND của Ủy ban nhân dân"),
        ("Công văn số 12-CV/UBND", "Công văn số 12-CV/UBND"),
        ("SUBND", "SUBND"),
    ],
)
def test_expand_abbreviations(printed: str, full: str) -> None:
    """Abbreviations are written out, but parts of words and of document numbers stay."""
    assert expand_abbreviations(printed) == full
