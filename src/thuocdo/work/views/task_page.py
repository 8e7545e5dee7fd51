"""The page of one task with its forms, and a change asked for by one of them. Shared by all that can be done to a task."""

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

from thuocdo.calendars.queries import working_calendar
from thuocdo.lib.errors import InputError
from thuocdo.orgs.models import Unit
from thuocdo.orgs.rules.rights import Right
from thuocdo.orgs.web import Refusal, page, refused
from thuocdo.work.forms import (
    DeadlineForm,
    DecisionForm,
    ExtensionForm,
    LeadForm,
    PersonForm,
    ProgressForm,
    RhythmForm,
    StepForm,
)
from thuocdo.work.forms_of_shares import AboveForm, BlockForm, ChildForm, PartForm
from thuocdo.work.models import Task, TaskOrigin
from thuocdo.work.queries.access import may
from thuocdo.work.queries.cascade import above_of, possible_above, roll_up
from thuocdo.work.queries.detail import (
    allowed_steps,
    deadline_view,
    find_task,
    history_of,
    possible_leads,
    possible_people,
    source_words,
)
from thuocdo.work.queries.extensions import Extensions, extensions_of
from thuocdo.work.queries.rows import row_maker
from thuocdo.work.queries.series import SeriesView, series_view
from thuocdo.work.queries.shares import Shares, possible_blockers, shares_of
from thuocdo.work.rules.refusals import NotAllowed, Stale
from thuocdo.work.rules.states import TaskState
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


def task_or_404(request: HttpRequest, pk: int) -> Task:
    """The task as far as the person may know it."""
    task = find_task(request.rights, pk)  # type: ignore[attr-defined]
    if task is None:
        raise Http404
    return task


def acting(request: HttpRequest) -> dict[str, Any]:
    """`by` and `now` of an action."""
    return {"by": request.user, "now": timezone.now()}


def change_task(
    request: HttpRequest, pk: int, which: str, form: forms.Form, act: Callable[[Task, dict[str, Any]], str]
) -> HttpResponse:
    """Run an action with the form's data; whatever is refused comes back with everything that was typed."""
    task = task_or_404(request, pk)
    if not form.is_valid():
        return show_task(request, task, {which: form}, status=422)
    try:
        told = act(task, form.cleaned_data)
    except NotAllowed as error:
        refusal = Refusal(
            _("Chưa thay đổi được"), str(error), error.owner, _("Về nhiệm vụ"), task.get_absolute_url()
        )
        return refused(request, refusal, status=403)
    except Stale as error:
        form.add_error(None, str(error))
        fresh = task_or_404(request, pk)
        form.data = form.data.copy()  # type: ignore[attr-defined]
        form.data["stamp"] = str(fresh.version_stamp)  # type: ignore[index]
        return show_task(request, fresh, {which: form}, status=409)
    except InputError as error:
        form.add_error(None, str(error))
        return show_task(request, task, {which: form}, status=422)
    messages.success(request, told)
    back = request.POST.get("next", "")
    safe = url_has_allowed_host_and_scheme(back, {request.get_host()}, require_https=request.is_secure())
    return redirect(back if safe else task.get_absolute_url())


def show_task(
    request: HttpRequest, task: Task, bound: dict[str, forms.Form] | None = None, status: int = 200
) -> HttpResponse:
    """The page; `bound`: forms that were refused, with what was typed."""
    today = timezone.localdate()
    calendar = working_calendar()
    rights = request.rights  # type: ignore[attr-defined]
    bound = bound or {}
    assigns = may(rights, Right.TASK_ASSIGN, task)
    series = series_view(task, rights, today=today, calendar=calendar)
    more_time = extensions_of(task, rights)
    make = row_maker(today=today, calendar=calendar)
    shares = shares_of(task, rights, make=make)
    context = {
        "heading": _("Nhiệm vụ %(n)s") % {"n": task.number},
        "crumbs": [
            (_("Nhiệm vụ"), reverse("work:task_list")),
            (_("Nhiệm vụ %(n)s") % {"n": task.number}, ""),
        ],
        "task": task,
        "row": make(task),
        "deadline": deadline_view(task, today=today, calendar=calendar),
        "source": source_words(task),
        "helping": task.coordinating.select_related("unit"),
        "history": history_of(task),
        "series": series,
        "bound_period": bound.get("period"),
        "bound_report": bound.get("report"),
        "shares": shares,
        "above": above_of(task, rights),
        "below": roll_up(task, rights, make=make, today=today)
        if task.province_id == task.authority_id
        else None,
        "opens_parent": task.parent is not None and may(rights, Right.TASK_READ, task.parent),
        "origin": TaskOrigin.objects.filter(task=task).first() if task.plan_id is None else None,
        "extensions": more_time,
        "forms": {
            **_forms(task, rights, bound, assigns, series),
            **_forms_of_extensions(task, more_time, bound),
            **_forms_of_shares(task, rights, shares, bound),
            **_form_of_above(task, rights, bound),
        },
        "steps": _steps(task, rights, bound, series),
        "failed": next((form for form in bound.values() if form.errors), None),
        "conflict": status == 409,
        "reads_proofs": rights.any(Right.TASK_READ),
    }
    return page(request, "work/task_detail.html", context, status=status)


