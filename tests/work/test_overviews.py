"""The month as a calendar, load, silence, absence."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from django.test import Client

from tests.cast import NOW, Cast
from tests.kept import made_once
from tests.work.conftest import Drafting, line, until
from thuocdo.orgs.actions.roles import set_stand_in
from thuocdo.orgs.queries import rights_of
from thuocdo.work.actions import add_block, add_progress, assign_person, open_tasks
from thuocdo.work.models import Task
from thuocdo.work.queries import my_tasks
from thuocdo.work.queries.load import absence_of, loads_by_person

pytestmark = pytest.mark.django_db
BASE = "/lam-viec/nhiem-vu/"


@pytest.fixture(autouse=True)
def monday(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is Monday 6 July 2026, 08:00."""
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW)


@pytest.fixture
@made_once
def tasks(cast: Cast, draft: Drafting) -> list[Task]:
    """Two dated tasks and a monthly one of Phòng Kinh tế, all of the officer; one of Phòng Văn hóa - Xã hội waits."""
    economy, culture = cast.unit("economy"), cast.unit("culture")
    monthly = {"kind": "monthly", "start": None, "end": None}
    made = draft(
        line("Công khai ngân sách", economy, deadline=until("2026-07-10")),
        line("Rà soát tài sản", economy, deadline=until("2026-09-30")),
        line("Thu phí", economy, deadline=monthly),
        line("Niêm yết hộ nghèo", culture, deadline=until("2026-07-20")),
    )
    open_tasks(version=made, by=None, now=NOW)
    found = list(Task.objects.order_by("number"))
    for task in found[:3]:
        assign_person(task=task, person=cast.person("officer"), by=None, now=NOW)
    add_block(task=found[3], other=found[0], by=None, now=NOW)
    return found


def signed_in(cast: Cast, who: str) -> Client:
    client = Client()
    client.force_login(cast.person(who), backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def test_the_month_shows_what_is_due_on_its_day(cast: Cast, tasks: list[Task]) -> None:
    """July has the dated tasks and the month's period on their days; an officer sees only the own unit's."""
    answer = signed_in(cast, "coordinator").get(f"{BASE}lich/?ky=2026-07")
    days = {day.day: [row.task.number for row, _label in day.rows] for day in answer.context["days"]}
    assert days == {date(2026, 7, 10): [1], date(2026, 7, 20): [4], date(2026, 7, 31): [3]}
    assert "Tháng 7/2026" in answer.content.decode() and "?ky=2026-08" in answer.content.decode()
    days = signed_in(cast, "officer").get(f"{BASE}lich/").context["days"]
    assert [day.day.day for day in days] == [10, 31]
    for odd in ("khong", "2026", "9999-12", "0001-01"):
        assert signed_in(cast, "officer").get(f"{BASE}lich/?ky={odd}").status_code == 200


def test_load_by_unit_and_person(cast: Cast, tasks: list[Task]) -> None:
    """Who assigns sees how much each unit and person carries; an officer sees units, never colleagues."""
    page = signed_in(cast, "coordinator").get(f"{BASE}tai-cong-viec/")
    assert [(load.name, load.total, load.soon) for load in page.context["people"]] == [
        ("Công chức Phòng Kinh tế", 3, 1)
    ]
    assert page.context["loads"][0].counts.total == 3
    assert signed_in(cast, "officer").get(f"{BASE}tai-cong-viec/").context["people"] == []
    rights = rights_of(cast.person("head"), on=date(2026, 7, 6))
    assert loads_by_person(Task.objects.all(), rights, today=date(2026, 7, 6)) == []


def test_what_has_fallen_silent(cast: Cast, tasks: list[Task], monkeypatch: pytest.MonkeyPatch) -> None:
    """Without a note for fourteen days a running task is listed, longest silence first; a note takes it off."""
    later = datetime(2026, 7, 21, 1, tzinfo=UTC)
    monkeypatch.setattr("django.utils.timezone.now", lambda: later)
    add_progress(task=tasks[0], text="Đã làm", by=None, now=later)
    page = signed_in(cast, "coordinator").get(f"{BASE}tai-cong-viec/")
    assert {row.task.number for row in page.context["silent"]} == {2, 3, 4}
    assert signed_in(cast, "coordinator").get(f"{BASE}tai-cong-viec/?ngay=30").context["silent_total"] == 0
    assert signed_in(cast, "coordinator").get(f"{BASE}tai-cong-viec/?ngay=abc").status_code == 200


def test_what_an_absence_would_stop(cast: Cast, tasks: list[Task]) -> None:
    """Work due in the span, others' tasks that wait, nobody named to stand in; who may not assign there sees nothing."""
    officer = cast.person("officer")
    rights = rights_of(cast.person("leader"), on=date(2026, 7, 6))
    found = absence_of(officer, rights, first=date(2026, 7, 8), last=date(2026, 7, 31))
    assert [task.number for task in found.due] == [1, 3] and found.others == 1
    assert [task.number for task in found.waiting] == [4]
    assert found.stand_ins == ()
    leader = cast.person("leader")
    alone = absence_of(leader, rights, first=date(2026, 7, 8), last=date(2026, 7, 31)).alone
    assert [post.role for post in alone] == ["leader"]
    client = signed_in(cast, "leader")
    page = client.get(f"{BASE}vang-mat/?nguoi={officer.pk}&tu=8/7/2026&den=31/7/2026").content.decode()
    assert "Chưa cử người làm thay" in page and "Niêm yết hộ nghèo" in page
    assert client.get(f"{BASE}vang-mat/?nguoi={officer.pk}&tu=8/7/2026&den=1/7/2026").status_code == 422
    assert signed_in(cast, "head").get(f"{BASE}vang-mat/?nguoi={officer.pk}").status_code == 404
    assert signed_in(cast, "officer").get(f"{BASE}vang-mat/").status_code == 404


def test_the_stand_in_carries_the_work(cast: Cast, tasks: list[Task]) -> None:
    """While the officer is away the stand-in has the officer's tasks in the week, and not a day longer."""
    clerk = cast.person("clerk")
    assert not my_tasks(rights_of(clerk, on=date(2026, 7, 6))).filter(pk=tasks[0].pk).exists()
    given = {"absent": cast.person("officer"), "stand_in": clerk, "by": None, "now": NOW}
    standing = set_stand_in(starts=date(2026, 7, 6), ends=date(2026, 7, 10), reason="Nghỉ phép", **given)  # type: ignore[arg-type]
    mine = my_tasks(rights_of(clerk, on=date(2026, 7, 6)))
    assert {task.pk for task in tasks[:3]} <= set(mine.values_list("pk", flat=True))
    assert "Công khai ngân sách" in signed_in(cast, "clerk").get("/lam-viec/").content.decode()
    standing.ends = date(2026, 7, 5)
    standing.starts = date(2026, 7, 1)
    standing.save()
    assert not my_tasks(rights_of(clerk, on=date(2026, 7, 6))).filter(pk=tasks[0].pk).exists()
