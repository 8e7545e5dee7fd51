"""A report that was sent and whose sources have changed since: marked, and those told who have it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.utils.timezone import localdate

from thuocdo.audit.actions import record, recorded
from thuocdo.audit.official import official
from thuocdo.orgs.actions import notify
from thuocdo.orgs.rules.rights import Right
from thuocdo.registers.reports.actions.gathering import told_changes
from thuocdo.registers.reports.models import Duty
from thuocdo.registers.reports.queries.duties import people_with
from thuocdo.registers.reports.rules.content import Number, changes
from thuocdo.registers.reports.rules.states import ARRIVED


@recorded
def mark_duty(*, duty: Duty, fresh: Mapping[str, Number], now: datetime) -> bool:
    """Mark the duty's newest arrived report as out of date where a number of its closed period reads otherwise now.

    Numbers of the day itself (scores, open losses) change lawfully and do not count. Marked once for each state of
    the differences; unmarked where the sources agree again. Returns whether it is out of date.
    """
    duty = (
        Duty.objects.select_for_update(of=("self",))
        .select_related("regime", "unit", "receiver", "prepared_by")
        .get(pk=duty.pk)
    )
    report = duty.reports.filter(state__in=ARRIVED).order_by("-number").first()
    if report is None:
        return False
    numbers = {key: one for key, one in report.read_numbers().items() if not one.kept}
    known = {key: one for key, one in fresh.items() if key in numbers}
    told = told_changes(changes(numbers, known, steady=True))
    if told == duty.outdated:
        return bool(told)
    duty.outdated, duty.outdated_at = told, now if told else None
    duty.save(update_fields=["outdated", "outdated_at"])
    if told:
        record(
            "registers.duty.outdated",
            by=None,
            now=now,
            subject=duty,
            unit=duty.unit,
            after={"numbers": len(told)},
        )
        said = {"name": duty.regime.name, "period": duty.period_said, "unit": duty.unit.name}
        text = official("Lỗi thời: số liệu gốc của %(name)s, %(period)s, %(unit)s đã đổi sau khi gửi.", said)
        preparing = [duty.prepared_by] if duty.prepared_by else []
        today = localdate(now)
        people = people_with(Right.REPORT_WRITE, [duty.unit, *preparing], on=today)
        people += people_with(Right.REPORT_ACCEPT, [duty.receiver], on=today)
        notify(people=people, text=text, link=duty.get_absolute_url(), by=None, now=now)
    return bool(told)
