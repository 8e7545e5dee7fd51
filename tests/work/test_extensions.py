"""More time: asked with a reason, decided by the authority, kept and told; an agreed day is not late."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from django.test import Client

from tests.cast import NOW, Cast
from tests.kept import made_once
from tests.work.conftest import Drafting, line, until
from thuocdo.lib.errors import InputError
from thuocdo.orgs.models import Notice
from thuocdo.orgs.queries import rights_of
from thuocdo.work.actions import (
    ask_extension,
    decide_extension,
    open_tasks,
    take_period_step,
    withdraw_extension,
)
from thuocdo.work.models import Task
from thuocdo.work.queries import counts_of, visible_tasks
from thuocdo.work.queries.extensions import extensions_to_decide
from thuocdo.work.rules.refusals import NotAllowed, Stale

LATE = datetime(2026, 10, 2, 1, tzinfo=UTC)


@pytest.fixture
@made_once
def task(cast: Cast, draft: Drafting) -> Task:
    """Phòng Kinh tế leads, due on 30 September 2026."""
    open_tasks(
        version=draft(line("Công khai", cast.unit("economy"), deadline=until("2026-09-30"))), by=None, now=NOW
    )
    return Task.objects.get()


def test_an_agreed_extension_is_not_late(cast: Cast, task: Task) -> None:
    """The officer asks, the leader agrees: the new day counts, the old one is kept, both were told."""
    officer, leader = cast.person("officer"), cast.person("leader")
    asked = ask_extension(task=task, until=date(2026, 10, 15), reason="Chờ Sở", by=officer, now=NOW)
    assert Notice.objects.filter(person=leader, text__contains="15/10/2026").exists()
    day = date(2026, 10, 2)
    assert list(extensions_to_decide(rights_of(leader, on=day))) == [asked]
    decide_extension(extension=asked, agreed=True, answer="Đúng lý do", by=leader, now=NOW)
    task.refresh_from_db()
    assert (task.due, task.deadline_text) == (date(2026, 10, 15), "")
    assert counts_of(visible_tasks(rights_of(leader, on=day)), day).late == 0
    asked.refresh_from_db()
    assert (asked.before, asked.granted, asked.answer) == (
        date(2026, 9, 30),
        date(2026, 10, 15),
        "Đúng lý do",
    )
    assert Notice.objects.filter(person=officer, text__contains="Đồng ý gia hạn").exists()
    assert [note.step for note in task.notes.order_by("id")][-2:] == ["extension_asked", "extension_agreed"]


def test_a_refused_extension_moves_nothing(cast: Cast, task: Task) -> None:
    """Refused with a reason the day stays; the unit may ask again; without a reason nothing is decided."""
    officer, leader = cast.person("officer"), cast.person("leader")
    asked = ask_extension(task=task, until=date(2026, 10, 15), reason="Chờ Sở", by=officer, now=NOW)
    with pytest.raises(InputError, match="lý do"):
        decide_extension(extension=asked, agreed=False, answer=" ", by=leader, now=NOW)
    decide_extension(extension=asked, agreed=False, answer="Không đủ căn cứ", by=leader, now=NOW)
    task.refresh_from_db()
    assert task.due == date(2026, 9, 30)
    with pytest.raises(Stale):
        decide_extension(extension=asked, agreed=True, answer="Đổi ý", by=leader, now=NOW)
    again = ask_extension(task=task, until=date(2026, 10, 5), reason="Có công văn", by=officer, now=LATE)
    assert again.asked_late
    withdraw_extension(extension=again, by=officer, now=LATE)
    assert task.extensions.count() == 2


@pytest.mark.parametrize(
    ("who", "asks", "decides"),
    [
        ("officer", True, False),
        ("leader", False, True),
        ("coordinator", True, True),
        ("head", False, False),  # of the coordinating side
        ("clerk", False, False),
        ("other_leader", False, False),
        ("province_leader", False, False),
    ],
)
def test_who_asks_and_who_decides(cast: Cast, task: Task, who: str, asks: bool, decides: bool) -> None:
    """The lead unit and the coordinator ask, the authority's leader and coordinator decide, nobody on the own request."""
    person = cast.person(who)
    given = {"task": task, "until": date(2026, 10, 15), "reason": "Chờ", "by": person, "now": NOW}
    if asks:
        own = ask_extension(**given)  # type: ignore[arg-type]
        with pytest.raises(NotAllowed):
            decide_extension(extension=own, agreed=True, answer="Được", by=person, now=NOW)
        withdraw_extension(extension=own, by=person, now=NOW)
    else:
        with pytest.raises(NotAllowed):
            ask_extension(**given)  # type: ignore[arg-type]
    asked = ask_extension(task=task, until=date(2026, 10, 15), reason="Chờ", by=None, now=NOW)
    if decides:
        decide_extension(extension=asked, agreed=True, answer="Được", by=person, now=NOW)
    else:
        with pytest.raises(NotAllowed):
            decide_extension(extension=asked, agreed=True, answer="Được", by=person, now=NOW)


