"""Roman numerals and Vietnamese number words."""

from __future__ import annotations

import re

from thuocdo.lib.text.spelling import fold

_ROMAN = (
    (1000, "M"),
    (900, "CM"),
    (500, "D"),
    (400, "CD"),
    (100, "C"),
    (90, "XC"),
    (50, "L"),
    (40, "XL"),
    (10, "X"),
    (9, "IX"),
    (5, "V"),
    (4, "IV"),
    (1, "I"),
)
_ROMAN_FORM = re.compile(r"M{0,3}(CM|CD|D?C{0,3})(XC|XL|L?X{0,3})(IX|IV|V?I{0,3})")
_DIGITS = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")


def roman(number: int) -> str:
    """1..3999 as a Roman numeral; anything else raises ValueError."""
    if not 0 < number < 4000:
        raise ValueError(f"no Roman numeral for {number}")
    out = ""
    for value, letters in _ROMAN:
        count, number = divmod(number, value)
        out += letters * count
    return out


def parse_roman(text: str) -> int | None:
    """The value of a well-formed Roman numeral (either case), else None."""
    letters = text.strip().upper()
    if not letters or not _ROMAN_FORM.fullmatch(letters):
        return None
    total = 0
    for value, sign in _ROMAN:
        while letters.startswith(sign):
            total += value
            letters = letters[len(sign) :]
    return total


def number_words(number: int) -> str:
    """0..99 in Vietnamese words ("mười lăm", "hai mươi mốt"); anything else raises ValueError."""
    if not 0 <= number <= 99:
        raise ValueError(f"no words for {number}")
    tens, units = divmod(number, 10)
    if tens == 0:
        return _DIGITS[units]
    head = "mười" if tens == 1 else f"{_DIGITS[tens]} mươi"
    if units == 0:
        return head
    if units == 5:
        return f"{head} lăm"
    if units == 1 and tens > 1:
        return f"{head} mốt"
    return f"{head} {_DIGITS[units]}"


def _spellings() -> dict[str, int]:
    """Folded words of every number, with the spoken variants (bẩy, tư, nhăm, mười not said)."""
    words: dict[str, int] = {}
    for number in range(100):
        full = fold(number_words(number))
        tens, units = divmod(number, 10)
        words[full] = number
        if tens > 1 and units:
            tail = fold(number_words(number)).split()[-1]
            for last in {4: (tail, "tu"), 5: (tail, "nham", "nam"), 7: (tail, "bay")}.get(units, (tail,)):
                words[f"{fold(_DIGITS[tens])} muoi {last}"] = number
    return words


NUMBER_WORDS: dict[str, int] = _spellings()


def parse_number_words(text: str) -> int | None:
    """The number 0..99 that the words say, accents optional; None when they say none."""
    return NUMBER_WORDS.get(fold(text))
