"""States of a report, who may take which step, and the seven words by which a duty is shown."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from thuocdo.orgs.rules.rights import Right


class ReportState(StrEnum):
    NONE = "none"  # nobody has begun
    DRAFT = "draft"
    SUBMITTED = "submitted"  # with the leader
    SENT = "sent"
    RETURNED = "returned"
    ACCEPTED = "accepted"


@dataclass(frozen=True, slots=True)
class Step:
    """One allowed change of state: the right it needs, at the unit that owes or the one that receives."""

    name: str
    sources: frozenset[ReportState]
    target: ReportState
    right: Right
    at_receiver: bool = False
    needs_reason: bool = False


_S = ReportState
STEPS: tuple[Step, ...] = (
    Step("write", frozenset({_S.NONE}), _S.DRAFT, Right.REPORT_WRITE),
    Step("submit", frozenset({_S.DRAFT, _S.RETURNED}), _S.SUBMITTED, Right.REPORT_WRITE),
    Step("hand_back", frozenset({_S.SUBMITTED}), _S.DRAFT, Right.REPORT_SEND, needs_reason=True),
    Step("send", frozenset({_S.DRAFT, _S.SUBMITTED, _S.RETURNED}), _S.SENT, Right.REPORT_SEND),
    # what went by paper or another system is entered with its days and number
    Step("note_sent", frozenset({_S.NONE, _S.DRAFT, _S.SUBMITTED, _S.RETURNED}), _S.SENT, Right.REPORT_WRITE),
    Step(
        "return", frozenset({_S.SENT}), _S.RETURNED, Right.REPORT_ACCEPT, at_receiver=True, needs_reason=True
    ),
    Step("accept", frozenset({_S.SENT}), _S.ACCEPTED, Right.REPORT_ACCEPT, at_receiver=True),
    # an accepted report is never changed: its replacement is another report
    Step("replace", frozenset({_S.ACCEPTED}), _S.DRAFT, Right.REPORT_WRITE, needs_reason=True),
)
EDITABLE = frozenset({_S.DRAFT, _S.RETURNED})
ARRIVED = frozenset({_S.SENT, _S.ACCEPTED})  # the upper level has it


def step_named(name: str, state: ReportState) -> Step | None:
    """The step of that name from that state, or None where the table has none."""
    return next((step for step in STEPS if step.name == name and state in step.sources), None)


class Shown(StrEnum):
    NOT_YET = "not_yet"
    OPEN = "open"
    ON_TIME = "on_time"
    LATE = "late"
    OVERDUE = "overdue"
    RETURNED = "returned"
    OUTDATED = "outdated"


LOOKS: dict[Shown, tuple[str, str]] = {
    Shown.NOT_YET: ("○", "wait"),
    Shown.OPEN: ("◐", "info"),
    Shown.ON_TIME: ("✔", "ok"),
    Shown.LATE: ("✔", "warn"),
    Shown.OVERDUE: ("▲", "late"),
    Shown.RETURNED: ("↩", "warn"),
    Shown.OUTDATED: ("◆", "warn"),
}


@dataclass(frozen=True, slots=True)
class Days:
    """What is known of one duty's days. `came` is the day of receipt, or that of sending where none is entered."""

    opens: date
    due: date | None
    sent_on: date | None = None
    received_on: date | None = None

    @property
    def came(self) -> date | None:
        return self.received_on or self.sent_on

    @property
    def late_days(self) -> int | None:
        """Calendar days after the last one; None where it is not there or has no last day."""
        if self.came is None or self.due is None:
            return None
        return max(0, (self.came - self.due).days)


def shown_of(state: ReportState, days: Days, *, today: date, outdated: bool = False) -> Shown:
    """The word for a duty on the day. A report without a last day cannot be late."""
    if outdated:
        return Shown.OUTDATED
    if state is ReportState.RETURNED:
        return Shown.RETURNED
    if days.came is not None:
        return Shown.LATE if days.late_days else Shown.ON_TIME
    if days.due is not None and today > days.due:
        return Shown.OVERDUE
    return Shown.OPEN if today >= days.opens else Shown.NOT_YET
