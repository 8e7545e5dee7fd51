"""All cases treated: the maximum only if none is left."""

from __future__ import annotations

from decimal import Decimal

from thuocdo.scoring.rules.methods.ask import Ask, Curve, Jump, Outcome, nothing_arose
from thuocdo.scoring.rules.methods.shares import Share, here, share
from thuocdo.scoring.rules.model import Cliff, NotScored, Step
from thuocdo.scoring.rules.numbers import HUNDRED, ZERO, shown


def score(ask: Ask) -> Outcome | NotScored:
    """P if value equals of, else 0."""
    have = share(ask, "treated")
    if not have.of:
        return nothing_arose(ask, have.unit)
    top = ask.points(ask.max)
    cliffs = (_cliff(ask, have),)
    if have.value == have.of:
        said = f"Cả {shown(have.of, 6)} {have.unit} đã được xử lý, được đủ {top} điểm."
        return Outcome(ask.max, said, (have.step(), Step(f"{top} điểm", ask.max)), cliffs)
    left = f"{shown(have.of - have.value, 6)} trên {shown(have.of, 6)} {have.unit}"
    return Outcome(
        ZERO,
        f"Còn {left} chưa được xử lý nên 0 trên {top} điểm; chỉ được điểm khi xử lý hết.",
        (have.step(HUNDRED), Step("chưa xử lý hết"), Step("0 điểm", ZERO)),
        cliffs,
        f"Còn {shown(have.of - have.value, 6)} {have.unit} chưa được xử lý.",
    )


def rule(ask: Ask) -> str:
    """The rule as a sentence."""
    return f"Xử lý hết mọi trường hợp thì được {ask.points(ask.max)} điểm, còn sót thì 0 điểm."


def curve(ask: Ask, points: Decimal | None) -> Curve | None:
    """0 all along, the maximum at 100%."""
    return Curve(
        "%",
        ((ZERO, ZERO), (HUNDRED, ZERO), (HUNDRED, ask.max)),
        (Jump(HUNDRED, ZERO, ask.max),),
        here(ask, "treated", points),
    )


def _cliff(ask: Ask, have: Share) -> Cliff:
    left, top = have.of - have.value, ask.points(ask.max)
    text = f"Sót một {have.unit} là từ {top} xuống 0 điểm."
    if left:
        text = f"Xử lý nốt {shown(left, 6)} {have.unit} thì từ 0 lên {top} điểm."
    return Cliff(HUNDRED, ZERO, ask.max, left, have.unit, text)
