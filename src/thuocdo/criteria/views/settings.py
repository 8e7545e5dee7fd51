"""W43 Tham số: every figure that no source states, its value, from when, on what basis."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from thuocdo.criteria.actions import set_setting
from thuocdo.criteria.forms import SettingForm
from thuocdo.criteria.models import FrameworkVersion, SettingValue
from thuocdo.criteria.queries import in_force, known_versions
from thuocdo.criteria.queries.versions import choices_of
from thuocdo.criteria.rules.filling import imbalances
from thuocdo.criteria.rules.params import settings_in
from thuocdo.criteria.rules.problems import printed
from thuocdo.criteria.views.common import READERS, authority_of, may_set, person_of, version_or_404
from thuocdo.lib.errors import InputError
from thuocdo.orgs.models import Unit
from thuocdo.orgs.web import page, requires, row_id


@require_safe
@requires(*READERS)
def setting_list(request: HttpRequest) -> HttpResponse:
    """The settings of one framework (`?bo=`, else the first that counts this year) as they stand today."""
    unit, today = authority_of(request), timezone.localdate()
    offered = _offered(unit)
    wanted = row_id(request.GET.get("bo", ""))
    version = (
        next((row for row in offered if row.pk == wanted), None) if wanted else next(iter(offered), None)
    )
    if wanted and version is None:
        raise Http404
    rows = in_force(unit, version.framework, on=today) if version else ()
    values = {row.setting.name: row.value for row in rows if row.value is not None}
    context = {
        "heading": _("Tham số"),
        "unit": unit,
        "offered": offered,
        "version": version,
        "rows": rows,
        "open": sum(1 for row in rows if row.row is None),
        "imbalances": [
            (i, printed(i.have), printed(i.wanted), printed(abs(i.gap)))
            for i in (imbalances(version.framework, values) if version else ())
        ],
        "may_set": may_set(request),
        "crumbs": [(_("Quản trị"), ""), (_("Tham số"), "")],
    }
    return page(request, "criteria/settings.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(*READERS)
def setting_page(request: HttpRequest, pk: int, name: str) -> HttpResponse:
    """One setting: its history, and a new value from a day on."""
    unit, today = authority_of(request), timezone.localdate()
    version = version_or_404(request, pk)
    now_row = next((r for r in in_force(unit, version.framework, on=today) if r.setting.name == name), None)
    if now_row is None:
        raise Http404
    allowed = may_set(request) and not now_row.by_province
    form = SettingForm(request.POST or None, initial={"valid_from": today})
    if request.method == "POST":
        if not may_set(request):
            raise PermissionDenied(_("Bạn xem được nhưng không sửa được tham số của đơn vị này."))
        if form.is_valid():
            try:
                set_setting(
                    unit=unit,
                    version=version,
                    name=name,
                    **form.cleaned_data,
                    by=person_of(request),
                    now=timezone.now(),
                )
            except InputError as error:
                form.add_error(None, str(error))
            else:
                messages.success(request, _("Đã lưu tham số “%(label)s”.") % {"label": now_row.setting.label})
                return redirect(f"{reverse('criteria:settings')}?bo={version.pk}")
    places = [pk for pk in (unit.pk, unit.province_id) if pk is not None]
    context = {
        "heading": now_row.setting.label,
        "version": version,
        "now_row": now_row,
        "used_by": _users(version, name),
        "history": SettingValue.objects.filter(unit__in=places, framework=version.code, name=name)
        .select_related("unit", "entered_by")
        .order_by("-valid_from", "-entered_at"),
        "form": form if allowed else None,
        "failed": bool(form.errors),
        "crumbs": [
            (_("Tham số"), f"{reverse('criteria:settings')}?bo={version.pk}"),
            (now_row.setting.label, ""),
        ],
    }
    return page(request, "criteria/setting.html", context, status=422 if form.errors else 200)


def _offered(unit: Unit) -> list[FrameworkVersion]:
    """Versions that have settings: those that count for some year first, then the rest."""
    chosen = [choice.version for choice in choices_of(unit)]
    rows = dict.fromkeys([*chosen, *known_versions(unit)])
    level = "province" if unit.province_id in (None, unit.pk) else "commune"
    fitting = [row for row in rows if row.framework.settings]
    return sorted(fitting, key=lambda row: (row not in chosen, row.level != level))


def _users(version: FrameworkVersion, name: str) -> list[str]:
    """The criteria that need the setting: "3.1 Thủ tục có dịch vụ công trực tuyến"."""
    return [
        f"{criterion.code} {criterion.name}"
        for criterion in version.framework.walk()
        if name in settings_in((criterion.max, criterion.least, *criterion.params.values()))
    ]
