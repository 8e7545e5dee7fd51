"""Parts of coordinating units, pieces of a task, what waits for what."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client

from tests.cast import NOW, TODAY, Cast
from tests.kept import made_once
from tests.work.conftest import Drafting, line, until
from thuocdo.lib.errors import InputError
from thuocdo.orgs.models import Notice
from thuocdo.orgs.queries import rights_of
from thuocdo.work.actions import (
    add_block,
    add_child,
    open_tasks,
    report_part,
    set_part,
    submit,
    take_step,
)
from thuocdo.work.models import Task
from thuocdo.work.queries import visible_tasks
from thuocdo.work.queries.shares import parts_to_do
from thuocdo.work.rules.refusals import NotAllowed


@pytest.fixture
@made_once
def tasks(cast: Cast, draft: Drafting) -> list[Task]:
    """Phòng Kinh tế leads with Phòng Văn hóa - Xã hội helping; three more tasks of the plan."""
    economy, culture = cast.unit("economy"), cast.unit("culture")
    lines = [line("Công khai", economy, helping=[culture], deadline=until("2026-09-30"))]
    lines += [line(f"Việc {n}", economy) for n in range(2, 5)]
    open_tasks(version=draft(*lines), by=None, now=NOW)
    return list(Task.objects.order_by("number"))


def test_a_coordinating_unit_has_its_own_part(cast: Cast, tasks: list[Task]) -> None:
    """The lead unit says what, the helping unit's head is told and says what was done; nobody else does."""
    officer, head, culture = cast.person("officer"), cast.person("head"), cast.unit("culture")
    part = set_part(task=tasks[0], unit=culture, text="Niêm yết ở nhà văn hóa", by=officer, now=NOW)
    assert Notice.objects.filter(person=head, text__contains="phần việc phối hợp").exists()
    assert list(parts_to_do(rights_of(head, on=TODAY))) == [part]
    for who in ("officer", "clerk", "leader"):
        with pytest.raises(NotAllowed):
            report_part(part=part, done=True, note="Xong", by=cast.person(who), now=NOW)
    with pytest.raises(InputError, match="đã làm được gì"):
        report_part(part=part, done=True, note=" ", by=head, now=NOW)
    report_part(part=part, done=True, note="Đã niêm yết 5 bản", by=head, now=NOW)
    assert not parts_to_do(rights_of(head, on=TODAY)).exists()
    with pytest.raises(InputError, match="không phải đơn vị phối hợp"):
        set_part(task=tasks[0], unit=cast.unit("one_stop"), text="Việc", by=officer, now=NOW)


def test_a_new_version_keeps_the_parts(cast: Cast, draft: Drafting, tasks: list[Task]) -> None:
    """The plan's next version no longer names the helping unit; its part and what it did are still there."""
    part = set_part(task=tasks[0], unit=cast.unit("culture"), text="Niêm yết", by=None, now=NOW)
    report_part(part=part, done=True, note="Xong", by=cast.person("head"), now=NOW)
    economy = cast.unit("economy")
    lines = [line(task.text, economy) for task in tasks]
    open_tasks(version=draft(*lines, plan=tasks[0].plan), by=None, now=NOW)
    assert tasks[0].coordinating.count() == 0
    assert [(p.unit, p.note) for p in tasks[0].parts.all()] == [(cast.unit("culture"), "Xong")]


def test_a_piece_is_a_task_of_its_own(cast: Cast, tasks: list[Task]) -> None:
    """It has lead, day and state of its own, is seen by its unit and counted on the task, which closes after it."""
    coordinator, one_stop = cast.person("coordinator"), cast.unit("one_stop")
    child = add_child(
        task=tasks[0], text="Lập biểu", lead=one_stop, due=date(2026, 8, 1), by=coordinator, now=NOW
    )
    assert (child.parent, child.plan, child.due) == (tasks[0], None, date(2026, 8, 1))
    assert child in visible_tasks(rights_of(cast.person("clerk"), on=TODAY))
    assert not visible_tasks(rights_of(cast.person("clerk"), on=TODAY)).outside().exists()
    with pytest.raises(InputError, match="việc con"):
        submit(task=tasks[0], result="Xong", by=cast.person("officer"), now=NOW)
    submit(task=child, result="Đã lập", by=cast.person("clerk"), now=NOW)
    take_step(task=child, name="accept", by=cast.person("leader"), now=NOW)
    submit(task=tasks[0], result="Xong", by=cast.person("officer"), now=NOW)


