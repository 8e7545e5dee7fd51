"""Linear: the maximum times the share."""

from __future__ import annotations

from decimal import Decimal

from thuocdo.scoring.rules.methods.ask import Ask, Curve, Outcome, nothing_arose
from thuocdo.scoring.rules.methods.shares import Share, here, share
from thuocdo.scoring.rules.model import NotScored, Step
from thuocdo.scoring.rules.numbers import HUNDRED, ZERO, share_shown, shown


def score(ask: Ask) -> Outcome | NotScored:
    """P x value / of, exact. Raises InputError for a share that cannot be."""
    have = share(ask, "share")
    if not have.of:
        return nothing_arose(ask, have.unit)
    points = have.times(ask.max)
    top = ask.points(ask.max)
    return Outcome(
        points,
        f"Đạt {have.reached()}, được {ask.points(points)} trên {top} điểm theo tỷ lệ.",
        (have.step(), Step(f"{product(have, top)} = {ask.points(points)} điểm", points)),
        shortfall=have.missing_text(HUNDRED),
    )


def product(have: Share, top: str) -> str:
    """ "2.089 ÷ 2.141 × 3": the computation as it is done, not with the rounded percentage."""
    if have.counted:
        return f"{shown(have.value, 6)} ÷ {shown(have.of, 6)} × {top}"
    return f"{share_shown(have.value)} × {top}"


def rule(ask: Ask) -> str:
    """The rule as a sentence."""
    return f"Điểm bằng {ask.points(ask.max)} nhân với tỷ lệ đạt."


def curve(ask: Ask, points: Decimal | None) -> Curve | None:
    """A straight line from 0 to the maximum over 0-100%."""
    return Curve("%", ((ZERO, ZERO), (HUNDRED, ask.max)), here=here(ask, "share", points))
