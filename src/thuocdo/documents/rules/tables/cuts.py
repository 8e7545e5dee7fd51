"""Rows cut in the middle by a page break."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace

from rapidfuzz import fuzz

from thuocdo.documents.rules.blocks import Cell, Row
from thuocdo.documents.rules.joining import dangles, is_open, join_halves, starts_small
from thuocdo.documents.rules.tables.profile import Profile, cell_class
from thuocdo.documents.rules.wording import BULLETS, split_marker
from thuocdo.lib.text import fold

_TOTAL = re.compile(r"(tong( cong| so| diem)?|binh quan|trung binh)\b|cong$")


def belongs_to_row_above(above: Row, row: Row, profile: Profile) -> bool:
    """Whether the first row of a page is the rest of the last row before it."""
    number = profile.number
    if number is not None and row.cells[number].text and not row.cells[number].inherited:
        return False
    main = row.cells[profile.main].text
    if _TOTAL.match(fold(main)):
        return False
    weight, proof = 0, False
    if number is not None and profile.filled(number) > 0.6:
        weight += 3
    for column, (before, cell) in enumerate(zip(above.cells, row.cells, strict=True)):
        if column == number or not cell.text or cell.inherited:
            continue
        if column < profile.main and _alike(before.text, cell.text):
            continue
        if profile.share(column, "numbered") > 0.5:
            if cell_class(cell.text) == "numbered":
                return False
            weight += 2
        weighed = _weigh(before.text, cell.text)
        proof = proof or weighed > 0
        weight += weighed
    if all(not cell.text or cell.inherited for cell in row.cells[profile.main + 1 :]):
        weight += 1
        proof = proof or (bool(main) and is_open(above.cells[profile.main].text))
    return proof and weight > 0


def _weigh(before: str, after: str) -> int:
    """How much one cell speaks for being the rest (positive) or a new text (negative)."""
    if starts_small(after):
        return 2
    if after[0] in BULLETS:
        return 0
    if split_marker(after)[0] is not None:
        return -3
    if before and (dangles(before, after) or re.search(r"[\w][-/]$", before)):
        return 2
    if after[0].isdigit() and is_open(before) and re.search(r"[^\W\d_]", before) and len(before) > 3:
        return 1
    return -1


def _alike(first: str, second: str) -> bool:
    return bool(first) and fuzz.ratio(fold(first), fold(second)) >= 90


def join_rows(above: Row, row: Row, profile: Profile, words: Counter[str]) -> Row:
    """The two halves as one row; a group name that the page printed again is kept once."""
    cells = []
    for column, (before, cell) in enumerate(zip(above.cells, row.cells, strict=True)):
        if cell.inherited or (column < profile.main and _alike(before.text, cell.text)):
            cells.append(before)
        else:
            cells.append(_joined(before, cell, words))
    sources = above.joined or (above.source,)
    return replace(
        above, cells=tuple(cells), joined=(*sources, row.source), shifted=above.shifted or row.shifted
    )


def _joined(before: Cell, after: Cell, words: Counter[str]) -> Cell:
    rest = after.text
    if not rest:
        return before
    first, *others = rest.split("\n")
    if first and first[0] in BULLETS and before.text:
        text = f"{before.text}\n{rest}"
    else:
        text = "\n".join([join_halves(before.text, first, words), *others])
    return replace(before, text=text, unsure=(*before.unsure, *after.unsure))


def return_tails(above: Row, row: Row, words: Counter[str]) -> tuple[Row, Row]:
    """The end of a cell that print put as first paragraph into the cell of the next row, given back.

    Only where the cell above stops in the middle and the paragraph goes on from it.
    """
    upper, lower = list(above.cells), list(row.cells)
    moved = False
    for at, (before, cell) in enumerate(zip(above.cells, row.cells, strict=True)):
        first, _, rest = cell.text.partition("\n")
        if not rest or not before.text or not is_open(before.text) or first[:1] in BULLETS:
            continue
        if not (re.search(r"\w[-/]$", before.text) or dangles(before.text, first) or starts_small(first)):
            continue
        text = join_halves(before.text, first, words)
        upper[at] = replace(before, text=text, unsure=(*before.unsure, *cell.unsure))
        lower[at] = replace(cell, text=rest)
        moved = True
    if not moved:
        return above, row
    sources = above.joined or (above.source,)
    return replace(above, cells=tuple(upper), joined=(*sources, row.source)), replace(row, cells=tuple(lower))
