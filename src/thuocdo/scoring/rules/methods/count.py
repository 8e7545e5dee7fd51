"""At least n: the maximum from `least` things on; `pro_rata` pays for each."""

from __future__ import annotations

from decimal import Decimal

from thuocdo.scoring.rules.methods.ask import Ask, Curve, Jump, Outcome
from thuocdo.scoring.rules.methods.counting import Counted, counted
from thuocdo.scoring.rules.methods.shares import edge_text
from thuocdo.scoring.rules.model import Cliff, NotScored, Step
from thuocdo.scoring.rules.numbers import ZERO, divide, shown


def score(ask: Ask) -> Outcome | NotScored:
    """P if count >= least, else 0 or P x count / least. Listed things count only with their documents."""
    have, least = counted(ask, "count"), ask.quantity("least")
    top, wanted = ask.points(ask.max), f"{shown(least, 6)} {have.unit}"
    goal = f"cần ít nhất {wanted}{ask.mark('least')}"
    pro_rata = ask.flag("pro_rata")
    cliffs = () if pro_rata or least <= 0 else (_cliff(ask, have, least),)
    if have.counts >= least:
        said = f"Có {have.text()}, đủ số tối thiểu {wanted} nên được {top} điểm."
        return Outcome(
            ask.max, said, (Step(have.text(), have.counts), Step(goal), Step(f"{top} điểm", ask.max)), cliffs
        )
    short = (
        f"Còn thiếu {shown(least - have.counts, 6)} {have.unit}{' có đủ tài liệu' if have.unproven else ''}."
    )
    if pro_rata:
        points = divide(ask.max * have.counts, least)
        last = f"{shown(have.counts, 6)} ÷ {shown(least, 6)} × {top} = {ask.points(points)} điểm"
    else:
        points, last = ZERO, "0 điểm"
    said = f"Có {have.text()}, chưa đủ số tối thiểu {wanted} nên được {ask.points(points)} trên {top} điểm."
    steps = (Step(have.text(), have.counts), Step(goal), Step(last, points))
    return Outcome(points, said + have.lacking(), steps, cliffs, short)


def rule(ask: Ask) -> str:
    """The rule as a sentence."""
    top = ask.points(ask.max)
    least = f"{shown(ask.quantity('least'), 6)} {ask.measures['count'].unit or 'việc'}"
    less = f"ít hơn thì tính theo phần của {least}" if ask.flag("pro_rata") else "ít hơn thì 0 điểm"
    return f"Từ {least} trở lên được {top} điểm, {less}."


def curve(ask: Ask, points: Decimal | None) -> Curve | None:
    """0 or a slope up to the least count, the maximum from there."""
    least = ask.quantity("least")
    have = counted(ask, "count") if "count" in ask.inputs else None
    high = max(least + 1, have.counts if have else ZERO)
    here = (have.counts, points) if have and points is not None else None
    unit = ask.measures["count"].unit or "việc"
    if least <= 0:
        return Curve(unit, ((ZERO, ask.max), (high, ask.max)), here=here)
    if ask.flag("pro_rata"):
        return Curve(unit, ((ZERO, ZERO), (least, ask.max), (high, ask.max)), here=here)
    line = ((ZERO, ZERO), (least, ZERO), (least, ask.max), (high, ask.max))
    return Curve(unit, line, (Jump(least, ZERO, ask.max),), here)


def _cliff(ask: Ask, have: Counted, least: Decimal) -> Cliff:
    short = least - have.counts
    text = edge_text(ask, short, have.unit, f"số tối thiểu {shown(least, 6)} {have.unit}", ZERO, ask.max)
    return Cliff(least, ZERO, ask.max, short, have.unit, text)
