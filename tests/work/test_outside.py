"""Tasks from outside a plan, and documents that tasks waited for."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.cast import NOW, Cast
from tests.rights_walk.papers import pdf
from tests.work.conftest import Drafting, line
from thuocdo.audit.models import Entry
from thuocdo.orgs.models import Notice
from thuocdo.work.actions import open_tasks
from thuocdo.work.models import ExpectedDocument, Task

pytestmark = pytest.mark.django_db
NEW, WAITING, LIST = (
    "/lam-viec/nhiem-vu/ngoai-ke-hoach/",
    "/lam-viec/nhiem-vu/cho-van-ban/",
    "/lam-viec/nhiem-vu/",
)


@pytest.fixture(autouse=True)
def monday(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is Monday 6 July 2026, 08:00."""
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW)


def signed_in(cast: Cast, who: str) -> Client:
    client = Client()
    client.force_login(cast.person(who), backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def typed(cast: Cast, **more: Any) -> dict[str, Any]:
    return {
        "text": "Rà soát thiệt hại do bão", "issuer": "UBND tỉnh Mẫu", "number": "45/CĐ-UBND", "issued": "3/7/2026",
        "lead": cast.unit("economy").pk, "due": "15/7/2026", "urgent": "on",
        "file": SimpleUploadedFile("cong-dien.pdf", pdf("cong dien")), **more,
    }  # fmt: skip


def test_a_task_comes_from_outside_with_its_document(cast: Cast) -> None:
    """Entered by the coordinator it has number, day, issuer, file and lead; its unit is told, the list counts it apart."""
    client = signed_in(cast, "coordinator")
    answer = client.post(NEW, typed(cast), follow=True).content.decode()
    assert "Văn bản số 45/CĐ-UBND ngày 03/07/2026 của UBND tỉnh Mẫu" in answer and "Đột xuất, khẩn" in answer
    task = Task.objects.get()
    assert (task.plan, task.lead, task.due) == (None, cast.unit("economy"), date(2026, 7, 15))
    assert Entry.objects.filter(code="work.task.entered", subject_id=str(task.pk)).exists()
    assert "trong đó 1 ngoài kế hoạch" in client.get(LIST).content.decode()
    assert "Rà soát thiệt hại" in client.get(LIST + "?xem=ngoai-ke-hoach").content.decode()
    file = f"{task.get_absolute_url()}van-ban-giao/"
    officer = signed_in(cast, "officer")
    assert b"%PDF" in b"".join(officer.get(file).streaming_content)  # type: ignore[attr-defined]
    assert signed_in(cast, "clerk").get(file).status_code == 404
    assert not Notice.objects.filter(person=cast.person("clerk")).exists()


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"text": " "}, "Trường này là bắt buộc"),
        ({"issued": "31/02/2026"}, "không phải một ngày"),
        ({"issued": "7/7/2026"}, "chưa tới"),
        ({"due": "1/7/2026"}, "Hạn không được trước ngày"),
        ({"file": SimpleUploadedFile("a.exe", b"MZ\x00\x01")}, "Tệp"),
    ],
)
def test_wrong_input_is_answered_and_kept(cast: Cast, wrong: dict[str, Any], sentence: str) -> None:
    """One sentence, what was typed is still there, nothing is stored."""
    answer = signed_in(cast, "coordinator").post(NEW, typed(cast, **wrong))
    assert answer.status_code == 422 and "UBND tỉnh Mẫu" in answer.content.decode()
    assert not Task.objects.exists()


def test_only_who_assigns_for_the_authority_enters_one(cast: Cast) -> None:
    """An officer, a head of one office or a neighbour's coordinator for our unit do not."""
    for who in ("officer", "head", "clerk", "supervisor"):
        assert signed_in(cast, who).get(NEW).status_code == 404
    assert signed_in(cast, "other_coordinator").post(NEW, typed(cast)).status_code == 422


