"""Confirmed rows become tasks."""

from __future__ import annotations

from datetime import date

import pytest

from tests.cast import NOW, Cast
from tests.work.conftest import Drafting, line, until
from thuocdo.audit.models import Entry
from thuocdo.plans.models import RowState
from thuocdo.work.actions import issue_drafts, open_tasks
from thuocdo.work.models import Task, TaskNote
from thuocdo.work.rules.refusals import NotAllowed
from thuocdo.work.rules.states import TaskState


def test_confirmed_rows_become_tasks(cast: Cast, draft: Drafting) -> None:
    """A task has its row's text, units, deadline and place; a row that was not confirmed makes none."""
    economy, culture = cast.unit("economy"), cast.unit("culture")
    version = draft(
        line(
            "Công khai ngân sách",
            economy,
            helping=[culture],
            deadline=until("2026-09-30"),
            printed="Quý III/2026",
        ),
        line("Không phải nhiệm vụ", economy, state=RowState.DROPPED),
        line("Đối thoại với Nhân dân", culture, section="Trách nhiệm giải trình"),
    )
    opened = open_tasks(version=version, by=cast.person("coordinator"), now=NOW)
    assert (opened.new, opened.kept, opened.waiting) == (2, 0, 0)
    first, second = Task.objects.order_by("number")
    assert (first.text, first.lead, first.due) == ("Công khai ngân sách", economy, date(2026, 9, 30))
    assert [link.unit for link in first.coordinating.all()] == [culture]
    assert first.deadline_text == "Quý III/2026" and first.authority == cast.unit("commune")
    assert first.province == cast.unit("province")
    assert (second.number, second.section, second.due) == (2, "Trách nhiệm giải trình", None)
    assert Entry.objects.filter(code="work.tasks.opened", actor=cast.person("coordinator").pk).count() == 1


def test_opening_twice_changes_nothing(cast: Cast, draft: Drafting) -> None:
    """The second time there is nothing to make, to note or to record."""
    version = draft(line("Công khai ngân sách", cast.unit("economy")))
    open_tasks(version=version, by=None, now=NOW)
    before = (Task.objects.count(), TaskNote.objects.count(), Entry.objects.count())
    assert open_tasks(version=version, by=None, now=NOW).new == 0
    assert (Task.objects.count(), TaskNote.objects.count(), Entry.objects.count()) == before


def test_group_name_leads_nobody(cast: Cast, draft: Drafting) -> None:
    """A group name stays as printed and the task has no lead; where a person chose who answers, that unit leads."""
    culture = cast.unit("culture")
    version = draft(
        line("Tuyên truyền", group="Các cơ quan, đơn vị liên quan"),
        line("Niêm yết", group="Các cơ quan, đơn vị liên quan", responsible=culture),
    )
    open_tasks(version=version, by=None, now=NOW)
    first, second = Task.objects.order_by("number")
    assert (first.lead, first.lead_is_group, first.lead_printed) == (
        None,
        True,
        "Các cơ quan, đơn vị liên quan",
    )
    assert (second.lead, second.lead_is_group) == (culture, False)


def test_plan_without_number_gives_drafts(cast: Cast, draft: Drafting) -> None:
    """Tasks of an unnumbered plan are drafts until number and date come; a count from the issue starts then."""
    version = draft(
        line("Công khai ngân sách", cast.unit("economy"), deadline=until("2026-09-30")),
        line(
            "Phân công theo dõi",
            cast.unit("culture"),
            printed="15 ngày làm việc kể từ ngày ban hành Kế hoạch",
            deadline={"kind": "by_parent", "start": None, "end": None, "working_days": 15},
        ),
        number="",
        issued=None,
    )
    open_tasks(version=version, by=None, now=NOW)
    assert set(Task.objects.values_list("state", flat=True)) == {TaskState.DRAFT}
    plan = version.plan
    plan.number, plan.issued = "12/KH-UBND", date(2026, 7, 6)
    plan.save()
    assert issue_drafts(plan=plan, by=cast.person("leader"), now=NOW) == 2
    first, second = Task.objects.order_by("number")
    assert (first.state, second.state) == (TaskState.OPEN, TaskState.OPEN)
    assert second.due == date(2026, 7, 27)  # fifteen working days after Monday 6 July 2026


def test_deadline_of_another_document_waits(cast: Cast, draft: Drafting) -> None:
    """ "Theo Công văn số …" has no day: the task waits for it and can not be overdue."""
    waiting = {"kind": "by_parent", "start": None, "end": None, "depends_on": "Công văn số 99/SNV-CCHC"}
    version = draft(line("Nhập dữ liệu", cast.unit("one_stop"), deadline=waiting))
    open_tasks(version=version, by=None, now=NOW)
    task = Task.objects.get()
    assert (task.state, task.due) == (TaskState.WAITING, None)


@pytest.mark.parametrize(
    "who", ["head", "officer", "other_coordinator", "province_coordinator", "administrator"]
)
def test_only_who_confirms_the_plan_opens_its_tasks(cast: Cast, draft: Drafting, who: str) -> None:
    """Without the right over the plan's authority nothing is made."""
    version = draft(line("Công khai ngân sách", cast.unit("economy")))
    with pytest.raises(NotAllowed):
        open_tasks(version=version, by=cast.person(who), now=NOW)
    assert not Task.objects.exists()
