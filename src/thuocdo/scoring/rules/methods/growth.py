"""Growth on last year, in percent, against a target."""

from __future__ import annotations

from decimal import Decimal

from thuocdo.scoring.rules.methods.ask import Ask, Curve, Jump, Outcome, nothing_arose, number
from thuocdo.scoring.rules.methods.shares import edge_text
from thuocdo.scoring.rules.model import Cliff, NotScored, Step
from thuocdo.scoring.rules.numbers import HUNDRED, ZERO, divide, share_shown, shown, snapped


def score(ask: Ask) -> Outcome | NotScored:
    """P if (now - before) / before reaches the target; `pro_rata` pays linearly from no growth to the target."""
    now, before, target = number(ask, "now"), number(ask, "before"), ask.quantity("target")
    if not before:
        return nothing_arose(
            ask, f"{ask.measures['before'].label[:1].lower()}{ask.measures['before'].label[1:]}"
        )
    rise, top = now - before, ask.points(ask.max)
    percent = snapped(divide(rise * HUNDRED, before))
    grown = f"{'tăng' if rise >= 0 else 'giảm'} {share_shown(abs(percent), target)}"
    first = Step(
        f"({shown(now, 6)} − {shown(before, 6)}) ÷ {shown(before, 6)} = {share_shown(percent, target)}",
        percent,
    )
    goal = f"mức tăng {share_shown(target)}{ask.mark('target')}"
    pro_rata = ask.flag("pro_rata")
    need = snapped(divide(before * (HUNDRED + target), HUNDRED)) - now
    cliffs = () if pro_rata else (_cliff(ask, need, target),)
    if rise * HUNDRED >= target * before:
        said = f"So với năm trước {grown}, đạt mức tăng {share_shown(target)} nên được đủ {top} điểm."
        return Outcome(ask.max, said, (first, Step(f"đạt {goal}"), Step(f"{top} điểm", ask.max)), cliffs)
    points, last = ZERO, "0 điểm"
    if pro_rata and rise > 0:
        points = divide(ask.max * rise * HUNDRED, before * target)
        last = f"{share_shown(percent)} ÷ {share_shown(target)} × {top} = {ask.points(points)} điểm"
    said = f"So với năm trước {grown}, chưa đạt mức tăng {share_shown(target)} nên được {ask.points(points)} trên {top} điểm."
    short = f"Còn thiếu {shown(need)} {ask.unit('now')}."
    return Outcome(points, said, (first, Step(f"chưa đạt {goal}"), Step(last, points)), cliffs, short)


def rule(ask: Ask) -> str:
    """The rule as a sentence."""
    target, top = share_shown(ask.quantity("target")), ask.points(ask.max)
    less = (
        "tăng ít hơn thì tính theo tỷ lệ, không tăng thì 0 điểm"
        if ask.flag("pro_rata")
        else "chưa đạt thì 0 điểm"
    )
    return f"Tăng từ {target} trở lên so với năm trước được {top} điểm, {less}."


def curve(ask: Ask, points: Decimal | None) -> Curve | None:
    """Over the growth in percent: 0 or a slope up to the target, the maximum from there."""
    target = ask.quantity("target")
    here = None
    if points is not None and {"now", "before"} <= set(ask.inputs) and number(ask, "before"):
        now, before = number(ask, "now"), number(ask, "before")
        here = (snapped(divide((now - before) * HUNDRED, before)), points)
    low = min(ZERO, here[0] if here else ZERO)
    high = max(target + 5, here[0] if here else ZERO)
    if ask.flag("pro_rata"):
        line = [(low, ZERO), (ZERO, ZERO), (target, ask.max), (high, ask.max)]
        return Curve("%", tuple(dict.fromkeys(line)), here=here)
    line = [(low, ZERO), (target, ZERO), (target, ask.max), (high, ask.max)]
    return Curve("%", tuple(dict.fromkeys(line)), (Jump(target, ZERO, ask.max),), here)


def _cliff(ask: Ask, need: Decimal, target: Decimal) -> Cliff:
    unit = ask.unit("now")
    text = edge_text(ask, need, unit, f"mức tăng {share_shown(target)}", ZERO, ask.max)
    return Cliff(target, ZERO, ask.max, need, unit, text)
