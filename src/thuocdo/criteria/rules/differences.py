"""What a version changes against another: data for a page, nothing judged."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from thuocdo.criteria.rules.model import Criterion, EvidenceRule, Framework, Quantity, SettingRef
from thuocdo.criteria.rules.problems import printed


class Change(StrEnum):
    """What happened to one thing."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"


@dataclass(frozen=True)
class FieldChange:
    """One property that differs: `field` is its name in the model ("max", "name", "basis"), texts as people read them."""

    field: str
    before: str
    after: str


@dataclass(frozen=True)
class Difference:
    """One criterion, measure or setting that differs. `what` is "criterion", "measure", "setting", "band" or "head"."""

    what: str
    code: str
    name: str
    change: Change
    fields: tuple[FieldChange, ...] = ()


def differences(before: Framework, after: Framework) -> tuple[Difference, ...]:
    """All that differs, in the order of `after` with what it removed at the end of each kind."""
    head = _fields(_head(before), _head(after))
    out = [Difference("head", "", after.name, Change.CHANGED, head)] if head else []
    out += _compared(
        "criterion",
        {c.code: (c.name, _criterion(c)) for c in before.walk()},
        {c.code: (c.name, _criterion(c)) for c in after.walk()},
    )
    out += _compared(
        "measure",
        {m.name: (m.label, _measure(before, m.name)) for m in before.measures.values()},
        {m.name: (m.label, _measure(after, m.name)) for m in after.measures.values()},
    )
    out += _compared(
        "setting",
        {s.name: (s.label, {"label": s.label, "unit": s.unit}) for s in before.settings.values()},
        {s.name: (s.label, {"label": s.label, "unit": s.unit}) for s in after.settings.values()},
    )
    out += _compared(
        "band",
        {b.label: (b.label, {"least": said(b.least)}) for b in before.bands},
        {b.label: (b.label, {"least": said(b.least)}) for b in after.bands},
    )
    return tuple(out)


def said(quantity: Quantity | None) -> str:
    """A quantity as people read it: "3", "0,50", "⚙ diem_3_1"; "" for none."""
    if isinstance(quantity, SettingRef):
        return f"⚙ {quantity.name}"
    return "" if quantity is None else printed(quantity)


def said_param(value: object) -> str:
    """A parameter as people read it, tuples as rows."""
    if isinstance(value, bool):
        return "có" if value else "không"
    if isinstance(value, tuple):
        return "; ".join(": ".join(said_param(item) for item in row if item is not None) for row in value)
    if isinstance(value, str):
        return value
    return said(value) if value is None or isinstance(value, SettingRef | Decimal) else str(value)


def _head(framework: Framework) -> dict[str, str]:
    return {
        "name": framework.name,
        "total": said(framework.total),
        "combine": framework.combine.value,
        "places": str(framework.rounding.places),
        "basis": framework.basis.text,
    }


def _criterion(criterion: Criterion) -> dict[str, str]:
    return {
        "name": criterion.name,
        "max": said(criterion.max),
        "least": said(criterion.least),
        "method": criterion.method.value if criterion.method else "",
        "params": "; ".join(f"{key} = {said_param(value)}" for key, value in criterion.params.items()),
        "inputs": ", ".join(criterion.inputs.values()),
        "evidence": "; ".join(_evidence(rule) for rule in criterion.evidence),
        "owner": criterion.owner,
        "zero": criterion.zero.value if criterion.zero else "",
        "weight": printed(criterion.weight),
        "combine": criterion.combine.value,
        "places": str(criterion.rounding.places),
        "basis": criterion.basis.text,
        "note": criterion.note,
    }


def _evidence(rule: EvidenceRule) -> str:
    wanted = [
        word
        for word, asked in (
            ("bản PDF", rule.must_be_pdf),
            ("có ký", rule.must_be_signed),
            (f"nhận chậm nhất {rule.received_by}", rule.received_by),
            ("không bắt buộc", not rule.required),
        )
        if asked
    ]
    return f"{rule.label} ({', '.join(wanted)})" if wanted else rule.label


def _measure(framework: Framework, name: str) -> dict[str, str]:
    measure = framework.measures[name]
    return {
        "label": measure.label,
        "kind": measure.kind.value,
        "unit": measure.unit,
        "source": measure.source,
        "least": said(measure.least),
        "most": said(measure.most),
    }


def _compared(
    what: str,
    before: Mapping[str, tuple[str, dict[str, str]]],
    after: Mapping[str, tuple[str, dict[str, str]]],
) -> Iterator[Difference]:
    for code, (name, values) in after.items():
        if code not in before:
            yield Difference(what, code, name, Change.ADDED)
        elif fields := _fields(before[code][1], values):
            yield Difference(what, code, name, Change.CHANGED, fields)
    for code, (name, _) in before.items():
        if code not in after:
            yield Difference(what, code, name, Change.REMOVED)


def _fields(before: Mapping[str, str], after: Mapping[str, str]) -> tuple[FieldChange, ...]:
    return tuple(FieldChange(key, before[key], value) for key, value in after.items() if before[key] != value)