def _forms(
    task: Task, rights: Any, bound: dict[str, forms.Form], assigns: bool, series: SeriesView | None
) -> dict[str, forms.Form]:
    """The forms that the person may use on this task; a task that comes again has its results in its periods."""
    stamp = {"stamp": task.version_stamp}
    today = timezone.localdate()
    offered: dict[str, forms.Form] = {}
    if not task.is_open:
        return offered
    if may(rights, Right.TASK_WRITE, task) and not (series and series.open):
        offered["progress"] = ProgressForm(initial={**stamp, "text": task.result}, prefix=None)
    if assigns:
        offered["lead"] = LeadForm(
            initial={**stamp, "unit": task.lead_id}, units=possible_leads(task, rights, today=today)
        )
        offered["person"] = PersonForm(
            initial={**stamp, "person": task.person_id}, people=possible_people(task, today=today)
        )
        if task.state != TaskState.DRAFT:
            initial = {"rhythm": series.series.rhythm, "grace": series.series.grace} if series else {}
            offered["rhythm"] = RhythmForm(initial={**stamp, **initial})
    if rights.can(Right.TASK_ASSIGN, task.authority):
        offered["deadline"] = DeadlineForm(initial=stamp)
    return {which: bound.get(which, form) for which, form in offered.items()}


def _forms_of_extensions(task: Task, seen: Extensions, bound: dict[str, forms.Form]) -> dict[str, forms.Form]:
    """Asking for more time, and deciding on what is asked."""
    stamp = {"stamp": task.version_stamp}
    offered: dict[str, forms.Form] = {}
    if seen.may_ask:
        offered["extend"] = ExtensionForm(initial=stamp)
    if seen.may_decide and seen.open is not None:
        offered["decision"] = DecisionForm(initial={**stamp, "until": f"{seen.open.wanted:%d/%m/%Y}"})
    return {which: bound.get(which, form) for which, form in offered.items()}


def _forms_of_shares(
    task: Task, rights: Any, shares: Shares, bound: dict[str, forms.Form]
) -> dict[str, forms.Form]:
    """Parts, pieces and waiting, for who leads or assigns the task."""
    stamp = {"stamp": task.version_stamp}
    offered: dict[str, forms.Form] = {}
    if shares.leads:
        if any(row.still for row in shares.parts):
            units = Unit.objects.filter(coordinated__task=task).distinct()
            offered["part"] = PartForm(initial=stamp, units=units)
        offered["block"] = BlockForm(initial=stamp, tasks=possible_blockers(task, rights))
    if shares.assigns and task.state != TaskState.DRAFT:
        leads = possible_leads(task, rights, today=timezone.localdate())
        offered["child"] = ChildForm(initial=stamp, units=leads)
    return {which: bound.get(which, form) for which, form in offered.items()}


def _form_of_above(task: Task, rights: Any, bound: dict[str, forms.Form]) -> dict[str, forms.Form]:
    """Which task of the superior it answers, for who assigns for the authority."""
    if task.province_id in (None, task.authority_id) or task.parent_id is not None or not task.is_open:
        return {}
    if not rights.can(Right.TASK_ASSIGN, task.authority) or not rights.any(Right.PLAN_READ):
        return {}
    tasks = possible_above(task)
    if not tasks:
        return {}
    stamp = {"stamp": task.version_stamp, "above": task.above_id}
    return {"above": bound.get("above", AboveForm(initial=stamp, tasks=tasks))}


def _steps(
    task: Task, rights: Any, bound: dict[str, forms.Form], series: SeriesView | None
) -> list[dict[str, Any]]:
    """The steps as buttons: the first fitting one is the page's primary, dangerous ones come last."""
    steps = allowed_steps(task, rights)
    if series and series.open:  # its periods are started and handed in, not the whole
        steps = tuple(step for step in steps if step.name not in ("start", "submit"))
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
