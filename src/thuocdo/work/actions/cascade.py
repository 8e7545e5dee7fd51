"""A task taken down from a superior's plan keeps its link up: by the answers of the comparison, by words, by hand."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _

from thuocdo.audit.actions import recorded
from thuocdo.audit.official import official
from thuocdo.lib.errors import InputError
from thuocdo.orgs.models import Person
from thuocdo.orgs.rules.rights import Right
from thuocdo.plans.models import CascadeChoice, Plan
from thuocdo.plans.queries.comparison import comparison_of
from thuocdo.work.actions.touching import demand, keep, locked
from thuocdo.work.models import Task

CHOSEN, MATCHED = "chosen", "matched"


def link_up(plan: Plan) -> int:
    """Link the plan's tasks with those of its superior's plan, as the comparison of the two has them.

    What a person has decided in the comparison is "chosen", the rest "matched" by its words, and told as such. A link
    that a person has set on the task itself stays. Gives how many were set. Part of an action.
    """
    parent = plan.parent
    if parent is None or plan.current is None or not parent.tasks.exists():
        return 0
    view = comparison_of(plan, parent, drafts=False)
    if view is None:
        return 0
    above = {str(task.row_id): task for task in parent.tasks.all() if task.row_id}
    own = {task.row_id: task for task in plan.tasks.exclude(above_how=CHOSEN, above=None)}
    changed = []
    for pair in view.pairs:
        task = own.get(pair.row.pk) if pair.row is not None else None
        higher = above.get(pair.asked.id)
        if task is None or higher is None or pair.state == "na" or task.above_how == CHOSEN:
            continue
        decided = pair.choice is not None and pair.choice.choice in (
            CascadeChoice.ADDED,
            CascadeChoice.COVERED,
        )
        if task.above_id != higher.pk:
            task.above, task.above_how = higher, MATCHED
            changed.append(task)
        if decided and task.above_how != CHOSEN:
            task.above_how = CHOSEN
            changed.append(task)
    Task.objects.bulk_update(changed, ["above", "above_how"], batch_size=200)
    return len({task.pk for task in changed})


@recorded
def set_above(
    *, task: Task, above: Task | None, by: Person | None, now: datetime, stamp: int | None = None
) -> Task:
    """Say which task of the superior this one answers; None: it answers none.

    Who assigns for the whole authority may. Raises NotAllowed, Stale, InputError (a task of another authority than the
    one above).
    """
    task = locked(task, stamp=stamp)
    demand(by, Right.TASK_ASSIGN, task, now=now, authority_only=True)
    if above is not None and (
        above.authority_id != task.province_id or above.authority_id == task.authority_id
    ):
        raise InputError(_("Chỉ nối được với nhiệm vụ của cơ quan cấp trên."))
    before = {"above": task.above_id}
    task.above, task.above_how = above, CHOSEN
    words = (
        official("Nhiệm vụ số %(n)s của cấp trên", {"n": above.number})
        if above
        else official("Không theo nhiệm vụ nào của cấp trên")
    )
    return keep(
        task,
        code="above_set",
        step="above_set",
        by=by,
        now=now,
        text=words,
        before=before,
        after={"above": above.pk if above else None},
    )
