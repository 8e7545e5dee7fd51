"""W10 Trang kế hoạch, and the last step of a review."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from thuocdo.orgs.rules.rights import Right, UnitKind
from thuocdo.orgs.web import Refusal, page, refused, requires
from thuocdo.plans.actions import FieldError, Locked, NotAllowed, NotReady
from thuocdo.plans.models import Plan, RowKind, VersionState
from thuocdo.plans.queries.plans import visible_plan
from thuocdo.plans.queries.versions import newest_version
from thuocdo.plans.words import OUTCOME_WORDS, SEVERITY_WORDS
from thuocdo.registers.indices.queries.plans import about_papi, open_proposals
from thuocdo.registers.indices.queries.releases import current_releases
from thuocdo.reporting.actions import finish_review, give_number
from thuocdo.reporting.forms import NumberForm
from thuocdo.reporting.queries.plan_page import PlanPage, in_the_way, plan_page_of
from thuocdo.reporting.views.asking import person_of, rights_of_request
from thuocdo.work.queries import unit_key
from thuocdo.work.rules.refusals import NotAllowed as WorkNotAllowed


@requires(Right.PLAN_READ, Right.PLAN_REVIEW)
def plan_page(request: HttpRequest, pk: int) -> HttpResponse:
    """The plan with everything that hangs on it."""
    return _show(request, _plan(request, pk), NumberForm())


@requires(Right.PLAN_CONFIRM)
@require_POST
def plan_number(request: HttpRequest, pk: int) -> HttpResponse:
    """Number and day of issue have come; draft tasks begin."""
    plan = _plan(request, pk)
    form = NumberForm(request.POST)
    if form.is_valid():
        try:
            begun = give_number(plan=plan, by=person_of(request), now=timezone.now(), **form.cleaned_data)
        except FieldError as error:
            form.add_error(error.field if error.field in form.fields else None, str(error))
        except (NotAllowed, WorkNotAllowed) as error:
            return refused(
                request, Refusal(_("Bạn chưa có quyền làm việc này"), str(error), error.owner), status=403
            )
        else:
            messages.success(
                request, _("Đã ghi số, ngày; %(n)s nhiệm vụ bắt đầu có hiệu lực.") % {"n": begun}
            )
            return redirect("reporting:plan_page", pk=plan.pk)
    return _show(request, plan, form, status=422)


@requires(Right.PLAN_CONFIRM)
def plan_finish(request: HttpRequest, pk: int) -> HttpResponse:
    """What stands between the review and the work; POST makes the plan work."""
    plan = _plan(request, pk)
    rights = rights_of_request(request)
    if not rights.can(Right.PLAN_CONFIRM, plan.unit):
        raise Http404
    version = newest_version(plan)
    if version is None:
        raise Http404
    problem = ""
    status = 200
    if request.method == "POST":
        try:
            done = finish_review(version=version, by=person_of(request), now=timezone.now())
        except NotReady as error:
            problem, status = str(error), 422
        except Locked as error:
            refusal = Refusal(_("Kế hoạch không còn sửa được"), str(error), error.owner, error.way_out)
            return refused(request, refusal, status=423)
        except (NotAllowed, WorkNotAllowed) as error:
            return refused(
                request, Refusal(_("Bạn chưa có quyền làm việc này"), str(error), error.owner), status=403
            )
        else:
            return _told(request, plan, done.opened)
    context = {
        "heading": _("Hoàn tất và giao nhiệm vụ"),
        "crumbs": [
            (_("Kế hoạch"), reverse("reporting:plan_list")),
            (plan.number or plan.title[:60], reverse("reporting:plan_page", args=[plan.pk])),
            (_("Hoàn tất"), ""),
        ],
        "plan": plan,
        "plan_version": version,
        "obstacles": in_the_way(version),
        "problem": problem,
        "review": reverse("plans:review", args=[plan.pk]),
        "second": plan.current_id is not None and plan.current_id != version.pk,
    }
    return page(request, "reporting/plan_finish.html", context, status=status)


def _told(request: HttpRequest, plan: Plan, opened: Any) -> HttpResponse:
    said = _("Đã giao: %(new)s nhiệm vụ mới.") % {"new": opened.new}
    if opened.kept:
        said += " " + _("%(kept)s nhiệm vụ của bản trước được giữ nguyên kết quả.") % {"kept": opened.kept}
    messages.success(request, said)
    if opened.waiting:
        messages.warning(
            request, _("%(n)s mục không khớp chắc chắn, cần bạn quyết định.") % {"n": opened.waiting}
        )
        return redirect("work:unmatched", plan=plan.pk)
    return redirect("reporting:plan_page", pk=plan.pk)


def _plan(request: HttpRequest, pk: int) -> Plan:
    plan = visible_plan(rights_of_request(request), pk)
    if plan is None:
        raise Http404
    return plan


def _show(request: HttpRequest, plan: Plan, form: NumberForm, status: int = 200) -> HttpResponse:
    rights = rights_of_request(request)
    reviews = rights.can(Right.PLAN_REVIEW, plan.unit)
    confirms = rights.can(Right.PLAN_CONFIRM, plan.unit)
    seen = plan_page_of(plan, today=timezone.localdate(), rights=rights)
    context = {
        "heading": plan.title,
        "crumbs": [(_("Kế hoạch"), reverse("reporting:plan_list")), (plan.number or _("Chưa có số"), "")],
        "plan": plan,
        "seen": seen,
        "rows": seen.rows,
        "goals": len(seen.rows[RowKind.GOAL]) + len(seen.rows[RowKind.TARGET]),
        "tasks_link": f"{reverse('work:task_list')}?xem=tat-ca&kh={plan.pk}",
        "loads": [
            (
                load,
                f"{reverse('work:task_list')}?xem=tat-ca&kh={plan.pk}"
                + (f"&dv=d{load.unit}" if load.unit else ""),
            )
            for load in seen.loads
        ],
        "findings": [
            (finding, SEVERITY_WORDS[finding.severity], OUTCOME_WORDS[finding.outcome])
            for finding in seen.findings
        ],
        "open_findings": sum(finding.outcome == finding.OPEN for finding in seen.findings),
        "papi_note": "PAPI" in plan.indices and plan.unit.kind == UnitKind.COMMUNE,
        "papi_link": about_papi(plan),
        "papi_open": open_proposals(plan, current_releases()) if about_papi(plan) else (),
        "may_review": reviews,
        "may_confirm": confirms,
        "reviewing": _under_review(seen),
        "form": form,
        "unit_key": unit_key(plan.unit),
    }
    return page(request, "reporting/plan_page.html", context, status=status)


def _under_review(seen: PlanPage) -> bool:
    newest = seen.newer or seen.version
    return newest is not None and newest.state == VersionState.REVIEW
