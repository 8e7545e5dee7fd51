"""Sample data: a fictional province with accounts and plans, or plans of one's own to look at."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from io import BytesIO
from pathlib import Path
from typing import BinaryIO

from django.utils import timezone

from thuocdo.audit.actions import record
from thuocdo.calendars.actions import seed_years
from thuocdo.criteria.actions import load_shipped
from thuocdo.jobs import inprocess, runner
from thuocdo.lib.errors import InputError
from thuocdo.orgs.actions import create_person, create_unit
from thuocdo.orgs.models import Person, Unit
from thuocdo.plans.actions import AlreadyImported, assign_all_later, confirm_rows, start_import
from thuocdo.plans.models import Plan, PlanVersion, RowState, VersionState
from thuocdo.reporting import sample
from thuocdo.reporting.actions.completing import finish_review
from thuocdo.reporting.actions.demo_efforts import load_efforts
from thuocdo.reporting.actions.demo_losses import load_losses
from thuocdo.reporting.actions.demo_places import place_of_plan
from thuocdo.reporting.actions.demo_reports import load_reports
from thuocdo.reporting.actions.demo_scores import load_scores
from thuocdo.work.actions import add_progress, assign_person, take_step
from thuocdo.work.models import Task

PATIENCE = 300  # seconds for a worker that has taken a reading before us (a scan takes that long)


@dataclass(slots=True)
class DemoSummary:
    """What the demo holds, for whoever starts it."""

    accounts: list[tuple[str, str]] = field(default_factory=list)  # (user name, what for)
    plans: list[tuple[str, str]] = field(default_factory=list)  # (title, state in words)
    problems: list[str] = field(default_factory=list)  # one sentence for each file that was not taken

    def lines(self) -> list[str]:
        """The summary as the command line prints it."""
        out = ["Tài khoản (mật khẩu chung: " + sample.PASSWORD + "):"]
        out += [f"  {name:<13} {about}" for name, about in self.accounts]
        out += ["Kế hoạch:"]
        out += [f"  {title}: {state}" for title, state in self.plans]
        return out + [f"Chưa nhập được: {problem}" for problem in self.problems]


def load_demo(*, plans: Sequence[Path], now: datetime) -> DemoSummary:
    """Make the sample place where it is missing, import `plans` (none: those shipped), and tell what there is.

    Everything goes through the same actions as on the site. Running again keeps what is there. A file that
    cannot be read is told in `problems` and does not stop the others.
    """
    summary = DemoSummary()
    with inprocess.held():  # what is queued meanwhile waits for the web server, which may fork
        _load(plans, summary, now)
    return summary


def _load(plans: Sequence[Path], summary: DemoSummary, now: datetime) -> None:
    before = (Unit.objects.count(), Person.objects.count(), Plan.objects.count())
    today = timezone.localdate(now)
    seed_years(years=[today.year - 1, today.year, today.year + 1], now=now)
    load_shipped(now=now)
    units = _units(now)
    people = {account.username: _person(account, units, now) for account in sample.ACCOUNTS}
    summary.accounts = [(account.username, account.position) for account in sample.ACCOUNTS]
    load_scores(units, people, now)
    if plans:
        for path in plans:
            _import_named(path, units["xa"], people["dau-moi"], summary, now)
    else:
        _import_samples(units["xa"], people, summary, now)
    load_losses(units, people, now)
    load_efforts(units, people, now)
    load_reports(units, people, now)
    if before != (Unit.objects.count(), Person.objects.count(), Plan.objects.count()):
        record("reporting.demo.loaded", by=None, now=now, after={"plans": len(summary.plans)})


def _units(now: datetime) -> dict[str, Unit]:
    units: dict[str, Unit] = {}
    for each in sample.UNITS:
        parent = units.get(each.parent)
        known = (
            Unit.objects.filter(code=each.code)
            if each.code
            else Unit.objects.filter(name=each.name, parent=parent)
        )
        units[each.key] = known.first() or create_unit(
            name=each.name, kind=each.kind, code=each.code, title=each.title, parent=parent, by=None, now=now
        )
    return units


def _person(account: sample.Account, units: dict[str, Unit], now: datetime) -> Person:
    known = Person.objects.filter(username=account.username).first()
    if known is not None:
        return known
    person = create_person(
        full_name=account.position,
        username=account.username,
        unit=units[account.unit],
        role=account.role,
        position=account.position,
        starts=timezone.localdate(now) - timedelta(days=400),
        by=None,
        now=now,
    )
    person.set_password(sample.PASSWORD)
    person.save(update_fields=["password"])
    return person


def _import_samples(commune: Unit, people: dict[str, Person], summary: DemoSummary, now: datetime) -> None:
    today = timezone.localdate(now)
    if not Plan.objects.filter(unit=commune).exists():
        for name in sample.PLANS:
            stream = BytesIO(sample.plan_text(name, today).encode())
            version = _read(commune, stream, name, people["dau-moi"], now)
            if name == sample.PLANS[0]:
                _work(version, people, now)
    for plan in Plan.objects.filter(unit=commune).order_by("pk"):
        summary.plans.append((plan.title, _state(plan)))


def _import_named(path: Path, home: Unit, reviewer: Person, summary: DemoSummary, now: datetime) -> None:
    try:
        unit = place_of_plan(path, home=home, reviewer=reviewer, now=now)
        with path.open("rb") as stream:
            version = _read(unit, stream, path.name, reviewer, now)
        plan = Plan.objects.get(pk=version.plan_id)
    except AlreadyImported as known:
        plan = known.plan
    except InputError as error:
        summary.problems.append(f"{path.name}: {error}")
        return
    summary.plans.append((f"{plan.title} ({plan.unit.name})", _state(plan)))


def _read(unit: Unit, stream: BinaryIO, name: str, by: Person, now: datetime) -> PlanVersion:
    """Import a file and wait until it is read. Raises InputError with the reason when it can't be."""
    with inprocess.held():  # read here, in this thread: the web server that comes after may fork
        version = start_import(unit=unit, stream=stream, name=name, by=by, now=now)
    if version.job is not None and not runner.run(version.job.pk, inline=True):
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline and not _is_read(version):
            time.sleep(0.2)
    version.refresh_from_db()
    if version.state != VersionState.REVIEW:
        raise InputError(version.error or "chưa đọc xong; mở trang web để xem tiến độ.")
    return version


