"""From a reviewed plan to work, in one step."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from thuocdo.audit.actions import recorded
from thuocdo.orgs.models import Person
from thuocdo.plans.actions import confirm_plan, set_number_and_date
from thuocdo.plans.models import Plan, PlanVersion
from thuocdo.work.actions import Opened, issue_drafts, open_tasks


@dataclass(frozen=True, slots=True)
class Completed:
    """The version now in force and what became of its tasks."""

    version: PlanVersion
    opened: Opened


@recorded
def finish_review(*, version: PlanVersion, by: Person | None, now: datetime) -> Completed:
    """Confirm the plan and make its tasks: both happen, or neither.

    A superior's plan that the unit keeps to compare with makes no tasks. Raises as confirm_plan and open_tasks do.
    """
    confirmed = confirm_plan(version=version, by=by, now=now)
    if confirmed.plan.from_above:  # kept to compare with; its tasks are the superior's
        return Completed(confirmed, Opened())
    return Completed(confirmed, open_tasks(version=confirmed, by=by, now=now))


@recorded
def give_number(*, plan: Plan, number: str, issued: date, by: Person | None, now: datetime) -> int:
    """Enter number and day of issue of a plan; its draft tasks begin. Gives how many began."""
    changed = set_number_and_date(plan=plan, number=number, issued=issued, by=by, now=now)
    return issue_drafts(plan=changed, by=by, now=now)
