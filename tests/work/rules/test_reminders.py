"""Steps of reminding, and the calendar file."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from thuocdo.work.rules.icalendar import Event, calendar_file
from thuocdo.work.rules.reminders import before_step, read_before


@pytest.mark.parametrize(
    ("left", "step"),
    [(8, ""), (7, "before-7"), (5, "before-7"), (3, "before-3"), (2, "before-3"), (1, "before-1"), (0, "")],
)
def test_each_step_lasts_until_the_next(left: int, step: str) -> None:
    """Seven, three and one working days ahead; a day on which nothing was sent is caught up on the next."""
    assert before_step(left, (7, 3, 1)) == step


@pytest.mark.parametrize(
    ("typed", "days"),
    [
        ("7, 3, 1", (7, 3, 1)),
        ("1;3 7 7", (7, 3, 1)),
        ("", ()),
        ("0", None),
        ("99", None),
        ("7 ngày", None),
        ("1,2,3,4,5,6,7", None),
    ],
)
def test_days_as_typed(typed: str, days: tuple[int, ...] | None) -> None:
    """A list of one to six numbers of days, in any order; nothing at all switches reminding ahead off."""
    assert read_before(typed) == days


def test_the_calendar_file_follows_rfc_5545() -> None:
    """CRLF, lines of at most 75 octets that unfold to the text, escaped commas, a whole day, the same id each time."""
    title = (
        "Hạn: Công khai dự toán, quyết toán ngân sách; niêm yết tại trụ sở và nhà văn hóa các bản trong xã"
    )
    event = Event("nhiem-vu-7@mau.example", date(2026, 7, 31), title, "https://mau.example/7/",
                  datetime(2026, 7, 6, 1, tzinfo=UTC), 3)  # fmt: skip
    text = calendar_file("Thước Đo", [event])
    lines = text.split("\r\n")
    assert text == calendar_file("Thước Đo", [event]) and "\n" not in "".join(lines)
    assert all(len(line.encode()) <= 75 for line in lines)
    whole = text.replace("\r\n ", "").split("\r\n")
    assert "SUMMARY:" + title.replace(",", "\\,").replace(";", "\\;") in whole
    assert {"DTSTART;VALUE=DATE:20260731", "DTEND;VALUE=DATE:20260801", "UID:nhiem-vu-7@mau.example"} <= set(
        whole
    )
    assert whole[0] == "BEGIN:VCALENDAR" and whole[-2] == "END:VCALENDAR"
