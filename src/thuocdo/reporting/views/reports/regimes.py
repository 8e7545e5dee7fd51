"""Regimes of reporting as an office sees and sets them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from thuocdo.lib.errors import InputError
from thuocdo.orgs.models import KIND_LABELS, Unit
from thuocdo.orgs.rules.rights import Right, UnitKind
from thuocdo.orgs.web import page, requires, row_id
from thuocdo.registers.reports.actions.regimes import OwnRegime, add_regime, set_regime
from thuocdo.registers.reports.queries.regimes import RegimeRow, regime_row, regimes_for, settings_history
from thuocdo.reporting.queries.report_orders import ordered_reports
from thuocdo.reporting.report_forms import (
    RegimeForm,
    SettingForm,
    TermRow,
    read_terms,
    rows_of_printed,
    rows_of_terms,
    rows_typed,
)
from thuocdo.reporting.views.asking import person_of, rights_of_request, working_authority
from thuocdo.reporting.views.reports.lists import HOME

CRUMB = (gettext_lazy("Chế độ báo cáo"), f"{HOME}che-do/")


def _authority(request: HttpRequest) -> Unit:
    """The authority whose regimes the person sets; nobody else finds the page."""
    authority = working_authority(request)
    if authority is None or not rights_of_request(request).can(Right.REPORT_ADMIN, authority):
        raise Http404
    return authority


@require_safe
@requires(Right.REPORT_ADMIN)
def regime_list(request: HttpRequest) -> HttpResponse:
    """What is in force for the office, and what can be put in force."""
    authority = _authority(request)
    rows = regimes_for(authority, on=timezone.localdate())
    context = {
        "heading": _("Chế độ báo cáo"),
        "crumbs": [(_("Báo cáo"), HOME), (_("Chế độ báo cáo"), "")],
        "authority": authority,
        "rows": [(row, _reporters(row)) for row in rows],
        "ordered": ordered_reports(authority, since=timezone.localdate().year),
    }
    return page(request, "reporting/reports/regimes.html", context)


def _reporters(row: RegimeRow) -> str:
    return ", ".join(str(KIND_LABELS[UnitKind(kind)]) for kind in row.definition.reporters)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Right.REPORT_ADMIN)
def regime(request: HttpRequest, code: str) -> HttpResponse:
    """One regime: its source, what holds now, and the form that puts it in force or changes it."""
    authority = _authority(request)
    row = regime_row(authority, code, on=timezone.localdate())
    if row is None:
        raise Http404
    form = SettingForm(request.POST or None)
    lines = rows_typed(request.POST) if request.method == "POST" else rows_of_terms(row.terms)
    problem = ""
    if request.method == "POST" and form.is_valid():
        try:
            set_regime(
                unit=authority,
                code=code,
                terms=read_terms(lines),
                active="ngung" not in request.POST,
                by=person_of(request),
                now=timezone.now(),
                **form.cleaned_data,
            )
        except InputError as error:
            problem = str(error)
        except PermissionDenied as error:
            raise Http404 from error
        else:
            stopped = "ngung" in request.POST
            messages.success(
                request,
                _("Đã ngừng áp dụng.") if stopped else _("Đã đặt kỳ và hạn; lịch báo cáo đã tính lại."),
            )
            return redirect("reporting:regime_list")
    held = [authority.pk, *([authority.province_id] if authority.province_id else [])]
    context = {
        "heading": row.definition.name,
        "crumbs": [(_("Báo cáo"), HOME), CRUMB, (row.definition.name, "")],
        "row": row,
        "reporters": _reporters(row),
        "history": settings_history(row.regime, held) if row.regime else [],
        **_form_context(form, lines, problem),
    }
    return page(request, "reporting/reports/regime.html", context, status=422 if context["failed"] else 200)


def _form_context(form: Any, lines: Sequence[TermRow], problem: str) -> dict[str, Any]:
    return {"form": form, "lines": lines, "problem": problem, "failed": bool(problem) or bool(form.errors)}


def _own_forms(request: HttpRequest, authority: Unit) -> tuple[RegimeForm, SettingForm, list[TermRow]]:
    """The forms as they were typed, or as a plan in force (`?dong=`) orders the report."""
    form, setting = RegimeForm(request.POST or None), SettingForm(request.POST or None)
    lines = rows_typed(request.POST) if request.method == "POST" else rows_of_terms(())
    wanted = row_id(request.GET.get("dong", ""))
    if request.method != "POST" and wanted is not None:
        known = ordered_reports(authority, since=timezone.localdate().year)
        ordered = next((one for one in known if one.row == wanted), None)
        if ordered is None:
            raise Http404
        form = RegimeForm(initial={"name": ordered.name, "via": ordered.via})
        setting = SettingForm(initial={"basis": ordered.basis, "valid_from": date(ordered.plan.year, 1, 1)})
        lines = rows_of_printed(ordered.term)
    form.offer(province=authority.kind == UnitKind.PROVINCE)
    return form, setting, lines


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Right.REPORT_ADMIN)
def regime_add(request: HttpRequest) -> HttpResponse:
    """“Thêm chế độ báo cáo”: one of the office's own."""
    authority = _authority(request)
    form, setting, lines = _own_forms(request, authority)
    problem = ""
    if request.method == "POST" and form.is_valid() and setting.is_valid():
        kinds = tuple(UnitKind(kind) for kind in form.cleaned_data["reporters"])
        stated = OwnRegime(
            form.cleaned_data["name"],
            kinds,
            UnitKind.COMMUNE in kinds,
            setting.cleaned_data["basis"],
            form.cleaned_data["via"],
            form.cleaned_data["form"],
        )
        try:
            if UnitKind.COMMUNE in kinds and len(kinds) > 1:
                raise InputError(
                    _("Xã và đơn vị trực thuộc là hai chế độ khác nhau; hãy thêm riêng từng chế độ.")
                )
            add_regime(
                unit=authority,
                regime=stated,
                terms=read_terms(lines),
                valid_from=setting.cleaned_data["valid_from"],
                by=person_of(request),
                now=timezone.now(),
            )
        except InputError as error:
            problem = str(error)
        except PermissionDenied as error:
            raise Http404 from error
        else:
            messages.success(request, _("Đã thêm chế độ báo cáo; lịch báo cáo đã có các kỳ."))
            return redirect("reporting:regime_list")
    context = {
        "heading": _("Thêm chế độ báo cáo"),
        "crumbs": [(_("Báo cáo"), HOME), CRUMB, (_("Thêm"), "")],
        "setting": setting,
        **_form_context(form, lines, problem),
    }
    context["failed"] = context["failed"] or bool(setting.errors)
    return page(
        request, "reporting/reports/regime_add.html", context, status=422 if context["failed"] else 200
    )
