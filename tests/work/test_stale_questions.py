"""Questions of an earlier version never lead back to its rows."""

from __future__ import annotations

import pytest

from tests.cast import NOW, Cast
from tests.kept import made_once
from tests.work.conftest import Drafting, line
from thuocdo.lib.errors import InputError
from thuocdo.plans.models import PlanVersion, RowState, VersionState
from thuocdo.work.actions import decide_unmatched, open_tasks
from thuocdo.work.models import Task, Unmatched

pytestmark = pytest.mark.django_db

OLD = "Rà soát, cập nhật danh mục thủ tục hành chính niêm yết tại Trung tâm Phục vụ hành chính công"
NEW = "Cập nhật, công bố danh mục dịch vụ công trực tuyến niêm yết tại nhà văn hóa các bản"
OTHER = "Công khai dự toán ngân sách hằng năm của xã"


@pytest.fixture
@made_once
def second(cast: Cast, draft: Drafting) -> PlanVersion:
    """A second version that leaves open what became of OLD and where NEW comes from."""
    economy = cast.unit("economy")
    first = draft(line(OLD, economy), line(OTHER, economy))
    open_tasks(version=first, by=None, now=NOW)
    made = draft(line(OTHER, economy), line(NEW, economy), plan=first.plan)
    first.state = VersionState.SUPERSEDED
    first.save()
    assert open_tasks(version=made, by=None, now=NOW).waiting == 1
    return made


def test_a_third_version_asks_anew(cast: Cast, draft: Drafting, second: PlanVersion) -> None:
    """What the second version left open is closed by the third, which asks about its own rows only."""
    third = draft(line(OTHER, cast.unit("economy")), line(NEW, cast.unit("economy")), plan=second.plan)
    open_tasks(version=third, by=None, now=NOW)
    asked = Unmatched.objects.filter(decided_at=None)
    rows = {q.row.version_id for q in asked if q.row} | {
        third.rows.get(pk=c["row"]).version_id for q in asked for c in q.candidates if "row" in c
    }
    assert rows == {third.pk}
    assert Unmatched.objects.filter(decision="outdated").count() == 2
    before = asked.count()
    assert open_tasks(version=third, by=None, now=NOW).waiting == 0
    assert asked.count() == before


@pytest.mark.parametrize("which", ["of the version before", "not confirmed", "of a draft"])
def test_a_task_goes_on_only_under_a_confirmed_row_in_force(
    cast: Cast, draft: Drafting, second: PlanVersion, which: str
) -> None:
    """A row of a draft or an old version, named by hand in the request, is refused and the task stays as it was."""
    if which == "of the version before":
        row = second.plan.versions.get(number=1).rows.get(text=OTHER)
    else:
        state = RowState.PENDING if which == "not confirmed" else RowState.CONFIRMED
        version = draft(line("Việc khác", state=state), plan=second.plan)
        if which == "of a draft":
            PlanVersion.objects.filter(pk=version.pk).update(state=VersionState.REVIEW)
        row = version.rows.select_related("version").get()
    question = Unmatched.objects.get(task__text=OLD)
    with pytest.raises(InputError, match="không thuộc bản kế hoạch đang dùng"):
        decide_unmatched(question=question, decision="same", row=row, by=cast.person("leader"), now=NOW)
    assert Task.objects.filter(text=OLD).exists()
