"""W40 Đơn vị: the tree with history."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from django import forms
from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from thuocdo.lib.errors import InputError
from thuocdo.orgs import actions
from thuocdo.orgs.forms import AliasForm, ContactForm, EndForm, MergeForm, RenameForm, UnitForm
from thuocdo.orgs.models import KIND_LABELS, ROLE_LABELS, Unit, UnitName
from thuocdo.orgs.queries import find_units, merge_preview
from thuocdo.orgs.queries.people import in_force
from thuocdo.orgs.queries.rights import Rights
from thuocdo.orgs.queries.units import Branch, tree_of
from thuocdo.orgs.rules.rights import Right, Role, UnitKind
from thuocdo.orgs.web import page, paginate, requires


def _rights(request: HttpRequest) -> Rights:
    rights: Rights = request.rights  # type: ignore[attr-defined]  # set by WorkingUnitMiddleware
    return rights


def _reach(request: HttpRequest) -> QuerySet[Unit]:
    units: QuerySet[Unit] = Unit.objects.filter(_rights(request).reach(Right.UNIT_ADMIN))
    return units


@require_safe
@requires(Right.UNIT_ADMIN)
def unit_list(request: HttpRequest) -> HttpResponse:
    """The working authority's tree; for a province its communes; a search that knows old names."""
    wanted = request.GET.get("q", "").strip()
    context: dict[str, Any] = {"q": wanted, "crumbs": [(_("Quản trị"), ""), (_("Đơn vị"), "")]}
    if wanted:
        found = find_units(wanted, within=_rights(request).reach(Right.UNIT_ADMIN))
        context["page_obj"] = paginate(request, found.prefetch_related("names").select_related("authority"))
    else:
        working: Unit | None = request.working_unit  # type: ignore[attr-defined]
        authority = (working.authority or working) if working else None
        branches: list[Branch] = tree_of(_reach(request), authority) if authority else []
        context["branches"] = branches
        if authority and authority.kind == UnitKind.PROVINCE:
            communes = _reach(request).filter(
                province=authority, kind=UnitKind.COMMUNE, valid_to__isnull=True
            )
            context["page_obj"] = paginate(
                request, communes.prefetch_related("names").select_related("authority")
            )
    return page(request, "orgs/units/list.html", context, region="orgs/units/_found.html")


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Right.UNIT_ADMIN)
def unit_new(request: HttpRequest) -> HttpResponse:
    """“Thêm đơn vị”, below the unit named by `?duoi=`."""
    under = request.GET.get("duoi", "")
    parent = _reach(request).filter(pk=under).first() if under.isdecimal() else None
    initial = {"parent": parent.name if parent else "", "kind": UnitKind.DEPARTMENT}
    form = UnitForm(request.POST or None, rights=_rights(request), initial=initial)
    if request.method == "POST" and form.is_valid():
        values = dict(form.cleaned_data)
        values["kind"] = UnitKind(values["kind"])
        try:
            unit = actions.create_unit(**values, by=_rights(request).person, now=timezone.now())
        except InputError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("Đã thêm {unit}.").format(unit=unit.name))
            return redirect("orgs:unit_detail", pk=unit.pk)
    context = {"form": form, "failed": form.is_bound, "crumbs": _crumbs(_("Thêm đơn vị"))}
    return page(request, "orgs/units/new.html", context, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Right.UNIT_ADMIN)
def unit_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """One unit: names over time, aliases, contacts, people; and what can be done with it (`viec`)."""
    unit = get_object_or_404(
        _reach(request).select_related("parent", "authority", "province", "successor"), pk=pk
    )
    bound: dict[str, forms.Form] = {}
    if request.method == "POST":
        task = request.POST.get("viec", "")
        if task == "xoa-ten":
            return _remove_alias(request, unit)
        if task == "xoa":
            return _delete(request, unit)
        form = _forms(request, unit, bound_to=task).get(task)
        if form is None:
            return redirect("orgs:unit_detail", pk=pk)
        answer = _carry_out(request, unit, task, form) if form.is_valid() else None
        if answer is not None:
            return answer
        bound[task] = form
    return _detail(request, unit, bound)


