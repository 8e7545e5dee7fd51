"""Words to printed lines."""

from __future__ import annotations

import re
from collections.abc import Sequence

from thuocdo.documents.parsing.layout.page import Line, Word

_UNIT = re.compile(r"(?<![^\W\d_])[ckdm]?m$")
_MARK = re.compile(r"^[\d*()]{1,3}$")


def to_lines(words: Sequence[Word], page: int) -> list[Line]:
    """Lines from top to bottom, each from left to right, without footnote marks."""
    rows: list[list[Word]] = []
    tops: list[tuple[float, float]] = []
    for word in sorted(words, key=lambda w: (w.middle, w.x0)):
        for at in range(len(rows) - 1, max(len(rows) - 4, -1), -1):
            top, bottom = tops[at]
            shared = min(bottom, word.bottom) - max(top, word.top)
            if shared > 0.5 * min(word.height, bottom - top):
                rows[at].append(word)
                if word.height > bottom - top:
                    tops[at] = (word.top, word.bottom)
                break
        else:
            rows.append([word])
            tops.append((word.top, word.bottom))
    lines = []
    for row in rows:
        line = Line(sorted(row, key=lambda w: w.x0), page)
        line.words = _without_marks(line)
        if line.words:
            lines.append(line)
    return sorted(lines, key=lambda line: line.top)


def _without_marks(line: Line) -> list[Word]:
    """Small raised figures are footnote marks, unless they are the exponent of a unit (m2)."""
    size = line.size
    kept: list[Word] = []
    for word in line.words:
        raised = 0 < word.size < 0.8 * size and word.bottom < line.bottom - 0.1 * size
        if kept and raised and _MARK.match(word.text):
            before = kept[-1]
            if _UNIT.search(before.text) and word.x0 - before.x1 < 0.2 * size:
                joined = before.text + word.text
                kept[-1] = Word(
                    joined,
                    before.x0,
                    before.top,
                    word.x1,
                    before.bottom,
                    before.size,
                    before.bold,
                    before.confidence,
                )
            continue
        kept.append(word)
    return kept


def parts(line: Line, gap: float) -> list[Line]:
    """The line cut where the blank between two words is at least `gap` times the type size."""
    size = line.size
    out: list[list[Word]] = [[line.words[0]]]
    for before, word in zip(line.words, line.words[1:], strict=False):
        if word.x0 - before.x1 >= gap * size:
            out.append([])
        out[-1].append(word)
    return [Line(words, line.page) for words in out]
