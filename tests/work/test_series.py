"""Tasks that come again: their periods are records of their own that open, close and stay."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from django.db import DatabaseError, transaction

from tests.cast import NOW, TODAY, Cast
from tests.kept import made_once
from tests.work.conftest import Drafting, line
from thuocdo.audit.models import Entry
from thuocdo.lib.errors import InputError
from thuocdo.orgs.queries import rights_of
from thuocdo.work.actions import (
    open_periods,
    open_tasks,
    set_rhythm,
    submit,
    take_period_step,
    take_step,
)
from thuocdo.work.models import Task, TaskPeriod
from thuocdo.work.queries import counts_of, visible_tasks
from thuocdo.work.rules.refusals import NoSuchStep, NotAllowed
from thuocdo.work.rules.series import PeriodState, Rhythm

MONTHLY = {"kind": "monthly", "start": None, "end": None}


def at(day: str) -> datetime:
    return datetime.fromisoformat(f"{day}T01:00").replace(tzinfo=UTC)


@pytest.fixture
@made_once
def task(cast: Cast, draft: Drafting) -> Task:
    """A monthly task of Phòng Kinh tế, followed from 6 July 2026."""
    economy = cast.unit("economy")
    open_tasks(
        version=draft(line("Công khai ngân sách", economy, deadline=MONTHLY, printed="Hằng tháng")),
        by=None,
        now=NOW,
    )
    return Task.objects.get()


def periods(task: Task) -> list[tuple[str, str]]:
    return [(p.label, p.state) for p in task.periods.order_by("starts")]


def july(task: Task) -> TaskPeriod:
    return task.periods.get(label="Tháng 7/2026")


def test_confirmation_opens_the_first_period(task: Task) -> None:
    """The month in which the plan is confirmed is open at once, and its last day is the task's."""
    assert periods(task) == [("Tháng 7/2026", "open")]
    assert task.due == date(2026, 7, 31)


def test_each_day_opens_what_has_begun(task: Task) -> None:
    """The daily job makes August and September in September, once; July stays overdue and leads the list."""
    assert open_periods(now=at("2026-09-01")) == 2
    assert open_periods(now=at("2026-09-01")) == 0
    task.refresh_from_db()
    assert [label for label, _state in periods(task)] == ["Tháng 7/2026", "Tháng 8/2026", "Tháng 9/2026"]
    assert task.due == date(2026, 7, 31)
    assert open_periods(now=at("2027-03-01")) == 3  # the plan's year ends with December
    assert periods(task)[-1] == ("Tháng 12/2026", "open")


def test_a_closed_month_stays_closed(cast: Cast, task: Task) -> None:
    """July handed in and accepted opens August; nothing that comes later changes July, not even the database."""
    officer, leader = cast.person("officer"), cast.person("leader")
    take_period_step(period=july(task), name="submit", text="Đã niêm yết 9 mục", by=officer, now=NOW)
    task.refresh_from_db()
    assert (task.state, task.due) == ("doing", date(2026, 8, 31))
    take_period_step(period=july(task), name="accept", by=leader, now=at("2026-08-03"))
    closed = july(task)
    assert (closed.state, closed.result) == ("done", "Đã niêm yết 9 mục")
    assert (closed.submitted_on, closed.closed_on) == (TODAY, date(2026, 8, 3))
    set_rhythm(task=task, rhythm=Rhythm.QUARTERLY, by=leader, now=at("2026-08-03"))
    open_periods(now=at("2026-10-01"))
    assert july(task).state == "done"
    with pytest.raises(NoSuchStep):
        take_period_step(period=closed, name="return", text="Thiếu", by=leader, now=at("2026-08-04"))
    with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
        TaskPeriod.objects.filter(pk=closed.pk).update(state="open")
    codes = Entry.objects.filter(code__startswith="work.task.period").values_list("code", flat=True)
    assert set(codes) == {"work.task.period_submitted", "work.task.period_accepted"}


def test_a_late_month_makes_the_task_late(cast: Cast, task: Task) -> None:
    """In August the July that nobody handed in counts as late; once noted as missed it stays to be seen as such."""
    rights = rights_of(cast.person("coordinator"), on=TODAY)
    assert counts_of(visible_tasks(rights), date(2026, 8, 3)).late == 1
    open_periods(now=at("2026-08-03"))
    with pytest.raises(InputError, match="lý do"):
        take_period_step(period=july(task), name="missed", by=cast.person("leader"), now=at("2026-08-03"))
    take_period_step(
        period=july(task),
        name="missed",
        text="Không có người",
        by=cast.person("leader"),
        now=at("2026-08-03"),
    )
    assert counts_of(visible_tasks(rights), date(2026, 8, 3)).late == 0
    assert periods(task) == [("Tháng 7/2026", "missed"), ("Tháng 8/2026", "open")]


