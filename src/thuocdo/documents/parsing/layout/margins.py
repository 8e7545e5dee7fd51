"""What is usual in a printed document: margins, type size, leading."""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from thuocdo.documents.parsing.layout.page import Line

FEW = 12  # lines


@dataclass(frozen=True, slots=True)
class Margins:
    """`left`, `right`: edges of running text; `gap`: blank between lines of one paragraph; `indented`: whether
    paragraphs begin with an indent, so that a line at the indent begins a new one."""

    left: float
    right: float
    gap: float
    size: float
    indented: bool = False

    @property
    def width(self) -> float:
        return self.right - self.left


def measure(lines: Sequence[Line], page_width: float) -> Margins:
    """Margins of the running text in these lines (all of one page size).

    Where hardly any line is full, the right margin is taken to be as wide as the left one.
    """
    if not lines:
        return Margins(0.0, 0.0, 0.0, 12.0)
    size = body_size(lines)
    lefts, rights = sorted(line.x0 for line in lines), sorted(line.x1 for line in lines)
    left = lefts[len(lefts) // 20]
    right = rights[min(int(len(rights) * 0.93), len(rights) - 1)]
    full = sum(right - line.x1 < 0.5 * size for line in lines)
    if len(lines) < FEW and (full < 3 or full == len(lines)):
        right = max(right, page_width - left)
    gaps = [
        round((after.top - before.bottom) * 2) / 2
        for before, after in itertools.pairwise(lines)
        if before.page == after.page
        and before.x1 > right - 2 * size
        and -size < after.top - before.bottom < 1.5 * size
    ]
    gap = _low_mode(gaps) if gaps else 0.3 * size
    flush = sum(abs(line.x0 - left) < 4 for line in lines)
    inner = sum(line.x0 > left + 10 for line in lines if line.x1 > right - 3 * size)
    return Margins(left, right, gap, size, indented=flush >= 0.25 * len(lines) and inner > 0)


def body_size(lines: Sequence[Line]) -> float:
    """The type size of most letters."""
    sizes: Counter[float] = Counter()
    for line in lines:
        sizes[round(line.size, 1)] += len(line.text)
    return max(sizes, key=lambda s: sizes[s])


def _low_mode(gaps: list[float]) -> float:
    """The smallest blank that is usual: paragraphs of one line would otherwise hide the leading."""
    counts = Counter(gaps)
    usual = [gap for gap, count in counts.items() if count >= max(2, 0.08 * len(gaps))]
    return min(usual) if usual else median(gaps)
