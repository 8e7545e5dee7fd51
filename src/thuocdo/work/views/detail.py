"""W04 Chi tiết nhiệm vụ: one task, and everything that can be done to it."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from thuocdo.orgs.rules.rights import Right
from thuocdo.orgs.web import page, requires
from thuocdo.plans.queries.plans import visible_version
from thuocdo.plans.queries.source import source_of, without_neighbours
from thuocdo.work import actions
from thuocdo.work.forms import DeadlineForm, LeadForm, PersonForm, ProgressForm, StepForm
from thuocdo.work.models import Task
from thuocdo.work.queries.detail import possible_leads, possible_people
from thuocdo.work.views.task_page import SLUGS, acting, change_task, show_task, task_or_404
from thuocdo.work.words import STEP_WORDS


@requires(Right.TASK_READ, Right.SUPERVISE)
def task_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """The page of one task."""
    return show_task(request, task_or_404(request, pk))


@requires(Right.TASK_READ, Right.SUPERVISE)
def task_source(request: HttpRequest, pk: int) -> HttpResponse:
    """The place in the plan that the task was read from, highlighted among its neighbours."""
    task = task_or_404(request, pk)
    if task.row is None:
        raise Http404
    version = task.row.version
    reads_plan = visible_version(request.rights, version.pk) is not None  # type: ignore[attr-defined]
    source = source_of(version, task.row.data)
    context = {
        "heading": _("Chỗ trong văn bản"),
        "crumbs": [
            (_("Nhiệm vụ"), reverse("work:task_list")),
            (_("Nhiệm vụ %(n)s") % {"n": task.number}, task.get_absolute_url()),
            (_("Nguồn"), ""),
        ],
        "task": task,
        "plan_version": version,
        "source": source if reads_plan else without_neighbours(source),
        "reads_plan": reads_plan,
    }
    return page(request, "work/task_source.html", context, region="work/parts/source.html")


@requires(Right.TASK_READ)
@require_POST
def task_progress(request: HttpRequest, pk: int) -> HttpResponse:
    """Note what has been achieved."""

    def act(task: Task, data: dict[str, Any]) -> str:
        actions.add_progress(task=task, text=data["text"], stamp=data["stamp"], **acting(request))
        return _("Đã ghi kết quả.")

    return change_task(request, pk, "progress", ProgressForm(request.POST), act)


@requires(Right.TASK_READ)
@require_POST
def task_step(request: HttpRequest, pk: int, slug: str) -> HttpResponse:
    """Take a step of the transition table."""
    name = SLUGS.get(slug)
    if name is None:
        raise Http404

    def act(task: Task, data: dict[str, Any]) -> str:
        actions.take_step(task=task, name=name, reason=data["reason"], stamp=data["stamp"], **acting(request))
        return _("Đã ghi: %(what)s.") % {"what": STEP_WORDS[name][1]}

    return change_task(request, pk, f"step-{name}", StepForm(request.POST), act)


@requires(Right.TASK_ASSIGN)
@require_POST
def task_lead(request: HttpRequest, pk: int) -> HttpResponse:
    """Give the task to another lead unit."""
    task = task_or_404(request, pk)
    units = possible_leads(task, request.rights, today=timezone.localdate())  # type: ignore[attr-defined]

    def act(task: Task, data: dict[str, Any]) -> str:
        changed = actions.assign_lead(
            task=task, unit=data["unit"], reason=data["reason"], stamp=data["stamp"], **acting(request)
        )
        return _("Đơn vị chủ trì là %(unit)s.") % {"unit": changed.lead}

    return change_task(request, pk, "lead", LeadForm(request.POST, units=units), act)


@requires(Right.TASK_ASSIGN)
@require_POST
def task_person(request: HttpRequest, pk: int) -> HttpResponse:
    """Name the person who does the work."""
    people = possible_people(task_or_404(request, pk), today=timezone.localdate())

    def act(task: Task, data: dict[str, Any]) -> str:
        actions.assign_person(task=task, person=data["person"], stamp=data["stamp"], **acting(request))
        return (
            _("Đã giao %(person)s.") % {"person": data["person"]}
            if data["person"]
            else _("Đã bỏ người thực hiện.")
        )

    return change_task(request, pk, "person", PersonForm(request.POST, people=people), act)


@requires(Right.TASK_ASSIGN)
@require_POST
def task_deadline(request: HttpRequest, pk: int) -> HttpResponse:
    """Set the last day by hand."""

    def act(task: Task, data: dict[str, Any]) -> str:
        actions.set_deadline(
            task=task, due=data["due"], reason=data["reason"], stamp=data["stamp"], **acting(request)
        )
        return _("Hạn mới là %(day)s.") % {"day": f"{data['due']:%d/%m/%Y}"}

    return change_task(request, pk, "deadline", DeadlineForm(request.POST), act)