def test_handed_in_is_not_late(cast: Cast, task: Task) -> None:
    """What waits for its superior is the superior's; sent back it is the unit's again, by the same day."""
    take_period_step(period=july(task), name="submit", text="Xong", by=cast.person("officer"), now=NOW)
    leader = cast.person("leader")
    take_period_step(period=july(task), name="return", text="Thiếu biểu", by=leader, now=at("2026-08-05"))
    task.refresh_from_db()
    assert (july(task).state, task.due) == (PeriodState.RETURNED, date(2026, 7, 31))


def test_a_new_rhythm_is_one_of_the_future(cast: Cast, task: Task) -> None:
    """August has begun and stays a month; from September on the quarter's rest, then quarters."""
    open_periods(now=at("2026-08-10"))
    set_rhythm(
        task=task,
        rhythm=Rhythm.QUARTERLY,
        reason="Ít phát sinh",
        by=cast.person("coordinator"),
        now=at("2026-08-10"),
    )
    open_periods(now=at("2026-10-01"))
    assert [label for label, _state in periods(task)] == [
        "Tháng 7/2026", "Tháng 8/2026", "Quý III/2026", "Quý IV/2026",
    ]  # fmt: skip
    assert task.periods.get(label="Quý III/2026").starts == date(2026, 9, 1)
    assert task.notes.first().text == "Ít phát sinh"  # type: ignore[union-attr]


def test_who_may_do_what_to_a_period(cast: Cast, task: Task) -> None:
    """The lead unit hands in, the authority accepts; a unit of the commune that is not named does neither."""
    for who in ("clerk", "supervisor", "other_coordinator", "province_coordinator"):
        with pytest.raises(NotAllowed):
            take_period_step(period=july(task), name="submit", text="Xong", by=cast.person(who), now=NOW)
    take_period_step(period=july(task), name="submit", text="Xong", by=cast.person("officer"), now=NOW)
    with pytest.raises(NotAllowed):
        take_period_step(period=july(task), name="accept", by=cast.person("officer"), now=NOW)
    with pytest.raises(NotAllowed):
        set_rhythm(task=task, rhythm=Rhythm.YEARLY, by=cast.person("officer"), now=NOW)


def test_the_task_closes_after_its_periods(cast: Cast, task: Task) -> None:
    """As long as a begun period is open the task as a whole is not handed in; closing it takes back what is to come."""
    officer, leader = cast.person("officer"), cast.person("leader")
    with pytest.raises(InputError, match="Tháng 7/2026"):
        submit(task=task, result="Xong cả năm", by=officer, now=NOW)
    take_period_step(period=july(task), name="not_arisen", text="Không có khoản nào", by=leader, now=NOW)
    assert [label for label, _state in periods(task)] == ["Tháng 7/2026", "Tháng 8/2026"]
    submit(task=task, result="Chuyển phần mềm khác", by=officer, now=NOW)
    take_step(task=task, name="accept", by=leader, now=NOW)
    assert periods(task) == [("Tháng 7/2026", "not_arisen")]
    assert open_periods(now=at("2026-10-01")) == 0


def test_a_dated_task_can_be_followed_by_the_month(cast: Cast, draft: Drafting) -> None:
    """ "Năm 2026" with a rhythm has periods until its last day, and that day stays its own when all are closed."""
    deadline = {"kind": "year", "start": "2026-01-01", "end": "2026-09-15"}
    open_tasks(
        version=draft(line("Rà soát bộ máy", cast.unit("culture"), deadline=deadline)), by=None, now=NOW
    )
    task = Task.objects.get()
    head = cast.person("head")
    set_rhythm(task=task, rhythm=Rhythm.QUARTERLY, grace=2, by=head, now=NOW)
    task.refresh_from_db()
    assert [(p.label, p.ends) for p in task.periods.all()] == [("Quý III/2026", date(2026, 9, 15))]
    period = task.periods.get()
    take_period_step(period=period, name="submit", text="Xong", by=head, now=NOW)
    task.refresh_from_db()
    assert task.due == date(2026, 9, 15)


def test_a_new_version_keeps_the_periods(cast: Cast, draft: Drafting, task: Task) -> None:
    """The plan's next version prints the quarter instead: the month that began stays, with what was done."""
    take_period_step(period=july(task), name="submit", text="Xong", by=cast.person("officer"), now=NOW)
    quarterly = {"kind": "quarterly", "start": None, "end": None}
    version = draft(line("Công khai ngân sách", cast.unit("economy"), deadline=quarterly), plan=task.plan)
    open_tasks(version=version, by=None, now=at("2026-07-20"))
    task.refresh_from_db()
    assert periods(task) == [("Tháng 7/2026", "submitted"), ("Quý III/2026", "open")]
    assert task.due == date(2026, 9, 30)
