"""What must hold for any values: laws of the single steps."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from tests.stats.composite.examples import POSITIVE, small
from thuocdo.lib.errors import InputError
from thuocdo.stats.composite.aggregate import aggregator, copeland, index_scores, outranking, weighted_mean
from thuocdo.stats.composite.build import Spec, compute
from thuocdo.stats.composite.normalise import Normalisation, Normaliser, normalise, normaliser
from thuocdo.stats.composite.rank import ordered, ranks
from thuocdo.stats.composite.structure import Floats, Table
from thuocdo.stats.composite.treat import Treatment, treat
from thuocdo.stats.composite.weights import effective, shaken

VALUES = arrays(np.float64, st.integers(4, 20), elements=st.integers(-50, 50).map(float)).filter(
    lambda x: np.ptp(x) > 0
)
GRID = arrays(np.float64, (6, 4), elements=st.integers(1, 9).map(float))
WEIGHTS = arrays(np.float64, 4, elements=st.integers(1, 9).map(float))
ORDER_KEEPING = [
    normaliser("minmax"),
    normaliser("zscore"),
    normaliser("distance_to_max"),
    normaliser("percent_rank"),
    normaliser("borda"),
    normaliser("rank"),
    normaliser("scaled", low=-60, high=60),
    normaliser("goalposts", low=-60, high=60),
    normaliser("distance_to_target", target=70),
    normaliser("none"),
]


@pytest.mark.parametrize("how", ORDER_KEEPING, ids=str)
@given(x=VALUES)
def test_normalising_keeps_the_order(how: Normaliser, x: Floats) -> None:
    """A better unit never gets less, equal units get the same, whichever way the indicator counts."""
    up = normalise(x, 1, how)
    assert np.all(np.diff(up[np.argsort(x)]) > -1e-12)
    assert len(np.unique(np.round(up, 9))) == len(np.unique(x))
    if how.method is not Normalisation.DISTANCE_TO_TARGET:
        down = normalise(x, -1, how)
        assert np.all(np.diff(down[np.argsort(x)]) < 1e-12)


@given(x=VALUES, shift=st.integers(-9, 9), factor=st.integers(1, 9))
def test_unit_of_measure_does_not_matter(x: Floats, shift: int, factor: int) -> None:
    """Min-max and z-scores are the same in any unit of measure."""
    for how in (POSITIVE, normaliser("zscore")):
        assert normalise(x, 1, how) == pytest.approx(normalise(x * factor + shift, 1, how), abs=1e-9)


@given(x=VALUES)
def test_missing_values_stay_missing(x: Floats) -> None:
    """NaN stays NaN, and the others get what they would get without it."""
    longer = np.append(x, np.nan)
    for how in ORDER_KEEPING:
        found = normalise(longer, 1, how)
        assert np.isnan(found[-1])
        assert np.array_equal(found[:-1], normalise(x, 1, how))


@given(values=GRID, weights=WEIGHTS)
def test_order_of_the_means(values: Floats, weights: Floats) -> None:
    """Harmonic <= geometric <= arithmetic <= quadratic, all between the least and the greatest value."""
    means = [
        weighted_mean(values, weights, how)
        for how in (
            aggregator("harmonic"),
            aggregator("geometric"),
            aggregator("arithmetic"),
            aggregator("power", 2.0),
        )
    ]
    lined = [values.min(axis=1), *means, values.max(axis=1)]
    for lower, upper in pairwise(lined):
        assert np.all(lower <= upper + 1e-9)


@given(values=GRID, weights=WEIGHTS, gone=arrays(np.bool_, (6, 4)))
def test_rescaled_weights(values: Floats, weights: Floats, gone: np.ndarray) -> None:  # type: ignore[type-arg]
    """A mean over what is there equals the mean of those values with their own weights; nothing there gives NaN."""
    holes = np.where(gone, np.nan, values)
    found = weighted_mean(holes, weights, aggregator("geometric"))
    for row, mean, missing in zip(values, found, gone, strict=True):
        if missing.all():
            assert np.isnan(mean)
        else:
            kept = ~missing
            assert mean == pytest.approx(
                np.exp((weights[kept] * np.log(row[kept])).sum() / weights[kept].sum())
            )


@given(values=GRID, weights=WEIGHTS)
def test_outranking_is_a_balance(values: Floats, weights: Floats) -> None:
    """What one unit wins the other loses: matrix plus transpose is 1, Copeland scores sum to 0."""
    matrix = outranking(values, weights)
    off = ~np.eye(6, dtype=bool)
    assert (matrix + matrix.T)[off] == pytest.approx(np.ones(30))
    scores = copeland(values, weights)
    assert scores.sum() == 0
    balance = np.where(np.abs(matrix - 0.5) < 1e-9, 0, np.sign(matrix - 0.5))
    np.fill_diagonal(balance, 0)
    assert np.array_equal(scores, balance.sum(axis=1))


@given(scores=arrays(np.float64, (5, 7), elements=st.integers(0, 4).map(float)))
def test_ranks_of_many_draws(scores: Floats) -> None:
    """Ranks of many draws at once are those of each draw: one more than the number of better units."""
    order, places = ordered(scores)
    for d in range(5):
        expected = [(scores[d] > own).sum() + 1 for own in scores[d]]
        assert ranks(scores[d]).tolist() == expected
        assert [expected[unit] for unit in order[d]] == (places[d] + 1).tolist()


@settings(max_examples=30)
@given(seed=st.integers(0, 10_000), draws=st.integers(1, 40))
def test_weights_of_any_draw_are_shares(seed: int, draws: int) -> None:
    """Shaken weights stay within their bounds, levels not named stay, and indicators weigh 1 together."""
    _, spec = small()
    factors = shaken(spec.structure, {1: 0.3}, draws, np.random.default_rng(seed))
    assert factors[:5].min() >= 0.7 and factors[:5].max() <= 1.3
    assert np.all(factors[5:] == 1)
    shares = effective(spec.structure, spec.structure.weights[:, None] * factors)
    assert shares[:5].sum(axis=0) == pytest.approx(np.ones(draws))


@pytest.mark.parametrize("method", ["arithmetic", "geometric", "harmonic"])
def test_one_sum_equals_group_by_group(method: str) -> None:
    """The index by effective weights equals the index by way of its groups."""
    table, spec = small()
    leaves = compute(table, spec).values[:, :5]
    index = compute(table, Spec(spec.structure, POSITIVE, by_level=(aggregator(method),)))
    direct = index_scores(leaves, spec.structure, spec.structure.weights[:, None], (aggregator(method),))
    assert direct[:, 0] == pytest.approx(index.scores, abs=1e-10)


@given(order=st.permutations(range(12)))
def test_order_of_units_does_not_matter(order: list[int]) -> None:
    """Rows in another order give the same scores in that order."""
    table, spec = small()
    turned = Table(tuple(table.units[i] for i in order), table.indicators, table.values[list(order)])
    assert compute(turned, spec).scores == pytest.approx(compute(table, spec).scores[list(order)], abs=1e-9)


@given(x=VALUES)
def test_treatment_keeps_the_order(x: Floats) -> None:
    """Winsorising and the logarithm never put a lower unit above a higher one, and stop at their limit."""
    done = treat(x, Treatment(winsorise=2, skew=0.5, kurtosis=0.0))
    assert np.all(np.diff(done.values[np.argsort(x)]) >= 0)
    if done.log:
        assert done.units == ()


def test_one_value_for_all_is_refused_by_name() -> None:
    """An indicator with one value for all units has no scale: it is named."""
    with pytest.raises(InputError, match=r"Chỉ tiêu “X”.*cùng một giá trị"):
        normalise(np.array([5.0, 5, 5]), 1, POSITIVE, "X")
