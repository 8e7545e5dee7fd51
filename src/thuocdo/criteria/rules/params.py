"""The parameters and inputs of one criterion, against the closed table of methods."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from itertools import pairwise

from thuocdo.criteria.rules.methods import SPECS, Param, ParamKind
from thuocdo.criteria.rules.model import Measure, Method, SettingRef
from thuocdo.criteria.rules.reading import NAME, Table, as_day, is_day_of_year

_HUNDRED = Decimal(100)


def read_params(table: Table, data: object, method: Method) -> dict[str, object]:
    """The parameters of `method` as scoring takes them: Decimal or SettingRef, text, bool, date, tuples.

    Missing, extra and wrong ones are noted at `params` of the criterion's table.
    """
    spec = SPECS[method].params
    given = data if isinstance(data, Mapping) else {}
    if data is not None and not isinstance(data, Mapping):
        table.wrong("params", "phải là một bảng { tên = giá trị }")
        return {}
    for name in given:
        if name not in spec:
            table.wrong("params", f"có “{name}”, mà phương pháp {method} không nhận; nhận: {_listed(spec)}")
    out: dict[str, object] = {}
    for name, param in spec.items():
        if name in given:
            value = _value(table, name, param, given[name])
            if value is not None:
                out[name] = value
        elif param.required:
            table.wrong("params", f"thiếu “{name}” của phương pháp {method}")
    _links_against_rule(table, out)
    return out


def read_inputs(
    table: Table, data: object, method: Method, measures: Mapping[str, Measure]
) -> dict[str, str]:
    """Role of the method -> name of a measure of a kind that the role accepts."""
    spec = SPECS[method]
    given = data if isinstance(data, Mapping) else {}
    if data is not None and not isinstance(data, Mapping):
        table.wrong("inputs", 'phải là một bảng { vai = "tên_số_đo" }')
        return {}
    out: dict[str, str] = {}
    for role, name in given.items():
        if role not in spec.roles:
            table.wrong(
                "inputs", f"có “{role}”, mà phương pháp {method} không nhận; nhận: {_listed(spec.roles)}"
            )
        elif not isinstance(name, str) or name not in measures:
            table.wrong("inputs", f"dùng số đo “{name}” chưa được khai trong [measures]")
        elif measures[name].kind not in spec.roles[role]:
            kinds = ", ".join(spec.roles[role])
            table.wrong(
                "inputs", f"dùng số đo “{name}” kiểu {measures[name].kind}; “{role}” chỉ nhận kiểu: {kinds}"
            )
        else:
            out[role] = name
    for role in spec.roles:
        if role not in given and role not in spec.optional_roles:
            table.wrong("inputs", f"thiếu “{role}” của phương pháp {method}")
    return out


def _listed(names: Mapping[str, object]) -> str:
    return ", ".join(names) or "không tham số nào"


def _value(table: Table, name: str, param: Param, value: object) -> object:
    match param.kind:
        case ParamKind.FLAG:
            if not isinstance(value, bool):
                table.wrong("params", f"có {name} = “{value}”; phải là true hoặc false")
                return None
            return value
        case ParamKind.CHOICE:
            if value not in param.choices:
                table.wrong("params", f"có {name} = “{value}”; chỉ nhận: {', '.join(param.choices)}")
                return None
            return value
        case ParamKind.DATE:
            if is_day_of_year(value):
                return value
            if (day := as_day(value)) is None:
                table.wrong(
                    "params", f"có {name} = “{value}”, không phải ngày; ghi dạng 02-28 hoặc 2026-02-28"
                )
            return day
        case ParamKind.LINKS:
            return _links(table, name, value)
        case ParamKind.TIERS:
            return _tiers(table, name, value)
    quantity = table.as_quantity("params", value)
    if param.kind is ParamKind.SHARE and isinstance(quantity, Decimal) and not 0 <= quantity <= _HUNDRED:
        table.wrong("params", f"có {name} = {quantity}; phải từ 0 đến 100 (%)")
    return quantity


def _tiers(table: Table, name: str, value: object) -> tuple[tuple[object, object], ...] | None:
    if (
        not isinstance(value, list)
        or not value
        or not all(isinstance(t, list) and len(t) == 2 for t in value)
    ):
        table.wrong("params", f"có {name} sai dạng; ghi [[ngưỡng, điểm], [ngưỡng, điểm]] từ cao xuống thấp")
        return None
    tiers = [
        (table.as_quantity("params", least), table.as_quantity("params", points)) for least, points in value
    ]
    if any(least is None or points is None for least, points in tiers):
        return None
    for column, what in ((0, "ngưỡng"), (1, "điểm")):
        known = [tier[column] for tier in tiers if isinstance(tier[column], Decimal)]
        for high, low in pairwise(known):
            if not _falls(high, low, strictly=column == 0):
                table.wrong("params", f"có {name}: {what} phải giảm dần, nhưng {low} đứng sau {high}")
    return tuple(tiers)


def _falls(high: object, low: object, *, strictly: bool) -> bool:
    if not isinstance(high, Decimal) or not isinstance(low, Decimal):
        return True
    return high > low if strictly else high >= low


def _links(table: Table, name: str, value: object) -> tuple[tuple[str, str, object], ...] | None:
    if not isinstance(value, list) or not value or not all(isinstance(item, Mapping) for item in value):
        table.wrong("params", f'có {name} sai dạng; ghi [{{ code = "…", label = "…" }}, …]')
        return None
    out: list[tuple[str, str, object]] = []
    for item in value:
        code, label = item.get("code"), item.get("label")
        extra = sorted(set(item) - {"code", "label", "deduction"})
        if extra:
            table.wrong("params", f"có mắt xích mang khóa lạ: {', '.join(extra)}")
        if not isinstance(code, str) or not NAME.fullmatch(code) or not isinstance(label, str):
            table.wrong("params", "có mắt xích thiếu code (chữ thường không dấu, số, gạch dưới) hoặc label")
            continue
        if code in {known for known, _, _ in out}:
            table.wrong("params", f"có mắt xích “{code}” hai lần")
            continue
        given = item.get("deduction")
        out.append((code, label, None if given is None else table.as_quantity("params", given)))
    return tuple(out)


def _links_against_rule(table: Table, params: Mapping[str, object]) -> None:
    links, rule = params.get("links"), params.get("rule")
    if not isinstance(links, tuple) or rule is None:
        return
    for code, _, deduction in links:
        if rule == "deduct" and deduction is None:
            table.wrong("params", f"có mắt xích “{code}” chưa ghi deduction (điểm trừ khi thiếu)")
        elif rule == "all_of" and deduction is not None:
            table.wrong(
                "params", f'có mắt xích “{code}” ghi deduction, nhưng rule = "all_of" không trừ từng phần'
            )


def settings_in(value: object) -> tuple[str, ...]:
    """The names of the settings that a parameter, or a tuple of parameters, refers to."""
    if isinstance(value, SettingRef):
        return (value.name,)
    if isinstance(value, tuple):
        return tuple(name for item in value for name in settings_in(item))
    return ()
