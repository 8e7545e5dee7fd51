"""The month as a calendar, who carries how much, what stops when somebody is away."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from thuocdo.calendars.queries import working_calendar
from thuocdo.calendars.rules.periods import PeriodKind, parse_period, period_containing
from thuocdo.orgs.models import Unit
from thuocdo.orgs.rules.rights import Right
from thuocdo.orgs.web import page, requires, row_id
from thuocdo.work.queries import loads_by_unit, row_maker, tasks_of_unit
from thuocdo.work.queries.lists import parse_day
from thuocdo.work.queries.load import (
    SHOWN,
    SILENT_DAYS,
    absence_of,
    loads_by_person,
    people_to_plan_for,
    silent_tasks,
)
from thuocdo.work.queries.month import month_of, neighbours

FARTHEST = 366  # days of an absence looked at, and of silence


@requires(Right.TASK_READ)
@require_safe
def month(request: HttpRequest) -> HttpResponse:
    """Due days of the working unit's tasks, a month at a time."""
    today = timezone.localdate()
    asked = parse_period(request.GET.get("ky", ""))
    present = period_containing(PeriodKind.MONTH, today)
    period = (
        asked
        if asked is not None and asked.kind is PeriodKind.MONTH and 1901 < asked.year < 2199
        else present
    )
    if period is None:
        raise Http404
    unit, rights = _unit(request), request.rights  # type: ignore[attr-defined]
    before, after = neighbours(period)
    weeks = month_of(period, unit, rights, today=today, calendar=working_calendar())
    context = {
        **_head(_("Lịch hạn: %(period)s") % {"period": period.label}, _("Lịch tháng")),
        "unit": unit,
        "weeks": weeks,
        "days": [day for week in weeks for day in week if day.within and day.total],
        "today": today,
        "before": before,
        "after": after,
    }
    return page(request, "work/month.html", context)


@requires(Right.TASK_READ)
@require_safe
def load(request: HttpRequest) -> HttpResponse:
    """Open work by unit and, for who assigns it, by person; what has had no note for so many days."""
    today, now = timezone.localdate(), timezone.now()
    unit, rights = _unit(request), request.rights  # type: ignore[attr-defined]
    days = row_id(request.GET.get("ngay", "")) or SILENT_DAYS
    days = min(days, FARTHEST)
    tasks = tasks_of_unit(unit, rights)
    make = row_maker(today=today, calendar=working_calendar())
    silent = silent_tasks(tasks, now=now, days=days)
    context = {
        **_head(_("Tải công việc"), _("Tải công việc")),
        "unit": unit,
        "loads": [load for load in loads_by_unit(tasks.filter(is_open=True), today) if load.counts.total],
        "people": loads_by_person(tasks, rights, today=today),
        "plans_absence": rights.any(Right.TASK_ASSIGN),
        "days": days,
        "silent": [make(task) for task in silent[:SHOWN]],
        "silent_total": silent.count(),
    }
    return page(request, "work/load.html", context)


@requires(Right.TASK_ASSIGN)
@require_safe
def absence(request: HttpRequest) -> HttpResponse:
    """What a person's absence would stop between two days."""
    today, rights = timezone.localdate(), request.rights  # type: ignore[attr-defined]
    people = people_to_plan_for(rights, today=today)
    wanted = row_id(request.GET.get("nguoi", ""))
    person = people.filter(pk=wanted).first() if wanted is not None else None
    if wanted is not None and person is None:
        raise Http404
    first = parse_day(request.GET.get("tu", "")) or today
    last = parse_day(request.GET.get("den", "")) or first + timedelta(days=14)
    wrong = last < first or (last - first).days > FARTHEST
    found = absence_of(person, rights, first=first, last=last) if person is not None and not wrong else None
    make = row_maker(today=today, calendar=working_calendar())
    context: dict[str, Any] = {
        **_head(_("Nếu một người vắng mặt"), _("Nếu một người vắng mặt")),
        "people": list(people[:500]),
        "person": person,
        "first": first,
        "last": last,
        "wrong": wrong,
        "found": found,
        "rows": [make(task) for task in found.due] if found else [],
    }
    return page(request, "work/absence.html", context, status=422 if wrong else 200)


def _unit(request: HttpRequest) -> Unit:
    unit: Unit | None = request.working_unit  # type: ignore[attr-defined]
    if unit is None:
        raise Http404
    return unit


def _head(heading: str, crumb: str) -> dict[str, Any]:
    return {"heading": heading, "crumbs": [(_("Nhiệm vụ"), reverse("work:task_list")), (crumb, "")]}