def waits(cast: Cast, draft: Drafting) -> None:
    """Two tasks wait for the same guidance, one of them for fifteen working days after it."""
    parent = {"kind": "by_parent", "start": None, "end": None, "depends_on": "Hướng dẫn của Sở Nội vụ"}
    economy = cast.unit("economy")
    version = draft(
        line("Tự chấm điểm", economy, deadline=parent),
        line("Nhập số liệu", economy, deadline={**parent, "working_days": 5}),
    )
    open_tasks(version=version, by=None, now=NOW)


def test_a_document_gives_the_waiting_tasks_their_day(cast: Cast, draft: Drafting) -> None:
    """The page says what waits for what; recorded with its day, the document sets the day of the chosen tasks."""
    waits(cast, draft)
    client = signed_in(cast, "coordinator")
    page = client.get(WAITING).content.decode()
    assert "Hướng dẫn của Sở Nội vụ" in page and "2 nhiệm vụ đang chờ" in page
    first, second = Task.objects.order_by("number")
    base = {"key": f"{cast.unit('commune').pk}-0", "name": "Hướng dẫn của Sở Nội vụ", "issued": "3/7/2026"}
    refused = client.post(WAITING, {**base, "number": "", "task": [first.pk]})
    assert refused.status_code == 422
    refused = client.post(WAITING, {**base, "number": "88/HD-SNV", "task": [first.pk, second.pk]})
    assert refused.status_code == 422 and not ExpectedDocument.objects.exists()  # the first counts no days
    client.post(WAITING, {**base, "number": "88/HD-SNV", "task": [second.pk]})
    second.refresh_from_db()
    # Friday 3 July plus five working days
    assert (second.state, second.due) == ("open", date(2026, 7, 10))
    assert "88/HD-SNV" in second.notes.first().text  # type: ignore[union-attr]
    client.post(WAITING, {**base, "number": "88/HD-SNV", "task": [first.pk], "due": "20/11/2026"})
    first.refresh_from_db()
    assert (first.state, first.due) == ("open", date(2026, 11, 20))
    assert "Không có nhiệm vụ nào chờ văn bản" in client.get(WAITING).content.decode()


def test_who_reads_sees_what_waits_and_records_nothing(cast: Cast, draft: Drafting) -> None:
    """The lead unit's officer sees the document that is missing, without the form; the neighbour sees nothing of it."""
    waits(cast, draft)
    officer = signed_in(cast, "officer")
    page = officer.get(WAITING).content.decode()
    assert "Hướng dẫn của Sở Nội vụ" in page and "Ghi văn bản, đặt hạn" not in page
    key = f"{cast.unit('commune').pk}-0"
    sent = {"key": key, "name": "x", "number": "1", "issued": "3/7/2026", "task": [Task.objects.first().pk]}  # type: ignore[union-attr]
    assert officer.post(WAITING, sent).status_code == 404
    assert "Hướng dẫn" not in signed_in(cast, "other_coordinator").get(WAITING).content.decode()


def test_the_document_is_for_who_reads_the_tasks(cast: Cast, draft: Drafting) -> None:
    """Its file opens for the authority's people who read tasks there, not for the neighbour."""
    waits(cast, draft)
    second = Task.objects.get(number=2)
    sent = {
        "key": f"{cast.unit('commune').pk}-0", "name": "Hướng dẫn", "number": "88/HD-SNV", "issued": "3/7/2026",
        "task": [second.pk], "file": SimpleUploadedFile("hd.pdf", pdf("huong dan")),
    }  # fmt: skip
    signed_in(cast, "coordinator").post(WAITING, sent)
    address = f"{WAITING}{ExpectedDocument.objects.get().pk}/tep/"
    opened = signed_in(cast, "leader").get(address)
    assert b"%PDF" in b"".join(opened.streaming_content)  # type: ignore[attr-defined]
    assert signed_in(cast, "other_leader").get(address).status_code == 404
