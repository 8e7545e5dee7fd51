"""Doubtful words of a scan come to the review one by one."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.plans.conftest import Sign
from thuocdo.documents.rules.blocks import Document, Unsure
from thuocdo.plans.models import PlanRow, PlanVersion

pytestmark = pytest.mark.django_db


def scanned(version: PlanVersion) -> PlanRow:
    """The first task as if its cell had been recognised with one doubtful word."""
    document = Document.from_json(version.document or {})
    row = version.rows.filter(kind="task").order_by("position").first()
    assert row is not None
    blocks = []
    for block in document.blocks:
        if block.table is None:
            blocks.append(block)
            continue
        rows = []
        for one in block.table.rows:
            cells = []
            for cell in one.cells:
                if cell.text == row.text:
                    first, second = cell.text.split()[:2]
                    source = replace(cell.source, confidence=0.61)
                    cell = replace(cell, source=source, unsure=(Unsure(second, first, 0.42),))
                cells.append(cell)
            rows.append(replace(one, cells=tuple(cells)))
        blocks.append(replace(block, table=replace(block.table, rows=tuple(rows))))
    version.document = replace(document, blocks=tuple(blocks), reader="ocr").to_json()
    version.save()
    row.data = {**row.data, "certainty": {**(row.data.get("certainty") or {}), "text": 0.6}}
    row.read = row.data
    row.save()
    return row


def test_only_the_doubtful_word_is_marked(version: PlanVersion, sign: Sign) -> None:
    """The second word carries its own certainty; the words around it are shown without a mark."""
    row = scanned(version)
    address = f"/lam-viec/ke-hoach/{version.plan_id}/ra-soat/?tab=nhiem-vu&dong={row.pk}"
    shown = sign("coordinator").get(address).content.decode()
    second = row.text.split()[1]
    assert shown.count('class="unsure"') == 1
    marked = shown.split('class="unsure"')[1].split("</mark>")[0]
    assert second in marked and "42%" in marked and row.text.split()[0] not in marked
    assert "61%" in shown