def test_a_piece_that_does_not_fit_is_refused(cast: Cast, tasks: list[Task]) -> None:
    """No text, a day after the task's, a neighbour's unit, a piece of a piece, somebody without the right."""
    coordinator, economy = cast.person("coordinator"), cast.unit("economy")
    given = {"task": tasks[0], "by": coordinator, "now": NOW}
    for text, lead, due in (
        (" ", economy, None),
        ("Việc", economy, date(2026, 10, 1)),
        ("Việc", cast.unit("other_economy"), None),
    ):
        with pytest.raises(InputError):
            add_child(text=text, lead=lead, due=due, **given)  # type: ignore[arg-type]
    child = add_child(text="Việc", lead=economy, **given)  # type: ignore[arg-type]
    with pytest.raises(InputError):
        add_child(task=child, text="Việc", lead=economy, by=coordinator, now=NOW)
    with pytest.raises(NotAllowed):
        add_child(task=tasks[0], text="Việc", lead=economy, by=cast.person("officer"), now=NOW)


def test_waiting_goes_in_no_circle(cast: Cast, tasks: list[Task]) -> None:
    """1 waits for 2, 2 for 3; then 3 cannot wait for 1, nor 1 for itself; a task that is done is not waited for."""
    officer = cast.person("officer")
    add_block(task=tasks[0], other=tasks[1], by=officer, now=NOW)
    add_block(task=tasks[1], other=tasks[2], by=officer, now=NOW)
    for task, other in ((2, 0), (0, 0), (1, 0)):
        with pytest.raises(InputError, match="chờ"):
            add_block(task=tasks[task], other=tasks[other], by=officer, now=NOW)
    take_step(task=tasks[3], name="not_arisen", reason="Không có", by=cast.person("leader"), now=NOW)
    with pytest.raises(InputError, match="đã đóng"):
        add_block(task=tasks[0], other=tasks[3], by=officer, now=NOW)


def test_on_the_page(cast: Cast, tasks: list[Task], monkeypatch: pytest.MonkeyPatch) -> None:
    """Parts, pieces and waiting are given and shown on the task's page, the part owed on the helping unit's week."""
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW)
    clients = {}
    for who in ("coordinator", "head"):
        clients[who] = Client()
        clients[who].force_login(
            cast.person(who), backend="allauth.account.auth_backends.AuthenticationBackend"
        )
    address, coordinator = tasks[0].get_absolute_url(), clients["coordinator"]

    def stamped(**data: object) -> dict[str, object]:
        return {**data, "stamp": Task.objects.get(pk=tasks[0].pk).version_stamp}

    culture = cast.unit("culture").pk
    coordinator.post(f"{address}phoi-hop/", stamped(unit=culture, text="Niêm yết ở bản"))
    assert "Niêm yết ở bản" in clients["head"].get("/lam-viec/").content.decode()
    part = tasks[0].parts.get()
    refused = clients["head"].post(f"{address}phoi-hop/{part.pk}/", stamped(note="", done="on"))
    assert (refused.status_code, "Hãy ghi ngắn gọn" in refused.content.decode()) == (422, True)
    clients["head"].post(f"{address}phoi-hop/{part.pk}/", stamped(note="Đã treo", done="on"))
    coordinator.post(
        f"{address}viec-con/", stamped(text="Lập biểu", lead=cast.unit("one_stop").pk, due="1/8/2026")
    )
    coordinator.post(f"{address}cho/", stamped(other=tasks[1].pk))
    page = " ".join(coordinator.get(address).content.decode().split())
    for words in ("Phần phối hợp: 1/1 xong", "Đã treo", "Việc con: 0/1 đã đóng", "Đang chờ</span>"):
        assert words in page
    coordinator.post(f"{address}cho/{tasks[0].blocks.get().pk}/bo/", stamped())
    assert not tasks[0].blocks.exists()
