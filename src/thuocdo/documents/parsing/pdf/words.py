"""The words of a page's text layer."""

from __future__ import annotations

import ctypes
import itertools
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from statistics import median
from typing import Any

import pypdfium2.raw as pdfium

from thuocdo.documents.parsing.layout.page import Word
from thuocdo.documents.parsing.pdf.space import Space, apply, chain

INVISIBLE = 3  # text render mode of a layer put under a scan
_BOLD = ("bold", "black", "heavy", "semibold", "demi")
_LEGACY = (".vn", "vni-", "vni ")


@dataclass(slots=True)
class Layer:
    """`letters`: printable characters; `hidden`: of them, invisible; `broken`: of them, without meaning."""

    words: list[Word] = field(default_factory=list)
    letters: int = 0
    hidden: int = 0
    broken: int = 0


@dataclass(slots=True)
class _Glyph:
    """A letter (or a blank) where it stands: `base` is its base line."""

    text: str
    x0: float
    x1: float
    base: float
    face: _Face


@dataclass(frozen=True, slots=True)
class _Face:
    """What a text object says of its type. `turned`: not upright as seen."""

    size: float = 12.0
    bold: bool = False
    hidden: bool = False
    legacy: bool = False
    turned: bool = False


class _Faces:
    """Faces by text object, asked once each."""

    def __init__(self, space: Space) -> None:
        self._known: dict[int, _Face] = {}
        self._space = space
        self._buffer = ctypes.create_string_buffer(128)

    def of(self, text_page: Any, index: int) -> _Face:
        handle = pdfium.FPDFText_GetTextObject(text_page, index)
        address = ctypes.cast(handle, ctypes.c_void_p).value if handle else None
        if address is None:
            return _Face()
        if address not in self._known:
            self._known[address] = self._ask(handle, text_page, index)
        return self._known[address]

    def _ask(self, handle: Any, text_page: Any, index: int) -> _Face:
        font = pdfium.FPDFTextObj_GetFont(handle)
        name = ""
        if font:
            used = pdfium.FPDFFont_GetBaseFontName(font, self._buffer, 128)
            name = self._buffer.raw[: max(min(used, 128) - 1, 0)].decode("utf-8", "replace").lower()
        bare = name.split("+", 1)[-1]
        bold = any(part in bare for part in _BOLD) or (bool(font) and pdfium.FPDFFont_GetWeight(font) >= 600)
        size: float = pdfium.FPDFText_GetFontSize(text_page, index)
        matrix = pdfium.FS_MATRIX()
        turned = False
        if pdfium.FPDFText_GetMatrix(text_page, index, matrix):
            a, b, _, _d, _, _ = chain((matrix.a, matrix.b, matrix.c, matrix.d, 0.0, 0.0), self._space.matrix)
            turned = abs(b) > 0.3 * (abs(a) + abs(b)) or a < 0
            # the file's number is often 1, scaled by a matrix
            size *= (matrix.c**2 + matrix.d**2) ** 0.5 or 1.0
        mode = pdfium.FPDFTextObj_GetTextRenderMode(handle)
        return _Face(
            round(min(max(size, 1.0), 200.0), 1), bold, mode == INVISIBLE, bare.startswith(_LEGACY), turned
        )


def read_words(page: Any, space: Space) -> Layer:
    """The words, built by place alone: files write letters of one word apart where a font lacked a letter."""
    layer = Layer()
    text_page = page.get_textpage()
    try:
        upright, turned = _glyphs(text_page.raw, space, layer)
    finally:
        text_page.close()
    for row in _rows(upright):
        layer.words.extend(_words(row))
    layer.words.extend(_turned_words(turned))
    return layer


