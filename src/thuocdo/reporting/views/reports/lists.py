"""W22 Lịch báo cáo: what is due, for which days, to whom, and whether it was received."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from thuocdo.lib.errors import InputError
from thuocdo.orgs.queries import Rights
from thuocdo.orgs.rules.rights import Right
from thuocdo.orgs.web import page, requires, row_id
from thuocdo.registers.reports.actions.duties import remind
from thuocdo.registers.reports.models import Duty
from thuocdo.registers.reports.queries.counts import kept_by_regime, kept_by_unit, kept_in_all
from thuocdo.registers.reports.queries.duties import (
    DutyFilter,
    DutyRow,
    filtered,
    may_remind,
    row_of,
    visible_duties,
    visible_gatherings,
    with_state,
)
from thuocdo.registers.reports.rules.states import Shown
from thuocdo.registers.reports.words import SHOWN_WORDS
from thuocdo.reporting.views.asking import person_of, rights_of_request

READS = (Right.REPORT_READ, Right.REPORT_ACCEPT)
HOME = "/lam-viec/bao-cao/"
SIZE = 50
VIEWS = ("danh-sach", "thang", "don-vi")
MOST_ROWS = 300  # units of the table unit by period; the list has pages


@require_safe
@requires(*READS)
def report_list(request: HttpRequest) -> HttpResponse:
    """The duties of the year that the person may see, by list, by month or unit by period."""
    today = timezone.localdate()
    rights = rights_of_request(request)
    wanted = DutyFilter.read(request.GET, year=today.year)
    view = request.GET.get("xem", "")
    view = view if view in VIEWS else VIEWS[0]
    everything = visible_duties(rights)
    found = filtered(everything, rights, wanted)
    shown = with_state(found, Shown(wanted.state), today) if wanted.state else found
    context: dict[str, Any] = {
        "heading": _("Lịch báo cáo"),
        "crumbs": [(_("Báo cáo"), "")],
        "today": today,
        "wanted": wanted,
        "view": view,
        "kept": kept_in_all(found, today),
        "any_duty": everything.exists(),
        "states": [(state.value, word) for state, word in SHOWN_WORDS.items()],
        "years": range(today.year + 1, today.year - 4, -1),
        "regimes": everything.order_by("regime__name").values_list("regime__code", "regime__name").distinct(),
        "may_admin": rights.any(Right.REPORT_ADMIN),
        "receives": rights.any(Right.REPORT_ACCEPT),
        "gatherings": visible_gatherings(rights).filter(year=wanted.year).order_by("regime__name", "period"),
        "next_open": _next_open(rights, everything, today),
    }
    if view == "don-vi":
        context |= _by_unit(shown, today)
        context["by_unit"] = kept_by_unit(found, today)
        context["by_regime"] = kept_by_regime(found, today)
    else:
        chosen = Paginator(shown, SIZE).get_page(request.GET.get("trang"))
        rows = [(row_of(duty, today=today), may_remind(rights, duty)) for duty in chosen]
        context |= {"page_obj": chosen, "rows": rows}
    return page(
        request, "reporting/reports/list.html", context, region="reporting/reports/parts/list_region.html"
    )


def _next_open(rights: Rights, duties: QuerySet[Duty], today: date) -> Duty | None:
    """The own report that is due first, for the page's main button."""
    own = rights.reach(Right.REPORT_WRITE, "unit") | rights.reach(Right.REPORT_WRITE, "prepared_by")
    waiting = duties.filter(own, sent_on__isnull=True, opens__lte=today, due__isnull=False)
    return waiting.order_by("due", "pk").first()


def _by_unit(duties: QuerySet[Duty], today: date) -> dict[str, Any]:
    """Units down, periods across; each cell a duty."""
    rows: dict[str, dict[str, DutyRow]] = {}
    columns: dict[str, str] = {}
    for duty in duties.order_by("unit__sort", "data_to", "regime__name", "pk")[: MOST_ROWS * 4]:
        key = f"{duty.regime.name}: {duty.period_label}"
        columns.setdefault(key, key)
        rows.setdefault(duty.unit.name, {})[key] = row_of(duty, today=today)
    return {
        "columns": list(columns),
        "matrix": [(unit, [cells.get(key) for key in columns]) for unit, cells in rows.items()],
    }


@require_POST
@requires(*READS)
def report_remind(request: HttpRequest) -> HttpResponse:
    """Remind of the chosen reports, or of all that the filter shows as overdue."""
    rights = rights_of_request(request)
    chosen = [pk for text in request.POST.getlist("chon") if (pk := row_id(text)) is not None]
    duties = list(visible_duties(rights).filter(pk__in=chosen[:500]))
    if not duties or not any(may_remind(rights, duty) for duty in duties):
        raise Http404
    try:
        told = remind(duties=duties, by=person_of(request), now=timezone.now())
    except InputError as error:
        messages.error(request, str(error))
    except PermissionDenied as error:
        raise Http404 from error
    else:
        messages.success(request, _("Đã đôn đốc %(n)s báo cáo.") % {"n": told})
    back = request.POST.get("next", "")
    return redirect(back if back.startswith(HOME) else HOME)
