"""Which rows of a table are its printed header, and what each column is called."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from rapidfuzz import fuzz

from thuocdo.documents.rules.blocks import Cell, Row
from thuocdo.lib.text import fold

SAME_HEADER = 84  # ratio from which a row is the header printed again, with slips of recognition

_NUMBERS = re.compile(r"(stt|tt|so tt|so thu tu|s\.t\.t|t\.t)\.?")
_TERMS = re.compile(
    r"(noi dung|ten |nhiem vu|giai phap|cong viec|hoat dong|co quan|don vi|chu tri|phoi hop|thoi gian|thoi han|thoi diem"
    r"|hoan thanh|tien do|han |san pham|ket qua|ghi chu|linh vuc|tieu chi|ton tai|han che|nguyen nhan|chi so|chi tieu"
    r"|muc tieu|diem|thu hang|xep hang|hang |nam 20\d\d|nguoi |lanh dao|kinh phi|can cu|dvt|trach nhiem|phu trach"
    r"|thuc hien|bien phap|yeu cau|doi tuong|hinh thuc|so luong|ke hoach|danh gia|ma so|cap thuc hien|phan cong"
    r"|cach khac phuc|huong khac phuc|dau ra|minh chung|tai lieu|bo phan|muc do|ty le|tong |theo doi)"
)
_COLUMN_NUMBER = re.compile(r"\(?(\d{1,2}|[A-E])\)?")


@lru_cache(maxsize=4096)
def is_header_term(text: str) -> bool:
    """Whether a cell's text is what officials call a column."""
    if not text or len(text) > 70:
        return False
    folded = fold(text)
    return bool(_NUMBERS.fullmatch(folded) or _TERMS.match(folded))


def looks_like_header(cells: Sequence[Cell]) -> bool:
    """Whether a row names columns: most of its filled cells are names of columns and none is a long text."""
    filled = [cell.text for cell in cells if cell.text]
    if len(filled) < 2 or filled[0][:1].isdigit() or max(map(len, filled)) > 120:
        return False
    if len(set(filled)) == 1:
        return False
    named = sum(map(is_header_term, filled))
    return named >= 2 and named >= 0.5 * len(filled)


def is_column_numbers(cells: Sequence[Cell]) -> bool:
    """Whether a row only numbers the columns: (1) (2) (3), or A B 1 2."""
    filled = [cell.text for cell in cells if cell.text]
    return len(filled) >= 3 and all(_COLUMN_NUMBER.fullmatch(text) for text in filled)


def same_header(cells: Sequence[Cell], header: Sequence[str]) -> bool:
    """Whether a row is the header printed again."""
    if not any(cell.text for cell in cells):
        return False
    row = fold("|".join(cell.text for cell in cells))
    return fuzz.ratio(row, fold("|".join(header))) >= SAME_HEADER


def _is_second(first: Sequence[Cell], second: Sequence[Cell]) -> bool:
    """Whether a row goes on the header above it: it names columns under spanning cells and is blank elsewhere."""
    filled = [cell.text for cell in second if cell.text and not cell.inherited]
    if not filled or max(map(len, filled)) > 60 or filled[0][:1].isdigit():
        return False
    blank = sum(not cell.text or cell.inherited for cell in second)
    spans = (
        any(cell.colspan > 1 for cell in first) or len(first) < len(second) or not all(c.text for c in first)
    )
    under = sum(is_header_term(text) for text in filled) >= 0.5 * len(filled)
    return spans and blank > 0 and under


def split_header(rows: Sequence[Row]) -> tuple[tuple[str, ...], int]:
    """The names of the columns and how many printed rows they take; ((), 0) for a table without header."""
    if not rows or not looks_like_header(rows[0].cells):
        return (), 0
    header = [cell.text for cell in _spread(rows[0].cells, rows[0].cells)]
    used = 1
    while used < len(rows) and used < 3 and _is_second(rows[used - 1].cells, rows[used].cells):
        header = _stack(rows[used - 1].cells if used == 1 else header_cells(header), rows[used].cells)
        used += 1
    if used < len(rows) and is_column_numbers(rows[used].cells):
        used += 1
    return tuple(header), used


def header_cells(header: Sequence[str]) -> tuple[Cell, ...]:
    """Header names as cells."""
    return tuple(Cell(text) for text in header)


def _spread(first: Sequence[Cell], second: Sequence[Cell]) -> list[Cell]:
    """The upper header, one cell per column: a spanning cell counts for each column under it."""
    if len(first) < len(second):
        return _spread_short(first, second)
    spread: list[Cell] = []
    over = 0
    for at, cell in enumerate(first):
        over = max(over - 1, 0)
        if cell.text:
            over = cell.colspan
            spread.append(cell)
        elif spread and (over > 0 or (second is not first and second[at].text)):
            spread.append(spread[-1])
        else:
            spread.append(cell)
    return spread


def _spread_short(first: Sequence[Cell], second: Sequence[Cell]) -> list[Cell]:
    """An upper header with fewer cells than columns (spans lost): the blanks below show which stand alone."""
    left = next((i for i, cell in enumerate(second) if cell.text), 0)
    right = next((i for i, cell in enumerate(reversed(second)) if cell.text), 0)
    left, right = min(left, len(first) - 1), min(right, len(first) - 1 - min(left, len(first) - 1))
    middle = first[left : len(first) - right]
    columns = len(second) - left - right
    if not middle:
        return [*first, *[Cell("")] * (len(second) - len(first))]
    share, rest = divmod(columns, len(middle))
    spread = list(first[:left])
    for at, cell in enumerate(middle):
        spread += [cell] * (share + (1 if at < rest else 0))
    return spread + list(first[len(first) - right :] if right else [])


def _stack(first: Sequence[Cell], second: Sequence[Cell]) -> list[str]:
    """Upper and lower names of each column joined."""
    upper = _spread(first, second)
    return [
        " ".join(dict.fromkeys(text for text in (top.text, "" if low.inherited else low.text) if text))
        for top, low in zip(upper, second, strict=False)
    ]
