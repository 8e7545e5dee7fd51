"""What next year's plan is written from: the ledger, the planner's set, open tasks, the superior's plan."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from thuocdo.orgs.models import Membership, Unit
from thuocdo.orgs.queries.people import in_force
from thuocdo.orgs.rules.rights import Role
from thuocdo.plans.models import Plan, PlanRow, RowKind, RowState, VersionState
from thuocdo.reporting.rules.next_plan import Draft, Line, Origin
from thuocdo.scoring.models import ChosenPlan, LedgerRemedy
from thuocdo.scoring.queries.ledger.rows import draft_items
from thuocdo.scoring.rules.ledger.states import next_deadline
from thuocdo.scoring.rules.priorities.replay import chosen_of
from thuocdo.work.models import Task

_COMMUNES = re.compile(r"\b(UBND (cấp )?xã|các xã|xã, phường|cấp xã)\b", re.IGNORECASE)
_OF_CRITERION = "tc:"  # the planner's other works are losses and tasks, which are lines of their own


@dataclass(frozen=True, slots=True)
class OldGoal:
    """A goal of this year's plan, to be worded anew by the office."""

    text: str
    plan: Plan


def lines_of(unit: Unit, year: int) -> tuple[Line, ...]:
    """Every task that the plan of `year` could hold, each with its source; nothing is left out or joined silently."""
    return (*_losses(unit, year), *_chosen(unit, year), *_unfinished(unit, year), *_asked(unit, year))


def draft_of(unit: Unit, year: int, lines: tuple[Line, ...], goals: tuple[str, ...], *, on: date) -> Draft:
    """The draft of these lines; the issuer and the unit that follows the plan come from the tree of units."""
    name = f"{unit.name[:1].lower()}{unit.name[1:]}"
    return Draft(year, f"Ủy ban nhân dân {name}", unit.name, lines, goals, _follows(unit, on))


def old_goals(unit: Unit, year: int) -> list[OldGoal]:
    """Goals of the plans in force of the year before."""
    rows = PlanRow.objects.filter(
        version__plan__unit=unit, version__plan__year=year - 1, version__state=VersionState.CONFIRMED,
        kind=RowKind.GOAL,
    ).exclude(state=RowState.DROPPED).select_related("version__plan")  # fmt: skip
    return [OldGoal(row.text, row.version.plan) for row in rows.order_by("version_id", "position")]


def _losses(unit: Unit, year: int) -> Iterator[Line]:
    for item in draft_items(unit, year):
        entry = item.entry
        yield Line(
            key=f"dm-{item.pk}",
            origin=Origin.LOSS,
            text=item.text,
            lead=item.lead.name if item.lead else "",
            coordinating=item.coordinating,
            deadline=item.deadline_text,
            source=_("Sổ điểm mất năm %(year)s: %(what)s") % {"year": entry.year, "what": entry.shortcoming},
            link=reverse("scoring:loss", args=[entry.pk]),
        )


def _chosen(unit: Unit, year: int) -> Iterator[Line]:
    plan = ChosenPlan.objects.filter(unit=unit, for_year=str(year)).order_by("-at", "-pk").first()
    if plan is None:
        return
    leads = {str(one.pk): one.name for one in Unit.objects.filter(authority=unit)}
    for work in chosen_of(plan.inputs, plan.result):
        if work.key.startswith(_OF_CRITERION):
            yield Line(
                key=f"xt-{plan.pk}-{work.key.removeprefix(_OF_CRITERION)}",
                origin=Origin.CHOSEN,
                text=f"Nâng điểm tiêu chí {work.label}",
                lead=next((leads[key] for key in work.effort if key in leads), ""),
                deadline=f"Trong năm {year}",
                source=_("Xếp ưu tiên năm %(year)s, thêm được %(points)s điểm")
                % {"year": plan.period, "points": str(work.points).replace(".", ",")},
                link=f"/lam-viec/cham-diem/{plan.framework_code}/uu-tien/?ky={plan.period}",
            )


def _unfinished(unit: Unit, year: int) -> Iterator[Line]:
    known = LedgerRemedy.objects.filter(
        entry__next_year_items__for_year=year, entry__next_year_items__removed=False
    ).values("task")
    tasks = Task.objects.filter(authority=unit, is_open=True, plan__year=year - 1, parent=None)
    for task in tasks.exclude(pk__in=known).select_related("lead", "plan").order_by("plan_id", "number"):
        yield Line(
            key=f"nv-{task.pk}",
            origin=Origin.UNFINISHED,
            text=task.text,
            lead=task.lead.name if task.lead else task.lead_printed,
            coordinating=task.helping_printed,
            deadline=next_deadline(task.deadline_text, task.deadline_kind, year=year),
            output=task.output,
            source=_("Nhiệm vụ %(n)s, %(plan)s") % {"n": task.number, "plan": str(task.plan)},
            link=task.get_absolute_url(),
        )


def _asked(unit: Unit, year: int) -> Iterator[Line]:
    if unit.province_id is None or unit.province_id == unit.pk:
        return
    rows = PlanRow.objects.filter(
        version__plan__unit=unit.province_id, version__plan__year=year, version__state=VersionState.CONFIRMED,
        kind=RowKind.TASK, state=RowState.CONFIRMED,
    ).select_related("version__plan")  # fmt: skip
    for row in rows.order_by("version_id", "position"):
        printed = [*row.data.get("lead", []), *row.data.get("coordinating", [])]
        if any(_COMMUNES.search(name) for name in printed):
            yield Line(
                key=f"ct-{row.pk}",
                origin=Origin.SUPERIOR,
                text=row.text,
                deadline=row.data.get("deadline_text") or "",
                output=row.data.get("output") or "",
                source=_("%(plan)s của cấp trên") % {"plan": str(row.version.plan)},
                link=reverse("reporting:plan_page", args=[row.version.plan_id]),
            )


def _follows(unit: Unit, on: date) -> str:
    post = Membership.objects.filter(in_force(on), unit__authority=unit, role=Role.COORDINATOR)
    found = post.exclude(unit=unit).select_related("unit").order_by("starts", "pk").first()
    return found.unit.name if found else ""
