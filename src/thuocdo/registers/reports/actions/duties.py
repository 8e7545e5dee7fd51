"""Duties: made from regimes, given to who prepares them, reminded of, their days of receipt entered."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from thuocdo.audit.actions import record, recorded
from thuocdo.audit.official import official
from thuocdo.calendars.queries import calendar_for
from thuocdo.calendars.rules.periods import LENGTHS, Period, PeriodKind, parse_period
from thuocdo.calendars.rules.working_days import WorkingCalendar
from thuocdo.lib.errors import InputError
from thuocdo.orgs.actions import notify
from thuocdo.orgs.models import Person, Unit
from thuocdo.orgs.queries import rights_of
from thuocdo.orgs.rules.rights import Right
from thuocdo.registers.reports.models import Duty, Gathering, Regime
from thuocdo.registers.reports.queries.duties import may_remind, people_with
from thuocdo.registers.reports.queries.regimes import Settings, receiver_of, reporters_of
from thuocdo.registers.reports.rules.states import ReportState
from thuocdo.registers.reports.rules.terms import Term, Window, window_of

NEXT_YEAR_FROM = 12  # the month from which the next year's duties are made
FIELDS = ("data_from", "data_to", "opens", "printed", "due", "why_off", "day_off")


@dataclass(frozen=True, slots=True)
class Made:
    """What a run of `refresh_duties` did, in duties."""

    made: int = 0
    moved: int = 0
    dropped: int = 0


@recorded
def refresh_duties(*, now: datetime, regimes: Iterable[Regime] | None = None) -> Made:
    """Make what the regimes in force ask for last year, this year and (in December) the next; safe to repeat.

    A duty that has come, or whose last day is over, keeps its days whatever is set later; one that nobody has begun
    goes when its regime no longer asks for it.
    """
    today = localdate(now)
    wanted = list(Regime.objects.all() if regimes is None else regimes)
    settings = Settings(wanted)
    years = [today.year - 1, today.year, *([today.year + 1] if today.month >= NEXT_YEAR_FROM else [])]
    calendar = calendar_for(range(years[0] - 1, years[-1] + 3))
    made = moved = dropped = 0
    for regime in wanted:
        asked = {
            (unit.pk, period.id): (unit, period, term)
            for authority in Unit.objects.filter(pk__in=settings.authorities(regime.pk)).select_related(
                "province"
            )
            for unit, period, term in _asked(regime, authority, settings, years)
        }
        known = {
            (duty.unit_id, duty.period): duty for duty in Duty.objects.filter(regime=regime, year__in=years)
        }
        moved += _move(known, asked, calendar, today)
        dropped += _drop(known, asked, today)
        made += _make(regime, [asked[key] for key in asked if key not in known], calendar, now)
    if made or moved or dropped:
        after = {"made": made, "moved": moved, "dropped": dropped}
        record("registers.duties.refreshed", by=None, now=now, subject=f"{today:%Y-%m-%d}", after=after)
    return Made(made, moved, dropped)


def _asked(
    regime: Regime, authority: Unit, settings: Settings, years: Sequence[int]
) -> Iterator[tuple[Unit, Period, Term]]:
    """Each unit and period for which this authority's setting counts."""
    first = regime.valid_from or date.min
    last = regime.valid_to or date.max
    periods = [period for year in years for period in _periods(year) if first <= period.end <= last]
    named = {}
    for period in periods:
        own = settings.own(regime.pk, authority.pk, period.end)
        if own is None or not own.active:
            continue
        term = next((term for term in own.terms if period in term.periods(period.year)), None)
        if term is not None:
            named[period] = term
    if not named:
        return
    for unit in reporters_of(regime, authority):
        for period, term in named.items():
            above = unit.province_id
            if above not in (None, authority.pk) and settings.own(regime.pk, above, period.end) is not None:
                continue  # the province has decided for its communes
            if (unit.valid_from and unit.valid_from > period.end) or unit.ended(period.end):
                continue
            yield unit, period, term


def _periods(year: int) -> Iterator[Period]:
    for kind in PeriodKind:
        most = 1 if kind is PeriodKind.NINE_MONTHS else 12 // LENGTHS[kind]
        yield from (Period(kind, year, number) for number in range(1, most + 1))


