"""The text of one Word paragraph: what is printed, no more."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from thuocdo.documents.parsing.docx.names import (
    ALTERNATE,
    BR,
    CHOICE,
    CR,
    DROPPED,
    ENDNOTE_REF,
    FALLBACK,
    FLD_CHAR,
    FOOTNOTE_REF,
    LAST_PAGE,
    R_PR,
    R_RUN,
    SYM,
    TAB,
    TXBX,
    VAL,
    T,
    W,
)
from thuocdo.documents.parsing.docx.styles import Look, Styles, flag

if TYPE_CHECKING:
    from lxml.etree import _Element

_SIGNS = {
    "F0B7": "•",
    "F0A7": "▪",
    "F0FC": "✓",
    "F0FE": "☒",
    "F06F": "□",
    "F0A8": "□",
    "F02D": "-",
    "F0D8": "➢",
}
_TYPE = W + "type"


@dataclass(slots=True)
class Content:
    """What a paragraph prints. `text` has "\\n" for soft breaks and "\\t" for tabs.

    `breaks`: pages turned before the first letter; `later`: pages turned after it.
    """

    text: str = ""
    bold: bool = False
    boxes: list[_Element] = field(default_factory=list)
    notes: list[tuple[str, str]] = field(default_factory=list)
    breaks: int = 0
    later: int = 0


def chosen_of(alternate: _Element) -> _Element | None:
    """The one version of an alternate content that is read: the first choice, else the fallback."""
    chosen = alternate.find(CHOICE)
    return alternate.find(FALLBACK) if chosen is None else chosen


class Inline:
    """Reads paragraphs in order; fields may run over several of them."""

    def __init__(self, styles: Styles, *, rendered_breaks: bool) -> None:
        self._styles = styles
        self._rendered = rendered_breaks
        self._fields: list[bool] = []  # per open field: whether its result has begun

    def read(self, paragraph: _Element, look: Look) -> Content:
        content = Content()
        parts: list[str] = []
        counted = [0, 0]  # letters in bold, letters
        self._children(paragraph, look, content, parts, counted)
        content.text = "".join(parts)
        content.bold = counted[1] > 0 and counted[0] >= 0.9 * counted[1]
        return content

    def _children(
        self, node: _Element, look: Look, content: Content, parts: list[str], counted: list[int]
    ) -> None:
        for child in node:
            tag = child.tag
            if tag == R_RUN:
                self._run(child, look, content, parts, counted)
            elif tag == ALTERNATE:
                chosen = chosen_of(child)
                if chosen is not None:
                    self._children(chosen, look, content, parts, counted)
            elif tag not in DROPPED:
                self._children(child, look, content, parts, counted)

    def _run(self, run: _Element, look: Look, content: Content, parts: list[str], counted: list[int]) -> None:
        r_pr = run.find(R_PR)
        bold, caps = look.bold, look.caps
        if r_pr is not None:
            style = r_pr.find(W + "rStyle")
            if style is not None:
                named = self._styles.look(style.get(VAL))
                bold, caps = (
                    named.bold if named.bold is not None else bold,
                    named.caps if named.caps is not None else caps,
                )
            own = flag(r_pr, "b")
            bold = own if own is not None else bold
            own = flag(r_pr, "caps")
            caps = own if own is not None else caps
            if flag(r_pr, "vanish"):
                return
        for child in run:
            text = self._piece(child, content, bool(parts))
            if text:
                if caps:
                    text = text.upper()
                letters = len(text) - text.count(" ")
                counted[1] += letters
                if bold:
                    counted[0] += letters
                parts.append(text)

    def _piece(self, child: _Element, content: Content, begun: bool) -> str:
        tag = child.tag
        if tag == FLD_CHAR:
            self._field(child.get(W + "fldCharType"))
            return ""
        hidden = bool(self._fields) and not all(self._fields)
        if tag == T:
            return "" if hidden else child.text or ""
        if tag == LAST_PAGE:
            self._turn(content, begun)
        elif tag == BR:
            if child.get(_TYPE) == "page":
                if not self._rendered:
                    self._turn(content, begun)
                return "\n" if begun else ""
            return "\n"
        elif tag == TAB:
            return "\t"
        elif tag == CR:
            return "\n"
        elif tag == W + "noBreakHyphen":
            return "-"
        elif tag == SYM:
            return _SIGNS.get((child.get(W + "char") or "").upper(), "")
        elif tag == FOOTNOTE_REF:
            content.notes.append(("footnote", child.get(W + "id") or ""))
        elif tag == ENDNOTE_REF:
            content.notes.append(("endnote", child.get(W + "id") or ""))
        elif tag == ALTERNATE:
            chosen = chosen_of(child)
            return "" if chosen is None else "".join(self._piece(inner, content, begun) for inner in chosen)
        elif tag in (W + "drawing", W + "pict", W + "object"):
            self._inside(child, content)
        return ""

    def _turn(self, content: Content, begun: bool) -> None:
        if begun:
            content.later += 1
        else:
            content.breaks += 1

    def _inside(self, node: _Element, content: Content) -> None:
        """Text boxes of a drawing, the outermost only: the walker reads what is in them."""
        if node.tag == TXBX:
            content.boxes.append(node)
            return
        for child in node:
            if child.tag == ALTERNATE:
                chosen = chosen_of(child)
                if chosen is not None:
                    self._inside(chosen, content)
            else:
                self._inside(child, content)

    def _field(self, kind: str | None) -> None:
        if kind == "begin":
            self._fields.append(False)
        elif kind == "separate" and self._fields:
            self._fields[-1] = True
        elif kind == "end" and self._fields:
            self._fields.pop()
