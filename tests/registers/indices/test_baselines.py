"""When results arrive: which targets stand on an older base."""

from __future__ import annotations

import pytest

from thuocdo.plans.rules.model import Target
from thuocdo.plans.rules.papi import PapiPanel
from thuocdo.registers.indices.rules.baselines import Meaning, Reason, meaning_of, proposals

PANEL = PapiPanel({2023: {"P08": {4: 6.4826, 5: 7.3947}}, 2024: {"P08": {4: 6.6353, 5: 7.1312}}})


def target(
    dimension: int, base: int | None, score: float | None, wanted: float | None, year: int | None
) -> Target:
    return Target(
        dimension, "x", baseline_year=base, baseline_score=score, target_score_min=wanted, target_year=year
    )


def test_a_base_of_the_year_before_gets_a_proposal() -> None:
    """Results of 2024 ask a plan of 2025 that stands on 2023: old and new base, and what the new one means."""
    (found,) = proposals([target(4, 2023, 6.4826, 6.6, 2025)], PANEL, "P08", 2024, plan_year=2025)
    assert (found.reason, found.old_score, found.new_score, found.meaning) == (
        Reason.OLDER,
        6.4826,
        6.6353,
        Meaning.MET,
    )


def test_a_base_named_before_its_results_came_is_held_against_them() -> None:
    """A plan on "PAPI 2024" without a score, or with another score than the published one."""
    empty, wrong, right = (target(5, 2024, score, 7.4, 2025) for score in (None, 7.3, 7.1312))
    found = proposals([empty, wrong, right], PANEL, "P08", 2024, plan_year=2025)
    assert [(one.place, one.reason) for one in found] == [(0, Reason.EMPTY), (1, Reason.DIFFERS)]


@pytest.mark.parametrize("year", [2024, 2023])
def test_a_target_whose_own_year_has_come_gets_no_new_base(year: int) -> None:
    """It has its outcome instead."""
    assert proposals([target(4, 2023, 6.4, 6.6, year)], PANEL, "P08", 2024, plan_year=2024) == ()


def test_a_target_without_a_year_counts_for_the_plans() -> None:
    """The plan's year stands in, so the plan of 2025 is asked and the plan of 2024 is not."""
    without = [target(4, 2023, 6.4826, 6.6, None)]
    assert len(proposals(without, PANEL, "P08", 2024, plan_year=2025)) == 1
    assert proposals(without, PANEL, "P08", 2024, plan_year=2024) == ()


def test_no_result_or_an_old_base_asks_nothing() -> None:
    """A blank province-year proposes nothing; a base of two years before was somebody's choice."""
    assert proposals([target(1, 2023, 5.0, 5.1, 2025)], PANEL, "P08", 2024, plan_year=2025) == ()
    assert proposals([target(4, 2022, 6.0, 6.6, 2025)], PANEL, "P08", 2024, plan_year=2025) == ()


@pytest.mark.parametrize(
    ("old", "new", "wanted", "meaning"),
    [
        (7.3947, 7.1312, 7.4, Meaning.FURTHER),
        (6.4, 6.5, 6.6, Meaning.NEARER),
        (6.5, 6.5, 6.6, Meaning.SAME),
        (6.5, 6.6, 6.6, Meaning.MET),
        (6.5, 6.6, None, Meaning.NO_TARGET),
    ],
)
def test_what_the_new_base_means(old: float, new: float, wanted: float | None, meaning: Meaning) -> None:
    """Met already, nearer, further away, or no target to speak of."""
    assert meaning_of(old, new, wanted) is meaning
