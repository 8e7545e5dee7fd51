"""A second version of the plan keeps the work done under the first."""

from __future__ import annotations

from datetime import date

import pytest

from tests.cast import NOW, Cast
from tests.work.conftest import Drafting, line, until
from thuocdo.work.actions import add_progress, assign_lead, decide_unmatched, open_tasks
from thuocdo.work.models import Task, Unmatched
from thuocdo.work.queries.unmatched import open_questions
from thuocdo.work.rules.states import TaskState

A = "Công khai danh sách hộ nghèo, hộ cận nghèo tại nhà văn hóa bản"
B = "Tổ chức đối thoại giữa Chủ tịch UBND xã với Nhân dân mỗi năm hai lần"
C = "Kiểm tra việc giải quyết thủ tục hành chính tại Bộ phận Một cửa"


def test_work_survives_reordering_and_rewording(cast: Cast, draft: Drafting) -> None:
    """Ids, progress and history stay; wording, order and deadline follow the new version; new rows are new tasks."""
    economy = cast.unit("economy")
    first = draft(line(A, economy), line(B, economy, deadline=until("2026-06-30")), line(C, economy))
    open_tasks(version=first, by=None, now=NOW)
    ids = {task.text: task.pk for task in Task.objects.all()}
    add_progress(task=Task.objects.get(text=B), text="Đã họp chuẩn bị", by=None, now=NOW)
    reworded = B.replace("mỗi năm hai lần", "ít nhất hai lần mỗi năm")
    second = draft(
        line(C, economy),
        line(reworded, economy, deadline=until("2026-11-30")),
        line("Lắp camera tại trụ sở", economy),
        line(A, economy),
        plan=first.plan,
    )
    opened = open_tasks(version=second, by=None, now=NOW)
    assert (opened.new, opened.kept, opened.waiting) == (1, 3, 0)
    kept = Task.objects.get(pk=ids[B])
    assert (kept.text, kept.number, kept.result) == (reworded, 2, "Đã họp chuẩn bị")
    assert (kept.state, kept.due) == (TaskState.DOING, date(2026, 11, 30))
    assert [note.step for note in kept.notes.all()] == ["version", "progress", "open"]
    assert Task.objects.get(pk=ids[A]).number == 4 and Task.objects.get(pk=ids[C]).number == 1


def test_work_survives_splitting(cast: Cast, draft: Drafting) -> None:
    """The task goes on under one half; the other half is a new task that names where it was split from."""
    whole = (
        "Niêm yết thu, chi ngân sách tại trụ sở; lập sổ theo dõi ý kiến của Nhân dân về thu, chi ngân sách"
    )
    halves = (
        "Niêm yết thu, chi ngân sách tại trụ sở",
        "Lập sổ theo dõi ý kiến của Nhân dân về thu, chi ngân sách",
    )
    economy = cast.unit("economy")
    first = draft(line(whole, economy), line(C, economy))
    open_tasks(version=first, by=None, now=NOW)
    task = Task.objects.get(text=whole)
    add_progress(task=task, text="Đã niêm yết", by=None, now=NOW)
    second = draft(*(line(half, economy) for half in halves), line(C, economy), plan=first.plan)
    opened = open_tasks(version=second, by=None, now=NOW)
    assert (opened.new, opened.kept, opened.waiting) == (1, 2, 0)
    task.refresh_from_db()
    assert task.text in halves and task.result == "Đã niêm yết"
    other = Task.objects.exclude(pk=task.pk).get(text__in=halves)
    assert "Tách từ nhiệm vụ 1" in other.notes.get().text


def test_lead_chosen_by_a_person_is_not_undone(cast: Cast, draft: Drafting) -> None:
    """What the authority decided stands above what the new version prints again."""
    economy, culture = cast.unit("economy"), cast.unit("culture")
    first = draft(line(A, economy), line(B, economy))
    open_tasks(version=first, by=None, now=NOW)
    assign_lead(task=Task.objects.get(text=A), unit=culture, by=cast.person("coordinator"), now=NOW)
    open_tasks(version=draft(line(B, culture), line(A, economy), plan=first.plan), by=None, now=NOW)
    assert Task.objects.get(text=A).lead == culture
    assert Task.objects.get(text=B).lead == culture  # nobody had decided, so the paper decides


def test_what_vanished_waits_for_a_person(cast: Cast, draft: Drafting) -> None:
    """A task that the new version no longer prints is asked about, not dropped; the answer is kept."""
    economy = cast.unit("economy")
    first = draft(line(A, economy), line(B, economy), line(C, economy))
    open_tasks(version=first, by=None, now=NOW)
    second = draft(line(A, economy), plan=first.plan)
    assert open_tasks(version=second, by=None, now=NOW).waiting == 2
    assert open_tasks(version=second, by=None, now=NOW).waiting == 0
    gone, kept = Unmatched.objects.order_by("task__number")
    assert Task.objects.filter(is_open=True).count() == 3
    decide_unmatched(question=gone, decision="drop", by=cast.person("leader"), now=NOW)
    decide_unmatched(question=kept, decision="keep", by=cast.person("leader"), now=NOW)
    assert Task.objects.get(text=B).state == TaskState.DROPPED
    assert Task.objects.get(text=C).state == TaskState.OPEN
    assert not Unmatched.objects.filter(decided_at=None).exists()


