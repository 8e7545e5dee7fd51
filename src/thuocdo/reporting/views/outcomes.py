"""“Xong việc, kết quả chưa lên”: finished work beside figures that moved the wrong way."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from thuocdo.orgs.rules.rights import Right
from thuocdo.orgs.web import page, requires
from thuocdo.reporting.queries.outcomes import doubts_of
from thuocdo.reporting.views.asking import rights_of_request, working_authority
from thuocdo.reporting.views.steering import sees_scores


@requires(Right.DASHBOARD)
def outcomes(request: HttpRequest) -> HttpResponse:
    """The list for the authority where the person works."""
    rights, authority = rights_of_request(request), working_authority(request)
    if authority is None or not rights.can(Right.DASHBOARD, authority) or not sees_scores(rights, authority):
        raise Http404
    year = timezone.localdate().year
    context = {
        "heading": _("Xong việc, kết quả chưa lên"),
        "crumbs": [(_("Điều hành"), reverse("reporting:steering")), (_("Xong việc, kết quả chưa lên"), "")],
        "authority": authority,
        "year": year,
        "doubts": doubts_of(authority, year=year),
    }
    return page(request, "reporting/outcomes.html", context)
