"""From recognised words to printed type: base lines, sizes, bold."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import groupby
from statistics import median

from thuocdo.documents.parsing.layout.page import Word
from thuocdo.documents.parsing.ocr.image import DPI, Gray, stroke_width
from thuocdo.documents.parsing.ocr.tesseract import Found

POINT = 72 / DPI
_ON_BASE = re.compile(r"[A-Za-zÀÁÃÈÉÊÌÍÒÓÔÕÙÚÝĂĐĨŨƠàáãèéêìíòóôõùúýăđĩũơ0-9.]+")
_LOW = re.compile(r"[gjpqyQ]")
_TALL = re.compile(r"[A-Zbdhkl0-9]")
_PLAIN = re.compile(r"[A-Za-z0-9]+")
_CAPITAL = 0.67  # height of a capital as a share of the type size, serif faces
_BOLD = 1.22


def to_words(found: Sequence[Found], dark: Gray) -> list[Word]:
    """Words in points, with the base line and the size of their line; `dark` is the page's ink."""
    kept = [w for w in found if w.confidence >= 0.25 or any(c.isalnum() for c in w.text)]
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
    """The bottom of words whose letters all stand on the line; else an estimate."""
    standing = [w.box_bottom for w in line if _ON_BASE.fullmatch(w.text) and not _LOW.search(w.text)]
    if standing:
        return float(median(standing))
    return median(w.box_bottom for w in line) - 0.2 * size


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
