"""Calendar addresses and the settings of reminding."""

from __future__ import annotations

import re

import pytest
from django.core.cache import cache
from django.test import Client

from tests.cast import NOW, Cast
from tests.kept import made_once
from tests.work.conftest import Drafting, line, until
from thuocdo.orgs.actions import update_person
from thuocdo.work.actions import open_tasks
from thuocdo.work.models import CalendarFeed, ReminderRule

pytestmark = pytest.mark.django_db
FEEDS, REMIND = "/lam-viec/nhiem-vu/lich-ical/", "/lam-viec/nhiem-vu/nhac-viec/"


@pytest.fixture(autouse=True)
def monday(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is Monday 6 July 2026, 08:00; nobody has asked for anything yet."""
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW)
    cache.clear()


@pytest.fixture
@made_once
def tasks(cast: Cast, draft: Drafting) -> None:
    """One dated and one monthly task of Phòng Kinh tế, one of Phòng Văn hóa - Xã hội."""
    economy, culture = cast.unit("economy"), cast.unit("culture")
    monthly = {"kind": "monthly", "start": None, "end": None}
    made = draft(
        line("Công khai ngân sách", economy, deadline=until("2026-09-30")),
        line("Thu phí", economy, deadline=monthly),
        line("Niêm yết hộ nghèo", culture, deadline=until("2026-08-15")),
    )
    open_tasks(version=made, by=None, now=NOW)


def signed_in(cast: Cast, who: str) -> Client:
    client = Client()
    client.force_login(cast.person(who), backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def address(client: Client, kind: str) -> str:
    page = client.post(FEEDS, {"loai": kind}).content.decode()
    found = re.search(r"/lich/[\w-]+\.ics", page)
    assert found
    return found[0]


def test_a_calendar_of_what_the_person_may_read(cast: Cast, tasks: None) -> None:
    """No sign-in, own tasks and periods with ids that stay, nothing of another office."""
    url = address(signed_in(cast, "officer"), "cua-toi")
    text = Client().get(url).content.decode()
    assert text.count("BEGIN:VEVENT") == 2 and "Thu phí (Tháng 7/2026)" in text.replace("\r\n ", "")
    assert "hộ nghèo" not in text
    ids = re.findall(r"UID:(\S+)", text)
    assert ids == re.findall(r"UID:(\S+)", Client().get(url).content.decode())
    assert CalendarFeed.objects.get().digest not in url
    unit = Client().get(address(signed_in(cast, "head"), "don-vi")).content.decode()
    assert "hộ nghèo" in unit.replace("\r\n ", "") and "Thu phí" not in unit


def test_taken_back_it_is_gone(cast: Cast, tasks: None) -> None:
    """Revoked, replaced by a new one, or of somebody who left: the bare 404 of an address that never was."""
    client = signed_in(cast, "officer")
    first = address(client, "cua-toi")
    second = address(client, "cua-toi")
    never = Client().get("/lich/khong-bao-gio.ics")
    assert Client().get(first).status_code == 404 and Client().get(first).content == never.content == b""
    assert Client().get(second).status_code == 200
    client.post(f"{FEEDS}{CalendarFeed.objects.get(revoked_at=None).pk}/thu-hoi/")
    assert Client().get(second).status_code == 404
    third = address(client, "cua-toi")
    person = cast.person("officer")
    person.is_active = False
    person.save(update_fields=["is_active"])
    assert Client().get(third).status_code == 404


def test_guessing_and_hammering_are_slowed(cast: Cast, tasks: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """After so many wrong addresses, or reads of one, the answer is 429 with when to come again."""
    monkeypatch.setattr("thuocdo.work.views.feeds.MOST_MISSES", 2)
    monkeypatch.setattr("thuocdo.work.views.feeds.MOST_READS", 2)
    answers = [Client().get(f"/lich/doan-{n}.ics") for n in range(3)]
    assert [a.status_code for a in answers] == [404, 404, 429]
    url = address(signed_in(cast, "officer"), "cua-toi")  # a right address is not held up by wrong ones
    answers = [Client().get(url) for _n in range(3)]
    assert [a.status_code for a in answers] == [200, 200, 429] and answers[2].headers["Retry-After"]


def test_a_unit_sets_when_it_reminds(cast: Cast) -> None:
    """The coordinator sets the days; what makes no sense comes back with a sentence; others have no such page."""
    client = signed_in(cast, "coordinator")
    wrong = client.post(REMIND, {"before": "mai", "leader_after": "3", "above_after": "10"})
    assert (wrong.status_code, "ví dụ 7, 3, 1" in wrong.content.decode()) == (422, True)
    assert client.post(REMIND, {"before": "7", "leader_after": "9", "above_after": "3"}).status_code == 422
    client.post(REMIND, {"before": "5, 2", "leader_after": "2", "above_after": "6"})
    assert ReminderRule.objects.get().plan.before == (5, 2)
    assert signed_in(cast, "officer").get(REMIND).status_code == 404
    update_person(person=cast.person("officer"), full_name="Công chức", by=None, now=NOW)
