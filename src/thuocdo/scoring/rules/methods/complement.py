"""Complement: the maximum times what the bad shares leave of 100%."""

from __future__ import annotations

from decimal import Decimal

from thuocdo.scoring.rules.methods.ask import Ask, Curve, Outcome, nothing_arose
from thuocdo.scoring.rules.methods.shares import share
from thuocdo.scoring.rules.model import NotScored, Step
from thuocdo.scoring.rules.numbers import HUNDRED, ZERO, divide, share_shown, snapped

ROLES = ("bad", "bad_2", "bad_3")


def score(ask: Ask) -> Outcome | NotScored:
    """P x (100% - bad shares), not under 0; with a cap, P from it on and P x good / cap below.

    A bad share of which nothing arose counts as 0%; if nothing arose at all the zero rule answers. A share that
    is not known leaves a range: from nothing to what the known ones leave.
    """
    wanted = [role for role in ROLES if role in ask.criterion.inputs]
    shares = {role: share(ask, role) for role in wanted if role in ask.inputs}
    absent = [role for role in wanted if role not in shares]
    if not absent and not any(have.of for have in shares.values()):
        return nothing_arose(ask, next(iter(shares.values())).unit)
    steps, bad = [], ZERO
    for role, have in shares.items():
        label = ask.measures[role].label
        if have.of:
            # 100% x value / of is exact to 44 digits; the sum is snapped once
            bad += divide(have.value * HUNDRED, have.of)
            steps.append(Step(f"{label}: {have.step().text}", have.percent))
        else:
            steps.append(Step(f"{label}: không phát sinh → 0%", ZERO))
    good = snapped(max(ZERO, HUNDRED - bad))
    points = _paid(ask, good)
    if absent:
        names = ", ".join(ask.measures[role].label for role in absent)
        return NotScored(
            f"Chưa tính được – thiếu: {names}.", tuple(ask.criterion.inputs[r] for r in absent), ZERO, points
        )
    cap, top = ask.optional("cap"), ask.points(ask.max)
    if len(shares) == 1:
        less = share_shown(snapped(bad))
    else:
        less = f"({' + '.join(share_shown(have.percent) if have.of else '0%' for have in shares.values())})"
    steps.append(Step(f"100% − {less} = {share_shown(good)}", good))
    if cap is not None and good >= cap:
        steps.append(Step(f"đạt mức {share_shown(cap)}{ask.mark('cap')} → {top} điểm", points))
        said = f"Phần tốt còn {share_shown(good)}, từ mức {share_shown(cap)} trở lên nên được đủ {top} điểm."
        return Outcome(points, said, tuple(steps))
    by = f" ÷ {share_shown(cap)}" if cap is not None else ""
    steps.append(Step(f"{share_shown(good)} × {top}{by} = {ask.points(points)} điểm", points))
    said = f"Phần tốt còn {share_shown(good)} sau khi trừ các tỷ lệ chưa tốt, được {ask.points(points)} trên {top} điểm."
    return Outcome(points, said, tuple(steps))


def rule(ask: Ask) -> str:
    """The rule as a sentence."""
    names = " và ".join(ask.measures[role].label for role in ROLES if role in ask.criterion.inputs)
    cap, top = ask.optional("cap"), ask.points(ask.max)
    tail = f"; từ {share_shown(cap)} trở lên được đủ {top} điểm" if cap is not None else ""
    return f"Điểm bằng {top} nhân với phần còn lại của 100% sau khi trừ: {names}{tail}."


def curve(ask: Ask, points: Decimal | None) -> Curve | None:
    """Over the sum of the bad shares in percent: level down to the cap, then falling to 0."""
    cap = ask.optional("cap")
    line = [(ZERO, ask.max)]
    if cap is not None and cap < HUNDRED:
        line.append((HUNDRED - cap, ask.max))
    if cap != ZERO:
        line.append((HUNDRED, ZERO))
    else:
        line = [(ZERO, ask.max), (HUNDRED, ask.max)]
    here = None
    if points is not None and all(role in ask.inputs for role in ROLES if role in ask.criterion.inputs):
        given = [share(ask, role) for role in ROLES if role in ask.inputs]
        bad = sum((have.percent for have in given if have.of), ZERO)
        here = (min(bad, HUNDRED), points)
    return Curve("%", tuple(line), here=here)


def _paid(ask: Ask, good: Decimal) -> Decimal:
    cap = ask.optional("cap")
    if cap is None:
        return divide(ask.max * good, HUNDRED)
    return ask.max if good >= cap else divide(ask.max * good, cap)
