"""Drawing the sample of a round."""

from __future__ import annotations

import datetime as dt
import secrets

from django.utils.translation import gettext as _

from thuocdo.audit.actions import record, recorded
from thuocdo.lib.errors import InputError
from thuocdo.orgs.models import Person
from thuocdo.orgs.rules.rights import Right
from thuocdo.scoring.actions.allowed import demand
from thuocdo.scoring.actions.assessment.rounds import held_round
from thuocdo.scoring.models import Round, Sample, SampleItem
from thuocdo.scoring.queries.assessment.samples import items_of
from thuocdo.scoring.rules.assessment.sampling import Sizes, draw
from thuocdo.scoring.rules.assessment.states import RoundState

MOST_ITEMS = 2000


@recorded
def draw_sample(
    *,
    round: Round,
    sizes: Sizes,
    by: Person | None,
    now: dt.datetime,
    seed: str = "",
    why: str = "",
) -> Sample:
    """Draw the criteria to verify, and keep the draw with its seed; "" takes a new random number.

    A second draw wants a reason; the first stays where it is. Raises InputError and PermissionDenied.
    """
    row = held_round(round.pk)
    demand(by, Right.SCORE_ROUND, row.host, now=now)
    if row.state != RoundState.OPEN.value:
        raise InputError(_("Chỉ rút mẫu khi đợt đang thẩm định."))
    if not (0 <= sizes.risk <= MOST_ITEMS and 0 <= sizes.chance <= MOST_ITEMS and sizes.risk + sizes.chance):
        raise InputError(_("Số tiêu chí rút phải từ 1 đến %(most)s.") % {"most": MOST_ITEMS})
    if 0 < sizes.chance < 2:
        raise InputError(_("Phần ngẫu nhiên cần ít nhất 2 tiêu chí thì mới nêu được sai số."))
    if row.samples.exists() and not why.strip():
        raise InputError(_("Đợt này đã rút mẫu; rút lại thì phải ghi lý do. Mẫu cũ vẫn được giữ."))
    seed = "".join(seed.split())[:60] or str(secrets.randbelow(10**9)).zfill(9)
    found = items_of(row)
    if not found:
        raise InputError(_("Chưa đơn vị nào gửi tự chấm nên chưa có gì để rút mẫu."))
    made = draw([item for _score, item in found], seed=seed, sizes=sizes)
    sample = Sample.objects.create(
        round=row,
        seed=seed,
        risk=sizes.risk,
        chance=sizes.chance,
        population=made.population,
        rest=made.rest,
        at=now,
        by=by,
        why=why.strip()[:500],
    )
    scores = {item.key: score for score, item in found}
    SampleItem.objects.bulk_create(
        SampleItem(
            sample=sample,
            score=scores[one.key],
            place=place,
            reasons=" ".join(reason.value for reason in one.reasons),
        )
        for place, one in enumerate(made.items, 1)
    )
    after = {"seed": seed, "population": made.population, "risk": sizes.risk, "chance": sizes.chance}
    record("scoring.sample.drawn", by=by, now=now, subject=sample, unit=row.host, after=after, why=sample.why)
    return sample
