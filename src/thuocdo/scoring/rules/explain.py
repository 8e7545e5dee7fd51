"""A score explained: the sentence, the rule, the numbers with their sources, the cliff, what one more would give."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal, localcontext

from thuocdo.criteria.rules.model import Basis, Framework, Measure, MeasureKind, Method
from thuocdo.lib.errors import InputError
from thuocdo.scoring.rules.layout import layout
from thuocdo.scoring.rules.methods.ask import Ask, Curve, Outcome, UnsetError
from thuocdo.scoring.rules.methods.table import evaluate, rule_of
from thuocdo.scoring.rules.model import NotScored, Provenance, Scored, Step, Value
from thuocdo.scoring.rules.numbers import EXACT, HUNDRED, rounded, shown
from thuocdo.scoring.rules.tree import Settings, ask_of

_ONE = Decimal(1)


@dataclass(frozen=True)
class Number:
    """One input as a person reads it. `sources` are empty where nobody said where it comes from."""

    measure: str
    label: str
    text: str
    sources: tuple[Provenance, ...]


@dataclass(frozen=True)
class Gain:
    """What one more unit of an input gives: `points` more (0 before a cliff), said in `text`."""

    measure: str
    points: Decimal
    text: str


@dataclass(frozen=True)
class Explanation:
    """Everything about one criterion's score. `path` is “Cách tính” in one line, steps joined by arrows."""

    sentence: str
    rule: str
    basis: Basis
    steps: tuple[Step, ...]
    path: str
    numbers: tuple[Number, ...]
    shortfall: str
    cliffs: tuple[str, ...]
    gains: tuple[Gain, ...]


def explain(
    framework: Framework,
    code: str,
    values: Mapping[str, Value],
    settings: Settings,
    *,
    year: int | None = None,
    scored: Scored | None = None,
) -> Explanation:
    """The explanation of the criterion `code`. `scored` is its node where the tree is at hand, else it is computed.

    Raises KeyError where `code` is no criterion with a method, InputError for values that cannot be.
    """
    plan = layout(framework)
    leaf = plan.leaf(code)
    with localcontext(EXACT):
        ask = ask_of(leaf, plan, values, settings, year)
        answer = _answer(ask, [role for role, _ in leaf.roles]) if scored is None else None
        sentence = (
            scored.because if scored else answer.because if isinstance(answer, Outcome) else _reason(answer)
        )
        steps = scored.steps if scored else answer.steps if isinstance(answer, Outcome) else ()
        short = scored.shortfall if scored else answer.shortfall if isinstance(answer, Outcome) else ""
        cliffs = scored.cliffs if scored else answer.cliffs if isinstance(answer, Outcome) else ()
        return Explanation(
            sentence=sentence,
            rule=_rule(ask),
            basis=leaf.criterion.basis,
            steps=steps,
            path=" → ".join(step.text for step in steps),
            numbers=tuple(
                Number(
                    name,
                    ask.measures[role].label,
                    written(ask.measures[role], values[name]),
                    values[name].sources,
                )
                for role, name in leaf.roles
                if name in values
            ),
            shortfall=short,
            cliffs=tuple(cliff.text for cliff in cliffs),
            gains=_gains(ask, [role for role, _ in leaf.roles]),
        )


def curve(
    framework: Framework,
    code: str,
    values: Mapping[str, Value],
    settings: Settings,
    *,
    year: int | None = None,
) -> Curve | None:
    """The criterion's points along its input, with the jumps and the present place, for the cliff chart.

    None where a line makes no sense (yes or no, links of unequal weight, several periods, shown only) or where a
    figure of the rule is not entered. Raises KeyError where `code` is no criterion with a method.
    """
    plan = layout(framework)
    leaf = plan.leaf(code)
    with localcontext(EXACT):
        ask = ask_of(leaf, plan, values, settings, year)
        if any(name not in settings for name in leaf.settings):
            return None
        answer = _answer(ask, [role for role, _ in leaf.roles])
        points = None
        if isinstance(answer, Outcome) and answer.points is not None:
            points = rounded(answer.points, leaf.criterion.rounding.places)
        return leaf.rule.curve(ask, points)


