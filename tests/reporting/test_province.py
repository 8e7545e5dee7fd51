"""All communes at a glance: worst first, and what nobody has yet is never a number."""

from __future__ import annotations

import io
from decimal import Decimal

import pytest
from django.test import Client
from openpyxl import load_workbook

from tests.cast import NOW, TODAY, Cast
from tests.kept import made_once
from tests.work.conftest import Drafting, draft, line, until
from thuocdo.orgs.queries import rights_of
from thuocdo.reporting.queries.province import communes_of
from thuocdo.reporting.rules.province import CommuneRow, in_order, whole_of
from thuocdo.work.actions import open_tasks, submit, take_step
from thuocdo.work.models import Task

__all__ = ["draft"]
pytestmark = pytest.mark.django_db
PAGE = "/lam-viec/toan-tinh/"


@pytest.fixture(autouse=True)
def monday(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is Monday 6 July 2026, 08:00."""
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW)


@pytest.fixture
@made_once
def tasks(cast: Cast, draft: Drafting) -> None:
    """Xã Mẫu: one task done in time, one overdue; Xã Bên Cạnh has none."""
    economy = cast.unit("economy")
    made = draft(
        line("Xong", economy, deadline=until("2026-07-10")),
        line("Trễ", economy, deadline=until("2026-06-30")),
    )
    open_tasks(version=made, by=None, now=NOW)
    done = Task.objects.get(text="Xong")
    submit(task=done, result="Đã làm", by=None, now=NOW)
    done.refresh_from_db()
    take_step(task=done, name="accept", by=None, now=NOW)


def signed_in(cast: Cast, who: str) -> Client:
    client = Client()
    client.force_login(cast.person(who), backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def test_shares_and_what_is_not_known(cast: Cast, tasks: None) -> None:
    """One of two kept its day; a commune without tasks has no share, and no zero stands for it."""
    rights = rights_of(cast.person("province_leader"), on=TODAY)
    rows = {row.name: row for row in communes_of(rights, cast.unit("province"), year=2026, today=TODAY)}
    ours, other = rows["Xã Mẫu"], rows["Xã Bên Cạnh"]
    assert (ours.tasks, ours.late, ours.kept, ours.owed, ours.on_time) == (2, 1, 1, 2, 50.0)
    assert (other.on_time, other.self_points, other.difference, other.silent) == (None, None, None, True)
    assert [row.name for row in in_order(rows.values(), "qua-han")] == ["Xã Mẫu", "Xã Bên Cạnh"]


def test_the_unknown_comes_last_in_every_order() -> None:
    """Worst first: most overdue, lowest share; a row without the number stands at the end, whatever the order."""
    rows = [
        CommuneRow(
            1, "A", "", tasks=3, late=1, kept=1, owed=2, reports_owed=4, reports_sent=4, reports_on_time=2
        ),
        CommuneRow(
            2, "B", "", tasks=3, late=2, kept=2, owed=2, self_points=Decimal(80), verified_points=Decimal(79)
        ),
        CommuneRow(3, "C", ""),
    ]
    assert [row.name for row in in_order(rows, "qua-han")] == ["B", "A", "C"]
    assert [row.name for row in in_order(rows, "dung-han")] == ["A", "B", "C"]
    assert [row.name for row in in_order(rows, "chenh")] == ["B", "A", "C"]
    whole = whole_of(rows)
    assert (whole.communes, whole.complete, whole.missing, whole.late, whole.silent) == (3, 1, 0, 1, 1)


def test_the_page_and_its_workbook(cast: Cast, tasks: None) -> None:
    """The province sees both communes, sorted, and takes the same rows away; a commune has no such page."""
    client = signed_in(cast, "province_leader")
    seen = client.get(PAGE).content.decode()
    assert seen.index("Xã Mẫu") < seen.index("Xã Bên Cạnh") and "chưa có nhiệm vụ, báo cáo nào" in seen
    sheet = load_workbook(io.BytesIO(client.get(f"{PAGE}xlsx/?xep=qua-han").content)).active
    assert sheet is not None
    rows = list(sheet.iter_rows(min_row=4, values_only=True))
    assert [row[0] for row in rows] == ["Xã Mẫu", "Xã Bên Cạnh"] and rows[0][2:6] == (2, 1, 2, 1)
    assert rows[1][11] is None
    assert signed_in(cast, "leader").get(PAGE).status_code == 404


def test_the_cost_does_not_grow_with_the_communes(
    cast: Cast, tasks: None, django_assert_num_queries: object
) -> None:
    """Five queries, whatever their number."""
    rights = rights_of(cast.person("province_leader"), on=TODAY)
    with django_assert_num_queries(5):  # type: ignore[operator]
        communes_of(rights, cast.unit("province"), year=2026, today=TODAY)
