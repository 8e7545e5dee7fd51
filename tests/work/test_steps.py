"""Progress, steps of the table, owners, deadlines; who may do what."""

from __future__ import annotations

from datetime import date

import pytest

from tests.cast import NOW, Cast
from tests.kept import made_once
from tests.work.conftest import Drafting, line, until
from thuocdo.audit.models import Entry
from thuocdo.calendars.actions import set_day
from thuocdo.calendars.rules.working_days import DayKind
from thuocdo.lib.errors import InputError
from thuocdo.orgs.models import Notice
from thuocdo.work.actions import (
    add_progress,
    assign_lead,
    assign_lead_of_many,
    assign_person,
    open_tasks,
    recompute_deadlines,
    set_deadline,
    submit,
    take_step,
)
from thuocdo.work.models import Task, TaskNote
from thuocdo.work.rules.refusals import NoSuchStep, NotAllowed, Stale
from thuocdo.work.rules.states import STEPS, TaskState, step_named


@pytest.fixture
@made_once
def task(cast: Cast, draft: Drafting) -> Task:
    """A task that Phòng Kinh tế leads and Phòng Văn hóa - Xã hội helps with, due on 30 September 2026."""
    version = draft(
        line(
            "Công khai ngân sách",
            cast.unit("economy"),
            helping=[cast.unit("culture")],
            deadline=until("2026-09-30"),
        )
    )
    open_tasks(version=version, by=None, now=NOW)
    return Task.objects.get()


def test_from_first_note_to_done(cast: Cast, task: Task) -> None:
    """The lead unit notes and submits, the authority accepts; every step is in the history and in the log."""
    officer, leader = cast.person("officer"), cast.person("leader")
    add_progress(task=task, text="Đã niêm yết quý II", by=officer, now=NOW)
    task.refresh_from_db()
    assert task.state == TaskState.DOING
    submit(task=task, by=officer, now=NOW)
    take_step(task=task, name="accept", by=leader, now=NOW)
    task.refresh_from_db()
    assert (task.state, task.is_open, task.result) == (TaskState.DONE, False, "Đã niêm yết quý II")
    assert task.submitted_on == date(2026, 7, 6) and task.closed_at == NOW
    assert [note.step for note in task.notes.order_by("id")] == ["open", "progress", "submit", "accept"]
    codes = list(
        Entry.objects.filter(subject_type="work.task").order_by("number").values_list("code", flat=True)
    )
    assert codes == ["work.task.progress_added", "work.task.submitted", "work.task.accepted"]


def test_nothing_can_be_submitted_without_a_result(cast: Cast, task: Task) -> None:
    """A task without any word on what was done is not submitted, and nothing is written."""
    with pytest.raises(InputError, match="chưa có kết quả"):
        submit(task=task, by=cast.person("officer"), now=NOW)
    task.refresh_from_db()
    assert task.state == TaskState.OPEN and not Entry.objects.filter(subject_type="work.task").exists()


def test_returning_needs_a_reason(cast: Cast, task: Task) -> None:
    """Sent back without a word is refused; with a reason the unit reads it in the history."""
    submit(task=task, result="Xong", by=cast.person("officer"), now=NOW)
    with pytest.raises(InputError, match="lý do"):
        take_step(task=task, name="return", by=cast.person("leader"), now=NOW)
    take_step(task=task, name="return", reason="Thiếu biểu quý II", by=cast.person("leader"), now=NOW)
    task.refresh_from_db()
    assert (task.state, task.submitted_on) == (TaskState.RETURNED, None)
    assert task.notes.first().text == "Thiếu biểu quý II"  # type: ignore[union-attr]


