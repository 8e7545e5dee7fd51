"""Vietnamese order as a text that any database sorts the same way."""

from __future__ import annotations

import re
import unicodedata

from thuocdo.lib.text.spelling import TONES, clean

_SHAPES = {
    ("a", "\u0306"): "1",
    ("a", "\u0302"): "2",
    ("e", "\u0302"): "1",
    ("o", "\u0302"): "1",
    ("o", "\u031b"): "2",
    ("u", "\u031b"): "1",
}
_PARTS = re.compile(r"\d+|[^\W\d_]+")

# Only digits and lower-case letters, no letter beside a letter: every collation orders these alike.
_LEVEL, _BREAK, _NUMBER = "0", "1", "2"


def sort_key(text: str) -> str:
    """The place of a name in Vietnamese order, for an indexed text column.

    First the letters a ă â b c d đ e ê g h i k l m n o ô ơ p q r s t u ư v x y (f j w z in their Latin
    place), then the tones (ngang, huyền, hỏi, ngã, sắc, nặng), then small before capital. Numbers order
    by value and before letters; signs only separate words. Source: the alphabet and the order of tones
    of Vietnamese dictionaries, level by level as CLDR's collation for `vi`.
    """
    primary: list[str] = []
    tones: list[str] = []
    cases: list[str] = []
    for part in _PARTS.findall(unicodedata.normalize("NFC", clean(text))):
        if part.isdecimal():
            primary.append(_number(part))
            continue
        letters, tone, case = _word(part)
        primary.append(letters)
        tones.append(tone)
        cases.append(case)
    return _LEVEL.join((_BREAK.join(primary), "".join(tones).rstrip("1"), "".join(cases).rstrip("1"))).rstrip(
        _LEVEL
    )


def _number(digits: str) -> str:
    value = str(int(digits[:300]))
    # the length first, so that 9 stands before 10; two digits hold any length we accept
    return f"{_NUMBER}{min(len(value), 99):02d}{value}"


def _word(word: str) -> tuple[str, str, str]:
    letters: list[str] = []
    tone, cases = "", ""
    for character in word:
        base, *marks = list(unicodedata.normalize("NFD", character.lower()))
        shape = "1" if base == "đ" else "0"
        for mark in marks:
            if mark in TONES:
                tone += str(TONES.index(mark) + 2)
            else:
                shape = _SHAPES.get((base, mark), shape)
        base = "d" if base == "đ" else base
        letters.append(base + shape if "a" <= base <= "z" else f"z9{ord(base):07d}")
        cases += "2" if character.isupper() else "1"
    return "".join(letters), tone or "1", cases
