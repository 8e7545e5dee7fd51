"""W07: the list of plans says how far the tasks of each plan are."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.cast import NOW, Cast
from tests.kept import made_once
from tests.work.conftest import Drafting, draft, line, until
from thuocdo.plans.models import Plan, PlanVersion, VersionState
from thuocdo.work.actions import open_tasks, submit, take_step
from thuocdo.work.models import Task

__all__ = ["draft"]
pytestmark = pytest.mark.django_db
LIST = "/lam-viec/ke-hoach/"


@pytest.fixture(autouse=True)
def monday(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is Monday 6 July 2026, 08:00."""
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW)


@pytest.fixture
@made_once
def version(cast: Cast, draft: Drafting) -> PlanVersion:
    """Three tasks of two units: one overdue, one done, one to come; a second plan without tasks."""
    economy, culture = cast.unit("economy"), cast.unit("culture")
    made = draft(
        line("Quá hạn", economy, deadline=until("2026-06-30")),
        line("Đã xong", economy, deadline=until("2026-07-31")),
        line("Sắp tới", culture, deadline=until("2026-12-31")),
    )
    open_tasks(version=made, by=None, now=NOW)
    done = Task.objects.get(text="Đã xong")
    submit(task=done, result="Xong", by=None, now=NOW)
    take_step(task=done, name="accept", by=None, now=NOW)
    PlanVersion.objects.filter(pk=made.pk).update(state=VersionState.CONFIRMED, confirmed_at=NOW)
    Plan.objects.filter(pk=made.plan_id).update(current=made)
    return made


def signed_in(cast: Cast, who: str) -> Client:
    client = Client()
    client.force_login(cast.person(who), backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def test_the_list_counts_done_all_and_overdue(cast: Cast, version: PlanVersion) -> None:
    """The line of a plan has the same figures as the plan's own page, and leads to its tasks."""
    client = signed_in(cast, "leader")
    page = client.get(LIST)
    (shown,) = page.context["lines"]
    own = client.get(f"{LIST}{version.plan_id}/").context["seen"].counts
    assert shown.progress == own
    assert (shown.progress.done, shown.progress.total, shown.progress.late) == (1, 3, 1)
    text = page.content.decode()
    assert "1/3 xong" in text and "1 quá hạn" in text and f"?xem=tat-ca&amp;kh={version.plan_id}" in text
    assert "Tiến độ chỉ đếm" not in text


def test_who_sees_some_tasks_is_told_that_only_these_count(cast: Cast, version: PlanVersion) -> None:
    """An officer of one office reads the plan, counts the office's tasks and reads that it is not the whole."""
    page = signed_in(cast, "officer").get(LIST)
    (shown,) = page.context["lines"]
    assert (shown.progress.done, shown.progress.total) == (1, 2) and shown.partial
    assert "Tiến độ chỉ đếm những nhiệm vụ bạn được xem." in page.content.decode()


def test_a_plan_without_tasks_has_no_progress(cast: Cast, version: PlanVersion) -> None:
    """Where nothing can be counted nothing is printed, not 0/0."""
    Task.objects.all().delete()
    page = signed_in(cast, "leader").get(LIST)
    assert page.context["lines"][0].progress is None and "0/0" not in page.content.decode()


def test_the_province_is_led_from_a_plan_to_those_below(
    cast: Cast, version: PlanVersion, draft: Drafting
) -> None:
    """A plan that others name as theirs from above has a link to the comparison."""
    above = Plan.objects.create(unit=cast.unit("province"), year=2026, title="Kế hoạch tỉnh", created_at=NOW)
    PlanVersion.objects.create(
        plan=above, number=1, file=version.file, file_name="t.txt", created_at=NOW, state=VersionState.REVIEW
    )
    Plan.objects.filter(pk=version.plan_id).update(parent=above)
    page = signed_in(cast, "province_coordinator").get(LIST, {"nhom": "own"}).content.decode()
    assert "So 1 kế hoạch cấp dưới" in page and f"{LIST}{above.pk}/so-sanh/" in page


def test_the_cost_does_not_grow_with_the_plans(cast: Cast, version: PlanVersion) -> None:
    """Ten plans more on the page cost no query more."""

    def queries() -> int:
        client = signed_in(cast, "leader")
        client.get(LIST)
        with CaptureQueriesContext(
            connection,
        ) as seen:
            client.get(LIST)
        return len(seen)

    before = queries()
    for number in range(10):
        plan = Plan.objects.create(
            unit=cast.unit("commune"), year=2026, title=f"Kế hoạch {number}", created_at=NOW
        )
        PlanVersion.objects.create(
            plan=plan,
            number=1,
            file=version.file,
            file_name="t.txt",
            created_at=NOW,
            state=VersionState.REVIEW,
        )
    assert queries() == before
