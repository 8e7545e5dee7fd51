"""What a run stores so that it can be repeated: canonical text of inputs and result, under SHA-256.

Canonical: keys sorted, no white space, numbers as text without idle zeros (2.50 and 2.5 are one text). The text of
the inputs names the framework by code, version and digest of its content, so a run cannot be replayed by another.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum
from typing import Any, cast

from thuocdo.criteria.rules.model import Framework
from thuocdo.lib.errors import InputError
from thuocdo.scoring.rules.model import Cliff, Provenance, Scored, Status, Step, Value
from thuocdo.scoring.rules.numbers import ZERO
from thuocdo.scoring.rules.tree import Settings, score

_FORMAT = 1


@dataclass(frozen=True)
class Inputs:
    """All that a score depends on. `framework` is "code@version", `digest` that of the framework's content."""

    framework: str
    digest: str
    year: int | None
    values: Mapping[str, Value]
    settings: Settings


def digest(text: str) -> str:
    """SHA-256 of a text, in hexadecimal."""
    return hashlib.sha256(text.encode()).hexdigest()


_digests: dict[int, tuple[Framework, str]] = {}


def framework_digest(framework: Framework) -> str:
    """SHA-256 over the whole content of a framework: any changed figure or word gives another."""
    # a province scores all its communes by one object; the entry holds it, so its id stays its own
    kept = _digests.get(id(framework))
    if kept is None:
        if len(_digests) >= 64:
            _digests.clear()
        kept = _digests[id(framework)] = (framework, digest(_text(_plain(framework))))
    return kept[1]


def dump_inputs(
    framework: Framework, values: Mapping[str, Value], settings: Settings, *, year: int | None = None
) -> str:
    """Canonical text of what is about to be scored. Only values and settings that the framework knows are kept."""
    return _text(
        {
            "format": _FORMAT,
            "framework": f"{framework.code}@{framework.version}",
            "digest": framework_digest(framework),
            "year": year,
            "values": {name: _value(value) for name, value in values.items() if name in framework.measures},
            "settings": {
                name: _tagged(value) for name, value in settings.items() if name in framework.settings
            },
        }
    )


def load_inputs(text: str) -> Inputs:
    """What `dump_inputs` wrote. Raises InputError for a text that it did not write."""
    try:
        data = json.loads(text)
        if data["format"] != _FORMAT:
            raise InputError(
                f"Dữ liệu lần chạy có dạng {data['format']}, chương trình này đọc dạng {_FORMAT}."
            )
        values = {name: _unvalue(row) for name, row in data["values"].items()}
        settings = {name: _untagged(value) for name, value in data["settings"].items()}
        return Inputs(data["framework"], data["digest"], data["year"], values, cast(Settings, settings))
    except (KeyError, TypeError, ValueError) as error:
        if isinstance(error, InputError):
            raise
        raise InputError("Dữ liệu lần chạy không đọc được: không đúng dạng đã lưu.") from error


def dump_result(scored: Scored) -> str:
    """Canonical text of a tree of scores."""
    return _text(_scored(scored))


def load_result(text: str) -> Scored:
    """The tree that `dump_result` wrote. Raises InputError for a text that it did not write."""
    try:
        return _unscored(json.loads(text))
    except (KeyError, TypeError, ValueError) as error:
        raise InputError("Kết quả lần chạy không đọc được: không đúng dạng đã lưu.") from error


def replay(framework: Framework, text: str) -> Scored:
    """Score stored inputs again. Raises InputError where `framework` is not, to the letter, the one of that run."""
    inputs = load_inputs(text)
    name = f"{framework.code}@{framework.version}"
    if inputs.framework != name:
        raise InputError(f"Lần chạy này dùng bộ {inputs.framework}, không phải {name}.")
    if inputs.digest != framework_digest(framework):
        raise InputError(f"Nội dung bộ {name} không còn như lúc chạy; không chạy lại được.")
    return score(framework, inputs.values, inputs.settings, year=inputs.year)


def _text(data: object) -> str:
    return json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def _number(number: Decimal) -> str:
    text = f"{number:f}"
    # not normalize(): that would round to the precision of the moment
    return (text.rstrip("0").rstrip(".") or "0") if "." in text else text


