"""Taking in a release, its original, and why a province is blank."""

from __future__ import annotations

from typing import cast

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from thuocdo.documents.serving import attachment
from thuocdo.lib.errors import InputError
from thuocdo.orgs.rules.rights import Right
from thuocdo.orgs.web import page, requires
from thuocdo.registers.indices.actions import Incoming, RefusedError, import_releases, state_blank_reason
from thuocdo.registers.indices.forms import ReasonForm, ReleaseForm
from thuocdo.registers.indices.models import IndexRelease
from thuocdo.registers.indices.queries.releases import current_releases
from thuocdo.registers.indices.views.asking import may_import, person_of
from thuocdo.registers.indices.views.pages import PAPI_CRUMB, show_year


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Right.INDEX_IMPORT)
def release_import(request: HttpRequest) -> HttpResponse:
    """Check a yearly file as a whole; take it in or say everything that is wrong with it."""
    if not may_import(request):
        raise Http404
    form = ReleaseForm(request.POST or None, request.FILES or None)
    problems: tuple[str, ...] = ()
    if request.method == "POST" and form.is_valid():
        filled = form.cleaned_data
        file = filled["file"]
        incoming = Incoming(filled["year"], file.name or "papi.csv", file.read(), filled["like"])
        try:
            (taken,) = import_releases(
                files=[incoming],
                source=filled["source"],
                published=filled["published"],
                by=person_of(request),
                now=timezone.now(),
            )
        except RefusedError as error:
            problems = error.lines
        except InputError as error:
            problems = (str(error),)
        else:
            said = {
                "new": _("Đã nhập PAPI %(year)s."),
                "corrected": _("Đã nhập bản sửa của PAPI %(year)s; bản cũ được giữ."),
                "same": _("Tệp này đang dùng cho PAPI %(year)s; không đổi gì."),
            }[taken.how]
            messages.success(request, said % {"year": taken.release.year})
            return redirect("registers:papi_releases")
    context = {
        "heading": _("Nhập số liệu PAPI"),
        "crumbs": [PAPI_CRUMB, (_("Nhập số liệu"), "")],
        "form": form,
        "problems": problems,
        "failed": bool(problems) or bool(form.errors),
    }
    return page(request, "registers/indices/import.html", context, status=422 if context["failed"] else 200)


@require_safe
@requires(Right.INDEX_READ)
def release_file(request: HttpRequest, pk: int) -> HttpResponse:
    """The file as it came in."""
    release = IndexRelease.objects.select_related("file").filter(pk=pk).first()
    if release is None:
        raise Http404
    return cast(HttpResponse, attachment(release.file, release.file_name))


@require_POST
@requires(Right.INDEX_IMPORT)
def reason_state(request: HttpRequest, year: int) -> HttpResponse:
    """Enter why a province has no result in the year."""
    found = current_releases()
    if not may_import(request) or not any(one.year == year for one in found):
        raise Http404
    form = ReasonForm(request.POST)
    if form.is_valid():
        try:
            state_blank_reason(year=year, by=person_of(request), now=timezone.now(), **form.cleaned_data)
        except InputError as error:
            form.add_error("reason", str(error))
        except PermissionDenied as error:
            raise Http404 from error
        else:
            messages.success(request, _("Đã ghi lý do."))
            link = reverse("registers:papi_year", args=[year])
            return redirect(f"{link}?tinh={form.cleaned_data['subject']}")
    return show_year(request, year, found, form, status=422)
