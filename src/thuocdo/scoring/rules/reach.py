"""Whether a floor can still be kept or a target still be reached before the period ends."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from enum import StrEnum

from thuocdo.lib.errors import InputError
from thuocdo.scoring.rules.numbers import HUNDRED, LARGEST, ZERO, divide, shown, snapped


class Reach(StrEnum):
    """Whether it can still be done."""

    OPEN = "open"
    LOST = "lost"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Chance:
    """`text` is the sentence of the page; `pace` a second one about the present rate, or nothing.

    `allowed` is how many more may be late until `until`; `last_day` the last day on which it can still be reached
    if things go on at the present rate. `expected` is the total that was reckoned with, `estimated` that it comes
    from the present rate and not from the office.
    """

    state: Reach
    text: str
    allowed: Decimal | None = None
    until: dt.date | None = None
    last_day: dt.date | None = None
    pace: str = ""
    expected: Decimal | None = None
    estimated: bool = False


def floor_chance(
    *,
    value: Decimal,
    of: Decimal,
    floor: Decimal | None,
    start: dt.date,
    today: dt.date,
    end: dt.date,
    expected: Decimal | None = None,
    unit: str = "hồ sơ",
) -> Chance:
    """Can a share still reach `floor` percent over the whole period, and how many more may be late?

    `value` of `of` are in time so far (`start` to `today`, both counted); `expected` is the office's estimate of the
    period's total, else the present rate is carried on to `end`. With T in total at most T x (100 - floor) / 100
    (whole ones) may be late. `floor` None: not entered. Raises InputError for numbers or days that cannot be.
    """
    _check(value, of, start, today, end)
    if floor is None:
        return Chance(Reach.UNKNOWN, "Chưa biết: ngưỡng chưa được nhập.")
    if expected is not None and expected < of:
        raise InputError(f"Tổng số dự kiến ({shown(expected)}) không thể nhỏ hơn số đã có ({shown(of)}).")
    gone, whole = Decimal((today - start).days + 1), Decimal((end - start).days + 1)
    total = expected if expected is not None else _whole(divide(of * whole, gone))
    bad = of - value
    most = _whole(divide(total * (HUNDRED - floor), HUNDRED))
    estimated = expected is None
    if bad > most:
        text = f"Không còn kịp trong kỳ này: đã có {shown(bad)} {unit} quá hạn."
        return Chance(Reach.LOST, text, ZERO, end, None, "", total, estimated)
    allowed = most - bad
    text = f"Còn kịp: được để quá hạn thêm tối đa {shown(allowed)} {unit} đến {end:%d/%m/%Y}."
    last, pace = end, ""
    if bad > 0:
        days = int(_whole(divide(allowed * gone, bad)))
        if days < (end - today).days:
            last = today + dt.timedelta(days=days)
            rate = shown(divide(bad * 30, gone), 1)
            pace = f"Với nhịp hiện nay (khoảng {rate} {unit} quá hạn mỗi 30 ngày), chỉ còn kịp đến {last:%d/%m/%Y}."
    return Chance(Reach.OPEN, text, allowed, end, last, pace, total, estimated)


def count_chance(
    *,
    have: Decimal,
    least: Decimal | None,
    start: dt.date,
    today: dt.date,
    end: dt.date,
    rate: Decimal | None = None,
    unit: str = "việc",
) -> Chance:
    """Can `least` things still be done by `end` at the present rate?

    `rate` is things a day, by default `have` over the days from `start` to `today`. `last_day` is the last day from
    which that rate still reaches the target. Raises InputError for numbers or days that cannot be.
    """
    _check(ZERO, have, start, today, end)
    if least is None:
        return Chance(Reach.UNKNOWN, "Chưa biết: ngưỡng chưa được nhập.")
    if have >= least:
        return Chance(Reach.OPEN, f"Đã đạt: có {shown(have)} trên {shown(least)} {unit}.", ZERO, end, end)
    short = least - have
    if rate is None:
        rate = divide(have, Decimal((today - start).days + 1))
    lacking = f"còn thiếu {shown(short)} {unit} đến {end:%d/%m/%Y}"
    if rate <= 0:
        return Chance(
            Reach.UNKNOWN, f"Chưa biết: {lacking}, mà chưa làm {unit} nào để biết nhịp.", short, end
        )
    needed = snapped(divide(short, rate)).to_integral_value(ROUND_CEILING)
    if needed > (end - today).days:
        return Chance(Reach.LOST, f"Không còn kịp với nhịp hiện nay: {lacking}.", short, end)
    last = end - dt.timedelta(days=int(needed))
    pace = f"Với nhịp hiện nay, ngày cuối cùng còn kịp bắt đầu là {last:%d/%m/%Y}."
    return Chance(Reach.OPEN, f"Còn kịp: {lacking}.", short, end, last, pace)


def _whole(number: Decimal) -> Decimal:
    return snapped(number).to_integral_value(ROUND_FLOOR)


def _check(value: Decimal, of: Decimal, start: dt.date, today: dt.date, end: dt.date) -> None:
    if not ZERO <= value < LARGEST or not ZERO <= of < LARGEST:
        raise InputError("Các số đã có không thể âm.")
    if value > of:
        raise InputError(f"Số đúng hạn ({shown(value)}) không thể lớn hơn tổng số ({shown(of)}).")
    if not start <= today <= end:
        raise InputError(f"Ngày tính ({today:%d/%m/%Y}) phải nằm trong kỳ {start:%d/%m/%Y}–{end:%d/%m/%Y}.")
