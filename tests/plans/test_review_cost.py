"""What the review page costs does not grow with the plan."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.plans.conftest import Importer, Sign
from tests.plans.samples import ROWS, plan_text
from thuocdo.plans.models import PlanVersion, RowKind

MOST = 20


def big(importer: Importer, rows: int) -> PlanVersion:
    lines = tuple((f"{ROWS[n % 5][0][:-1]} tại khu vực số {n}.", *ROWS[n % 5][1:]) for n in range(rows))
    return importer(plan_text(lines, number=f"{rows}/KH-UBND"), name=f"{rows}.txt")


@pytest.mark.parametrize("rows", [30, 300])
def test_queries_do_not_grow_with_the_rows(importer: Importer, sign: Sign, rows: int) -> None:
    """Opening a tab, a row in it, or a row of another tab takes at most twenty queries, with 30 and with 300 rows."""
    version = big(importer, rows)
    assert version.rows.filter(kind=RowKind.TASK).count() == rows
    client = sign("coordinator")
    task = version.rows.filter(kind=RowKind.TASK).order_by("position")[rows // 2]
    base = f"/lam-viec/ke-hoach/{version.plan_id}/ra-soat/"
    costs: dict[str, int] = {}
    for query in (
        "?tab=nhiem-vu",
        f"?tab=nhiem-vu&dong={task.pk}",
        f"?tab=bao-cao&dong={task.pk}",
        "?tab=phat-hien",
    ):
        client.get(base + query)
        with CaptureQueriesContext(connection) as asked:
            assert client.get(base + query).status_code == 200
        costs[query] = len(asked)
    assert max(costs.values()) <= MOST, costs
