"""A `Plan` value again from stored JSON: as compiled, or as corrected by a person row by row."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import fields
from datetime import date
from typing import Any

from thuocdo.calendars.rules.deadline import Deadline
from thuocdo.documents.rules.blocks import Source
from thuocdo.plans.rules.model import (
    Citation,
    Duty,
    Fact,
    Gap,
    Goal,
    Head,
    History,
    Plan,
    Report,
    Signer,
    Target,
    Task,
)

_DATES = frozenset({"date", "issued", "period_start", "period_end", "due"})
_BY_NUMBER = frozenset({"delta", "rank_delta"})
_KIND_KEYS = {
    "task": "tasks",
    "gap": "gaps",
    "duty": "duties",
    "goal": "goals",
    "target": "targets",
    "report": "reports",
}


def plan_from_json(data: Mapping[str, Any]) -> Plan:
    """The plan that `Plan.to_json` wrote."""
    return Plan(
        document=_head(data["document"]),
        goals=tuple(_item(Goal, item) for item in data["goals"]),
        targets=tuple(_item(Target, item) for item in data["targets"]),
        history=tuple(_item(History, item) for item in data["history"]),
        tasks=tuple(_item(Task, item) for item in data["tasks"]),
        gaps=tuple(_gap(item) for item in data["gaps"]),
        duties=tuple(_item(Duty, item) for item in data["duties"]),
        reports=tuple(_item(Report, item) for item in data["reports"]),
        notes=tuple(data.get("notes", ())),
    )


def plan_of_rows(compiled: Mapping[str, Any], rows: Iterable[tuple[str, str, Mapping[str, Any]]]) -> Plan:
    """The plan as reviewed. `rows`: (kind, id to give it, data) in reading order; what is no row stays as compiled."""
    out: dict[str, Any] = {**compiled, **{key: [] for key in _KIND_KEYS.values()}}
    for kind, label, data in rows:
        out[_KIND_KEYS[kind]].append({**data, "id": label})
    return plan_from_json(out)


def _head(data: Mapping[str, Any]) -> Head:
    citations = {
        name: tuple(_item(Citation, item) for item in data.get(name, ()))
        for name in ("legal_bases", "cited_documents")
    }
    head: Head = _item(Head, {**data, **citations, "signer": _item(Signer, data.get("signer") or {})})
    return head


def _gap(data: Mapping[str, Any]) -> Gap:
    gap: Gap = _item(Gap, {**data, "facts": tuple(_item(Fact, item) for item in data.get("facts", ()))})
    return gap


def _item(kind: type[Any], data: Mapping[str, Any]) -> Any:
    """A dataclass of that kind from the keys it knows; other keys (marks of the review) are left out."""
    return kind(**{f.name: _value(f.name, data[f.name]) for f in fields(kind) if f.name in data})


def _value(name: str, value: Any) -> Any:
    if value is None:
        return None
    if name in _DATES and isinstance(value, str):
        return date.fromisoformat(value)
    if name == "source":
        return _source(value)
    if name == "joined":
        return tuple(_source(item) for item in value)
    if name == "deadline":
        return Deadline.from_json(value)
    if name in _BY_NUMBER:
        return {int(key): change for key, change in value.items()}
    return tuple(value) if isinstance(value, list) else value


def _source(data: Any) -> Source:
    if isinstance(data, Source):
        return data
    box = data.get("box")
    known = {f.name: data[f.name] for f in fields(Source) if f.name in data}
    return Source(**{**known, "box": tuple(box) if box else None})
