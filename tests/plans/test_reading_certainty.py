"""A field is as sure as the cell it was read from."""

from __future__ import annotations

from typing import Any

from thuocdo.documents.rules.blocks import Block, BlockKind, Cell, Document, Row, Source, Table
from thuocdo.plans.rules.reading import cells_of, certainty_by_cell
from thuocdo.plans.rules.rows import Doubt, Standing, judge

TEXTS = ("12", "Báo cáo tài sản công", "Báo cáo gửi Sở", "Phòng Kinh tế", "Trước ngày 13/6/2026")


def document(*confidences: float) -> Document:
    cells = tuple(
        Cell(t, Source(3, None, 1, 1, n, None, c))
        for n, (t, c) in enumerate(zip(TEXTS, confidences, strict=True), 1)
    )
    row = Row(cells, Source(3, None, 1, 1, None, None, min(confidences)))
    block = Block(BlockKind.TABLE, "", table=Table((), (row,), number=1))
    return Document((block,), pages=3, reader="ocr")


def item(row: float, **more: Any) -> dict[str, Any]:
    sure = {"text": round(0.98 * row, 2), "lead": round(0.97 * row, 2), "deadline": round(0.97 * row, 2)}
    return {
        "text": TEXTS[1], "output": TEXTS[2], "lead": [TEXTS[3]], "coordinating": [], "deadline_text": TEXTS[4],
        "source": {"page": 3, "table": 1, "row": 1, "confidence": row}, "certainty": {**sure, **more},
    }  # fmt: skip


def test_a_smudged_cell_is_no_doubt_of_its_neighbours() -> None:
    """Only the product is unsure when only its cell is; a smudged number makes no field unsure."""
    found = certainty_by_cell(item(0.55), cells_of(document(0.97, 0.96, 0.55, 0.95, 0.94)))
    assert found["output"] == 0.54 and min(found[name] for name in ("text", "lead", "deadline")) > 0.9
    data = {
        **item(0.4),
        "certainty": certainty_by_cell(item(0.4), cells_of(document(0.4, 0.96, 0.95, 0.95, 0.94))),
    }
    assert Doubt.READING not in judge("task", data, Standing(assign_later=True)).doubts


def test_what_else_speaks_against_a_field_stays() -> None:
    """A deadline that nobody understood stays unsure in a clear cell."""
    found = certainty_by_cell(item(0.9, deadline=0.2), cells_of(document(0.9, 0.96, 0.95, 0.95, 0.97)))
    assert found["deadline"] == 0.2


def test_typed_text_and_other_places_keep_the_compilers_figure() -> None:
    """A row that was typed, and one that stands in no table, are left alone."""
    typed = item(1.0)
    assert certainty_by_cell(typed, cells_of(document(1.0, 1.0, 1.0, 1.0, 1.0))) == typed["certainty"]
    assert certainty_by_cell(item(0.6), {}) == item(0.6)["certainty"]
