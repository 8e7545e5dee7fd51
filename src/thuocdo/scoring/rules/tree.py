"""From a framework and values to the tree of scores.

What a set prescribes is laid out once (`compiled`, kept per framework object); scoring a unit walks that layout.
Every node keeps its rounded `points`, which its group adds as the published tables do, and its exact `unrounded`,
which the group combines beside them.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal, localcontext
from typing import NamedTuple

from thuocdo.criteria.rules.model import Combine, Framework, Method, SettingRef
from thuocdo.scoring.rules.bands import reachable
from thuocdo.scoring.rules.combine import Combined, Part, by_maximum, by_sum, by_weighted_mean, own_maximum
from thuocdo.scoring.rules.layout import Branch, Layout, Leaf, layout
from thuocdo.scoring.rules.methods.ask import Ask, Outcome
from thuocdo.scoring.rules.methods.table import evaluate
from thuocdo.scoring.rules.model import NotScored, Scored, Status, Value
from thuocdo.scoring.rules.numbers import EXACT, ZERO, rounded, shown

Settings = Mapping[str, Decimal | str | dt.date]

_COMBINE = {Combine.SUM: by_sum, Combine.WEIGHTED_MEAN: by_weighted_mean, Combine.MAXIMUM: by_maximum}


def score(
    framework: Framework | Layout,
    values: Mapping[str, Value],
    settings: Settings,
    *,
    year: int | None = None,
) -> Scored:
    """The explained tree; its root is the framework itself with the total and the classes it can still reach.

    `values` go by name of measure, `settings` by name of setting; what is left out is not known and makes a range,
    never 0. `year` is the assessed year, needed where the set prints due days without a year. Raises InputError
    for a value that cannot be (wrong shape, more than its total, negative).
    """
    plan = framework if isinstance(framework, Layout) else layout(framework)
    with localcontext(EXACT):
        return _Walk(plan, values, settings, year).root()


def ask_of(
    leaf: Leaf, plan: Layout, values: Mapping[str, Value], settings: Settings, year: int | None
) -> Ask:
    """One criterion with what is known filled in. A maximum that is not entered counts as 0 here."""
    top = _resolved(leaf.criterion.max, settings)
    params = leaf.criterion.params
    if leaf.settings:
        params = {name: _filled(value, settings) for name, value in params.items()}
    inputs = {role: values[name] for role, name in leaf.roles if name in values}
    return Ask(
        leaf.criterion, top if top is not None else ZERO, inputs, params, leaf.measures, year, plan.labels
    )


@dataclass(frozen=True, slots=True)
class _Head:
    """What a group is. `top` is its maximum; `floor` and `ceiling` bound its points."""

    code: str
    name: str
    combine: Combine
    top: Decimal | None
    ceiling: Decimal | None
    floor: Decimal | None
    places: int

    def clamped(self, number: Decimal) -> Decimal:
        if self.ceiling is not None and number > self.ceiling:
            return self.ceiling
        return self.floor if self.floor is not None and number < self.floor else number

    def bounded(self, number: Decimal | None) -> Decimal | None:
        return None if number is None else self.clamped(rounded(number, self.places))


class _State(NamedTuple):
    """The figures of a group, as its sentence tells them."""

    max: Decimal | None
    points: Decimal | None
    least: Decimal | None
    most: Decimal | None
    counted: Decimal
    counted_of: Decimal
    waiting: int


class _Node:
    """A scored node with what its group has to know of it."""

    __slots__ = ("may_go", "scored")

    def __init__(self, scored: Scored, may_go: bool = False) -> None:
        self.scored, self.may_go = scored, may_go


class _Walk:
    """One scoring of one unit."""

    __slots__ = ("plan", "settings", "values", "year")

    def __init__(
        self, plan: Layout, values: Mapping[str, Value], settings: Settings, year: int | None
    ) -> None:
        self.plan, self.values, self.settings, self.year = plan, values, settings, year

    def root(self) -> Scored:
        framework = self.plan.framework
        nodes = [self.node(branch) for branch in self.plan.branches]
        top = _resolved(framework.total, self.settings)
        # the total has no ceiling: a bonus may be given outside it
        head = _Head(
            framework.code, framework.name, framework.combine, top, None, None, framework.rounding.places
        )
        scored = self._group(head, nodes, self.plan.branches).scored
        bands, said = reachable(framework, scored, self.settings)
        if not said:
            return scored
        return replace(scored, bands=bands, because=f"{scored.because} {said}")

    def node(self, branch: Branch) -> _Node:
        if branch.leaf is not None:
            return self._leaf(branch.leaf)
        criterion = branch.criterion
        nodes = [self.node(child) for child in branch.children]
        top = _resolved(criterion.max, self.settings)
        floor = _resolved(criterion.least, self.settings) or None
        head = _Head(
            criterion.code, criterion.name, criterion.combine, top, top, floor, criterion.rounding.places
        )
        return self._group(head, nodes, branch.children)

    def _leaf(self, leaf: Leaf) -> _Node:
        criterion = leaf.criterion
        ask = ask_of(leaf, self.plan, self.values, self.settings, self.year)
        inputs = {name: self.values[name] for _, name in leaf.roles if name in self.values}
        top = _resolved(criterion.max, self.settings)
        answer = self._answer(leaf, ask, top)
        if isinstance(answer, NotScored):
            if criterion.method is Method.SHOWN:
                return _Node(
                    Scored(
                        criterion.code,
                        criterion.name,
                        None,
                        None,
                        None,
                        None,
                        Status.SHOWN,
                        answer.reason,
                        missing=answer.missing,
                    )
                )
            least, most = leaf.rule.bounds(ask) if top is not None or leaf.extra else (None, None)
            if answer.least is not None and top is not None:
                least, most = answer.least, answer.most
            places = criterion.rounding.places
            if leaf.extra and top is None:
                top = most if most is None or most > 0 else ZERO
            scored = Scored(
                code=criterion.code,
                name=criterion.name,
                max=top,
                points=None,
                least=None if least is None else rounded(least, places),
                most=None if most is None else rounded(most, places),
                status=Status.NOT_SCORED,
                because=answer.reason,
                inputs=inputs,
                missing=answer.missing,
                waiting=1,
            )
            return _Node(scored, leaf.may_go)
        return _Node(self._answered(leaf, ask, top, answer, inputs))

    def _answer(self, leaf: Leaf, ask: Ask, top: Decimal | None) -> Outcome | NotScored:
        absent = [name for role, name in leaf.roles if role not in ask.inputs]
        unset = [name for name in leaf.settings if name not in self.settings]
        if absent and leaf.rule.partial and top is not None and not unset and ask.inputs:
            return evaluate(ask)
        if absent:
            named = [self.plan.framework.measures[name].label for name in absent]
            reason = f"Chưa tính được – thiếu: {', '.join(named)}"
            if unset:
                reason += f"; chưa nhập tham số: {', '.join(self.plan.labels[name] for name in unset)}"
            return NotScored(f"{reason}.", tuple(dict.fromkeys([*absent, *unset])))
        if top is None and not leaf.free:
            if isinstance(leaf.criterion.max, SettingRef):
                name = leaf.criterion.max.name
                label = self.plan.labels.get(name, name)
                return NotScored(f"Chưa tính được – chưa nhập tham số: {label}.", (name,))
            return NotScored("Chưa tính được – bộ tiêu chí không ghi điểm tối đa.")
        return evaluate(ask)

    def _answered(
        self, leaf: Leaf, ask: Ask, top: Decimal | None, answer: Outcome, inputs: Mapping[str, Value]
    ) -> Scored:
        criterion = leaf.criterion
        if leaf.extra and top is None:
            most = leaf.rule.bounds(ask)[1]
            top = most if most is None or most > 0 else ZERO
        points, status = None, Status.SCORED
        if answer.points is not None:
            points = rounded(answer.points, criterion.rounding.places)
        else:
            status = Status.EXCLUDED if answer.excluded else Status.SHOWN
            if status is Status.SHOWN:
                top = None
        return Scored(
            code=criterion.code,
            name=criterion.name,
            max=top,
            points=points,
            least=points,
            most=points,
            status=status,
            because=answer.because,
            unrounded=answer.points,
            inputs=inputs,
            steps=answer.steps,
            cliffs=answer.cliffs,
            shortfall=answer.shortfall,
            counted=points if points is not None else ZERO,
            counted_of=top if points is not None and top is not None else ZERO,
        )

    def _group(self, head: _Head, nodes: list[_Node], branches: tuple[Branch, ...]) -> _Node:
        children = tuple(node.scored for node in nodes)
        live = [
            (node, branch)
            for node, branch in zip(nodes, branches, strict=True)
            if node.scored.status is not Status.SHOWN
        ]
        kept = [node for node, _ in live if node.scored.status is not Status.EXCLUDED]
        parts = [_part(node, branch) for node, branch in live]
        if not kept:
            return _idle(head, children, parts)
        made = _COMBINE[head.combine](parts, head.top)
        points, low, high = head.bounded(made.points), head.bounded(made.least), head.bounded(made.most)
        counted, counted_of = _counted(head.combine, children, points, made)
        begun = any(node.scored.status in (Status.SCORED, Status.PARTIAL) for node in kept)
        status = Status.SCORED if points is not None else Status.PARTIAL if begun else Status.NOT_SCORED
        state = _State(
            made.max,
            points,
            low if points is None else points,
            high if points is None else points,
            counted,
            counted_of,
            0 if points is not None else sum(child.waiting for child in children),
        )
        missing: tuple[str, ...] = ()
        if points is None:
            missing = tuple(dict.fromkeys(name for node in kept for name in node.scored.missing))
        scored = Scored(
            code=head.code,
            name=head.name,
            max=state.max,
            points=state.points,
            least=state.least,
            most=state.most,
            status=status,
            because=_said(state, head, len(kept), len(live) - len(kept)) + _odd_maximum(head, parts),
            unrounded=None if made.exact is None else head.clamped(made.exact),
            missing=missing,
            children=children,
            counted=state.counted,
            counted_of=state.counted_of,
            waiting=state.waiting,
        )
        return _Node(scored, points is None and all(node.may_go for node in kept))


def _part(node: _Node, branch: Branch) -> Part:
    scored = node.scored
    return Part(
        scored.max,
        scored.points,
        scored.unrounded,
        scored.least,
        scored.most,
        branch.criterion.weight,
        scored.status is Status.EXCLUDED,
        node.may_go,
        branch.extra,
    )


def _idle(head: _Head, children: tuple[Scored, ...], parts: list[Part]) -> _Node:
    """A group in which nothing arose, or that is only shown."""
    top = own_maximum(head.combine, parts, head.top)
    said = "Không phát sinh tiêu chí nào trong nhóm." if parts else "Chỉ theo dõi, không tính điểm."
    status = Status.EXCLUDED if parts else Status.SHOWN
    return _Node(Scored(head.code, head.name, top, None, None, None, status, said, children=children))


def _counted(
    combine: Combine, children: tuple[Scored, ...], points: Decimal | None, made: Combined
) -> tuple[Decimal, Decimal]:
    """What is scored so far and its maximum. A mean or a maximum counts only when it is complete."""
    if points is not None:
        return points, made.max if made.max is not None else ZERO
    if combine is not Combine.SUM:
        return ZERO, ZERO
    return sum((child.counted for child in children), ZERO), sum(
        (child.counted_of for child in children), ZERO
    )


_WORDS = {
    Combine.SUM: "Cộng",
    Combine.WEIGHTED_MEAN: "Bình quân có trọng số của",
    Combine.MAXIMUM: "Lấy cao nhất trong",
}


def _said(state: _State, head: _Head, kept: int, gone: int) -> str:
    def told(number: Decimal) -> str:
        return shown(number, head.places)

    top = "" if state.max is None else f" trên {told(state.max)}"
    if state.points is not None:
        text = f"{_WORDS[head.combine]} {kept} mục: {told(state.points)}{top} điểm."
        if gone:
            text += f" {gone} mục không phát sinh, phần còn lại đã quy đổi về thang của nhóm."
        return text
    text = f"Chưa đủ dữ liệu: {state.waiting} tiêu chí chưa tính được."
    if state.counted_of:
        counted = f"{told(state.counted)} trên {told(state.counted_of)}"
        text = f"Đã tính {counted} điểm có dữ liệu; {state.waiting} tiêu chí chưa đủ dữ liệu."
    if state.least is None or state.most is None:
        return f"{text} Chưa biết khoảng điểm vì điểm tối đa chưa được nhập đủ."
    return f"{text} Điểm có thể từ {told(state.least)} đến {told(state.most)}{top}."


def _odd_maximum(head: _Head, parts: list[Part]) -> str:
    """A remark where the maxima of the children do not add up to the group's: a figure was entered wrongly."""
    if head.top is None or head.combine is not Combine.SUM:
        return ""
    base = [part.max for part in parts if not part.extra]
    known = [top for top in base if top is not None]
    total = sum(known, ZERO)
    if not known or total == head.top or (len(known) < len(base) and total < head.top):
        return ""
    added = f"{shown(total, head.places)} điểm, khác {shown(head.top, head.places)} điểm của cả nhóm"
    return f" Lưu ý: điểm tối đa của các mục cộng lại là {added}."


def _resolved(quantity: Decimal | SettingRef | None, settings: Settings) -> Decimal | None:
    if isinstance(quantity, SettingRef):
        value = settings.get(quantity.name)
        return value if isinstance(value, Decimal) else None
    return quantity


def _filled(value: object, settings: Settings) -> object:
    """A parameter with the entered settings put in; those not entered stay references."""
    if isinstance(value, SettingRef):
        return settings.get(value.name, value)
    if isinstance(value, tuple):
        return tuple(_filled(item, settings) for item in value)
    return value
