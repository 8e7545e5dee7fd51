"""Sample data, made through the same actions as on the site."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from thuocdo.audit.queries import verdict
from thuocdo.orgs.models import Membership, Person, Unit
from thuocdo.plans.models import Plan, PlanFinding, PlanRow, PlanVersion
from thuocdo.reporting import sample
from thuocdo.reporting.actions import load_demo
from thuocdo.work.models import Task
from thuocdo.work.queries import counts_of
from thuocdo.work.rules.states import TaskState

NOW = datetime(2026, 7, 6, 1, 0, tzinfo=UTC)
TODAY = date(2026, 7, 6)


@pytest.fixture(autouse=True)
def in_process(settings: Any) -> None:
    """As `thuocdo demo` does it: no worker process, no queue."""
    settings.JOBS_IN_PROCESS = True


def _counts() -> list[int]:
    return [model.objects.count() for model in (Unit, Person, Membership, Plan, PlanVersion, PlanRow, Task)]


@pytest.mark.django_db(transaction=True)
def test_samples_are_whole_and_stay() -> None:
    """Accounts, one plan with tasks in different states, one under review; again nothing is added."""
    summary = load_demo(plans=[], now=NOW)
    assert len(summary.accounts) == len(sample.ACCOUNTS) and not summary.problems
    assert sample.PASSWORD in "\n".join(summary.lines())
    worked, waiting = Plan.objects.order_by("pk")
    tasks = Task.objects.filter(plan=worked)
    assert tasks.count() == 14 and worked.current is not None and waiting.current is None
    assert PlanRow.objects.filter(version__plan=worked, kind="gap").count() == 7
    assert PlanRow.objects.filter(version__plan=waiting, kind="task").count() == 12
    assert len(set(tasks.values_list("state", flat=True))) >= 6
    counts = counts_of(tasks, TODAY)
    assert (counts.late, counts.soon, counts.waiting, counts.unassigned) == (2, 1, 1, 0)
    assert tasks.get(state=TaskState.DONE).due == date(
        2026, 7, 8
    )  # 30 working days after the issue on 27 May
    assert Person.objects.get(username="dau-moi").check_password(sample.PASSWORD)
    assert verdict().broken is None
    before = _counts()
    again = load_demo(plans=[], now=NOW)
    assert _counts() == before and again.plans == summary.plans


@pytest.mark.django_db(transaction=True)
def test_named_plans_get_the_unit_that_issued_them(tmp_path: Path) -> None:
    """A plan of a place that is not in the tree gets that place; a file nobody can read is told and stops nothing."""
    text = (
        sample.plan_text(sample.PLANS[0], TODAY)
        .replace("xã Mẫu", "xã Thử Nghiệm")
        .replace("XÃ MẪU", "XÃ THỬ NGHIỆM")
    )
    plan = tmp_path / "ke-hoach.txt"
    plan.write_text(text, "utf-8")
    empty = tmp_path / "rong.txt"
    empty.write_bytes(b"")
    summary = load_demo(plans=[empty, plan], now=NOW)
    assert len(summary.problems) == 1 and "rong.txt" in summary.problems[0]
    made = Unit.objects.get(name="Xã Thử Nghiệm")
    assert Plan.objects.get().unit == made and not Task.objects.exists()
    assert Membership.objects.filter(person__username="dau-moi", unit=made).exists()
    before = _counts()
    assert load_demo(plans=[empty, plan], now=NOW).plans == summary.plans and _counts() == before


@pytest.mark.django_db(transaction=True)
def test_the_five_real_plans_can_be_looked_at(shared: Path) -> None:
    """Each of the five plans is read, in review, with tasks and findings, for a unit of its own."""
    seeds = sorted((shared / "seeds").glob("*.txt"))
    summary = load_demo(plans=seeds, now=NOW)
    assert not summary.problems and len(summary.plans) == len(seeds) == 5
    assert Plan.objects.values("unit").distinct().count() == 5
    for plan in Plan.objects.all():
        assert PlanRow.objects.filter(version__plan=plan, kind="task").count() > 20
        assert PlanFinding.objects.filter(version__plan=plan).exists()