def test_only_a_later_day_is_asked_for_once(cast: Cast, task: Task) -> None:
    """A day before the present one, no reason, or a second request beside a waiting one: one sentence, nothing kept."""
    officer = cast.person("officer")
    for day, reason in ((date(2026, 9, 30), "Chờ"), (date(2026, 10, 1), " ")):
        with pytest.raises(InputError):
            ask_extension(task=task, until=day, reason=reason, by=officer, now=NOW)
    ask_extension(task=task, until=date(2026, 10, 1), reason="Chờ", by=officer, now=NOW)
    with pytest.raises(InputError, match="đang chờ"):
        ask_extension(task=task, until=date(2026, 10, 9), reason="Chờ", by=officer, now=NOW)
    assert task.extensions.count() == 1


def test_a_period_gets_more_time_of_its_own(cast: Cast, draft: Drafting) -> None:
    """For a monthly task the month gets more time; it is on time by the new day, and the next month is not moved."""
    monthly = {"kind": "monthly", "start": None, "end": None}
    open_tasks(version=draft(line("Thu phí", cast.unit("economy"), deadline=monthly)), by=None, now=NOW)
    task = Task.objects.get()
    officer, leader = cast.person("officer"), cast.person("leader")
    asked = ask_extension(task=task, until=date(2026, 8, 10), reason="Bão", by=officer, now=NOW)
    decide_extension(extension=asked, agreed=True, answer="Được", by=leader, now=NOW)
    task.refresh_from_db()
    assert (task.due, task.deadline_kind) == (date(2026, 8, 10), "monthly")
    take_period_step(
        period=task.periods.get(),
        name="submit",
        text="Xong",
        by=officer,
        now=datetime(2026, 8, 7, 1, tzinfo=UTC),
    )
    page = Client()
    page.force_login(officer, backend="allauth.account.auth_backends.AuthenticationBackend")
    assert "đã được gia hạn" in page.get(task.get_absolute_url()).content.decode()
    assert [p.due for p in task.periods.order_by("starts")] == [date(2026, 8, 10), date(2026, 8, 31)]


def test_asked_and_decided_on_the_pages(cast: Cast, task: Task, monkeypatch: pytest.MonkeyPatch) -> None:
    """The form on the task, the block of the week, the answer; a wrong day comes back with what was typed."""
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW)
    officer, leader = Client(), Client()
    for client, who in ((officer, "officer"), (leader, "leader")):
        client.force_login(cast.person(who), backend="allauth.account.auth_backends.AuthenticationBackend")
    address = f"{task.get_absolute_url()}gia-han/"
    wrong = officer.post(
        address, {"until": "1/9/2026", "reason": "Chờ Sở trả lời", "stamp": task.version_stamp}
    )
    assert (wrong.status_code, "Chờ Sở trả lời" in wrong.content.decode()) == (422, True)
    officer.post(address, {"until": "15/10/2026", "reason": "Chờ Sở", "stamp": task.version_stamp})
    assert "Xin gia hạn chờ bạn quyết định" in leader.get("/lam-viec/").content.decode()
    assert "Xin gia hạn (1)" in leader.get("/lam-viec/dieu-hanh/").content.decode()
    task.refresh_from_db()
    answer = leader.post(
        f"{address}{task.extensions.get().pk}/quyet/",
        {"answer": "dong-y", "until": "10/10/2026", "reason": "Đến mùng 10", "stamp": task.version_stamp},
        follow=True,
    )
    assert "Hạn mới là 10/10/2026" in answer.content.decode()
