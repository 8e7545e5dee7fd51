"""An office's own wording of its documents: take the file, change it in Word, load it back, or return to the program's."""

from __future__ import annotations

from typing import Any, cast

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from thuocdo.documents.actions.templates import load_template, restore_shipped
from thuocdo.documents.format_forms import FormatForm
from thuocdo.documents.models import TemplateVersion
from thuocdo.documents.parsing.sniff import FileKind
from thuocdo.documents.queries.templates import letter, office_of, template_bytes
from thuocdo.documents.serving import attachment
from thuocdo.documents.writing.wording import WORDINGS, shipped
from thuocdo.lib.errors import InputError
from thuocdo.orgs.models import Person, Unit
from thuocdo.orgs.queries import Rights
from thuocdo.orgs.rules.rights import Right
from thuocdo.orgs.web import page, requires, row_id

MAY = Right.FRAMEWORK_ADMIN  # who keeps the office's settings keeps its wordings


@require_safe
@requires(MAY)
def template_list(request: HttpRequest) -> HttpResponse:
    """Each document with its wording in use, earlier ones and the tags it has."""
    return _show(request, _authority_or_404(request))


@require_POST
@requires(MAY)
def template_load(request: HttpRequest, code: str) -> HttpResponse:
    """Use a changed file from now on."""
    unit = _authority_or_404(request)
    _known_or_404(code)
    form = FormatForm(request.POST, request.FILES, auto_id=f"{code}_%s")
    if form.is_valid():
        file = form.cleaned_data["file"]
        try:
            load_template(
                unit=unit,
                code=code,
                data=file.read(),
                name=file.name,
                by=_person(request),
                now=timezone.now(),
            )
        except InputError as error:
            form.add_error("file", str(error))
        else:
            messages.success(request, _("Đã nạp mẫu. Văn bản lập từ nay dùng mẫu này."))
            return redirect("documents:templates")
    return _show(request, unit, failed=(code, form))


@require_POST
@requires(MAY)
def template_restore(request: HttpRequest, code: str) -> HttpResponse:
    """Go back to the program's wording."""
    unit = _authority_or_404(request)
    _known_or_404(code)
    try:
        restore_shipped(unit=unit, code=code, by=_person(request), now=timezone.now())
    except InputError as error:
        messages.error(request, str(error))
    else:
        messages.success(
            request, _("Đã trở lại mẫu có sẵn. Mẫu của cơ quan vẫn được giữ ở danh sách bên dưới.")
        )
    return redirect("documents:templates")


@require_safe
@requires(MAY)
def template_file(request: HttpRequest, code: str, which: str) -> HttpResponse:
    """The program's template, the one in use, or the one in use filled with made-up words."""
    unit = _authority_or_404(request)
    _known_or_404(code)
    try:
        if which == "co-san":
            data = shipped(code, office_of(unit))
        elif which == "dang-dung":
            data = template_bytes(unit, code)
        else:
            data = letter(unit, code, WORDINGS[code].sample)
    except FileNotFoundError as error:
        raise Http404 from error
    response = HttpResponse(data, content_type=FileKind.DOCX.media_type)
    response.headers["Content-Disposition"] = f'attachment; filename="{code}-{which}.docx"'
    return response


@require_safe
@requires(MAY)
def template_version(request: HttpRequest, pk: int) -> HttpResponse:
    """An earlier file of the own office, as it was loaded."""
    unit = _authority_or_404(request)
    version = (
        TemplateVersion.objects.select_related("file").filter(unit=unit, pk=row_id(str(pk)) or 0).first()
    )
    if version is None:
        raise Http404
    return cast(HttpResponse, attachment(version.file, version.name))


def _show(request: HttpRequest, unit: Unit, *, failed: tuple[str, FormatForm] | None = None) -> HttpResponse:
    versions = TemplateVersion.objects.filter(unit=unit).select_related("loaded_by")
    rows: list[dict[str, Any]] = []
    for code, wording in WORDINGS.items():
        own = [version for version in versions if version.code == code]
        form = failed[1] if failed and failed[0] == code else FormatForm(auto_id=f"{code}_%s")
        current = next((version for version in own if version.ended_at is None), None)
        tags = [*wording.tags.items()]
        parts = [(f"v.{key}", text) for each in wording.lists.values() for key, text in each.items()]
        rows.append(
            {
                "wording": wording,
                "current": current,
                "versions": own,
                "form": form,
                "tags": tags,
                "parts": parts,
            }
        )
    context = {
        "heading": _("Mẫu văn bản của cơ quan"),
        "crumbs": [(_("Thể thức văn bản"), "/lam-viec/the-thuc/"), (_("Mẫu văn bản của cơ quan"), "")],
        "rows": rows,
        "unit": unit,
        "form": failed[1] if failed else None,
        "failed": bool(failed),
    }
    return page(request, "documents/templates.html", context, status=422 if failed else 200)


def _authority_or_404(request: HttpRequest) -> Unit:
    """The authority where the person works now, if the person keeps its settings."""
    unit: Unit | None = request.working_unit  # type: ignore[attr-defined]  # set by WorkingUnitMiddleware
    authority = (unit.authority or unit) if unit else None
    if authority is None or not cast(Rights, request.rights).can(MAY, authority):  # type: ignore[attr-defined]
        raise Http404
    return authority


def _known_or_404(code: str) -> None:
    if code not in WORDINGS:
        raise Http404


def _person(request: HttpRequest) -> Person:
    return cast(Person, request.user)
