"""W41, import and export of people by Excel."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from thuocdo.lib.errors import InputError
from thuocdo.orgs.actions.people_file import export_people, import_people
from thuocdo.orgs.actions.people_file import people_template as template_bytes
from thuocdo.orgs.forms import SheetForm
from thuocdo.orgs.rules.people_sheet import SheetError
from thuocdo.orgs.rules.rights import Right
from thuocdo.orgs.views.people import filtered_people, show_links
from thuocdo.orgs.web import page, requires

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@requires(Right.PEOPLE_ADMIN)
def people_import(request: HttpRequest) -> HttpResponse:
    """Check every row, then import all or nobody; ends with the sign-in links, shown once."""
    form = SheetForm(request.POST or None, request.FILES or None)
    errors: tuple[str, ...] = ()
    if request.method == "POST" and form.is_valid():
        person = request.rights.person  # type: ignore[attr-defined]
        try:
            made = import_people(file=form.cleaned_data["file"], by=person, now=timezone.now())
        except SheetError as error:
            errors = error.errors
        except InputError as error:
            errors = (str(error),)
        else:
            return show_links(request, made)
    crumbs = [
        (_("Quản trị"), ""),
        (_("Người dùng"), "/lam-viec/quan-tri/nguoi-dung/"),
        (_("Nhập từ Excel"), ""),
    ]
    context = {"form": form, "errors": errors, "failed": bool(errors) or bool(form.errors), "crumbs": crumbs}
    return page(request, "orgs/people/import.html", context, status=422 if context["failed"] else 200)


@require_safe
@requires(Right.PEOPLE_ADMIN)
def people_template(request: HttpRequest) -> HttpResponse:
    """The empty file to fill in."""
    return attachment(template_bytes(), "mau-nguoi-dung.xlsx")


@require_safe
@requires(Right.PEOPLE_ADMIN)
def people_export(request: HttpRequest) -> HttpResponse:
    """Contacts of exactly the people that the filters leave."""
    person = request.rights.person  # type: ignore[attr-defined]
    data = export_people(people=filtered_people(request), by=person, now=timezone.now())
    return attachment(data, f"nguoi-dung-{timezone.localdate():%Y%m%d}.xlsx")


def attachment(data: bytes, name: str) -> HttpResponse:
    """A workbook to save."""
    return HttpResponse(
        data, content_type=XLSX, headers={"Content-Disposition": f'attachment; filename="{name}"'}
    )
