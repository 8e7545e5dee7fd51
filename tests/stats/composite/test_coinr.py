"""The same numbers as COINr on its own example, to 1e-8."""

from __future__ import annotations

import csv
from pathlib import Path

import numpy as np
import pytest

from tests.stats.composite import asem
from thuocdo.stats.composite.aggregate import aggregator, copeland, outranking, weighted_mean
from thuocdo.stats.composite.build import Spec, compute
from thuocdo.stats.composite.normalise import normalise, normaliser
from thuocdo.stats.composite.sensitivity import sobol_design, sobol_estimates
from thuocdo.stats.composite.structure import Table
from thuocdo.stats.composite.treat import Treatment, denominate, kurtosis, skewness, treat

CLOSE = 1e-8

NORMALISERS = {
    "minmax": normaliser("minmax", low=1, high=10),
    "zscore": normaliser("zscore", mean=10, sd=2),
    "dist2max": normaliser("distance_to_max"),
    "fracmax": normaliser("fraction_of_max"),
    "prank": normaliser("percent_rank"),
    "borda": normaliser("borda"),
    "rank": normaliser("rank"),
}


@pytest.mark.parametrize("name", NORMALISERS)
def test_one_indicator_normalised(shared: Path, name: str) -> None:
    """Each normalisation gives COINr's values for the LPI column."""
    oracle = asem.oracle(shared)
    ours = normalise(np.array(oracle["normalise_input"]), 1, NORMALISERS[name])
    assert asem.furthest(ours, oracle["normalise"][name]) < CLOSE


def test_fixed_bounds_normalised(shared: Path) -> None:
    """`scaled` and `goalposts` with the column's own bounds give COINr's `n_scaled` values."""
    oracle = asem.oracle(shared)
    x = np.array(oracle["normalise_input"])
    for how in (
        normaliser("scaled", low=x.min(), high=x.max()),
        normaliser("goalposts", low=x.min(), high=x.max(), scale=100),
    ):
        assert asem.furthest(normalise(x, 1, how), oracle["normalise"]["scaled"]) < CLOSE


def test_skew_and_kurtosis(shared: Path) -> None:
    """The two measures that decide on treatment are COINr's."""
    oracle = asem.oracle(shared)
    x = np.array(oracle["normalise_input"])
    assert skewness(x) == pytest.approx(oracle["skew"], abs=CLOSE)
    assert kurtosis(x) == pytest.approx(oracle["kurt"], abs=CLOSE)


def test_whole_table_normalised(shared: Path) -> None:
    """All 49 indicators of the treated table, min-max 0-100 with their directions, equal coinr_asem_normalised.csv."""
    index = compute(asem.table(shared, "treated"), Spec(asem.structure(shared)))
    expected = asem.table(shared, "normalised")
    assert max(asem.furthest(index.column(c), expected.column(c)) for c in expected.indicators) < CLOSE


def test_every_group_aggregated(shared: Path) -> None:
    """All 60 columns (indicators, eight pillars, two sub-indices, index) equal coinr_asem_aggregated.csv."""
    index = compute(asem.table(shared, "treated"), Spec(asem.structure(shared)))
    expected = asem.table(shared, "aggregated")
    assert index.units == expected.units
    assert len(expected.indicators) == 60
    assert max(asem.furthest(index.column(c), expected.column(c)) for c in expected.indicators) < CLOSE


def test_published_ranks(shared: Path) -> None:
    """Ranks and scores to two decimals are those of COINr's result table."""
    index = compute(asem.table(shared, "treated"), Spec(asem.structure(shared)))
    with (shared / "reference" / "coinr_asem_results.csv").open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            at = index.units.index(row["uCode"])
            assert index.ranks[at] == int(row["Rank"])
            assert round(float(index.scores[at]), 2) == pytest.approx(float(row["Index"]), abs=0.0101)


@pytest.mark.parametrize(
    ("name", "how"),
    [
        ("a_amean", aggregator("arithmetic")),
        ("a_gmean", aggregator("geometric")),
        ("a_hmean", aggregator("harmonic")),
        ("a_genmean_p2", aggregator("power", 2.0)),
    ],
)
def test_weighted_means(shared: Path, name: str, how: object) -> None:
    """The four weighted means of five values are COINr's."""
    oracle = asem.oracle(shared)["aggregate"]
    ours = weighted_mean(np.array([oracle["y"]]), np.array(oracle["w"]), how)  # type: ignore[arg-type]
    assert float(ours[0]) == pytest.approx(oracle[name], abs=CLOSE)


