"""What a reader sees of a task's state: one code with its shape and colour, from the state and the days."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from thuocdo.calendars.rules.working_days import WorkingCalendar, count_working_days
from thuocdo.work.rules.states import CLOSED, TaskState

SOON_DAYS = 7  # calendar days before the last day from which a task is "sắp đến hạn"

# states in which the last day can pass unheeded; a submitted task waits for its superior, not for its unit
CAN_BE_LATE = frozenset({TaskState.OPEN, TaskState.DOING, TaskState.RETURNED})


class Tone(StrEnum):
    """Colour of a state, by the names of the stylesheet."""

    OK = "ok"
    WARN = "warn"
    LATE = "late"
    INFO = "info"
    WAIT = "wait"


class Shown(StrEnum):
    """States as shown: those of the table, and what the days make of them."""

    DRAFT = "draft"
    OPEN = "open"
    DOING = "doing"
    SOON = "soon"
    LATE = "late"
    WAITING = "waiting"
    SUBMITTED = "submitted"
    RETURNED = "returned"
    DONE = "done"
    DONE_LATE = "done_late"
    NOT_ARISEN = "not_arisen"
    PAUSED = "paused"
    DROPPED = "dropped"


# code -> (shape, colour); the words stand in work/words.py, because they are translated
LOOKS: dict[Shown, tuple[str, Tone]] = {
    Shown.DRAFT: ("○", Tone.WAIT),
    Shown.OPEN: ("○", Tone.WAIT),
    Shown.DOING: ("◐", Tone.INFO),
    Shown.SOON: ("◆", Tone.WARN),
    Shown.LATE: ("▲", Tone.LATE),
    Shown.WAITING: ("⧗", Tone.WAIT),
    Shown.SUBMITTED: ("◇", Tone.INFO),
    Shown.RETURNED: ("↩", Tone.WARN),
    Shown.DONE: ("✔", Tone.OK),
    Shown.DONE_LATE: ("✔", Tone.OK),
    Shown.NOT_ARISEN: ("—", Tone.WAIT),
    Shown.PAUSED: ("‖", Tone.WAIT),
    Shown.DROPPED: ("—", Tone.WAIT),
}


@dataclass(frozen=True, slots=True)
class Status:
    """A task's state on one day.

    `days`: working days overdue (LATE), late at closing (DONE_LATE), or left until the last day (else);
    None where there is no last day or the count says nothing.
    """

    code: Shown
    days: int | None = None

    @property
    def shape(self) -> str:
        return LOOKS[self.code][0]

    @property
    def tone(self) -> Tone:
        return LOOKS[self.code][1]


def status_of(
    state: TaskState,
    due: date | None,
    *,
    today: date,
    calendar: WorkingCalendar,
    closed_on: date | None = None,
    soon_days: int = SOON_DAYS,
) -> Status:
    """The state as shown on `today`.

    A task that waits for a superior's document, is paused, submitted or closed never becomes overdue.
    `closed_on`: the day the work was submitted, for tasks that are done.
    """
    if state is TaskState.DONE:
        late = due is not None and closed_on is not None and closed_on > due
        if not late or due is None or closed_on is None:
            return Status(Shown.DONE)
        return Status(Shown.DONE_LATE, count_working_days(calendar, due, closed_on).days)
    if state in CLOSED or due is None or state not in CAN_BE_LATE:
        return Status(Shown(state.value))
    if due < today:
        return Status(Shown.LATE, count_working_days(calendar, due, today).days)
    left = count_working_days(calendar, today, due).days
    if state is not TaskState.RETURNED and (due - today).days <= soon_days:
        return Status(Shown.SOON, left)
    return Status(Shown(state.value), left)