def written(measure: Measure, value: Value) -> str:
    """A value as a person reads it: "2.089/2.141 hồ sơ", "06/03/2026", "2 mục, 1 có đủ tài liệu"."""
    given = value.value
    if value.of is not None and isinstance(given, Decimal):
        return f"{shown(given, 6)}/{shown(value.of, 6)} {measure.unit}".strip()
    if isinstance(given, bool):
        if measure.kind is MeasureKind.YES_NO:
            return "có" if given else "không"
        return "không có"
    if isinstance(given, Decimal):
        if measure.kind is MeasureKind.PERCENT:
            return f"{shown(given, 6)}%"
        return f"{shown(given, 6)} {measure.unit}".strip()
    if isinstance(given, dt.date):
        return f"{given:%d/%m/%Y}"
    if isinstance(given, Mapping):
        return f"{sum(1 for there in given.values() if there)}/{len(given)} tài liệu"
    if isinstance(given, tuple | list):
        if measure.kind is MeasureKind.DATES:
            return f"{sum(1 for row in given if isinstance(row.get('received'), dt.date))}/{len(given)} kỳ đã nhận"
        proven = sum(1 for row in given if row.get("proven"))
        return f"{len(given)} {measure.unit or 'mục'}, {proven} có đủ tài liệu"
    raise InputError(f"{measure.label} ({measure.name}): giá trị không hiển thị được.")


def _answer(ask: Ask, roles: list[str]) -> Outcome | NotScored:
    absent = [role for role in roles if role not in ask.inputs]
    if absent:
        named = ", ".join(ask.measures[role].label for role in absent)
        return NotScored(
            f"Chưa tính được – thiếu: {named}.", tuple(ask.criterion.inputs[role] for role in absent)
        )
    return evaluate(ask)


def _reason(answer: Outcome | NotScored | None) -> str:
    return answer.reason if isinstance(answer, NotScored) else ""


def _rule(ask: Ask) -> str:
    try:
        return rule_of(ask.criterion).rule(ask)
    except UnsetError as unset:
        return f"Chưa viết được cách tính: tham số “{ask.labels.get(unset.name, unset.name)}” chưa được nhập."


def _gains(ask: Ask, roles: list[str]) -> tuple[Gain, ...]:
    """For each input that can be one unit better: the points that this unit brings."""
    now = _answer(ask, roles)
    if not isinstance(now, Outcome) or now.points is None:
        return ()
    found = []
    for role in roles:
        for value, what in _one_more(ask, role):
            try:
                then = evaluate(ask._replace(inputs={**ask.inputs, role: value}))
            except InputError:
                # one more would be off the scale: there is nothing left to gain
                continue
            if not isinstance(then, Outcome) or then.points is None:
                continue
            more = then.points - now.points
            said = (
                f"thêm {shown(more, 4)} điểm"
                if more > 0
                else "chưa thêm điểm nào"
                if not more
                else "mất điểm"
            )
            found.append(Gain(ask.criterion.inputs[role], more, f"{what}: {said}."))
    return tuple(found)


def _one_more(ask: Ask, role: str) -> list[tuple[Value, str]]:
    """The value with one unit better, and what that unit is."""
    measure, value = ask.measures[role], ask.inputs[role]
    given = value.value
    # what another system publishes is not in the office's hand
    if ask.criterion.method is Method.EXTERNAL:
        return []
    worse = role.startswith("bad") or (ask.criterion.method is Method.BONUS and ask.quantity("each") < 0)
    step, word = (-_ONE, "Bớt") if worse else (_ONE, "Thêm")
    if isinstance(given, Decimal):
        new = given + step
        top = value.of if value.of is not None else HUNDRED if measure.kind is MeasureKind.PERCENT else None
        if new < 0 or (top is not None and new > top) or role == "before":
            return []
        unit = "điểm %" if measure.kind is MeasureKind.PERCENT else measure.unit or "đơn vị"
        return [(replace(value, value=new), f"{word} 1 {unit}")]
    if measure.kind is MeasureKind.YES_NO and given is False:
        return [(replace(value, value=True), "Khi đã có")]
    if isinstance(given, Mapping):
        labels = {str(link[0]): str(link[1]) for link in ask.params["links"]}  # type: ignore[attr-defined]
        return [
            (replace(value, value={**given, code: True}), f"Bổ sung {labels[code]}")
            for code, there in given.items()
            if there is False
        ]
    if measure.kind is MeasureKind.ITEMS and isinstance(given, tuple | list):
        proven = [i for i, item in enumerate(given) if not item["proven"]]
        if proven:
            item = given[proven[0]]
            new_items = (*given[: proven[0]], {**item, "proven": True}, *given[proven[0] + 1 :])
            return [(replace(value, value=new_items), f"Bổ sung tài liệu cho “{item['name']}”")]
        return [
            (replace(value, value=(*given, {"name": "", "proven": True})), f"Thêm 1 {measure.unit or 'việc'}")
        ]
    return []
