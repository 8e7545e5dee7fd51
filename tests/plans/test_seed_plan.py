"""A real plan, as uploaded: what the review shows of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.plans.conftest import Importer, Sign
from thuocdo.plans.models import PlanVersion, RowKind

NAME = "003_83ada00512a952cf.txt"


@pytest.fixture
def seed(shared: Path, importer: Importer) -> PlanVersion:
    return importer((shared / "seeds" / NAME).read_bytes(), name=NAME)


def test_counts_are_those_of_the_paper(seed: PlanVersion, sign: Sign) -> None:
    """21 tasks of the table and 8 listed ones, 27 gaps in 7 fields."""
    assert (seed.summary["tasks"], seed.summary["gaps"], seed.summary["fields"]) == (21 + 8, 27, 7)
    page = sign("coordinator").get(f"/lam-viec/ke-hoach/nhap/{seed.pk}/").content.decode()
    assert "29 nhiệm vụ" in page and "27 tồn tại trong 7 lĩnh vực" in page


def test_every_row_stands_beside_its_place(seed: PlanVersion, sign: Sign) -> None:
    """Each task and gap has a source with marked lines, and none of them is a table header."""
    client = sign("coordinator")
    for row in seed.rows.filter(kind__in=[RowKind.TASK, RowKind.GAP]):
        page = client.get(f"/lam-viec/ke-hoach/{seed.plan_id}/ra-soat/?tab=nhiem-vu&dong={row.pk}")
        source = page.context["source"]
        assert any(line.marked for line in source.lines), row
        assert not row.text.startswith(("STT", "Nhiệm vụ\t")), row
