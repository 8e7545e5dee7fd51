"""Duties as lists show them, and who may see and do what with them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import F, Q, QuerySet

from thuocdo.orgs.models import Membership, Person, Unit
from thuocdo.orgs.queries import Rights
from thuocdo.orgs.queries.people import in_force
from thuocdo.orgs.rules.rights import RIGHTS, Right, Scope
from thuocdo.registers.reports.models import Duty, Gathering, Report
from thuocdo.registers.reports.rules.states import (
    ARRIVED,
    LOOKS,
    STEPS,
    ReportState,
    Shown,
    Step,
    shown_of,
)
from thuocdo.registers.reports.rules.terms import DayOff, day_off_sentence
from thuocdo.registers.reports.words import SHOWN_WORDS, STATE_WORDS


def visible_duties(rights: Rights) -> QuerySet[Duty]:
    """Those of one's own side (who owes or prepares), and those that one's authority receives."""
    reach = (
        rights.reach(Right.REPORT_READ, "unit")
        | rights.reach(Right.REPORT_READ, "prepared_by")
        | rights.reach(Right.REPORT_ACCEPT, "receiver")
    )
    return Duty.objects.filter(reach).select_related("regime", "unit", "receiver", "prepared_by")


def visible_gatherings(rights: Rights) -> QuerySet[Gathering]:
    """Those of an authority where the person takes reports in."""
    reach = rights.reach(Right.REPORT_ACCEPT, "receiver")
    return Gathering.objects.filter(reach).select_related("regime", "receiver")


def own_side(rights: Rights, duty: Duty) -> bool:
    """Whether the person belongs to those who owe or prepare it, and so sees drafts."""
    if rights.can(Right.REPORT_READ, duty.unit):
        return True
    return duty.prepared_by is not None and rights.can(Right.REPORT_READ, duty.prepared_by)


def may_step(rights: Rights, duty: Duty, step: Step) -> bool:
    """Whether the person has the step's right: at the receiver, at the unit, or (writing) at the unit that prepares it."""
    if step.at_receiver:
        return rights.can(step.right, duty.receiver)
    if rights.can(step.right, duty.unit):
        return True
    preparing = step.right is Right.REPORT_WRITE and duty.prepared_by is not None
    return preparing and rights.can(step.right, duty.prepared_by)  # type: ignore[arg-type]


def steps_open(rights: Rights, duty: Duty, state: ReportState) -> frozenset[str]:
    """Names of the steps that the person may take in this state."""
    return frozenset(step.name for step in STEPS if state in step.sources and may_step(rights, duty, step))


def may_remind(rights: Rights, duty: Duty) -> bool:
    """Whoever takes it in, or sets the regimes of the authority that owes it."""
    return rights.can(Right.REPORT_ACCEPT, duty.receiver) or rights.can(Right.REPORT_ADMIN, duty.unit)


def report_to_read(rights: Rights, duty: Duty) -> Report | None:
    """The newest report of the duty that the person may read; the upper level sees what has arrived, no draft."""
    rows = duty.reports.order_by("-number")
    if not own_side(rights, duty):
        rows = rows.filter(state__in=ARRIVED)
    return rows.first()


@dataclass(frozen=True, slots=True)
class DutyRow:
    """A duty with its words."""

    duty: Duty
    shown: Shown
    word: str
    shape: str
    tone: str
    where: str  # where the report itself is
    late_days: int | None
    day_off: str  # what is done with a last day on which nobody works
    by_sending: bool  # judged by the day of sending, for no day of receipt is entered


def row_of(duty: Duty, *, today: date) -> DutyRow:
    """The duty as a list shows it on the day."""
    days, state = duty.days, ReportState(duty.state)
    shown = shown_of(state, days, today=today, outdated=duty.outdated_at is not None)
    shape, tone = LOOKS[shown]
    written = duty.due if duty.day_off == DayOff.KEEP else duty.printed
    moved = ""
    if duty.due and written:
        moved = day_off_sentence(written, duty.due, duty.why_off, DayOff(duty.day_off))
    return DutyRow(
        duty,
        shown,
        str(SHOWN_WORDS[shown]),
        shape,
        tone,
        str(STATE_WORDS[state]),
        days.late_days,
        moved,
        duty.sent_on is not None and duty.received_on is None,
    )