def _columns(term: Term, window: Window) -> dict[str, object]:
    return {
        "data_from": window.data_from,
        "data_to": window.data_to,
        "opens": window.opens,
        "printed": window.printed,
        "due": window.due,
        "why_off": window.why_off[:200],
        "day_off": str(term.day_off),
    }


def _make(
    regime: Regime, asked: Sequence[tuple[Unit, Period, Term]], calendar: WorkingCalendar, now: datetime
) -> int:
    before = Duty.objects.filter(regime=regime, prepared_by__isnull=False).order_by("data_to")
    keeper = dict(before.values_list("unit", "prepared_by"))
    rows, gathered = [], {}
    for unit, period, term in asked:
        receiver = receiver_of(regime, unit)
        if receiver is None:
            continue
        columns = _columns(term, window_of(term, period, calendar))
        rows.append(
            Duty(
                regime=regime,
                unit=unit,
                receiver=receiver,
                prepared_by_id=keeper.get(unit.pk),
                period=period.id,
                year=period.year,
                created_at=now,
                **columns,
            )
        )
        gathered[receiver.pk, period.id] = period.year
    # a second run at the same time makes the same rows; whoever comes second makes none
    Duty.objects.bulk_create(rows, ignore_conflicts=True, batch_size=1000)
    Gathering.objects.bulk_create(
        (
            Gathering(regime=regime, receiver_id=receiver, period=period, year=year, created_at=now)
            for (receiver, period), year in gathered.items()
        ),
        ignore_conflicts=True,
        batch_size=1000,
    )
    return len(rows)


def _move(
    known: dict[tuple[int, str], Duty],
    asked: dict[tuple[int, str], tuple[Unit, Period, Term]],
    calendar: WorkingCalendar,
    today: date,
) -> int:
    """Duties not yet due and not yet sent follow a change of setting or calendar."""
    changed = []
    for key, (_unit, period, term) in asked.items():
        duty = known.get(key)
        if duty is None or duty.sent_on is not None or (duty.due is not None and duty.due < today):
            continue
        columns = _columns(term, window_of(term, period, calendar))
        if any(getattr(duty, name) != value for name, value in columns.items()):
            for name, value in columns.items():
                setattr(duty, name, value)
            changed.append(duty)
    Duty.objects.bulk_update(changed, FIELDS, batch_size=500)
    return len(changed)


def _drop(
    known: dict[tuple[int, str], Duty],
    asked: dict[tuple[int, str], tuple[Unit, Period, Term]],
    today: date,
) -> int:
    """Duties that nobody asks for any more, as far as nobody has begun them and their day is not over."""
    gone = [
        duty.pk
        for key, duty in known.items()
        if key not in asked
        and duty.state == ReportState.NONE
        and (duty.due is None or duty.due >= today)
        and (period := parse_period(duty.period)) is not None
        and period.end >= today
    ]
    Duty.objects.filter(pk__in=gone, reports__isnull=True).delete()
    return len(gone)


@recorded
def give_to(*, duty: Duty, unit: Unit | None, by: Person, now: datetime) -> int:
    """Name the office that prepares the unit's reports of this regime: this one and all later not yet sent.

    Returns how many duties it concerns. Raises InputError for an office of another authority, PermissionDenied.
    """
    if not rights_of(by, on=localdate(now)).can(Right.REPORT_ADMIN, duty.unit):
        raise PermissionDenied(_("Bạn không có quyền giao đơn vị soạn báo cáo này."))
    if unit is not None and unit.authority_id != (duty.unit.authority_id or duty.unit_id):
        raise InputError(_("Đơn vị soạn phải thuộc cơ quan có nghĩa vụ báo cáo."))
    later = Duty.objects.filter(
        Q(data_to__gte=duty.data_to), regime=duty.regime, unit=duty.unit, sent_on__isnull=True
    )
    count = later.update(prepared_by=unit)
    before = {"unit": duty.prepared_by_id}
    after = {"unit": unit.pk if unit else None, "duties": count}
    record("registers.duty.given", by=by, now=now, subject=duty, unit=duty.unit, before=before, after=after)
    if unit is not None:
        said = {"name": duty.regime.name, "period": duty.period_said}
        text = official("Đơn vị của bạn được giao soạn: %(name)s, %(period)s.", said)
        people = people_with(Right.REPORT_WRITE, [unit], on=localdate(now))
        notify(people=people, text=text, link=duty.get_absolute_url(), by=by, now=now)
    return count


