"""Linear to a cap: `cap` percent already earns the maximum, less earns its part of it."""

from __future__ import annotations

from decimal import Decimal

from thuocdo.scoring.rules.methods.ask import Ask, Curve, Outcome, nothing_arose
from thuocdo.scoring.rules.methods.linear import product
from thuocdo.scoring.rules.methods.shares import here, share
from thuocdo.scoring.rules.model import NotScored, Step
from thuocdo.scoring.rules.numbers import HUNDRED, ZERO, divide, share_shown


def score(ask: Ask) -> Outcome | NotScored:
    """P from the cap on, else P x share / cap, exact."""
    have = share(ask, "share")
    if not have.of:
        return nothing_arose(ask, have.unit)
    cap, top = ask.quantity("cap"), ask.points(ask.max)
    named = f"mức {share_shown(cap)}{ask.mark('cap')}"
    if have.reaches(cap):
        said = f"Đạt {have.reached()}, từ mức {share_shown(cap)} trở lên nên được đủ {top} điểm."
        return Outcome(ask.max, said, (have.step(), Step(f"đạt {named}"), Step(f"{top} điểm", ask.max)))
    points = divide(ask.max * have.value * HUNDRED, have.of * cap)
    formula = f"{product(have, top)} ÷ {share_shown(cap)} = {ask.points(points)} điểm"
    return Outcome(
        points,
        f"Đạt {have.reached()}, chưa đến mức {share_shown(cap)} để được đủ điểm nên được "
        f"{ask.points(points)} trên {top} điểm.",
        (have.step(cap), Step(f"chưa đến {named}"), Step(formula, points)),
        shortfall=have.missing_text(cap),
    )


def rule(ask: Ask) -> str:
    """The rule as a sentence."""
    cap, top = share_shown(ask.quantity("cap")), ask.points(ask.max)
    return (
        f"Từ {cap} trở lên được đủ {top} điểm; dưới {cap}, điểm bằng {top} nhân với tỷ lệ đạt chia cho {cap}."
    )


def curve(ask: Ask, points: Decimal | None) -> Curve | None:
    """A straight line up to the cap, level from there."""
    cap = ask.quantity("cap")
    line = [(cap, ask.max)]
    if cap > 0:
        line.insert(0, (ZERO, ZERO))
    if cap < HUNDRED:
        line.append((HUNDRED, ask.max))
    return Curve("%", tuple(line), here=here(ask, "share", points))
