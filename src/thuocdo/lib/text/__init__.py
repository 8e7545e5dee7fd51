"""Vietnamese text: spelling, search form, sort key, abbreviations, numerals.

In: text as documents print it. Out: text in one spelling, keys for search and order, numbers.
Words: folded (lower case, no accents, plain quotes and dashes), tone mark, abbreviation.
"""

from __future__ import annotations

from thuocdo.lib.text.abbreviations import ABBREVIATIONS, expand_abbreviations
from thuocdo.lib.text.numerals import NUMBER_WORDS, number_words, parse_number_words, parse_roman, roman
from thuocdo.lib.text.sorting import sort_key
from thuocdo.lib.text.spelling import (
    clean,
    clean_lines,
    fold,
    fold_with_places,
    plain_punctuation,
    strip_accents,
    unify_tones,
)

__all__ = [
    "ABBREVIATIONS",
    "NUMBER_WORDS",
    "clean",
    "clean_lines",
    "expand_abbreviations",
    "fold",
    "fold_with_places",
    "number_words",
    "parse_number_words",
    "parse_roman",
    "plain_punctuation",
    "roman",
    "sort_key",
    "strip_accents",
    "unify_tones",
]
