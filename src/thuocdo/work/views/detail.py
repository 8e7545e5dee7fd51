"""W04 Chi tiết nhiệm vụ: one task, and everything that can be done to it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from thuocdo.calendars.queries import working_calendar
from thuocdo.lib.errors import InputError
from thuocdo.orgs.rules.rights import Right
from thuocdo.orgs.web import Refusal, page, refused, requires
from thuocdo.plans.queries.plans import visible_version
from thuocdo.plans.queries.source import source_of, without_neighbours
from thuocdo.work import actions
from thuocdo.work.forms import DeadlineForm, LeadForm, PersonForm, ProgressForm, StepForm
from thuocdo.work.models import Task
from thuocdo.work.queries.access import may
from thuocdo.work.queries.detail import (
    allowed_steps,
    deadline_view,
    find_task,
    history_of,
    possible_leads,
    possible_people,
    source_words,
)
from thuocdo.work.queries.rows import row_maker
from thuocdo.work.rules.refusals import NotAllowed, Stale
from thuocdo.work.words import STEP_WORDS

# how addresses name the steps
SLUGS = {
    "bat-dau": "start",
    "trinh": "submit",
    "rut-lai": "withdraw",
    "xac-nhan": "accept",
    "tra-lai": "return",
    "khong-phat-sinh": "not_arisen",
    "tam-dung": "pause",
    "lam-tiep": "resume",
    "mo-lai": "reopen",
    "bo": "drop",
}
_SLUG_OF = {name: slug for slug, name in SLUGS.items()}
DANGEROUS = ("drop",)
PRIMARY = ("accept", "submit", "start", "resume")


@requires(Right.TASK_READ, Right.SUPERVISE)
def task_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """The page of one task."""
    return _show(request, _task(request, pk))


@requires(Right.TASK_READ, Right.SUPERVISE)
def task_source(request: HttpRequest, pk: int) -> HttpResponse:
    """The place in the plan that the task was read from, highlighted among its neighbours."""
    task = _task(request, pk)
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
        actions.add_progress(task=task, text=data["text"], stamp=data["stamp"], **_who(request))
        return _("Đã ghi kết quả.")

    return _change(request, pk, "progress", ProgressForm(request.POST), act)


@requires(Right.TASK_READ)
@require_POST
def task_step(request: HttpRequest, pk: int, slug: str) -> HttpResponse:
    """Take a step of the transition table."""
    name = SLUGS.get(slug)
    if name is None:
        raise Http404

    def act(task: Task, data: dict[str, Any]) -> str:
        actions.take_step(task=task, name=name, reason=data["reason"], stamp=data["stamp"], **_who(request))
        return _("Đã ghi: %(what)s.") % {"what": STEP_WORDS[name][1]}

    return _change(request, pk, f"step-{name}", StepForm(request.POST), act)


@requires(Right.TASK_ASSIGN)
@require_POST
def task_lead(request: HttpRequest, pk: int) -> HttpResponse:
    """Give the task to another lead unit."""
    task = _task(request, pk)
    units = possible_leads(task, request.rights, today=timezone.localdate())  # type: ignore[attr-defined]

    def act(task: Task, data: dict[str, Any]) -> str:
        changed = actions.assign_lead(
            task=task, unit=data["unit"], reason=data["reason"], stamp=data["stamp"], **_who(request)
        )
        return _("Đơn vị chủ trì là %(unit)s.") % {"unit": changed.lead}

    return _change(request, pk, "lead", LeadForm(request.POST, units=units), act)


@requires(Right.TASK_ASSIGN)
@require_POST
def task_person(request: HttpRequest, pk: int) -> HttpResponse:
    """Name the person who does the work."""
    people = possible_people(_task(request, pk), today=timezone.localdate())

    def act(task: Task, data: dict[str, Any]) -> str:
        actions.assign_person(task=task, person=data["person"], stamp=data["stamp"], **_who(request))
        return (
            _("Đã giao %(person)s.") % {"person": data["person"]}
            if data["person"]
            else _("Đã bỏ người thực hiện.")
        )

    return _change(request, pk, "person", PersonForm(request.POST, people=people), act)


@requires(Right.TASK_ASSIGN)
@require_POST
def task_deadline(request: HttpRequest, pk: int) -> HttpResponse:
    """Set the last day by hand."""

    def act(task: Task, data: dict[str, Any]) -> str:
        actions.set_deadline(
            task=task, due=data["due"], reason=data["reason"], stamp=data["stamp"], **_who(request)
        )
        return _("Hạn mới là %(day)s.") % {"day": f"{data['due']:%d/%m/%Y}"}

    return _change(request, pk, "deadline", DeadlineForm(request.POST), act)


def _task(request: HttpRequest, pk: int) -> Task:
    task = find_task(request.rights, pk)  # type: ignore[attr-defined]
    if task is None:
        raise Http404
    return task


def _who(request: HttpRequest) -> dict[str, Any]:
    return {"by": request.user, "now": timezone.now()}


def _change(
    request: HttpRequest, pk: int, which: str, form: forms.Form, act: Callable[[Task, dict[str, Any]], str]
) -> HttpResponse:
    """Run an action with the form's data; whatever is refused comes back with everything that was typed."""
    task = _task(request, pk)
    if not form.is_valid():
        return _show(request, task, {which: form}, status=422)
    try:
        told = act(task, form.cleaned_data)
    except NotAllowed as error:
        refusal = Refusal(
            _("Chưa thay đổi được"), str(error), error.owner, _("Về nhiệm vụ"), task.get_absolute_url()
        )
        return refused(request, refusal, status=403)
    except Stale as error:
        form.add_error(None, str(error))
        fresh = _task(request, pk)
        form.data = form.data.copy()  # type: ignore[attr-defined]
        form.data["stamp"] = str(fresh.version_stamp)  # type: ignore[index]
        return _show(request, fresh, {which: form}, status=409)
    except InputError as error:
        form.add_error(None, str(error))
        return _show(request, task, {which: form}, status=422)
    messages.success(request, told)
    back = request.POST.get("next", "")
    safe = url_has_allowed_host_and_scheme(back, {request.get_host()}, require_https=request.is_secure())
    return redirect(back if safe else task.get_absolute_url())


