"""A printed page: words and ruling lines. Lengths in points, y grows downwards."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from thuocdo.documents.parsing.layout.ruled import Ruled
from thuocdo.documents.rules.blocks import Unsure

UNSURE = 0.82  # words below this are named; every line whose mean is below the line of "sure" holds one


@dataclass(frozen=True, slots=True)
class Word:
    """`size` is the type size in points (0 when unknown, as in scans)."""

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    size: float = 0.0
    bold: bool = False
    confidence: float = 1.0

    @property
    def middle(self) -> float:
        return (self.top + self.bottom) / 2

    @property
    def height(self) -> float:
        return self.bottom - self.top


@dataclass(slots=True)
class Page:
    number: int
    width: float
    height: float
    words: list[Word]
    tables: list[Ruled] = field(default_factory=list)
    scanned: bool = False


@dataclass(slots=True)
class Line:
    """Words on one base line, left to right; a part of a printed line where columns stand side by side."""

    words: list[Word]
    page: int

    @property
    def x0(self) -> float:
        return self.words[0].x0

    @property
    def x1(self) -> float:
        return max(w.x1 for w in self.words)

    @property
    def top(self) -> float:
        return min(w.top for w in self.words)

    @property
    def bottom(self) -> float:
        return max(w.bottom for w in self.words)

    @property
    def text(self) -> str:
        return " ".join(w.text for w in self.words)

    @property
    def size(self) -> float:
        """The size of most letters; the height of the line where sizes are unknown."""
        sizes: dict[float, int] = {}
        for word in self.words:
            size = word.size or word.height
            sizes[size] = sizes.get(size, 0) + len(word.text)
        return max(sizes, key=lambda s: (sizes[s], s))

    @property
    def bold(self) -> bool:
        lettered = [w for w in self.words if any(c.isalnum() for c in w.text)]
        return bool(lettered) and all(w.bold for w in lettered)

    @property
    def confidence(self) -> float:
        """Mean over letters."""
        letters = sum(len(w.text) for w in self.words)
        return round(sum(w.confidence * len(w.text) for w in self.words) / letters, 3) if letters else 1.0


def unsure_words(lines: Iterable[Line]) -> tuple[Unsure, ...]:
    """The doubtful words of some lines in reading order; none of typed text."""
    found: list[Unsure] = []
    before = ""
    for line in lines:
        for word in line.words:
            if word.confidence < UNSURE:
                found.append(Unsure(word.text, before, round(word.confidence, 3)))
            before = word.text
    return tuple(found)
