"""Where the doubtful words of a block or cell stand in its text.

The text is not the words one after another: markers are cut off, broken words mended, halves joined. So each word
is looked for by itself and the word before it, else where it stands only once.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from thuocdo.documents.rules.blocks import Unsure

_TOKEN = re.compile(r"\S+")


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a text. `confidence` 0..1 for a doubtful word, None for what is not in doubt."""

    text: str
    confidence: float | None = None


def pieces_of(text: str, unsure: Sequence[Unsure]) -> tuple[Piece, ...]:
    """The text cut at its doubtful words; the pieces together are the text. Words that are not found are left out."""
    found = _places(text, unsure)
    pieces: list[Piece] = []
    at = 0
    for start, end, confidence in found:
        if start > at:
            pieces.append(Piece(text[at:start]))
        pieces.append(Piece(text[start:end], confidence))
        at = end
    if at < len(text):
        pieces.append(Piece(text[at:]))
    return tuple(pieces)


def _places(text: str, unsure: Sequence[Unsure]) -> list[tuple[int, int, float]]:
    tokens = [(found.group(), found.start(), found.end()) for found in _TOKEN.finditer(text)]
    taken: dict[int, float] = {}
    for word in unsure:
        at = _token_of(word, tokens, taken)
        if at is not None:
            taken[at] = word.confidence
    return [(tokens[at][1], tokens[at][2], taken[at]) for at in sorted(taken)]


def _token_of(word: Unsure, tokens: Sequence[tuple[str, int, int]], taken: dict[int, float]) -> int | None:
    free = [at for at in range(len(tokens)) if at not in taken]
    equal = [at for at in free if tokens[at][0] == word.word]
    followed = [at for at in equal if (tokens[at - 1][0] if at else "") == word.after]
    if followed:
        return followed[0]
    if len(equal) == 1:
        return equal[0]
    holding = [at for at in free if word.word in tokens[at][0]] if len(word.word) > 1 and not equal else []
    return holding[0] if len(holding) == 1 else None
