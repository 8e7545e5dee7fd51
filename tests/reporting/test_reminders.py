"""Reminders by the daily digest: ahead, daily when overdue, to the leader, to the level above; nothing twice."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from tests.cast import NOW, Cast
from tests.kept import made_once
from tests.work.conftest import Drafting, draft, line, until
from thuocdo.orgs.models import Digest, Notice, Person
from thuocdo.reporting.actions.digest import run_digest
from thuocdo.work.actions import open_tasks, set_deadline
from thuocdo.work.actions.reminders import set_reminders
from thuocdo.work.models import Task

__all__ = ["draft"]
pytestmark = pytest.mark.django_db


@pytest.fixture
@made_once
def task(cast: Cast, draft: Drafting) -> Task:
    """Phòng Kinh tế leads, due on Wednesday 15 July 2026."""
    open_tasks(
        version=draft(line("Họp dân lần hai", cast.unit("economy"), deadline=until("2026-07-15"))),
        by=None,
        now=NOW,
    )
    Notice.objects.all().delete()
    return Task.objects.get()


def told(person: Person, day: str, monkeypatch: pytest.MonkeyPatch) -> str:
    """The person's digest of that morning; "" when there is none."""
    now = datetime.fromisoformat(f"{day}T01:00").replace(tzinfo=UTC)
    monkeypatch.setattr("django.utils.timezone.now", lambda: now)
    run_digest(now=now)
    found = Digest.objects.filter(person=person, day=day).first()
    return found.text if found else ""


def test_ahead_on_the_day_and_after(cast: Cast, task: Task, monkeypatch: pytest.MonkeyPatch) -> None:
    """Seven, three and one working days ahead once each, on the day, then daily; Saturdays are quiet."""
    officer = cast.person("officer")
    said = {
        day: told(officer, day, monkeypatch)
        for day in ("2026-07-06", "2026-07-07", "2026-07-10", "2026-07-11", "2026-07-13", "2026-07-14",
                    "2026-07-15", "2026-07-16", "2026-07-17")
    }  # fmt: skip
    ahead = [day for day, text in said.items() if "VIỆC SẮP ĐẾN HẠN (1)" in text]
    assert ahead == ["2026-07-06", "2026-07-10", "2026-07-14"]
    assert "còn 7 ngày làm việc" in said["2026-07-06"]
    assert said["2026-07-07"] == said["2026-07-11"] == said["2026-07-13"] == ""
    assert "VIỆC ĐẾN HẠN HÔM NAY (1)" in said["2026-07-15"]
    assert all("VIỆC QUÁ HẠN (1)" in said[day] for day in ("2026-07-16", "2026-07-17"))
    assert said["2026-07-16"].count(task.get_absolute_url()) == 1


def test_a_morning_without_digest_is_caught_up(
    cast: Cast, task: Task, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing could be sent from seven to five days ahead: on the next working day it is told, once."""
    officer = cast.person("officer")
    assert "còn 4 ngày làm việc" in told(officer, "2026-07-09", monkeypatch)
    assert "còn 3 ngày làm việc" in told(officer, "2026-07-10", monkeypatch)
    assert told(officer, "2026-07-13", monkeypatch) == ""


def test_up_to_the_leader_and_the_level_above(
    cast: Cast, task: Task, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Three working days overdue the leader is told, ten the province; each once, and never the neighbour."""
    leader, above = cast.person("leader"), cast.person("province_leader")
    days = ("2026-07-17", "2026-07-20", "2026-07-21", "2026-07-28", "2026-07-29", "2026-07-30")
    said = {}
    for day in days:
        said[day] = told(leader, day, monkeypatch)
        for person, key in ((above, "above"), (cast.person("other_leader"), "other")):
            found = Digest.objects.filter(person=person, day=day).first()
            said[f"{key} {day}"] = found.text if found else ""
    assert [d for d in days if "VIỆC QUÁ HẠN BÁO LÃNH ĐẠO (1)" in said[d]] == ["2026-07-20"]
    assert [d for d in days if "VIỆC QUÁ HẠN CỦA CẤP DƯỚI (1)" in said[f"above {d}"]] == ["2026-07-29"]
    assert "đã quá hạn 3 ngày làm việc" in said["2026-07-20"]
    assert not any(said[f"other {d}"] for d in days)


def test_the_unit_sets_its_days(cast: Cast, task: Task, monkeypatch: pytest.MonkeyPatch) -> None:
    """With five days ahead and one to the leader, those days hold; a new last day is reminded of anew."""
    officer = cast.person("officer")
    set_reminders(
        authority=cast.unit("commune"), before="5", leader_after=1, above_after=10, by=None, now=NOW
    )
    assert told(officer, "2026-07-06", monkeypatch) == ""
    assert "còn 5 ngày làm việc" in told(officer, "2026-07-08", monkeypatch)
    assert told(officer, "2026-07-09", monkeypatch) == ""
    day = datetime(2026, 7, 9, 2, tzinfo=UTC)
    set_deadline(task=task, due=datetime(2026, 7, 16).date(), reason="Lùi một ngày", by=None, now=day)
    assert "còn 4 ngày làm việc" in told(officer, "2026-07-10", monkeypatch)
    assert "VIỆC QUÁ HẠN BÁO LÃNH ĐẠO" in told(cast.person("leader"), "2026-07-17", monkeypatch)
