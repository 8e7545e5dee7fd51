"""Figures that say whether finished work has helped: points of the criteria that tasks were to win back."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse

from thuocdo.orgs.models import Unit
from thuocdo.reporting.rules.outcomes import Doubt, Signal, without_outcome
from thuocdo.scoring.models import LedgerRemedy, Run
from thuocdo.scoring.queries.card import nodes_by_code, result_of
from thuocdo.work.models import Task
from thuocdo.work.rules.states import TaskState


def doubts_of(authority: Unit, *, year: int) -> list[Doubt[Task]]:
    """Criteria that score less in `year` than the year before though a task on their lost points is reported done.

    A task is tied to a criterion by the ledger (a person confirmed the criterion). Only runs in force of the same
    version of a framework are compared, only criteria that are scored in both.
    """
    remedies = (
        LedgerRemedy.objects.filter(
            entry__authority=authority, entry__into=None, entry__criterion_at__isnull=False,
            task__state=TaskState.DONE, task__closed_on__year__lte=year,
        )
        .exclude(entry__criterion="")
        .select_related("entry", "task__lead", "task__plan")
        .order_by("task_id")
    )  # fmt: skip
    done: dict[str, dict[int, Task]] = {}
    for remedy in remedies:
        topic = f"{remedy.entry.framework_code}/{remedy.entry.criterion}"
        done.setdefault(topic, {})[remedy.task_id] = remedy.task
    works = {topic: tuple(tasks.values()) for topic, tasks in done.items()}
    return without_outcome(works, _signals(authority, year)) if works else []


def _signals(authority: Unit, year: int) -> Iterator[Signal]:
    runs = Run.objects.filter(unit=authority, current=True, period__in=[str(year - 1), str(year)])
    by_code: dict[str, dict[str, Run]] = {}
    for run in runs.select_related("framework", "unit"):
        by_code.setdefault(run.framework_code, {})[run.period] = run
    for code, periods in sorted(by_code.items()):
        before, after = periods.get(str(year - 1)), periods.get(str(year))
        if before is None or after is None or before.framework_id != after.framework_id:
            continue
        old, new = nodes_by_code(result_of(before)), nodes_by_code(result_of(after))
        for key, node in new.items():
            earlier = old.get(key)
            if node.points is None or earlier is None or earlier.points is None or node.children:
                continue
            yield Signal(
                topic=f"{code}/{key}",
                name=f"{key} {node.name}",
                before_in=before.period,
                before=earlier.points,
                after_in=after.period,
                after=node.points,
                link=reverse("scoring:criterion", args=[code, after.period, key]),
            )
