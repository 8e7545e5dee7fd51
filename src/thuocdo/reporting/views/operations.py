"""W47 Vận hành, and the page of one running job."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from thuocdo.jobs.actions import request_stop, retry
from thuocdo.jobs.models import Job
from thuocdo.jobs.queries import job as find_job
from thuocdo.jobs.queries import progress_of, recent, unfinished
from thuocdo.lib.errors import InputError
from thuocdo.orgs.queries import may_change_shared, visible_people
from thuocdo.orgs.queries.digests import undelivered
from thuocdo.orgs.rules.rights import Right
from thuocdo.orgs.web import page, paginate, requires
from thuocdo.reporting.jobs import BACKUP, queue_backup
from thuocdo.reporting.queries.health import lights
from thuocdo.reporting.views.asking import person_of, rights_of_request
from thuocdo.reporting.words import job_word


@requires(Right.OPERATIONS)
def health(request: HttpRequest) -> HttpResponse:
    """Lights with words, then the jobs."""
    within = rights_of_request(request).reach(Right.OPERATIONS, "unit")
    page_obj = paginate(request, recent().filter(within | Q(unit__isnull=True)), 30)
    now = timezone.localtime()
    context = {
        "heading": _("Vận hành"),
        "lights": lights(now=now),
        "now": now,
        "may_back_up": may_change_shared(rights_of_request(request), Right.OPERATIONS),
        "busy": unfinished().exists(),
        "jobs": [(found, progress_of(found), job_word(found.kind)) for found in page_obj.object_list],
        "page_obj": page_obj,
        "undelivered": undelivered(visible_people(rights_of_request(request)))[:50],
    }
    return page(request, "reporting/health.html", context, region="reporting/parts/health_region.html")


@requires(Right.OPERATIONS)
@require_POST
def back_up(request: HttpRequest) -> HttpResponse:
    """ "Sao lưu ngay": a job of its own; its page shows how far it is."""
    try:
        queued = queue_backup(by=person_of(request), now=timezone.now())
    except InputError as error:
        messages.error(request, str(error))
        return redirect("reporting:health")
    return redirect("reporting:job_page", pk=queued.pk)


@requires()
def job_page(request: HttpRequest, pk: int) -> HttpResponse:
    """One piece of background work: what it does, how far it is, what went wrong."""
    found = _job(request, pk)
    context = {
        "heading": _("Việc đang chạy"),
        "job": found,
        "progress": progress_of(found),
        "link": _link(found),
        "word": job_word(found.kind),
        "backup": found.result.get("file", "") if found.kind == BACKUP and found.result else "",
        "folder": settings.VAR_DIR / "backups",
        "crumbs": [(_("Vận hành"), reverse("reporting:health")), (_("Việc %(n)s") % {"n": found.pk}, "")]
        if rights_of_request(request).any(Right.OPERATIONS)
        else [],
    }
    return page(request, "reporting/job.html", context, region="reporting/parts/job_region.html")


@requires()
@require_POST
def job_act(request: HttpRequest, pk: int, what: str) -> HttpResponse:
    """Stop a job, or run it again."""
    found = _job(request, pk)
    deed = {"dung": request_stop, "chay-lai": retry}.get(what)
    if deed is None:
        raise Http404
    try:
        deed(job=found, by=person_of(request), now=timezone.now())
    except InputError as error:
        messages.error(request, str(error))
    return redirect("reporting:job_page", pk=pk)


def _job(request: HttpRequest, pk: int) -> Job:
    """The job, for who started it, reviews plans of its unit, or runs the system there."""
    found = find_job(pk)
    rights = rights_of_request(request)
    if found is None:
        raise Http404
    unit = found.unit
    of_unit = unit is not None and rights.can(Right.PLAN_REVIEW, unit)
    runs = rights.any(Right.OPERATIONS) if unit is None else rights.can(Right.OPERATIONS, unit)
    if not (found.by_id == rights.person.pk or of_unit or runs):
        raise Http404
    return found


def _link(found: Job) -> str:
    """Where the outcome of the job is seen."""
    version = found.payload.get("version") if found.kind == "plans.read" else None
    return reverse("plans:import_show", args=[version]) if version else ""
