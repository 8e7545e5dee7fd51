"""The small decisions of reading a printed page."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from thuocdo.documents.parsing.grid import columns, place
from thuocdo.documents.parsing.layout.letters import list_letter
from thuocdo.documents.parsing.layout.mending import mend
from thuocdo.documents.parsing.layout.ruled import find_tables


@pytest.mark.parametrize(
    ("text", "rest", "whole"),
    [
        ("07/07/202", "6", "07/07/2026"),
        ("ngày 07/07/2026", "1.250 hộ", "ngày 07/07/2026 1.250 hộ"),
        ("số 1070/U", "BND-VHXH", "số 1070/UBND-VHXH"),
        ("số 136/BC", "-UBND", "số 136/BC-UBND"),
        ("VBQPP", "L", "VBQPPL"),
        ("Thường", "xuyên", "Thường xuyên"),
        ("https://mau.gov.vn/p", "age", "https://mau.gov.vn/page"),
        ("số liệu", "- Rà soát", "số liệu - Rà soát"),
    ],
)
def test_halves_of_a_word_are_told_from_two_words(text: str, rest: str, whole: str) -> None:
    """Numbers, document numbers and addresses go on; two Vietnamese syllables are two words."""
    assert mend(text, rest, Counter()) == whole


@pytest.mark.parametrize(
    ("text", "last", "letter"),
    [
        ("8) Rà soát", "e", "g"),
        ("ø) Rà soát", "e", "g"),
        ("8) Rà soát", "", None),
        ("8) Rà soát", "h", None),
        ("đ) Rà soát", "d", "đ"),
        ("e) Rà soát", "d", "e"),
        ("a) Rà soát", "m", "a"),
        ("Rà soát", "c", None),
    ],
)
def test_a_misread_list_letter_is_the_next_one(text: str, last: str, letter: str | None) -> None:
    """Only a look-alike of the expected letter is taken for it; numbers stay numbers."""
    found = list_letter(text, last)
    assert (found[0] if found else None) == letter


@given(st.integers(1, 6), st.integers(1, 8), st.floats(0, 2))
def test_a_full_grid_has_a_cell_for_each_row_and_column(rows: int, cols: int, off: float) -> None:
    """Lines that miss each other by less than the tolerance still meet."""
    if rows * cols == 1:
        return
    across = [(20.0 * r + (off if r % 2 else 0), 0.0, 50.0 * cols) for r in range(rows + 1)]
    down = [(50.0 * c, off, 20.0 * rows) for c in range(cols + 1)]
    (table,) = find_tables(across, down)
    assert len(table.cells) == rows * cols
    assert {(c.row, c.col) for c in table.cells} == {(r, c) for r in range(rows) for c in range(cols)}


def test_a_missing_line_merges_the_cells_beside_it() -> None:
    """A line that stops leaves one cell over two rows."""
    across = [(0.0, 0.0, 100.0), (20.0, 50.0, 100.0), (40.0, 0.0, 100.0)]
    down = [(0.0, 0.0, 40.0), (50.0, 0.0, 40.0), (100.0, 0.0, 40.0)]
    (table,) = find_tables(across, down)
    assert [(c.row, c.row_end, c.col) for c in table.cells] == [(0, 2, 0), (0, 1, 1), (1, 2, 1)]


def test_a_frame_and_underlines_are_no_tables() -> None:
    """One box round a text, and lines under words, hold no cells."""
    assert (
        find_tables(
            [(0.0, 0.0, 100.0), (40.0, 0.0, 100.0), (90.0, 10.0, 60.0)],
            [(0.0, 0.0, 40.0), (100.0, 0.0, 40.0)],
        )
        == []
    )


@given(st.lists(st.integers(1, 4), min_size=1, max_size=8))
def test_cells_never_leave_the_columns(spans: list[int]) -> None:
    """Whatever a row's spans are, each cell stands inside the columns of the table."""
    usual = [(10.0 * i, 10.0 * (i + 1), "x") for i in range(5)]
    at, row = 0, []
    for span in spans:
        row.append((10.0 * at, 10.0 * (at + span), "y"))
        at += span
    edges = columns([usual] * 3 * len(spans) + [row], 2.0)
    for first, width, _ in place(row, edges):
        assert 0 <= first < len(edges) - 1 and width >= 1 and first + width <= len(edges) - 1
