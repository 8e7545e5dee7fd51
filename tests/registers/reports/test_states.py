"""The word under which a duty is shown follows from its state and its days."""

from __future__ import annotations

from datetime import date

import pytest

from thuocdo.registers.reports.rules.states import (
    STEPS,
    Days,
    ReportState,
    Shown,
    shown_of,
    step_named,
)

DUE = date(2026, 9, 20)
OPENS = date(2026, 9, 5)
S = ReportState


@pytest.mark.parametrize(
    ("state", "sent", "received", "today", "shown"),
    [
        (S.NONE, None, None, date(2026, 9, 4), Shown.NOT_YET),
        (S.NONE, None, None, date(2026, 9, 5), Shown.OPEN),
        (S.DRAFT, None, None, DUE, Shown.OPEN),
        (S.SUBMITTED, None, None, date(2026, 9, 21), Shown.OVERDUE),
        (S.SENT, DUE, None, date(2026, 9, 30), Shown.ON_TIME),
        (S.ACCEPTED, DUE, date(2026, 9, 21), date(2026, 9, 30), Shown.LATE),
        (S.SENT, date(2026, 9, 21), None, date(2026, 9, 21), Shown.LATE),
        (S.RETURNED, None, None, date(2026, 9, 18), Shown.RETURNED),
    ],
)
def test_the_day_of_receipt_decides(
    state: S, sent: date | None, received: date | None, today: date, shown: Shown
) -> None:
    """On time, late and missing are three things; sent in time but received late is late."""
    assert shown_of(state, Days(OPENS, DUE, sent, received), today=today) is shown


def test_without_a_due_day_nothing_is_late() -> None:
    """A duty whose day nobody has set is open, never overdue, and never sent late."""
    far = date(2030, 1, 1)
    assert shown_of(S.NONE, Days(OPENS, None), today=far) is Shown.OPEN
    assert shown_of(S.SENT, Days(OPENS, None, far, far), today=far) is Shown.ON_TIME


def test_out_of_date_stands_above_all() -> None:
    """A report whose figures have changed says so, however punctual it was."""
    days = Days(OPENS, DUE, DUE, DUE)
    assert shown_of(S.ACCEPTED, days, today=DUE, outdated=True) is Shown.OUTDATED


def test_an_accepted_report_only_gets_a_replacement() -> None:
    """No step leads from accepted but another report with a reason; giving back always asks for a reason."""
    assert [step.name for step in STEPS if S.ACCEPTED in step.sources] == ["replace"]
    for name, state in (("return", S.SENT), ("hand_back", S.SUBMITTED), ("replace", S.ACCEPTED)):
        step = step_named(name, state)
        assert step is not None and step.needs_reason
    assert step_named("accept", S.DRAFT) is None
