"""Roman numerals and number words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from thuocdo.lib.text import number_words, parse_number_words, parse_roman, roman, strip_accents


@given(st.integers(1, 3999))
def test_roman_numerals_read_back(number: int) -> None:
    """What is written as a Roman numeral reads as the same number, in either case."""
    assert parse_roman(roman(number)) == number
    assert parse_roman(roman(number).lower()) == number


@pytest.mark.parametrize("text", ["", "IIII", "VX", "ABC", "I I", "12", "IC"])
def test_what_is_no_roman_numeral(text: str) -> None:
    """Anything malformed is no number rather than a guess."""
    assert parse_roman(text) is None


@pytest.mark.parametrize("number", [0, -1, 4000])
def test_roman_out_of_range(number: int) -> None:
    """There is no numeral outside 1..3999."""
    with pytest.raises(ValueError, match="Roman"):
        roman(number)


@pytest.mark.parametrize(
    ("number", "words"),
    [(0, "không"), (5, "năm"), (10, "mười"), (11, "mười một"), (15, "mười lăm"), (21, "hai mươi mốt"), (24, "hai mươi bốn"), (30, "ba mươi"), (55, "năm mươi lăm"), (99, "chín mươi chín")],
)  # fmt: skip
def test_number_words(number: int, words: str) -> None:
    """Numbers are said as Vietnamese says them."""
    assert number_words(number) == words


@given(st.integers(0, 99))
def test_number_words_read_back(number: int) -> None:
    """Words read back to the same number, with and without accents."""
    assert parse_number_words(number_words(number)) == number
    assert parse_number_words(strip_accents(number_words(number)).upper()) == number


@pytest.mark.parametrize(
    ("words", "number"), [("hai mươi tư", 24), ("hai mươi nhăm", 25), ("mười mấy", None), ("", None)]
)
def test_spoken_variants(words: str, number: int | None) -> None:
    """Spoken variants are understood, and what names no number gives none."""
    assert parse_number_words(words) == number
