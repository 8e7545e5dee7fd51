"""What must not stand in the log lines of the program."""

from __future__ import annotations

import json
import logging
from typing import Any

import pytest
from django.test import Client

from tests.cast import NOW, Cast
from thuocdo.config.logs import JsonFormatter
from thuocdo.orgs.actions import create_sign_in_link


def test_a_live_link_is_not_logged(
    client: Client, cast: Cast, caplog: pytest.LogCaptureFixture, monkeypatch: Any
) -> None:
    """A password that is too short answers 422, which Django logs with the address: without the link's secret."""
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW)
    token = create_sign_in_link(person=cast.person("officer"), by=None, now=NOW)
    answer = client.post(f"/tai-khoan/lien-ket/{token}/", {"password1": "a", "password2": "a"})
    assert answer.status_code == 422
    assert caplog.records
    lines = [JsonFormatter().format(record) for record in caplog.records]
    assert not any(token in line for line in lines)


def test_a_reset_key_is_not_logged() -> None:
    """The key of a reset by mail is masked, the rest of the address stays."""
    record = logging.LogRecord(
        "django.request", logging.ERROR, "", 1, "Internal Server Error: %s",
        ("/tai-khoan/mat-khau/quen/5-abc123-def456/",), None,
    )  # fmt: skip
    message = json.loads(JsonFormatter().format(record))["message"]
    assert "def456" not in message
    assert message.startswith("Internal Server Error: /tai-khoan/mat-khau/quen/")


@pytest.mark.parametrize("path", ["/tai-khoan/mat-khau/quen/da-gui/", "/lam-viec/nhiem-vu/12/"])
def test_other_addresses_stay_readable(path: str) -> None:
    """Masking takes secrets only."""
    record = logging.LogRecord("django.request", logging.ERROR, "", 1, "Not Found: %s", (path,), None)
    assert json.loads(JsonFormatter().format(record))["message"] == f"Not Found: {path}"
