"""The way of a report: to the leader, to the upper level, back with a reason, or accepted and from then on unchanged."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.core.exceptions import PermissionDenied
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from thuocdo.audit.actions import record, recorded
from thuocdo.audit.official import official
from thuocdo.lib.errors import InputError
from thuocdo.lib.text import clean
from thuocdo.orgs.actions import notify
from thuocdo.orgs.models import Person, Unit
from thuocdo.orgs.queries import rights_of
from thuocdo.orgs.rules.rights import Right
from thuocdo.registers.reports.actions.duties import check_days
from thuocdo.registers.reports.actions.gathering import mark_gathering
from thuocdo.registers.reports.models import Duty, Report
from thuocdo.registers.reports.queries.duties import may_step, people_with
from thuocdo.registers.reports.rules.states import ReportState, Step, step_named

_TOLD = {
    "submit": "Chờ bạn duyệt, gửi: %(name)s, %(period)s, %(unit)s.",
    "hand_back": "Lãnh đạo trả lại để sửa: %(name)s, %(period)s. Lý do: %(reason)s",
    "send": "%(unit)s đã gửi: %(name)s, %(period)s.",
    "note_sent": "%(unit)s ghi đã gửi ngoài hệ thống: %(name)s, %(period)s.",
    "return": "Cấp trên trả lại: %(name)s, %(period)s. Lý do: %(reason)s",
    "accept": "Cấp trên đã nhận: %(name)s, %(period)s.",
}
_DONE = {
    "submit": "registers.report.submitted",
    "hand_back": "registers.report.handed_back",
    "send": "registers.report.sent",
    "note_sent": "registers.report.sent_outside",
    "return": "registers.report.returned",
    "accept": "registers.report.accepted",
}


@dataclass(frozen=True, slots=True)
class Sent:
    """The papers of a sending: the document's number, the day it was signed, and, outside the system, sent and received."""

    document: str = ""
    signed_on: date | None = None
    sent_on: date | None = None
    received_on: date | None = None


@recorded
def take_step(
    *, duty: Duty, step: str, reason: str = "", papers: Sent | None = None, by: Person, now: datetime
) -> Duty:
    """Take a step with the duty's newest report; those who must act next are told.

    Raises InputError (a step that the state has not, a reason or a day missing, days out of order), PermissionDenied.
    """
    duty = (
        Duty.objects.select_for_update(of=("self",))
        .select_related("regime", "unit", "receiver", "prepared_by")
        .get(pk=duty.pk)
    )
    report = duty.reports.select_for_update().order_by("-number").first()
    state = ReportState(report.state) if report else ReportState(duty.state)
    found = step_named(step, state)
    if found is None or step not in _DONE or (report is None and step in ("submit", "send", "hand_back")):
        raise InputError(_("Báo cáo không còn ở bước này; có thể người khác vừa xử lý. Hãy mở lại trang."))
    if not may_step(rights_of(by, on=localdate(now)), duty, found):
        raise PermissionDenied(_("Bạn không có quyền làm bước này với báo cáo này."))
    reason = clean(reason)
    if found.needs_reason and not reason:
        raise InputError(_("Hãy ghi lý do trả lại để đơn vị biết cần sửa gì."))
    if len(reason) > 500:
        raise InputError(_("Lý do dài quá 500 chữ."))
    first = report is None or report.number == 1
    _days(duty, found, papers or Sent(), localdate(now), first)
    if report is not None:
        _write(report, found, reason, by, now)
    if first or found.target is ReportState.ACCEPTED:
        duty.state = found.target
    if found.name in ("send", "note_sent"):
        duty.outdated_at, duty.outdated = None, []
    duty.version_stamp += 1
    duty.save()
    record(
        _DONE[step],
        by=by,
        now=now,
        subject=report or duty,
        unit=duty.unit,
        before={"state": str(state)},
        after={"state": str(found.target), **_said_days(duty)},
        why=reason,
    )
    _tell(duty, found, reason, by, now)
    # what was put together from this unit's report may now be out of date
    mark_gathering(regime=duty.regime, receiver=duty.receiver, period=duty.period, now=now)
    return duty


def _days(duty: Duty, step: Step, papers: Sent, today: date, first: bool) -> None:
    """The days of sending and receipt. A replacement does not undo that the first one came in time."""
    if step.name in ("send", "note_sent") and first:
        sent_on = papers.sent_on if step.name == "note_sent" else today
        if sent_on is None:
            raise InputError(_("Hãy ghi ngày gửi."))
        if step.name == "note_sent" and not clean(papers.document):
            raise InputError(_("Hãy ghi số, ký hiệu của báo cáo đã gửi."))
        check_days(papers.signed_on, sent_on, papers.received_on, today)
        duty.document, duty.signed_on = clean(papers.document)[:60], papers.signed_on
        duty.sent_on, duty.received_on = sent_on, papers.received_on
    elif step.name == "return" and first:
        duty.sent_on = duty.received_on = None
    elif step.name == "accept" and duty.received_on is None:
        # accepted without another day entered: it came when it was sent through the system
        received = papers.received_on or duty.sent_on
        check_days(duty.signed_on, duty.sent_on, received, today)
        duty.received_on = received


def _write(report: Report, step: Step, reason: str, by: Person, now: datetime) -> None:
    report.state = step.target
    if reason:
        report.reason = reason
    report.version_stamp += 1
    report.changed_at, report.changed_by = now, by
    report.save(update_fields=["state", "reason", "version_stamp", "changed_at", "changed_by"])


def _said_days(duty: Duty) -> dict[str, str]:
    days = {"signed": duty.signed_on, "sent": duty.sent_on, "received": duty.received_on}
    return {name: day.isoformat() for name, day in days.items() if day is not None}


def _tell(duty: Duty, step: Step, reason: str, by: Person, now: datetime) -> None:
    today = localdate(now)
    preparing: list[Unit] = [duty.prepared_by] if duty.prepared_by else []
    if step.name == "submit":
        people = people_with(Right.REPORT_SEND, [duty.unit], on=today)
    elif step.name in ("send", "note_sent"):
        people = people_with(Right.REPORT_ACCEPT, [duty.receiver], on=today)
    else:
        people = people_with(Right.REPORT_WRITE, [duty.unit, *preparing], on=today)
    said = {
        "name": duty.regime.name,
        "period": duty.period_said,
        "unit": duty.unit.name,
        "reason": reason,
    }
    text = official(_TOLD[step.name], said)
    notify(people=people, text=text, link=duty.get_absolute_url(), by=by, now=now)
