"""“Soạn công văn đôn đốc”: one click from a unit's overdue tasks."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from thuocdo.lib.errors import InputError
from thuocdo.orgs.models import Person, Unit
from thuocdo.orgs.rules.rights import Right
from thuocdo.orgs.web import requires
from thuocdo.reporting.actions.reminding import draft_reminder
from thuocdo.reporting.views.asking import rights_of_request, working_authority
from thuocdo.reporting.views.next_plan import DOCX
from thuocdo.work.queries import unit_of_key


@require_POST
@requires(Right.TASK_CONFIRM)
def remind_unit(request: HttpRequest, key: str) -> HttpResponse:
    """The letter as a Word file, for number and signature outside the program."""
    authority = working_authority(request)
    unit = Unit.objects.select_related("authority").filter(unit_of_key(key)).first()
    rights = rights_of_request(request)
    if authority is None or unit is None or not isinstance(request.user, Person):
        raise Http404
    if not rights.can(Right.TASK_CONFIRM, authority) or not rights.can(Right.DASHBOARD, unit):
        raise Http404
    try:
        content = draft_reminder(unit=unit, authority=authority, by=request.user, now=timezone.now())
    except InputError as error:
        messages.error(request, str(error))
        return HttpResponseRedirect(reverse("reporting:unit_page", args=[key]))
    response = HttpResponse(content, content_type=DOCX)
    response.headers["Content-Disposition"] = f'attachment; filename="cong-van-don-doc-{key}.docx"'
    return response
