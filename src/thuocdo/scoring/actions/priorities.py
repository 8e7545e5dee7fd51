"""The office's own estimates, the days its units can give, and the plan chosen from them."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from decimal import Decimal

from django.utils.translation import gettext as _

from thuocdo.audit.actions import record, recorded
from thuocdo.lib.errors import InputError
from thuocdo.orgs.models import Person, Unit
from thuocdo.orgs.rules.rights import Right
from thuocdo.scoring.actions.allowed import demand
from thuocdo.scoring.models import ChosenPlan, PriorityEstimate, Run, UnitDays
from thuocdo.scoring.rules.priorities.model import Decision, Impossible, Problem
from thuocdo.scoring.rules.priorities.planner import prioritise
from thuocdo.scoring.rules.priorities.replay import dump_answer, dump_problem
from thuocdo.scoring.rules.replay import digest

MOST_DAYS = Decimal(9999)


@dataclass(frozen=True)
class Estimate:
    """What the office says of one work. `effort` by unit id; `chance` in percent."""

    effort: dict[int, Decimal] = field(default_factory=dict)
    points: Decimal | None = None
    chance: int = 100
    last_day: dt.date | None = None
    decision: Decision = Decision.FREE


@recorded
def estimate_work(
    *,
    unit: Unit,
    framework_code: str,
    period: str,
    candidate: str,
    owner: Unit,
    estimate: Estimate,
    by: Person | None,
    now: dt.datetime,
) -> PriorityEstimate:
    """Store the office's estimate of one work; the estimate before stays readable.

    The authority's coordinators and the unit that owns the work may. Raises InputError (impossible number, unit of
    another authority) and PermissionDenied.
    """
    demand(by, Right.SCORE_ENTER, unit, owner, now=now)
    if any(not 0 <= days <= MOST_DAYS for days in estimate.effort.values()):
        raise InputError(_("Công sức phải từ 0 đến 9.999 ngày."))
    if not 0 <= estimate.chance <= 100:
        raise InputError(_("Mức chắc chắn phải từ 0 đến 100 %."))
    if estimate.points is not None and not 0 <= estimate.points < 1000:
        raise InputError(_("Điểm có thể thêm phải từ 0 đến 1.000."))
    inside = Unit.objects.filter(pk__in=estimate.effort, authority=unit).count()
    if inside != len(estimate.effort):
        raise InputError(_("Có đơn vị không thuộc %(unit)s.") % {"unit": unit.name})
    values = {
        "effort": {str(pk): str(days) for pk, days in sorted(estimate.effort.items())},
        "points": estimate.points,
        "chance": estimate.chance,
        "last_day": estimate.last_day,
        "decision": estimate.decision.value,
    }
    key = {"unit": unit, "framework_code": framework_code, "period": period, "candidate": candidate}
    old = PriorityEstimate.objects.select_for_update(of=("self",)).filter(**key, current=True).first()
    if old is not None:
        if all(getattr(old, name) == value for name, value in values.items()):
            return old
        old.current = False
        old.save(update_fields=["current"])
    new = PriorityEstimate.objects.create(**key, **values, at=now, by=by)
    record(
        "scoring.estimate.entered",
        by=by,
        now=now,
        subject=new,
        unit=unit,
        before={} if old is None else {"effort": old.effort, "decision": old.decision},
        after={"work": candidate, "effort": values["effort"], "decision": values["decision"]},
    )
    return new


@recorded
def give_days(
    *, authority: Unit, period: str, days: dict[int, Decimal], by: Person | None, now: dt.datetime
) -> int:
    """Store the days of work that units can give to the period, by unit id; how many changed.

    Raises InputError (impossible number, unit of another authority) and PermissionDenied, and then stores nothing.
    """
    units = {unit.pk: unit for unit in Unit.objects.filter(pk__in=days, authority=authority)}
    if set(units) != set(days):
        raise InputError(_("Có đơn vị không thuộc %(unit)s.") % {"unit": authority.name})
    known = {
        row.unit_id: row
        for row in UnitDays.objects.select_for_update(of=("self",)).filter(
            unit__in=days, period=period, current=True
        )
    }
    changed = 0
    for pk, given in sorted(days.items()):
        old = known.get(pk)
        if old is not None and old.days == given:
            continue
        demand(by, Right.SCORE_ENTER, authority, units[pk], now=now)
        if not 0 <= given <= MOST_DAYS:
            raise InputError(_("Ngày công của %(unit)s phải từ 0 đến 9.999.") % {"unit": units[pk].name})
        if old is not None:
            old.current = False
            old.save(update_fields=["current"])
        new = UnitDays.objects.create(unit=units[pk], period=period, days=given, at=now, by=by)
        record(
            "scoring.days.given",
            by=by,
            now=now,
            subject=new,
            unit=units[pk],
            before={"days": None if old is None else str(old.days)},
            after={"period": period, "days": str(given)},
        )
        changed += 1
    return changed


@recorded
def choose_plan(
    *,
    unit: Unit,
    framework_code: str,
    period: str,
    problem: Problem,
    base: Run | None,
    by: Person | None,
    now: dt.datetime,
) -> ChosenPlan:
    """Keep the best set of works, with all that it was chosen from, as drafts for next year's plan.

    The same choice again changes nothing. Raises InputError (nothing to choose, demands that cannot be met) and
    PermissionDenied.
    """
    demand(by, Right.SCORE_ENTER, unit, now=now)
    answer = prioritise(problem, margins=False)
    if isinstance(answer, Impossible):
        raise InputError(" ".join(answer.reasons))
    if not answer.choice.keys:
        raise InputError(_("Chưa có việc nào được chọn nên chưa có gì để đưa vào kế hoạch."))
    inputs, result = dump_problem(problem), dump_answer(answer)
    last = ChosenPlan.objects.filter(unit=unit, framework_code=framework_code, period=period).first()
    if last is not None and last.inputs_sha256 == digest(inputs):
        return last
    kept = ChosenPlan.objects.create(
        unit=unit,
        framework_code=framework_code,
        period=period,
        for_year=str(int(period) + 1),
        inputs=inputs,
        inputs_sha256=digest(inputs),
        result=result,
        result_sha256=digest(result),
        points=answer.choice.points,
        works=len(answer.choice.keys),
        base=base,
        at=now,
        by=by,
    )
    record(
        "scoring.plan.chosen",
        by=by,
        now=now,
        subject=kept,
        unit=unit,
        after={
            "for_year": kept.for_year,
            "works": kept.works,
            "points": str(kept.points),
            "inputs": kept.inputs_sha256,
        },
    )
    return kept
