"""W15 Toàn tỉnh: all communes of a province, worst first, honest about what is missing."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from thuocdo.orgs.models import Unit
from thuocdo.orgs.rules.rights import Right, UnitKind
from thuocdo.orgs.web import page, requires
from thuocdo.reporting.province_workbook import province_workbook
from thuocdo.reporting.queries.province import communes_of
from thuocdo.reporting.rules.province import ORDERS, WORST_FIRST, CommuneRow, in_order, whole_of
from thuocdo.reporting.views.asking import rights_of_request, working_authority

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
YEARS = range(2020, 2100)


@requires(Right.DASHBOARD)
def province(request: HttpRequest) -> HttpResponse:
    """The table; `nam` the year, `xep` the order, `q` a part of a name."""
    authority = _province(request)
    year, by = _year(request), request.GET.get("xep", WORST_FIRST)
    rows = communes_of(rights_of_request(request), authority, year=year, today=timezone.localdate())
    context = {
        "heading": _("Toàn tỉnh"),
        "authority": authority,
        "year": year,
        "this_year": timezone.localdate().year,
        "by": by if by in ORDERS or by == "ten" else WORST_FIRST,
        "whole": whole_of(rows),
        "rows": in_order(rows, by),
    }
    return page(request, "reporting/province.html", context)


@requires(Right.DASHBOARD)
def province_export(request: HttpRequest) -> HttpResponse:
    """The same rows as a workbook."""
    authority, year = _province(request), _year(request)
    today = timezone.localdate()
    rows: list[CommuneRow] = communes_of(rights_of_request(request), authority, year=year, today=today)
    title = _("%(unit)s: các xã, phường năm %(year)s") % {"unit": authority.name, "year": year}
    content = province_workbook(in_order(rows, request.GET.get("xep", "")), title=title, today=today)
    response = HttpResponse(content, content_type=XLSX)
    response.headers["Content-Disposition"] = f'attachment; filename="toan-tinh-{year}.xlsx"'
    return response


def _province(request: HttpRequest) -> Unit:
    authority = working_authority(request)
    rights = rights_of_request(request)
    if authority is None or authority.kind != UnitKind.PROVINCE or not rights.can(Right.DASHBOARD, authority):
        raise Http404
    return authority


def _year(request: HttpRequest) -> int:
    text = request.GET.get("nam", "")
    year = int(text) if text.isascii() and text.isdigit() and len(text) == 4 else timezone.localdate().year
    return year if year in YEARS else timezone.localdate().year
