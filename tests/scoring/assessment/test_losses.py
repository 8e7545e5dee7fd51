"""What a published round took away stands in the ledger of lost points."""

from __future__ import annotations

from decimal import Decimal

from tests.scoring.assessment.conftest import Office
from tests.scoring.assessment.test_from_self_score_to_publication import LATER, verified
from thuocdo.scoring.actions.assessment.rounds import conclude_round, enter_survey, publish_round
from thuocdo.scoring.models import CriterionScore, LedgerEntry


def test_publishing_writes_the_losses(office: Office) -> None:
    """Maximum less conclusion, per criterion with both, tied to the code and to the decision; units not concluded lose nothing."""
    province = verified(office).cast.person("province_coordinator")
    for row in CriterionScore.objects.filter(assessment=office.of(), by_survey=True):
        enter_survey(score=row, points=Decimal(0), source="Báo cáo điều tra", by=province, now=LATER)
    conclude_round(round=office.round, by=province, now=LATER)
    assert not LedgerEntry.objects.exists()
    publish_round(round=office.round, published_as="QĐ số 1/QĐ-UBND", by=province, now=LATER)
    wanted = {
        row.code: row.max_points - row.final_points
        for row in CriterionScore.objects.filter(assessment=office.of(), max_points__isnull=False)
        if row.final_points is not None and row.max_points > row.final_points
    }
    entries = LedgerEntry.objects.filter(authority=office.cast.unit("commune"))
    assert dict(entries.values_list("criterion", "points")) == wanted
    assert "1.5" in wanted and len(wanted) > 30
    one = entries.get(criterion="1.5")
    assert (one.origin, "QĐ số 1/QĐ-UBND" in one.points_source) == ("assessment", True)
    assert one.notes.get().what == "points"
    assert not LedgerEntry.objects.exclude(authority=office.cast.unit("commune")).exists()
