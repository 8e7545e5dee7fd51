"""Which assumption moves the ranks."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from tests.stats.composite.examples import POSITIVE, everything, small
from thuocdo.lib.errors import InputError
from thuocdo.stats.composite import assumptions as names
from thuocdo.stats.composite.aggregate import aggregator
from thuocdo.stats.composite.assumptions import Assumptions
from thuocdo.stats.composite.build import NotComputable
from thuocdo.stats.composite.sensitivity import rank_sensitivity, sobol_design, sobol_estimates


def test_every_factor_is_estimated_with_its_interval() -> None:
    """Five varied assumptions give five estimates; each lies in its bootstrap interval; the run is stated."""
    table, spec = small(30)
    found = rank_sensitivity(table, spec, everything(), samples=400, bootstrap=200, seed=5)
    assert isinstance(found.estimates, dict)
    assert list(found.estimates) == [
        names.TREATMENTS, names.NORMALISERS, names.AGGREGATIONS, names.WEIGHT_SETS, names.NOISE
    ]  # fmt: skip
    for estimate in found.estimates.values():
        assert estimate.first_interval is not None and estimate.total_interval is not None
        assert estimate.first_interval[0] < estimate.first < estimate.first_interval[1]
        assert estimate.total_interval[0] < estimate.total < estimate.total_interval[1]
    assert (found.samples, found.evaluations, found.bootstrap, found.seed) == (400, 2800, 200, 5)


def test_a_factor_that_changes_nothing_has_no_influence() -> None:
    """Two names of one set of weights: both indices are exactly 0, and normalisation makes everything."""
    table, spec = small(30)
    varied = Assumptions(
        weight_sets={"một": spec.structure.weights, "hai": spec.structure.weights},
        normalisers=everything().normalisers,
    )
    found = rank_sensitivity(table, spec, varied, samples=200, bootstrap=0).estimates
    assert isinstance(found, dict)
    assert (found[names.WEIGHT_SETS].first, found[names.WEIGHT_SETS].total) == (0, 0)
    assert found[names.NORMALISERS].total == pytest.approx(1, abs=0.15)


def test_one_unit_may_be_the_target() -> None:
    """The shift of one named unit has its own indices; an unknown unit is refused."""
    table, spec = small(30)
    whole = rank_sensitivity(table, spec, everything(), samples=100, bootstrap=0)
    one = rank_sensitivity(table, spec, everything(), samples=100, bootstrap=0, unit="Xã 3")
    assert one.unit == "Xã 3"
    assert one.estimates != whole.estimates
    with pytest.raises(InputError, match="Xã 99"):
        rank_sensitivity(table, spec, everything(), unit="Xã 99")


def test_nothing_moves() -> None:
    """When no draw changes a rank there are no shares to give, and the result says so."""
    table, spec = small(2)
    varied = Assumptions(
        noise={2: 0.01}, weight_sets={"một": spec.structure.weights, "hai": spec.structure.weights}
    )
    found = rank_sensitivity(table, replace(spec, by_level=(aggregator("arithmetic"),)), varied, samples=50)
    assert isinstance(found.estimates, NotComputable)
    assert "không có biến động" in found.estimates.reason


def test_one_assumption_alone_is_refused() -> None:
    """Sensitivity compares assumptions: with one there is nothing to compare."""
    table, spec = small()
    with pytest.raises(InputError, match="ít nhất hai giả định"):
        rank_sensitivity(table, spec, Assumptions(normalisers=(POSITIVE, *everything().normalisers[1:])))


def test_design_and_outputs_must_fit() -> None:
    """Outputs of another length than the design are refused instead of being cut."""
    with pytest.raises(InputError, match="50"):
        sobol_estimates(np.zeros(49), 10, 3)
    assert sobol_design(10, 3, np.random.default_rng(1)).shape == (50, 3)
