"""W39 Nhật ký: who did what, readable; export; verification."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from thuocdo.audit.actions import record, verify_log
from thuocdo.audit.queries import export_csv, last_verification, verification_sentence
from thuocdo.audit.sentences import actions_offered
from thuocdo.orgs.models import Unit
from thuocdo.orgs.rules.rights import Right
from thuocdo.orgs.web import page, requires
from thuocdo.reporting.kept_digests import heads
from thuocdo.reporting.queries.log import LogFilter, lines_of, log_entries
from thuocdo.reporting.queries.people import people_of_log
from thuocdo.reporting.views.asking import person_of, rights_of_request


@requires(Right.AUDIT_READ)
def log(request: HttpRequest) -> HttpResponse:
    """Entries in sentences, newest first, with the verify line above."""
    rights = rights_of_request(request)
    wanted = LogFilter.read(request.GET)
    page_obj = Paginator(log_entries(wanted, rights), 50).get_page(request.GET.get("trang"))
    last = last_verification()
    context = {
        "heading": _("Nhật ký"),
        "wanted": wanted,
        "lines": lines_of(page_obj.object_list),
        "page_obj": page_obj,
        "verification": last,
        "verified": verification_sentence(last) if last else _("Chuỗi chưa được kiểm tra lần nào."),
        "actions": actions_offered(),
        "people": people_of_log(rights),
        "units": Unit.objects.filter(rights.reach(Right.AUDIT_READ)).order_by("sort", "id")[:300],
        "filtered": any(getattr(wanted, name) for name in wanted.__slots__),
    }
    return page(request, "reporting/log.html", context, region="reporting/parts/log_region.html")


@requires(Right.AUDIT_READ)  # type: ignore[arg-type]  # a stream is as good an answer
def log_export(request: HttpRequest) -> HttpResponseBase:
    """The filtered entries as CSV; taking the log out is itself recorded."""
    wanted = LogFilter.read(request.GET)
    found = log_entries(wanted, rights_of_request(request))
    record(
        "reporting.log.exported",
        by=person_of(request),
        now=timezone.now(),
        after={"entries": found.count(), "filter": request.GET.urlencode()[:200]},
    )
    response = StreamingHttpResponse(export_csv(found), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="nhat-ky-{timezone.localdate():%Y-%m-%d}.csv"'
    return response


@requires(Right.AUDIT_READ)
@require_POST
def log_verify(request: HttpRequest) -> HttpResponse:
    """ "Kiểm tra ngay": walk the whole chain and say how it is."""
    kept = heads(settings.DIGEST_DIR)
    outcome = verify_log(by=person_of(request), now=timezone.now(), noted=kept)
    said = verification_sentence(outcome)
    if outcome.whole:
        messages.success(request, said)
    else:
        messages.error(request, said)
    return redirect("reporting:log")
