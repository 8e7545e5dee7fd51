"""W16 Bảng điểm: one framework, one period, as a tree whose every number opens."""

from __future__ import annotations

from decimal import Decimal
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from thuocdo.criteria.words import BASIS_MARKS, BASIS_WORDS
from thuocdo.orgs.models import Person
from thuocdo.orgs.rules.rights import Right
from thuocdo.orgs.web import page, requires, row_id
from thuocdo.scoring.actions.runs import run_scores
from thuocdo.scoring.models import Run
from thuocdo.scoring.queries.assessment.assessments import numbers_by_code
from thuocdo.scoring.queries.card import (
    current_run,
    earlier_run,
    fields_of,
    result_of,
    runs_of,
    uses_of,
    worst_first,
)
from thuocdo.scoring.queries.replaying import replays
from thuocdo.scoring.views.common import Subject, authority_of, subject_of, today
from thuocdo.scoring.workbook import card_workbook

RUNS_SHOWN = 10


@requires(Right.SCORE_READ, Right.INDEX_READ)
def index(request: HttpRequest) -> HttpResponse:
    """The frameworks in use for the authority, by period, each with its run in force."""
    rights, own = request.rights, request.working_unit  # type: ignore[attr-defined]
    reads = rights.any(Right.SCORE_READ)
    unit, chosen = authority_of(request) if reads else (own.authority, False)
    rows = []
    for use in uses_of(unit) if reads else ():
        period = str(use.year)
        subject = Subject(unit, use.version, use.version.code, period, chosen)
        rows.append(
            {
                "use": use,
                "run": current_run(unit, use.version.code, period),
                "card": subject.link("card"),
                "table": subject.link("table"),
            }
        )
    context = {
        "heading": _("Chấm điểm"),
        "unit": unit,
        "rows": rows,
        "may_choose": rights.can(Right.FRAMEWORK_ADMIN, unit),
        "reads": reads,
        "runs_rounds": rights.any(Right.SCORE_ROUND),
        "papi": rights.any(Right.INDEX_READ),
        "year": today().year,
    }
    return page(request, "scoring/index.html", context)


@requires(Right.SCORE_READ)
def card(request: HttpRequest, code: str, period: str) -> HttpResponse:
    """The scorecard of one authority."""
    subject = subject_of(request, code, period)
    run = current_run(subject.unit, code, period)
    context = head_of(request, subject) | {"run": run, "run_link": subject.link("run_scores")}
    if run is None:
        return page(request, "scoring/card.html", context)
    root = result_of(run)
    before = earlier_run(subject.unit, code, period)
    earlier = None if before is None else result_of(before)
    framework = run.framework.framework
    context |= {
        "root": root,
        "fields": fields_of(framework, root, earlier),
        "framework": framework,
        "waiting_points": None if root.max is None else root.max - root.counted_of,
        "worst": worst_first(root),
        "runs": runs_of(subject.unit, code, period)[:RUNS_SHOWN],
        "stale": subject.version is not None and subject.version.pk != run.framework_id,
        "marks": BASIS_MARKS,
        "zero": Decimal(0),
        "open_all": request.GET.get("mo") == "tat-ca",
        "numbers": numbers_by_code(subject.unit, code, period),
    }
    return page(request, "scoring/card.html", context)


def head_of(request: HttpRequest, subject: Subject) -> dict[str, Any]:
    """What every page of one scorecard shows on top."""
    version = subject.version
    framework = None if version is None else version.framework
    crumbs = [(_("Chấm điểm"), reverse("scoring:index"))]
    return {
        "heading": framework.name if framework else subject.code,
        "subject": subject,
        "unit": subject.unit,
        "period": subject.period,
        "version": version,
        "framework": framework,
        "basis_mark": BASIS_MARKS[framework.basis.kind] if framework else "",
        "basis_word": BASIS_WORDS[framework.basis.kind] if framework else "",
        "crumbs": crumbs,
        "card_link": subject.link("card"),
        "measures_link": subject.link("measures"),
        "table_link": subject.link("table"),
        "export_link": subject.link("card_export"),
        "page_links": page_links(subject),
    }


def page_links(subject: Subject, criterion: str = "") -> list[dict[str, str]]:
    """Where a scorecard leads: other numbers on a copy (of one criterion where named), and what to do first."""
    keys = {"ky": subject.period} | (
        {"dv": subject.unit.code or str(subject.unit.pk)} if subject.chosen else {}
    )
    named = {"tc": criterion} if criterion else {}
    pages = ((_("Thử phương án"), "trial", keys | named), (_("Xếp ưu tiên"), "priorities", keys))
    return [
        {"label": _("Tự chấm điểm"), "url": subject.link("self_score", **named)},
        *(
            {"label": label, "url": f"{reverse(f'scoring:{name}', args=[subject.code])}?{urlencode(query)}"}
            for label, name, query in pages
        ),
    ]


@require_POST
@requires(Right.SCORE_READ)
def run_now(request: HttpRequest, code: str, period: str) -> HttpResponse:
    """Score again from what is known now; says so when nothing has changed."""
    subject = subject_of(request, code, period)
    if subject.version is None:
        raise Http404
    old = current_run(subject.unit, code, period)
    person = request.user
    if not isinstance(person, Person):
        raise PermissionDenied
    (run,) = run_scores(
        units=[subject.unit], version=subject.version, period=period, by=person, now=timezone.now()
    )
    if old is not None and run.pk == old.pk:
        messages.info(request, _("Số liệu không đổi từ lần tính trước, kết quả giữ nguyên."))
    else:
        messages.success(request, _("Đã tính lại điểm từ số liệu hiện có."))
    return HttpResponseRedirect(subject.link("card"))


@requires(Right.SCORE_READ)
def run_page(request: HttpRequest, code: str, period: str, pk: str) -> HttpResponse:
    """One stored run: what went in, what came out, and whether it replays to the same result."""
    subject = subject_of(request, code, period)
    run = (
        Run.objects.select_related("framework", "by")
        .filter(pk=row_id(pk) or 0, unit=subject.unit, framework_code=code, period=period)
        .first()
    )
    if run is None:
        raise Http404
    context = head_of(request, subject) | {
        "heading": _("Lần chạy %(at)s") % {"at": timezone.localtime(run.at).strftime("%H:%M %d/%m/%Y")},
        "run": run,
        "root": result_of(run),
        "fields": fields_of(run.framework.framework, result_of(run)),
        "verdict": replays(run),
    }
    context["crumbs"] = [(_("Chấm điểm"), reverse("scoring:index")), (_("Bảng điểm"), subject.link("card"))]
    return page(request, "scoring/run.html", context)


@requires(Right.SCORE_READ)
def card_export(request: HttpRequest, code: str, period: str) -> HttpResponse:
    """The scorecard of the run in force as a workbook."""
    subject = subject_of(request, code, period)
    run = current_run(subject.unit, code, period)
    if run is None:
        raise Http404
    content = card_workbook(run, fields_of(run.framework.framework, result_of(run)))
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    response = HttpResponse(content, content_type=kind)
    name = f"bang-diem-{code}-{period}-{subject.unit.code or subject.unit.pk}.xlsx"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
