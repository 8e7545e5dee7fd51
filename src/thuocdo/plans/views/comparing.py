"""W11: what the superior's plan asks that this plan lacks or weakens."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from thuocdo.orgs.rules.rights import Right
from thuocdo.orgs.web import page, requires
from thuocdo.plans.actions import FieldError, decide_cascade
from thuocdo.plans.models import Plan, RowKind, RowState, VersionState
from thuocdo.plans.queries.comparison import ComparisonView, Pair, comparison_of
from thuocdo.plans.queries.plans import plans_to_compare_with, visible_plan, visible_plans
from thuocdo.plans.rules.compare import side_by_side
from thuocdo.plans.rules.model import Task
from thuocdo.plans.views.common import (
    crumbs_of,
    explained,
    is_htmx,
    person_of,
    plan_or_404,
    rights_of_request,
)
from thuocdo.plans.words import CASCADE_WORDS

MOST_BELOW = 40  # plans below that one page lays beside this one
WEAKER_WORDS = {
    "later": gettext_lazy("muộn hơn"),
    "looser": gettext_lazy("không còn thời hạn cụ thể"),
    "lower_share": gettext_lazy("tỷ lệ thấp hơn"),
    "lower_score": gettext_lazy("điểm thấp hơn"),
    "lower_rank": gettext_lazy("thứ hạng thấp hơn"),
}


@requires(Right.PLAN_READ, Right.PLAN_REVIEW)
@require_safe
def plan_compare(request: HttpRequest, pk: int) -> HttpResponse:
    """`?loai=` shows one kind of pair; `?kh=` compares with another plan than the one that is set."""
    plan = plan_or_404(request, pk)
    return _show(request, plan)


@requires(Right.PLAN_REVIEW)
@require_POST
@explained
def compare_decide(request: HttpRequest, pk: int) -> HttpResponse:
    """Add the demand as a draft row, say which row covers it, or that it does not apply."""
    plan = plan_or_404(request, pk)
    parent = _parent(request, plan)
    view = _view(request, plan, parent)
    pair = next((p for p in view.pairs if p.asked.id == request.POST.get("item")), None) if view else None
    if parent is None or view is None or pair is None:
        raise Http404
    wanted = request.POST.get("row", "")
    row = (
        view.own_version.rows.filter(pk=int(wanted)).select_related("version").first()
        if wanted.isdecimal()
        else None
    )
    try:
        decide_cascade(
            plan=plan,
            parent=parent,
            item=pair.asked.id,
            text=pair.asked.text,
            choice=request.POST.get("choice", ""),
            row=row,
            reason=request.POST.get("reason", ""),
            data=_data_of(pair.asked),
            by=person_of(request),
            now=timezone.now(),
        )
    except FieldError as error:
        return _show(request, plan, problem=str(error), at=pair.asked.id, status=422)
    if is_htmx(request):
        return _show(request, plan, done=pair.asked.id)
    kind = request.POST.get("loai", "")
    return redirect(f"{reverse('plans:plan_compare', args=[plan.pk])}?loai={kind}&kh={parent.pk}")


def _show(
    request: HttpRequest, plan: Plan, *, problem: str = "", at: str = "", done: str = "", status: int = 200
) -> HttpResponse:
    rights = rights_of_request(request)
    parent = _parent(request, plan)
    view = _view(request, plan, parent)
    kind = request.GET.get("loai") or request.POST.get("loai") or ""
    pairs = (
        [_line(pair) for pair in view.pairs if kind in ("", pair.state) or pair.asked.id == done]
        if view
        else []
    )
    # the same paper imported twice: nothing is owed, so nothing is decided
    twins = parent is not None and parent.unit_id == plan.unit_id and parent.number == plan.number != ""
    children = visible_plans(rights).filter(parent=plan, current__isnull=False)
    context: dict[str, Any] = {
        "heading": _("So hai bản") if twins else _("So với kế hoạch cấp trên"),
        "twins": twins,
        "crumbs": crumbs_of(plan, (_("So sánh"), "")),
        "plan": plan,
        "parent": parent,
        "view": view,
        "pairs": pairs,
        "counts": _counted(view) if view else [],
        "total": len(view.pairs) if view else 0,
        "kind": kind,
        "reuse": round(100 * view.reuse) if view and view.reuse is not None else None,
        "targets": [(WEAKER_WORDS.get(k, k), name, asked, given) for k, name, asked, given in view.targets]
        if view
        else [],
        "may_decide": rights.can(Right.PLAN_REVIEW, plan.unit) and not twins,
        "may_add": view is not None and view.own_version.state == VersionState.REVIEW,
        "own_rows": list(view.own_version.rows.filter(kind=RowKind.TASK).exclude(state=RowState.DROPPED))
        if view
        else [],
        "parents": plans_to_compare_with(rights, plan.unit, exclude=plan),
        **_below(request, plan, list(children[:MOST_BELOW])),
        "more_below": max(0, children.count() - MOST_BELOW),
        "shapes": [(shape, word) for shape, word, _tone in CASCADE_WORDS.values()],
        "problem": problem,
        "at": at,
        "done": done,
        "failed": status == 422,
    }
    return page(
        request, "plans/plan_compare.html", context, region="plans/parts/compare_pairs.html", status=status
    )


def _parent(request: HttpRequest, plan: Plan) -> Plan | None:
    wanted = request.GET.get("kh") or request.POST.get("kh") or ""
    rights = rights_of_request(request)
    if wanted.isdecimal():
        other = visible_plan(rights, int(wanted))
        return other if other and other.pk != plan.pk else None
    return visible_plan(rights, plan.parent_id) if plan.parent_id else None


def _line(pair: Pair) -> dict[str, Any]:
    shape, word, tone = CASCADE_WORDS[pair.state]
    asked, given = side_by_side(pair.asked.text, pair.row.text) if pair.row else ((), ())
    return {
        "asked": asked,
        "given": given,
        "pair": pair,
        "shape": shape,
        "word": word,
        "tone": tone,
        "weaker": [(WEAKER_WORDS.get(kind, kind), asked, given) for kind, asked, given in pair.weaker],
    }


def _counted(view: ComparisonView) -> list[dict[str, Any]]:
    return [
        {"code": code, "shape": shape, "word": word, "tone": tone, "n": view.counts[code]}
        for code, (shape, word, tone) in CASCADE_WORDS.items()
        if view.counts.get(code)
    ]


def _view(request: HttpRequest, plan: Plan, parent: Plan | None) -> ComparisonView | None:
    drafts = rights_of_request(request).can(Right.PLAN_REVIEW, plan.unit)
    return comparison_of(plan, parent, drafts=drafts) if parent else None


def _below(request: HttpRequest, plan: Plan, children: list[Plan]) -> dict[str, Any]:
    """The superior's view: how far each plan below answers this one, and the same task by task."""
    lines, cells = [], []
    asked: dict[str, Task] = {}
    for child in children:
        view = _view(request, child, plan)
        lines.append({"plan": child, "counts": _counted(view) if view else []})
        states = {pair.asked.id: pair.state for pair in view.pairs} if view else {}
        asked |= {pair.asked.id: pair.asked for pair in view.pairs} if view else {}
        cells.append(states)
    matrix = [
        {
            "task": task,
            "cells": [
                (child["plan"], *CASCADE_WORDS[states[pk]][:2]) if pk in states else (child["plan"], "", "")
                for child, states in zip(lines, cells, strict=True)
            ],
            "nobody": all(states.get(pk) in ("missing", "na") for states in cells if states),
        }
        for pk, task in asked.items()
    ]
    return {"children": lines, "matrix": matrix}


def _data_of(task: Task) -> dict[str, Any]:
    """What a row added from the superior's plan takes over: its terms, not its units."""
    return {
        "heading": task.heading,
        "index": task.index,
        "dimension": task.dimension,
        "subdimension": task.subdimension,
        "field": task.field,
        "output": task.output,
        "lead": [],
        "coordinating": [],
        "groups": [],
        "deadline_text": task.deadline_text,
        "deadline": task.deadline.to_json(),
    }
