"""W43 Bộ tiêu chí: versions, one version as a tree, the difference of two, which one counts in a year."""

from __future__ import annotations

import re
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from thuocdo.criteria.actions import choose_framework, drop_draft, issue_version, load_shipped
from thuocdo.criteria.forms import ChooseForm, IssueForm
from thuocdo.criteria.models import FrameworkChoice, FrameworkVersion
from thuocdo.criteria.queries import known_versions, settings_for
from thuocdo.criteria.queries.outline import outline, validity
from thuocdo.criteria.queries.versions import choices_of
from thuocdo.criteria.rules.differences import differences, said
from thuocdo.criteria.rules.filling import imbalances, number_of
from thuocdo.criteria.rules.model import BasisKind
from thuocdo.criteria.rules.problems import printed
from thuocdo.criteria.views.common import READERS, authority_of, may_keep, may_set, person_of, version_or_404
from thuocdo.criteria.words import (
    BASIS_MARKS,
    BASIS_WORDS,
    CHANGE_SHAPES,
    CHANGE_WORDS,
    FIELD_WORDS,
    KIND_WORDS,
    METHOD_WORDS,
    PARAM_WORDS,
    WHAT_WORDS,
    ZERO_WORDS,
)
from thuocdo.lib.errors import InputError
from thuocdo.orgs.web import page, requires, row_id


@require_http_methods(["GET", "HEAD", "POST"])
@requires(*READERS)
def framework_list(request: HttpRequest) -> HttpResponse:
    """Versions by index, and the version of each year; POST chooses a version for a year, or loads what ships."""
    form = ChooseForm(request.POST or None, versions=known_versions(authority_of(request)))
    if request.method == "POST":
        if not may_keep(request):
            raise PermissionDenied(_("Bộ tiêu chí của xã do tỉnh ban hành và chọn."))
        if request.POST.get("viec") == "nap":
            added = load_shipped(now=timezone.now())
            messages.success(request, _("Đã nạp %(n)s bộ tiêu chí có sẵn.") % {"n": len(added)})
            return redirect("criteria:frameworks")
        if form.is_valid() and _chosen(request, form):
            return redirect("criteria:frameworks")
    return _list(request, form)


def _chosen(request: HttpRequest, form: ChooseForm) -> bool:
    try:
        row = choose_framework(
            unit=authority_of(request), **form.cleaned_data, by=person_of(request), now=timezone.now()
        )
    except InputError as error:
        form.add_error(None, str(error))
        return False
    messages.success(
        request,
        _("Năm %(year)s dùng bộ %(name)s, phiên bản %(version)s.")
        % {"year": row.year, "name": row.version.name, "version": row.version.version},
    )
    return True