def _detail(request: HttpRequest, unit: Unit, bound: dict[str, forms.Form]) -> HttpResponse:
    today = timezone.localdate()
    shown = {**_forms(request, unit), **bound}
    context = {
        "unit": unit,
        "kind": KIND_LABELS[UnitKind(unit.kind)],
        "names": unit.names.exclude(kind=UnitName.ALIAS).order_by("valid_to", "id"),
        "aliases": unit.names.filter(kind=UnitName.ALIAS).select_related("scope"),
        "children": unit.children.filter(valid_to__isnull=True) if unit.kind != UnitKind.PROVINCE else (),
        "posts": [
            (post, ROLE_LABELS[Role(post.role)])
            for post in unit.memberships.filter(in_force(today)).select_related("person")
        ],
        "forms": {task.replace("-", "_"): form for task, form in shown.items()},
        "open": next(iter(bound), ""),
        "failed": bool(bound),
        "heading": unit.name,
        "crumbs": _crumbs(unit.name),
    }
    return page(request, "orgs/units/detail.html", context, status=422 if bound else 200)


def _forms(request: HttpRequest, unit: Unit, bound_to: str = "") -> dict[str, forms.Form]:
    def data(task: str) -> Any:
        return request.POST if task == bound_to else None

    return {
        "lien-he": ContactForm(
            data("lien-he"), initial={"phone": unit.phone, "email": unit.email, "remote": unit.remote}
        ),
        "doi-ten": RenameForm(data("doi-ten")),
        "them-ten": AliasForm(data("them-ten")),
        "sap-nhap": MergeForm(data("sap-nhap"), rights=_rights(request), unit=unit),
        "ngung": EndForm(data("ngung")),
    }


def _carry_out(request: HttpRequest, unit: Unit, task: str, form: forms.Form) -> HttpResponse | None:
    """Do it and say so; None leaves the form on the page with the reason."""
    by, now, values = _rights(request).person, timezone.now(), form.cleaned_data
    if task == "sap-nhap" and not request.POST.get("xac-nhan"):
        return _preview_merge(request, unit, values["into"], values["merge_from"], values["why"])
    work: dict[str, Callable[[], object]] = {
        "lien-he": lambda: actions.update_unit(unit=unit, by=by, now=now, **values),
        "doi-ten": lambda: actions.rename_unit(unit=unit, by=by, now=now, **values),
        "them-ten": lambda: actions.add_alias(
            unit=unit, name=values["alias"], scope=unit.authority, by=by, now=now
        ),
        "sap-nhap": lambda: actions.merge_unit(
            unit=unit, into=values["into"], from_date=values["merge_from"], why=values["why"], by=by, now=now
        ),
        "ngung": lambda: actions.end_unit(unit=unit, on=values["on"], why=values["end_why"], by=by, now=now),
    }
    try:
        work[task]()
    except InputError as error:
        form.add_error(None, str(error))
        unit.refresh_from_db()
        return None
    messages.success(request, _("Đã lưu."))
    return redirect("orgs:unit_detail", pk=values["into"].pk if task == "sap-nhap" else unit.pk)


def _preview_merge(request: HttpRequest, unit: Unit, into: Unit, day: date, why: str) -> HttpResponse:
    context = {"unit": unit, "into": into, "day": day, "why": why, "moving": merge_preview(unit, on=day)}
    context["into_label"] = request.POST.get("into", "")
    context["crumbs"] = _crumbs(unit.name)
    return page(request, "orgs/units/merge.html", context)


def _remove_alias(request: HttpRequest, unit: Unit) -> HttpResponse:
    wanted = request.POST.get("ten", "")
    alias = get_object_or_404(unit.names.filter(kind=UnitName.ALIAS), pk=wanted if wanted.isdecimal() else 0)
    actions.remove_alias(alias=alias, by=_rights(request).person, now=timezone.now())
    messages.success(request, _("Đã bỏ tên gọi khác."))
    return redirect("orgs:unit_detail", pk=unit.pk)


def _delete(request: HttpRequest, unit: Unit) -> HttpResponse:
    try:
        actions.delete_unit(unit=unit, by=_rights(request).person, now=timezone.now())
    except InputError as error:
        messages.error(request, str(error))
        return redirect("orgs:unit_detail", pk=unit.pk)
    messages.success(request, _("Đã xóa đơn vị nhập nhầm."))
    return redirect("orgs:unit_list")


def _crumbs(last: str) -> list[tuple[str, str]]:
    return [(_("Quản trị"), ""), (_("Đơn vị"), "/lam-viec/quan-tri/don-vi/"), (last, "")]
