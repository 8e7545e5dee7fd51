"""A report climbs from who writes it to the leader and to the upper level, which accepts it or gives it back."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, transaction

from tests.cast import NOW, Cast
from tests.registers.reports.conftest import duty_of
from thuocdo.lib.errors import InputError
from thuocdo.orgs.models import Notice
from thuocdo.registers.reports.actions.duties import give_to, note_received, remind
from thuocdo.registers.reports.actions.steps import Sent, take_step
from thuocdo.registers.reports.actions.writing import StaleError, begin_report, save_report, take_numbers
from thuocdo.registers.reports.models import Duty, Report
from thuocdo.registers.reports.queries.counts import kept_by_unit, kept_in_all
from thuocdo.registers.reports.rules.content import Block, Number

NUMBERS = {"tasks": Number("tasks", "Nhiệm vụ", "21", adds=True, source="Sổ nhiệm vụ")}
BLOCKS = (Block("heading", "1. Nhiệm vụ"), Block("paragraph", "Có [[tasks]] nhiệm vụ."))
SEPTEMBER = datetime(2026, 9, 18, 2, tzinfo=UTC)


def begun(cast: Cast, period: str = "2026Q3", who: str = "coordinator", unit: str = "commune") -> Report:
    return begin_report(
        duty=duty_of(cast, period, unit), blocks=BLOCKS, numbers=NUMBERS, by=cast.person(who), now=SEPTEMBER
    )


def step(cast: Cast, name: str, who: str, period: str = "2026Q3", unit: str = "commune", **more: Any) -> Duty:
    now = more.pop("now", SEPTEMBER)
    return take_step(duty=duty_of(cast, period, unit), step=name, by=cast.person(who), now=now, **more)


def told(cast: Cast, who: str) -> list[str]:
    return list(Notice.objects.filter(person=cast.person(who)).values_list("text", flat=True))


def test_the_way_up(reform: Cast) -> None:
    """Written by the office, sent by the leader, accepted by the province; each next one is told with the link."""
    begun(reform)
    step(reform, "submit", "coordinator")
    assert any("Chờ bạn duyệt" in text for text in told(reform, "leader"))
    step(reform, "send", "leader")
    assert any("Xã Mẫu đã gửi" in text for text in told(reform, "province_coordinator"))
    duty = step(reform, "accept", "province_coordinator")
    assert (duty.state, duty.sent_on, duty.received_on) == ("accepted", date(2026, 9, 18), date(2026, 9, 18))
    assert any("đã nhận" in text for text in told(reform, "coordinator"))


def test_who_may_not_take_a_step(reform: Cast) -> None:
    """The office does not send, the commune does not accept, the neighbour does nothing."""
    begun(reform)
    with pytest.raises(PermissionDenied):
        step(reform, "send", "coordinator")
    with pytest.raises(PermissionDenied):
        begun(reform, who="other_coordinator")
    step(reform, "send", "leader")
    for who in ("leader", "coordinator", "other_leader", "officer"):
        with pytest.raises(PermissionDenied):
            step(reform, "accept", who)


def test_giving_back_asks_for_a_reason_and_opens_the_report(reform: Cast) -> None:
    """Returned without a reason is refused; with one the unit writes again and the day of sending is open again."""
    report = begun(reform)
    step(reform, "send", "leader")
    with pytest.raises(InputError, match="lý do"):
        step(reform, "return", "province_coordinator")
    with pytest.raises(InputError, match="không sửa được"):
        save_report(report=report, texts=["a", "b"], stamp=1, by=reform.person("coordinator"), now=SEPTEMBER)
    duty = step(reform, "return", "province_leader", reason="Thiếu phụ lục")
    assert (duty.state, duty.sent_on) == ("returned", None)
    report.refresh_from_db()
    saved = save_report(
        report=report, texts=["1. Nhiệm vụ", "Đủ [[tasks]] nhiệm vụ, kèm phụ lục."], stamp=report.version_stamp,
        by=reform.person("coordinator"), now=SEPTEMBER,
    )  # fmt: skip
    assert "kèm phụ lục" in saved.blocks[1]["text"]


def test_accepted_is_never_changed(reform: Cast) -> None:
    """The database refuses it; a replacement with its reason is another report, and the first one's day stays."""
    begun(reform)
    step(reform, "send", "leader")
    step(reform, "accept", "province_coordinator")
    with pytest.raises(DatabaseError), transaction.atomic():
        Report.objects.update(title="khác")
    with pytest.raises(InputError, match="lý do"):
        begun(reform)
    second = begin_report(
        duty=duty_of(reform, "2026Q3"), blocks=BLOCKS, numbers=NUMBERS, replaces="Số gốc đã sửa",
        by=reform.person("coordinator"), now=datetime(2026, 10, 5, 2, tzinfo=UTC),
    )  # fmt: skip
    assert second.number == 2 and Report.objects.count() == 2
    duty = step(reform, "send", "leader", now=datetime(2026, 10, 5, 3, tzinfo=UTC))
    assert (duty.sent_on, duty.state) == (date(2026, 9, 18), "accepted")


