"""W40, import of units by Excel."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from thuocdo.lib.errors import InputError
from thuocdo.orgs.actions.units_file import import_units
from thuocdo.orgs.actions.units_file import units_template as template_bytes
from thuocdo.orgs.forms import SheetForm
from thuocdo.orgs.rules.people_sheet import SheetError
from thuocdo.orgs.rules.rights import Right
from thuocdo.orgs.views.people_file import attachment
from thuocdo.orgs.web import page, requires


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Right.UNIT_ADMIN)
def units_import(request: HttpRequest) -> HttpResponse:
    """Check every row, then open all or none."""
    form = SheetForm(request.POST or None, request.FILES or None)
    errors: tuple[str, ...] = ()
    if request.method == "POST" and form.is_valid():
        person = request.rights.person  # type: ignore[attr-defined]
        try:
            new, known = import_units(file=form.cleaned_data["file"], by=person, now=timezone.now())
        except SheetError as error:
            errors = error.errors
        except InputError as error:
            errors = (str(error),)
        else:
            messages.success(
                request, _("{new} đơn vị mới, {known} đơn vị đã có.").format(new=new, known=known)
            )
            return redirect("orgs:unit_list")
    crumbs = [(_("Quản trị"), ""), (_("Đơn vị"), "/lam-viec/quan-tri/don-vi/"), (_("Nhập danh mục"), "")]
    context = {"form": form, "errors": errors, "failed": bool(errors) or bool(form.errors), "crumbs": crumbs}
    return page(request, "orgs/units/import.html", context, status=422 if context["failed"] else 200)


@require_safe
@requires(Right.UNIT_ADMIN)
def units_template(request: HttpRequest) -> HttpResponse:
    """The empty file to fill in."""
    return attachment(template_bytes(), "mau-don-vi.xlsx")
