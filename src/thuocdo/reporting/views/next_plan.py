"""“Dự thảo kế hoạch năm sau”: what is left, line by line with its source, written as an official Kế hoạch."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from thuocdo.documents.writing.docx import write_docx
from thuocdo.orgs.models import Unit
from thuocdo.orgs.rules.rights import Right
from thuocdo.orgs.web import page, requires
from thuocdo.reporting.queries.next_plan import draft_of, lines_of, old_goals
from thuocdo.reporting.rules.next_plan import Line, document_of, ordered
from thuocdo.reporting.views.asking import rights_of_request, working_authority
from thuocdo.reporting.words import ORIGIN_WORDS

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
YEARS_AHEAD = 5
LONGEST_GOALS = 10_000


@requires(Right.PLAN_REVIEW)
def next_plan(request: HttpRequest, year: int) -> HttpResponse:
    """The lines with their sources, to be ticked; goals to be worded."""
    authority = _authority(request, year)
    return _show(request, authority, year)


@require_POST
@requires(Right.PLAN_REVIEW)
def next_plan_docx(request: HttpRequest, year: int) -> HttpResponse:
    """The draft of the ticked lines as .docx; nothing is stored."""
    authority = _authority(request, year)
    wanted = set(request.POST.getlist("dong"))
    lines = tuple(line for line in lines_of(authority, year) if line.key in wanted)
    goals = request.POST.get("muc_tieu", "")[:LONGEST_GOALS]
    if not lines:
        return _show(request, authority, year, goals=goals, problem=_("Hãy chọn ít nhất một nhiệm vụ."))
    words = tuple(" ".join(goal.split()) for goal in goals.splitlines() if goal.strip())
    draft = draft_of(authority, year, lines, words, on=timezone.localdate())
    response = HttpResponse(write_docx(document_of(draft)), content_type=DOCX)
    response.headers["Content-Disposition"] = f'attachment; filename="du-thao-ke-hoach-{year}.docx"'
    return response


def _authority(request: HttpRequest, year: int) -> Unit:
    authority = working_authority(request)
    if authority is None or not rights_of_request(request).can(Right.PLAN_REVIEW, authority):
        raise Http404
    this_year = timezone.localdate().year
    if not this_year <= year <= this_year + YEARS_AHEAD:
        raise Http404
    return authority


def drafted_year(request: HttpRequest) -> int | None:
    """The year whose plan the person may draft where they work; nothing for others."""
    authority = working_authority(request)
    if authority is None or not rights_of_request(request).can(Right.PLAN_REVIEW, authority):
        return None
    return timezone.localdate().year + 1


def _show(
    request: HttpRequest, authority: Unit, year: int, *, goals: str = "", problem: str = ""
) -> HttpResponse:
    lines = ordered(lines_of(authority, year))
    groups: dict[str, list[Line]] = {}
    for line in lines:
        groups.setdefault(str(ORIGIN_WORDS[line.origin]), []).append(line)
    context = {
        "heading": _("Dự thảo kế hoạch năm %(year)s") % {"year": year},
        "crumbs": [(_("Kế hoạch"), reverse("reporting:plan_list")), (_("Dự thảo năm sau"), "")],
        "authority": authority,
        "year": year,
        "groups": groups.items(),
        "count": len(lines),
        "without_lead": sum(not line.lead for line in lines),
        "old_goals": old_goals(authority, year),
        "goals": goals,
        "problem": problem,
    }
    return page(request, "reporting/next_plan.html", context, status=422 if problem else 200)
