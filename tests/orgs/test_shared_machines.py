"""Machines of an office are shared: what a browser keeps, and what a stranger may make the site write."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.cast import NOW, PASSWORD, Cast
from thuocdo.orgs.actions import create_sign_in_link


@pytest.fixture(autouse=True)
def fresh(monkeypatch: pytest.MonkeyPatch) -> None:
    cache.clear()
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW)


@pytest.fixture
def officer(cast: Cast) -> Client:
    client = Client()
    client.post("/tai-khoan/dang-nhap/", {"login": "officer", "password": PASSWORD})
    return client


@pytest.mark.parametrize(
    "path", ["/lam-viec/", "/", "/lam-viec/khong-co/", "/tai-khoan/hai-buoc/", "/tai-khoan/phien/"]
)
def test_nothing_signed_in_stays_in_the_browser(officer: Client, path: str) -> None:
    """Every page with a person's frame around it, error pages too, forbids keeping it."""
    assert "no-store" in officer.get(path).headers["Cache-Control"]


def test_a_session_by_link_ends_with_the_browser(cast: Cast) -> None:
    """The session that a one-time link opens is no longer lived than one by password."""
    client = Client()
    token = create_sign_in_link(person=cast.person("clerk"), by=None, now=NOW)
    word = "mot cau dai de nho"
    answer = client.post(f"/tai-khoan/lien-ket/{token}/", {"password1": word, "password2": word})
    assert answer.status_code == 302
    assert client.cookies["thuocdo"]["max-age"] == ""


def test_a_body_beyond_any_upload_is_refused_unread(db: None, settings: Any) -> None:
    """A stranger cannot fill the disk through a form: 413 and a sentence, before anything is read."""
    settings.MAX_UPLOAD_MB = 1
    answer = Client().post(
        "/tai-khoan/dang-nhap/", {"login": "x", "file": SimpleUploadedFile("a", b"0" * 13_000_000)}
    )
    assert answer.status_code == 413
    assert "Tệp lớn quá 1 MB" in answer.content.decode()


@pytest.mark.parametrize("length", ["", "x", "9" * 40])
def test_odd_lengths_do_no_harm(db: None, length: str) -> None:
    """What is no length counts as none; an endless one is too long."""
    answer = Client().get("/suc-khoe", CONTENT_LENGTH=length)
    assert answer.status_code == (413 if length.startswith("9") else 200)
