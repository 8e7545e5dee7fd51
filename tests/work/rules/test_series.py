"""Periods of tasks that come again: which ones, until when, and what a change of rhythm makes of them."""

from __future__ import annotations

from datetime import date

import pytest

from thuocdo.calendars.rules.deadline import Deadline, DeadlineKind
from thuocdo.calendars.rules.working_days import DayKind, SpecialDay, WorkingCalendar
from thuocdo.work.rules.series import (
    UNDONE,
    PeriodState,
    Rhythm,
    SeriesRule,
    period_steps,
    rhythm_of,
    spans_after,
)

HOLIDAY = WorkingCalendar.of(
    [SpecialDay(date(2026, 9, 1), DayKind.OFF), SpecialDay(date(2026, 9, 2), DayKind.OFF)], [2026]
)


def made(rule: SeriesRule, after: date | None, until: date) -> list[tuple[str, date, date]]:
    return [(s.label, s.starts, s.due) for s in spans_after(rule, after, until=until, calendar=HOLIDAY)]


@pytest.mark.parametrize(
    ("deadline", "chosen", "rhythm"),
    [
        (Deadline(DeadlineKind.MONTHLY), "", Rhythm.MONTHLY),
        (Deadline(DeadlineKind.QUARTERLY), "monthly", Rhythm.QUARTERLY),  # the paper stands above the choice
        (Deadline(DeadlineKind.ANNUAL), "", Rhythm.YEARLY),
        (Deadline(DeadlineKind.CONTINUOUS), "half_year", Rhythm.HALF_YEAR),
        (Deadline(DeadlineKind.CONTINUOUS), "", None),  # nobody has chosen yet
        (Deadline(DeadlineKind.CONTINUOUS), "by_report", None),
        (Deadline(DeadlineKind.DATE, end=date(2026, 9, 30)), "monthly", None),
    ],
)
def test_which_deadlines_come_again(deadline: Deadline, chosen: str, rhythm: Rhythm | None) -> None:
    """Monthly, quarterly and yearly by the words of the plan; "thường xuyên" by the unit's choice; nothing is guessed."""
    assert rhythm_of(deadline, chosen) is rhythm


def test_months_from_the_day_it_is_followed() -> None:
    """One period a month up to the one that has begun, each due on its last day; the year's end ends the series."""
    rule = SeriesRule(Rhythm.MONTHLY, date(2026, 7, 6), date(2026, 12, 31))
    assert made(rule, None, date(2026, 9, 1)) == [
        ("Tháng 7/2026", date(2026, 7, 1), date(2026, 7, 31)),
        ("Tháng 8/2026", date(2026, 8, 1), date(2026, 8, 31)),
        ("Tháng 9/2026", date(2026, 9, 1), date(2026, 9, 30)),
    ]
    assert made(rule, date(2026, 11, 30), date(2027, 6, 1)) == [
        ("Tháng 12/2026", date(2026, 12, 1), date(2026, 12, 31))
    ]


@pytest.mark.parametrize(
    ("rule", "due"),
    [
        (SeriesRule(Rhythm.MONTHLY, date(2026, 8, 1), day=25), date(2026, 8, 25)),
        (SeriesRule(Rhythm.QUARTERLY, date(2026, 8, 1), day=15, months=(3, 6, 9, 12)), date(2026, 9, 15)),
        (SeriesRule(Rhythm.HALF_YEAR, date(2026, 8, 1)), date(2026, 12, 31)),
        (SeriesRule(Rhythm.YEARLY, date(2026, 8, 1), day=31, months=(11,)), date(2026, 11, 30)),
        # Monday 31 August; 1 and 2 September are off: three working days on are the 3rd, 4th and Monday the 7th
        (SeriesRule(Rhythm.MONTHLY, date(2026, 8, 1), grace=3), date(2026, 9, 7)),
        (SeriesRule(Rhythm.QUARTERLY, date(2026, 8, 1), ends=date(2026, 9, 10)), date(2026, 9, 10)),
    ],
)
def test_the_last_day_of_a_period(rule: SeriesRule, due: date) -> None:
    """The printed day, else the end of the period, then working days over the calendar; never past the series' end."""
    assert spans_after(rule, None, until=date(2026, 8, 1), calendar=HOLIDAY)[0].due == due


def test_a_first_period_that_was_over_is_not_asked_for() -> None:
    """Followed from the 26th, a monthly duty due on the 25th begins with the next month."""
    rule = SeriesRule(Rhythm.MONTHLY, date(2026, 7, 26), day=25)
    assert made(rule, None, date(2026, 8, 1)) == [("Tháng 8/2026", date(2026, 8, 1), date(2026, 8, 25))]


def test_a_new_rhythm_takes_what_is_left() -> None:
    """After August by the month, the quarter has only September left; half a year then begins with its fourth month."""
    after = date(2026, 8, 31)
    quarter = SeriesRule(Rhythm.QUARTERLY, date(2026, 1, 1))
    assert made(quarter, after, date(2026, 9, 1)) == [("Quý III/2026", date(2026, 9, 1), date(2026, 9, 30))]
    half = SeriesRule(Rhythm.HALF_YEAR, date(2026, 1, 1))
    assert made(half, date(2026, 9, 30), date(2026, 10, 1)) == [
        ("6 tháng cuối năm 2026", date(2026, 10, 1), date(2026, 12, 31))
    ]


def test_closed_periods_have_no_way_back() -> None:
    """Done, "không phát sinh" and missed lead nowhere; only what is overdue can be missed."""
    for state in (PeriodState.DONE, PeriodState.NOT_ARISEN, PeriodState.MISSED):
        assert period_steps(state, overdue=True) == ()
    for state in UNDONE:
        assert "missed" not in [step.name for step in period_steps(state, overdue=False)]
        assert "missed" in [step.name for step in period_steps(state, overdue=True)]