@dataclass(frozen=True, slots=True)
class DutyFilter:
    """What the address asks for. `side`: "gui" what one's own side owes, "nhan" what it receives."""

    year: int
    side: str = ""
    unit: str = ""
    regime: str = ""
    state: str = ""
    period: str = ""

    @classmethod
    def read(cls, asked: Mapping[str, str], *, year: int) -> DutyFilter:
        """The filter of an address; keys and values that make no sense are ignored."""
        wanted = asked.get("nam", "")
        state = asked.get("tt", "")
        return cls(
            year=int(wanted) if wanted.isascii() and wanted.isdigit() and len(wanted) == 4 else year,
            side=asked.get("ben", "") if asked.get("ben", "") in ("gui", "nhan") else "",
            unit=asked.get("dv", "")[:20],
            regime=asked.get("cd", "")[:60],
            state=state if state in set(Shown) else "",
            period=asked.get("ky", "")[:10],
        )


def filtered(duties: QuerySet[Duty], rights: Rights, wanted: DutyFilter) -> QuerySet[Duty]:
    """The duties the filter asks for, but for the state as shown, which no column holds."""
    duties = duties.filter(year=wanted.year)
    if wanted.side == "nhan":
        duties = duties.filter(rights.reach(Right.REPORT_ACCEPT, "receiver"))
    elif wanted.side == "gui":
        owes = rights.reach(Right.REPORT_READ, "unit") | rights.reach(Right.REPORT_READ, "prepared_by")
        duties = duties.filter(owes)
    if wanted.unit:
        own = Q(unit__code=wanted.unit)
        if wanted.unit[:1] == "d" and wanted.unit[1:].isdigit() and len(wanted.unit) <= 18:
            own |= Q(unit=int(wanted.unit[1:]))
        duties = duties.filter(own)
    if wanted.regime:
        duties = duties.filter(regime__code=wanted.regime)
    if wanted.period:
        duties = duties.filter(period=wanted.period)
    return duties.order_by("due", "data_to", "regime__name", "unit__sort", "pk")


def with_state(duties: QuerySet[Duty], shown: Shown, today: date) -> QuerySet[Duty]:
    """Those that show this word on the day; the condition says what `shown_of` says."""
    old = Q(outdated_at__isnull=False)
    returned = Q(state=ReportState.RETURNED)
    came = Q(sent_on__isnull=False)
    late = Q(due__isnull=False) & (
        Q(received_on__gt=F("due")) | Q(received_on__isnull=True, sent_on__gt=F("due"))
    )
    overdue = Q(due__isnull=False, due__lt=today)
    if shown is Shown.OUTDATED:
        return duties.filter(old)
    duties = duties.exclude(old)
    if shown is Shown.RETURNED:
        return duties.filter(returned)
    duties = duties.exclude(returned)
    if shown in (Shown.LATE, Shown.ON_TIME):
        return duties.filter(came & late) if shown is Shown.LATE else duties.filter(came).exclude(late)
    duties = duties.exclude(came)
    if shown is Shown.OVERDUE:
        return duties.filter(overdue)
    duties = duties.exclude(overdue)
    return duties.filter(opens__lte=today) if shown is Shown.OPEN else duties.filter(opens__gt=today)


def people_with(right: Right, units: Iterable[Unit], *, on: date) -> list[Person]:
    """Who holds the right over one of these units today, by the own post; for notices."""
    found: dict[int, Person] = {}
    for unit in units:
        for role, held in RIGHTS.items():
            scope = held.get(right)
            if scope is None:
                continue
            near = Q(unit=unit) if scope is Scope.OWN else Q(unit__authority=unit.authority_id or unit.pk)
            posts = Membership.objects.filter(in_force(on), near, role=role.value).select_related("person")
            found |= {post.person_id: post.person for post in posts}
    return list(found.values())
