"""Styles of a Word file, resolved along `basedOn`."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from thuocdo.documents.parsing.docx.names import P_PR, R_PR, VAL, W, on

if TYPE_CHECKING:
    from lxml.etree import _Element


@dataclass(frozen=True, slots=True)
class Look:
    """What a style or a paragraph says about itself; None where it says nothing."""

    bold: bool | None = None
    caps: bool | None = None
    centred: bool | None = None
    outline: int | None = None
    num_id: str | None = None
    num_level: int | None = None
    toc: bool = False

    def over(self, base: Look) -> Look:
        """This look where it says something, else the base's."""
        return Look(
            self.bold if self.bold is not None else base.bold,
            self.caps if self.caps is not None else base.caps,
            self.centred if self.centred is not None else base.centred,
            self.outline if self.outline is not None else base.outline,
            self.num_id if self.num_id is not None else base.num_id,
            self.num_level if self.num_level is not None else base.num_level,
            self.toc or base.toc,
        )


PLAIN = Look()


def flag(properties: _Element | None, name: str) -> bool | None:
    """An on/off property, None when absent."""
    found = None if properties is None else properties.find(W + name)
    return None if found is None else on(found.get(VAL))


def number(text: str | None) -> int | None:
    """A decimal attribute; None when absent or not a number."""
    try:
        return int(text) if text is not None else None
    except ValueError:
        return None


def paragraph_look(p_pr: _Element | None) -> Look:
    """What paragraph properties (of a paragraph or a style) say."""
    if p_pr is None:
        return PLAIN
    centred = outline = num_id = num_level = None
    for child in p_pr:
        if child.tag == W + "jc":
            centred = child.get(VAL) == "center"
        elif child.tag == W + "outlineLvl":
            level = number(child.get(VAL))
            outline = level + 1 if level is not None and 0 <= level < 9 else None
        elif child.tag == W + "numPr":
            found_id, found_level = child.find(W + "numId"), child.find(W + "ilvl")
            num_id = found_id.get(VAL) if found_id is not None else None
            num_level = number(found_level.get(VAL)) if found_level is not None else None
    return Look(None, None, centred, outline, num_id, num_level)


class Styles:
    """Look-ups by style id; unknown ids look plain."""

    def __init__(self, root: _Element | None) -> None:
        self._elements: dict[str, _Element] = {}
        self._looks: dict[str, Look] = {}
        self.default = PLAIN
        if root is None:
            return
        default = ""
        for style in root.findall(W + "style"):
            style_id = style.get(W + "styleId")
            if not style_id:
                continue
            self._elements[style_id] = style
            if style.get(W + "type") == "paragraph" and on(style.get(W + "default", "0")):
                default = style_id
        self.default = self.look(default)

    def look(self, style_id: str | None) -> Look:
        """The resolved look of a paragraph or character style."""
        if not style_id:
            return PLAIN
        if style_id not in self._looks:
            self._looks[style_id] = PLAIN  # a style based on itself ends here
            self._looks[style_id] = self._resolve(style_id)
        return self._looks[style_id]

    def _resolve(self, style_id: str) -> Look:
        style = self._elements.get(style_id)
        if style is None:
            return PLAIN
        name_element, based = style.find(W + "name"), style.find(W + "basedOn")
        name = (name_element.get(VAL) or "").lower() if name_element is not None else ""
        own = paragraph_look(style.find(P_PR))
        r_pr = style.find(R_PR)
        outline = own.outline
        if outline is None and name.startswith("heading "):
            outline = number(name.removeprefix("heading "))
        own = replace(
            own,
            bold=flag(r_pr, "b"),
            caps=flag(r_pr, "caps"),
            outline=outline,
            toc=name.startswith(("toc ", "toc heading")),
        )
        return own.over(self.look(based.get(VAL)) if based is not None else PLAIN)
