"""More time on the page of a task: ask, decide, take back."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from thuocdo.orgs.rules.rights import Right
from thuocdo.orgs.web import requires
from thuocdo.work import actions
from thuocdo.work.forms import DecisionForm, ExtensionForm, StampedForm
from thuocdo.work.models import Extension, Task
from thuocdo.work.views.task_page import acting, change_task, task_or_404


@requires(Right.TASK_READ)
@require_POST
def task_extend(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask for more time."""

    def act(task: Task, data: dict[str, Any]) -> str:
        actions.ask_extension(
            task=task, until=data["until"], reason=data["reason"], stamp=data["stamp"], **acting(request)
        )
        return _("Đã gửi đề nghị gia hạn đến %(day)s. Lãnh đạo và đầu mối đã được báo.") % {
            "day": f"{data['until']:%d/%m/%Y}"
        }

    return change_task(request, pk, "extend", ExtensionForm(request.POST), act)


@requires(Right.TASK_READ)
@require_POST
def task_extension_decide(request: HttpRequest, pk: int, extension: int) -> HttpResponse:
    """Agree or refuse; which button was pressed says it."""
    found = _extension(request, pk, extension)

    def act(task: Task, data: dict[str, Any]) -> str:
        agreed = request.POST.get("answer") == "dong-y"
        decided = actions.decide_extension(
            extension=found, agreed=agreed, until=data["until"], answer=data["reason"], **acting(request)
        )
        if decided.granted is None:
            return _("Đã ghi: không đồng ý gia hạn.")
        return _("Đã đồng ý gia hạn. Hạn mới là %(day)s.") % {"day": f"{decided.granted:%d/%m/%Y}"}

    return change_task(request, pk, "decision", DecisionForm(request.POST), act)


@requires(Right.TASK_READ)
@require_POST
def task_extension_withdraw(request: HttpRequest, pk: int, extension: int) -> HttpResponse:
    """Take the request back."""
    found = _extension(request, pk, extension)

    def act(task: Task, data: dict[str, Any]) -> str:
        actions.withdraw_extension(extension=found, **acting(request))
        return _("Đã rút đề nghị gia hạn.")

    return change_task(request, pk, "withdraw", StampedForm(request.POST), act)


def _extension(request: HttpRequest, pk: int, extension: int) -> Extension:
    found = task_or_404(request, pk).extensions.filter(pk=extension).first()
    if found is None:
        raise Http404
    return found
