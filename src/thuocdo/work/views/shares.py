"""Parts of coordinating units, pieces of a task, and what it waits for."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from thuocdo.orgs.models import Unit
from thuocdo.orgs.rules.rights import Right
from thuocdo.orgs.web import requires
from thuocdo.work import actions
from thuocdo.work.forms import StampedForm
from thuocdo.work.forms_of_shares import BlockForm, ChildForm, PartForm, ReportForm
from thuocdo.work.models import Task
from thuocdo.work.queries.detail import possible_leads
from thuocdo.work.queries.shares import possible_blockers
from thuocdo.work.views.task_page import acting, change_task, task_or_404


@requires(Right.TASK_READ)
@require_POST
def task_part(request: HttpRequest, pk: int) -> HttpResponse:
    """Say what a coordinating unit has to do."""
    units = Unit.objects.filter(coordinated__task=task_or_404(request, pk)).distinct()

    def act(task: Task, data: dict[str, Any]) -> str:
        actions.set_part(
            task=task, unit=data["unit"], text=data["text"], stamp=data["stamp"], **acting(request)
        )
        return _("Đã ghi phần việc của %(unit)s.") % {"unit": data["unit"]}

    return change_task(request, pk, "part", PartForm(request.POST, units=units), act)


@requires(Right.TASK_READ)
@require_POST
def task_part_report(request: HttpRequest, pk: int, part: int) -> HttpResponse:
    """The coordinating unit reports on its part."""
    found = task_or_404(request, pk).parts.filter(pk=part).first()
    if found is None:
        raise Http404
    form = ReportForm(request.POST)
    form.part = found.pk  # type: ignore[attr-defined]  # where the page puts what was refused

    def act(task: Task, data: dict[str, Any]) -> str:
        actions.report_part(
            part=found, done=data["done"], note=data["note"], stamp=data["stamp"], **acting(request)
        )
        return _("Đã ghi phần phối hợp: xong.") if data["done"] else _("Đã ghi phần phối hợp.")

    return change_task(request, pk, "report", form, act)


@requires(Right.TASK_ASSIGN)
@require_POST
def task_child(request: HttpRequest, pk: int) -> HttpResponse:
    """Make a piece of the task a task of its own."""
    task = task_or_404(request, pk)
    units = possible_leads(task, request.rights, today=timezone.localdate())  # type: ignore[attr-defined]

    def act(task: Task, data: dict[str, Any]) -> str:
        actions.add_child(
            task=task, text=data["text"], lead=data["lead"], due=data["due"], stamp=data["stamp"],
            **acting(request),
        )  # fmt: skip
        return _("Đã thêm việc con cho %(unit)s.") % {"unit": data["lead"]}

    return change_task(request, pk, "child", ChildForm(request.POST, units=units), act)


@requires(Right.TASK_READ)
@require_POST
def task_block(request: HttpRequest, pk: int) -> HttpResponse:
    """Say which task this one waits for."""
    tasks = possible_blockers(task_or_404(request, pk), request.rights)  # type: ignore[attr-defined]

    def act(task: Task, data: dict[str, Any]) -> str:
        actions.add_block(task=task, other=data["other"], stamp=data["stamp"], **acting(request))
        return _("Đã ghi: nhiệm vụ này chờ nhiệm vụ %(n)s.") % {"n": data["other"].number}

    return change_task(request, pk, "block", BlockForm(request.POST, tasks=tasks), act)


@requires(Right.TASK_READ)
@require_POST
def task_unblock(request: HttpRequest, pk: int, block: int) -> HttpResponse:
    """The task no longer waits for another one."""
    found = task_or_404(request, pk).blocks.filter(pk=block).first()
    if found is None:
        raise Http404

    def act(task: Task, data: dict[str, Any]) -> str:
        actions.remove_block(block=found, stamp=data["stamp"], **acting(request))
        return _("Đã bỏ: nhiệm vụ này không còn chờ nữa.")

    return change_task(request, pk, "unblock", StampedForm(request.POST), act)
