"""W02 Tuần này and W46 Tìm kiếm."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from thuocdo.calendars.queries import working_calendar
from thuocdo.orgs.rules.menu import landing_of
from thuocdo.orgs.rules.rights import Right, Role
from thuocdo.orgs.web import page, requires
from thuocdo.reporting.queries.report_week import reports_now
from thuocdo.reporting.queries.search import search
from thuocdo.reporting.queries.week import SHOWN, groups_of, has_any_task, next_due, silent_units
from thuocdo.reporting.views.asking import rights_of_request, working_authority
from thuocdo.work.queries import row_maker
from thuocdo.work.queries.extensions import extensions_to_decide
from thuocdo.work.queries.shares import parts_to_do

NOT_AT_WORK = frozenset({Role.SUPERVISOR, Role.ADMINISTRATOR})
GROUP_WORDS = {
    "late": gettext_lazy("Quá hạn"),
    "today": gettext_lazy("Hôm nay"),
    "week": gettext_lazy("Trong tuần"),
    "returned": gettext_lazy("Bị trả lại"),
    "confirm": gettext_lazy("Chờ tôi xác nhận"),
    "waiting": gettext_lazy("Chờ văn bản cấp trên"),
}
# what to open for the whole group
GROUP_LINKS = {
    "late": "?xem=don-vi&tt=late",
    "today": "?xem=don-vi",
    "week": "?xem=don-vi&tt=soon",
    "returned": "?xem=don-vi&tt=returned",
    "confirm": "?xem=tat-ca&tt=submitted",
    "waiting": "?xem=don-vi&tt=waiting",
}
NEXT_STEP = {
    "late": gettext_lazy("Ghi kết quả"),
    "today": gettext_lazy("Ghi kết quả"),
    "week": gettext_lazy("Ghi kết quả"),
    "returned": gettext_lazy("Xem lý do trả lại"),
    "confirm": gettext_lazy("Xem và xác nhận"),
    "waiting": gettext_lazy("Mở nhiệm vụ"),
}


@requires()
def week(request: HttpRequest) -> HttpResponse:
    """What is due for the person, with the button to do it; who has no week of work lands elsewhere."""
    rights = rights_of_request(request)
    if not rights.roles - NOT_AT_WORK:
        return redirect(landing_of(rights.roles))
    today = timezone.localdate()
    calendar = working_calendar()
    groups = groups_of(rights, today=today, calendar=calendar)
    authority = working_authority(request)
    follows_up = authority is not None and rights.can(Right.TASK_ASSIGN, authority)
    near = next_due(rights, today=today) if not any(group.total for group in groups) else None
    context = {
        "heading": _("Tuần này"),
        "today": today,
        "week_number": today.isocalendar().week,
        "groups": [
            (group, GROUP_WORDS[group.key], GROUP_LINKS[group.key], NEXT_STEP[group.key])
            for group in groups
            if group.total
        ],
        "silent": silent_units(authority, today=today) if authority and follows_up else [],
        "follows_up": follows_up,
        "more_time": list(extensions_to_decide(rights)[:SHOWN]),
        "may_feed": rights.any(Right.TASK_READ),
        "parts": list(parts_to_do(rights)[:SHOWN]),
        "reports": reports_now(rights, today=today),
        "near": row_maker(today=today, calendar=calendar)(near) if near else None,
        "never": near is None and not any(g.total for g in groups) and not has_any_task(rights),
        "authority": authority,
    }
    return page(request, "reporting/week.html", context)


@requires()
def find(request: HttpRequest) -> HttpResponse:
    """Tasks, plans and units that hold the query."""
    text = " ".join(request.GET.get("q", "").split())[:100]
    groups = search(rights_of_request(request), text, today=timezone.localdate()) if text else []
    context = {
        "heading": _("Tìm kiếm"),
        "q": text,
        "groups": {group.key: group for group in groups},
        "found": sum(group.total for group in groups),
    }
    return page(request, "reporting/search.html", context, region="reporting/parts/search_region.html")
