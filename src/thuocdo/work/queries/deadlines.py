"""How the last day of a task was computed, and which last days a change of days off would move."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from thuocdo.calendars.rules.deadline import DeadlineKind
from thuocdo.calendars.rules.working_days import WorkingCalendar
from thuocdo.work.models import Task
from thuocdo.work.rules.due import Move, recounted


def deadline_moves(*, calendar: WorkingCalendar, changed_days: Collection[date]) -> list[Move]:
    """The open tasks counted in working days whose last day is another one over `calendar`, by task.

    A day set by a person never moves. Only counts that begin before the last of `changed_days` can move.
    """
    if not changed_days:
        return []
    tasks = Task.objects.filter(
        is_open=True,
        deadline_kind=DeadlineKind.DATE,
        deadline_set_by_person=False,
        starts__lte=max(changed_days),
        due__isnull=False,
        deadline__has_key="working_days",
    ).only("deadline", "due")
    moves = []
    for task in tasks.order_by("pk").iterator(chunk_size=500):
        after = recounted(task.understood, calendar).end
        if task.due is not None and after is not None and after != task.due:
            moves.append(Move(task.pk, task.due, after))
    return moves
