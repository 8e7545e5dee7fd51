"""Which words of two texts differ, for showing them side by side."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import groupby

# a word with what stands around it; spaces between words belong to no word
_TOKENS = re.compile(r"\s+|\S+")


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a text as it stands; `differs`: the other text lacks these words at this place."""

    text: str
    differs: bool


def side_by_side(one: str, two: str) -> tuple[tuple[Piece, ...], tuple[Piece, ...]]:
    """Both texts in pieces, which put together give the texts unchanged.

    Words are compared whole, without case and without punctuation around them; tone marks count, for they make
    other words. Same words are aligned in order (difflib, Ratcliff/Obershelp), so a phrase that moved counts as
    differing. A text without any word in common differs as a whole.
    """
    left, right = _TOKENS.findall(one), _TOKENS.findall(two)
    at_left, at_right = _words_at(left), _words_at(right)
    matcher = SequenceMatcher(
        None, [_key(left[at]) for at in at_left], [_key(right[at]) for at in at_right], autojunk=False
    )
    same_left: set[int] = set()
    same_right: set[int] = set()
    for block in matcher.get_matching_blocks():
        same_left.update(at_left[block.a : block.a + block.size])
        same_right.update(at_right[block.b : block.b + block.size])
    return _pieces(left, same_left), _pieces(right, same_right)


def _words_at(tokens: Sequence[str]) -> list[int]:
    return [at for at, token in enumerate(tokens) if not token.isspace()]


def _key(token: str) -> str:
    return token.casefold().strip(".,;:!?()[]{}“”\"'–-+*•") or token


def _pieces(tokens: Sequence[str], same: set[int]) -> tuple[Piece, ...]:
    """Neighbouring words of one sort together; a space inside a stretch that differs belongs to it."""

    def differs(at: int) -> bool:
        if not tokens[at].isspace():
            return at not in same
        return 0 < at < len(tokens) - 1 and at - 1 not in same and at + 1 not in same

    return tuple(
        Piece("".join(tokens[at] for at in stretch), marked)
        for marked, stretch in groupby(range(len(tokens)), key=differs)
    )
