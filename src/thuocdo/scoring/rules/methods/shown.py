"""Shown only: a figure that the framework watches without giving points for it."""

from __future__ import annotations

from decimal import Decimal

from thuocdo.criteria.rules.model import MeasureKind
from thuocdo.scoring.rules.methods.ask import Ask, Curve, Outcome, number
from thuocdo.scoring.rules.methods.shares import share
from thuocdo.scoring.rules.model import NotScored, Step
from thuocdo.scoring.rules.numbers import shown as printed


def score(ask: Ask) -> Outcome | NotScored:
    """The figure itself as a step, no points."""
    measure = ask.measures["value"]
    if measure.kind is MeasureKind.NUMBER:
        value = number(ask, "value", least=None)
        text = f"{printed(value, 6)} {measure.unit}".strip()
        return Outcome(None, f"Chỉ theo dõi, không tính điểm: {text}.", (Step(text, value),))
    have = share(ask, "value")
    if not have.of:
        return Outcome(None, f"Chỉ theo dõi, không tính điểm: không phát sinh {have.unit}.")
    return Outcome(None, f"Chỉ theo dõi, không tính điểm: {have.reached()}.", (have.step(),))


def rule(ask: Ask) -> str:
    """The rule as a sentence."""
    return "Chỉ theo dõi, không tính điểm."


def curve(ask: Ask, points: Decimal | None) -> Curve | None:
    """None: there are no points."""
    return None
