"""Digests through a real mail server: each arrives once, and a server that is dead or refuses loses nothing."""

from __future__ import annotations

import email
import email.policy
import socket
from collections.abc import Iterator
from datetime import timedelta
from email.message import EmailMessage
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from django.test import Client

from tests.cast import NOW, Cast
from thuocdo.jobs.models import Job
from thuocdo.jobs.runner import run_queued
from thuocdo.orgs.actions import notify, update_person
from thuocdo.orgs.actions.digests import send_digests_due
from thuocdo.orgs.models import Digest, Notice, Person
from thuocdo.orgs.rules.digests import GIVE_UP_AFTER, PAUSES, DigestState, next_attempt
from thuocdo.reporting.actions.digest import run_digest
from thuocdo.reporting.jobs import queue_digests

pytestmark = pytest.mark.django_db
WORDS = "Ủy ban nhân dân xã Mẫu: “Đường Nguyễn Huệ” – ẵ ữ ỡ ặ đã đổi hạn"


class Box:
    """What the server took, and the addresses it refuses."""

    def __init__(self) -> None:
        self.mails: list[EmailMessage] = []
        self.to: list[str] = []
        self.refuses: dict[str, str] = {}

    async def handle_RCPT(  # noqa: N802
        self, _server: Any, _session: Any, envelope: Any, address: str, _options: Any
    ) -> str:
        if address in self.refuses:
            return self.refuses[address]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Any) -> str:  # noqa: N802
        read = email.message_from_bytes(envelope.content, policy=email.policy.default)
        assert isinstance(read, EmailMessage)
        self.mails.append(read)
        self.to += envelope.rcpt_tos
        return "250 Message accepted"


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@pytest.fixture(autouse=True)
def place(monkeypatch: pytest.MonkeyPatch, settings: Any) -> None:
    """Monday 08:00; mail goes to a port of this machine where nobody listens yet."""
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW)
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", free_port()
    settings.EMAIL_HOST_USER = settings.EMAIL_HOST_PASSWORD = ""
    settings.EMAIL_USE_TLS = settings.EMAIL_USE_SSL = False
    settings.EMAIL_TIMEOUT = 5
    settings.DEFAULT_FROM_EMAIL = "Thước Đo <thuocdo@mau.example>"


@pytest.fixture
def box(settings: Any) -> Iterator[Box]:
    """A mail server on that port."""
    held = Box()
    server = Controller(held, hostname="127.0.0.1", port=settings.EMAIL_PORT)
    server.start()
    yield held
    server.stop()


@pytest.fixture
def officer(cast: Cast) -> Person:
    """An officer with an address and something new to read."""
    person = update_person(person=cast.person("officer"), email="can.bo@mau.example", by=None, now=NOW)
    notify(people=[person], text=WORDS, link="/lam-viec/", by=None, now=NOW)
    return person


def mine(person: Person) -> Digest:
    return Digest.objects.filter(person=person).latest("day")


def test_a_digest_arrives_once_in_vietnamese(officer: Person, box: Box) -> None:
    """Words and subject arrive as they were written, to the one address, however often the day is run."""
    first = run_digest(now=NOW)
    assert (first.mailed.sent, first.mailed.failed, first.mailed.refused) == (1, 0, 0)
    assert run_digest(now=NOW + timedelta(hours=1)).mailed.sent == 0
    send_digests_due(now=NOW + timedelta(hours=9))
    (arrived,) = box.mails
    assert box.to == ["can.bo@mau.example"]
    assert WORDS in arrived.get_content()
    assert str(arrived["Subject"]).strip() == "Thước Đo ngày 06/07/2026: 1 thông báo mới"
    assert arrived["Auto-Submitted"] == "auto-generated"
    assert mine(officer).state == DigestState.SENT
    assert Notice.objects.get().told_at == NOW


def test_a_dead_server_loses_nothing(officer: Person, cast: Cast, request: pytest.FixtureRequest) -> None:
    """The failure stands with the digest, the retry waits its time, and the mail arrives once the server is back."""
    other = update_person(person=cast.person("clerk"), email="mot.cua@mau.example", by=None, now=NOW)
    notify(people=[other], text="Việc khác", link="", by=None, now=NOW)
    assert run_digest(now=NOW).mailed.failed == 2
    waiting = mine(officer)
    assert (waiting.state, waiting.next_at) == (DigestState.WAITING, NOW + PAUSES[0])
    assert waiting.error.startswith("Thư không tới được can.bo@mau.example: máy chủ thư không trả lời")
    assert Notice.objects.get(person=officer).told_at is None
    box = request.getfixturevalue("box")
    assert send_digests_due(now=NOW + timedelta(minutes=4)).sent == 0
    assert send_digests_due(now=NOW + timedelta(minutes=5)).sent == 2
    assert sorted(box.to) == ["can.bo@mau.example", "mot.cua@mau.example"]
    assert (mine(officer).state, mine(officer).error) == (DigestState.SENT, "")


