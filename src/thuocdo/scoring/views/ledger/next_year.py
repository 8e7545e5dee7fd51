"""The draft of a later year's plan, made from the ledger: read, edited line by line, taken away as a workbook."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from thuocdo.lib.errors import InputError
from thuocdo.orgs.models import Unit
from thuocdo.orgs.rules.rights import Right
from thuocdo.orgs.web import Refusal, page, refused, requires, row_id
from thuocdo.scoring.actions.ledger.next_year import edit_item, put_into_plan, remove_item
from thuocdo.scoring.ledger_workbook import draft_workbook
from thuocdo.scoring.models import NextYearItem
from thuocdo.scoring.queries.ledger.rows import draft_items, removed_items
from thuocdo.scoring.views.common import authority_of, today
from thuocdo.scoring.views.ledger.loss import may_enter
from thuocdo.scoring.views.ledger.rows import address, crumbs, next_address, person_of

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@requires(Right.SCORE_READ)
def next_year(request: HttpRequest, year: int) -> HttpResponse:
    """The draft of the plan of `year`."""
    unit, chosen = _subject(request, year)
    return _show(request, unit, chosen, year)


@requires(Right.SCORE_READ)
def next_year_export(request: HttpRequest, year: int) -> HttpResponse:
    """The draft as a workbook."""
    unit, _chosen = _subject(request, year)
    content = draft_workbook(draft_items(unit, year), authority=unit, for_year=year, today=today())
    response = HttpResponse(content, content_type=_XLSX)
    response.headers["Content-Disposition"] = f'attachment; filename="du-thao-ke-hoach-{year}.xlsx"'
    return response


@require_POST
@requires(Right.SCORE_ENTER)
def next_year_item(request: HttpRequest, pk: int) -> HttpResponse:
    """Edit a line, take it out, or put it back."""
    rows = NextYearItem.objects.select_related("authority", "entry__authority", "entry__lead", "lead")
    item = rows.filter(pk=pk).first()
    if item is None or not may_enter(request, item.entry):
        raise Http404
    own = request.working_unit  # type: ignore[attr-defined]
    chosen = own is None or own.authority_id != item.authority_id
    person, now = person_of(request), timezone.now()
    try:
        if request.POST.get("viec") == "bo":
            remove_item(item=item, by=person, now=now)
            messages.success(request, _("Đã bỏ khỏi dự thảo; có thể lấy lại ở cuối trang."))
        elif request.POST.get("viec") == "lay-lai":
            put_into_plan(entries=[item.entry], for_year=item.for_year, by=person, now=now)
            messages.success(request, _("Đã đưa lại vào dự thảo."))
        else:
            edit_item(
                item=item,
                text=request.POST.get("viec_lam", ""),
                lead=_lead(request, item),
                coordinating=request.POST.get("phoi_hop", ""),
                deadline_text=request.POST.get("han", ""),
                by=person,
                now=now,
            )
            messages.success(request, _("Đã lưu việc trong dự thảo."))
    except InputError as error:
        return _show(request, item.authority, chosen, item.for_year, wrong=item.pk, problem=str(error))
    except PermissionDenied as error:
        return refused(request, Refusal(_("Chưa làm được"), str(error)), status=403)
    return HttpResponseRedirect(next_address(item.authority, chosen, item.for_year))


def _lead(request: HttpRequest, item: NextYearItem) -> Unit | None:
    number = row_id(request.POST.get("chu_tri", ""))
    return Unit.objects.filter(pk=number, authority=item.authority).first() if number is not None else None


def _subject(request: HttpRequest, year: int) -> tuple[Unit, bool]:
    if (
        not today().year <= year <= today().year + 5
        and not NextYearItem.objects.filter(for_year=year).exists()
    ):
        raise Http404
    return authority_of(request)


def _show(
    request: HttpRequest, unit: Unit, chosen: bool, year: int, *, wrong: int = 0, problem: str = ""
) -> HttpResponse:
    items = draft_items(unit, year)
    units = Unit.objects.filter(authority=unit, valid_to=None).exclude(pk=unit.pk).order_by("name")
    known = {one.pk for one in units}
    context = {
        "heading": _("Dự thảo kế hoạch năm %(year)s từ Sổ điểm mất") % {"year": year},
        "crumbs": crumbs(unit, chosen, _("Dự thảo năm %(year)s") % {"year": year}),
        "unit": unit,
        "year": year,
        "items": [
            {
                "item": item,
                "may": may_enter(request, item.entry),
                "wrong": item.pk == wrong,
                "lead": item.lead_id if item.lead_id in known else None,
            }
            for item in items
        ],
        "proposals": sum(item.edited_at is None for item in items),
        "removed": [item for item in removed_items(unit, year) if may_enter(request, item.entry)],
        "units": units,
        "problem": problem,
        "typed": request.POST if problem else {},
        "failed": bool(problem),
        "back": address("ledger", unit, chosen),
        "drafts_plans": not chosen and request.rights.can(Right.PLAN_REVIEW, unit),  # type: ignore[attr-defined]
        "export": next_address(unit, chosen, year).replace("/?", "/xlsx/?")
        if chosen
        else f"{next_address(unit, chosen, year)}xlsx/",
    }
    return page(request, "scoring/next_year.html", context, status=422 if problem else 200)
