"""Word paragraphs to lines with marker, look and page."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from thuocdo.documents.parsing.docx.inline import Content, Inline
from thuocdo.documents.parsing.docx.names import (
    ALTERNATE,
    DEL,
    P_PR,
    R_PR,
    SDT,
    SDT_CONTENT,
    SDT_PR,
    THROUGH,
    VAL,
    P,
    W,
)
from thuocdo.documents.parsing.docx.numbering import Numbering
from thuocdo.documents.parsing.docx.styles import Look, Styles, flag, paragraph_look
from thuocdo.documents.rules.wording import split_marker
from thuocdo.lib.text import clean

if TYPE_CHECKING:
    from lxml.etree import _Element

_COLUMNS = re.compile(r"\t+| {6,}")


@dataclass(frozen=True, slots=True)
class Line:
    """One printed paragraph (or a part of one cut at a soft break).

    `printed`: the marker Word generates; `page`: where its first letter stands.
    """

    text: str
    look: Look
    bold: bool
    printed: str | None
    boxes: tuple[_Element, ...]
    notes: tuple[tuple[str, str], ...]
    page: int = 1


class Paragraphs:
    """State that runs through the whole document: list counters, open fields, the page."""

    def __init__(self, styles: Styles, numbering: Numbering, *, rendered_breaks: bool) -> None:
        self._styles = styles
        self._numbering = numbering
        self._rendered = rendered_breaks
        self._inline = Inline(styles, rendered_breaks=rendered_breaks)
        self._carried: list[tuple[Content, Look, str | None]] = []
        self.page = 1
        self.turned = False

    def read(self, paragraph: _Element) -> list[Line]:
        """The lines of a paragraph; none when its end mark was deleted, for then the next one continues it."""
        p_pr = paragraph.find(P_PR)
        look = self._look(p_pr)
        printed = self._numbering.next(look.num_id, look.num_level or 0) if look.num_id else None
        content = self._inline.read(paragraph, look)
        self._turn(p_pr, content)
        mark = None if p_pr is None else p_pr.find(R_PR)
        if mark is not None and mark.find(DEL) is not None:
            self._carried.append((content, look, printed))
            return []
        if self._carried:
            first, look, printed = self._carried[0]
            whole = [*(c for c, _, _ in self._carried), content]
            content = Content(
                text="".join(c.text for c in whole),
                bold=first.bold,
                boxes=[b for c in whole for b in c.boxes],
                notes=[n for c in whole for n in c.notes],
                later=content.later,
            )
            self._carried.clear()
        lines = list(self._lines(content, look, printed))
        self.page += content.later
        self.turned = self.turned or content.later > 0
        return lines

    def _look(self, p_pr: _Element | None) -> Look:
        style = None if p_pr is None else p_pr.find(W + "pStyle")
        base = self._styles.look(style.get(VAL)) if style is not None else self._styles.default
        own = paragraph_look(p_pr)
        look = own.over(base)
        return replace(look, num_id=None) if look.num_id == "0" else look

    def _turn(self, p_pr: _Element | None, content: Content) -> None:
        before = content.breaks
        if not self._rendered and flag(p_pr, "pageBreakBefore"):
            before += 1
        self.page += before
        self.turned = self.turned or before > 0
        if not self._rendered and p_pr is not None:
            section = p_pr.find(W + "sectPr")
            if section is not None:
                kind = section.find(W + "type")
                if kind is None or kind.get(VAL) != "continuous":
                    content.later += 1

    def _lines(self, content: Content, look: Look, printed: str | None) -> Iterator[Line]:
        texts = soft_lines(content.text, centred=bool(look.centred))
        boxes, notes = tuple(content.boxes), tuple(content.notes)
        if not texts and (printed or boxes or notes):
            texts = [""]
        for at, text in enumerate(texts):
            last = at == len(texts) - 1
            yield Line(
                text,
                look,
                content.bold,
                printed if at == 0 else None,
                boxes if last else (),
                notes if last else (),
                self.page,
            )


def soft_lines(text: str, *, centred: bool) -> list[str]:
    """The parts of a paragraph's text that a reader takes for paragraphs of their own.

    A soft line break divides in centred text (titles) and before a list marker; elsewhere it is a space.
    Wide blanks (tabs) divide where one side opens a signature part.
    """
    out: list[str] = []
    for piece in text.split("\n"):
        for part in _side_by_side(piece):
            line = clean(part)
            if not line:
                continue
            if out and not centred and split_marker(line)[0] is None:
                out[-1] = f"{out[-1]} {line}"
            else:
                out.append(line)
    return out


def _side_by_side(piece: str) -> list[str]:
    parts = [part for part in _COLUMNS.split(piece) if part.strip()]
    if len(parts) == 2 and any(
        clean(p).lower().startswith(("nơi nhận", "tm.", "t/m", "kt.", "tl.", "cộng h")) for p in parts
    ):
        return parts
    return [piece]


def body_children(parent: _Element) -> Iterator[_Element]:
    """Paragraphs and tables in order, looking through content controls and tracked insertions."""
    for child in parent:
        if child.tag == SDT:
            if _is_contents(child):
                continue
            inner = child.find(SDT_CONTENT)
            if inner is not None:
                yield from body_children(inner)
        elif child.tag in THROUGH:
            yield from body_children(child)
        elif child.tag == ALTERNATE:
            from thuocdo.documents.parsing.docx.inline import chosen_of

            chosen = chosen_of(child)
            if chosen is not None:
                yield from body_children(chosen)
        else:
            yield child


def _is_contents(sdt: _Element) -> bool:
    """Whether a content control is a table of contents, which repeats headings."""
    properties = sdt.find(SDT_PR)
    gallery = None if properties is None else properties.find(f"{W}docPartObj/{W}docPartGallery")
    return gallery is not None and gallery.get(VAL) == "Table of Contents"


def plain_text(parent: _Element, paragraphs: Paragraphs) -> list[str]:
    """All lines under a header, footer or note."""
    return [line.text for p in parent.iter(P) for line in paragraphs.read(p) if line.text]
