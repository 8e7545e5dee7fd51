"""Better pictures of pages that could not be read."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from thuocdo.lib.errors import InputError
from thuocdo.orgs.rules.rights import Right
from thuocdo.orgs.web import page, requires
from thuocdo.plans.actions import Upload, replace_pages
from thuocdo.plans.forms import PagesForm
from thuocdo.plans.models import PlanVersion
from thuocdo.plans.queries.versions import may_replace_pages
from thuocdo.plans.views.common import crumbs_of, explained, own_version_or_404, person_of


@requires(Right.PLAN_REVIEW)
@require_http_methods(["GET", "HEAD", "POST"])
@explained
def pages_replace(request: HttpRequest, pk: int) -> HttpResponse:
    """`?trang=` names a page that was read badly; the pages that gave nothing have fields of their own."""
    version = own_version_or_404(request, pk)
    if not may_replace_pages(version):
        raise Http404
    pages = [*version.summary.get("unread", ()), *version.summary.get("empty", ())]
    wanted = request.GET.get("trang", "")
    other = int(wanted) if wanted.isdecimal() and int(wanted) not in pages else None
    sent = request.method == "POST" or None  # a form without any file is a form too
    form = PagesForm(sent and request.POST, sent and request.FILES, pages=sorted(pages), other=other)
    if sent and form.is_valid():
        made = _replaced(request, version, form)
        if made is not None:
            return redirect("plans:import_show", made.pk)
    context: dict[str, Any] = {
        "heading": _("Tải trang thay thế"), "version": version, "plan": version.plan, "form": form,
        "crumbs": crumbs_of(version.plan, (_("Trang thay thế"), "")), "limit": settings.MAX_UPLOAD_MB,
        "notes": (version.document or {}).get("notes", ()), "failed": bool(form.errors),
    }  # fmt: skip
    return page(request, "plans/pages_replace.html", context, status=422 if form.errors else 200)


def _replaced(request: HttpRequest, version: PlanVersion, form: PagesForm) -> PlanVersion | None:
    uploads = {number: Upload(file, file.name) for number, file in form.replacements().items()}
    try:
        return replace_pages(version=version, pages=uploads, by=person_of(request), now=timezone.now())
    except InputError as error:
        form.add_error(None, str(error))
    return None
