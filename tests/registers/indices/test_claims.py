"""What a plan says of past results, and what became of its targets."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from thuocdo.documents.parsing.text import read_text
from thuocdo.plans.rules.compile import compile_plan
from thuocdo.plans.rules.model import Head, History, Plan, Target
from thuocdo.plans.rules.papi import PapiPanel
from thuocdo.registers.indices.rules.claims import (
    Claim,
    Kind,
    Verdict,
    check_claims,
    province_of_plan,
    said_words,
    true_words,
)
from thuocdo.registers.indices.rules.targets import Sum, check_targets, sum_up


@pytest.fixture(scope="module")
def seed(shared: Path) -> Plan:
    """The province's plan of 2024."""
    return compile_plan(read_text(next((shared / "seeds").glob("002_*.txt")).read_bytes()))


@pytest.fixture(scope="module")
def claims(seed: Plan, panel: PapiPanel) -> tuple[Claim, ...]:
    key = province_of_plan(seed, panel)
    assert key == "P08"
    return check_claims(seed, panel, key)


def test_wrong_claims_of_the_real_plan_are_found_and_no_others(claims: tuple[Claim, ...]) -> None:
    """TTHC rank 11 not 10, services 21 not 23, 61 provinces not 63, 37 places not 36, +0,17 not +0,27."""
    wrong = {
        (claim.kind, claim.dimension, said_words(claim), true_words(claim), claim.of)
        for claim in claims
        if claim.verdict is Verdict.WRONG
    }
    assert wrong == {
        (Kind.RANK, 5, "10/63", "11/61", 61),
        (Kind.RANK, 6, "23/63", "21/61", 61),
        (Kind.OF, 0, "63", "61", 61),
        (Kind.MOVE, 0, "tăng 36 bậc", "tăng 37 bậc", 61),
        (Kind.CHANGE, 7, "tăng 0,27 điểm", "tăng 0,17 điểm", None),
    }


def test_all_other_claims_agree_or_differ_by_rounding(claims: tuple[Claim, ...]) -> None:
    """Scores, the other ranks and moves are right; changes are right to a hundredth."""
    by = Counter((claim.kind, claim.verdict) for claim in claims)
    assert by[Kind.RANK, Verdict.RIGHT] == 7
    assert by[Kind.MOVE, Verdict.RIGHT] == 2
    assert {verdict for kind, verdict in by if kind is Kind.SCORE} == {Verdict.RIGHT}
    off = [abs(c.said - (c.true or 0)) for c in claims if c.verdict is Verdict.ROUNDED]
    assert off and max(off) <= 0.0151


def test_a_right_sum_of_unlike_years_is_called_that(claims: tuple[Claim, ...]) -> None:
    """Dimension 5 of 2023 against 2020 adds up, but 2020 counted construction permits."""
    found = [c for c in claims if c.verdict is Verdict.NOT_COMPARABLE]
    assert [(c.dimension, c.against) for c in found] == [(5, 2020)]
    assert "Cấp giấy phép xây dựng" in found[0].why


def test_targets_against_the_outcome_of_2024(seed: Plan, panel: PapiPanel) -> None:
    """4 of 8 component targets met, the total missed; dimension 3 fell to 46 of 61."""
    outcomes = check_targets(seed, panel, "P08")
    assert {one.dimension for one in outcomes if one.met} == {1, 4, 6, 8}
    assert sum_up(outcomes) == Sum(met=4, parts=8, known=8, total=False)
    third = next(one for one in outcomes if one.dimension == 3)
    assert (third.rank, third.of, third.rank_target, third.rank_met) == (46, 61, 4, False)
    total = next(one for one in outcomes if one.dimension == 0)
    assert (total.above, total.rank_target, round(total.actual or 0, 4)) == (True, 20, 43.4796)


def small() -> PapiPanel:
    return PapiPanel(
        {
            2022: {"P08": {2: 5.1234}, "P09": {2: 6.0}},
            2023: {"P08": {2: 5.4656}, "P09": {2: 5.0}, "P10": {}},
        }
    )


def plan_with(*history: History, targets: tuple[Target, ...] = ()) -> Plan:
    head = Head(issuer="UBND tỉnh Lai Châu", level="province", indices=("PAPI",))
    return Plan(document=head, history=history, targets=targets)


def test_a_year_without_data_is_no_verdict() -> None:
    """A claim on a year the panel lacks, or of a blank province, is neither right nor wrong and says why."""
    plan = plan_with(
        History(dimension=2, year=2021, score=5.0), History(dimension=2, year=2023, score=None, delta={2021: 0.1})
    )  # fmt: skip
    found = check_claims(plan, small(), "P08")
    assert {claim.verdict for claim in found} == {Verdict.NO_DATA}
    assert all("2021" in claim.why and claim.true is None for claim in found)
    blank = check_claims(plan_with(History(dimension=2, year=2023, score=5.0)), small(), "P10")
    assert [claim.verdict for claim in blank] == [Verdict.NO_DATA]
    assert "Yên Bái không có kết quả" in blank[0].why


@pytest.mark.parametrize(
    ("said", "right"), [(5.47, True), (5.46, False), (5.5, True), (5.4656, True), (5.4666, False)]
)
def test_a_score_is_held_against_as_many_decimals_as_it_prints(said: float, right: bool) -> None:
    """5,47 and 5,5 are 5,4656 rounded; 5,46 is not."""
    (claim,) = check_claims(plan_with(History(dimension=2, year=2023, score=said)), small(), "P08")
    assert (claim.verdict is Verdict.RIGHT) is right


def test_the_same_claim_twice_is_one_claim() -> None:
    """What the introduction and the table both say is listed once."""
    past = History(dimension=2, year=2023, score=5.4656, rank=1, of=63)
    target = Target(dimension=2, name="x", baseline_year=2023, baseline_score=5.4656, baseline_rank=1, of=63)
    found = check_claims(plan_with(past, targets=(target,)), small(), "P08")
    assert Counter(claim.kind for claim in found) == {Kind.SCORE: 1, Kind.RANK: 1, Kind.OF: 1}


def test_a_target_above_is_not_met_by_the_same() -> None:
    """ "Trên 5,4656" needs more; "Từ 5,4656" is met by 5,4656; without a result nothing is said."""
    targets = tuple(
        Target(dimension=2, name="x", target_year=year, target_score_min=5.4656, target_score_text=text)
        for year, text in ((2023, "Trên 5,4656"), (2023, "Từ 5,4656 điểm trở lên"), (2024, "Từ 5"))
    )
    found = check_targets(plan_with(targets=targets), small(), "P08")
    assert [one.met for one in found] == [False, True, None]
    assert sum_up(found).known == 2


def test_the_province_is_read_from_the_head() -> None:
    """ "UBND tỉnh Lai Châu" is P08; a place that was never surveyed is nobody."""
    assert province_of_plan(plan_with(), small()) == "P08"
    assert province_of_plan(Plan(document=Head(issuer="UBND tỉnh Mẫu", level="province")), small()) is None
