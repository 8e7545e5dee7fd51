"""W42 Lịch làm việc: days off as data, with the effect shown before saving."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from thuocdo.calendars.actions import confirm_year, seed_years
from thuocdo.calendars.models import KIND_LABELS, CalendarDay
from thuocdo.calendars.queries import seeded_years
from thuocdo.calendars.rules.working_days import DayKind, SpecialDay
from thuocdo.lib.errors import InputError
from thuocdo.orgs.queries import may_change_shared
from thuocdo.orgs.rules.rights import Right
from thuocdo.orgs.web import page, requires
from thuocdo.reporting.actions import change_day, drop_day
from thuocdo.reporting.forms import DayForm
from thuocdo.reporting.queries.calendar_page import days_of_year, preview
from thuocdo.reporting.views.asking import person_of
from thuocdo.work.queries.lists import parse_day


@requires(Right.CALENDAR_ADMIN)
def calendar(request: HttpRequest) -> HttpResponse:
    """The year's days; `viec` says what a POST is about: xem (preview), luu, bo, nap, xac-nhan."""
    if request.method == "POST":
        if not _may_change(request):
            raise PermissionDenied
        deeds = {
            "xem": _look,
            "luu": _save,
            "xem-bo": _look_at_dropping,
            "bo": _drop,
            "nap": _seed,
            "xac-nhan": _confirm,
        }
        deed = deeds.get(request.POST.get("viec", ""), _look)
        return deed(request)
    return _show(request, _year(request.GET.get("nam", "")))


def _may_change(request: HttpRequest) -> bool:
    return may_change_shared(request.rights, Right.CALENDAR_ADMIN)  # type: ignore[attr-defined]


def _year(text: str) -> int:
    now = timezone.localdate().year
    return int(text) if text.isascii() and text.isdigit() and 2000 <= int(text) <= 2099 else now


def _show(request: HttpRequest, year: int, *, status: int = 200, **more: Any) -> HttpResponse:
    days = days_of_year(year)
    seeded = seeded_years()
    now = timezone.localdate().year
    context = {
        "heading": _("Lịch làm việc"),
        "year": year,
        "years": sorted({*seeded, now, now + 1, year}),
        "days": days,
        "provisional": any(day.provisional for day in days),
        "labels": KIND_LABELS,
        "may_change": _may_change(request),
        "form": DayForm(initial={"kind": DayKind.OFF.value}),
        **more,
    }
    return page(request, "reporting/calendar.html", context, status=status)


def _read(request: HttpRequest) -> tuple[DayForm, SpecialDay | None]:
    form = DayForm(request.POST)
    if not form.is_valid():
        return form, None
    data = form.cleaned_data
    return form, SpecialDay(data["day"], DayKind(data["kind"]), data["note"], data["source_document"])


def _look(request: HttpRequest) -> HttpResponse:
    form, special = _read(request)
    if special is None:
        return _show(request, _year(request.POST.get("nam", "")), status=422, form=form, failed=form.errors)
    known = CalendarDay.objects.filter(day=special.day).first()
    return _show(request, special.day.year, form=form, preview=preview(special.day, special), known=known)


def _save(request: HttpRequest) -> HttpResponse:
    form, special = _read(request)
    if special is None:
        return _show(request, _year(request.POST.get("nam", "")), status=422, form=form, failed=form.errors)
    try:
        moves = change_day(
            day=special.day,
            kind=special.kind,
            note=special.note,
            source_document=special.source_document,
            by=person_of(request),
            now=timezone.now(),
        )
    except InputError as error:
        form.add_error(None, str(error))
        return _show(request, special.day.year, status=422, form=form, failed=form.errors)
    messages.success(
        request,
        _("Đã lưu ngày %(day)s; %(n)s hạn đã đổi.") % {"day": f"{special.day:%d/%m/%Y}", "n": len(moves)},
    )
    return _back(special.day.year)


def _look_at_dropping(request: HttpRequest) -> HttpResponse:
    day = parse_day(request.POST.get("day", ""))
    if day is None:
        return _back(_year(""))
    return _show(request, day.year, preview=preview(day, None), dropping=day)


def _drop(request: HttpRequest) -> HttpResponse:
    day = parse_day(request.POST.get("day", ""))
    if day is None:
        return _back(_year(""))
    try:
        moves = drop_day(day=day, by=person_of(request), now=timezone.now())
        messages.success(
            request, _("Đã bỏ ngày %(day)s; %(n)s hạn đã đổi.") % {"day": f"{day:%d/%m/%Y}", "n": len(moves)}
        )
    except InputError as error:
        messages.error(request, str(error))
    return _back(day.year)


def _seed(request: HttpRequest) -> HttpResponse:
    year = _year(request.POST.get("nam", ""))
    added = seed_years(years=[year], by=person_of(request), now=timezone.now()).added
    messages.success(
        request, _("Đã nạp %(n)s ngày của năm %(year)s để soát lại.") % {"n": len(added), "year": year}
    )
    return _back(year)


def _confirm(request: HttpRequest) -> HttpResponse:
    year = _year(request.POST.get("nam", ""))
    try:
        days = confirm_year(
            year=year,
            source_document=request.POST.get("notice", ""),
            by=person_of(request),
            now=timezone.now(),
        )
        messages.success(
            request, _("Đã xác nhận %(n)s ngày của năm %(year)s.") % {"n": len(days), "year": year}
        )
    except InputError as error:
        return _show(
            request, year, status=422, notice_error=str(error), notice=request.POST.get("notice", "")
        )
    return _back(year)


def _back(year: int) -> HttpResponse:
    return redirect(f"{reverse('reporting:calendar')}?nam={year}")
