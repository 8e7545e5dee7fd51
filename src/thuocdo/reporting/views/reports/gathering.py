"""W24 Tổng hợp báo cáo: the upper level computes from the reports below instead of typing them again."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from thuocdo.lib.errors import InputError
from thuocdo.orgs.rules.rights import Right, UnitKind
from thuocdo.orgs.web import page, requires, row_id
from thuocdo.registers.reports.actions.gathering import close_gathered
from thuocdo.registers.reports.actions.writing import StaleError
from thuocdo.registers.reports.models import Gathering, Report
from thuocdo.registers.reports.queries.duties import row_of, visible_gatherings
from thuocdo.registers.reports.queries.gathering import gathered
from thuocdo.registers.reports.rules.content import changes
from thuocdo.registers.reports.rules.states import EDITABLE
from thuocdo.reporting.actions.reports import compose_gathered, retake_numbers
from thuocdo.reporting.queries.report_gathering import (
    columns_of,
    missing_sentence,
    said_by_heading,
    unit_rows,
)
from thuocdo.reporting.queries.report_page import numbers_of, shown_blocks
from thuocdo.reporting.views.asking import person_of, rights_of_request
from thuocdo.reporting.views.reports.lists import HOME
from thuocdo.reporting.views.reports.report import docx_of, keep_words, typed_words


def _gathering(request: HttpRequest, pk: int) -> Gathering:
    found = visible_gatherings(rights_of_request(request)).filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def _newest(gathering: Gathering, number: int | None = None) -> Report | None:
    reports = gathering.reports.select_related("gathering__receiver", "gathering__regime").order_by("-number")
    if number is not None:
        reports = reports.filter(number=number)
    found: Report | None = reports.first()
    return found


@require_safe
@requires(Right.REPORT_ACCEPT)
def gathering(request: HttpRequest, pk: int) -> HttpResponse:
    """Who has sent, the sums with their shares, what units wrote, and the report made of it."""
    return _show(request, _gathering(request, pk))


def _show(
    request: HttpRequest,
    found: Gathering,
    *,
    problem: str = "",
    typed: list[str] | None = None,
    status: int = 200,
) -> HttpResponse:
    now, today = timezone.now(), timezone.localdate()
    known = gathered(found, drawn_at=now.isoformat())
    report = _newest(found, row_id(request.GET.get("ban", "")))
    communes = UnitKind.COMMUNE in found.regime.reporters
    waiting = [row_of(row.duty, today=today) for row in known.rows if row.report is None]
    editable = report is not None and report.state in EDITABLE
    context: dict[str, Any] = {
        "heading": _("Tổng hợp: %(name)s, %(period)s")
        % {"name": found.regime.name, "period": found.period_said},
        "crumbs": [(_("Báo cáo"), HOME), (_("Tổng hợp"), "")],
        "gathering": found,
        "known": known,
        "columns": columns_of(known),
        "rows": unit_rows(known),
        "said": said_by_heading(known),
        "missing": missing_sentence(known.missing, kind=_("xã") if communes else _("đơn vị")),
        "outside": known.outside,
        "waiting": waiting,
        "due": next((row.duty.due for row in known.rows if row.duty.due), None),
        "report": report,
        "report_missing": missing_sentence(report.missing, kind=_("xã") if communes else _("đơn vị"))
        if report
        else "",
        "editable": editable,
        "closed": report is not None and not editable,
        "blocks": shown_blocks(report) if report else [],
        "numbers": numbers_of(report) if report else [],
        "differing": changes(report.read_numbers(), known.numbers) if report else [],
        "older": list(found.reports.filter(number__lt=report.number)) if report else [],
        "problem": problem,
        "typed": typed,
        "failed": bool(problem),
    }
    return page(request, "reporting/reports/gathering.html", context, status=status)


@require_POST
@requires(Right.REPORT_ACCEPT)
def gathering_begin(request: HttpRequest, pk: int) -> HttpResponse:
    """“Lập báo cáo tổng hợp”; a closed one gets a successor and stays."""
    found = _gathering(request, pk)
    try:
        compose_gathered(gathering=found, by=person_of(request), now=timezone.now())
    except PermissionDenied as error:
        raise Http404 from error
    messages.success(request, _("Đã lập báo cáo tổng hợp từ số của các đơn vị."))
    return redirect("reporting:gathering", pk)


@require_POST
@requires(Right.REPORT_ACCEPT)
def gathering_save(request: HttpRequest, pk: int) -> HttpResponse:
    """Keep the officer's words."""
    found = _gathering(request, pk)
    report = _newest(found)
    if report is None:
        raise Http404
    texts = typed_words(request, report)
    try:
        keep_words(request, report, texts)
    except StaleError as error:
        return _show(request, found, problem=str(error), typed=texts, status=409)
    except InputError as error:
        return _show(request, found, problem=str(error), typed=texts, status=422)
    messages.success(request, _("Đã lưu."))
    return redirect("reporting:gathering", pk)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Right.REPORT_ACCEPT)
def gathering_numbers(request: HttpRequest, pk: int) -> HttpResponse:
    """“Tính lại từ số gốc”: old → new first."""
    found = _gathering(request, pk)
    report = _newest(found)
    if report is None:
        raise Http404
    problem = ""
    if request.method == "POST":
        try:
            retake_numbers(
                report=report,
                take=request.POST.getlist("lay"),
                why_kept=request.POST.get("ly_do", ""),
                by=person_of(request),
                now=timezone.now(),
            )
        except InputError as error:
            problem = str(error)
        else:
            messages.success(request, _("Đã tính lại."))
            return redirect("reporting:gathering", pk)
    context = {
        "heading": _("Tính lại từ số gốc"),
        "crumbs": [(_("Báo cáo"), HOME), (_("Tổng hợp"), found.get_absolute_url()), (_("Tính lại"), "")],
        "back": found.get_absolute_url(),
        "differing": changes(report.read_numbers(), gathered(found, drawn_at="").numbers),
        "editable": report.state in EDITABLE,
        "taken": request.POST.getlist("lay") if request.method == "POST" else None,
        "reason": request.POST.get("ly_do", ""),
        "problem": problem,
        "failed": bool(problem),
    }
    return page(request, "reporting/reports/numbers.html", context, status=422 if problem else 200)


@require_POST
@requires(Right.REPORT_ACCEPT)
def gathering_close(request: HttpRequest, pk: int) -> HttpResponse:
    """“Chốt báo cáo tổng hợp”."""
    found = _gathering(request, pk)
    report = _newest(found)
    if report is None:
        raise Http404
    try:
        close_gathered(report=report, by=person_of(request), now=timezone.now())
    except InputError as error:
        return _show(request, found, problem=str(error), status=422)
    messages.success(request, _("Đã chốt báo cáo tổng hợp."))
    return redirect("reporting:gathering", pk)


@require_safe
@requires(Right.REPORT_ACCEPT)
def gathering_docx(request: HttpRequest, pk: int) -> HttpResponse:
    """The consolidated report as .docx."""
    report = _newest(_gathering(request, pk), row_id(request.GET.get("ban", "")))
    if report is None:
        raise Http404
    return docx_of(report)
