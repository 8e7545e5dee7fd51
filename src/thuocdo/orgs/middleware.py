"""Who asks and where they work: `request.rights` and `request.working_unit` on every signed-in request."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from thuocdo.orgs.models import ROLE_LABELS, Unit
from thuocdo.orgs.queries.rights import Rights, rights_of
from thuocdo.orgs.web import Refusal, refused

SESSION_KEY = "working_unit"


class WorkingUnitMiddleware:
    """Works out the rights once a request; an account that has ended is signed out."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        person = request.user
        today = timezone.localdate()
        if person.is_authenticated and person.left(today):
            logout(request)
            person = request.user
        if person.is_authenticated:
            rights = rights_of(person, on=today)
            request.rights = rights  # type: ignore[attr-defined]
            unit = chosen_unit(rights, request.session.get(SESSION_KEY))
            request.working_unit = unit  # type: ignore[attr-defined]
            person.audit_label = label_of(rights, unit)
        response = self.get_response(request)
        if person.is_authenticated:
            # on a shared machine the back button shows nothing after signing out, error pages included
            response.headers.setdefault("Cache-Control", "private, no-store")
        return response


class RequestSizeMiddleware:
    """Refuses a body far larger than any upload before a byte of it is written to disk, from strangers too."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        length = request.META.get("CONTENT_LENGTH") or "0"
        # somewhat over the limit is let through: the form says it beside its field
        most = 2 * settings.MAX_UPLOAD_MB + 10
        if not length.isdecimal() or int(length[:18]) <= most * 1024 * 1024:
            return self.get_response(request)
        reason = _("Tệp lớn quá %(size)s MB. Hãy chia nhỏ hoặc nén ảnh trong tệp rồi tải lên.")
        refusal = Refusal(_("Chưa nhận được tệp"), reason % {"size": settings.MAX_UPLOAD_MB})
        return refused(request, refusal, status=413)


def chosen_unit(rights: Rights, wanted: int | None) -> Unit | None:
    """The unit chosen before, as long as the person still works there; else the first."""
    return next(
        (unit for unit in rights.units if unit.pk == wanted), rights.units[0] if rights.units else None
    )


def label_of(rights: Rights, unit: Unit | None) -> str:
    """Role and office as the log shows who acted: never a name."""
    role = next((post.role for post in rights.posts if unit and post.place.unit == unit.pk), None)
    return f"{ROLE_LABELS[role]}, {unit.name}" if role and unit else ""
