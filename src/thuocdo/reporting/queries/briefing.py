"""The sheet for the weekly meeting: what fits on one page of A4, and how much does not."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from thuocdo.calendars.rules.working_days import WorkingCalendar
from thuocdo.orgs.models import Unit
from thuocdo.reporting.queries.risks import Board, Risk
from thuocdo.work.models import Task, TaskQuerySet
from thuocdo.work.queries import Counts, TaskRow, counts_of, row_maker, with_list_parts
from thuocdo.work.rules.states import TaskState

# rows of each part; together they fill one page at most
LATE, SOON, SUBMITTED, UNASSIGNED, RISKS = 7, 4, 3, 2, 4


@dataclass(frozen=True, slots=True)
class Part:
    """The first rows of a part of the sheet and how many there are in all."""

    rows: tuple[TaskRow, ...]
    total: int

    @property
    def more(self) -> int:
        return self.total - len(self.rows)


@dataclass(frozen=True, slots=True)
class Briefing:
    """The sheet of an authority on a day. `risks`: criteria whose points can still be had, most points first."""

    counts: Counts
    late: Part
    soon: Part
    submitted: Part
    unassigned: Part
    risks: tuple[Risk, ...]
    more_risks: int


def briefing_of(
    authority: Unit, boards: Sequence[Board], *, today: date, calendar: WorkingCalendar
) -> Briefing:
    """What is overdue longest, due soonest, waits for a decision and may lose points, in a fixed number of queries."""
    tasks = Task.objects.filter(authority=authority).exclude(state=TaskState.DRAFT)
    counts = counts_of(tasks, today)
    make = row_maker(today=today, calendar=calendar)

    def part(found: TaskQuerySet, most: int, total: int) -> Part:
        return Part(
            tuple(make(task) for task in with_list_parts(found.order_by("due_order", "pk"))[:most]), total
        )

    risks = sorted(
        (risk for board in boards for risk in board.risks if not risk.lost),
        key=lambda risk: (-risk.stake, risk.criterion.code),
    )
    return Briefing(
        counts=counts,
        late=part(tasks.late(today), LATE, counts.late),
        soon=part(tasks.soon(today), SOON, counts.soon),
        submitted=part(tasks.filter(state=TaskState.SUBMITTED), SUBMITTED, counts.submitted),
        unassigned=part(tasks.unassigned(), UNASSIGNED, counts.unassigned),
        risks=tuple(risks[:RISKS]),
        more_risks=max(0, len(risks) - RISKS),
    )
