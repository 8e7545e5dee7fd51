"""Slips of recognition that the picture or the rest of the word can settle.

Only shapes are repaired, never vocabulary: which word was meant is for a person to say. Whatever is
touched or can't be settled gets a low confidence, so that somebody looks.
"""

from __future__ import annotations

import re
from dataclasses import replace

import cv2
import numpy as np

from thuocdo.documents.parsing.ocr.image import Gray
from thuocdo.documents.parsing.ocr.tesseract import Found

DOUBTFUL = 0.5
# what Roman numerals of strokes are read as; at least one letter that no number has
_NUMERAL = re.compile(r"^(?P<five>[VvY]?)(?P<ones>[IlH1ỊỈ|!T]{1,4})(?P<rest>$|[./,;:)\-–].*$)")
_MIXED_CASE = re.compile(r"^[^\W\d_][^\W\d_]{1,2}$")


def repaired(word: Found, dark: Gray) -> Found:
    """The word with its case made even and Roman numerals counted in the picture."""
    text = word.text.replace("⁄", "/")
    if "//" in text and "://" not in text:
        text = text.replace("//", "/")
    if text != word.text:
        word = replace(word, text=text)
    if _MIXED_CASE.match(text) and text[0].islower() and text[1:].isupper():
        return replace(word, text=text.lower(), confidence=min(word.confidence, 0.8))
    found = _NUMERAL.match(text)
    if found and re.search(r"[IHỊỈ]", found["ones"]):
        return _numeral(word, found, dark)
    return word


def _numeral(word: Found, found: re.Match[str], dark: Gray) -> Found:
    """I, II, III, VI, VII, VIII by the number of upright strokes; doubtful where they can't be counted."""
    bars = leading_bars(dark, word, skip=1 if found["five"] else 0)
    if not 1 <= bars <= 3:
        return replace(word, confidence=min(word.confidence, DOUBTFUL))
    text = ("V" if found["five"] else "") + "I" * bars + found["rest"]
    sure = word.confidence if text == word.text else min(word.confidence, 0.7)
    return replace(word, text=text, confidence=sure)


def leading_bars(dark: Gray, word: Found, *, skip: int) -> int:
    """How many upright strokes a word begins with, after `skip` other letters; 0 when it can't be told."""
    part = dark[max(word.box_top, 0) : word.box_bottom, max(word.x0 - 2, 0) : word.x1 + 2]
    if part.size == 0:
        return 0
    count, _labels, stats, _ = cv2.connectedComponentsWithStats(np.ascontiguousarray(part), connectivity=4)
    shapes = sorted(
        (tuple(int(v) for v in stats[label]) for label in range(1, count) if stats[label][4] >= 12),
        key=lambda s: s[0],
    )
    if not shapes:
        return 0
    tall = max(s[3] for s in shapes)
    tops = [s for s in shapes if s[3] >= 0.8 * tall]
    bars = 0
    for x, _, width, height, area in tops[skip:]:
        # an upright stroke with serifs: narrow, and its ink fills the column in its middle
        middle = part[int(0.3 * part.shape[0]) : int(0.7 * part.shape[0]), x : x + width]
        column = (middle > 0).mean(axis=0) if middle.size else np.zeros(1)
        if width > 0.62 * height or area < 0.25 * width * height or float(column.max(initial=0.0)) < 0.95:
            break
        bars += 1
    return bars