@pytest.mark.parametrize("state", list(TaskState))
@pytest.mark.parametrize("name", sorted({step.name for step in STEPS}))
def test_the_action_knows_no_other_step_than_the_table(task: Task, state: TaskState, name: str) -> None:
    """From every state, exactly the steps of the table succeed."""
    Task.objects.filter(pk=task.pk).update(state=state, result="Kết quả")
    if step_named(name, state) is None:
        with pytest.raises(NoSuchStep):
            take_step(task=task, name=name, reason="Lý do", by=None, now=NOW)
    else:
        changed = take_step(task=task, name=name, reason="Lý do", by=None, now=NOW)
        assert changed.state == step_named(name, state).target  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("who", "may_write", "may_assign", "may_date"),
    [
        ("officer", True, False, False),  # of the lead unit
        ("coordinator", True, True, True),  # follows up the whole commune
        ("leader", False, True, True),
        ("head", False, False, False),  # of the coordinating unit: reads
        ("clerk", False, False, False),  # of another unit of the commune
        ("administrator", False, False, False),
        ("supervisor", False, False, False),
        ("other_coordinator", False, False, False),  # neighbour
        ("province_coordinator", False, False, False),  # above: reads
        ("verifier", False, False, False),
    ],
)
def test_who_may_do_what(
    cast: Cast, task: Task, who: str, may_write: bool, may_assign: bool, may_date: bool
) -> None:
    """Own, child, parent and sibling units: the right is asked inside every action."""
    person = cast.person(who)
    deeds = {
        "write": (may_write, lambda: add_progress(task=task, text="Kết quả", by=person, now=NOW)),
        "assign": (may_assign, lambda: assign_lead(task=task, unit=cast.unit("culture"), by=person, now=NOW)),
        "date": (
            may_date,
            lambda: set_deadline(task=task, due=date(2026, 10, 15), reason="Công văn", by=person, now=NOW),
        ),
    }
    for allowed, deed in deeds.values():
        if allowed:
            deed()
        else:
            with pytest.raises(NotAllowed):
                deed()


def test_a_head_passes_on_only_inside_the_own_unit(cast: Cast, task: Task) -> None:
    """Who leads a task names the person, but can't push the task to another unit."""
    assign_lead(task=task, unit=cast.unit("culture"), by=cast.person("coordinator"), now=NOW)
    head = cast.person("head")
    assign_person(task=task, person=head, by=head, now=NOW)
    with pytest.raises(NotAllowed):
        assign_lead(task=task, unit=cast.unit("one_stop"), by=head, now=NOW)


def test_new_lead_is_told_and_the_old_person_released(cast: Cast, task: Task) -> None:
    """The heads of the new unit get one notice; somebody of the old unit is no longer in charge."""
    assign_person(task=task, person=cast.person("officer"), by=cast.person("coordinator"), now=NOW)
    assign_lead(task=task, unit=cast.unit("culture"), by=cast.person("coordinator"), now=NOW)
    task.refresh_from_db()
    assert (task.lead, task.person) == (cast.unit("culture"), None)
    assert Notice.objects.filter(person=cast.person("head")).count() == 1


def test_person_must_work_at_the_lead_unit(cast: Cast, task: Task) -> None:
    """Somebody of another unit can not be put in charge."""
    with pytest.raises(InputError, match="không thuộc"):
        assign_person(task=task, person=cast.person("clerk"), by=cast.person("coordinator"), now=NOW)


def test_unit_of_another_commune_can_not_lead(cast: Cast, task: Task) -> None:
    """A commune gives tasks to its own units only."""
    with pytest.raises(InputError, match="không thuộc"):
        assign_lead(task=task, unit=cast.unit("other_economy"), by=None, now=NOW)


def test_two_people_at_once_are_noticed(cast: Cast, task: Task) -> None:
    """Who acts on an old page is told who changed it and when; nothing is overwritten."""
    seen = task.version_stamp
    add_progress(task=task, text="Của người trước", by=cast.person("officer"), now=NOW, stamp=seen)
    with pytest.raises(Stale, match="Công chức Phòng Kinh tế vừa sửa nhiệm vụ này lúc 08:00"):
        add_progress(task=task, text="Của người sau", by=cast.person("coordinator"), now=NOW, stamp=seen)
    task.refresh_from_db()
    assert task.result == "Của người trước"


