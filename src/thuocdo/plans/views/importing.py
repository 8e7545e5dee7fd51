"""W08: from a file to rows ready for review; new versions of a plan; the original file."""

from __future__ import annotations

from contextlib import suppress
from typing import Any, cast

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from thuocdo.documents.serving import attachment
from thuocdo.jobs.actions import request_stop
from thuocdo.lib.errors import InputError
from thuocdo.orgs.models import Unit
from thuocdo.orgs.rules.rights import Right
from thuocdo.orgs.web import page, requires
from thuocdo.plans.actions import AlreadyImported, drop_version, retry_import, start_import
from thuocdo.plans.forms import ImportForm, VersionForm
from thuocdo.plans.models import Plan, PlanVersion, VersionState
from thuocdo.plans.queries.plans import (
    authorities_for_import,
    plans_to_compare_with,
    same_document,
    visible_plans,
    visible_version,
)
from thuocdo.plans.queries.source import page_image_of, whole_document
from thuocdo.plans.queries.versions import may_replace_pages
from thuocdo.plans.views.common import (
    LIST,
    crumbs_of,
    explained,
    is_htmx,
    own_version_or_404,
    person_of,
    review_or_404,
    rights_of_request,
    working_authority,
)
from thuocdo.plans.words import IMPORT_STEPS


@requires(Right.PLAN_REVIEW)
@require_http_methods(["GET", "HEAD", "POST"])
@explained
def plan_import(request: HttpRequest) -> HttpResponse:
    """Choose a file and what it is to be compared with; the rest is read from the file."""
    rights = rights_of_request(request)
    units = authorities_for_import(rights)
    here = working_authority(request)
    start = units.filter(pk=here.pk if here else 0).first() or units.first()
    if start is None:
        raise Http404
    form = ImportForm(
        request.POST or None,
        request.FILES or None,
        units=units,
        parents=plans_to_compare_with(rights, start),
        previous=visible_plans(rights).filter(unit=start),
        initial={"unit": start.pk},
    )
    context: dict[str, Any] = {
        "heading": _("Nhập kế hoạch"), "form": form, "crumbs": crumbs_of(None, (_("Nhập kế hoạch"), "")),
        "one_unit": units.count() == 1, "limit": settings.MAX_UPLOAD_MB,
    }  # fmt: skip
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        found = _start(
            request, form, context, unit=values["unit"], parent=values["parent"], previous=values["previous"]
        )
        if found is not None:
            return redirect("plans:import_show", found.pk)
    return page(
        request,
        "plans/plan_import.html",
        {**context, "failed": bool(form.errors)},
        status=422 if form.errors else 200,
    )


@requires(Right.PLAN_REVIEW)
@require_http_methods(["GET", "HEAD", "POST"])
@explained
def version_import(request: HttpRequest, pk: int) -> HttpResponse:
    """A new version of a plan: tasks keep what was done where text and place tell that they are the same."""
    plan, _version = review_or_404(request, pk)
    form = VersionForm(request.POST or None, request.FILES or None)
    context: dict[str, Any] = {
        "heading": _("Nhập bản mới"), "plan": plan, "form": form,
        "crumbs": crumbs_of(plan, (_("Nhập bản mới"), "")), "limit": settings.MAX_UPLOAD_MB,
    }  # fmt: skip
    if request.method == "POST" and form.is_valid():
        found = _start(request, form, context, unit=plan.unit, as_version_of=plan)
        if found is not None:
            return redirect("plans:import_show", found.pk)
    return page(
        request,
        "plans/version_import.html",
        {**context, "failed": bool(form.errors)},
        status=422 if form.errors else 200,
    )


@requires(Right.PLAN_REVIEW)
@require_safe
def import_show(request: HttpRequest, pk: int) -> HttpResponse:
    """How far the reading is, and when it is done, what was read."""
    version = own_version_or_404(request, pk)
    ready = version.state not in (VersionState.READING, VersionState.FAILED, VersionState.DROPPED)
    context = {
        "heading": _("Đọc kế hoạch"),
        "crumbs": crumbs_of(None, (version.plan.title[:60], "")),
        "version": version,
        "plan": version.plan,
        "swapped": is_htmx(request),
        "running": version.being_read,
        "ready": ready,
        "twin": same_document(rights_of_request(request), version.plan) if ready else None,
        "steps": _steps(version),
        "summary": version.summary,
        "notes": (version.document or {}).get("notes", ()),
        "empty": ", ".join(map(str, version.summary.get("empty", ()))),
        "replaced": list(version.replaced.all()),
        "may_replace": may_replace_pages(version),
        "before": version.plan.versions.filter(number__lt=version.number)
        .exclude(state=VersionState.DROPPED)
        .exists(),
    }
    return page(request, "plans/import_show.html", context, region="plans/parts/import_progress.html")


