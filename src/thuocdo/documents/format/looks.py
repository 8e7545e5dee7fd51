"""Properties of a Word file's paragraphs and letters, resolved through defaults, styles, lists and the paragraph itself."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from thuocdo.documents.format.measured import Letters
from thuocdo.documents.parsing.docx.names import P_PR, R_PR, VAL, W, on
from thuocdo.documents.parsing.docx.styles import number

if TYPE_CHECKING:
    from lxml.etree import _Element

A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
Props = dict[str, Any]
_FLAGS = {"b": "bold", "i": "italic", "caps": "caps"}


def letters_of(r_pr: _Element | None) -> Props:
    """What run properties say about letters; only what they say."""
    found: Props = {}
    if r_pr is None:
        return found
    for child in r_pr:
        name = str(child.tag).removeprefix(W)
        if name in _FLAGS:
            found[_FLAGS[name]] = on(child.get(VAL))
        elif name == "sz":
            half = number(child.get(VAL))
            if half is not None:
                found["size"] = half / 2
        elif name == "u":
            found["underlined"] = child.get(VAL) not in ("none", None)
        elif name == "color":
            found["colour"] = (child.get(VAL) or "auto").upper()
        elif name == "rFonts":
            for side in ("ascii", "hAnsi"):
                theme, own = child.get(f"{W}{side}Theme"), child.get(W + side)
                if theme or own:
                    found[side] = f"*{theme}" if theme else own
        elif name in ("vanish", "webHidden"):
            found["hidden"] = on(child.get(VAL))
    return found


def paragraph_of(p_pr: _Element | None) -> Props:
    """What paragraph properties say; only what they say. Lengths in twips, spacing as the file counts it."""
    found: Props = {}
    if p_pr is None:
        return found
    for child in p_pr:
        name = str(child.tag).removeprefix(W)
        if name == "jc":
            found["align"] = child.get(VAL) or "left"
        elif name == "ind":
            for key, sides in (("left", ("left", "start")), ("right", ("right", "end"))):
                value = next((number(child.get(W + s)) for s in sides if child.get(W + s)), None)
                if value is not None:
                    found[key] = value
            first, hanging = number(child.get(W + "firstLine")), number(child.get(W + "hanging"))
            if hanging is not None:
                found["first"] = -hanging
            elif first is not None:
                found["first"] = first
        elif name == "spacing":
            for key in ("before", "after", "line"):
                value = number(child.get(W + key))
                if value is not None:
                    found[key] = value
            for key in ("beforeAutospacing", "afterAutospacing"):
                if child.get(W + key) is not None and on(child.get(W + key)):
                    found[key.removesuffix("Autospacing")] = 280  # what Word takes for "auto"
            if child.get(W + "lineRule"):
                found["line_rule"] = child.get(W + "lineRule")
        elif name == "contextualSpacing":
            found["mixed_gap"] = on(child.get(VAL))
        elif name == "pBdr":
            bottom = child.find(W + "bottom")
            found["border"] = bottom is not None and bottom.get(VAL) not in (None, "nil", "none")
        elif name == "numPr":
            ident, level = child.find(W + "numId"), child.find(W + "ilvl")
            if ident is not None:
                found["num_id"] = ident.get(VAL)
            if level is not None:
                found["num_level"] = number(level.get(VAL)) or 0
        elif name == "framePr":
            found["frame"] = child.get(W + "xAlign") or "left"
    return found


class Looks:
    """Look-ups by style id. `theme`: the fonts that theme names stand for."""

    def __init__(self, styles: _Element | None, theme: _Element | None, numbering: _Element | None) -> None:
        self._styles: dict[str, _Element] = {}
        self._kept: dict[tuple[str, str], Props] = {}
        self.default_style = ""
        self._base: dict[str, Props] = {"p": {}, "r": {}}
        self._fonts = _theme_fonts(theme)
        self._levels = _level_indents(numbering)
        if styles is None:
            return
        for style in styles.findall(W + "style"):
            ident = style.get(W + "styleId") or ""
            self._styles[ident] = style
            if style.get(W + "type") == "paragraph" and on(style.get(W + "default", "0")):
                self.default_style = ident
        defaults = styles.find(W + "docDefaults")
        if defaults is not None:
            self._base["r"] = letters_of(defaults.find(f"{W}rPrDefault/{R_PR}"))
            self._base["p"] = paragraph_of(defaults.find(f"{W}pPrDefault/{P_PR}"))

    def paragraph(self, p_pr: _Element | None, table_style: str | None) -> tuple[Props, str]:
        """The resolved properties of a paragraph, and its style."""
        style = self.style_of(p_pr)
        own = paragraph_of(p_pr)
        props = self._base["p"] | self._chain(table_style, "p") | self._chain(style, "p")
        ident, level = own.get("num_id", props.get("num_id")), own.get("num_level", props.get("num_level", 0))
        listed = self._levels.get((str(ident), int(level or 0)), {}) if ident else {}
        return props | listed | own, style

    def style_of(self, p_pr: _Element | None) -> str:
        named = None if p_pr is None else p_pr.find(W + "pStyle")
        return (named.get(VAL) if named is not None else None) or self.default_style

    def letters(self, r_pr: _Element | None, style: str, table_style: str | None) -> Letters | None:
        """How a run looks in a paragraph of `style`; None for hidden text."""
        own = letters_of(r_pr)
        named = None if r_pr is None else r_pr.find(W + "rStyle")
        character = self._chain(named.get(VAL), "r") if named is not None else {}
        found = self._base["r"] | self._chain(table_style, "r") | self._chain(style, "r") | character | own
        if found.get("hidden"):
            return None
        fonts = [self._font(found.get(side, "Times New Roman")) for side in ("ascii", "hAnsi")]
        wrong = [font for font in fonts if font.lower() != "times new roman"]
        return Letters(
            font=(wrong or fonts)[0],
            size=float(found.get("size", 10.0)),
            bold=bool(found.get("bold")),
            italic=bool(found.get("italic")),
            underlined=bool(found.get("underlined")),
            colour="000000" if found.get("colour", "AUTO") == "AUTO" else str(found["colour"]),
            capitals=bool(found.get("caps")),
        )

    def _font(self, name: str) -> str:
        return self._fonts.get(name[1:5], name) if name.startswith("*") else name

    def _chain(self, ident: str | None, what: str) -> Props:
        if not ident:
            return {}
        key = (ident, what)
        if key not in self._kept:
            self._kept[key] = {}  # a style based on itself ends here
            style = self._styles.get(ident)
            if style is not None:
                based = style.find(W + "basedOn")
                below = self._chain(based.get(VAL), what) if based is not None else {}
                own = paragraph_of(style.find(P_PR)) if what == "p" else letters_of(style.find(R_PR))
                self._kept[key] = below | own
        return self._kept[key]


def _theme_fonts(theme: _Element | None) -> dict[str, str]:
    """The first four letters of a theme font's name -> the font."""
    found = {}
    if theme is not None:
        for key, name in (("majo", "majorFont"), ("mino", "minorFont")):
            latin = next(theme.iter(A + name), None)
            latin = None if latin is None else latin.find(A + "latin")
            if latin is not None:
                found[key] = latin.get("typeface") or ""
    return found


def _level_indents(numbering: _Element | None) -> dict[tuple[str, int], Props]:
    if numbering is None:
        return {}
    abstracts = {each.get(W + "abstractNumId"): each for each in numbering.findall(W + "abstractNum")}
    found: dict[tuple[str, int], Props] = {}
    for num in numbering.findall(W + "num"):
        reference = num.find(W + "abstractNumId")
        abstract = abstracts.get(reference.get(VAL)) if reference is not None else None
        for level in abstract.findall(W + "lvl") if abstract is not None else ():
            props = paragraph_of(level.find(P_PR))
            kept: Props = {key: props[key] for key in ("left", "first") if key in props}
            found[(str(num.get(W + "numId")), number(level.get(W + "ilvl")) or 0)] = kept
    return found
