"""Works that could win points: from the run in force, from open tasks, each with the office's own estimate."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import ROUND_FLOOR, Decimal

from django.db.models import Q

from thuocdo.calendars.queries import working_calendar
from thuocdo.calendars.rules.working_days import WorkingCalendar
from thuocdo.criteria.rules.model import Criterion, Framework, Method
from thuocdo.orgs.models import Unit
from thuocdo.scoring.models import LedgerEntry, LedgerRemedy, PriorityEstimate, Run, UnitDays
from thuocdo.scoring.queries.card import nodes_by_code, result_of
from thuocdo.scoring.queries.chances import chance_of
from thuocdo.scoring.queries.owners import owners_by_name
from thuocdo.scoring.rules.ledger.states import LossState
from thuocdo.scoring.rules.model import Scored, Status
from thuocdo.scoring.rules.priorities.model import Aim, Award, Candidate, Cap, Capacity, Decision, Problem
from thuocdo.scoring.rules.reach import Reach
from thuocdo.scoring.rules.replay import Inputs, load_inputs
from thuocdo.work.models import Task

_HUNDRED = Decimal(100)
_CENT = Decimal("0.01")


@dataclass(frozen=True)
class Work:
    """One work before it is estimated. `origin` says in words where it comes from; `task` is its id, if it is one."""

    key: str
    label: str
    criterion: str
    points: Decimal | None
    origin: str
    owner: Unit
    last_day: dt.date | None = None
    task: int | None = None


@dataclass(frozen=True)
class Board:
    """The works of one authority and period, what links their points, and the problem made of them."""

    works: tuple[Work, ...]
    estimates: Mapping[str, PriorityEstimate]
    units: tuple[Unit, ...]
    days: Mapping[int, UnitDays]
    problem: Problem

    def work(self, key: str) -> Work | None:
        """The work of this key."""
        return next((work for work in self.works if work.key == key), None)


@dataclass
class _Found:
    works: list[Work] = field(default_factory=list)
    awards: list[Award] = field(default_factory=list)
    caps: list[Cap] = field(default_factory=list)


def board_of(run: Run, *, today: dt.date, aim: Aim = Aim.POINTS) -> Board:
    """Every work that could win points which the run in force lacks, with estimates and days as they stand."""
    unit, framework = run.unit, run.framework.framework
    found = _of_run(run, framework, today)
    _add_losses(found, run)
    _add_tasks(found, unit, framework)
    estimates = {
        row.candidate: row
        for row in PriorityEstimate.objects.filter(
            unit=unit, framework_code=run.framework_code, period=run.period, current=True
        ).select_related("by")
    }
    units = tuple(
        Unit.objects.filter(authority=unit, valid_to__isnull=True).exclude(pk=unit.pk).order_by("name")
    )
    days = {
        row.unit_id: row
        for row in UnitDays.objects.filter(unit__in=units, period=run.period, current=True).select_related(
            "by"
        )
    }
    candidates = tuple(_candidate(work, estimates.get(work.key)) for work in found.works)
    calendar = working_calendar()
    end = max(dt.date(int(run.period), 12, 31), dt.date(today.year, 12, 31))
    dates = sorted({c.last_day for c in candidates if c.last_day is not None and today <= c.last_day < end})
    capacities = tuple(
        Capacity(
            str(one.pk), one.name, days[one.pk].days, spread(days[one.pk].days, today, end, dates, calendar)
        )
        for one in units
        if one.pk in days
    )
    problem = Problem(candidates, capacities, today, tuple(found.awards), tuple(found.caps), aim)
    return Board(tuple(found.works), estimates, units, days, problem)


def spread(
    days: Decimal, first: dt.date, end: dt.date, dates: Iterable[dt.date], calendar: WorkingCalendar
) -> tuple[tuple[dt.date, Decimal], ...]:
    """Days of work there are up to each of `dates`: evenly over the working days from `first` to `end`, rounded down.

    Empty where no date cuts the time short. The even spread is an assumption, and the page says so.
    """
    working = [
        day
        for day in (first + dt.timedelta(days=n) for n in range((end - first).days + 1))
        if calendar.is_working(day)
    ]
    if not working:
        return ()
    return tuple(
        (
            date,
            (days * sum(1 for day in working if day <= date) / len(working)).quantize(_CENT, ROUND_FLOOR),
        )
        for date in dates
    )


def _candidate(work: Work, estimate: PriorityEstimate | None) -> Candidate:
    base = Candidate(work.key, work.label, work.points, last_day=work.last_day, criterion=work.criterion)
    if estimate is None:
        return base
    return Candidate(
        work.key,
        work.label,
        work.points if estimate.points is None else estimate.points,
        {unit: Decimal(days) for unit, days in estimate.effort.items()},
        estimate.last_day or work.last_day,
        Decimal(estimate.chance) / _HUNDRED,
        criterion=work.criterion,
        decision=Decision(estimate.decision),
    )


def _of_run(run: Run, framework: Framework, today: dt.date) -> _Found:
    found = _Found()
    nodes = nodes_by_code(result_of(run))
    inputs = load_inputs(run.inputs)
    leaves = list(framework.leaves())
    owners = owners_by_name([(leaf.code, leaf.owner) for leaf in leaves], run.unit)
    for leaf in leaves:
        node = nodes[leaf.code]
        if leaf.method is Method.SHOWN or node.status is Status.EXCLUDED or node.max is None:
            continue
        if node.status is Status.SCORED and node.points is not None and node.points < node.max:
            found.caps.append(Cap(leaf.code, node.max - node.points))
            _add_missing(found, leaf, node, owners[leaf.code], _last_day(leaf, inputs, run.period, today))
        elif node.status is Status.NOT_SCORED:
            found.caps.append(Cap(leaf.code, node.max))
            reason = node.because
            found.works.append(
                Work(
                    f"tc:{leaf.code}", f"{leaf.code} {leaf.name}", leaf.code, None, reason, owners[leaf.code]
                )
            )
    return found


def _add_missing(found: _Found, leaf: Criterion, node: Scored, owner: Unit, last: dt.date | None) -> None:
    """A chain wants each missing document; any other criterion is one work that wins all that is missing."""
    missing = (node.max or Decimal(0)) - (node.points or Decimal(0))
    links = _missing_links(leaf, node)
    said = " ".join(part for part in (node.because, node.shortfall) if part)
    if not links:
        label = f"{leaf.code} {leaf.name}"
        found.works.append(Work(f"tc:{leaf.code}", label, leaf.code, missing, said, owner, last))
        return
    all_of = leaf.params.get("rule") == "all_of"
    keys = []
    for code, label, deduction in links:
        key = f"tc:{leaf.code}:{code}"
        keys.append(key)
        points = Decimal(0) if all_of else deduction
        found.works.append(Work(key, f"{leaf.code}: {label}", leaf.code, points, said, owner, last))
    if all_of:
        label = f"{leaf.code} {leaf.name}"
        found.awards.append(Award(f"chuoi:{leaf.code}", label, missing, frozenset(keys), criterion=leaf.code))


def _missing_links(leaf: Criterion, node: Scored) -> list[tuple[str, str, Decimal | None]]:
    if leaf.method is not Method.CHAIN:
        return []
    value = node.inputs.get(leaf.inputs["links"])
    known = value.value if value is not None and isinstance(value.value, Mapping) else {}
    rows: Iterable[tuple[object, object, object]] = leaf.params["links"]  # type: ignore[assignment]
    return [
        (str(code), str(label), deduction if isinstance(deduction, Decimal) else None)
        for code, label, deduction in rows
        if known.get(str(code)) is False
    ]


def _last_day(leaf: Criterion, inputs: Inputs, period: str, today: dt.date) -> dt.date | None:
    """The last day on which the criterion can still be reached; a day in the past where it is lost already."""
    if today.year > int(period):
        return None  # the year is over: what is left is work for the next plan
    chance = chance_of(leaf, inputs.values, inputs.settings, period=period, today=today)
    if chance is None or chance.state is Reach.UNKNOWN:
        return None
    if chance.state is Reach.LOST:
        return today - dt.timedelta(days=1)
    return chance.last_day or chance.until


def _add_losses(found: _Found, run: Run) -> None:
    """Entries of the ledger whose remedy is not proven, where a person confirmed the criterion and it lacks points."""
    capped = {cap.criterion for cap in found.caps}
    losses = (
        LedgerEntry.objects.filter(
            authority=run.unit,
            framework_code=run.framework_code,
            criterion__in=capped,
            state__in=[LossState.OPEN, LossState.DOING],
            into__isnull=True,
        )
        .select_related("lead")
        .order_by("year", "pk")
    )
    for loss in losses:
        label = f"{loss.criterion}: {loss.remedy or loss.shortcoming}"[:200]
        mine = loss.lead is not None and loss.lead.authority_id == run.unit_id
        owner = loss.lead if mine and loss.lead is not None else run.unit
        key = f"dm:{loss.pk}"
        found.works.append(Work(key, label, loss.criterion, loss.points, loss.shortcoming, owner, loss.due))


def _add_tasks(found: _Found, unit: Unit, framework: Framework) -> None:
    """Open tasks that name a criterion or remedy a loss of it; what they win, the office must say."""
    names = {leaf.code: leaf.name for leaf in framework.leaves()}
    by_loss = dict(
        LedgerRemedy.objects.filter(
            entry__authority=unit, entry__framework_code=framework.code, entry__criterion__in=names
        ).values_list("task_id", "entry__criterion")
    )
    tasks = (
        Task.objects.filter(authority=unit, is_open=True)
        .filter(Q(index=framework.index, subdimension__in=names) | Q(pk__in=by_loss))
        .select_related("lead")
        .order_by("number", "pk")
    )
    capped = {cap.criterion for cap in found.caps}
    for task in tasks:
        code = by_loss.get(task.pk, task.subdimension)
        if code not in capped:
            continue
        label = f"{code}: {task.text}"[:200]
        owner = task.lead if task.lead is not None and task.lead.authority_id == unit.pk else unit
        found.works.append(Work(f"nv:{task.pk}", label, code, None, names[code], owner, task.due, task.pk))
