"""From recognised words to printed type: base lines, sizes, bold."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from itertools import groupby
from statistics import median

from thuocdo.documents.parsing.layout.page import Word
from thuocdo.documents.parsing.ocr.image import DPI, Gray, stroke_width
from thuocdo.documents.parsing.ocr.repair import repaired
from thuocdo.documents.parsing.ocr.tesseract import Found

POINT = 72 / DPI
_ON_BASE = re.compile(r"[A-Za-zÀÁÃÈÉÊÌÍÒÓÔÕÙÚÝĂĐĨŨƠàáãèéêìíòóôõùúýăđĩũơ0-9.]+")
_SIGNS = re.compile(r"[-–—+*•●(){}\[\]/:;,.“”\"'%&]+|\./\.")
_DOT_BELOW = re.compile("\u0323")
_LOW = re.compile(r"[gjpqyQ]")
_TALL = re.compile(r"[A-Zbdhkl0-9]")
_PLAIN = re.compile(r"[A-Za-z0-9]+")
_CAPITAL = 0.67  # height of a capital as a share of the type size, serif faces
_BOLD = 1.22


def to_words(found: Sequence[Found], dark: Gray) -> list[Word]:
    """Words in points, with the base line and the size of their line; `dark` is the page's ink."""
    kept = [
        w
        for w in found
        if any(c.isalnum() for c in w.text) or (w.confidence >= 0.25 and _SIGNS.fullmatch(w.text))
    ]
    kept = [repaired(w, dark) for w in kept]
    usual_size = _usual_size(kept)
    widths = {id(w): stroke_width(dark, w.x0, w.box_top, w.x1, w.box_bottom) for w in kept}
    seen = [widths[id(w)] for w in kept if widths[id(w)] and any(c.islower() for c in w.text)]
    usual = median(seen) if len(seen) > 10 else 0.0
    words: list[Word] = []
    for _, group in groupby(kept, key=lambda w: w.line):
        line = _joined(list(group), usual_size)
        base, size = _base_line(line, usual_size), _size(line) or usual_size
        bold = _is_bold([widths.get(id(w), 0.0) for w in line], usual)
        top, bottom = (base - 0.8 * size) * POINT, (base + 0.2 * size) * POINT
        words.extend(
            Word(w.text, w.x0 * POINT, top, w.x1 * POINT, bottom, round(size * POINT, 1), bold, w.confidence)
            for w in line
        )
    return words


def _usual_size(words: Sequence[Found]) -> float:
    sizes = [size for w in words if (size := _word_size(w))]
    return median(sizes) if sizes else 14 / POINT


def _word_size(word: Found) -> float | None:
    """The type size by the height of capitals and tall letters without marks."""
    if not _PLAIN.fullmatch(word.text) or _LOW.search(word.text) or not _TALL.search(word.text):
        return None
    return (word.box_bottom - word.box_top) / _CAPITAL


def _size(line: Sequence[Found]) -> float | None:
    sizes = [size for w in line if len(w.text) > 1 and (size := _word_size(w))]
    return median(sizes) if sizes else None


def _base_line(line: Sequence[Found], size: float) -> float:
    """The bottom of words that stand on the line; of others what hangs below is taken off."""
    guesses: list[float] = []
    for word in line:
        if not any(c.isalnum() for c in word.text):
            continue
        if _ON_BASE.fullmatch(word.text) and not _LOW.search(word.text):
            guesses += [float(word.box_bottom)] * 2
        elif _LOW.search(word.text) or _DOT_BELOW.search(unicodedata.normalize("NFD", word.text)):
            guesses.append(word.box_bottom - 0.2 * size)
        elif word.text[-1] in ",;":
            guesses.append(word.box_bottom - 0.14 * size)
        else:
            guesses.append(float(word.box_bottom))
    return median(guesses) if guesses else median(w.box_bottom for w in line)


def _is_bold(widths: Sequence[float], usual: float) -> bool:
    known = [w for w in widths if w]
    return bool(known) and usual > 0 and median(known) > _BOLD * usual


def _joined(line: list[Found], size: float) -> list[Found]:
    """Words of one line, with what was read as two around a hyphen ("KH- UBND") made one again."""
    out: list[Found] = []
    for word in line:
        before = out[-1] if out else None
        if (
            before is not None
            and before.text[-1] in "-/"
            and len(before.text) > 1
            and word.text[0].isalnum()
            and word.x0 - before.x1 < 0.2 * size
        ):
            out[-1] = Found(
                before.text + word.text,
                before.x0,
                word.x1,
                min(before.box_top, word.box_top),
                max(before.box_bottom, word.box_bottom),
                before.line,
                min(before.confidence, word.confidence),
            )
        else:
            out.append(word)
    return out
