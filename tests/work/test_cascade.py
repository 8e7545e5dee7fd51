"""Tasks taken down from the province's plan keep their link up; the province sees the answers on its task."""

from __future__ import annotations

from io import BytesIO

import pytest
from django.test import Client

from tests.cast import NOW, Cast
from tests.kept import made_once
from tests.rights_walk.papers import plan_text
from thuocdo.documents.parsing.text import read_text
from thuocdo.lib.errors import InputError
from thuocdo.plans.actions import assign_all_later, confirm_rows, decide_cascade, start_import, store_reading
from thuocdo.plans.models import Plan, PlanVersion
from thuocdo.plans.queries.comparison import comparison_of
from thuocdo.plans.rules.compile import compile_plan
from thuocdo.reporting.actions import finish_review
from thuocdo.work.actions import submit, take_step
from thuocdo.work.actions.cascade import link_up, set_above
from thuocdo.work.models import Task
from thuocdo.work.rules.refusals import NotAllowed

pytestmark = pytest.mark.django_db
SURVEY = "Khảo sát sự hài lòng của người dân bằng mã QR tại nơi tiếp nhận hồ sơ"
TRAINING = "Tập huấn nghiệp vụ kiểm soát thủ tục hành chính cho công chức"


@pytest.fixture(autouse=True)
def monday(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is Monday 6 July 2026, 08:00."""
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW)


def confirmed(
    cast: Cast,
    where: str,
    texts: list[str],
    number: int,
    parent: Plan | None = None,
    lead: str = "Phòng Kinh tế",
) -> Plan:
    """A plan in force with these tasks."""
    names = {"commune": "Xã Mẫu", "other": "Xã Bên Cạnh", "province": "Tỉnh Mẫu"}
    content = plan_text(
        [(text, lead, "", "Trước ngày 30/6/2026") for text in texts],
        place=names[where],
        number=number,
        title="mẫu",
    )
    version = start_import(
        unit=cast.unit(where), stream=BytesIO(content), name="kh.txt", parent=parent, by=None, now=NOW
    )
    document = read_text(content)
    store_reading(version=version, document=document, plan=compile_plan(document), findings=(), now=NOW)
    version = PlanVersion.objects.select_related("plan__unit").get(pk=version.pk)
    confirm_rows(version=version, rows=list(version.rows.all()), by=None, now=NOW)
    assign_all_later(version=version, by=None, now=NOW)
    finish_review(version=version, by=None, now=NOW)
    return version.plan


@pytest.fixture
@made_once
def plans(cast: Cast) -> tuple[int, int]:
    """The province asks for two things; xã Mẫu takes one down word for word and adds one of its own."""
    above = confirmed(cast, "province", [SURVEY, TRAINING], 1, lead="Sở Nội vụ")
    own = confirmed(
        cast, "commune", [SURVEY, "Sửa đường bản và kênh mương hư hỏng sau mưa lũ"], 10, parent=above
    )
    return above.pk, own.pk


def test_what_is_taken_down_keeps_its_link(plans: tuple[int, int]) -> None:
    """On confirmation the same words are linked and told as matched; what has no counterpart is not."""
    above, own = plans
    survey, roads = Task.objects.filter(plan=own).order_by("number")
    assert survey.above == Task.objects.get(plan=above, number=1)
    assert (survey.above_how, roads.above) == ("matched", None)
    assert link_up(Plan.objects.get(pk=own)) == 0  # nothing left to do


def test_what_a_person_decided_is_chosen(cast: Cast, plans: tuple[int, int]) -> None:
    """A row that the commune named as covering a demand is linked to it; a link set on the task stays as it is."""
    above, own = (Plan.objects.get(pk=pk) for pk in plans)
    roads = Task.objects.get(plan=own, number=2)
    view = comparison_of(own, above, drafts=False)
    assert view is not None
    asked = next(pair.asked for pair in view.pairs if pair.row is None)
    decide_cascade(
        plan=own,
        parent=above,
        item=asked.id,
        text=asked.text,
        choice="covered",
        row=roads.row,
        by=None,
        now=NOW,
    )
    assert link_up(own) == 1
    roads.refresh_from_db()
    assert roads.above is not None and (roads.above.number, roads.above_how) == (2, "chosen")
    set_above(task=roads, above=None, by=cast.person("coordinator"), now=NOW)
    link_up(own)
    roads.refresh_from_db()
    assert roads.above is None


def test_only_the_authority_links_and_only_upwards(cast: Cast, plans: tuple[int, int]) -> None:
    """An officer, the province or the neighbour does not; another task of the same commune is not above."""
    first, second = Task.objects.filter(plan=plans[1]).order_by("number")
    for who in ("officer", "province_leader", "other_leader"):
        with pytest.raises(NotAllowed):
            set_above(task=second, above=first.above, by=cast.person(who), now=NOW)
    with pytest.raises(InputError, match="cấp trên"):
        set_above(task=second, above=first, by=cast.person("leader"), now=NOW)


def signed_in(cast: Cast, who: str) -> Client:
    client = Client()
    client.force_login(cast.person(who), backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def test_the_province_sees_the_answers(cast: Cast, plans: tuple[int, int]) -> None:
    """On its task: which commune answers, in which state, how many are done or late, and who has no such task."""
    above = Task.objects.get(plan=plans[0], number=1)
    province = signed_in(cast, "province_coordinator")
    page = " ".join(province.get(above.get_absolute_url()).content.decode().split())
    assert "1 nhiệm vụ của cấp dưới · 0 đã xong · 1 quá hạn" in page and "1/2 xã chưa có" in page
    answer = Task.objects.get(plan=plans[1], number=1)
    submit(task=answer, result="Đã đặt mã QR", by=None, now=NOW)
    take_step(task=answer, name="accept", by=None, now=NOW)
    assert "1 đã xong · 0 quá hạn" in province.get(above.get_absolute_url()).content.decode()


def test_the_commune_sees_and_changes_what_stands_above(cast: Cast, plans: tuple[int, int]) -> None:
    """Its page names the province's task and that the words were matched; the coordinator confirms or changes it."""
    task = Task.objects.get(plan=plans[1], number=1)
    officer, coordinator = signed_in(cast, "officer"), signed_in(cast, "coordinator")
    page = officer.get(task.get_absolute_url()).content.decode()
    assert "tự khớp theo nội dung" in page and f'href="{task.above.get_absolute_url()}"' not in page  # type: ignore[union-attr]
    assert officer.post(f"{task.get_absolute_url()}cap-tren/", {"stamp": "0"}).status_code == 404
    sent = {"above": task.above_id, "stamp": task.version_stamp}
    answer = coordinator.post(f"{task.get_absolute_url()}cap-tren/", sent, follow=True).content.decode()
    assert "Đã nối với nhiệm vụ 1" in answer and "tự khớp theo nội dung" not in answer
    task.refresh_from_db()
    coordinator.post(f"{task.get_absolute_url()}cap-tren/", {"above": "", "stamp": task.version_stamp})
    task.refresh_from_db()
    assert task.above is None
