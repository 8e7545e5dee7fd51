"""Printed lines to paragraphs: where does one end?

The surest sign is room: if the first word of the next line would have fitted, the writer ended the line.
Then come blanks between lines, indents, list markers and changes of type.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from thuocdo.documents.parsing.layout.margins import Margins
from thuocdo.documents.parsing.layout.page import Line
from thuocdo.documents.rules.wording import split_marker

_CLOSED = re.compile(r"[.;:!?”\"]$")


def is_balanced(line: Line, margins: Margins) -> bool:
    """Whether both sides of a line are equally blank, as in centred text and in full lines."""
    left, right = line.x0 - margins.left, margins.right - line.x1
    return abs(left - right) < max(8.0, 0.03 * margins.width)


def is_centred(line: Line, margins: Margins) -> bool:
    """Whether a line stands in the middle, clear of both margins."""
    return line.x0 - margins.left > 0.08 * margins.width and is_balanced(line, margins)


def are_centred(lines: Sequence[Line], margins: Margins) -> bool:
    """Whether a paragraph is centred: all lines balanced, the last clear of both margins."""
    return is_centred(lines[-1], margins) and all(is_balanced(line, margins) for line in lines)


def begins_paragraph(current: Sequence[Line], line: Line, margins: Margins, *, scanned: bool = False) -> bool:
    """Whether `line` begins a new paragraph after the lines of the current one."""
    before = current[-1]
    size = before.size
    slack = (0.9 if scanned else 0.35) * size
    if not scanned and (abs(line.size - size) > 0.15 * size or before.bold != line.bold):
        return _really_other(before, line, size)
    if _had_room(before, line, margins, slack):
        return True
    if line.page == before.page:
        blank = line.top - before.bottom
        if blank > margins.gap + (0.45 if scanned else 0.2) * size:
            return True
    marker, _ = split_marker(line.text)
    if is_centred(line, margins) and is_balanced(before, margins):
        return marker is not None
    return _indent_differs(current, line, margins, marker, tolerance=(1.0 if scanned else 0.4) * size)


def _really_other(before: Line, line: Line, size: float) -> bool:
    """A change of type inside a running sentence is emphasis, not an end."""
    if abs(line.size - size) > 0.15 * size:
        return True
    if line.bold or not before.bold:
        return bool(_CLOSED.search(before.text)) or line.bold
    return True


def _had_room(before: Line, line: Line, margins: Margins, slack: float) -> bool:
    # a word and the dots after it are not parted by word processors
    end = next(
        (i for i, w in enumerate(line.words[1:], 1) if any(c.isalnum() for c in w.text)), len(line.words)
    )
    needed = line.words[end - 1].x1 - line.words[0].x0 + 0.25 * before.size
    if is_centred(before, margins) or (is_centred(line, margins) and is_balanced(before, margins)):
        return before.x1 - before.x0 + needed < margins.width - slack
    return before.x1 + needed < margins.right - slack


def _indent_differs(
    current: Sequence[Line], line: Line, margins: Margins, marker: str | None, *, tolerance: float
) -> bool:
    first, before = current[0], current[-1]
    closed = bool(_CLOSED.search(before.text))
    if len(current) > 1:
        usual = current[1].x0
        if line.x0 > usual + tolerance:
            return True
        if line.x0 < usual - tolerance:
            return line.page == before.page or marker is not None
        return marker is not None and closed and abs(usual - first.x0) <= tolerance
    if line.x0 > first.x0 + tolerance:
        hanging = split_marker(first.text)[0] is not None and line.x0 < first.x0 + 5 * first.size
        return not hanging or (marker is not None and closed)
    if line.x0 >= first.x0 - tolerance:
        inner = first.x0 > margins.left + 10
        return (inner and margins.indented) or (marker is not None and closed)
    return False


def joined(lines: Sequence[Line]) -> str:
    """The text of a paragraph; a hyphen or slash at a line end holds the halves together."""
    text = ""
    for line in lines:
        if not text:
            text = line.text
        elif re.search(r"(://|\w[-/])$", text) and re.match(r"\w", line.text):
            text += line.text
        else:
            text += f" {line.text}"
    return text
