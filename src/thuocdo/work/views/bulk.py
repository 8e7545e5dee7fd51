"""Several tasks at once: choose a lead unit, see what was done to each. And what a new version left open."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from thuocdo.lib.errors import InputError
from thuocdo.orgs.rules.rights import Right
from thuocdo.orgs.web import page, requires, row_id
from thuocdo.plans.models import Plan, PlanRow
from thuocdo.work import actions
from thuocdo.work.forms import BulkLeadForm
from thuocdo.work.models import Task, Unmatched
from thuocdo.work.queries import visible_tasks
from thuocdo.work.queries.detail import units_to_lead
from thuocdo.work.queries.unmatched import open_questions

MOST = 200


@requires(Right.TASK_ASSIGN)
@require_POST
def bulk_lead(request: HttpRequest) -> HttpResponse:
    """First the chosen tasks and the question which unit; then, unit given, the result of each task."""
    rights = request.rights  # type: ignore[attr-defined]
    ids = [pk for text in request.POST.getlist("task") if (pk := row_id(text)) is not None][:MOST]
    tasks = list(visible_tasks(rights).filter(pk__in=ids).select_related("lead", "plan"))
    if not tasks:
        messages.warning(request, _("Chưa chọn nhiệm vụ nào. Hãy đánh dấu ở đầu dòng rồi chọn lại."))
        return redirect("work:task_list")
    asked = "unit" in request.POST
    form = BulkLeadForm(
        request.POST if asked else None, units=units_to_lead(rights, today=timezone.localdate())
    )
    context = {
        "heading": _("Chuyển đơn vị chủ trì"),
        "crumbs": [(_("Nhiệm vụ"), reverse("work:task_list")), (_("Chuyển đơn vị chủ trì"), "")],
        "form": form,
        "tasks": tasks,
    }
    if not asked or not form.is_valid():
        return page(request, "work/bulk_lead.html", context, status=422 if asked else 200)
    outcomes = actions.assign_lead_of_many(
        tasks=[task.pk for task in tasks],
        unit=form.cleaned_data["unit"],
        reason=form.cleaned_data["reason"],
        by=request.user,  # type: ignore[arg-type]
        now=timezone.now(),
    )
    context |= {
        "outcomes": outcomes,
        "done": sum(outcome.done for outcome in outcomes),
        "not_done": [outcome for outcome in outcomes if not outcome.done],
        "unit": form.cleaned_data["unit"],
    }
    return page(request, "work/bulk_done.html", context)


@requires(Right.PLAN_CONFIRM)
def unmatched(request: HttpRequest, plan: int) -> HttpResponse:
    """What a new version of a plan left open, one question after another."""
    rights = request.rights  # type: ignore[attr-defined]
    found = get_object_or_404(Plan.objects.select_related("unit"), pk=plan)
    if not rights.can(Right.PLAN_CONFIRM, found.unit):
        raise Http404
    context = {
        "heading": _("Nhiệm vụ chờ quyết định sau bản mới"),
        "plan": found,
        "questions": open_questions(found),
        "crumbs": [
            (_("Nhiệm vụ"), reverse("work:task_list") + f"?xem=tat-ca&kh={found.pk}"),
            (found.title, ""),
        ],
    }
    return page(request, "work/unmatched.html", context)


@requires(Right.PLAN_CONFIRM)
@require_POST
def decide(request: HttpRequest, pk: int) -> HttpResponse:
    """One answer: "new", "keep", "drop", "task-<id>" or "row-<id>"."""
    question = get_object_or_404(Unmatched.objects.select_related("plan__unit"), pk=pk)
    if not request.rights.can(Right.PLAN_CONFIRM, question.plan.unit):  # type: ignore[attr-defined]
        raise Http404
    answer, _dash, number = request.POST.get("answer", "").partition("-")
    task = row = None
    if answer == "task" and number.isascii() and number.isdigit():
        task, answer = get_object_or_404(Task, pk=int(number), plan=question.plan), "same"
    elif answer == "row" and number.isascii() and number.isdigit():
        row, answer = get_object_or_404(PlanRow, pk=int(number), version__plan=question.plan), "same"
    try:
        actions.decide_unmatched(
            question=question,
            decision=answer,
            task=task,
            row=row,
            by=request.user,  # type: ignore[arg-type]
            now=timezone.now(),
        )
        messages.success(request, _("Đã ghi quyết định."))
    except InputError as error:
        messages.error(request, str(error))
    return redirect("work:unmatched", plan=question.plan_id)
