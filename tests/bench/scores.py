"""Scores in the database: a province of 124 communes scored and stored, and the table of 3,321 communes."""

from __future__ import annotations

import random
import time
from decimal import Decimal
from typing import Any

from tests.bench.database import on_both
from tests.bench.figures import Figure, seconds

COMMUNES, NATION, PERIOD = 124, 3321, "2025"


def figures() -> list[Figure]:
    return on_both("scores", _measure)


def _measure(label: str) -> list[Figure]:
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    from tests.cast import NOW, build
    from thuocdo.criteria.actions import choose_framework, load_shipped
    from thuocdo.criteria.models import FrameworkVersion
    from thuocdo.scoring.actions.runs import run_scores

    cast = build()
    load_shipped(now=NOW)
    version = FrameworkVersion.objects.get(code="par-index-commune", version="tinh-mau-2026")
    choose_framework(unit=cast.unit("province"), version=version, year=2025, by=None, now=NOW)
    units = _communes(cast.unit("province"), NATION - 2)
    scored = units[:COMMUNES]
    _measures(scored, version)
    began = time.perf_counter()
    runs = run_scores(units=scored, version=version, period=PERIOD, by=None, now=NOW)
    took = time.perf_counter() - began
    _copies(units[COMMUNES:], runs[0])
    client = Client()
    client.force_login(cast.person("province_coordinator"))
    url = f"/lam-viec/cham-diem/par-index-commune/{PERIOD}/cac-xa/?dv=99001"
    with CaptureQueriesContext(
        connection,
    ) as asked:
        assert client.get(url).status_code == 200
        asks = len(asked)  # before the next request empties the list
    page = seconds(lambda: client.get(url), runs=9, warm_up=2)
    card = f"/lam-viec/cham-diem/par-index-commune/{PERIOD}/?dv={scored[0].code}"
    assert client.get(card).status_code == 200
    return [
        Figure(f"{COMMUNES} communes scored and stored ({label})", took, "s", 3),
        Figure(f"table of {NATION:,} communes, page ({label})", page, "s", 0.2),
        Figure(f"table of {NATION:,} communes, SQL queries ({label})", asks, "", 12),
        Figure(f"scorecard page ({label})", seconds(lambda: client.get(card), runs=9, warm_up=2), "s"),
    ]


def _communes(province: Any, count: int) -> list[Any]:
    from thuocdo.orgs.models import Unit
    from thuocdo.orgs.rules.rights import UnitKind

    sample = Unit.objects.get(code="99001")
    fields = {f.name for f in Unit._meta.concrete_fields} - {"id", "name", "code", "authority"}
    shared = {name: getattr(sample, name) for name in fields}
    made = [
        Unit(**shared, name=f"Xã Mẫu {number}", code=f"9{number:04d}"[-5:] if number < 9000 else None)
        for number in range(2, count + 2)
    ]
    for unit, number in zip(made, range(2, count + 2), strict=True):
        unit.code, unit.kind, unit.parent = f"{80000 + number}", UnitKind.COMMUNE, province
    Unit.objects.bulk_create(made, batch_size=500)
    found = list(Unit.objects.filter(code__startswith="8").order_by("code"))
    for unit in found:
        unit.authority = unit
    Unit.objects.bulk_update(found, ["authority"], batch_size=500)
    return found


def _measures(units: list[Any], version: Any) -> None:
    from tests.cast import NOW
    from thuocdo.criteria.rules.model import MeasureKind
    from thuocdo.scoring.models import MeasureEntry

    draw = random.Random(3)  # noqa: S311  (figures must repeat)

    def value(kind: MeasureKind) -> Any:
        whole = draw.randint(10, 2000)
        return {
            MeasureKind.YES_NO: draw.random() < 0.7,
            MeasureKind.NUMBER: str(draw.randint(0, 2)),
            MeasureKind.PERCENT: str(draw.randint(50, 100)),
            MeasureKind.RATIO: {"value": str(draw.randint(whole // 2, whole)), "of": str(whole)},
            MeasureKind.DATE: "2026-02-20",
            MeasureKind.DATES: [{"name": "Kỳ", "due": "2025-12-10", "received": "2025-12-09"}],
            MeasureKind.LINKS: {},
            MeasureKind.ITEMS: [{"name": "Cuộc", "proven": True}],
        }[kind]

    rows = [
        MeasureEntry(
            unit=unit,
            framework=version.code,
            measure=measure.name,
            period=PERIOD,
            value=value(measure.kind),
            source="Báo cáo năm",
            entered_at=NOW,
        )
        for unit in units
        for measure in version.framework.measures.values()
    ]
    MeasureEntry.objects.bulk_create(rows, batch_size=1000)


def _copies(units: list[Any], run: Any) -> None:
    from thuocdo.scoring.models import Run

    draw = random.Random(5)  # noqa: S311  (figures must repeat)
    rows = []
    for unit in units:
        least = Decimal(draw.randint(4000, 8500)) / 100
        spread = Decimal(draw.randint(0, 200)) / 100
        fields = {f.name: getattr(run, f.name) for f in Run._meta.concrete_fields if f.name != "id"}
        fields |= {"unit": unit, "least": least, "most": least + spread}
        fields |= {"points": None if spread else least, "inputs": "{}", "result": "{}"}
        rows.append(Run(**fields))
    Run.objects.bulk_create(rows, batch_size=300)
