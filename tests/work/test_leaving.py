"""People leave and authorities merge: the work they held goes on under somebody."""

from __future__ import annotations

import pytest
from django.test import Client

from tests.cast import NOW, STARTS, TODAY, Cast
from tests.kept import made_once
from tests.work.conftest import Drafting, line
from thuocdo.orgs.actions import add_membership, merge_unit
from thuocdo.orgs.models import Notice, Person
from thuocdo.orgs.queries import rights_of
from thuocdo.orgs.rules.rights import Role
from thuocdo.work.actions import assign_lead, assign_person, open_tasks
from thuocdo.work.models import Task
from thuocdo.work.queries.detail import possible_leads

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def monday(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is Monday 6 July 2026, 08:00."""
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW)


@pytest.fixture
@made_once
def held(cast: Cast, draft: Drafting) -> Task:
    """A task that the officer of the economy office carries."""
    open_tasks(version=draft(line("Niêm yết công khai", cast.unit("economy"))), by=None, now=NOW)
    task = Task.objects.get()
    return assign_person(task=task, person=cast.person("officer"), by=None, now=NOW)


def page_of(cast: Cast, person: Person) -> tuple[Client, str]:
    client = Client()
    client.force_login(
        cast.person("administrator"), backend="allauth.account.auth_backends.AuthenticationBackend"
    )
    return client, f"/lam-viec/quan-tri/nguoi-dung/{person.pk}/"


def test_nobody_leaves_with_tasks_in_hand(cast: Cast, held: Task) -> None:
    """An account with an open task in charge is not closed; after handing over it is, and the other one is told."""
    officer, clerk = cast.person("officer"), cast.person("clerk")
    add_membership(
        person=clerk, unit=cast.unit("economy"), role=Role.OFFICER, starts=STARTS, by=None, now=NOW
    )
    client, url = page_of(cast, officer)
    leave = {"viec": "ngung", "from_date": "06/07/2026", "close_why": ""}
    answer = client.post(url, leave)
    assert answer.status_code == 422
    assert "còn 1 việc đang giữ" in answer.content.decode()
    to = f"{clerk.full_name} ({clerk.username})"
    assert client.post(url, {"viec": "ban-giao", "to": to, "hand_over_why": ""}).status_code == 302
    held.refresh_from_db()
    assert held.person == clerk
    assert held.notes.first().step == "assign_person"  # type: ignore[union-attr]
    assert Notice.objects.filter(person=clerk, text__contains="bàn giao 1 nhiệm vụ").exists()
    assert client.post(url, leave).status_code == 302


def test_work_is_handed_over_inside_its_unit(cast: Cast, held: Task) -> None:
    """Who does not work at the lead unit cannot take the task over, and nothing moves."""
    client, url = page_of(cast, cast.person("officer"))
    clerk = cast.person("clerk")
    to = f"{clerk.full_name} ({clerk.username})"
    answer = client.post(url, {"viec": "ban-giao", "to": to, "hand_over_why": ""})
    assert answer.status_code == 422
    assert "không thuộc Phòng Kinh tế" in answer.content.decode()
    held.refresh_from_db()
    assert held.person == cast.person("officer")


def test_tasks_of_a_merged_commune_get_units_of_its_successor(cast: Cast, held: Task) -> None:
    """After a merge the successor's leader gives an open task of the old commune to a unit of the new one."""
    merge_unit(unit=cast.unit("commune"), into=cast.unit("other"), from_date=TODAY, by=None, now=NOW)
    leader, unit = cast.person("other_leader"), cast.unit("other_economy")
    task = Task.objects.select_related("authority").get(pk=held.pk)
    assert unit in possible_leads(task, rights_of(leader, on=TODAY), today=TODAY)
    assert assign_lead(task=task, unit=unit, by=leader, now=NOW).lead == unit
