"""W03 and W04 over HTTP: who gets in, filters, export, changes, conflicts, numbers of queries."""

from __future__ import annotations

from datetime import UTC, datetime
from io import BytesIO
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook

from tests.cast import NOW, Cast
from tests.kept import made_once
from tests.work.conftest import Drafting, line, until
from thuocdo.work.actions import add_progress, open_tasks
from thuocdo.work.models import Task, Unmatched

pytestmark = pytest.mark.django_db
LIST = "/lam-viec/nhiem-vu/"


@pytest.fixture(autouse=True)
def monday(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is Monday 6 July 2026, 08:00."""
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW)


@pytest.fixture
@made_once
def task(cast: Cast, draft: Drafting) -> Task:
    """One task of Phòng Kinh tế with Phòng Văn hóa - Xã hội helping."""
    economy, culture = cast.unit("economy"), cast.unit("culture")
    each = line(
        "Công khai ngân sách", economy, helping=[culture], deadline=until("2026-06-30"), printed="30/6/2026"
    )
    open_tasks(version=draft(each), by=None, now=NOW)
    return Task.objects.get()


def signed_in(cast: Cast, who: str) -> Client:
    client = Client()
    client.force_login(cast.person(who), backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


@pytest.mark.parametrize(
    ("who", "in_list", "page"),
    [
        ("leader", 200, 200),
        ("coordinator", 200, 200),
        ("officer", 200, 200),
        ("head", 200, 200),  # helps
        ("clerk", 200, 404),
        ("village_head", 200, 404),
        ("supervisor", 200, 404),
        ("administrator", 404, 404),
        ("verifier", 404, 404),
        ("other_coordinator", 200, 404),
        ("other_officer", 200, 404),
        ("province_coordinator", 200, 200),
    ],
)
def test_who_opens_what(cast: Cast, task: Task, who: str, in_list: int, page: int) -> None:
    """A role without tasks gets 404; a task of another unit is not known to exist, in no address of it."""
    client = signed_in(cast, who)
    assert client.get(LIST).status_code == in_list
    assert client.get(task.get_absolute_url()).status_code == page
    assert client.get(reverse("work:task_source", args=[task.pk])).status_code == page
    if in_list == 200:
        text = client.get(LIST + "?xem=tat-ca").content.decode()
        assert ("Công khai ngân sách" in text) == (page == 200)
        book = client.get(reverse("work:task_export") + "?xem=tat-ca").content
        assert len(list(_lines(book))) == (1 if page == 200 else 0)
    if page == 404:
        for name in ("task_progress", "task_lead", "task_person", "task_deadline"):
            address = reverse(f"work:{name}", args=[task.pk])
            assert client.post(address, {"stamp": 0, "text": "x"}).status_code == 404


def test_signed_out_people_are_asked_to_sign_in() -> None:
    """Without signing in there is nothing but the sign-in page."""
    answer = Client().get(LIST)
    assert answer.status_code == 302 and "/tai-khoan/" in answer["Location"]


def test_the_list_says_what_is_overdue(cast: Cast, task: Task) -> None:
    """State in words with working days, counts above, the region alone for htmx."""
    client = signed_in(cast, "coordinator")
    text = client.get(LIST).content.decode()
    assert "Quá hạn 4 ngày làm việc" in text and "1 quá hạn" in text
    region = client.get(LIST, headers={"HX-Request": "true"})
    assert "<html" not in region.content.decode() and "HX-Request" in region["Vary"]


@pytest.mark.parametrize("who", ["coordinator", "officer", "province_coordinator"])
def test_queries_do_not_grow_with_the_rows(cast: Cast, draft: Drafting, who: str) -> None:
    """Under ten queries for the whole page, with two tasks as with sixty, also with a search."""
    client = signed_in(cast, who)
    economy = cast.unit("economy")

    def counted(address: str) -> int:
        with CaptureQueriesContext(connection) as queries:
            assert client.get(address).status_code == 200
        return len(queries)

    seen: dict[str, list[int]] = {LIST: [], LIST + "?xem=tat-ca&q=ngan+sach": [], LIST + "?q=khong+co": []}
    for number in (2, 60):
        rows = [
            line(f"Công khai ngân sách {n}", economy, helping=[cast.unit("culture")]) for n in range(number)
        ]
        open_tasks(version=draft(*rows, number=f"{number}/KH-UBND"), by=None, now=NOW)
        for address in seen:
            seen[address].append(counted(address))
    for address, numbers in seen.items():
        assert numbers[0] == numbers[1] < 10, address


def _lines(content: bytes) -> Any:
    sheet = load_workbook(BytesIO(content)).active
    assert sheet is not None
    return sheet.iter_rows(min_row=5, values_only=True)


def test_export_is_exactly_the_filtered_set(cast: Cast, draft: Drafting) -> None:
    """The workbook holds the rows of the filter, all pages, in the list's order, and says what was filtered."""
    economy, culture = cast.unit("economy"), cast.unit("culture")
    rows = [line(f"Việc {n}", economy if n % 3 else culture) for n in range(70)]
    rows.append(line("=1+1 là công thức", economy))
    open_tasks(version=draft(*rows), by=None, now=NOW)
    client = signed_in(cast, "coordinator")
    address = reverse("work:task_export") + f"?dv=d{economy.pk}"
    answer = client.get(address)
    book = load_workbook(BytesIO(answer.content))
    lines = list(_lines(answer.content))
    assert len(lines) == Task.objects.filter(lead=economy).count() > 46
    assert {each[3] for each in lines} == {"Phòng Kinh tế"}
    assert "Phòng Kinh tế" in str(book.active.cell(2, 1).value)  # type: ignore[union-attr]
    formula = next(each for each in lines if "công thức" in str(each[2]))
    assert formula[2] == "=1+1 là công thức"
    assert answer["Content-Disposition"].startswith("attachment")


def test_a_task_from_note_to_done_over_the_pages(cast: Cast, task: Task) -> None:
    """The officer notes and submits, the leader returns with a reason and then accepts."""
    officer, leader = signed_in(cast, "officer"), signed_in(cast, "leader")

    def post(client: Client, name: str, *args: str, **data: str) -> Any:
        task.refresh_from_db()
        return client.post(
            reverse(f"work:{name}", args=[task.pk, *args]), {"stamp": task.version_stamp, **data}
        )

    assert post(officer, "task_progress", text="Đã niêm yết").status_code == 302
    assert post(officer, "task_step", "trinh").status_code == 302
    refused = post(leader, "task_step", "tra-lai")
    assert refused.status_code == 422 and "lý do" in refused.content.decode()
    assert post(leader, "task_step", "tra-lai", reason="Thiếu biểu").status_code == 302
    assert "Thiếu biểu" in officer.get(task.get_absolute_url()).content.decode()
    assert post(officer, "task_step", "trinh", reason="Đã bổ sung biểu").status_code == 302
    assert post(leader, "task_step", "xac-nhan").status_code == 302
    page = officer.get(task.get_absolute_url()).content.decode()
    assert "Hoàn thành muộn 4 ngày làm việc" in page  # due 30 June, submitted 6 July


def test_the_page_shows_only_what_the_person_may_do(cast: Cast, task: Task) -> None:
    """The helping unit reads without a single form; the lead unit writes; the coordinator assigns."""
    helper = signed_in(cast, "head").get(task.get_absolute_url()).content.decode()
    assert "Ghi kết quả" not in helper and "Chuyển đơn vị chủ trì" not in helper
    writer = signed_in(cast, "officer").get(task.get_absolute_url()).content.decode()
    assert "Ghi kết quả" in writer and "Chuyển đơn vị chủ trì" not in writer
    assigner = signed_in(cast, "coordinator").get(task.get_absolute_url()).content.decode()
    assert "Chuyển đơn vị chủ trì" in assigner and "Đặt lại hạn" in assigner
    assert "Hiểu là:" in assigner and "bảng 1, dòng 1" in assigner


def test_what_was_typed_survives_a_conflict(cast: Cast, task: Task) -> None:
    """409 names who was faster; the own text is still in its field and can be sent again."""
    stamp = task.version_stamp
    add_progress(task=task, text="Của người trước", by=cast.person("officer"), now=NOW)
    client = signed_in(cast, "coordinator")
    address = reverse("work:task_progress", args=[task.pk])
    answer = client.post(address, {"stamp": stamp, "text": "Của người sau"})
    text = answer.content.decode()
    assert answer.status_code == 409 and "Công chức Phòng Kinh tế vừa sửa" in text and "Của người sau" in text
    task.refresh_from_db()
    assert client.post(address, {"stamp": task.version_stamp, "text": "Của người sau"}).status_code == 302


def test_a_refused_right_is_told_with_its_owner(cast: Cast, task: Task) -> None:
    """Who may read but not write gets 403 in words, never only "no"."""
    answer = signed_in(cast, "head").post(
        reverse("work:task_progress", args=[task.pk]), {"stamp": task.version_stamp, "text": "Làm hộ"}
    )
    assert answer.status_code == 403 and "Phòng Kinh tế" in answer.content.decode()


def test_bulk_shows_its_effect_first(cast: Cast, task: Task) -> None:
    """Choosing tasks asks for the unit; then each task has its result; nothing chosen says so."""
    client = signed_in(cast, "coordinator")
    address = reverse("work:bulk_lead")
    asked = client.post(address, {"task": [task.pk]})
    assert asked.status_code == 200 and "Đã chọn 1 nhiệm vụ" in asked.content.decode()
    done = client.post(address, {"task": [task.pk], "unit": cast.unit("culture").pk, "reason": "Đúng việc"})
    assert "Đã chuyển 1 nhiệm vụ" in done.content.decode()
    task.refresh_from_db()
    assert task.lead == cast.unit("culture")
    assert client.post(address, {}).status_code == 302


def test_questions_of_a_new_version_are_answered_on_the_page(cast: Cast, draft: Drafting) -> None:
    """The page lists what vanished; the answer closes the question; neighbours get 404."""
    first = draft(
        line("Tổ chức đối thoại", cast.unit("economy")), line("Niêm yết giá đất", cast.unit("economy"))
    )
    open_tasks(version=first, by=None, now=NOW)
    open_tasks(
        version=draft(line("Niêm yết giá đất", cast.unit("economy")), plan=first.plan), by=None, now=NOW
    )
    address = reverse("work:unmatched", args=[first.plan.pk])
    assert signed_in(cast, "other_coordinator").get(address).status_code == 404
    client = signed_in(cast, "coordinator")
    assert "Tổ chức đối thoại" in client.get(address).content.decode()
    question = Unmatched.objects.get()
    decide = reverse("work:unmatched_decide", args=[question.pk])
    assert signed_in(cast, "other_coordinator").post(decide, {"answer": "drop"}).status_code == 404
    assert client.post(decide, {"answer": "drop"}).status_code == 302
    assert not Unmatched.objects.filter(decided_at=None).exists()


def test_the_export_dates_changes_by_the_local_day(cast: Cast, draft: Drafting) -> None:
    """A change at half past midnight in Việt Nam is of that day, though it is the day before in UTC."""
    open_tasks(version=draft(line("Việc một", cast.unit("economy"))), by=None, now=NOW)
    Task.objects.update(updated_at=datetime(2026, 7, 9, 17, 30, tzinfo=UTC))
    answer = signed_in(cast, "coordinator").get(reverse("work:task_export") + "?xem=tat-ca")
    assert next(iter(_lines(answer.content)))[8] == "10/07/2026"
