"""The pages that combine stages: who gets in, what they count, what they lead to."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.cast import NOW, TODAY, Cast
from tests.kept import made_once
from tests.work.conftest import Drafting, draft, line, until
from thuocdo.audit.models import Entry
from thuocdo.calendars.models import CalendarDay
from thuocdo.calendars.queries import working_calendar
from thuocdo.orgs.queries import rights_of
from thuocdo.plans.models import PlanFinding, PlanVersion, VersionState
from thuocdo.reporting.queries.search import search
from thuocdo.reporting.queries.steering import steering_of
from thuocdo.reporting.queries.week import groups_of, silent_units
from thuocdo.work.actions import add_progress, assign_person, open_tasks, submit, take_step
from thuocdo.work.models import Task

__all__ = ["draft"]
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def monday(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is Monday 6 July 2026, 08:00."""
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW)


@pytest.fixture
@made_once
def version(cast: Cast, draft: Drafting) -> PlanVersion:
    """Eight tasks of the commune in different states on Monday 6 July 2026."""
    economy, culture, one_stop = cast.unit("economy"), cast.unit("culture"), cast.unit("one_stop")
    made = draft(
        line("Quá hạn một", economy, deadline=until("2026-06-30")),
        line("Quá hạn hai", economy, deadline=until("2026-07-03")),
        line("Đến hạn hôm nay", culture, deadline=until("2026-07-06")),
        line("Đến hạn trong tuần", culture, deadline=until("2026-07-10")),
        line("Còn lâu", one_stop, deadline=until("2026-12-31")),
        line("Chờ văn bản", one_stop, deadline={"kind": "by_parent", "start": None, "end": None}),
        line("Không ai chủ trì", group="Các đơn vị liên quan"),
        line("Đã trình", one_stop, deadline=until("2026-06-15")),
    )
    open_tasks(version=made, by=None, now=NOW)
    submit(task=Task.objects.get(text="Đã trình"), result="Xong", by=None, now=NOW)
    return made


