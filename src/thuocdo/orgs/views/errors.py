"""The standard answers when something is not there, not allowed or broken."""

from __future__ import annotations

import logging
import secrets

from django.db import Error as DatabaseError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext

from thuocdo.orgs.queries.people import administrator_contact

log = logging.getLogger(__name__)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404, the same for what does not exist and for what a person may not know exists."""
    return render(request, "orgs/errors/404.html", status=404)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """403 with the sentence of whoever refused."""
    return render(request, "orgs/errors/403.html", {"reason": str(exception or "")}, status=403)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403 for a form that is too old or comes from elsewhere; nothing was done."""
    return render(request, "orgs/errors/csrf.html", status=403)


def server_error(request: HttpRequest) -> HttpResponse:
    """500 with a code that stands in the log beside the traceback; leans on nothing that may be broken."""
    code = secrets.token_hex(4).upper()
    log.error(
        "error page %s %s",
        request.method,
        request.resolver_match and request.resolver_match.route,
        extra={"error_code": code},
    )
    unit = getattr(request, "working_unit", None)
    try:
        contact = administrator_contact(unit.authority if unit else None, on=timezone.localdate())
    except DatabaseError:
        contact = gettext("quản trị hệ thống")
    html = render_to_string("orgs/errors/500.html", {"code": code, "contact": contact})
    return HttpResponse(html, status=500)
