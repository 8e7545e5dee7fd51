"""Plans of other offices, written with their truths before the compiler saw them."""

from __future__ import annotations

import pytest

from tests.plans.unseen.measure import NAMES, Score, score


@pytest.fixture(scope="module")
def total() -> Score:
    whole = Score()
    for name in NAMES:
        whole.add(score(name))
    return whole


@pytest.mark.parametrize("kind", ["tasks", "gaps", "duties"])
def test_every_item_is_found_once(total: Score, kind: str) -> None:
    """Tasks, gaps and duties of all plans together are found and none is made up, by 95 % at least."""
    assert total.f1(kind) >= 0.95, "\n".join(total.misses)


@pytest.mark.parametrize("fact", ["lead", "coordinating", "deadline", "place", "duty unit", "duty deadline"])
def test_what_an_item_says_is_right(total: Score, fact: str) -> None:
    """Units, deadlines and places are those of the truth for 95 % of all items."""
    assert total.share(fact) >= 0.95, "\n".join(total.misses)


def test_heads_are_right(total: Score) -> None:
    """Number, day, issuer, level, indices, bases, signer and recipients are those printed."""
    assert total.share("head") >= 0.97, "\n".join(total.misses)


@pytest.mark.parametrize("name", NAMES)
def test_no_plan_fails_altogether(name: str) -> None:
    """Each plan alone gives 85 % of its items, so that no form of plan hides behind the others."""
    made = score(name)
    for kind in ("tasks", "gaps", "duties"):
        assert made.f1(kind) >= 0.85, "\n".join(made.misses)
