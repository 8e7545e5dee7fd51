"""On time: full points by the day it was received, reduced ones in a second term, none after."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import cast

from thuocdo.criteria.rules.model import MeasureKind
from thuocdo.lib.errors import InputError
from thuocdo.scoring.rules.methods.ask import Ask, Curve, Jump, Outcome, nothing_arose
from thuocdo.scoring.rules.methods.days import Term, nearest, on_or_after, resolved
from thuocdo.scoring.rules.model import Cliff, NotScored, Step
from thuocdo.scoring.rules.numbers import ZERO, divide, shown


@dataclass(frozen=True, slots=True)
class _Period:
    """`received` is False where it is known not to have come and None where nothing is known."""

    name: str
    received: dt.date | bool | None
    term: Term | None  # None: the due day's year is not known and not needed


def score(ask: Ask) -> Outcome | NotScored:
    """The maximum, shared equally by the periods: full up to the last day in time, then `late_points`, then 0.

    Raises InputError for what is not a date, or a due day that neither the set nor the measure has.
    """
    periods = _periods(ask)
    if not periods:
        return nothing_arose(ask, "kỳ nào phải nộp")
    count, points, best = Decimal(len(periods)), ZERO, ZERO
    steps, open_ = [], []
    for period in periods:
        if period.received is None:
            open_.append(period)
            best += ask.max
            continue
        got, said = _judged(ask, period)
        points, best = points + got, best + got
        steps.append(Step(f"{period.name}: {said}" if period.name else said, divide(got, count)))
    points, best = divide(points, count), divide(best, count)
    if open_:
        names = ", ".join(period.name or "một kỳ" for period in open_)
        reason = f"Chưa tính được – chưa biết ngày nhận: {names}."
        return NotScored(reason, (ask.criterion.inputs["received"],), points, best)
    top = ask.points(ask.max)
    steps.append(Step(f"{ask.points(points)} điểm", points))
    if len(periods) == 1:
        said = steps[0].text
        because = f"{said[:1].upper()}{said[1:]} nên được {ask.points(points)} trên {top} điểm."
        return Outcome(points, because, tuple(steps), _cliffs(ask, periods[0]))
    full = sum(1 for period in periods if _in_time(period))
    because = f"{full} trên {len(periods)} kỳ đúng hạn, được {ask.points(points)} trên {top} điểm."
    short = f"{len(periods) - full} kỳ không đúng hạn." if full < len(periods) else ""
    return Outcome(points, because, tuple(steps), shortfall=short)


def rule(ask: Ask) -> str:
    """The rule as a sentence."""
    due, word = ask.params.get("due"), "trước ngày" if ask.flag("before") else "đến hết ngày"
    if isinstance(due, dt.date):
        day = f"{due:%d/%m/%Y}"
    elif isinstance(due, str):
        day = f"{due[3:]}/{due[:2]}"
        if ask.year is not None:
            day += f"/{ask.year + ask.flag('year_after')}"
        else:
            day += " năm sau" if ask.flag("year_after") else " của năm đánh giá"
    else:
        word, day = "trong hạn của", "từng kỳ"
    said = f"Nhận {word} {day} được {ask.points(ask.max)} điểm"
    if grace := ask.optional("grace_days"):
        said += f" (được chậm thêm {shown(grace)} ngày)"
    late = ask.optional("late_points")
    return (
        f"{said}; muộn hơn được {ask.points(min(late, ask.max))} điểm."
        if late
        else f"{said}; muộn hơn là 0 điểm."
    )


def curve(ask: Ask, points: Decimal | None) -> Curve | None:
    """Over days after the last day in time, for a single due day; None for a list of periods."""
    if ask.measures["received"].kind is MeasureKind.DATES:
        return None
    late = min(ask.optional("late_points") or ZERO, ask.max)
    period = _periods(ask)[0] if "received" in ask.inputs else None
    here, end = None, None
    if period and period.term and isinstance(period.received, dt.date):
        x = Decimal((period.received - period.term.last).days)
        here = None if points is None else (x, points)
        if late and period.term.late_until:
            end = Decimal((period.term.late_until - period.term.last).days)
    low, high = (
        min(Decimal(-15), here[0] if here else ZERO),
        max(Decimal(15), here[0] if here else ZERO, end or ZERO),
    )
    # the last day in time is 0, so the points fall when day 1 begins
    one = Decimal(1)
    line, jumps = [(low, ask.max), (one, ask.max), (one, late)], [Jump(one, ask.max, late)]
    if end is not None:
        line += [(end + 1, late), (end + 1, ZERO)]
        jumps.append(Jump(end + 1, late, ZERO))
    line.append((max(high, line[-1][0]), line[-1][1]))
    return Curve("ngày", tuple(line), tuple(jumps), here)


def _periods(ask: Ask) -> list[_Period]:
    measure, given = ask.measures["received"], ask.inputs["received"].value
    if measure.kind is not MeasureKind.DATES:
        if given is not False and not isinstance(given, dt.date):
            raise InputError(f"{measure.label} ({measure.name}): “{given}” không phải là ngày.")
        received = cast(dt.date | bool, given)
        return [_Period("", received, _term(ask, ask.params.get("due"), received))]
    if not isinstance(given, tuple | list):
        raise InputError(
            f"{measure.label} ({measure.name}): cần danh sách các kỳ, mỗi kỳ có hạn và ngày nhận."
        )
    out = []
    for number, row in enumerate(given, 1):
        came = row.get("received") if isinstance(row, Mapping) else True
        if came is not None and came is not False and not isinstance(came, dt.date):
            raise InputError(
                f"{measure.label} ({measure.name}): kỳ {number} có ngày nhận không phải là ngày."
            )
        name = str(row.get("name") or f"Kỳ {number}")
        out.append(_Period(name, came, _term(ask, row.get("due") or ask.params.get("due"), came)))
    return out


def _term(ask: Ask, due: object, received: object) -> Term | None:
    assumed = False
    if isinstance(due, str):
        if ask.year is not None:
            day = resolved(due, ask.year + ask.flag("year_after"))
        elif isinstance(received, dt.date):
            day, assumed = nearest(due, received), True
        else:
            return None
    elif isinstance(due, dt.date):
        day = due
    else:
        measure = ask.measures["received"]
        raise InputError(f"{measure.label} ({measure.name}): chưa có hạn phải nộp.")
    before = ask.flag("before")
    grace = int(ask.optional("grace_days") or ZERO)
    if not 0 <= grace <= 3660:
        raise InputError(f"{ask.criterion.name}: số ngày được chậm ({grace}) phải từ 0 đến 3.660.")
    last = day + dt.timedelta(days=grace - before)
    until = ask.params.get("late_until")
    late_until = (
        until if isinstance(until, dt.date) else on_or_after(until, day) if isinstance(until, str) else None
    )
    return Term(day, last, before, late_until, assumed)


def _in_time(period: _Period) -> bool:
    return (
        isinstance(period.received, dt.date)
        and period.term is not None
        and period.received <= period.term.last
    )


def _judged(ask: Ask, period: _Period) -> tuple[Decimal, str]:
    """Points of one period on the scale of the whole criterion, and what to say of it."""
    received, term = period.received, period.term
    if not isinstance(received, dt.date):
        return ZERO, "không nhận được" + (f" (hạn {term.text()})" if term else "")
    if term is None:
        raise InputError(f"{ask.criterion.name}: chưa biết năm của hạn nộp.")
    if received <= term.last:
        late = " trong số ngày được chậm" if received > term.due else ""
        return ask.max, f"nhận ngày {received:%d/%m/%Y}, đúng hạn {term.text()}{late}"
    days = (received - term.last).days
    said = f"nhận ngày {received:%d/%m/%Y}, muộn {days} ngày so với hạn {term.text()}"
    if "late_points" not in ask.params or (term.late_until and received > term.late_until):
        return ZERO, said
    return min(ask.quantity("late_points"), ask.max), said


def _cliffs(ask: Ask, period: _Period) -> tuple[Cliff, ...]:
    if period.term is None or not isinstance(period.received, dt.date):
        return ()
    late = ZERO
    if "late_points" in ask.params and (
        period.term.late_until is None or period.term.late_until > period.term.last
    ):
        late = min(ask.quantity("late_points"), ask.max) if not _in_time(period) else _known_late(ask)
    days = Decimal((period.received - period.term.last).days)
    low, high = ask.points(late), ask.points(ask.max)
    if days > 0:
        text = f"Muộn {shown(days)} ngày: từ {high} xuống {low} điểm."
    elif days < 0:
        text = f"Sớm {shown(-days)} ngày so với ngày cuối cùng còn đúng hạn; muộn hơn ngày đó là {low} điểm."
    else:
        text = f"Đúng ngày cuối cùng còn trong hạn; thêm một ngày là từ {high} xuống {low} điểm."
    return (Cliff(ZERO, late, ask.max, days, "ngày", text),)


def _known_late(ask: Ask) -> Decimal:
    """The late points for a remark only: a report in time is scored even where they are not entered."""
    late = ask.params["late_points"]
    return min(late, ask.max) if isinstance(late, Decimal) else ZERO
