"""What the sample commune says of its works: days of work, days its units can give, and the set chosen from them."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

from django.utils import timezone

from thuocdo.orgs.models import Person, Unit
from thuocdo.reporting import sample_scores
from thuocdo.scoring.actions.priorities import Estimate, choose_plan, estimate_work, give_days
from thuocdo.scoring.models import PriorityEstimate
from thuocdo.scoring.queries.card import current_run
from thuocdo.scoring.queries.works import board_of

DAYS = (Decimal(2), Decimal(5), Decimal("0.5"), Decimal(12), Decimal(3))  # one after the other
UNESTIMATED = 6  # each sixth work waits for somebody to say
OF_A_UNIT = Decimal(12)


def load_efforts(units: dict[str, Unit], people: dict[str, Person], now: datetime) -> None:
    """Estimate most works of this year's scores and choose the best set; with any estimate there, nothing."""
    today = timezone.localdate(now)
    commune, by, period = units["xa"], people["dau-moi"], str(today.year)
    run = current_run(commune, sample_scores.CODE, period)
    known = PriorityEstimate.objects.filter(unit=commune, period=period)
    if run is None or known.exists():
        return
    board = board_of(run, today=today)
    give_days(authority=commune, period=period, days={u.pk: OF_A_UNIT for u in board.units}, by=by, now=now)
    inside = {unit.pk for unit in board.units}
    for place, work in enumerate(board.works):
        if work.owner.pk in inside and place % UNESTIMATED != UNESTIMATED - 1:
            estimate_work(
                unit=commune, framework_code=run.framework_code, period=period, candidate=work.key,
                owner=work.owner, by=by, now=now,
                estimate=Estimate(effort={work.owner.pk: DAYS[place % len(DAYS)]}, chance=(100, 80)[place % 2]),
            )  # fmt: skip
    board = board_of(run, today=today)
    choose_plan(
        unit=commune, framework_code=run.framework_code, period=period, problem=board.problem, base=run, by=by, now=now
    )  # fmt: skip