def test_outranking_and_copeland(shared: Path) -> None:
    """Four units on three indicators weighted 1, 1, 2: COINr's outranking matrix and Copeland scores."""
    oracle = asem.oracle(shared)["aggregate"]
    values = np.array([[row["V1"], row["V2"], row["V3"]] for row in oracle["copeland_X"]], dtype=float)
    weights = np.array([1.0, 1.0, 2.0])
    assert asem.furthest(outranking(values, weights), oracle["outrank"]) < CLOSE
    assert copeland(values, weights).tolist() == oracle["copeland"]


@pytest.mark.parametrize(("method", "key"), [("geometric", "a_gmean"), ("harmonic", "a_hmean")])
def test_other_means_over_the_whole_index(shared: Path, method: str, key: str) -> None:
    """Min-max 1-100, then the same mean at every level: the index of all 51 countries is COINr's."""
    spec = Spec(
        asem.structure(shared),
        normaliser=normaliser("minmax", low=1, high=100),
        by_level=(aggregator(method),),
    )
    index = compute(asem.table(shared, "treated"), spec)
    expected = asem.oracle(shared)["aggregate"][f"ASEM_Index_{key}_minmax1_100"]
    assert asem.furthest(index.scores, np.array([expected[unit] for unit in index.units])) < CLOSE


def test_treated_table(shared: Path) -> None:
    """Winsorising at most five units gives COINr's treated table, indicator by indicator.

    The denominators are not in the folder: each is taken from an indicator that needed no treatment; the values that
    COINr filled in before are taken from its table.
    """
    raw, treated = asem.table(shared, "raw"), asem.table(shared, "treated")
    sizes = {size: np.full(len(raw.units), np.nan) for size in ("GDP", "Population", "Area")}
    for size, code in (("GDP", "Goods"), ("GDP", "CultGood"), ("Population", "MigStock"), ("Area", "Bord")):
        own = np.divide(
            raw.column(code), treated.column(code), where=treated.column(code) != 0, out=sizes[size].copy()
        )
        sizes[size] = np.where(np.isnan(sizes[size]), own, sizes[size])
    winsorised = []
    for row in asem.meta(shared):
        code, size = row["iCode"], row["Denominator"]
        # both indicators per unit of energy were Winsorised and have zeros: their denominator cannot be had back
        if row["Type"] != "Indicator" or size == "Energy":
            continue
        x = raw.column(code) if size == "NA" else denominate(raw.column(code), sizes[size], code=code)
        expected = treated.column(code)
        ours = treat(np.where(np.isnan(x), expected, x), Treatment())
        assert ours.passed
        assert asem.furthest(ours.values, expected) < CLOSE * max(1.0, float(np.abs(expected).max())), code
        winsorised += [(code, raw.units[i]) for i in ours.units]
    assert len(winsorised) == 28
    assert ("CostImpEx", "PAK") in winsorised


def test_sobol_estimates_of_the_fixed_design(shared: Path) -> None:
    """First-order and total-order indices of the 1,000 fixed outputs are COINr's."""
    ours = sobol_estimates(asem.sobol(shared)[:, 3], 200, 3)
    assert isinstance(ours, tuple)
    with (shared / "reference" / "coinr_sobol_estimates.csv").open(encoding="utf-8") as file:
        for row, estimate in zip(csv.DictReader(file), ours, strict=True):
            assert estimate.first == pytest.approx(float(row["Si"]), abs=CLOSE)
            assert estimate.total == pytest.approx(float(row["STi"]), abs=CLOSE)


def test_sobol_design_has_the_layout_of_the_fixed_one(shared: Path) -> None:
    """Our design and the fixed one obey the same rule: block i + 2 is A with column i of B."""
    for design in (asem.sobol(shared)[:, :3], sobol_design(200, 3, np.random.default_rng(5))):
        a, b, mixed = design[:200], design[200:400], design[400:].reshape(3, 200, 3)
        for i in range(3):
            expected = a.copy()
            expected[:, i] = b[:, i]
            assert np.array_equal(mixed[i], expected)


def test_table_with_unknown_units_keeps_their_names(shared: Path) -> None:
    """A column order other than the structure's does not matter."""
    whole = asem.table(shared, "treated")
    turned = Table(whole.units, whole.indicators[::-1], whole.values[:, ::-1])
    spec = Spec(asem.structure(shared))
    assert np.array_equal(compute(whole, spec).values, compute(turned, spec).values)
