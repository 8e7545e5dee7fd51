"""Periods on the task's page and in lists."""

from __future__ import annotations

import pytest
from django.test import Client

from tests.cast import NOW, Cast
from tests.kept import made_once
from tests.work.conftest import Drafting, line
from thuocdo.work.actions import open_tasks
from thuocdo.work.models import Task

pytestmark = pytest.mark.django_db
MONTHLY = {"kind": "monthly", "start": None, "end": None}


@pytest.fixture(autouse=True)
def monday(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is Monday 6 July 2026, 08:00."""
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW)


@pytest.fixture
@made_once
def task(cast: Cast, draft: Drafting) -> Task:
    """A monthly task of Phòng Kinh tế."""
    version = draft(line("Công khai", cast.unit("economy"), deadline=MONTHLY, printed="Hằng tháng"))
    open_tasks(version=version, by=None, now=NOW)
    return Task.objects.get()


def signed_in(cast: Cast, who: str) -> Client:
    client = Client()
    client.force_login(cast.person(who), backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def test_a_month_is_handed_in_and_closed_on_the_page(cast: Cast, task: Task) -> None:
    """The officer hands July in, the leader finds it in the week and closes it; the page names the next month."""
    officer, leader = signed_in(cast, "officer"), signed_in(cast, "leader")
    page = officer.get(task.get_absolute_url()).content.decode()
    assert "Kỳ này: Tháng 7/2026" in " ".join(page.split()).replace("</h3>", "")
    assert "Trình xác nhận hoàn thành" not in page
    base = f"{task.get_absolute_url()}ky/{task.periods.get().pk}/"
    answer = officer.post(f"{base}nop/", {"text": "Đã niêm yết", "stamp": task.version_stamp}, follow=True)
    assert "Kỳ đang mở: Tháng 8/2026, hạn 31/08/2026" in answer.content.decode()
    assert "Công khai" in leader.get("/lam-viec/").content.decode()
    assert "Kỳ chờ xác nhận (1)" in leader.get("/lam-viec/dieu-hanh/").content.decode()
    task.refresh_from_db()
    answer = leader.post(f"{base}xac-nhan/", {"stamp": task.version_stamp}, follow=True)
    assert "Các kỳ đã đóng (1)" in answer.content.decode()


def test_what_is_refused_comes_back_with_what_was_typed(cast: Cast, task: Task) -> None:
    """Without a result, without a reason, or after somebody else: one sentence, and the words are still there."""
    officer, leader = signed_in(cast, "officer"), signed_in(cast, "leader")
    base = f"{task.get_absolute_url()}ky/{task.periods.get().pk}/"
    empty = officer.post(f"{base}nop/", {"text": " ", "stamp": task.version_stamp})
    assert (empty.status_code, "chưa có kết quả" in empty.content.decode()) == (422, True)
    missing = leader.post(f"{base}khong-phat-sinh/", {"text": "", "stamp": task.version_stamp})
    assert missing.status_code == 422
    stale = officer.post(f"{base}nop/", {"text": "Đã làm 9 mục", "stamp": "99"})
    assert (stale.status_code, "Đã làm 9 mục" in stale.content.decode()) == (409, True)
    assert officer.post(f"{base}xoa/", {"text": "", "stamp": "0"}).status_code == 404


def test_the_rhythm_is_changed_on_the_page(cast: Cast, task: Task) -> None:
    """A head of the authority sets quarters with days of grace; nonsense comes back with a sentence."""
    client = signed_in(cast, "coordinator")
    wrong = client.post(
        f"{task.get_absolute_url()}nhip/",
        {"rhythm": "monthly", "ends": "32/13/2026", "stamp": task.version_stamp},
    )
    assert (wrong.status_code, "không phải một ngày" in wrong.content.decode()) == (422, True)
    client.post(
        f"{task.get_absolute_url()}nhip/",
        {"rhythm": "quarterly", "grace": "5", "reason": "Ít phát sinh", "stamp": task.version_stamp},
    )
    assert "Theo kỳ: Hằng quý" in client.get(task.get_absolute_url()).content.decode()