def signed_in(cast: Cast, who: str) -> Client:
    client = Client()
    client.force_login(cast.person(who), backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def test_the_dashboard_counts_what_there_is(cast: Cast, version: PlanVersion) -> None:
    """Overdue and due by unit, worst first, with names; unassigned and submitted apart."""
    found = steering_of(cast.unit("commune"), today=TODAY, calendar=working_calendar())
    assert [(block.unit, block.load.counts.late, block.load.counts.soon) for block in found.urgent] == [
        (cast.unit("economy"), 2, 0),
        (cast.unit("culture"), 0, 2),
    ]
    assert [row.state.word for row in found.urgent[0].rows] == [
        "Quá hạn 4 ngày làm việc",
        "Quá hạn 1 ngày làm việc",
    ]
    assert [row.task.text for row in found.unassigned] == ["Không ai chủ trì"]
    assert [row.task.text for row in found.submitted] == ["Đã trình"]
    assert (found.counts.total, found.counts.late, found.counts.waiting) == (8, 2, 1)
    text = signed_in(cast, "leader").get("/lam-viec/dieu-hanh/").content.decode()
    assert "Quá hạn một" in text and "2 quá hạn" in text and "Chờ xác nhận (1)" in text


def test_the_week_of_each_role(cast: Cast, version: PlanVersion) -> None:
    """Everybody finds the own unit's work in its group; who confirms finds what was submitted."""
    calendar = working_calendar()

    def groups(who: str) -> dict[str, list[str]]:
        rights = rights_of(cast.person(who), on=TODAY)
        found = groups_of(rights, today=TODAY, calendar=calendar)
        return {group.key: [row.task.text for row in group.rows] for group in found if group.total}

    assert groups("officer") == {"late": ["Quá hạn một", "Quá hạn hai"]}
    assert groups("head") == {"today": ["Đến hạn hôm nay"], "week": ["Đến hạn trong tuần"]}
    assert groups("clerk") == {"waiting": ["Chờ văn bản"]}
    assert groups("leader") == {"confirm": ["Đã trình"]}
    assert groups("other_leader") == {} == groups("province_leader")
    returned = Task.objects.get(text="Đã trình")
    take_step(task=returned, name="return", reason="Thiếu", by=None, now=NOW)
    assert groups("clerk")["returned"] == ["Đã trình"]
    assign_person(task=Task.objects.get(text="Quá hạn một"), person=None, by=None, now=NOW)


def test_silent_units_are_named(cast: Cast, version: PlanVersion) -> None:
    """A unit whose running tasks got no note for two weeks is named; a note takes it off."""
    later = date(2026, 7, 25)
    assert {item.unit.name for item in silent_units(cast.unit("commune"), today=later)} == {
        "Phòng Kinh tế",
        "Phòng Văn hóa - Xã hội",
        "Trung tâm Phục vụ hành chính công",
    }
    fresh = NOW.replace(day=24)
    add_progress(task=Task.objects.get(text="Quá hạn một"), text="Đã làm", by=None, now=fresh)
    assert "Phòng Kinh tế" not in {item.unit.name for item in silent_units(cast.unit("commune"), today=later)}


@pytest.mark.parametrize(
    ("address", "allowed"),
    [
        ("/lam-viec/", {"leader", "coordinator", "head", "officer", "clerk", "village_head", "verifier", "other_leader",
                        "province_coordinator"}),
        ("/lam-viec/dieu-hanh/", {"leader", "coordinator", "other_leader", "province_coordinator"}),
        ("/lam-viec/nhat-ky/", {"leader", "coordinator", "administrator", "other_leader", "province_coordinator"}),
        ("/lam-viec/quan-tri/lich/", {"administrator"}),
        ("/lam-viec/van-hanh/", {"administrator"}),
        ("/lam-viec/don-vi/99001/", {"leader", "coordinator", "province_coordinator"}),
        ("plan", {"leader", "coordinator", "head", "officer", "clerk", "supervisor", "province_coordinator"}),
        ("finish", {"leader", "coordinator"}),
    ],
)  # fmt: skip
def test_who_opens_which_page(cast: Cast, version: PlanVersion, address: str, allowed: set[str]) -> None:
    """Own, child, parent and sibling units: 200 where the right reaches, else 404 or one's own landing page."""
    address = {
        "plan": reverse("reporting:plan_page", args=[version.plan.pk]),
        "finish": reverse("reporting:plan_finish", args=[version.plan.pk]),
    }.get(address, address)
    version.plan.current = version
    version.plan.save()
    for who in (
        "leader", "coordinator", "head", "officer", "clerk", "village_head", "supervisor", "administrator", "verifier",
        "other_leader", "province_coordinator",
    ):  # fmt: skip
        status = signed_in(cast, who).get(address).status_code
        assert (status == 200) == (who in allowed), (who, status)
        assert status in (200, 302, 404)


def test_head_of_an_office_lands_on_the_offices_page(cast: Cast, version: PlanVersion) -> None:
    """ "Điều hành" of a head is the page of the own unit, with the own unit's counts only."""
    answer = signed_in(cast, "head").get("/lam-viec/dieu-hanh/", follow=True)
    text = answer.content.decode()
    assert answer.redirect_chain and "Đến hạn hôm nay" in text and "Quá hạn một" not in text


def test_pages_take_a_fixed_number_of_queries(cast: Cast, draft: Drafting) -> None:
    """Week, dashboard, unit and plan page do not ask once per task."""
    client = signed_in(cast, "coordinator")

    def counted(plan: int) -> dict[str, int]:
        out = {}
        for address in (
            "/lam-viec/",
            "/lam-viec/dieu-hanh/",
            "/lam-viec/don-vi/99001/",
            f"/lam-viec/ke-hoach/{plan}/",
        ):
            with CaptureQueriesContext(connection) as queries:
                assert client.get(address).status_code == 200
            out[address.rstrip("0123456789/")] = len(queries)
        return out

    def grown(number: int) -> dict[str, int]:
        rows = [line(f"Việc {n}", cast.unit("economy"), deadline=until("2026-07-08")) for n in range(number)]
        made = draft(*rows, number=f"{number}/KH-UBND")
        open_tasks(version=made, by=None, now=NOW)
        made.plan.current = made
        made.plan.save()
        return counted(made.plan.pk)

    assert grown(3) == grown(60)


def test_finishing_makes_the_plan_work(cast: Cast, draft: Drafting) -> None:
    """One press: the version is confirmed, its tasks exist, one recorded action; before, the page names obstacles."""
    made = draft(line("Công khai ngân sách", cast.unit("economy")), line("Không ai làm"))
    PlanVersion.objects.filter(pk=made.pk).update(state=VersionState.REVIEW)
    client = signed_in(cast, "coordinator")
    address = reverse("reporting:plan_finish", args=[made.plan.pk])
    assert "1 nhiệm vụ chưa có đơn vị chịu trách nhiệm" in client.get(address).content.decode()
    refused = client.post(address)
    assert refused.status_code == 422 and "Chưa giao được" in refused.content.decode()
    assert not Task.objects.exists() and not Entry.objects.filter(code="plans.plan.confirmed").exists()
    made.rows.filter(text="Không ai làm").update(assign_later=True)
    assert client.post(address).status_code == 302
    made.refresh_from_db()
    assert made.state == VersionState.CONFIRMED and Task.objects.count() == 2
    assert Task.objects.get(text="Không ai làm").lead is None
    again = client.post(address)
    assert again.status_code == 423 and Task.objects.count() == 2


def test_number_and_day_start_the_drafts(cast: Cast, draft: Drafting) -> None:
    """A plan without number shows so; entering it on the page turns its drafts into tasks."""
    made = draft(line("Công khai ngân sách", cast.unit("economy")), number="", issued=None)
    open_tasks(version=made, by=None, now=NOW)
    made.plan.current = made
    made.plan.save()
    client = signed_in(cast, "coordinator")
    page = reverse("reporting:plan_page", args=[made.plan.pk])
    assert "Chờ số, ngày ban hành" in client.get(page).content.decode()
    address = reverse("reporting:plan_number", args=[made.plan.pk])
    wrong = client.post(address, {"number": "12/KH-UBND", "issued": "5/1/26"})
    assert wrong.status_code == 422 and Task.objects.get().state == "draft"
    assert client.post(address, {"number": "12/KH-UBND", "issued": "5/1/2026"}).status_code == 302
    assert Task.objects.get().state == "open"


def test_papi_plan_of_a_commune_carries_its_note(cast: Cast, version: PlanVersion) -> None:
    """A commune has no PAPI score, and its plan page says so; findings and sections are on the page."""
    version.plan.current, version.plan.indices = version, ["PAPI"]
    version.plan.save()
    PlanFinding.objects.create(
        version=version, rule="sum_mismatch", severity="error", message="Tổng không khớp"
    )
    text = signed_in(cast, "officer").get(f"/lam-viec/ke-hoach/{version.plan.pk}/").content.decode()
    assert "không phải điểm PAPI của xã" in text and "Tổng không khớp" in text and "2 quá hạn" in text


def test_search_finds_only_what_one_may_see(cast: Cast, version: PlanVersion) -> None:
    """Without accents, in tasks, plans and units; a neighbour gets no hit and no count."""

    def hits(who: str, text: str) -> dict[str, int]:
        rights = rights_of(cast.person(who), on=TODAY)
        return {group.key: group.total for group in search(rights, text, today=TODAY)}

    assert hits("coordinator", "qua han") == {"tasks": 2}
    assert hits("other_coordinator", "qua han") == {}
    assert hits("coordinator", "phong kinh te")["units"] == 1
    assert hits("coordinator", "bên cạnh") == {"units": 1}
    assert hits("coordinator", "   ") == {}


def test_a_day_shows_what_it_moves_before_it_is_saved(cast: Cast, draft: Drafting) -> None:
    """Preview without writing, then one transaction: the day, the moved deadline, the audit entries."""
    counted = {"kind": "date", "start": None, "end": "2026-07-20", "working_days": 10}
    each = line(
        "Có đếm", cast.unit("economy"), deadline=counted, printed="10 ngày làm việc kể từ ngày 06/7/2026"
    )
    open_tasks(version=draft(each), by=None, now=NOW)
    client = signed_in(cast, "province_administrator")
    address = "/lam-viec/quan-tri/lich/"
    data = {"day": "15/7/2026", "kind": "off", "note": "Nghỉ theo thông báo", "source_document": ""}
    shown = client.post(address, {"viec": "xem", **data}).content.decode()
    assert "Sẽ đổi 1 hạn" in shown and "21/07/2026" in shown and "Có đếm" not in shown
    assert not CalendarDay.objects.filter(day=date(2026, 7, 15)).exists()
    assert client.post(address, {"viec": "luu", **data}).status_code == 302
    assert Task.objects.get().due == date(2026, 7, 21)
    codes = set(Entry.objects.values_list("code", flat=True))
    assert {"calendars.day.set", "work.deadlines.recomputed"} <= codes
    task_page = signed_in(cast, "officer").get(Task.objects.get().get_absolute_url()).content.decode()
    assert "15/07/2026 (Nghỉ theo thông báo)" in task_page
    assert client.post(address, {"viec": "bo", "day": "15/07/2026"}).status_code == 302
    assert Task.objects.get().due == date(2026, 7, 20)
    wrong = client.post(address, {"viec": "luu", **data, "note": ""})
    assert wrong.status_code == 422


def test_the_log_reads_in_sentences_and_keeps_to_its_reach(cast: Cast, version: PlanVersion) -> None:
    """Who, what, to what, in words and with links; the neighbour's log does not hold it; export is recorded."""
    add_progress(task=Task.objects.get(text="Quá hạn một"), text="Đã làm", by=cast.person("officer"), now=NOW)
    client = signed_in(cast, "leader")
    text = client.get("/lam-viec/nhat-ky/").content.decode()
    assert (
        "Công chức Phòng Kinh tế" in text
        and "ghi kết quả nhiệm vụ" in text
        and "Chưa bắt đầu → Đang làm" in text
    )
    assert "Quá hạn một" not in signed_in(cast, "other_leader").get("/lam-viec/nhat-ky/").content.decode()
    only = client.get("/lam-viec/nhat-ky/?viec=work.task&tu=6/7/2026&den=6/7/2026").content.decode()
    assert "ghi kết quả nhiệm vụ" in only and "tạo đơn vị" not in only
    answer: Any = client.get("/lam-viec/nhat-ky/xuat/?viec=work.task")
    rows = b"".join(answer.streaming_content).decode()
    assert "work.task.progress_added" in rows and "orgs.unit.created" not in rows
    assert Entry.objects.filter(code="reporting.log.exported").exists()
    assert client.post("/lam-viec/nhat-ky/kiem-tra/").status_code == 302
    assert "Chuỗi nguyên vẹn đến bản ghi" in client.get("/lam-viec/nhat-ky/").content.decode()


def test_operations_show_lights_with_repairs(cast: Cast) -> None:
    """Without a backup the light is red and names the command; the administrator sees no work."""
    text = signed_in(cast, "administrator").get("/lam-viec/van-hanh/").content.decode()
    assert "Chưa có bản sao lưu nào" in text and "thuocdo backup" in text


def test_people_without_a_week_land_elsewhere(cast: Cast) -> None:
    """The administrator is led to operations, the supervisor to the plans."""
    assert signed_in(cast, "administrator").get("/lam-viec/")["Location"] == "/lam-viec/van-hanh/"
    assert signed_in(cast, "supervisor").get("/lam-viec/")["Location"] == "/lam-viec/ke-hoach/"


def test_one_commune_may_not_move_the_days_of_all(cast: Cast) -> None:
    """Where several authorities share the installation, a commune's administrator reads the days off and changes none."""
    client = signed_in(cast, "administrator")
    shown = client.get("/lam-viec/quan-tri/lich/")
    assert shown.status_code == 200
    assert "quản trị của tỉnh" in shown.content.decode()
    before = CalendarDay.objects.count()
    answer = client.post(
        "/lam-viec/quan-tri/lich/", {"viec": "luu", "day": "07/07/2026", "kind": "off", "note": "nghỉ"}
    )
    assert answer.status_code == 403
    assert CalendarDay.objects.count() == before
