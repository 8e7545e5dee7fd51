"""The draw and its estimate against published and hand-computed figures."""

from __future__ import annotations

import hashlib
from decimal import Decimal
from math import comb

import pytest
from hypothesis import given
from hypothesis import strategies as st

from thuocdo.scoring.rules.assessment.sampling import (
    Item,
    Reason,
    Sizes,
    draw,
    estimate,
    most_wrong,
    order_of,
)

D = Decimal
# W. G. Cochran, Sampling Techniques, 3rd ed., section 2.8: signatures on 50 of 676 sheets of a petition (value, sheets)
SHEETS = (
    (42, 23), (41, 4), (36, 1), (32, 1), (29, 1), (27, 2), (23, 1), (19, 1), (16, 2), (15, 2), (14, 1), (11, 1),
    (10, 1), (9, 1), (7, 1), (6, 3), (5, 2), (4, 1), (3, 1),
)  # fmt: skip


def items(count: int) -> list[Item]:
    return [Item(f"99001/{n}", str(n), D(1), D(2)) for n in range(count)]


def test_the_petition_of_cochran() -> None:
    """19,888 signatures, s² = 229.0, standard error 1,392; with 1.28 the 80 % limits are 18,107 and 21,669."""
    values = [D(value) for value, sheets in SHEETS for _ in range(sheets)]
    found = estimate(values, population=676, confidence=D("0.80"))
    assert found is not None
    assert (found.sampled, sum(values)) == (50, 1471)
    assert round(found.total) == 19888
    assert round(found.deviation**2, 1) == 229.0
    assert found.total - 1.2816 * found.error == pytest.approx(18107, abs=5)
    assert found.total + 1.2816 * found.error == pytest.approx(21669, abs=5)
    assert found.margin == pytest.approx(1.299 * found.error, rel=1e-3)  # t with 49 degrees, not the normal


def test_a_complete_sample_has_no_error() -> None:
    """Whoever looked at everything knows the total: the finite population correction is 0."""
    found = estimate([D(1), D(0), D(2)], population=3)
    assert found is not None
    assert (found.total, found.error, found.margin) == (3.0, 0.0, 0.0)


def test_the_worked_example_of_the_page() -> None:
    """docs/methods/sampling.md: 0,5 and four zeros of 40 criteria: 4,00 ± 10,39 points."""
    found = estimate([D("0.5"), D(0), D(0), D(0), D(0)], population=40, certain=[D("0.3"), D("2.93")])
    assert found is not None
    assert (round(found.total, 2), round(found.error, 2), round(found.margin, 2)) == (4.0, 3.74, 10.39)
    assert (found.certain, found.wrong, found.wrong_most) == (D("3.23"), 1, 25)


def test_too_few_say_nothing() -> None:
    """One observation has no spread: no interval is invented; more sampled than there are is an error."""
    assert estimate([D(1)], population=10) is None
    with pytest.raises(ValueError, match="larger"):
        estimate([D(1)] * 3, population=2)


def test_finding_nothing_does_not_mean_that_nothing_is_wrong() -> None:
    """5 of 10 looked at, all right: with 3 wrong ones that happens in 21 of 252 draws, with 4 in 6 of 252 (< 5 %)."""
    assert comb(7, 5) / comb(10, 5) > 0.05 > comb(6, 5) / comb(10, 5)
    assert most_wrong(10, 5, 0, D("0.95")) == 3


@given(st.integers(1, 30), st.data())
def test_the_limit_is_bounded_and_grows(population: int, data: st.DataObject) -> None:
    """It lies between what was found and what can be left, and more found never lowers it."""
    sampled = data.draw(st.integers(1, population))
    found = data.draw(st.integers(0, sampled))
    most = most_wrong(population, sampled, found, D("0.95"))
    assert found <= most <= population - (sampled - found)
    if found < sampled:
        assert most <= most_wrong(population, sampled, found + 1, D("0.95"))


@given(st.permutations(range(20)))
def test_the_order_of_the_items_does_not_matter(order: list[int]) -> None:
    """The seed decides alone."""
    known = items(20)
    sizes = Sizes(0, 5)
    assert draw([known[n] for n in order], seed="7", sizes=sizes) == draw(known, seed="7", sizes=sizes)


def test_anybody_can_draw_it_again_with_sha256sum() -> None:
    """The random part is the first five by the SHA-256 of "seed|key"; another seed draws others."""
    known = items(40)
    by_hand = sorted(
        (hashlib.sha256(f"20260706|{item.key}".encode()).hexdigest(), item.key) for item in known
    )[:5]
    drawn = draw(known, seed="20260706", sizes=Sizes(0, 5))
    assert [item.key for item in drawn.items] == [key for _, key in by_hand]
    assert all(item.random for item in drawn.items)
    assert order_of("20260706", "99001/3") != order_of("20260707", "99001/3")


def test_each_reason_is_told() -> None:
    """Adjusted before, short of evidence, above the computation: more reasons come first; the rest is for chance."""
    doubtful = [
        Item("a/1", "1", D(2), D(2), computed=D(1), adjusted_before=2, evidence_short=True),
        Item("a/2", "2", D(1), D(2), evidence_short=True),
        Item("a/3", "3", D(1), D(2), computed=D(1)),
        Item("a/4", "4", D(1), D(2)),
    ]
    found = draw(doubtful, seed="1", sizes=Sizes(9, 2))
    reasons = {item.key: item.reasons for item in found.items}
    assert reasons["a/1"] == (Reason.YEARS, Reason.SIGNATURE, Reason.UNUSUAL)
    assert reasons["a/2"] == (Reason.SIGNATURE,)
    assert (found.population, found.rest, len(found.random)) == (4, 2, 2)


def test_a_value_unlike_other_units_is_unusual() -> None:
    """Five units near 1 and one at 5: only that one stands out; with fewer than five nobody does."""
    points = (D("0.9"), D(1), D("1.1"), D("1.2"), D("0.8"), D(5))
    group = [Item(f"{n}/1", "1", value, D(5)) for n, value in enumerate(points)]
    found = draw(group, seed="1", sizes=Sizes(9, 0))
    assert [(item.key, item.reasons) for item in found.items] == [("5/1", (Reason.UNUSUAL,))]
    assert draw(group[3:], seed="1", sizes=Sizes(9, 0)).items == ()
