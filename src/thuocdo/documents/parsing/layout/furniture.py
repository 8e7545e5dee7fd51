"""Headers, footers and page numbers, told by their place and by being repeated."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from thuocdo.documents.parsing.layout.page import Line, Page

_NUMBER = re.compile(r"^[-–—\s]*(trang\s*)?\d{1,3}(\s*/\s*\d{1,3})?[-–—\s]*$", re.IGNORECASE)
_DIGITS = re.compile(r"\d+")
ZONE = 0.09  # of the page height, above and below


def split_furniture(pages: Sequence[Page], lines: Sequence[list[Line]]) -> tuple[list[list[Line]], list[str]]:
    """The lines of each page without its furniture, and the furniture's text, once where only a number changes."""
    seen: Counter[str] = Counter()
    edges: list[list[Line]] = []
    for page, own in zip(pages, lines, strict=True):
        edge = _edge_lines(page, own)
        edges.append(edge)
        seen.update({_key(line) for line in edge})
    repeated = {key for key, count in seen.items() if count >= 3 or (count == 2 and len(pages) <= 3)}
    kept: list[list[Line]] = []
    running: dict[str, str] = {}
    for own, edge in zip(lines, edges, strict=True):
        dropped = [line for line in edge if _NUMBER.match(line.text) or _key(line) in repeated]
        for line in dropped:
            running.setdefault(_key(line), line.text)
        gone = {id(line) for line in dropped}
        kept.append([line for line in own if id(line) not in gone])
    return kept, list(running.values())


def _edge_lines(page: Page, lines: list[Line]) -> list[Line]:
    """At most two lines at the top and at the bottom, inside the margins' zone."""
    top = [line for line in lines if line.bottom < ZONE * page.height][:2]
    bottom = [line for line in lines if line.top > (1 - ZONE) * page.height][-2:]
    return [*top, *(line for line in bottom if all(line is not other for other in top))]


def _key(line: Line) -> str:
    return _DIGITS.sub("#", line.text.lower())