def _list(request: HttpRequest, form: ChooseForm) -> HttpResponse:
    unit = authority_of(request)
    keeps = may_keep(request)
    rows = list(known_versions(unit, drafts=keeps))
    groups: dict[str, list[FrameworkVersion]] = {}
    for row in rows:
        groups.setdefault(row.index, []).append(row)
    if not form.is_bound:
        form.initial = {"year": timezone.localdate().year}
    context = {
        "heading": _("Bộ tiêu chí"),
        "unit": unit,
        "groups": sorted(groups.items()),
        "choices": choices_of(unit),
        "may_keep": keeps,
        "may_set": may_set(request),
        "form": form,
        "failed": bool(form.errors),
        "crumbs": [(_("Quản trị"), ""), (_("Bộ tiêu chí"), "")],
    }
    return page(request, "criteria/list.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(*READERS)
def version_page(request: HttpRequest, pk: int) -> HttpResponse:
    """One version as a tree; POST issues a draft (`viec=ban-hanh`) or drops it (`viec=bo`)."""
    version = version_or_404(request, pk)
    form = IssueForm(request.POST or None)
    if request.method == "POST":
        if not may_keep(request):
            raise PermissionDenied(_("Bộ tiêu chí của xã do tỉnh ban hành và chọn."))
        try:
            if request.POST.get("viec") == "bo":
                drop_draft(version=version, by=person_of(request), now=timezone.now())
                messages.success(request, _("Đã bỏ dự thảo %(version)s.") % {"version": version})
                return redirect("criteria:frameworks")
            if form.is_valid():
                issue_version(version=version, **form.cleaned_data, by=person_of(request), now=timezone.now())
                messages.success(request, _("Đã ban hành. Phiên bản này từ nay không sửa được."))
                return redirect(version)
        except InputError as error:
            form.add_error(None, str(error))
    return _version(request, version, form)


def _version(request: HttpRequest, version: FrameworkVersion, form: IssueForm) -> HttpResponse:
    unit = authority_of(request)
    framework = version.framework
    values = settings_for(unit, framework, on=timezone.localdate())
    own = version.authority_id == unit.pk
    base = _base_of(request, version)
    context = {
        "heading": framework.name,
        "version": version,
        "framework": framework,
        "total": said(framework.total),
        "sections": outline(framework, values),
        "basis_mark": BASIS_MARKS[framework.basis.kind],
        "basis_words": BASIS_WORDS[framework.basis.kind],
        "basis_days": validity(framework.basis),
        "measures": [(m, KIND_WORDS[m.kind]) for m in framework.measures.values()],
        "bands": [
            (band, None if (least := number_of(band.least, values)) is None else printed(least))
            for band in framework.bands
        ],
        "marks": [(BASIS_MARKS[kind], BASIS_WORDS[kind]) for kind in BasisKind],
        "open_settings": [s for s in framework.settings.values() if s.name not in values],
        "imbalances": [
            (i, printed(i.have), printed(i.wanted), printed(abs(i.gap)))
            for i in imbalances(framework, values)
        ],
        "leaves": sum(1 for _leaf in framework.leaves()),
        "years": FrameworkChoice.objects.filter(version=version, current=True, unit=unit).values_list(
            "year", flat=True
        ),
        "base": base,
        "others": known_versions(unit, drafts=may_keep(request))
        .filter(code=version.code)
        .exclude(pk=version.pk),
        "may_keep": may_keep(request),
        "may_issue": may_keep(request) and own and not version.issued,
        "may_set": may_set(request),
        "form": form,
        "failed": bool(form.errors),
        "crumbs": [(_("Bộ tiêu chí"), "/lam-viec/quan-tri/bo-tieu-chi/"), (version.version, "")],
    }
    return page(request, "criteria/version.html", context, status=422 if form.errors else 200)


def _base_of(request: HttpRequest, version: FrameworkVersion) -> FrameworkVersion | None:
    code, _sign, number = version.extends.partition("@")
    return known_versions(authority_of(request)).filter(code=code, version=number).first()


@require_safe
@requires(*READERS)
def compare(request: HttpRequest) -> HttpResponse:
    """What the version `?b=` changes against `?a=`."""
    unit = authority_of(request)
    rows = {row.pk: row for row in known_versions(unit, drafts=may_keep(request))}
    before = rows.get(row_id(request.GET.get("a", "")) or 0)
    after = rows.get(row_id(request.GET.get("b", "")) or 0)
    found: list[dict[str, Any]] = []
    if before and after:
        for item in differences(before.framework, after.framework):
            found.append(
                {
                    "what": WHAT_WORDS[item.what],
                    "code": item.code if item.what == "criterion" else "",
                    "name": item.name,
                    "change": CHANGE_WORDS[item.change],
                    "shape": CHANGE_SHAPES[item.change],
                    "fields": [
                        (
                            FIELD_WORDS.get(f.field, f.field),
                            _worded(f.field, f.before),
                            _worded(f.field, f.after),
                        )
                        for f in item.fields
                    ],
                }
            )
    context = {
        "heading": _("So sánh hai phiên bản"),
        "versions": rows.values(),
        "before": before,
        "after": after,
        "found": found,
        "crumbs": [(_("Bộ tiêu chí"), "/lam-viec/quan-tri/bo-tieu-chi/"), (_("So sánh"), "")],
    }
    return page(request, "criteria/compare.html", context)


def _worded(field: str, value: str) -> str:
    if field == "params":
        # "floor = 98; tiers = 90: 2" with the names of parameters in words
        value = re.sub(r"(?<![^ ])(\w+) = ", lambda m: f"{PARAM_WORDS.get(m[1], m[1])}: ", value)
    known: dict[str, dict[Any, Any]] = {"method": METHOD_WORDS, "zero": ZERO_WORDS, "kind": KIND_WORDS}
    return str(known.get(field, {}).get(value, value)) or "–"
