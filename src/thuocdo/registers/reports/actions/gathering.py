"""What the upper level put together: out of date when a report below changes, and closed for good by a person."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from thuocdo.audit.actions import record, recorded
from thuocdo.audit.official import official
from thuocdo.lib.errors import InputError
from thuocdo.orgs.actions import notify
from thuocdo.orgs.models import Person, Unit
from thuocdo.orgs.rules.rights import Right
from thuocdo.registers.reports.actions.writing import demand_gathering, locked
from thuocdo.registers.reports.models import Gathering, Regime, Report
from thuocdo.registers.reports.queries.duties import people_with
from thuocdo.registers.reports.queries.gathering import gathered
from thuocdo.registers.reports.rules.content import Change, changes
from thuocdo.registers.reports.rules.states import ReportState


@recorded
def mark_gathering(*, regime: Regime, receiver: Unit, period: str, now: datetime) -> bool:
    """Mark the period's consolidated report as out of date where a report below now says something else.

    Only a report that was closed is marked; one still open shows the differences when it is opened. Returns whether
    it is out of date now.
    """
    gathering = (
        Gathering.objects.select_for_update(of=("self",))
        .select_related("regime", "receiver")
        .filter(regime=regime, receiver=receiver, period=period)
        .first()
    )
    report = gathering.reports.order_by("-number").first() if gathering else None
    if gathering is None or report is None or report.state != ReportState.ACCEPTED:
        return False
    now_known = gathered(gathering, drawn_at=now.isoformat())
    found = changes(report.read_numbers(), now_known.numbers)
    told = told_changes(found)
    if sorted(report.missing) != sorted(now_known.missing):
        told.append(
            {
                "label": official("Đơn vị chưa gửi"),
                "old": ", ".join(report.missing) or "0",
                "new": ", ".join(now_known.missing) or "0",
            }
        )
    was = gathering.outdated_at is not None
    if told == gathering.outdated:
        return was
    gathering.outdated = told
    gathering.outdated_at = now if told else None
    gathering.save(update_fields=["outdated", "outdated_at"])
    if told:
        record(
            "registers.gathering.outdated",
            by=None,
            now=now,
            subject=gathering,
            unit=receiver,
            after={"numbers": len(told)},
        )
        said = {"name": regime.name, "period": gathering.period_said}
        text = official("Lỗi thời: số của cấp dưới trong tổng hợp %(name)s, %(period)s đã đổi.", said)
        people = people_with(Right.REPORT_ACCEPT, [receiver], on=localdate(now))
        notify(people=people, text=text, link=gathering.get_absolute_url(), by=None, now=now)
    return bool(told)


def told_changes(found: Sequence[Change]) -> list[dict[str, str]]:
    """Differences as pages and notes show them."""
    return [
        {
            "label": one.label,
            "old": one.old.shown if one.old else "—",
            "new": one.new.shown if one.new else "—",
        }
        for one in found
    ]


@recorded
def close_gathered(*, report: Report, by: Person, now: datetime) -> Report:
    """Close the consolidated report: from now on it is never changed; the next is another one.

    Raises InputError for one that is closed or whose numbers below have changed meanwhile, PermissionDenied.
    """
    report = locked(report)
    gathering = report.gathering
    if gathering is None or report.state == ReportState.ACCEPTED:
        raise InputError(_("Bản tổng hợp này đã chốt."))
    demand_gathering(gathering, by, now)
    known = gathered(gathering, drawn_at=now.isoformat())
    if changes(report.read_numbers(), known.numbers):
        raise InputError(
            _("Số của cấp dưới đã đổi sau khi lập. Hãy bấm “Tính lại từ số gốc” trước khi chốt.")
        )
    report.state = ReportState.ACCEPTED
    report.missing = list(known.missing)
    report.changed_at, report.changed_by = now, by
    report.save(update_fields=["state", "missing", "changed_at", "changed_by"])
    gathering.outdated_at, gathering.outdated = None, []
    gathering.save(update_fields=["outdated_at", "outdated"])
    record(
        "registers.gathering.closed",
        by=by,
        now=now,
        subject=report,
        unit=gathering.receiver,
        after={"missing": len(known.missing)},
    )
    return report
