"""W23 Lập và gửi báo cáo: the text with its numbers, each with its source, and what may be done with it now."""

from __future__ import annotations

from typing import Any, BinaryIO, cast

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from thuocdo.documents.actions import store_file
from thuocdo.documents.serving import attachment
from thuocdo.documents.writing.docx import write_docx
from thuocdo.lib.errors import InputError
from thuocdo.orgs.models import Unit
from thuocdo.orgs.rules.rights import Right
from thuocdo.orgs.web import page, requires, row_id
from thuocdo.registers.reports.actions.writing import StaleError, attach_signed, save_report
from thuocdo.registers.reports.models import Duty, Report
from thuocdo.registers.reports.queries.duties import (
    may_remind,
    own_side,
    report_to_read,
    row_of,
    steps_open,
    visible_duties,
)
from thuocdo.registers.reports.rules.content import changes
from thuocdo.registers.reports.rules.states import EDITABLE, ReportState
from thuocdo.reporting.actions.reports import compose_report, fresh_numbers, retake_numbers
from thuocdo.reporting.queries.report_page import checks_of, numbers_of, shown_blocks
from thuocdo.reporting.queries.report_paper import paper_of
from thuocdo.reporting.report_forms import PapersForm, ReceivedForm
from thuocdo.reporting.views.asking import person_of, rights_of_request
from thuocdo.reporting.views.reports.lists import HOME, READS

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def duty_or_404(request: HttpRequest, pk: int) -> Duty:
    """The duty, for somebody who may see it."""
    duty = visible_duties(rights_of_request(request)).filter(pk=pk).first()
    if duty is None:
        raise Http404
    return duty


def asked_report(request: HttpRequest, duty: Duty) -> Report | None:
    """The newest report the person may read, or the earlier one that `?ban=` asks for."""
    newest = report_to_read(rights_of_request(request), duty)
    number = row_id(request.GET.get("ban", ""))
    if newest is None or number is None or number >= newest.number:
        return newest
    return duty.reports.filter(number=number, state=ReportState.ACCEPTED).first()


@require_safe
@requires(*READS)
def report(request: HttpRequest, pk: int) -> HttpResponse:
    """The duty with its report, if there is one that the person may read."""
    duty = duty_or_404(request, pk)
    return show_report(request, duty)


def show_report(
    request: HttpRequest,
    duty: Duty,
    *,
    problem: str = "",
    typed: list[str] | None = None,
    forms: dict[str, Any] | None = None,
    status: int = 200,
) -> HttpResponse:
    """The page, also with what somebody typed that could not be kept."""
    rights, today = rights_of_request(request), timezone.localdate()
    found = asked_report(request, duty)
    own = own_side(rights, duty)
    newest = duty.reports.order_by("-number").first()
    state = ReportState(newest.state) if newest else ReportState(duty.state)
    steps = steps_open(rights, duty, state)
    if newest is None:
        steps -= {"replace"}
    differing = _differing(found) if found is not None and own else []
    current = found is not None and newest is not None and found.pk == newest.pk
    context: dict[str, Any] = {
        "heading": f"{duty.regime.name}, {duty.period_said}",
        "crumbs": [(_("Báo cáo"), HOME), (duty.period_label, "")],
        "duty": duty,
        "row": row_of(duty, today=today),
        "report": found,
        "own": own,
        "steps": steps,
        "can_edit": bool(found and current and state in EDITABLE and "submit" in steps),
        "blocks": shown_blocks(found) if found else [],
        "numbers": numbers_of(found) if found else [],
        "typed": typed,
        "problem": problem,
        "failed": bool(problem),
        "differing": differing,
        "checks": checks_of(found, duty, differing, today) if found and own and _unsent(found) else [],
        "older": list(duty.reports.filter(number__lt=found.number)) if found else [],
        "may_sign": bool(
            found
            and current
            and state in {*EDITABLE, ReportState.SUBMITTED}
            and ("submit" in steps or "send" in steps)
        ),
        "may_remind": may_remind(rights, duty) and duty.sent_on is None,
        "may_receive": duty.sent_on is not None
        and (rights.can(Right.REPORT_ACCEPT, duty.receiver) or rights.can(Right.REPORT_WRITE, duty.unit)),
        "may_give": rights.can(Right.REPORT_ADMIN, duty.unit),
        "offices": _offices(duty) if rights.can(Right.REPORT_ADMIN, duty.unit) else [],
        "papers_form": PapersForm(),
        "received_form": ReceivedForm(),
        **(forms or {}),
    }
    return page(request, "reporting/reports/report.html", context, status=status)


def _unsent(found: Report) -> bool:
    return found.state in {*EDITABLE, ReportState.SUBMITTED}


def _differing(found: Report) -> list[Any]:
    if not _unsent(found):
        return []
    return changes(found.read_numbers(), fresh_numbers(found, now=timezone.now()))


def _offices(duty: Duty) -> list[Unit]:
    authority = duty.unit.authority_id or duty.unit_id
    return list(Unit.objects.filter(authority=authority, valid_to__isnull=True).exclude(pk=duty.unit_id))


