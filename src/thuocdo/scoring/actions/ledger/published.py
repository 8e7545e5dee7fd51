"""What a published assessment took away, for the ledger of lost points."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from thuocdo.audit.official import official
from thuocdo.orgs.models import Person
from thuocdo.scoring.actions.ledger.losses import take_losses
from thuocdo.scoring.models import Assessment


def lose_points(assessment: Assessment, by: Person | None, now: dt.datetime) -> None:
    """Write the maximum less the final points of every criterion that has both into the ledger of the unit.

    Part of the action that publishes; a criterion without a maximum or without a conclusion lost nothing known.
    """
    rows = assessment.scores.exclude(final_points=None).exclude(max_points=None)
    losses = {
        code: max(most - final, Decimal(0))
        for code, most, final in rows.values_list("code", "max_points", "final_points")
    }
    held = assessment.round
    source = official(
        "Kết quả đánh giá năm %(year)s, %(decision)s",
        {
            "year": assessment.period,
            "decision": held.published_as,
        },
    )
    take_losses(
        unit=assessment.unit,
        framework_code=assessment.framework_code,
        year=int(assessment.period),
        losses=losses,
        by=by,
        now=now,
        source=source,
        version=held.framework,
    )