def _glyphs(raw: Any, space: Space, layer: Layer) -> tuple[list[_Glyph], list[_Glyph]]:
    faces = _Faces(space)
    box = pdfium.FS_RECTF()
    x, y = ctypes.c_double(), ctypes.c_double()
    upright: list[_Glyph] = []
    turned: list[_Glyph] = []
    for index in range(pdfium.FPDFText_CountChars(raw)):
        if pdfium.FPDFText_IsGenerated(raw, index) == 1:
            continue
        char = chr(pdfium.FPDFText_GetUnicode(raw, index) or 0xFFFD)
        face = faces.of(raw, index)
        if char in "\x02\u00ad":  # pdfium's sign for a hyphen at a line end; Vietnamese is not hyphenated
            char = "-"
        kind = unicodedata.category(char)
        if kind == "Mn" and (upright or turned):
            (turned if face.turned else upright)[-1].text += char
            continue
        if kind in ("Cc", "Cf") and not char.isspace():
            continue
        if not char.isspace():
            layer.letters += 1
            layer.hidden += face.hidden
            layer.broken += face.legacy or char == "\ufffd" or "\ue000" <= char <= "\uefff"
        if not pdfium.FPDFText_GetLooseCharBox(raw, index, box) or not pdfium.FPDFText_GetCharOrigin(
            raw, index, x, y
        ):
            continue
        x0, top, x1, bottom = space.box(box.left, box.bottom, box.right, box.top)
        if face.turned:
            turned.append(_Glyph(char, x0, x1, bottom, _Face(bottom - top, face.bold, turned=True)))
        else:
            upright.append(_Glyph(char, x0, x1, apply(space.matrix, x.value, y.value)[1], face))
    return upright, turned


def _rows(glyphs: list[_Glyph]) -> list[list[_Glyph]]:
    """Glyphs on one base line, left to right."""
    rows: list[list[_Glyph]] = []
    base = 0.0
    for glyph in sorted(glyphs, key=lambda g: g.base):
        if rows and glyph.base - base <= 0.1 * glyph.face.size:
            rows[-1].append(glyph)
        else:
            rows.append([glyph])
            base = glyph.base
    for row in rows:
        row.sort(key=lambda g: g.x0 + g.x1)
    return rows


def _letter_gap(row: list[_Glyph]) -> float:
    """The usual blank between letters of a word: more than nothing in letter-spaced type."""
    gaps = [
        b.x0 - a.x1
        for a, b in itertools.pairwise(row)
        if not (a.text.isspace() or b.text.isspace()) and b.x0 - a.x1 < a.face.size
    ]
    return max(median(gaps), 0.0) if len(gaps) > 4 else 0.0


def _words(row: list[_Glyph]) -> Iterator[Word]:
    run: list[_Glyph] = []
    usual = _letter_gap(row)
    for glyph in row:
        if glyph.text.isspace():
            yield from _word(run)
            run = []
            continue
        if run:
            before = run[-1]
            size = min(before.face.size, glyph.face.size)
            if (
                glyph.text == before.text
                and glyph.x0 - before.x0 < 0.2 * size
                and glyph.x1 - glyph.x0 > 0.3 * size
            ):
                continue  # bold made by printing twice
            if (
                glyph.x0 - before.x1 > usual + 0.14 * size
                or abs(glyph.face.size - before.face.size) > 0.2 * size
            ):
                yield from _word(run)
                run = []
        run.append(glyph)
    yield from _word(run)


def _word(run: list[_Glyph]) -> Iterator[Word]:
    if run:
        face = run[0].face
        base, size = run[0].base, face.size
        text = unicodedata.normalize("NFC", "".join(g.text for g in run))
        bold = sum(g.face.bold for g in run) * 2 > len(run)
        yield Word(text, run[0].x0, base - 0.8 * size, max(g.x1 for g in run), base + 0.2 * size, size, bold)


def _turned_words(glyphs: list[_Glyph]) -> Iterator[Word]:
    """Text printed upwards or downwards, in the order of the file, cut at blanks."""
    run: list[_Glyph] = []
    for glyph in [*glyphs, None]:
        if glyph is None or glyph.text.isspace():
            if run:
                text = unicodedata.normalize("NFC", "".join(g.text for g in run))
                top = min(g.base - g.face.size for g in run)
                yield Word(
                    text, min(g.x0 for g in run), top, max(g.x1 for g in run), max(g.base for g in run)
                )
            run = []
        else:
            run.append(glyph)