def test_the_job_tries_again_by_itself(
    officer: Person, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Looked at each minute, the queue gets the day's digest, then the retry when it is due, and no more."""
    queue_digests(now=NOW)
    run_queued()
    assert mine(officer).state == DigestState.WAITING
    box = request.getfixturevalue("box")
    for minute in range(1, 9):
        at = NOW + timedelta(minutes=minute)
        monkeypatch.setattr("django.utils.timezone.now", lambda at=at: at)
        queue_digests(now=at)
        run_queued()
    assert len(box.mails) == 1
    assert [job.state for job in Job.objects.filter(kind="reporting.digest")] == ["done", "done"]


def test_what_did_not_leave_stands_in_the_next_one(officer: Person, request: pytest.FixtureRequest) -> None:
    """After a day without a server one mail comes, with yesterday's notice and today's; the old one never follows."""
    run_digest(now=NOW)
    box = request.getfixturevalue("box")
    notify(people=[officer], text="Tin hôm nay", link="", by=None, now=NOW)
    run_digest(now=NOW + timedelta(days=1))
    send_digests_due(now=NOW + timedelta(days=1, hours=5))
    (arrived,) = box.mails
    assert WORDS in arrived.get_content() and "Tin hôm nay" in arrived.get_content()
    assert set(Digest.objects.filter(person=officer).values_list("state", flat=True)) == {"sent", "replaced"}


def test_a_refused_address_is_shown_to_those_who_mend_it(officer: Person, cast: Cast, box: Box) -> None:
    """The reason stands on W44 and W47 with the way to the address; a neighbour's administrator does not see it."""
    box.refuses = {"can.bo@mau.example": "550 no such user"}
    assert run_digest(now=NOW).mailed.refused == 1
    assert mine(officer).state == DigestState.REFUSED
    said = "Thư không tới được can.bo@mau.example: máy chủ thư không nhận địa chỉ này (mã 550)."

    def page_of(key: str, address: str) -> str:
        client = Client()
        client.force_login(cast.person(key))
        return client.get(address).content.decode()

    assert said in page_of("officer", "/lam-viec/thong-bao/")
    health = page_of("administrator", "/lam-viec/van-hanh/")
    assert said in health and f"/nguoi-dung/{officer.pk}/" in health
    assert "Thư không tới được 1 địa chỉ." in health
    assert said not in page_of("clerk", "/lam-viec/thong-bao/")
    box.refuses = {}
    update_person(person=officer, email="can.bo.moi@mau.example", by=None, now=NOW)
    run_digest(now=NOW + timedelta(days=1))
    assert box.to == ["can.bo.moi@mau.example"] and WORDS in box.mails[0].get_content()
    assert said not in page_of("officer", "/lam-viec/thong-bao/")


def test_a_server_that_is_busy_is_asked_again(officer: Person, box: Box) -> None:
    """450 for an address means later, not never; the others' mails leave meanwhile."""
    box.refuses = {"can.bo@mau.example": "450 greylisted"}
    assert run_digest(now=NOW).mailed.failed == 1
    box.refuses = {}
    assert send_digests_due(now=NOW + PAUSES[0]).sent == 1


def test_a_worker_killed_while_sending_delays_only(officer: Person, box: Box) -> None:
    """What a lost worker held is free again after a while, under the same Message-ID."""
    run_digest(now=NOW)
    Digest.objects.filter(person=officer).update(state="sending", next_at=NOW + timedelta(minutes=15))
    assert send_digests_due(now=NOW + timedelta(minutes=14)).sent == 0
    assert send_digests_due(now=NOW + timedelta(minutes=15)).sent == 1
    assert len({arrived["Message-ID"] for arrived in box.mails}) == 1


def test_an_old_digest_is_not_sent(officer: Person, request: pytest.FixtureRequest) -> None:
    """Days later its figures are no longer true: it is given up, its notices wait for the next digest."""
    run_digest(now=NOW)
    box = request.getfixturevalue("box")
    send_digests_due(now=NOW + GIVE_UP_AFTER + timedelta(minutes=1))
    assert box.mails == [] and mine(officer).state == DigestState.REPLACED
    assert Notice.objects.get().told_at is None


@pytest.mark.parametrize(("attempts", "pause"), [(0, 5), (1, 5), (2, 15), (3, 60), (4, 180), (90, 180)])
def test_pauses_grow_to_three_hours(attempts: int, pause: int) -> None:
    """The pause before the next attempt, in minutes."""
    assert next_attempt(attempts, NOW) == NOW + timedelta(minutes=pause)
