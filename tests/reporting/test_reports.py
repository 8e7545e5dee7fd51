"""Pages of reports: from the calendar to a report sent, accepted, put together and marked out of date."""

from __future__ import annotations

import io
import zipfile
from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.test import Client

from tests.cast import Cast
from tests.kept import made_once
from tests.registers.reports.conftest import FROM, duty_of, shipped
from thuocdo.documents.actions import store_file
from thuocdo.documents.format.check import check_format
from thuocdo.documents.format.findings import Severity
from thuocdo.plans.models import Plan, PlanRow, PlanVersion
from thuocdo.registers.reports.actions.regimes import set_regime
from thuocdo.registers.reports.models import Duty, Gathering, Report
from thuocdo.reporting.actions.reports import watch_reports
from thuocdo.work.models import Task
from thuocdo.work.rules.states import TaskState

NOW = datetime(2026, 9, 16, 2, tzinfo=UTC)
HOME = "/lam-viec/bao-cao/"


@pytest.fixture(autouse=True)
def september(monkeypatch: pytest.MonkeyPatch, settings: Any) -> None:
    """It is Wednesday 16 September 2026; static files come from the source folders."""
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW)
    settings.WHITENOISE_AUTOREFRESH = True


def task(cast: Cast, number: int, due: date, done: date | None, unit: str = "commune") -> Task:
    return Task.objects.create(
        authority=cast.unit(unit), number=number, text=f"Việc {number}", folded=f"viec {number}", due=due,
        state=TaskState.DONE if done else TaskState.DOING, is_open=done is None, submitted_on=done, closed_on=done,
        updated_at=NOW,
    )  # fmt: skip


@pytest.fixture
@made_once
def quarter(cast: Cast) -> Cast:
    """Reform reports are in force; both communes had tasks due in the quarter: 2 of 3 done, 1 of them late; 1 of 1."""
    set_regime(
        unit=cast.unit("province"), code="cchc", terms=shipped("cchc").terms, valid_from=FROM,
        basis="Quyết định mẫu", by=None, now=NOW,
    )  # fmt: skip
    task(cast, 1, date(2026, 7, 20), date(2026, 7, 18))
    task(cast, 2, date(2026, 8, 20), date(2026, 8, 25))
    task(cast, 3, date(2026, 9, 10), None)
    task(cast, 4, date(2026, 9, 20), None)  # after the period
    task(cast, 1, date(2026, 7, 20), date(2026, 7, 18), "other")
    return cast


def client(cast: Cast, key: str) -> Client:
    found = Client()
    found.force_login(cast.person(key), backend="allauth.account.auth_backends.AuthenticationBackend")
    return found


def sent(cast: Cast, unit: str = "commune") -> Duty:
    """The unit's report of the quarter, written and sent over its pages."""
    prefix = "" if unit == "commune" else "other_"
    duty = duty_of(cast, "2026Q3", unit)
    client(cast, f"{prefix}coordinator").post(f"{HOME}{duty.pk}/lap/")
    response = client(cast, f"{prefix}leader").post(f"{HOME}{duty.pk}/buoc/gui/")
    assert response.status_code == 302
    return duty_of(cast, "2026Q3", unit)


def gathering_of(cast: Cast) -> Gathering:
    return Gathering.objects.get(receiver=cast.unit("province"), period="2026Q3")


def test_the_calendar_says_what_is_due(quarter: Cast) -> None:
    """Days, receiver, state and the word for a Sunday stand in the list; the views all open, filters too."""
    page = client(quarter, "coordinator").get(HOME)
    text = page.content.decode()
    assert "15/06/2026 – 14/09/2026" in text and "Đang mở" in text and "Quá hạn chưa gửi" in text
    assert "Hạn 20/09/2026 là Chủ nhật; theo tham số: giữ nguyên ⚙" in text
    assert "Tỉnh Mẫu" in text and "(Sở Nội vụ)" in text
    for query in (
        "?xem=thang",
        "?xem=don-vi",
        "?tt=overdue",
        "?tt=not_yet",
        "?cd=cchc&ben=nhan",
        "?nam=abc&trang=x",
    ):
        assert client(quarter, "province_coordinator").get(HOME + query).status_code == 200
    overdue = client(quarter, "province_coordinator").get(f"{HOME}?tt=overdue")
    assert {row.duty.period for row, _may in overdue.context["rows"]} == {"2026Q1", "2026S1"}


