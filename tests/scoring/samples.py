"""Frameworks and values made up for tests: no real place's points or bands."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal

from thuocdo.criteria.rules.model import (
    Band,
    Basis,
    BasisKind,
    Combine,
    Criterion,
    Framework,
    Measure,
    MeasureKind,
    Method,
    Quantity,
    Setting,
    SettingRef,
    ZeroRule,
)
from thuocdo.scoring.rules.model import Value

BASIS = Basis(BasisKind.FICTION, "Bộ tiêu chí giả định")
D = Decimal
BASE_WEIGHT = Decimal(1)


def measure(name: str, kind: MeasureKind, unit: str = "", label: str = "") -> Measure:
    return Measure(name, label or f"Số đo {name}", f"Measure {name}", kind, unit)


def ratio(value: str | int, of: str | int) -> Value:
    return Value(D(value), of=D(of))


def leaf(
    code: str,
    method: Method,
    points: Quantity | None,
    inputs: Mapping[str, str],
    params: Mapping[str, object] | None = None,
    *,
    zero: ZeroRule | None = None,
    weight: Decimal = BASE_WEIGHT,
    basis: Basis = BASIS,
) -> Criterion:
    return Criterion(
        code,
        f"Tiêu chí {code}",
        f"Criterion {code}",
        points,
        basis,
        method=method,
        params=params or {},
        inputs=inputs,
        zero=zero,
        weight=weight,
    )


def group(
    code: str, *children: Criterion, points: Quantity | None = None, combine: Combine = Combine.SUM
) -> Criterion:
    return Criterion(code, f"Nhóm {code}", f"Group {code}", points, BASIS, combine=combine, children=children)


def framework(
    *criteria: Criterion,
    measures: tuple[Measure, ...] = (),
    settings: tuple[str, ...] = (),
    total: Quantity | None = None,
    bands: tuple[Band, ...] = (),
    combine: Combine = Combine.SUM,
) -> Framework:
    return Framework(
        code="thu",
        version="1",
        name="Bộ thử",
        name_en="Trial",
        index="PAR INDEX",
        level="commune",
        total=total,
        basis=BASIS,
        measures={one.name: one for one in measures},
        settings={name: Setting(name, f"Tham số {name}", f"Setting {name}", "%") for name in settings},
        criteria=criteria,
        bands=bands,
        combine=combine,
    )


_K = MeasureKind
_KINDS: tuple[tuple[Method, dict[str, MeasureKind], dict[str, object], Value], ...] = (
    (Method.YES_NO, {"done": _K.YES_NO}, {}, Value(True)),
    (Method.LINEAR, {"share": _K.RATIO}, {}, ratio(2089, 2141)),
    (Method.LINEAR_FLOOR, {"share": _K.RATIO}, {"floor": SettingRef("floor")}, ratio(2089, 2141)),
    (Method.LINEAR_CAP, {"share": _K.PERCENT}, {"cap": D(80)}, Value(D("51.79"))),
    (Method.TIERS, {"value": _K.RATIO}, {"tiers": ((D(50), D(1)), (D(1), D("0.5")))}, ratio(3, 7)),
    (Method.ON_TIME, {"received": _K.DATE}, {"due": "02-28", "year_after": True}, Value(dt.date(2026, 3, 6))),
    (
        Method.COUNT,
        {"count": _K.ITEMS},
        {"least": D(2)},
        Value(({"name": "Cuộc 1", "proven": True}, {"name": "Cuộc 2", "proven": False})),
    ),
    (
        Method.CHAIN,
        {"links": _K.LINKS},
        {"links": tuple((f"l{i}", f"văn bản {i}", D("0.25")) for i in range(4)), "rule": "deduct"},
        Value({"l0": True, "l1": True, "l2": False, "l3": True}),
    ),
    (Method.SURVEY, {"share": _K.PERCENT}, {}, Value(D("83.94"))),
    (Method.ALL_CASES, {"treated": _K.RATIO}, {}, ratio(0, 52)),
)


def full_card() -> Framework:
    """A commune's scorecard: ten fields of ten criteria, 100 points."""
    fields, measures = [], []
    for number in range(1, 11):
        leaves = []
        for place, (method, roles, params, _) in enumerate(_KINDS, 1):
            inputs = dict.fromkeys(roles, f"m{number}_{place}")
            measures += [measure(inputs[role], kind, "hồ sơ") for role, kind in roles.items()]
            leaves.append(leaf(f"{number}.{place}", method, D(1), inputs, params, zero=ZeroRule.EXCLUDED))
        fields.append(group(str(number), *leaves, points=D(10)))
    bands = (Band("Tốt", "Good", D(80)), Band("Khá", "Fair", D(65)), Band("Trung bình", "Average", D(0)))
    return framework(*fields, measures=tuple(measures), settings=("floor",), total=D(100), bands=bands)


def full_values() -> dict[str, Value]:
    """A value for each measure of `full_card`."""
    return {
        f"m{number}_{place}": value
        for number in range(1, 11)
        for place, (_, _, _, value) in enumerate(_KINDS, 1)
    }