@require_POST
@requires(Right.REPORT_WRITE)
def report_begin(request: HttpRequest, pk: int) -> HttpResponse:
    """Draw a new report, or the replacement of an accepted one."""
    duty = duty_or_404(request, pk)
    try:
        compose_report(
            duty=duty, replaces=request.POST.get("ly_do", ""), by=person_of(request), now=timezone.now()
        )
    except InputError as error:
        return show_report(request, duty, problem=str(error), status=422)
    except PermissionDenied as error:
        raise Http404 from error
    return redirect("reporting:report", pk)


def _written(request: HttpRequest, pk: int) -> tuple[Duty, Report]:
    """The duty and its newest report, for somebody of its own side."""
    duty = duty_or_404(request, pk)
    found = report_to_read(rights_of_request(request), duty)
    if found is None or not own_side(rights_of_request(request), duty):
        raise Http404
    return duty, found


def typed_words(request: HttpRequest, report: Report) -> list[str]:
    """The words of each paragraph as the form sends them."""
    return [request.POST.get(f"doan_{place}", "") for place in range(len(report.blocks))]


def keep_words(request: HttpRequest, report: Report, texts: list[str]) -> None:
    """Save them over what the form was opened on. Raises StaleError, InputError, PermissionDenied."""
    stamp = row_id(request.POST.get("stamp", ""))
    save_report(
        report=report,
        texts=texts,
        stamp=-1 if stamp is None else stamp,
        by=person_of(request),
        now=timezone.now(),
    )


@require_POST
@requires(Right.REPORT_WRITE)
def report_save(request: HttpRequest, pk: int) -> HttpResponse:
    """Keep the officer's words; what cannot be kept comes back as it was typed."""
    duty, found = _written(request, pk)
    texts = typed_words(request, found)
    try:
        keep_words(request, found, texts)
    except StaleError as error:
        return show_report(request, duty, problem=str(error), typed=texts, status=409)
    except InputError as error:
        return show_report(request, duty, problem=str(error), typed=texts, status=422)
    except PermissionDenied as error:
        raise Http404 from error
    messages.success(request, _("Đã lưu."))
    return redirect("reporting:report", pk)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Right.REPORT_WRITE)
def report_numbers(request: HttpRequest, pk: int) -> HttpResponse:
    """“Lấy lại số liệu”: old → new first; what is not taken stays with a reason."""
    duty, found = _written(request, pk)
    problem = ""
    if request.method == "POST":
        try:
            retake_numbers(
                report=found,
                take=request.POST.getlist("lay"),
                why_kept=request.POST.get("ly_do", ""),
                by=person_of(request),
                now=timezone.now(),
            )
        except InputError as error:
            problem = str(error)
        except PermissionDenied as error:
            raise Http404 from error
        else:
            messages.success(request, _("Đã lấy lại số liệu."))
            return redirect("reporting:report", pk)
    context = {
        "heading": _("Lấy lại số liệu"),
        "crumbs": [
            (_("Báo cáo"), HOME),
            (duty.regime.name, duty.get_absolute_url()),
            (_("Lấy lại số liệu"), ""),
        ],
        "back": duty.get_absolute_url(),
        "differing": changes(found.read_numbers(), fresh_numbers(found, now=timezone.now())),
        "editable": found.state in EDITABLE,
        "taken": request.POST.getlist("lay") if request.method == "POST" else None,
        "reason": request.POST.get("ly_do", ""),
        "problem": problem,
        "failed": bool(problem),
    }
    return page(request, "reporting/reports/numbers.html", context, status=422 if problem else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(*READS)
def report_signed(request: HttpRequest, pk: int) -> HttpResponse:
    """The signed copy: taken in from the unit's side, given out to whoever reads the report."""
    if request.method != "POST":
        duty = duty_or_404(request, pk)
        found = asked_report(request, duty)
        if found is None or found.file is None:
            raise Http404
        return cast(HttpResponse, attachment(found.file, found.file_name))
    duty, found = _written(request, pk)
    upload = request.FILES.get("tep")
    try:
        if upload is None:
            raise InputError(_("Hãy chọn tệp PDF đã ký."))
        name, by, now = upload.name or "bao-cao.pdf", person_of(request), timezone.now()
        file = store_file(stream=cast(BinaryIO, upload), name=name, by=by, now=now)
        attach_signed(report=found, file=file, name=name, by=by, now=now)
    except InputError as error:
        return show_report(request, duty, problem=str(error), status=422)
    except PermissionDenied as error:
        raise Http404 from error
    messages.success(request, _("Đã nộp bản đã ký. Chữ ký trong tệp chưa được kiểm tra ở bước này."))
    return redirect("reporting:report", pk)


@require_safe
@requires(*READS)
def report_docx(request: HttpRequest, pk: int) -> HttpResponse:
    """The report as .docx, to be signed."""
    found = asked_report(request, duty_or_404(request, pk))
    if found is None:
        raise Http404
    return docx_of(found)


def docx_of(found: Report) -> HttpResponse:
    """The report in the form of NĐ 30/2020/NĐ-CP as a download."""
    response = HttpResponse(write_docx(paper_of(found)), content_type=DOCX)
    response.headers["Content-Disposition"] = (
        f'attachment; filename="bao-cao-{found.pk}-ban-{found.number}.docx"'
    )
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response