@recorded
def remind(*, duties: Sequence[Duty], by: Person, now: datetime) -> int:
    """Tell those who owe these reports; what has come already is passed over. Returns how many duties were told.

    Raises PermissionDenied where the person may remind of none of them, InputError where none is missing.
    """
    today = localdate(now)
    rights = rights_of(by, on=today)
    allowed = [duty for duty in duties if may_remind(rights, duty)]
    if duties and not allowed:
        raise PermissionDenied(_("Bạn không có quyền đôn đốc báo cáo này."))
    missing = [duty for duty in allowed if duty.sent_on is None or duty.state == ReportState.RETURNED]
    if not missing:
        raise InputError(_("Không còn báo cáo nào chưa gửi để đôn đốc."))
    for duty in missing:
        units = [duty.unit, *([duty.prepared_by] if duty.prepared_by else [])]
        people = people_with(Right.REPORT_WRITE, units, on=today) + people_with(
            Right.REPORT_SEND, [duty.unit], on=today
        )
        notify(people=people, text=_reminder(duty, today), link=duty.get_absolute_url(), by=by, now=now)
        Duty.objects.filter(pk=duty.pk).update(reminded_at=now, reminders=duty.reminders + 1)
        record("registers.duty.reminded", by=by, now=now, subject=duty, unit=duty.unit)
    return len(missing)


def _reminder(duty: Duty, today: date) -> str:
    said = {"name": duty.regime.name, "period": duty.period_said, "receiver": duty.receiver.name}
    if duty.due is None:
        return official("Đôn đốc: %(name)s, %(period)s, gửi %(receiver)s.", said)
    said["due"] = f"{duty.due:%d/%m/%Y}"
    if duty.due < today:
        return official("Đôn đốc: %(name)s, %(period)s đã quá hạn %(due)s, gửi %(receiver)s.", said)
    return official("Đôn đốc: %(name)s, %(period)s, hạn %(due)s, gửi %(receiver)s.", said)


@recorded
def note_received(*, duty: Duty, received_on: date, by: Person, now: datetime) -> Duty:
    """Enter the day on which the report arrived. Raises InputError (nothing sent, an impossible day), PermissionDenied."""
    duty = (
        Duty.objects.select_for_update(of=("self",))
        .select_related("unit", "receiver", "regime")
        .get(pk=duty.pk)
    )
    rights = rights_of(by, on=localdate(now))
    if not (rights.can(Right.REPORT_ACCEPT, duty.receiver) or rights.can(Right.REPORT_WRITE, duty.unit)):
        raise PermissionDenied(_("Bạn không có quyền ghi ngày nhận của báo cáo này."))
    if duty.sent_on is None:
        raise InputError(_("Báo cáo chưa gửi nên chưa có ngày nhận."))
    check_days(duty.signed_on, duty.sent_on, received_on, localdate(now))
    before = {"received": duty.received_on.isoformat() if duty.received_on else None}
    duty.received_on = received_on
    duty.save(update_fields=["received_on"])
    after = {"received": received_on.isoformat()}
    record(
        "registers.duty.received", by=by, now=now, subject=duty, unit=duty.unit, before=before, after=after
    )
    return duty


def check_days(signed: date | None, sent: date | None, received: date | None, today: date) -> None:
    """Raises InputError unless the days stand in order and none lies ahead."""
    if signed and sent and signed > sent:
        raise InputError(
            _("Ngày ký %(signed)s sau ngày gửi %(sent)s. Kiểm tra lại ngày.")
            % {"signed": f"{signed:%d/%m/%Y}", "sent": f"{sent:%d/%m/%Y}"}
        )
    if received and sent and received < sent:
        raise InputError(
            _("Ngày nhận %(received)s trước ngày gửi %(sent)s. Kiểm tra lại ngày.")
            % {"received": f"{received:%d/%m/%Y}", "sent": f"{sent:%d/%m/%Y}"}
        )
    if any(day is not None and day > today for day in (signed, sent, received)):
        raise InputError(_("Ngày ghi chưa tới. Kiểm tra lại ngày."))
