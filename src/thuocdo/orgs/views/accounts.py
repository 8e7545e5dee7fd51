"""Front page, own account, one-time links, choice of the working unit, health probe."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils import timezone

from thuocdo.orgs.queries.people import administrator_contact

View = Callable[..., HttpResponseBase]


def closed(request: HttpRequest) -> HttpResponse:
    """What allauth offers and this site does not."""
    raise Http404


def mail_works() -> bool:
    """Whether the operator has set up mail, so that a reset by mail would arrive."""
    return not settings.EMAIL_BACKEND.endswith(("dummy.EmailBackend", "console.EmailBackend"))


def reset_unavailable(view: View) -> View:
    """The reset by mail where mail is set up; else whom to ask for a one-time link."""

    @wraps(view)
    def inner(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponseBase:
        if mail_works():
            return view(request, *args, **kwargs)
        contact = administrator_contact(None, on=timezone.localdate())
        return render(request, "account/password_reset_by_link.html", {"contact": contact})

    return inner