def test_numbers_are_counted_for_the_days_of_the_duty(quarter: Cast) -> None:
    """3 tasks due in the period, 2 done, 1 late, 1 open, 66,67 %; each with a source; the text prints them."""
    duty = duty_of(quarter, "2026Q3")
    who = client(quarter, "coordinator")
    who.post(f"{HOME}{duty.pk}/lap/")
    numbers = Report.objects.get().read_numbers()
    values = {
        key: numbers[f"tasks_{key}"].value for key in ("due", "done", "on_time", "done_late", "open", "share")
    }
    assert values == {
        "due": "3",
        "done": "2",
        "on_time": "1",
        "done_late": "1",
        "open": "1",
        "share": "66.67",
    }
    assert (
        numbers["reports_missing"].value == "1"
    )  # quarter I and half a year, of which the half's day is inside
    assert all(one.source and one.as_of and one.drawn_at for one in numbers.values())
    text = who.get(f"{HOME}{duty.pk}/").content.decode()
    assert "66,67" in text and "Sổ nhiệm vụ của Xã Mẫu" in text and "Nhiệm vụ nào chưa hoàn thành" in text
    assert (
        "Số khớp nguồn" in text and "Thể thức của bản .docx đúng" in text and "Chưa có bản ký (PDF)" in text
    )


def test_a_report_is_edited_renumbered_sent_and_accepted(quarter: Cast) -> None:
    """Words are kept, a changed number is shown old → new first, the leader sends, the province accepts."""
    duty = duty_of(quarter, "2026Q3")
    who = client(quarter, "coordinator")
    who.post(f"{HOME}{duty.pk}/lap/")
    report = Report.objects.get()
    typed = {f"doan_{place}": block.text or "Nhận định" for place, block in enumerate(report.read_blocks())}
    assert who.post(f"{HOME}{duty.pk}/luu/", {**typed, "stamp": "0"}).status_code == 302
    stale = who.post(f"{HOME}{duty.pk}/luu/", {**typed, "doan_2": "Bản khác", "stamp": "0"})
    assert stale.status_code == 409 and "Bản khác" in stale.content.decode()
    wrong = who.post(f"{HOME}{duty.pk}/luu/", {**typed, "doan_2": "Có [[sai]]", "stamp": "1"})
    assert wrong.status_code == 422 and "Có [[sai]]" in wrong.content.decode()
    Task.objects.filter(number=3, authority=quarter.unit("commune")).update(
        state=TaskState.DONE, is_open=False, submitted_on=date(2026, 9, 10), closed_on=date(2026, 9, 10)
    )
    shown = who.get(f"{HOME}{duty.pk}/so-lieu/").content.decode()
    assert "Nhiệm vụ đã hoàn thành" in shown and ">2<" in shown and ">3<" in shown
    assert who.post(f"{HOME}{duty.pk}/so-lieu/", {"lay": ["tasks_done"]}).status_code == 422
    kept = {"lay": ["tasks_done", "tasks_on_time", "tasks_open"], "ly_do": "Tỷ lệ đang đối chiếu"}
    assert who.post(f"{HOME}{duty.pk}/so-lieu/", kept).status_code == 302
    numbers = Report.objects.get().read_numbers()
    assert (numbers["tasks_done"].value, numbers["tasks_share"].kept) == ("3", "Tỷ lệ đang đối chiếu")
    who.post(f"{HOME}{duty.pk}/buoc/trinh/")
    leader, province = client(quarter, "leader"), client(quarter, "province_coordinator")
    assert "Gửi báo cáo tới Tỉnh Mẫu?" in leader.get(f"{HOME}{duty.pk}/buoc/gui/").content.decode()
    assert "Đơn vị chưa gửi" in province.get(f"{HOME}{duty.pk}/").content.decode()
    leader.post(f"{HOME}{duty.pk}/buoc/gui/")
    assert "Sổ nhiệm vụ của Xã Mẫu" in province.get(f"{HOME}{duty.pk}/").content.decode()
    assert province.post(f"{HOME}{duty.pk}/buoc/nhan/").status_code == 302
    duty.refresh_from_db()
    assert (duty.state, duty.received_on) == ("accepted", date(2026, 9, 16))
    assert "Đã gửi đúng hạn" in who.get(f"{HOME}{duty.pk}/").content.decode()


