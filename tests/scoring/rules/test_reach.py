"""Whether the floor can still be kept, in the page's own words."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest

from tests.scoring.samples import D
from thuocdo.lib.errors import InputError
from thuocdo.scoring.rules.reach import Chance, Reach, count_chance, floor_chance

START, END = dt.date(2026, 1, 1), dt.date(2026, 12, 31)
JUNE = dt.date(2026, 6, 30)  # day 181 of 365


def _floor(
    value: int, of: int, floor: Decimal | None, expected: int | None = None, today: dt.date = JUNE
) -> Chance:
    return floor_chance(
        value=D(value),
        of=D(of),
        floor=floor,
        start=START,
        today=today,
        end=END,
        expected=None if expected is None else D(expected),
    )


def test_how_many_more_may_be_late() -> None:
    """2,141 expected and a floor of 98 %: 42 may be late; with 20 late by June there are 22 left."""
    chance = _floor(1000, 1020, D(98), 2141)
    assert chance.text == "Còn kịp: được để quá hạn thêm tối đa 22 hồ sơ đến 31/12/2026."
    assert (chance.state, chance.allowed, chance.until) == (Reach.OPEN, 22, END)


def test_the_allowance_is_exact() -> None:
    """With exactly the allowed number the floor holds, with one more it does not."""
    for total in (50, 99, 100, 2141, 2150):
        allowed = _floor(0, 0, D(98), total).allowed
        assert allowed is not None
        assert (total - allowed) * 100 >= 98 * total
        assert (total - allowed - 1) * 100 < 98 * total


def test_too_many_are_late_already() -> None:
    """52 late of 2,141 expected cannot reach 98 % any more; nor can one late reach 100 %."""
    chance = _floor(2089, 2141, D(98), 2141)
    assert chance.text == "Không còn kịp trong kỳ này: đã có 52 hồ sơ quá hạn."
    assert chance.state is Reach.LOST
    assert _floor(9, 10, D(100), 1000).state is Reach.LOST


def test_a_floor_that_is_not_entered() -> None:
    """Without a floor nothing is claimed."""
    assert _floor(1000, 1020, None).text == "Chưa biết: ngưỡng chưa được nhập."


def test_the_last_day_at_the_present_rate() -> None:
    """20 late in 181 days and 22 left: at that rate they are used up after 199 days, past the year's end; 4 are in 36."""
    assert _floor(1000, 1020, D(98), 2141).last_day == END
    chance = _floor(1000, 1020, D(98), 1200)
    assert chance.allowed == 4
    assert chance.last_day == JUNE + dt.timedelta(days=36)
    assert chance.pace.endswith("chỉ còn kịp đến 05/08/2026.")


def test_without_an_estimate_the_present_rate_is_carried_on_and_marked() -> None:
    """1,020 in 181 days are 2,056 in 365; the answer says that this total is estimated."""
    chance = _floor(1000, 1020, D(98))
    assert (chance.expected, chance.estimated) == (2056, True)
    assert chance.allowed == 41 - 20


def test_impossible_figures_are_refused() -> None:
    """More in time than in all, fewer expected than had, a day outside the period."""
    with pytest.raises(InputError, match=r"Số đúng hạn \(2\.150\) không thể lớn hơn tổng số \(2\.141\)\."):
        _floor(2150, 2141, D(98))
    with pytest.raises(InputError, match="không thể nhỏ hơn số đã có"):
        _floor(10, 20, D(98), 15)
    with pytest.raises(InputError, match="phải nằm trong kỳ"):
        _floor(10, 20, D(98), today=dt.date(2027, 1, 1))


def _count(have: int, least: int | None, today: dt.date = JUNE) -> Chance:
    return count_chance(
        have=D(have),
        least=None if least is None else D(least),
        start=START,
        today=today,
        end=END,
        unit="cuộc",
    )


def test_things_to_be_done_at_the_present_rate() -> None:
    """One dialogue in 181 days: the second takes 181 more, so it must be begun by 3 July."""
    chance = _count(1, 2)
    assert (chance.state, chance.allowed, chance.last_day) == (Reach.OPEN, 1, dt.date(2026, 7, 3))
    assert _count(1, 2, today=dt.date(2026, 12, 1)).state is Reach.LOST
    assert _count(0, 2).state is Reach.UNKNOWN
    assert _count(2, 2).text == "Đã đạt: có 2 trên 2 cuộc."
