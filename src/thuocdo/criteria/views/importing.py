"""W43, taking a set in (TOML or XLSX) and giving it out."""

from __future__ import annotations

import re

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from thuocdo.criteria.actions import import_framework
from thuocdo.criteria.forms import ImportForm
from thuocdo.criteria.models import FrameworkVersion
from thuocdo.criteria.rules.problems import FrameworkError, Problem
from thuocdo.criteria.views.common import READERS, authority_of, may_keep, person_of, version_or_404
from thuocdo.criteria.workbook import read_workbook, write_workbook
from thuocdo.lib.errors import InputError
from thuocdo.orgs.web import page, requires, row_id

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_http_methods(["GET", "HEAD", "POST"])
@requires(*READERS)
def import_page(request: HttpRequest) -> HttpResponse:
    """Take a file or a text as a draft; `?tu=` starts from a version. What is wrong is listed, nothing typed is lost."""
    if not may_keep(request):
        raise Http404
    form = ImportForm(request.POST or None, request.FILES or None, initial={"text": _start(request)})
    problems: tuple[Problem, ...] = ()
    if request.method == "POST" and form.is_valid():
        try:
            return _imported(request, form)
        except FrameworkError as error:
            problems = error.problems
        except InputError as error:
            form.add_error(None, str(error))
    context = {
        "heading": _("Nhập bộ tiêu chí"),
        "form": form,
        "problems": problems,
        "failed": bool(problems) or bool(form.errors),
        "crumbs": [(_("Bộ tiêu chí"), "/lam-viec/quan-tri/bo-tieu-chi/"), (_("Nhập bộ tiêu chí"), "")],
    }
    return page(request, "criteria/import.html", context, status=422 if context["failed"] else 200)


def _imported(request: HttpRequest, form: ImportForm) -> HttpResponse:
    file = form.cleaned_data["file"]
    authority, by, now = authority_of(request), person_of(request), timezone.now()
    if file is None:
        text = form.cleaned_data["text"].replace("\r\n", "\n")
        row = import_framework(text=text, name=_("Nội dung"), authority=authority, by=by, now=now)
    elif file.name.lower().endswith(".xlsx"):
        sheet = read_workbook(file)
        try:
            row = import_framework(text=sheet.text, name=file.name, authority=authority, by=by, now=now)
        except FrameworkError as error:
            raise FrameworkError(error.name, sheet.at_cells(error.problems)) from error
    else:
        try:
            text = file.read().decode("utf-8-sig").replace("\r\n", "\n")
        except UnicodeDecodeError as error:
            raise InputError(_("Tệp này không phải tệp chữ UTF-8.")) from error
        row = import_framework(text=text, name=file.name, authority=authority, by=by, now=now)
    messages.success(request, _("Đã nhập thành dự thảo. Xem lại rồi ban hành."))
    return redirect(row)


def _start(request: HttpRequest) -> str:
    """The text of the version that `?tu=` names, with the head of a variant of it."""
    wanted = row_id(request.GET.get("tu", ""))
    return as_variant(version_or_404(request, wanted)) if wanted is not None else ""


def as_variant(version: FrameworkVersion) -> str:
    """The version's text as the start of the next one: a draft stays as it is, an issued one is named as base."""
    if not version.issued:
        return version.text
    lines = []
    for line in version.text.split("\n"):
        # the head ends where the first table begins
        if line.startswith("["):
            break
        lines.append(line)
    rest = version.text.split("\n")[len(lines) :]
    head = [line for line in lines if not re.match(r"(extends|changes)\s*=", line)]
    what = _("Ghi ở đây bản này sửa những gì.")
    out = []
    for line in head:
        out.append(line)
        if re.match(r"version\s*=", line):
            out[-1] = f'version = "{version.version}-sua"'
            out += [f'extends = "{version}"', f'changes = "{what}"']
    return "\n".join(out + rest)


@require_safe
@requires(*READERS)
def download(request: HttpRequest, pk: int, ending: str) -> HttpResponse:
    """The version as TOML, to the letter, or as a workbook of the fixed layout."""
    version = version_or_404(request, pk)
    name = f"{version.code}-{version.version}.{ending}"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    if ending == "xlsx":
        return HttpResponse(write_workbook(version.text), content_type=XLSX, headers=headers)
    return HttpResponse(version.text, content_type="application/toml; charset=utf-8", headers=headers)
