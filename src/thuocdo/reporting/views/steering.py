"""W13 Điều hành and W14 Trang đơn vị."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from thuocdo.calendars.queries import working_calendar
from thuocdo.orgs.models import Unit
from thuocdo.orgs.queries import Rights
from thuocdo.orgs.queries.people import in_force
from thuocdo.orgs.rules.rights import Right
from thuocdo.orgs.web import page, paginate, requires
from thuocdo.reporting.queries.briefing import briefing_of
from thuocdo.reporting.queries.papi_slope import papi_slope
from thuocdo.reporting.queries.report_week import reports_now
from thuocdo.reporting.queries.risks import boards_of, boards_of_unit
from thuocdo.reporting.queries.steering import people_with_load, steering_of, tasks_led_by
from thuocdo.reporting.views.asking import rights_of_request, working_authority, working_unit
from thuocdo.work.queries import counts_of, row_maker, unit_key, unit_of_key, visible_tasks, with_list_parts
from thuocdo.work.queries.extensions import extensions_to_decide, periods_to_confirm

MOST_ASKED = 10  # requests and periods that the block prints


@requires(Right.DASHBOARD)
def steering(request: HttpRequest) -> HttpResponse:
    """The authority on one screen; the head of an office sees the office's page instead."""
    rights, authority, unit = rights_of_request(request), working_authority(request), working_unit(request)
    if authority is None or unit is None:
        raise Http404
    if not rights.can(Right.DASHBOARD, authority):
        return redirect("reporting:unit_page", key=unit_key(unit))
    now = timezone.localtime()
    context = {
        "heading": _("Điều hành"),
        "today": now.date(),
        "now": now,
        "authority": authority,
        "steering": steering_of(authority, today=now.date(), calendar=working_calendar()),
        "may_confirm": rights.can(Right.TASK_CONFIRM, authority),
        "boards": boards_of(authority, today=now.date()) if sees_scores(rights, authority) else None,
        "papi": papi_slope(authority),
        "more_time": list(extensions_to_decide(rights)[:MOST_ASKED]),
        "periods": list(periods_to_confirm(rights)[:MOST_ASKED]),
        "reports": reports_now(rights, today=now.date(), authority=authority),
    }
    return page(request, "reporting/steering.html", context)


@requires(Right.DASHBOARD)
def briefing(request: HttpRequest) -> HttpResponse:
    """ "Phiếu giao ban": what the weekly meeting talks about, on one sheet of A4."""
    rights, authority = rights_of_request(request), working_authority(request)
    if authority is None or not rights.can(Right.DASHBOARD, authority):
        raise Http404
    now = timezone.localtime()
    boards = boards_of(authority, today=now.date()) if sees_scores(rights, authority) else []
    context = {
        "heading": _("Phiếu giao ban"),
        "crumbs": [(_("Điều hành"), reverse("reporting:steering")), (_("Phiếu giao ban"), "")],
        "today": now.date(),
        "week_number": now.isocalendar().week,
        "now": now,
        "authority": authority,
        "office": office_of(rights, authority),
        "sheet": briefing_of(authority, boards, today=now.date(), calendar=working_calendar()),
    }
    return page(request, "reporting/briefing.html", context)


def sees_scores(rights: Rights, authority: Unit) -> bool:
    """Whether the person may read the scores of this authority."""
    home = {unit.authority_id for unit in rights.units}
    return rights.can(Right.SCORE_READ, authority) or (authority.pk in home and rights.any(Right.SCORE_READ))


def office_of(rights: Rights, authority: Unit) -> str:
    """The position that the person holds at the authority, for the line of who printed; never a name."""
    posts = rights.person.memberships.filter(in_force(timezone.localdate()), unit__authority=authority)
    return posts.order_by("starts", "id").values_list("position", flat=True).first() or ""


@requires(Right.TASK_READ, Right.DASHBOARD)
def unit_page(request: HttpRequest, key: str) -> HttpResponse:
    """Everything one unit owes and delivered; the same page the unit sees itself."""
    rights = rights_of_request(request)
    unit = Unit.objects.select_related("authority", "successor", "province").filter(unit_of_key(key)).first()
    if unit is None or not (rights.can(Right.DASHBOARD, unit) or rights.can(Right.TASK_READ, unit)):
        raise Http404
    today = timezone.localdate()
    # what the reader may not see elsewhere is not counted here either
    tasks = tasks_led_by(unit) & visible_tasks(rights)
    make = row_maker(today=today, calendar=working_calendar())
    page_obj = paginate(request, with_list_parts(tasks.order_by("-is_open", "due_order", "pk")), 50)
    heads = rights.can(Right.TASK_ASSIGN, unit)
    home_key = (unit.authority or unit).code or str((unit.authority or unit).pk)
    context = {
        "heading": unit.name,
        "unit": unit,
        "key": unit_key(unit),
        "counts": counts_of(tasks, today),
        "rows": [make(task) for task in page_obj.object_list],
        "page_obj": page_obj,
        "people": people_with_load(unit, today=today) if heads else [],
        "crumbs": [
            (_("Điều hành"), "/lam-viec/dieu-hanh/")
            if rights.any(Right.DASHBOARD)
            else (_("Nhiệm vụ"), "/lam-viec/nhiem-vu/"),
            (unit.name, ""),
        ],
        "own": unit.pk in rights.own_units,
        "boards": boards_of_unit(unit, today=today) if sees_scores(rights, unit.authority or unit) else [],
        "own_only": unit.authority_id != unit.pk,
        "elsewhere": "" if unit.authority in {u.authority for u in rights.units} else home_key,
    }
    return page(request, "reporting/unit_page.html", context)