def _is_read(version: PlanVersion) -> bool:
    return PlanVersion.objects.filter(pk=version.pk).exclude(state=VersionState.READING).exists()


def _work(version: PlanVersion, people: dict[str, Person], now: datetime) -> None:
    """Confirm the first sample plan and let some of its tasks get on."""
    coordinator, leader = people["dau-moi"], people["chu-tich"]
    waiting = list(version.rows.filter(state=RowState.PENDING))
    confirm_rows(version=version, rows=waiting, by=coordinator, now=now)
    assign_all_later(version=version, by=coordinator, now=now)
    finish_review(version=version, by=leader, now=now)
    tasks = {task.number: task for task in Task.objects.filter(plan=version.plan_id)}
    for each in sample.PROGRESS:
        task = tasks.get(each.number)
        if task is None:
            continue
        add_progress(task=task, text=each.result, by=coordinator, now=now)
        for step in each.steps:
            by = coordinator if step == "submit" else leader
            take_step(task=task, name=step, reason=each.reason, by=by, now=now)
    for task in tasks.values():
        if task.lead is not None and task.lead.name == "Phòng Kinh tế":
            assign_person(task=task, person=people["cong-chuc"], by=leader, now=now)
            break


def _state(plan: Plan) -> str:
    tasks = plan.tasks.count()
    if tasks:
        return f"{tasks} nhiệm vụ đang theo dõi"
    version = plan.versions.order_by("-number").first()
    counts = version.summary if version else {}
    return (
        f"chờ rà soát, đọc được {counts.get('tasks', 0)} nhiệm vụ, {counts.get('gaps', 0)} tồn tại, "
        f"{counts.get('findings', 0)} phát hiện"
    )
