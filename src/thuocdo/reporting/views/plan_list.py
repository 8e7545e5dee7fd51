"""W07: all plans of the unit and above, by year, with the progress of their tasks."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from thuocdo.orgs.rules.rights import Right
from thuocdo.orgs.web import page, paginate, requires
from thuocdo.plans.models import VERSION_STATE_LABELS
from thuocdo.plans.queries.plans import authorities_for_import, lines_of, list_plans, years_of
from thuocdo.reporting.queries.plan_list import with_progress
from thuocdo.reporting.views.asking import rights_of_request, working_authority
from thuocdo.reporting.views.next_plan import drafted_year

GROUPS = (
    ("own", gettext_lazy("Của đơn vị")),
    ("above", gettext_lazy("Cấp trên giao")),
    ("below", gettext_lazy("Cấp dưới")),
    ("elsewhere", gettext_lazy("Nơi khác tôi phụ trách")),
)
ALWAYS = ("own", "above")  # the others only where there is something in them


@requires(Right.PLAN_READ, Right.PLAN_REVIEW)
@require_safe
def plan_list(request: HttpRequest) -> HttpResponse:
    """Groups with counts; `q` searches without accents, `ky` is the year, `nhom` the group."""
    rights, authority = rights_of_request(request), working_authority(request)
    text = request.GET.get("q", "").strip()[:100]
    year = int(request.GET["ky"]) if request.GET.get("ky", "").isdecimal() else None
    found = {
        code: list_plans(rights, group=code, authority=authority, text=text, year=year)
        for code, _label in GROUPS
    }
    counts = {code: plans.count() for code, plans in found.items()}
    wanted = request.GET.get("nhom", "")
    group = wanted if wanted in found else next((code for code, n in counts.items() if n), "own")
    plans = paginate(request, found[group], 50)
    lines = with_progress(lines_of(list(plans.object_list), rights), rights, today=timezone.localdate())
    context = {
        "heading": _("Kế hoạch"),
        "groups": [(code, label, counts[code]) for code, label in GROUPS if counts[code] or code in ALWAYS],
        "group": group,
        "lines": lines,
        "partial": any(line.progress and line.partial for line in lines),
        "page_obj": plans,
        "text": text,
        "year": year,
        "years": years_of(rights),
        "running": any(line.line.running for line in lines),
        "labels": VERSION_STATE_LABELS,
        "next_year": drafted_year(request),
        "may_import": authorities_for_import(rights).exists(),
        "filtered": bool(text or year),
    }
    return page(request, "reporting/plan_list.html", context, region="reporting/parts/plan_table.html")
