"""`thuocdo score FRAMEWORK --measures FILE`: the file of measures, and the tree of scores as text and JSON."""

from __future__ import annotations

import difflib
import json
import re
from decimal import Decimal
from pathlib import Path
from typing import Any

from thuocdo.criteria.rules.model import Framework, Setting
from thuocdo.lib.errors import InputError
from thuocdo.scoring.rules.model import Scored, Status, Value
from thuocdo.scoring.rules.numbers import LARGEST, shown
from thuocdo.scoring.rules.values import plain, read_value

_WORDS = {
    Status.SCORED: "",
    Status.PARTIAL: "chưa đủ",
    Status.NOT_SCORED: "chưa tính được",
    Status.EXCLUDED: "không phát sinh",
    Status.SHOWN: "chỉ theo dõi",
}


def read_measures(path: Path, framework: Framework) -> tuple[dict[str, Value], dict[str, Decimal]]:
    """Values by name of measure and settings by name; null is not known, as if it were left out.

    Raises InputError for the first thing that cannot be used: file, line, what is wrong, what would be accepted.
    """
    text = _text(path)
    data = _parsed(path, text)
    values: dict[str, Value] = {}
    settings: dict[str, Decimal] = {}
    for name, raw in data.items():
        try:
            if name in framework.measures:
                if raw is not None:
                    values[name] = read_value(framework.measures[name], raw)
            elif name in framework.settings:
                if raw is not None:
                    settings[name] = _setting(framework.settings[name], raw)
            else:
                raise InputError(_unknown(name, framework))
        except InputError as error:
            raise InputError(f"{path}, dòng {_line(text, name)}: {error}") from error
    return values, settings


def tree_json(scored: Scored) -> dict[str, Any]:
    """The tree of the contract with what we add: range, steps, cliffs, shortfall, classes."""
    row: dict[str, Any] = {
        "code": scored.code,
        "name": scored.name,
        "max": _number(scored.max),
        "points": _number(scored.points),
        "status": scored.status.value,
        "because": scored.because,
        "inputs": {name: _value(value) for name, value in scored.inputs.items()},
        "missing": list(scored.missing),
        "least": _number(scored.least),
        "most": _number(scored.most),
        "steps": [step.text for step in scored.steps],
        "cliffs": [
            {
                "at": _number(cliff.at),
                "below": _number(cliff.below),
                "above": _number(cliff.above),
                "distance": _number(cliff.distance),
                "unit": cliff.unit,
                "text": cliff.text,
            }
            for cliff in scored.cliffs
        ],
        "shortfall": scored.shortfall,
    }
    if scored.bands:
        row["bands"] = list(scored.bands)
    row["children"] = [tree_json(child) for child in scored.children]
    return row


def tree_lines(scored: Scored, depth: int = 0) -> list[str]:
    """What a person reads: one line a criterion with its points and why."""
    head = f"{'  ' * depth}{scored.code} {scored.name}: {_state(scored)}"
    lines = [head, f"{'  ' * depth}  {scored.because}"]
    if len(scored.steps) > 1:
        lines.append(f"{'  ' * depth}  Cách tính: {' → '.join(step.text for step in scored.steps)}")
    for child in scored.children:
        lines += tree_lines(child, depth + 1)
    return lines


def _state(scored: Scored) -> str:
    word, top = _WORDS[scored.status], "" if scored.max is None else f"/{shown(scored.max, 4)}"
    if scored.points is not None:
        return f"{shown(scored.points, 4)}{top} điểm"
    if scored.least is not None and scored.most is not None:
        return f"{word}, từ {shown(scored.least, 4)} đến {shown(scored.most, 4)}{top} điểm"
    return word


def _text(path: Path) -> str:
    try:
        return path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InputError(f"{path}: không phải tệp chữ UTF-8; hãy đưa một tệp JSON.") from error
    except OSError as error:
        raise InputError(f"Không đọc được tệp {path}: {error.strerror}.") from error


def _parsed(path: Path, text: str) -> dict[str, Any]:
    wanted = 'cần một bảng JSON {"tên số đo": giá trị}'
    try:
        # as written: 2.93 stays 2.93; a name given twice is a mistake, not a correction
        data = json.loads(
            text, parse_float=Decimal, parse_int=_whole, parse_constant=_no, object_pairs_hook=_once
        )
    except json.JSONDecodeError as error:
        raise InputError(
            f"{path}, dòng {error.lineno}, cột {error.colno}: không đúng dạng JSON; {wanted}."
        ) from error
    except RecursionError as error:
        raise InputError(f"{path}: lồng quá sâu; {wanted}.") from error
    except InputError as error:
        raise InputError(f"{path}: {error}") from error
    if not isinstance(data, dict):
        raise InputError(f"{path}: {wanted}.")
    return data


def _whole(text: str) -> Decimal:
    return Decimal(text)


def _no(text: str) -> None:
    raise InputError(f"“{text}” không phải là một số dùng được.")


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    data: dict[str, Any] = {}
    for name, value in pairs:
        if name in data:
            raise InputError(f"tên “{name}” có hai lần; mỗi tên chỉ ghi một lần.")
        data[name] = value
    return data


def _setting(setting: Setting, raw: object) -> Decimal:
    if not isinstance(raw, Decimal) or not raw.is_finite() or abs(raw) >= LARGEST:
        raise InputError(f"tham số “{setting.label}” ({setting.name}) cần một số ({setting.unit}).")
    if setting.least is not None and raw < setting.least:
        raise InputError(
            f"tham số “{setting.label}” ({setting.name}) không nhỏ hơn {shown(setting.least, 6)}."
        )
    if setting.most is not None and raw > setting.most:
        raise InputError(
            f"tham số “{setting.label}” ({setting.name}) không lớn hơn {shown(setting.most, 6)}."
        )
    return raw


def _unknown(name: str, framework: Framework) -> str:
    known = [*framework.measures, *framework.settings]
    near = difflib.get_close_matches(name, known, n=1, cutoff=0.7)
    hint = f"có phải “{near[0]}”?" if near else "xem danh sách bằng --list."
    return f"bộ {framework.code} không có số đo hay tham số tên “{name}”; {hint}"


def _line(text: str, name: str) -> int:
    found = re.search(rf"{re.escape(json.dumps(name, ensure_ascii=False))}\s*:", text)
    return text.count("\n", 0, found.start()) + 1 if found else 1


def _number(number: Decimal | None) -> int | float | None:
    if number is None:
        return None
    return int(number) if number == number.to_integral_value() else float(number)


def _value(value: Value) -> Any:
    if value.of is not None and isinstance(value.value, Decimal):
        return {"value": _number(value.value), "of": _number(value.of)}
    return plain(value.value, _number)
