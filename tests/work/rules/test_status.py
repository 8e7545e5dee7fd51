"""What a reader sees of a task's state."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from thuocdo.calendars.rules.working_days import DayKind, SpecialDay, WorkingCalendar
from thuocdo.work.rules.states import TaskState
from thuocdo.work.rules.status import CAN_BE_LATE, Shown, status_of

PLAIN = WorkingCalendar.of([], years=(2026,))
MONDAY = date(2026, 7, 6)


def test_overdue_counts_working_days_only() -> None:
    """30 June to Monday 6 July 2026 are four working days: Wednesday to Friday and Monday."""
    status = status_of(TaskState.DOING, date(2026, 6, 30), today=MONDAY, calendar=PLAIN)
    assert (status.code, status.days, status.tone) == (Shown.LATE, 4, "late")


def test_a_day_off_is_not_counted() -> None:
    """A holiday in between makes the same task three working days late."""
    calendar = WorkingCalendar.of([SpecialDay(date(2026, 7, 2), DayKind.OFF, "Nghỉ")], years=(2026,))
    assert status_of(TaskState.OPEN, date(2026, 6, 30), today=MONDAY, calendar=calendar).days == 3


def test_last_day_itself_is_in_time() -> None:
    """On its last day a task is due soon, with no working day left; the day after it is late."""
    assert status_of(TaskState.DOING, MONDAY, today=MONDAY, calendar=PLAIN).code is Shown.SOON
    after = status_of(TaskState.DOING, MONDAY, today=MONDAY + timedelta(days=1), calendar=PLAIN)
    assert (after.code, after.days) == (Shown.LATE, 1)


@given(
    state=st.sampled_from([s for s in TaskState if s not in CAN_BE_LATE]),
    due=st.none() | st.dates(date(2025, 1, 1), date(2027, 12, 31)),
)
def test_what_waits_for_others_is_never_overdue(state: TaskState, due: date | None) -> None:
    """A task waiting for a superior's document, submitted, paused, in draft or closed never shows as overdue."""
    assert status_of(state, due, today=MONDAY, calendar=PLAIN).code is not Shown.LATE


def test_waiting_for_a_document_says_so() -> None:
    """`by_parent` without a date shows "Chờ văn bản cấp trên"."""
    assert status_of(TaskState.WAITING, None, today=MONDAY, calendar=PLAIN).code is Shown.WAITING


@pytest.mark.parametrize(
    ("submitted", "code", "days"),
    [(date(2026, 6, 30), Shown.DONE, None), (date(2026, 7, 6), Shown.DONE_LATE, 4)],
)
def test_done_late_is_told_apart(submitted: date, code: Shown, days: int | None) -> None:
    """The day the work was submitted decides between on time and late."""
    status = status_of(TaskState.DONE, date(2026, 6, 30), today=MONDAY, calendar=PLAIN, closed_on=submitted)
    assert (status.code, status.days) == (code, days)


@given(
    due=st.dates(date(2026, 1, 1), date(2026, 12, 31)),
    today=st.dates(date(2026, 1, 1), date(2026, 12, 31)),
    state=st.sampled_from(sorted(CAN_BE_LATE)),
)
def test_late_exactly_when_the_last_day_has_passed(due: date, today: date, state: TaskState) -> None:
    """The shown state agrees with the filter "quá hạn", whatever the days."""
    assert (status_of(state, due, today=today, calendar=PLAIN).code is Shown.LATE) == (due < today)
