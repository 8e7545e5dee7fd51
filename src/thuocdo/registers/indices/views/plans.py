"""A plan held against PAPI: what it says of the past, how its targets came out, which bases have grown old."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from thuocdo.lib.errors import InputError
from thuocdo.orgs.rules.rights import Right, UnitKind
from thuocdo.orgs.web import Refusal, page, refused, requires, row_id
from thuocdo.plans.models import Plan
from thuocdo.plans.queries.plans import visible_plan
from thuocdo.plans.rules.papi import province_name
from thuocdo.registers.indices.actions import decide_baseline
from thuocdo.registers.indices.queries.plans import PlanCheck, about_papi, check_plan
from thuocdo.registers.indices.rules.baselines import BaselineState, meaning_words
from thuocdo.registers.indices.rules.claims import (
    Claim,
    Kind,
    Verdict,
    label_of,
    said_words,
    true_words,
)
from thuocdo.registers.indices.views.asking import person_of, rights_of_request
from thuocdo.registers.indices.words import KINDS, MEANINGS, REASONS, STATES, VERDICTS

_FIRST = (Verdict.WRONG, Verdict.NOT_COMPARABLE, Verdict.ROUNDED, Verdict.NO_DATA, Verdict.RIGHT)


@requires(Right.PLAN_READ, Right.PLAN_REVIEW)
def plan_check(request: HttpRequest, pk: int) -> HttpResponse:
    """The plan against the releases in use."""
    return _show(request, _plan(request, pk))


@requires(Right.PLAN_CONFIRM)
@require_POST
def baseline_decide(request: HttpRequest, pk: int) -> HttpResponse:
    """Take the new base of one target, or keep the old one with a reason."""
    plan = _plan(request, pk)
    row = row_id(request.POST.get("row", ""))
    choice = request.POST.get("choice", "")
    if row is None or choice not in (BaselineState.ACCEPTED, BaselineState.DECLINED):
        raise Http404
    try:
        decision = decide_baseline(
            plan=plan,
            row=row,
            accept=choice == BaselineState.ACCEPTED,
            reason=request.POST.get("reason", ""),
            by=person_of(request),
            now=timezone.now(),
        )
    except InputError as error:
        return _show(request, plan, problem=str(error), status=422)
    except PermissionDenied as error:
        return refused(request, Refusal(_("Bạn chưa có quyền làm việc này"), str(error)), status=403)
    messages.success(
        request,
        _("Đã nhận mốc năm %(year)s. Nguyên văn kế hoạch giữ nguyên.") % {"year": decision.release.year}
        if choice == BaselineState.ACCEPTED
        else _("Đã giữ mốc cũ và ghi lý do."),
    )
    return redirect("registers:papi_plan", pk=plan.pk)


def _plan(request: HttpRequest, pk: int) -> Plan:
    plan = visible_plan(rights_of_request(request), pk)
    if plan is None or not about_papi(plan):
        raise Http404
    return plan


def _show(request: HttpRequest, plan: Plan, *, problem: str = "", status: int = 200) -> HttpResponse:
    seen = check_plan(plan)
    plan_name = plan.number or plan.title[:60]
    context: dict[str, Any] = {
        "heading": _("Đối chiếu với PAPI"),
        "crumbs": [
            (_("Kế hoạch"), "/lam-viec/ke-hoach/"),
            (plan_name, f"/lam-viec/ke-hoach/{plan.pk}/"),
            (_("Đối chiếu với PAPI"), ""),
        ],
        "plan": plan,
        "seen": seen,
        "province": province_name(seen.province) if seen.province else "",
        "commune": plan.unit.kind == UnitKind.COMMUNE and not plan.from_above,
        "groups": _groups(seen),
        "right": sum(claim.verdict is Verdict.RIGHT for claim in seen.claims),
        "outcomes": [(one, label_of(one.dimension), _met(one.met)) for one in seen.outcomes],
        "sum": seen.sum,
        "open": [_proposal(one) for one in seen.open],
        "decided": [(one, label_of(one.dimension), STATES[BaselineState(one.state)]) for one in seen.decided],
        "may_decide": rights_of_request(request).can(Right.PLAN_CONFIRM, plan.unit),
        "problem": problem,
        "failed": bool(problem),
        "releases": reverse("registers:papi_releases"),
    }
    return page(request, "registers/indices/plan.html", context, status=status)


def _groups(seen: PlanCheck) -> list[tuple[tuple[str, Any, str], list[dict[str, Any]]]]:
    """Claims by verdict, what is wrong first."""
    out = []
    for verdict in _FIRST:
        found = [_claim(claim) for claim in seen.claims if claim.verdict is verdict]
        if found:
            out.append((VERDICTS[verdict], found))
    return out


def _claim(claim: Claim) -> dict[str, Any]:
    place = [
        f"{word} {number}"
        for word, number in ((_("trang"), claim.source.page), (_("dòng"), claim.source.line))
        if number is not None
    ]
    return {
        "what": KINDS[claim.kind],
        "about": "" if claim.kind is Kind.OF else label_of(claim.dimension),
        "year": claim.year,
        "against": claim.against,
        "said": said_words(claim),
        "true": true_words(claim),
        "why": claim.why,
        "place": ", ".join(place),
    }


def _met(met: bool | None) -> tuple[str, str, str]:
    if met is None:
        return "?", _("Chưa có kết quả"), "wait"
    return ("✔", _("Đạt"), "ok") if met else ("✖", _("Không đạt"), "late")


def _proposal(one: Any) -> dict[str, Any]:
    proposal = one.proposal
    return {
        "row": one.row,
        "proposal": proposal,
        "name": label_of(proposal.dimension),
        "reason": REASONS[proposal.reason],
        "meaning": MEANINGS[proposal.meaning],
        "says": meaning_words(proposal.meaning, proposal.new_score, proposal.target),
    }