def test_bulk_tells_the_result_of_each(cast: Cast, task: Task, draft: Drafting) -> None:
    """What can be moved is moved, the rest says why, and tasks that the person may not know are left out."""
    more = draft(line("Việc đã xong", cast.unit("economy")), line("Việc khác", cast.unit("economy")))
    open_tasks(version=more, by=None, now=NOW)
    closed = Task.objects.get(text="Việc đã xong")
    take_step(task=closed, name="not_arisen", reason="Không có", by=None, now=NOW)
    neighbour = draft(line("Việc xã bên", cast.unit("other_economy")), unit="other")
    open_tasks(version=neighbour, by=None, now=NOW)
    outcomes = assign_lead_of_many(
        tasks=Task.objects.values_list("pk", flat=True),
        unit=cast.unit("culture"),
        by=cast.person("coordinator"),
        now=NOW,
    )
    assert [outcome.task.text for outcome in outcomes if not outcome.done] == ["Việc đã xong"]
    assert sum(outcome.done for outcome in outcomes) == 2 and len(outcomes) == 3
    assert Task.objects.get(text="Việc xã bên").lead == cast.unit("other_economy")


def test_a_day_set_by_a_person_ends_the_waiting(cast: Cast, draft: Drafting) -> None:
    """A task that waited for a document begins when its day is set, and keeps what was printed."""
    waiting = {"kind": "by_parent", "start": None, "end": None, "depends_on": "Công văn"}
    open_tasks(
        version=draft(line("Nhập dữ liệu", cast.unit("one_stop"), deadline=waiting, printed="Theo Công văn")),
        by=None,
        now=NOW,
    )
    task = Task.objects.get()
    set_deadline(task=task, due=date(2026, 8, 15), reason="Công văn số 99", by=cast.person("leader"), now=NOW)
    task.refresh_from_db()
    assert (task.state, task.due, task.deadline_text) == (TaskState.OPEN, date(2026, 8, 15), "Theo Công văn")


def test_a_new_day_off_moves_counts_of_working_days(cast: Cast, draft: Drafting) -> None:
    """Ten working days after 6 July end a day later with a new holiday; other deadlines and set ones stay."""
    counted = {"kind": "date", "start": None, "end": "2026-07-20", "working_days": 10}
    printed = "10 ngày làm việc kể từ ngày 06/7/2026"
    version = draft(
        line("Có đếm", cast.unit("economy"), deadline=counted, printed=printed),
        line("Có đếm, đã đặt lại", cast.unit("economy"), deadline=counted, printed=printed),
        line("Ngày cố định", cast.unit("economy"), deadline=until("2026-07-20")),
    )
    open_tasks(version=version, by=None, now=NOW)
    fixed = Task.objects.get(text="Có đếm, đã đặt lại")
    set_deadline(task=fixed, due=date(2026, 7, 20), reason="Giữ", by=None, now=NOW)
    assert Task.objects.get(text="Có đếm").due == date(2026, 7, 20)
    day = date(2026, 7, 15)
    set_day(day=day, kind=DayKind.OFF, note="Nghỉ bù", by=None, now=NOW)
    moves = recompute_deadlines(changed_days=[day], by=None, now=NOW)
    assert [(move.before, move.after) for move in moves] == [(date(2026, 7, 20), date(2026, 7, 21))]
    assert Task.objects.get(text="Có đếm").due == date(2026, 7, 21)
    assert set(Task.objects.exclude(text="Có đếm").values_list("due", flat=True)) == {date(2026, 7, 20)}
    assert TaskNote.objects.filter(step="recount").count() == 1
    assert Entry.objects.filter(code="work.deadlines.recomputed").count() == 1