def test_the_paper_holds_the_same_words(quarter: Cast) -> None:
    """The .docx prints numbers with a decimal comma, an annex says where each one is from, and its form is right."""
    duty = sent(quarter)
    response = client(quarter, "province_coordinator").get(f"{HOME}{duty.pk}/docx/")
    with zipfile.ZipFile(io.BytesIO(response.content)) as package:
        text = package.read("word/document.xml").decode()
    assert "66,67" in text and "BÁO CÁO" in text and "Sổ nhiệm vụ của Xã Mẫu" in text and "[[" not in text
    wrong = [one for one in check_format(response.content).findings if one.severity is Severity.ERROR]
    assert wrong == []


def test_the_upper_level_adds_and_says_who_is_missing(quarter: Cast) -> None:
    """Sums come from the reports below with a link to each; the missing commune is named in the text."""
    duty = sent(quarter)
    gathering = gathering_of(quarter)
    who, url = client(quarter, "province_coordinator"), f"{HOME}tong-hop/{gathering_of(quarter).pk}/"
    text = who.get(url).content.decode()
    assert "Đã nhận 1/2" in text and "1 xã chưa gửi; tổng này thiếu các xã đó: Xã Bên Cạnh." in text
    who.post(f"{url}lap/")
    first = gathering.reports.get()
    number = first.read_numbers()["tasks_due"]
    assert number.value == "3" and [part.report for part in number.parts] == [duty.reports.get().pk]
    with zipfile.ZipFile(io.BytesIO(who.get(f"{url}docx/").content)) as package:
        assert "chưa gửi; tổng này thiếu" in package.read("word/document.xml").decode()
    sent(quarter, "other")
    text = who.get(url).content.decode()
    assert "Đã nhận 2/2" in text and "đã đổi sau khi lập" in text
    assert who.post(f"{url}chot/").status_code == 422
    differing = [one.key for one in who.get(f"{url}so-lieu/").context["differing"]]
    who.post(f"{url}so-lieu/", {"lay": differing})
    number = gathering.reports.get().read_numbers()["tasks_due"]
    assert number.value == "4" and {part.unit for part in number.parts} == {"Xã Mẫu", "Xã Bên Cạnh"}
    assert who.post(f"{url}chot/").status_code == 302
    assert gathering.reports.get().missing == []


def test_a_change_below_marks_what_stands_above(quarter: Cast) -> None:
    """A source is corrected after all was closed: the report, and after its replacement the consolidation, are out of date."""
    sent(quarter)
    duty = sent(quarter, "other")
    province = client(quarter, "province_coordinator")
    for one in Duty.objects.filter(period="2026Q3"):
        province.post(f"{HOME}{one.pk}/buoc/nhan/")
    gathering = gathering_of(quarter)
    url = f"{HOME}tong-hop/{gathering.pk}/"
    province.post(f"{url}lap/")
    province.post(f"{url}chot/")
    assert watch_reports(now=NOW) == 0
    task(quarter, 9, date(2026, 8, 1), None, "other")  # came in late
    assert watch_reports(now=NOW) == 1
    duty.refresh_from_db()
    assert {"label": "Nhiệm vụ đến hạn trong kỳ", "old": "1", "new": "2"} in duty.outdated
    writer, leader = client(quarter, "other_coordinator"), client(quarter, "other_leader")
    assert "Lỗi thời" in writer.get(f"{HOME}{duty.pk}/").content.decode()
    gathering.refresh_from_db()
    assert gathering.outdated_at is None  # the report below still says what it said
    writer.post(f"{HOME}{duty.pk}/lap/", {"ly_do": "Số gốc đã sửa"})
    leader.post(f"{HOME}{duty.pk}/buoc/gui/")
    gathering.refresh_from_db()
    assert {"label": "Nhiệm vụ đến hạn trong kỳ", "old": "4", "new": "5"} in gathering.outdated
    assert "Lỗi thời" in province.get(url).content.decode()
    assert duty.reports.count() == 2 and gathering.reports.get().read_numbers()["tasks_due"].value == "4"
    province.post(f"{url}lap/")
    assert gathering.reports.order_by("-number").first().read_numbers()["tasks_due"].value == "5"  # type: ignore[union-attr]