def test_sent_outside_the_system_keeps_its_three_days(reform: Cast) -> None:
    """Signed, sent and received are three days; out of order they are refused with both days named."""
    late = datetime(2026, 10, 1, 2, tzinfo=UTC)
    wrong = Sent("15/BC-UBND", date(2026, 9, 22), date(2026, 9, 20))
    with pytest.raises(InputError, match="22/09/2026 sau ngày gửi 20/09/2026"):
        step(reform, "note_sent", "coordinator", papers=wrong, now=late)
    right = Sent("15/BC-UBND", date(2026, 9, 19), date(2026, 9, 20))
    step(reform, "note_sent", "coordinator", papers=right, now=late)
    duty = note_received(
        duty=duty_of(reform, "2026Q3"), received_on=date(2026, 9, 22), by=reform.person("province_coordinator"), now=late
    )  # fmt: skip
    assert (duty.signed_on, duty.sent_on, duty.received_on) == (
        date(2026, 9, 19), date(2026, 9, 20), date(2026, 9, 22),
    )  # fmt: skip
    assert duty.days.late_days == 2


def test_completeness_and_timeliness_are_two_figures(reform: Cast) -> None:
    """Of three duties that are over: one in time, one late, one missing: 67 % complete, 33 % in time."""
    papers = Sent("1/BC-UBND", date(2026, 3, 18), date(2026, 3, 18), date(2026, 3, 18))
    step(reform, "note_sent", "coordinator", "2026Q1", papers=papers)
    papers = Sent("2/BC-UBND", date(2026, 6, 20), date(2026, 6, 22), date(2026, 6, 23))
    step(reform, "note_sent", "coordinator", "2026S1", papers=papers)
    own = Duty.objects.filter(unit=reform.unit("commune"))
    kept = kept_in_all(own, date(2026, 9, 21))
    assert (kept.owed, kept.sent, kept.on_time, kept.late, kept.missing) == (3, 2, 1, 1, 1)
    assert (round(kept.completeness or 0), round(kept.timeliness or 0)) == (67, 33)
    by_unit = kept_by_unit(Duty.objects.all(), date(2026, 9, 21))
    assert [(row.name, row.missing) for row in by_unit] == [("Xã Bên Cạnh", 3), ("Xã Mẫu", 1)]


def test_reminding_reaches_who_owes_it(reform: Cast) -> None:
    """The commune's leader and coordinator are told with the day; what has come is passed over."""
    duties = [duty_of(reform, "2026S1"), duty_of(reform, "2026Q3")]
    assert remind(duties=duties, by=reform.person("province_coordinator"), now=NOW) == 2
    assert any("quá hạn 20/06/2026" in text for text in told(reform, "coordinator"))
    assert any("hạn 20/09/2026" in text for text in told(reform, "leader"))
    assert told(reform, "other_coordinator") == []
    with pytest.raises(PermissionDenied):
        remind(duties=duties, by=reform.person("other_coordinator"), now=NOW)


def test_the_office_that_prepares_writes_and_does_not_send(reform: Cast) -> None:
    """An officer of the named office writes the commune's report; this period and the later ones are theirs."""
    with pytest.raises(PermissionDenied):
        begun(reform, who="officer")
    count = give_to(
        duty=duty_of(reform, "2026Q3"), unit=reform.unit("economy"), by=reform.person("coordinator"), now=NOW
    )
    assert count == 2 and duty_of(reform, "2026S1").prepared_by is None
    begun(reform, who="officer")
    step(reform, "submit", "officer")
    with pytest.raises(PermissionDenied):
        step(reform, "send", "officer")


def test_an_old_number_is_kept_only_with_a_reason(reform: Cast) -> None:
    """Fresh numbers are taken one by one; one that stays says why, in the report and in the log."""
    report = begun(reform)
    fresh = {"tasks": Number("tasks", "Nhiệm vụ", "23", adds=True, source="Sổ nhiệm vụ")}
    by = reform.person("coordinator")
    with pytest.raises(InputError, match="lý do"):
        take_numbers(report=report, fresh=fresh, take=[], by=by, now=SEPTEMBER)
    kept = take_numbers(report=report, fresh=fresh, take=[], why_kept="Đang đối chiếu", by=by, now=SEPTEMBER)
    assert (kept.read_numbers()["tasks"].value, kept.read_numbers()["tasks"].kept) == ("21", "Đang đối chiếu")
    taken = take_numbers(report=report, fresh=fresh, take=["tasks"], by=by, now=SEPTEMBER)
    assert (taken.read_numbers()["tasks"].value, taken.read_numbers()["tasks"].kept) == ("23", "")


def test_words_and_marks_are_checked(reform: Cast) -> None:
    """A mark of no number and a change over somebody else's are refused by a sentence; nothing is kept of them."""
    report, by = begun(reform), reform.person("coordinator")
    with pytest.raises(InputError, match=r"\[\[khong_co\]\]"):
        save_report(report=report, texts=["a", "Có [[khong_co]]"], stamp=0, by=by, now=SEPTEMBER)
    save_report(report=report, texts=["a", "Có [[tasks]]"], stamp=0, by=by, now=SEPTEMBER)
    with pytest.raises(StaleError):
        save_report(report=report, texts=["b", "c"], stamp=0, by=by, now=SEPTEMBER)