def test_a_half_alike_row_waits_and_can_take_the_task_over(cast: Cast, draft: Drafting) -> None:
    """A row that may be an old task makes no task before a person says so; then id and progress go on."""
    economy = cast.unit("economy")
    old = "Rà soát, cập nhật danh mục thủ tục hành chính niêm yết tại Trung tâm Phục vụ hành chính công"
    new = "Cập nhật, công bố danh mục dịch vụ công trực tuyến niêm yết tại nhà văn hóa các bản"
    first = draft(line(old, economy), line(A, economy))
    open_tasks(version=first, by=None, now=NOW)
    task = Task.objects.get(text=old)
    second = draft(line(A, economy), line(new, economy), plan=first.plan)
    opened = open_tasks(version=second, by=None, now=NOW)
    assert (opened.new, opened.kept, opened.waiting) == (0, 1, 1)
    question = Unmatched.objects.get(row__text=new)
    assert question.candidates[0]["task"] == task.pk
    decide_unmatched(question=question, decision="same", task=task, by=cast.person("coordinator"), now=NOW)
    task.refresh_from_db()
    assert (task.text, task.number) == (new, 2)
    assert not Unmatched.objects.filter(decided_at=None).exists()
    assert Task.objects.count() == 2


OLD = "Rà soát, cập nhật danh mục thủ tục hành chính niêm yết tại Trung tâm Phục vụ hành chính công"
NEW = "Cập nhật, công bố danh mục dịch vụ công trực tuyến niêm yết tại nhà văn hóa các bản"


@pytest.mark.parametrize(("answer", "old_state"), [("keep", TaskState.OPEN), ("drop", TaskState.DROPPED)])
def test_a_pair_that_is_half_alike_is_asked_about_once(
    cast: Cast, draft: Drafting, answer: str, old_state: TaskState
) -> None:
    """One question, of the task; when the row is not that task, the row becomes a new task without being asked."""
    economy = cast.unit("economy")
    first = draft(line(OLD, economy), line(A, economy))
    open_tasks(version=first, by=None, now=NOW)
    second = draft(line(A, economy), line(NEW, economy), plan=first.plan)
    open_tasks(version=second, by=None, now=NOW)
    (question,) = open_questions(second.plan)
    assert question.item.task and question.item.task.text == OLD
    assert [row.text for row, _ratio in question.rows] == [NEW]
    assert not Task.objects.filter(text=NEW).exists()
    decide_unmatched(question=question.item, decision=answer, by=cast.person("leader"), now=NOW)
    assert open_questions(second.plan) == []
    assert Task.objects.get(text=OLD).state == old_state
    made = Task.objects.get(text=NEW)
    assert (made.number, made.state) == (2, TaskState.OPEN)
    assert Unmatched.objects.get(row__text=NEW).decision == "new"


def test_a_row_waits_until_every_task_that_it_may_be_is_decided(cast: Cast, draft: Drafting) -> None:
    """Two old tasks are half alike the new row: keeping one leaves the row open for the other."""
    economy = cast.unit("economy")
    other = OLD.replace("Trung tâm Phục vụ hành chính công", "trụ sở Ủy ban nhân dân xã và các bản")
    first = draft(line(OLD, economy), line(other, economy), line(A, economy))
    open_tasks(version=first, by=None, now=NOW)
    second = draft(line(A, economy), line(NEW, economy), plan=first.plan)
    open_tasks(version=second, by=None, now=NOW)
    one, two = open_questions(second.plan)
    assert one.rows and two.rows
    decide_unmatched(question=one.item, decision="keep", by=cast.person("leader"), now=NOW)
    assert not Task.objects.filter(text=NEW).exists()
    (left,) = open_questions(second.plan)
    row = left.rows[0][0]
    decide_unmatched(question=left.item, decision="same", row=row, by=cast.person("leader"), now=NOW)
    assert open_questions(second.plan) == [] and Task.objects.count() == 3
    assert Task.objects.get(text=NEW).pk == two.item.task_id


def test_a_row_like_a_closed_task_is_still_asked_about(cast: Cast, draft: Drafting) -> None:
    """Nobody is asked about a task that is done, so the row that may be it is a question of its own."""
    economy = cast.unit("economy")
    first = draft(line(OLD, economy), line(B, economy), line(A, economy))
    open_tasks(version=first, by=None, now=NOW)
    Task.objects.filter(text=OLD).update(state=TaskState.DONE, is_open=False)
    second = draft(line(A, economy), line(NEW, economy), plan=first.plan)
    open_tasks(version=second, by=None, now=NOW)
    (of_b,) = open_questions(second.plan)
    assert of_b.item.task and of_b.item.task.text == B and of_b.rows
    decide_unmatched(question=of_b.item, decision="keep", by=cast.person("leader"), now=NOW)
    (of_row,) = open_questions(second.plan)
    assert of_row.item.row and of_row.item.row.text == NEW
    decide_unmatched(question=of_row.item, decision="new", by=cast.person("leader"), now=NOW)
    assert Task.objects.filter(text=NEW).exists() and open_questions(second.plan) == []
