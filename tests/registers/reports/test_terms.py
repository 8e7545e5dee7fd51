"""The days of a period: figures from – to, the day written, the last day in time."""

from __future__ import annotations

from datetime import date

import pytest

from thuocdo.calendars.rules.periods import Period, PeriodKind, parse_period
from thuocdo.calendars.rules.seed import shipped_calendar
from thuocdo.lib.errors import InputError
from thuocdo.registers.reports.rules.library import shipped_regimes
from thuocdo.registers.reports.rules.printed import printed_term
from thuocdo.registers.reports.rules.terms import (
    DayOff,
    DayRule,
    Term,
    day_off_sentence,
    from_json,
    read_day_rule,
    to_json,
    window_of,
)

CALENDAR = shipped_calendar(range(2024, 2029))

# printed in Công văn 581/BNV-CCHC (from, to, due) and in a commune's plan of 2025 (before 10/7, before 10/01)
PUBLISHED = [
    ("cchc", "2026Q1", (2025, 12, 15), (2026, 3, 14), (2026, 3, 20)),
    ("cchc", "2026S1", (2025, 12, 15), (2026, 6, 14), (2026, 6, 20)),
    ("cchc", "2026Q3", (2026, 6, 15), (2026, 9, 14), (2026, 9, 20)),
    ("cchc", "2026", (2025, 12, 15), (2026, 12, 14), (2026, 12, 20)),
    ("papi-don-vi", "2025S1", (2025, 1, 1), (2025, 6, 30), (2025, 7, 10)),
    ("papi-don-vi", "2025", (2025, 1, 1), (2025, 12, 31), (2026, 1, 10)),
    ("tai-san-cong", "2025", (2025, 1, 1), (2025, 12, 31), (2026, 2, 28)),
]


@pytest.mark.parametrize(("code", "period_id", "start", "end", "printed"), PUBLISHED)
def test_shipped_regimes_give_the_printed_days(
    code: str,
    period_id: str,
    start: tuple[int, int, int],
    end: tuple[int, int, int],
    printed: tuple[int, int, int],
) -> None:
    """Bounds and due days of the shipped regimes are those that their sources print."""
    period = parse_period(period_id)
    assert period is not None
    terms = next(one.terms for one in shipped_regimes() if one.code == code)
    term = next(term for term in terms if period in term.periods(period.year))
    window = window_of(term, period, CALENDAR)
    assert (window.data_from, window.data_to, window.printed) == (date(*start), date(*end), date(*printed))


def test_reform_reports_are_four_a_year() -> None:
    """Quarter II and IV have no reform report."""
    terms = next(one.terms for one in shipped_regimes() if one.code == "cchc")
    assert [p.id for term in terms for p in term.periods(2026)] == ["2026Q1", "2026S1", "2026Q3", "2026"]


def test_before_a_day_excludes_the_day_where_the_office_says_so() -> None:
    """Public assets before 28/02: the 27th is the last day in time."""
    (term,) = next(one.terms for one in shipped_regimes() if one.code == "tai-san-cong")
    window = window_of(term, Period(PeriodKind.YEAR, 2026), CALENDAR)
    assert (window.printed, window.due) == (date(2027, 2, 28), date(2027, 2, 27))


@pytest.mark.parametrize(
    ("rule", "due", "words"),
    [
        (DayOff.KEEP, date(2026, 9, 20), "giữ nguyên"),
        (DayOff.BACK, date(2026, 9, 18), "lùi về 18/09/2026"),
        (DayOff.FORWARD, date(2026, 9, 21), "chuyển sang 21/09/2026"),
    ],
)
def test_a_due_day_off_is_kept_or_moved_and_said(rule: DayOff, due: date, words: str) -> None:
    """20/09/2026 is a Sunday: it stays, or moves to Friday or Monday, and the sentence says which."""
    term = Term(PeriodKind.QUARTER, DayRule(15, -1), DayRule(14), DayRule(20), (3,), day_off=rule)
    window = window_of(term, Period(PeriodKind.QUARTER, 2026, 3), CALENDAR)
    assert window.due == due
    said = day_off_sentence(date(2026, 9, 20), due, window.why_off, rule)
    assert said == f"Hạn 20/09/2026 là Chủ nhật; theo tham số: {words} ⚙"


def test_the_last_day_of_a_month_is_found_in_every_month() -> None:
    """Day 31 is the last day of a month that is shorter."""
    assert DayRule(31).on(2026, 2) == date(2026, 2, 28)
    assert DayRule(31, -1).on(2024, 3) == date(2024, 2, 29)
    assert DayRule(10, 1).on(2025, 12) == date(2026, 1, 10)


@pytest.mark.parametrize("text", ["", "0", "32", "ngày 20", "15 -99", "1.5"])
def test_a_day_that_cannot_be_read_says_how_to_write_it(text: str) -> None:
    """Wrong input is answered by a sentence with an example."""
    with pytest.raises(InputError, match="ví dụ"):
        read_day_rule(text, "Hạn gửi")


def test_terms_survive_being_stored() -> None:
    """What is stored reads back the same, for every shipped term."""
    for regime in shipped_regimes():
        assert all(from_json(to_json(term)) == term for term in regime.terms)


def test_what_nobody_has_confirmed_is_named() -> None:
    """A shipped regime without a due day says that the due day is a setting; all name a source."""
    for regime in shipped_regimes():
        assert regime.basis
        if any(term.due is None for term in regime.terms):
            assert any("Hạn gửi" in field for field in regime.unconfirmed), regime.code


@pytest.mark.parametrize(
    ("start", "end", "due", "kind", "rules"),
    [
        # a plan of 2025: half-year with data 01/01–30/6, before 10/7; the year before 10/01 of the next
        (date(2025, 1, 1), date(2025, 6, 30), date(2025, 7, 10), PeriodKind.HALF, ("1", "31", "10 +1")),
        (date(2025, 1, 1), date(2025, 12, 31), date(2026, 1, 10), PeriodKind.YEAR, ("1", "31", "10 +1")),
        # a plan of 2026 that names a due day alone
        (None, None, date(2026, 12, 10), PeriodKind.YEAR, (None, None, "10")),
    ],
)
def test_a_report_that_a_plan_orders_is_a_start(
    start: date | None, end: date | None, due: date, kind: PeriodKind, rules: tuple[str | None, ...]
) -> None:
    """What the plan prints fills the form; what it does not print stays empty for the officer."""
    seen = printed_term(start, end, due, year=start.year if start else due.year)
    texts = tuple(rule.text() if rule else None for rule in (seen.start, seen.end, seen.due))
    assert (seen.kind, texts) == (kind, rules)
