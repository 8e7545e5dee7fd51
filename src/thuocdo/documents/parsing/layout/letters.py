"""Letters of lists that recognition misread, told by the letter before.

A letter standing alone is what Tesseract reads worst ("g)" becomes "8)" or "ø)"), but lists are in order.
"""

from __future__ import annotations

import re

ORDER = "abcdđeghiklmnopqrstuvxy"
_SIGN = re.compile(r"^(\S{1,2})\s?\)\s+(?=\S)")
# figures and letters that a letter's shape is taken for
_LIKE = {
    "b": "6h",
    "c": "e",
    "d": "đa",
    "đ": "d",
    "e": "c",
    "g": "89qy",
    "h": "bn",
    "i": "1l",
    "l": "1i",
    "o": "0",
    "q": "9g",
    "s": "5",
}
DOUBTFUL = 0.5


def following(letter: str) -> tuple[str, ...]:
    """What may follow a letter in a list; many writers leave "đ" out."""
    at = ORDER.find(letter) if letter else -1
    if not 0 <= at < len(ORDER) - 1:
        return ()
    return (ORDER[at + 1], ORDER[at + 2]) if ORDER[at + 1] == "đ" else (ORDER[at + 1],)


def list_letter(text: str, last: str) -> tuple[str, str, bool] | None:
    """The letter that a line "x) text" of a scan begins with, the text, and whether it was repaired.

    `last` is the letter of the item before ("" where no list is open). None for lines that begin otherwise,
    and for signs that can't be told to be the next letter: "8)" after "7)" stays a number.
    """
    found = _SIGN.match(text)
    if not found:
        return None
    sign, rest = found[1], text[found.end() :]
    expected = following(last)
    if sign == "a" or sign in expected:
        return sign, rest, False
    for letter in expected:
        if sign in _LIKE.get(letter, ""):
            return letter, rest, True
    if expected and len(sign) == 1 and not sign.isascii() and sign not in ORDER:
        return expected[-1], rest, True
    return None