def _show(
    request: HttpRequest, task: Task, bound: dict[str, forms.Form] | None = None, status: int = 200
) -> HttpResponse:
    today = timezone.localdate()
    calendar = working_calendar()
    rights = request.rights  # type: ignore[attr-defined]
    bound = bound or {}
    assigns = may(rights, Right.TASK_ASSIGN, task)
    context = {
        "heading": _("Nhiệm vụ %(n)s") % {"n": task.number},
        "crumbs": [
            (_("Nhiệm vụ"), reverse("work:task_list")),
            (_("Nhiệm vụ %(n)s") % {"n": task.number}, ""),
        ],
        "task": task,
        "row": row_maker(today=today, calendar=calendar)(task),
        "deadline": deadline_view(task, today=today, calendar=calendar),
        "source": source_words(task),
        "helping": task.coordinating.select_related("unit"),
        "history": history_of(task),
        "forms": _forms(task, rights, bound, assigns),
        "steps": _steps(task, rights, bound),
        "failed": next((form for form in bound.values() if form.errors), None),
        "conflict": status == 409,
    }
    return page(request, "work/task_detail.html", context, status=status)


def _forms(task: Task, rights: Any, bound: dict[str, forms.Form], assigns: bool) -> dict[str, forms.Form]:
    """The forms that the person may use on this task."""
    stamp = {"stamp": task.version_stamp}
    today = timezone.localdate()
    offered: dict[str, forms.Form] = {}
    if not task.is_open:
        return offered
    if may(rights, Right.TASK_WRITE, task):
        offered["progress"] = ProgressForm(initial={**stamp, "text": task.result}, prefix=None)
    if assigns:
        offered["lead"] = LeadForm(
            initial={**stamp, "unit": task.lead_id}, units=possible_leads(task, rights, today=today)
        )
        offered["person"] = PersonForm(
            initial={**stamp, "person": task.person_id}, people=possible_people(task, today=today)
        )
    if rights.can(Right.TASK_ASSIGN, task.authority):
        offered["deadline"] = DeadlineForm(initial=stamp)
    return {which: bound.get(which, form) for which, form in offered.items()}


def _steps(task: Task, rights: Any, bound: dict[str, forms.Form]) -> list[dict[str, Any]]:
    """The steps as buttons: the first fitting one is the page's primary, dangerous ones come last."""
    steps = allowed_steps(task, rights)
    primary = next((name for name in PRIMARY if any(step.name == name for step in steps)), "")
    ordered = sorted(steps, key=lambda s: (s.name in DANGEROUS, s.name != primary))
    return [
        {
            "name": step.name,
            "label": STEP_WORDS[step.name][0],
            "address": reverse("work:task_step", args=[task.pk, _SLUG_OF[step.name]]),
            "asks": step.needs_reason or (step.name == "submit" and not task.result),
            "reason_label": _("Kết quả trình") if step.name == "submit" else _("Lý do"),
            "primary": step.name == primary,
            "danger": step.name in DANGEROUS,
            "form": bound.get(f"step-{step.name}", StepForm(initial={"stamp": task.version_stamp})),
            "open": f"step-{step.name}" in bound,
        }
        for step in ordered
    ]
