"""What of a framework does not depend on values: prepared once, walked for every unit."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from thuocdo.criteria.rules.methods import SPECS
from thuocdo.criteria.rules.model import Criterion, Framework, Measure, Method, SettingRef, ZeroRule
from thuocdo.scoring.rules.methods.table import RULES, Rule


@dataclass(frozen=True, slots=True)
class Leaf:
    """A criterion that a method scores.

    `roles` are (role, measure's name); `settings` the names that its maximum and parameters refer to. `extra`: bonus
    or penalty. `may_go`: excluded where nothing arose. `free`: scored without a maximum.
    """

    criterion: Criterion
    rule: Rule
    roles: tuple[tuple[str, str], ...]
    measures: Mapping[str, Measure]
    settings: tuple[str, ...]
    extra: bool
    may_go: bool
    free: bool


@dataclass(frozen=True, slots=True)
class Branch:
    """A criterion with its prepared leaf or children. `extra`: it holds nothing but bonuses and penalties."""

    criterion: Criterion
    leaf: Leaf | None
    children: tuple[Branch, ...]
    extra: bool


@dataclass(frozen=True, slots=True)
class Layout:
    """A framework prepared for scoring. `labels` are the names of its settings in Vietnamese."""

    framework: Framework
    branches: tuple[Branch, ...]
    labels: Mapping[str, str]

    def leaf(self, code: str) -> Leaf:
        """The scored criterion of a code. Raises KeyError for a group or a code that is none."""
        found = _find(self.branches, code)
        if found is None or found.leaf is None:
            raise KeyError(code)
        return found.leaf


_kept: dict[int, Layout] = {}
_MOST_KEPT = 64


def layout(framework: Framework) -> Layout:
    """The layout of a framework, kept for the next call with the same object."""
    found = _kept.get(id(framework))
    # the layout holds its framework, so an id of a kept one cannot have passed to another object
    if found is None:
        branches = tuple(_branch(framework, criterion) for criterion in framework.criteria)
        labels = {name: setting.label for name, setting in framework.settings.items()}
        found = Layout(framework, branches, labels)
        if len(_kept) >= _MOST_KEPT:
            _kept.clear()
        _kept[id(framework)] = found
    return found


def _branch(framework: Framework, criterion: Criterion) -> Branch:
    if criterion.method is not None:
        leaf = _leaf(framework, criterion, criterion.method)
        return Branch(criterion, leaf, (), leaf.extra)
    children = tuple(_branch(framework, child) for child in criterion.children)
    return Branch(criterion, None, children, bool(children) and all(child.extra for child in children))


def _leaf(framework: Framework, criterion: Criterion, method: Method) -> Leaf:
    spec = SPECS[method]
    extra = method is Method.BONUS
    return Leaf(
        criterion=criterion,
        rule=RULES[method],
        roles=tuple((role, criterion.inputs[role]) for role in spec.roles if role in criterion.inputs),
        measures={role: framework.measures[name] for role, name in criterion.inputs.items()},
        settings=tuple(dict.fromkeys(_refs((criterion.max, *criterion.params.values())))),
        extra=extra,
        may_go=spec.denominator and criterion.zero is ZeroRule.EXCLUDED,
        free=extra or method is Method.SHOWN,
    )


def _refs(value: object) -> list[str]:
    if isinstance(value, SettingRef):
        return [value.name]
    if isinstance(value, tuple):
        return [name for item in value for name in _refs(item)]
    return []


def _find(branches: tuple[Branch, ...], code: str) -> Branch | None:
    for branch in branches:
        if branch.criterion.code == code:
            return branch
        found = _find(branch.children, code)
        if found is not None:
            return found
    return None
