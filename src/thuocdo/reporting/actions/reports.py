"""Reports drawn from the loop: begun, their numbers taken anew, looked at daily for what has changed below them."""

from __future__ import annotations

from collections.abc import Callable, Collection
from datetime import datetime, timedelta

from django.utils.timezone import localdate

from thuocdo.audit.actions import recorded
from thuocdo.orgs.models import Person
from thuocdo.registers.reports.actions.outdated import mark_duty
from thuocdo.registers.reports.actions.writing import begin_gathered, begin_report, take_numbers
from thuocdo.registers.reports.models import Duty, Gathering, Report
from thuocdo.registers.reports.queries.gathering import gathered
from thuocdo.registers.reports.rules.content import Number
from thuocdo.registers.reports.rules.states import ARRIVED
from thuocdo.reporting.queries.report_gathering import gathered_blocks
from thuocdo.reporting.queries.report_numbers import draw

LOOKED_AT = timedelta(days=400)  # how long after sending a report's sources are still watched


@recorded
def compose_report(*, duty: Duty, replaces: str = "", by: Person, now: datetime) -> Report:
    """Begin the duty's report with everything that can be drawn for it. Raises as `begin_report`."""
    drawn = draw(duty, now=now)
    return begin_report(
        duty=duty, blocks=drawn.blocks, numbers=drawn.numbers, replaces=replaces, by=by, now=now
    )


@recorded
def compose_gathered(*, gathering: Gathering, by: Person, now: datetime) -> Report:
    """Begin the consolidated report from what has arrived. Raises PermissionDenied."""
    found = gathered(gathering, drawn_at=now.isoformat())
    return begin_gathered(
        gathering=gathering,
        blocks=gathered_blocks(gathering, found),
        numbers=found.numbers,
        missing=found.missing,
        by=by,
        now=now,
    )


def fresh_numbers(report: Report, *, now: datetime) -> dict[str, Number]:
    """The report's numbers as they would be drawn now."""
    if report.gathering is not None:
        return gathered(report.gathering, drawn_at=now.isoformat()).numbers
    assert report.duty is not None  # noqa: S101  (a report is of the one or the other)
    return draw(report.duty, now=now).numbers


@recorded
def retake_numbers(
    *, report: Report, take: Collection[str], why_kept: str = "", by: Person, now: datetime
) -> Report:
    """Take the numbers named in `take` as they are now; the others that differ stay, with a reason.

    Raises InputError, PermissionDenied as `take_numbers`.
    """
    fresh = fresh_numbers(report, now=now)
    if report.gathering is not None:
        missing = gathered(report.gathering, drawn_at=now.isoformat()).missing
        return take_numbers(
            report=report, fresh=fresh, take=take, why_kept=why_kept, missing=missing, by=by, now=now
        )
    return take_numbers(report=report, fresh=fresh, take=take, why_kept=why_kept, by=by, now=now)


def watch_reports(*, now: datetime, said: Callable[[int, int], None] | None = None) -> int:
    """Compare what was sent with its sources, each report in a transaction of its own; returns how many are out of date."""
    since = localdate(now) - LOOKED_AT
    rows = Duty.objects.filter(state__in=ARRIVED, sent_on__gte=since, reports__isnull=False).distinct()
    duties = list(rows.select_related("regime", "unit", "receiver", "prepared_by"))
    old = 0
    for number, duty in enumerate(duties, 1):
        old += mark_duty(duty=duty, fresh=draw(duty, now=now).numbers, now=now)
        if said:
            said(number, len(duties))
    return old
