"""Tasks from outside a plan; documents that tasks wait for."""

from __future__ import annotations

from typing import Any, cast

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from thuocdo.documents.actions import store_file
from thuocdo.documents.serving import attachment
from thuocdo.lib.errors import InputError
from thuocdo.orgs.models import Unit
from thuocdo.orgs.rules.rights import Right
from thuocdo.orgs.web import Refusal, page, refused, requires, row_id
from thuocdo.work import actions
from thuocdo.work.forms_of_shares import DocumentForm, OutsideForm
from thuocdo.work.models import ExpectedDocument, Task, TaskOrigin
from thuocdo.work.queries.detail import possible_leads
from thuocdo.work.queries.waiting import recorded_documents, waiting_documents
from thuocdo.work.rules.refusals import NotAllowed
from thuocdo.work.views.task_page import acting, task_or_404

SHOWN = 20


@requires(Right.TASK_ASSIGN)
def outside_new(request: HttpRequest) -> HttpResponse:
    """“Thêm nhiệm vụ ngoài kế hoạch”."""
    authority = _authority(request)
    rights = request.rights  # type: ignore[attr-defined]
    if not rights.can(Right.TASK_ASSIGN, authority):
        raise Http404
    sketch = Task(authority=authority)
    units = possible_leads(sketch, rights, today=timezone.localdate())
    form = OutsideForm(request.POST or None, request.FILES or None, units=units)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            task = actions.add_outside_task(
                authority=authority, text=data["text"], paper=_paper(request, data), lead=data["lead"],
                due=data["due"], output=data["output"], urgent=data["urgent"], **acting(request),
            )  # fmt: skip
        except InputError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("Đã thêm nhiệm vụ ngoài kế hoạch và báo đơn vị chủ trì."))
            return redirect(task.get_absolute_url())
    context = {
        "heading": _("Thêm nhiệm vụ ngoài kế hoạch"),
        "crumbs": [(_("Nhiệm vụ"), reverse("work:task_list")), (_("Thêm nhiệm vụ ngoài kế hoạch"), "")],
        "form": form,
        "authority": authority,
    }
    return page(request, "work/outside_new.html", context, status=422 if form.errors else 200)


@requires(Right.TASK_READ, Right.SUPERVISE)
@require_GET
def outside_file(request: HttpRequest, pk: int) -> HttpResponse:
    """The document by which the task was given."""
    origin = TaskOrigin.objects.filter(task=task_or_404(request, pk), file__isnull=False).first()
    if origin is None or origin.file is None:
        raise Http404
    return cast(HttpResponse, attachment(origin.file, origin.file_name))


@requires(Right.TASK_READ)
def waiting(request: HttpRequest) -> HttpResponse:
    """What tasks wait for, and the form that records a document that has come."""
    rights = request.rights  # type: ignore[attr-defined]
    groups = waiting_documents(rights)
    bound: DocumentForm | None = None
    chosen = next((g for g in groups if g.key == request.POST.get("key") and g.may_record), None)
    if request.method == "POST":
        if chosen is None:
            raise Http404
        bound = DocumentForm(request.POST, request.FILES)
        if bound.is_valid():
            try:
                return _recorded(request, chosen.authority, bound.cleaned_data)
            except NotAllowed as error:
                return refused(request, Refusal(_("Chưa ghi được"), str(error), error.owner), status=403)
            except InputError as error:
                bound.add_error(None, str(error))
    rows = []
    for group in groups:
        blank = DocumentForm(initial={"name": group.name}, auto_id=f"vb-{group.key}-%s")
        mine = bound if bound is not None and group == chosen else blank
        rows.append((group, mine if group.may_record else None))
    context = {
        "heading": _("Chờ văn bản"),
        "crumbs": [(_("Nhiệm vụ"), reverse("work:task_list")), (_("Chờ văn bản"), "")],
        "rows": rows,
        "failed": bound if bound is not None and bound.errors else None,
        "known": list(recorded_documents(rights)[:SHOWN]),
    }
    return page(request, "work/waiting.html", context, status=422 if context["failed"] else 200)


@requires(Right.TASK_READ)
@require_GET
def document_file(request: HttpRequest, pk: int) -> HttpResponse:
    """A document that tasks waited for."""
    rights = request.rights  # type: ignore[attr-defined]
    found = ExpectedDocument.objects.filter(pk=pk, file__isnull=False).select_related("authority").first()
    if found is None or found.file is None or not rights.can(Right.TASK_READ, found.authority):
        raise Http404
    return cast(HttpResponse, attachment(found.file, found.file_name))


def _recorded(request: HttpRequest, authority: Unit, data: dict[str, Any]) -> HttpResponse:
    ids = [pk for text in request.POST.getlist("task") if (pk := row_id(text)) is not None]
    made = actions.record_document(
        authority=authority, name=data["name"], paper=_paper(request, data), tasks=ids, due=data["due"],
        **acting(request),
    )  # fmt: skip
    messages.success(request, _("Đã ghi văn bản. %(n)s nhiệm vụ đã có hạn.") % {"n": made.tasks.count()})
    return redirect("work:waiting")


def _paper(request: HttpRequest, data: dict[str, Any]) -> actions.Paper:
    """The document as typed, its file stored."""
    upload = cast("UploadedFile[Any] | None", data.get("file"))
    stored = None
    if upload is not None:
        stored = store_file(stream=upload, name=upload.name or "", **acting(request))  # type: ignore[arg-type]
    return actions.Paper(
        number=data["number"],
        issued=data["issued"],
        issuer=data.get("issuer", ""),
        file=stored,
        file_name=(upload.name or "")[:255] if upload is not None else "",
    )


def _authority(request: HttpRequest) -> Unit:
    unit = request.working_unit  # type: ignore[attr-defined]
    if unit is None or unit.authority is None:
        raise Http404
    return cast(Unit, unit.authority)
