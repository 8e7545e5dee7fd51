"""Steps of a report on its way up, its day of receipt, and who prepares it."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from thuocdo.lib.errors import InputError
from thuocdo.orgs.models import Unit
from thuocdo.orgs.rules.rights import Right
from thuocdo.orgs.web import page, requires, row_id
from thuocdo.registers.reports.actions.duties import give_to, note_received
from thuocdo.registers.reports.actions.steps import Sent, take_step
from thuocdo.registers.reports.models import Duty
from thuocdo.registers.reports.queries.duties import own_side, report_to_read, steps_open
from thuocdo.registers.reports.rules.states import ReportState
from thuocdo.registers.reports.words import STEP_WORDS
from thuocdo.reporting.report_forms import PapersForm, ReceivedForm
from thuocdo.reporting.views.asking import person_of, rights_of_request
from thuocdo.reporting.views.reports.lists import HOME, READS
from thuocdo.reporting.views.reports.report import duty_or_404, show_report

# words of addresses -> steps
STEPS = {
    "trinh": "submit",
    "tra-nguoi-soan": "hand_back",
    "gui": "send",
    "da-gui": "note_sent",
    "tra-lai": "return",
    "nhan": "accept",
}
_DONE = {
    "submit": gettext_lazy("Đã trình lãnh đạo."),
    "hand_back": gettext_lazy("Đã trả lại người soạn."),
    "send": gettext_lazy("Đã gửi báo cáo."),
    "note_sent": gettext_lazy("Đã ghi báo cáo gửi ngoài hệ thống."),
    "return": gettext_lazy("Đã trả lại đơn vị."),
    "accept": gettext_lazy("Đã nhận báo cáo."),
}


@require_http_methods(["GET", "HEAD", "POST"])
@requires(*READS)
def report_step(request: HttpRequest, pk: int, word: str) -> HttpResponse:
    """Take a step; what cannot be taken back is asked for first, with its effect."""
    duty = duty_or_404(request, pk)
    step = STEPS.get(word)
    if step is None:
        raise Http404
    if request.method != "POST":
        return _ask_first(request, duty, step)
    papers, form = Sent(), None
    if step == "note_sent":
        form = PapersForm(request.POST)
        if not form.is_valid():
            problem = _("Có chỗ cần sửa ở phần ghi đã gửi ngoài hệ thống.")
            return show_report(request, duty, problem=problem, forms={"papers_form": form}, status=422)
        papers = Sent(**form.cleaned_data)
    try:
        take_step(
            duty=duty,
            step=step,
            reason=request.POST.get("ly_do", ""),
            papers=papers,
            by=person_of(request),
            now=timezone.now(),
        )
    except InputError as error:
        forms = {"papers_form": form} if form else None
        return show_report(request, duty, problem=str(error), forms=forms, status=422)
    except PermissionDenied as error:
        raise Http404 from error
    messages.success(request, str(_DONE[step]))
    return redirect("reporting:report", pk)


def _ask_first(request: HttpRequest, duty: Duty, step: str) -> HttpResponse:
    rights = rights_of_request(request)
    found = report_to_read(rights, duty)
    state = ReportState(found.state) if found else ReportState(duty.state)
    if step != "send" or found is None or step not in steps_open(rights, duty, state):
        raise Http404
    context = {
        "heading": _("Gửi báo cáo"),
        "crumbs": [
            (_("Báo cáo"), HOME),
            (duty.regime.name, duty.get_absolute_url()),
            (str(STEP_WORDS[step]), ""),
        ],
        "duty": duty,
        "report": found,
        "back": duty.get_absolute_url(),
    }
    return page(request, "reporting/reports/send.html", context)


@require_POST
@requires(*READS)
def report_received(request: HttpRequest, pk: int) -> HttpResponse:
    """“Ghi ngày nhận”."""
    duty = duty_or_404(request, pk)
    form = ReceivedForm(request.POST)
    problem = _("Ngày nhận chưa ghi được.")
    if form.is_valid():
        try:
            note_received(
                duty=duty,
                received_on=form.cleaned_data["received_on"],
                by=person_of(request),
                now=timezone.now(),
            )
        except InputError as error:
            problem = str(error)
        except PermissionDenied as error:
            raise Http404 from error
        else:
            messages.success(request, _("Đã ghi ngày nhận."))
            return redirect("reporting:report", pk)
    return show_report(request, duty, problem=problem, forms={"received_form": form}, status=422)


@require_POST
@requires(Right.REPORT_ADMIN)
def report_give(request: HttpRequest, pk: int) -> HttpResponse:
    """Name the office that prepares this report and the later ones."""
    duty = duty_or_404(request, pk)
    if not own_side(rights_of_request(request), duty):
        raise Http404
    chosen = row_id(request.POST.get("don_vi", ""))
    unit = Unit.objects.filter(pk=chosen).first() if chosen is not None else None
    try:
        count = give_to(duty=duty, unit=unit, by=person_of(request), now=timezone.now())
    except InputError as error:
        return show_report(request, duty, problem=str(error), status=422)
    except PermissionDenied as error:
        raise Http404 from error
    messages.success(request, _("Đã giao; áp dụng cho %(n)s kỳ chưa gửi.") % {"n": count})
    return redirect("reporting:report", pk)
