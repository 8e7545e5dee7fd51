"""What the web code of every stage shares: rights at the door, regions for htmx, the texts of refusals, paging."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import wraps
from typing import Any, Concatenate, ParamSpec

from django.contrib.auth.views import redirect_to_login
from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_vary_headers

from thuocdo.orgs.rules.rights import Right

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponse]


def requires(*rights: Right) -> Callable[[View[P]], View[P]]:
    """A view that needs a signed-in person, and one of `rights` somewhere (none named: any person).

    Signed out: the sign-in page, then back. Without the right: 404, the same answer as for what does not exist.
    """

    def wrap(view: View[P]) -> View[P]:
        @wraps(view)
        def inner(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
            if not request.user.is_authenticated:
                return redirect_to_login(request.get_full_path())
            held = request.rights  # type: ignore[attr-defined]  # set by WorkingUnitMiddleware
            if rights and not any(held.any(right) for right in rights):
                raise Http404
            response = view(request, *args, **kwargs)
            response.headers.setdefault("Cache-Control", "private, no-store")
            return response

        return inner

    return wrap


def page(
    request: HttpRequest,
    template: str,
    context: Mapping[str, Any] | None = None,
    *,
    region: str | None = None,
    status: int = 200,
) -> HttpResponse:
    """The full page, or only `region` (a template) when htmx asks for it."""
    wants_region = region is not None and request.headers.get("HX-Request") == "true"
    wants_region = wants_region and request.headers.get("HX-Boosted") != "true"
    wants_region = wants_region and request.headers.get("HX-History-Restore-Request") != "true"
    response = render(
        request, region if wants_region and region else template, dict(context or {}), status=status
    )
    patch_vary_headers(response, ["HX-Request"])
    return response


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why something cannot be done now, in words: what happened, why, who can help, the way out."""

    title: str
    reason: str
    owner: str = ""
    way_out: str = ""
    link: str = ""


def refused(request: HttpRequest, refusal: Refusal, *, status: int) -> HttpResponse:
    """Answer a refusal: 423 for locks, 403 for a missing right on a thing the person may know, 409 for a conflict."""
    return page(request, "refused.html", {"refusal": refusal}, region="parts/refusal.html", status=status)


def row_id(text: str) -> int | None:
    """The number of a row as an address or a form gives it; None for what no database takes."""
    return int(text) if text.isascii() and text.isdigit() and len(text) <= 18 else None


def paginate(request: HttpRequest, rows: QuerySet[Any], size: int = 50) -> Page[Any]:
    """The page that `?trang=` asks for; a number that makes no sense gives the nearest page that exists."""
    return Paginator(rows, size).get_page(request.GET.get("trang"))
