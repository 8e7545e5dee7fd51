"""A share taken from a survey: the maximum times the satisfaction index."""

from __future__ import annotations

from decimal import Decimal

from thuocdo.scoring.rules.methods.ask import Ask, Curve, Outcome, nothing_arose
from thuocdo.scoring.rules.methods.linear import product
from thuocdo.scoring.rules.methods.shares import here, share
from thuocdo.scoring.rules.model import NotScored, Step
from thuocdo.scoring.rules.numbers import HUNDRED, ZERO, share_shown, shown


def score(ask: Ask) -> Outcome | NotScored:
    """P x share of the answers, exact. A share without answers follows the zero rule."""
    have = share(ask, "share")
    if not have.of:
        return nothing_arose(ask, "phiếu trả lời")
    points, top = have.times(ask.max), ask.points(ask.max)
    answers = f" ({shown(have.value)} trên {shown(have.of)} phiếu)" if have.counted else ""
    return Outcome(
        points,
        f"Điều tra xã hội học đạt {share_shown(have.percent)}{answers}, được {ask.points(points)} trên {top} điểm.",
        (have.step(), Step(f"{product(have, top)} = {ask.points(points)} điểm", points)),
    )


def rule(ask: Ask) -> str:
    """The rule as a sentence."""
    return f"Điểm bằng {ask.points(ask.max)} nhân với tỷ lệ của điều tra xã hội học."


def curve(ask: Ask, points: Decimal | None) -> Curve | None:
    """A straight line from 0 to the maximum over 0-100%."""
    return Curve("%", ((ZERO, ZERO), (HUNDRED, ask.max)), here=here(ask, "share", points))