@requires(Right.PLAN_REVIEW)
@require_POST
@explained
def import_retry(request: HttpRequest, pk: int) -> HttpResponse:
    version = own_version_or_404(request, pk)
    retry_import(version=version, by=person_of(request), now=timezone.now())
    return redirect("plans:import_show", version.pk)


@requires(Right.PLAN_REVIEW)
@require_POST
@explained
def import_stop(request: HttpRequest, pk: int) -> HttpResponse:
    version = own_version_or_404(request, pk)
    if version.job is not None and version.state == VersionState.READING:
        with suppress(InputError):  # it may have ended by itself in the meantime: the page shows how
            request_stop(job=version.job, by=person_of(request), now=timezone.now())
    return redirect("plans:import_show", version.pk)


@requires(Right.PLAN_REVIEW)
@require_POST
@explained
def import_drop(request: HttpRequest, pk: int) -> HttpResponse:
    version = own_version_or_404(request, pk)
    drop_version(version=version, by=person_of(request), now=timezone.now())
    return redirect(LIST)


@requires(Right.PLAN_READ, Right.PLAN_REVIEW)
@require_safe
def version_file(request: HttpRequest, pk: int) -> HttpResponse:
    """The original, as an attachment."""
    version = visible_version(rights_of_request(request), pk)
    if version is None:
        raise Http404
    return cast(HttpResponse, attachment(version.file, version.file_name))


@requires(Right.PLAN_READ, Right.PLAN_REVIEW)
@require_safe
def version_text(request: HttpRequest, pk: int) -> HttpResponse:
    """The document as read, from beginning to end."""
    version = visible_version(rights_of_request(request), pk)
    if version is None or version.document is None:
        raise Http404
    context = {
        "heading": _("Văn bản như đã đọc"),
        "crumbs": crumbs_of(version.plan, (_("Văn bản như đã đọc"), "")),
        "version": version,
        "plan": version.plan,
        "blocks": whole_document(version),
        "notes": version.document.get("notes", ()),
    }
    return page(request, "plans/version_text.html", context)


@requires(Right.PLAN_READ, Right.PLAN_REVIEW)
@require_safe
def version_page(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """One page of the original as an image."""
    version = visible_version(rights_of_request(request), pk)
    path = page_image_of(version, number) if version else None
    if path is None:
        raise Http404
    response = HttpResponse(path.read_bytes(), content_type="image/png")
    response.headers["Cache-Control"] = "private, no-store"
    return response


def _start(
    request: HttpRequest,
    form: ImportForm | VersionForm,
    context: dict[str, Any],
    *,
    unit: Unit,
    parent: Plan | None = None,
    previous: Plan | None = None,
    as_version_of: Plan | None = None,
) -> PlanVersion | None:
    file = form.cleaned_data["file"]
    try:
        return start_import(
            unit=unit,
            stream=file,
            name=file.name,
            parent=parent,
            previous=previous,
            as_version_of=as_version_of,
            by=person_of(request),
            now=timezone.now(),
        )
    except AlreadyImported as error:
        form.add_error("file", str(error))
        context["known"] = error.plan
        context["known_link"] = reverse("plans:review", args=[error.plan.pk])
        read = error.plan.versions.exclude(state__in=[VersionState.READING, VersionState.FAILED])
        context["known_changes"] = read.exclude(state=VersionState.DROPPED).count() > 1
    except InputError as error:
        form.add_error("file", str(error))
    return None


def _steps(version: PlanVersion) -> list[dict[str, Any]]:
    """The five steps with their marks; a page count where the reader tells one."""
    job = version.job
    at = next((n for n, (codes, _words) in enumerate(IMPORT_STEPS) if job and job.step in codes), -1)
    if version.state not in (VersionState.READING, VersionState.FAILED):
        at = len(IMPORT_STEPS)
    steps = []
    for n, (_codes, words) in enumerate(IMPORT_STEPS):
        now = n == at and job is not None
        counted = now and job is not None and job.total > 1
        steps.append(
            {
                "words": words,
                "done": n < at,
                "now": now,
                "count": f"{job.done}/{job.total}" if counted and job else "",
                "part": job.done if counted and job else 0,
                "total": job.total if counted and job else 0,
            }
        )
    return steps
