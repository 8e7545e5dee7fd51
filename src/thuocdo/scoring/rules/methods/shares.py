"""Shares: counted ones (2.089 of 2.141) and those of which only the percentage is known."""

from __future__ import annotations

from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from typing import NamedTuple

from thuocdo.criteria.rules.model import MeasureKind
from thuocdo.lib.errors import InputError
from thuocdo.scoring.rules.methods.ask import Ask, checked
from thuocdo.scoring.rules.model import Cliff, Step
from thuocdo.scoring.rules.numbers import EXACT, HUNDRED, LARGEST, ZERO, divide, share_shown, shown, snapped


class Share(NamedTuple):
    """`value` of `of`; a bare percentage is `value` of 100 and not `counted`. `unit` is what is counted.

    `percent` is 0-100, and 0 where `of` is zero: ask `of` first.
    """

    value: Decimal
    of: Decimal
    counted: bool
    unit: str
    percent: Decimal

    def reaches(self, percent: Decimal, *, strict: bool = False) -> bool:
        """Whether the share is at least `percent` (more than it if strict), compared without division."""
        left, right = self.value * HUNDRED, percent * self.of
        return left > right if strict else left >= right

    def times(self, points: Decimal) -> Decimal:
        """`points` times the share, exact: multiplied before it is divided."""
        return divide(points * self.value, self.of)

    def step(self, against: Decimal | None = None) -> Step:
        """ "2.089 ÷ 2.141 = 97,57%"."""
        percent = self.percent
        text = share_shown(percent, against)
        if self.counted:
            return Step(f"{shown(self.value, 6)} ÷ {shown(self.of, 6)} = {text}", percent)
        return Step(f"Tỷ lệ {text}", percent)

    def reached(self) -> str:
        """ "2.089/2.141 hồ sơ (97,57%)" for a sentence."""
        if self.counted:
            return f"{shown(self.value, 6)}/{shown(self.of, 6)} {self.unit} ({share_shown(self.percent)})"
        return share_shown(self.percent)

    def short_of(self, percent: Decimal, *, strict: bool = False) -> Decimal:
        """How many more (whole ones where things are counted) bring the share to `percent` of the same total.

        Zero or negative: how many may be lost (negated) before it falls below.
        """
        need = divide(percent * self.of, HUNDRED)
        if not self.counted or self.value % 1 or self.of % 1:
            return snapped(need - self.value)
        need = snapped(need)
        # a need of 98,5 is met by 99; "more than 98" is met by 99 too
        whole = need.to_integral_value(ROUND_FLOOR) + 1 if strict else need.to_integral_value(ROUND_CEILING)
        return whole - self.value

    def missing_text(self, percent: Decimal, *, strict: bool = False) -> str:
        """ "Còn thiếu 52 hồ sơ." or nothing."""
        short = self.short_of(percent, strict=strict)
        if short <= 0:
            return ""
        return f"Còn thiếu {shown(short)} {self.unit if self.counted else 'điểm %'}."


def share(ask: Ask, role: str) -> Share:
    """The share of a role. Raises InputError for another shape or for one that cannot be."""
    measure, given = ask.measures[role], ask.inputs[role]
    value, of = given.value, given.of
    # the common case first: this runs for every criterion of every commune
    if (
        of is not None
        and isinstance(value, Decimal)
        and value.is_finite()
        and of.is_finite()
        and ZERO <= value <= of < LARGEST
    ):
        percent = snapped(EXACT.divide(value * HUNDRED, of)) if of else ZERO
        return Share(value, of, True, measure.unit or "trường hợp", percent)
    if measure.kind is MeasureKind.PERCENT:
        percent = checked(value, measure)
        if percent > HUNDRED:
            raise InputError(f"{measure.label} ({share_shown(percent)}) không thể lớn hơn 100%.")
        return Share(percent, HUNDRED, False, "%", percent)
    if of is None:
        raise InputError(f"{measure.label} ({measure.name}): cần cả số đạt và tổng số.")
    value, of = checked(value, measure), checked(of, measure)
    raise InputError(
        f"Số đạt của “{measure.label}” ({shown(value)}) không thể lớn hơn tổng số ({shown(of)})."
    )


def here(ask: Ask, role: str, points: Decimal | None) -> tuple[Decimal, Decimal] | None:
    """The present place on the curve over a role's share; None where it is not known."""
    if points is None or role not in ask.inputs:
        return None
    have = share(ask, role)
    return (have.percent, points) if have.of else None


def edge(
    ask: Ask, have: Share, at: Decimal, below: Decimal, above: Decimal, *, strict: bool = False
) -> Cliff:
    """The jump at `at` percent as seen from the present share."""
    short = have.short_of(at, strict=strict)
    unit = have.unit if have.counted else "điểm %"
    goal = f"{'quá ' if strict else ''}ngưỡng {share_shown(at)}"
    if strict and short == 0 and not have.reaches(at, strict=True):
        text = f"Đang bằng đúng {share_shown(at)}, cần cao hơn: từ {ask.points(below)} lên {ask.points(above)} điểm."
        return Cliff(at, below, above, short, unit, text)
    return Cliff(at, below, above, short, unit, edge_text(ask, short, unit, goal, below, above))


def edge_text(ask: Ask, short: Decimal, unit: str, goal: str, below: Decimal, above: Decimal) -> str:
    """The sentence of a jump: how far below it or how much may still be lost, and what that is in points."""
    low, high = ask.points(below), ask.points(above)
    if short > 0:
        return f"Còn thiếu {shown(short)} {unit} để đạt {goal}: từ {low} lên {high} điểm."
    if short == 0:
        return f"Đang ở đúng {goal}: giảm thêm 1 {unit} là từ {high} xuống {low} điểm."
    return (
        f"Còn được giảm tối đa {shown(-short)} {unit}; quá mức đó là dưới {goal}, từ {high} xuống {low} điểm."
    )
