"""The lines of the list of plans, with how far their tasks are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count

from thuocdo.orgs.queries import Rights
from thuocdo.orgs.rules.rights import Right
from thuocdo.plans.models import Plan
from thuocdo.plans.queries.plans import PlanLine, visible_plans
from thuocdo.work.queries import Counts, visible_tasks
from thuocdo.work.queries.counts import counts_by_plan


@dataclass(frozen=True, slots=True)
class Line:
    """One plan of the list. `progress`: None while it has no task that the reader may open.

    `partial`: only the tasks that the reader may open are counted, not all. `below`: plans that name it as theirs
    from above.
    """

    line: PlanLine
    progress: Counts | None
    partial: bool
    below: int

    @property
    def plan(self) -> Plan:
        return self.line.plan


def with_progress(lines: Sequence[PlanLine], rights: Rights, *, today: date) -> list[Line]:
    """The lines of one page with their progress, in two queries."""
    plans = [line.plan.pk for line in lines]
    counts = counts_by_plan(visible_tasks(rights).filter(plan__in=plans), today)
    children = visible_plans(rights).filter(parent__in=plans, current__isnull=False).order_by()
    below: dict[int, int] = dict(children.values_list("parent").annotate(Count("pk")))
    return [
        Line(
            line,
            counts.get(line.plan.pk),
            not rights.can(Right.TASK_READ, line.plan.unit),
            below.get(line.plan.pk, 0),
        )
        for line in lines
    ]
