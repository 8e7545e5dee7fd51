"""How much of a text stands word for word in another: shared runs of words ("shingles")."""

from __future__ import annotations

import re
from collections.abc import Iterable

from thuocdo.lib.text import fold

LENGTH = 8
"""Words in a run; shorter runs are set phrases that every plan has."""


def shingles(texts: Iterable[str], length: int = LENGTH) -> set[tuple[str, ...]]:
    """Every run of `length` folded words within a text."""
    out: set[tuple[str, ...]] = set()
    for text in texts:
        words = re.findall(r"[a-z0-9]+", fold(text))
        out.update(tuple(words[at : at + length]) for at in range(len(words) - length + 1))
    return out


def reuse_share(own: Iterable[str], other: Iterable[str]) -> float | None:
    """Share 0..1 of the own runs that the other text has too; None for a text without any run."""
    mine = shingles(own)
    return len(mine & shingles(other)) / len(mine) if mine else None
