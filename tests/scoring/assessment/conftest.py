"""A round of the fictional set in 2025: the commune scores itself, the province verifies."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest

from tests.cast import NOW, STARTS, Cast
from tests.kept import kept
from tests.scoring.conftest import PERIOD
from thuocdo.criteria.models import FrameworkVersion
from thuocdo.orgs.actions import create_person
from thuocdo.orgs.rules.rights import Role
from thuocdo.scoring.actions.assessment.rounds import Windows, open_round
from thuocdo.scoring.actions.assessment.self_scores import (
    SelfScore,
    close_self_score,
    save_self_score,
    send_self_score,
)
from thuocdo.scoring.actions.entries import Proof, enter_measure
from thuocdo.scoring.actions.runs import run_scores
from thuocdo.scoring.models import Assessment, CriterionScore, Round
from thuocdo.scoring.queries.assessment.assessments import assessment_of

D = Decimal
SELF_UNTIL = NOW + timedelta(days=10)
VERIFY_UNTIL = NOW + timedelta(days=40)


@dataclass
class Office:
    """The cast with its round, and shorthands for what every test does."""

    cast: Cast
    round: Round

    def of(self, unit: str = "commune") -> Assessment:
        found = assessment_of(self.cast.unit(unit), self.round.framework_code, PERIOD)
        assert found is not None
        return found

    def score(self, code: str, unit: str = "commune") -> CriterionScore:
        return CriterionScore.objects.select_related("assessment").get(assessment=self.of(unit), code=code)

    def save(
        self, code: str, points: str | None = None, *, who: str = "coordinator", **more: Any
    ) -> CriterionScore:
        given = SelfScore(
            take=points is None,
            points=None if points is None else D(points),
            explanation=more.pop("explanation", "Theo hồ sơ lưu tại xã"),
        )
        given_now = {"now": NOW} | more
        unit = given_now.pop("unit", "commune")
        return save_self_score(
            score=self.score(code, unit), given=given, by=self.cast.person(who), **given_now
        )

    def fill(self, unit: str = "commune", *, share: str = "0.5", who: str = "coordinator") -> None:
        """An own number with an explanation for every criterion that the unit scores."""
        kept(f"assessment.fill {unit} {share} {who}", lambda: self._fill(unit, share, who))

    def _fill(self, unit: str, share: str, who: str) -> None:
        for row in self.of(unit).scores.filter(by_survey=False):
            top = row.max_points if row.max_points is not None else D(1)
            self.save(row.code, str((top * D(share)).quantize(D("0.01"))), who=who, unit=unit)

    def send(
        self, unit: str = "commune", *, coordinator: str = "coordinator", leader: str = "leader"
    ) -> None:
        """Closed by the coordinator, sent by the leader."""
        kept(f"assessment.send {unit} {coordinator}", lambda: self._send(unit, coordinator, leader))

    def _send(self, unit: str, coordinator: str, leader: str) -> None:
        close_self_score(assessment=self.of(unit), by=self.cast.person(coordinator), now=NOW)
        send_self_score(assessment=self.of(unit), by=self.cast.person(leader), now=NOW)

    def sent(self) -> Office:
        """The commune has scored itself by half and sent it."""
        self.fill()
        self.send()
        return self


@pytest.fixture
def office(cast: Cast, version: FrameworkVersion) -> Office:
    """A round is open since yesterday; the commune has one measure and one run."""
    made = kept("assessment.office", lambda: office_of(cast, version))
    cast.people.update(made.cast.people)
    return made


def office_of(cast: Cast, version: FrameworkVersion) -> Office:
    """The round for both communes, opened by the province's coordinator."""
    cast.people["second_verifier"] = create_person(
        full_name="Người thẩm định thứ hai",
        username="verifier.two",
        unit=cast.unit("sector"),
        role=Role.VERIFIER,
        position="Chuyên viên thẩm định",
        starts=STARTS,
        by=None,
        now=NOW,
    )
    enter_measure(
        unit=cast.unit("commune"),
        version=version,
        measure="ho_so_dung_han",
        period=PERIOD,
        raw={"value": 2089, "of": 2141},
        proof=Proof(source="Sổ hồ sơ năm 2025"),
        by=cast.person("coordinator"),
        now=NOW,
    )
    run_scores(
        units=[cast.unit("commune")], version=version, period=PERIOD, by=cast.person("coordinator"), now=NOW
    )
    made = open_round(
        host=cast.unit("province"),
        version=version,
        period=PERIOD,
        windows=Windows(NOW - timedelta(days=1), SELF_UNTIL, VERIFY_UNTIL),
        by=cast.person("province_coordinator"),
        now=NOW,
    )
    return Office(cast, made)
