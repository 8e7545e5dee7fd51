"""Which task of the superior a task answers."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from thuocdo.orgs.rules.rights import Right
from thuocdo.orgs.web import requires
from thuocdo.work.actions.cascade import set_above
from thuocdo.work.forms_of_shares import AboveForm
from thuocdo.work.models import Task
from thuocdo.work.queries.cascade import possible_above
from thuocdo.work.views.task_page import acting, change_task, task_or_404


@requires(Right.TASK_ASSIGN)
@require_POST
def task_above(request: HttpRequest, pk: int) -> HttpResponse:
    """Set or take away the link up."""
    tasks = possible_above(task_or_404(request, pk))

    def act(task: Task, data: dict[str, Any]) -> str:
        changed = set_above(task=task, above=data["above"], stamp=data["stamp"], **acting(request))
        if changed.above is None:
            return _("Đã ghi: nhiệm vụ này không theo nhiệm vụ nào của cấp trên.")
        return _("Đã nối với nhiệm vụ %(n)s của cấp trên.") % {"n": changed.above.number}

    return change_task(request, pk, "above", AboveForm(request.POST, tasks=tasks), act)
