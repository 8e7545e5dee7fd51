"""Reports that somebody must see to now: to write, to send, to take in, and those that are missing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Q

from thuocdo.orgs.models import Unit
from thuocdo.orgs.queries import Rights
from thuocdo.orgs.rules.rights import Right
from thuocdo.registers.reports.models import Duty
from thuocdo.registers.reports.queries.duties import DutyRow, row_of, visible_duties
from thuocdo.registers.reports.rules.states import ReportState

AHEAD = timedelta(days=14)  # calendar days before the last one from which a report stands on the page
MOST = 12


@dataclass(frozen=True, slots=True)
class ReportsNow:
    """The first rows of each kind; `more`: whether a kind has further ones."""

    owed: tuple[DutyRow, ...]  # of one's own side: overdue, returned, or due soon
    to_send: tuple[DutyRow, ...]  # written, wait for the person who sends
    to_accept: tuple[DutyRow, ...]  # sent by those below
    missing_below: tuple[DutyRow, ...]  # overdue there
    more: bool

    def __bool__(self) -> bool:
        return bool(self.owed or self.to_send or self.to_accept or self.missing_below)


def reports_now(rights: Rights, *, today: date, authority: Unit | None = None) -> ReportsNow | None:
    """What the person must see to (`authority`: of this authority alone); None for who has nothing to do with reports.

    Four queries, each of a bounded number of rows.
    """
    if not (rights.any(Right.REPORT_READ) or rights.any(Right.REPORT_ACCEPT)):
        return None
    seen = visible_duties(rights).order_by("due", "pk")
    if authority is not None:
        home = Q(unit=authority) | Q(unit__authority=authority) | Q(receiver=authority)
        seen = seen.filter(home)
    own = rights.reach(Right.REPORT_READ, "unit") | rights.reach(Right.REPORT_READ, "prepared_by")
    waiting = Q(sent_on__isnull=True) & (Q(due__lte=today + AHEAD) | Q(state=ReportState.RETURNED))
    found = (
        seen.filter(own, waiting).exclude(state=ReportState.SUBMITTED),
        seen.filter(rights.reach(Right.REPORT_SEND, "unit"), state=ReportState.SUBMITTED),
        seen.filter(rights.reach(Right.REPORT_ACCEPT, "receiver"), state=ReportState.SENT),
        seen.filter(rights.reach(Right.REPORT_ACCEPT, "receiver"), sent_on__isnull=True, due__lt=today),
    )
    rows: list[tuple[DutyRow, ...]] = []
    more = False
    for duties in found:
        first: list[Duty] = list(duties[: MOST + 1])
        more = more or len(first) > MOST
        rows.append(tuple(row_of(duty, today=today) for duty in first[:MOST]))
    return ReportsNow(rows[0], rows[1], rows[2], rows[3], more)