def test_regimes_are_set_over_their_pages(cast: Cast) -> None:
    """Empty calendar → regimes → in force; a wrong day comes back with what was typed; a regime of one's own is added."""
    who = client(cast, "coordinator")
    assert "Chọn chế độ báo cáo" in who.get(HOME).content.decode()
    listed = who.get(f"{HOME}che-do/").content.decode()
    assert "Chưa xác nhận:" in listed and "Công văn 581/BNV-CCHC" in listed
    url = f"{HOME}che-do/ket-qua-ke-hoach/"
    data = {
        "kind_0": "year", "start_0": "15 -1", "end_0": "30 -1", "due_0": "ngày mười", "day_off_0": "back",
        "valid_from": "01/01/2026", "basis": "Kế hoạch mẫu",
    }  # fmt: skip
    wrong = who.post(url, data)
    assert wrong.status_code == 422 and "ngày mười" in wrong.content.decode()
    assert who.post(url, {**data, "due_0": "10"}).status_code == 302
    assert duty_of(cast, "2026", "economy").due == date(2026, 12, 10)
    own = {
        **data, "due_0": "25", "kind_0": "month", "end_0": "20", "name": "Báo cáo tuần hành chính",
        "reporters": ["department"],
    }  # fmt: skip
    assert who.get(f"{HOME}che-do/them/").status_code == 200
    assert who.post(f"{HOME}che-do/them/", own).status_code == 302
    assert (
        Duty.objects.filter(regime__name="Báo cáo tuần hành chính", unit=cast.unit("economy")).count() == 12
    )
    assert who.post(f"{HOME}che-do/them/", own).status_code == 422


def test_the_week_and_the_leaders_page_name_missing_reports(quarter: Cast) -> None:
    """What is overdue or due soon stands on both pages; a submitted one waits for the leader, a sent one for the province."""
    duty = duty_of(quarter, "2026Q3")
    week = client(quarter, "coordinator").get("/lam-viec/")
    assert [row.duty.period for row in week.context["reports"].owed] == ["2026Q1", "2026S1", "2026Q3"]
    client(quarter, "coordinator").post(f"{HOME}{duty.pk}/lap/")
    client(quarter, "coordinator").post(f"{HOME}{duty.pk}/buoc/trinh/")
    steering = client(quarter, "leader").get("/lam-viec/dieu-hanh/")
    assert [row.duty.pk for row in steering.context["reports"].to_send] == [duty.pk]
    assert "Chờ bạn duyệt, gửi" in steering.content.decode()
    client(quarter, "leader").post(f"{HOME}{duty.pk}/buoc/gui/")
    province = client(quarter, "province_coordinator").get("/lam-viec/").context["reports"]
    assert [row.duty.pk for row in province.to_accept] == [duty.pk] and len(province.missing_below) == 4
    assert not client(quarter, "officer").get("/lam-viec/").context["reports"]


def test_a_report_that_a_plan_orders_becomes_a_regime(cast: Cast) -> None:
    """“Lấy từ kế hoạch” fills name, office, basis and days from the confirmed plan; a neighbour's row is not found."""
    unit = cast.unit("commune")
    file = store_file(stream=io.BytesIO(b"ke hoach"), name="kh.txt", by=None, now=NOW)
    plan = Plan.objects.create(
        unit=unit,
        year=2026,
        title="Kế hoạch mẫu",
        number="12/KH-UBND",
        issued=date(2026, 1, 5),
        created_at=NOW,
    )
    version = PlanVersion.objects.create(
        plan=plan, number=1, file=file, file_name="kh.txt", state="confirmed", created_at=NOW
    )
    data = {
        "name": "Báo cáo kết quả thực hiện kế hoạch",
        "due": "2026-12-10",
        "via": "Phòng Văn hóa - Xã hội",
    }
    row = PlanRow.objects.create(version=version, kind="report", position=1, text=data["name"], data=data)
    plan.current = version
    plan.save()
    who = client(cast, "coordinator")
    listed = who.get(f"{HOME}che-do/").content.decode()
    assert "Lấy từ kế hoạch" in listed and "Kế hoạch 12/KH-UBND ngày 05/01/2026" in listed
    page = who.get(f"{HOME}che-do/them/?dong={row.pk}")
    text = page.content.decode()
    assert data["name"] in text and "12/KH-UBND" in text and page.context["lines"][0].values["due"] == "10"
    other = client(cast, "other_coordinator")
    assert other.get(f"{HOME}che-do/them/?dong={row.pk}").status_code == 404
