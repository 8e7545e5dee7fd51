"""The periods of a task that comes again, ready to print, with what the person may do with each."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from thuocdo.calendars.rules.working_days import WorkingCalendar
from thuocdo.orgs.queries import Rights
from thuocdo.work.models import Series, Task, TaskPeriod
from thuocdo.work.queries.access import may
from thuocdo.work.rules.series import UNCLOSED, PeriodState, PeriodStep, Rhythm, period_steps
from thuocdo.work.rules.states import TaskState
from thuocdo.work.rules.status import Tone, status_of
from thuocdo.work.words import RHYTHM_WORDS, STEP_WORDS, StateWords, state_words


@dataclass(frozen=True, slots=True)
class PeriodButton:
    """A step as a button: its name, its word, whether it asks for a reason."""

    name: str
    slug: str
    label: str
    asks: bool


# how addresses name the steps of a period
SLUGS = {
    "ghi": "note",
    "nop": "submit",
    "rut-lai": "withdraw",
    "xac-nhan": "accept",
    "tra-lai": "return",
    "khong-phat-sinh": "not_arisen",
    "khong-thuc-hien": "missed",
}
_SLUG_OF = {name: slug for slug, name in SLUGS.items()}


@dataclass(frozen=True, slots=True)
class PeriodRow:
    """A period with its state in words and the steps that the person may take."""

    period: TaskPeriod
    state: StateWords
    steps: tuple[PeriodButton, ...]
    writes: bool  # may note and hand in


@dataclass(frozen=True, slots=True)
class SeriesView:
    """A series as its page shows it: how often, what is open (oldest first), what is closed (newest first)."""

    series: Series
    rhythm: str
    open: tuple[PeriodRow, ...]
    closed: tuple[PeriodRow, ...]
    late: int


def series_view(task: Task, rights: Rights, *, today: date, calendar: WorkingCalendar) -> SeriesView | None:
    """All periods of the task with their documents, or None for a task that does not come again. Three queries."""
    series = Series.objects.filter(task=task).first()
    if series is None:
        return None
    held = {step.right: may(rights, step.right, task) for step in _all_steps()} if task.is_open else {}
    rows = []
    for period in (
        task.periods.select_related("closed_by", "submitted_by").prefetch_related("proofs").order_by("starts")
    ):
        steps = period_steps(PeriodState(period.state), overdue=period.overdue(today))
        usable = [step for step in steps if held.get(step.right)]
        words = period_words(period, today=today, calendar=calendar)
        buttons = tuple(_button(step) for step in usable if step.name != "submit")
        rows.append(PeriodRow(period, words, buttons, any(step.name == "submit" for step in usable)))
    return SeriesView(
        series=series,
        rhythm=str(RHYTHM_WORDS[Rhythm(series.rhythm)]),
        open=tuple(row for row in rows if row.period.state in UNCLOSED),
        closed=tuple(row for row in reversed(rows) if row.period.state not in UNCLOSED),
        late=sum(row.period.overdue(today) for row in rows),
    )


def _button(step: PeriodStep) -> PeriodButton:
    label = str(STEP_WORDS[f"period_{step.name}"][0])
    return PeriodButton(step.name, _SLUG_OF[step.name], label, step.needs == "reason")


def _all_steps() -> tuple[PeriodStep, ...]:
    return tuple(step for state in PeriodState for step in period_steps(state, overdue=True))


def period_words(period: TaskPeriod, *, today: date, calendar: WorkingCalendar) -> StateWords:
    """The state of a period on the day, in the words and shapes of a task's state."""
    if period.state == PeriodState.MISSED:
        return StateWords("missed", _("Không thực hiện"), "", "✖", str(Tone.LATE))
    return state_words(
        status_of(
            TaskState(period.state), period.due, today=today, calendar=calendar, closed_on=period.submitted_on
        )
    )


def find_period(task: Task, pk: int) -> TaskPeriod | None:
    """The period of this task, or None."""
    return task.periods.filter(pk=pk).first()
