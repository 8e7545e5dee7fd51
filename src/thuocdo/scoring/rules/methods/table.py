"""The closed table of methods: what computes each, and the one place where they are called."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from thuocdo.criteria.rules.model import Criterion, Method
from thuocdo.scoring.rules.methods import (
    all_cases,
    bonus,
    chain,
    complement,
    count,
    external,
    growth,
    linear,
    linear_cap,
    linear_floor,
    on_time,
    shown,
    survey,
    tiers,
    yes_no,
)
from thuocdo.scoring.rules.methods.ask import Ask, Curve, Outcome, UnsetError
from thuocdo.scoring.rules.model import NotScored
from thuocdo.scoring.rules.numbers import ZERO

Range = tuple[Decimal | None, Decimal | None]


def _from_nothing(ask: Ask) -> Range:
    return ZERO, ask.max


@dataclass(frozen=True, slots=True)
class Rule:
    """How one method computes.

    `bounds` is the range of a criterion before anything is known; `partial`: the method can say something (a
    narrower range) while an input is missing.
    """

    score: Callable[[Ask], Outcome | NotScored]
    rule: Callable[[Ask], str]
    curve: Callable[[Ask, Decimal | None], Curve | None]
    bounds: Callable[[Ask], Range] = _from_nothing
    partial: bool = False


RULES: Mapping[Method, Rule] = {
    Method.YES_NO: Rule(yes_no.score, yes_no.rule, yes_no.curve),
    Method.LINEAR: Rule(linear.score, linear.rule, linear.curve),
    Method.LINEAR_FLOOR: Rule(linear_floor.score, linear_floor.rule, linear_floor.curve),
    Method.LINEAR_CAP: Rule(linear_cap.score, linear_cap.rule, linear_cap.curve),
    Method.TIERS: Rule(tiers.score, tiers.rule, tiers.curve),
    Method.ON_TIME: Rule(on_time.score, on_time.rule, on_time.curve),
    Method.COUNT: Rule(count.score, count.rule, count.curve),
    Method.GROWTH: Rule(growth.score, growth.rule, growth.curve),
    Method.CHAIN: Rule(chain.score, chain.rule, chain.curve),
    Method.SURVEY: Rule(survey.score, survey.rule, survey.curve),
    Method.BONUS: Rule(bonus.score, bonus.rule, bonus.curve, bonus.bounds),
    Method.EXTERNAL: Rule(external.score, external.rule, external.curve, external.bounds),
    Method.COMPLEMENT: Rule(complement.score, complement.rule, complement.curve, partial=True),
    Method.ALL_CASES: Rule(all_cases.score, all_cases.rule, all_cases.curve),
    Method.SHOWN: Rule(shown.score, shown.rule, shown.curve),
}


def rule_of(criterion: Criterion) -> Rule:
    """The rule of a criterion that has a method. Raises ValueError for a group."""
    if criterion.method is None:
        raise ValueError(f"{criterion.code} is a group")
    return RULES[criterion.method]


def evaluate(ask: Ask) -> Outcome | NotScored:
    """What the criterion's method finds; NotScored where a setting that it needs is not entered.

    Raises InputError for a value that cannot be.
    """
    try:
        return rule_of(ask.criterion).score(ask)
    except UnsetError as unset:
        label = ask.labels.get(unset.name, unset.name)
        return NotScored(f"Chưa tính được – chưa nhập tham số: {label}.", (unset.name,))
