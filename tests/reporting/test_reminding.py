"""The formal reminder of a unit's overdue tasks."""

from __future__ import annotations

import io

import pytest
from django.test import Client
from docx import Document

from tests.cast import NOW, Cast
from tests.work.conftest import Drafting, draft, line, until
from thuocdo.audit.models import Entry
from thuocdo.work.actions import open_tasks

__all__ = ["draft"]
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def monday(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is Monday 6 July 2026, 08:00."""
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW)


def test_one_click_from_the_overdue_tasks(cast: Cast, draft: Drafting) -> None:
    """The leader's page has the button; the letter names the unit, its overdue tasks and by how much, nothing else; the log keeps which."""
    economy = cast.unit("economy")
    made = draft(
        line("Niêm yết công khai thủ tục", economy, deadline=until("2026-06-30")),
        line("Họp dân lần hai", economy, deadline=until("2026-07-10")),
    )
    open_tasks(version=made, by=None, now=NOW)
    client = Client()
    client.force_login(cast.person("leader"), backend="allauth.account.auth_backends.AuthenticationBackend")
    address = f"/lam-viec/don-vi/d{economy.pk}/don-doc/"
    assert address in client.get("/lam-viec/dieu-hanh/").content.decode()
    letter = client.post(address)
    document = Document(io.BytesIO(letter.content))
    words = " ".join(
        [paragraph.text for paragraph in document.paragraphs]
        + [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    )
    assert "Phòng Kinh tế" in words and "Niêm yết công khai thủ tục" in words and "4 ngày làm việc" in words
    assert "Họp dân lần hai" not in words
    entry = Entry.objects.get(code="reporting.reminder.drafted")
    assert entry.after is not None and len(entry.after["tasks"]) == 1
    culture = client.post(f"/lam-viec/don-vi/d{cast.unit('culture').pk}/don-doc/", follow=True)
    assert "không có nhiệm vụ nào quá hạn" in culture.content.decode()