def _plain(value: object) -> object:
    """Any of our dataclasses as JSON, one way."""
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {field.name: _plain(getattr(value, field.name)) for field in dataclasses.fields(value)}
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, Decimal):
        return _number(value)
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {str(key): _plain(item) for key, item in value.items()}
    if isinstance(value, tuple | list):
        return [_plain(item) for item in value]
    return value


def _value(value: Value) -> dict[str, object]:
    return {
        "value": _tagged(value.value),
        "of": _tagged(value.of),
        "sources": [_source(source) for source in value.sources],
    }


def _unvalue(row: Mapping[str, Any]) -> Value:
    sources = tuple(_provenance(source) for source in row["sources"])
    return Value(_untagged(row["value"]), cast(Decimal | None, _untagged(row["of"])), sources)


def _tagged(value: object) -> object:
    """A value of a measure as JSON that keeps its type."""
    if isinstance(value, Decimal):
        return {"number": _number(value)}
    if isinstance(value, dt.date):
        return {"date": value.isoformat()}
    if isinstance(value, Mapping):
        return {"map": {str(key): _tagged(item) for key, item in value.items()}}
    if isinstance(value, tuple | list):
        return {"list": [_tagged(item) for item in value]}
    return value


def _untagged(data: object) -> object:
    if not isinstance(data, dict):
        return data
    ((tag, value),) = data.items()
    match tag:
        case "number":
            return Decimal(value)
        case "date":
            return dt.date.fromisoformat(value)
        case "map":
            return {key: _untagged(item) for key, item in value.items()}
        case "list":
            return tuple(_untagged(item) for item in value)
    raise ValueError(tag)


def _source(source: Provenance) -> dict[str, str | None]:
    day = source.as_of.isoformat() if source.as_of else None
    return {"text": source.text, "kind": source.kind, "key": source.key, "as_of": day}


def _provenance(row: Mapping[str, str]) -> Provenance:
    day = row["as_of"]
    return Provenance(row["text"], row["kind"], row["key"], dt.date.fromisoformat(day) if day else None)


_DECIMALS = ("max", "points", "least", "most", "unrounded", "counted", "counted_of")


def _scored(scored: Scored) -> dict[str, object]:
    row: dict[str, object] = {}
    for name in _DECIMALS:
        number: Decimal | None = getattr(scored, name)
        row[name] = None if number is None else _number(number)
    row["code"], row["name"], row["status"] = scored.code, scored.name, scored.status.value
    row["because"], row["shortfall"], row["waiting"] = scored.because, scored.shortfall, scored.waiting
    row["missing"], row["bands"] = list(scored.missing), list(scored.bands)
    row["inputs"] = {name: _value(value) for name, value in scored.inputs.items()}
    row["steps"] = [
        [step.text, None if step.result is None else _number(step.result)] for step in scored.steps
    ]
    row["cliffs"] = [
        [
            _number(cliff.at),
            _number(cliff.below),
            _number(cliff.above),
            _number(cliff.distance),
            cliff.unit,
            cliff.text,
        ]
        for cliff in scored.cliffs
    ]
    row["children"] = [_scored(child) for child in scored.children]
    return row


def _unscored(row: Mapping[str, Any]) -> Scored:
    numbers = {name: None if row[name] is None else Decimal(row[name]) for name in _DECIMALS}
    return Scored(
        code=row["code"],
        name=row["name"],
        max=numbers["max"],
        points=numbers["points"],
        least=numbers["least"],
        most=numbers["most"],
        status=Status(row["status"]),
        because=row["because"],
        unrounded=numbers["unrounded"],
        inputs={name: _unvalue(one) for name, one in row["inputs"].items()},
        missing=tuple(row["missing"]),
        steps=tuple(Step(text, None if result is None else Decimal(result)) for text, result in row["steps"]),
        cliffs=tuple(
            Cliff(Decimal(at), Decimal(below), Decimal(above), Decimal(distance), unit, text)
            for at, below, above, distance, unit, text in row["cliffs"]
        ),
        shortfall=row["shortfall"],
        children=tuple(_unscored(child) for child in row["children"]),
        counted=numbers["counted"] or ZERO,
        counted_of=numbers["counted_of"] or ZERO,
        waiting=row["waiting"],
        bands=tuple(row["bands"]),
    )
