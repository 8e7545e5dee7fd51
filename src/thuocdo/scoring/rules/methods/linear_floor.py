"""Linear with a floor: under `floor` percent nothing, from it on the maximum times the share."""

from __future__ import annotations

from decimal import Decimal

from thuocdo.scoring.rules.methods.ask import Ask, Curve, Jump, Outcome, nothing_arose
from thuocdo.scoring.rules.methods.linear import product
from thuocdo.scoring.rules.methods.shares import edge, here, share
from thuocdo.scoring.rules.model import NotScored, Step
from thuocdo.scoring.rules.numbers import HUNDRED, ZERO, divide, share_shown


def score(ask: Ask) -> Outcome | NotScored:
    """0 under the floor, else P x value / of, exact; compared without division, so 98% of 2.150 is 2.107."""
    have = share(ask, "share")
    if not have.of:
        return nothing_arose(ask, have.unit)
    floor = ask.quantity("floor")
    linear, top = have.times(ask.max), ask.points(ask.max)
    named = f"ngưỡng {share_shown(floor)}{ask.mark('floor')}"
    cliffs = (edge(ask, have, floor, ZERO, divide(ask.max * floor, HUNDRED)),) if floor > 0 else ()
    if have.reaches(floor):
        return Outcome(
            linear,
            f"Đạt {have.reached()}, từ ngưỡng {share_shown(floor)} trở lên nên được "
            f"{ask.points(linear)} trên {top} điểm theo tỷ lệ.",
            (
                have.step(),
                Step(f"đạt {named}"),
                Step(f"{product(have, top)} = {ask.points(linear)} điểm", linear),
            ),
            cliffs,
            have.missing_text(HUNDRED),
        )
    lost = f"0 điểm (nếu tính theo tỷ lệ: {ask.points(linear)})"
    return Outcome(
        ZERO,
        f"{share_shown(have.percent, floor)} thấp hơn ngưỡng {share_shown(floor)} nên {lost}.",
        (have.step(floor), Step(f"dưới {named}"), Step(lost, ZERO)),
        cliffs,
        have.missing_text(floor),
    )


def rule(ask: Ask) -> str:
    """The rule as a sentence."""
    floor = share_shown(ask.quantity("floor"))
    return f"Dưới {floor} thì 0 điểm; từ {floor} trở lên, điểm bằng {ask.points(ask.max)} nhân với tỷ lệ đạt."


def curve(ask: Ask, points: Decimal | None) -> Curve | None:
    """0 up to the floor, a jump there, then the straight line."""
    floor = ask.quantity("floor")
    above = divide(ask.max * floor, HUNDRED)
    line = [(ZERO, ZERO), (floor, ZERO), (floor, above), (HUNDRED, ask.max)]
    if not floor or floor == HUNDRED:
        line = line[2:] if not floor else line[:3]
    jumps = (Jump(floor, ZERO, above),) if floor else ()
    return Curve("%", tuple(line), jumps, here(ask, "share", points))
