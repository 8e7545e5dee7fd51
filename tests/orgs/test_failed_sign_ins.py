"""Failed sign-ins reach the log, however many there are, and never with what was typed."""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client

from tests.cast import NOW, PASSWORD, Cast
from thuocdo.audit.actions import personal
from thuocdo.audit.models import Entry
from thuocdo.orgs.actions.sign_ins import note_failed_sign_in, record_ended_windows
from thuocdo.orgs.models import SignInFailures
from thuocdo.orgs.rules.sign_ins import MOST_ACCOUNTS, MOST_KEPT, window_of

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(minutes=10)
WRONG = "sai-mat-khau-roi"


@pytest.fixture(autouse=True)
def clock(monkeypatch: pytest.MonkeyPatch) -> None:
    cache.clear()
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW)


def failed() -> list[Entry]:
    return list(Entry.objects.filter(code="orgs.signin.failed").order_by("number"))


def sign_in(name: str, password: str = WRONG, **more: Any) -> Any:
    return Client().post("/tai-khoan/dang-nhap/", {"login": name, "password": password}, **more)


def test_wrong_passwords_become_one_entry_when_the_window_is_over(cast: Cast) -> None:
    """Seven attempts at an account, two of them during the pause, are one entry of that account with their count."""
    for _attempt in range(7):
        sign_in("officer", REMOTE_ADDR="192.0.2.7")
    assert failed() == []
    record_ended_windows(now=LATER)
    (entry,) = failed()
    assert (entry.subject_type, entry.subject_id) == ("orgs.person", str(cast.person("officer").pk))
    assert entry.after is not None and entry.after["attempts"] == 7
    assert entry.after["addresses"] == [personal("192.0.2.7")]
    assert not SignInFailures.objects.exists()


def test_nothing_typed_is_kept_as_it_is(cast: Cast) -> None:
    """Neither name, password nor address stands in the log or in the table of counts."""
    sign_in("Ten.La", "mat-khau-bi-lo", REMOTE_ADDR="192.0.2.7")
    held = json.dumps(list(SignInFailures.objects.values("names", "addresses")))
    record_ended_windows(now=LATER)
    written = held + failed()[0].after_text
    assert personal("ten.la") in written
    assert not [word for word in ("Ten.La", "ten.la", "mat-khau-bi-lo", "192.0.2.7") if word in written]


def test_an_attack_adds_few_entries(cast: Cast) -> None:
    """A thousand attempts under made-up names from many addresses in one window are one entry, with bounded lists."""
    for number in range(1000):
        note_failed_sign_in(name=f"ten{number}", address=f"192.0.2.{number % 250}", now=NOW)
    record_ended_windows(now=LATER)
    (entry,) = failed()
    assert entry.after is not None and entry.after["attempts"] == 1000
    assert len(entry.after["typed_names"]) == len(entry.after["addresses"]) == MOST_KEPT
    assert entry.subject_type == ""


def test_many_real_accounts_are_bounded_too(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    """Past a number of accounts the rest of a window is counted together; no attempt is lost."""
    assert MOST_ACCOUNTS == 20
    monkeypatch.setattr("thuocdo.orgs.actions.sign_ins.MOST_ACCOUNTS", 3)
    for person in cast.people.values():
        note_failed_sign_in(name=person.username, address="192.0.2.7", now=NOW)
    record_ended_windows(now=LATER)
    assert len(failed()) == 4
    assert sum((e.after or {})["attempts"] for e in failed()) == len(cast.people)


def test_a_sign_in_that_succeeds_writes_what_is_over(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without any worker the count still reaches the log: with the next sign-in, failed or not."""
    sign_in("officer")
    monkeypatch.setattr("django.utils.timezone.now", lambda: LATER)
    assert sign_in("clerk", PASSWORD).status_code == 302
    assert len(failed()) == 1


def test_a_wrong_code_of_the_second_factor_counts(cast: Cast) -> None:
    """Whoever types a wrong code knows the password already."""
    from allauth.mfa.totp.internal import auth as totp

    totp.TOTP.activate(cast.person("officer"), totp.generate_totp_secret())
    browser = Client()
    browser.post("/tai-khoan/dang-nhap/", {"login": "officer", "password": PASSWORD})
    browser.post("/tai-khoan/hai-buoc/nhap-ma/", {"code": "000000"})
    assert SignInFailures.objects.get().person == cast.person("officer")


def test_the_log_page_says_it_in_words(cast: Cast) -> None:
    """W39 shows the administrator whose account was tried and how often, and a neighbour's administrator nothing."""
    for _attempt in range(3):
        sign_in("officer")
    record_ended_windows(now=LATER)
    reader = Client()
    reader.force_login(cast.person("administrator"))
    shown = reader.get("/lam-viec/nhat-ky/").content.decode()
    assert "đăng nhập không thành công" in shown and "số lần" in shown
    other = Client()
    other.force_login(cast.person("other_coordinator"))
    assert "đăng nhập không thành công" not in other.get("/lam-viec/nhat-ky/").content.decode()


@pytest.mark.parametrize(("minute", "start"), [(0, 0), (9, 0), (10, 10), (59, 50)])
def test_windows_begin_at_whole_tens_of_minutes(minute: int, start: int) -> None:
    """A moment belongs to the ten minutes it lies in."""
    at = datetime.fromisoformat(f"2026-07-06T08:{minute:02d}:30+07:00")
    assert window_of(at) == datetime.fromisoformat(f"2026-07-06T08:{start:02d}:00+07:00")
