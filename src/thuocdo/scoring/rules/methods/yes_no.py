"""Yes or no: the maximum if it is there, else nothing."""

from __future__ import annotations

from decimal import Decimal

from thuocdo.lib.errors import InputError
from thuocdo.scoring.rules.methods.ask import Ask, Curve, Outcome
from thuocdo.scoring.rules.model import NotScored, Step
from thuocdo.scoring.rules.numbers import ZERO


def score(ask: Ask) -> Outcome | NotScored:
    """The maximum or 0. Raises InputError where the input is not yes or no."""
    done, label = ask.inputs["done"].value, ask.measures["done"].label
    if not isinstance(done, bool):
        raise InputError(f"{label}: cần có hoặc không.")
    if done:
        said = f"“{label}”: có, được đủ {ask.points(ask.max)} điểm."
        return Outcome(ask.max, said, (Step(f"Có → {ask.points(ask.max)} điểm", ask.max),))
    said = f"“{label}”: không có, 0 trên {ask.points(ask.max)} điểm."
    return Outcome(ZERO, said, (Step("Không có → 0 điểm", ZERO),))


def rule(ask: Ask) -> str:
    """The rule as a sentence."""
    return f"Có thì được {ask.points(ask.max)} điểm, không có thì 0 điểm."


def curve(ask: Ask, points: Decimal | None) -> Curve | None:
    """None: there is nothing between no and yes."""
    return None
