"""Rank intervals over draws of assumptions."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from tests.stats.composite import asem
from tests.stats.composite.examples import POSITIVE, everything, small
from thuocdo.lib.errors import InputError
from thuocdo.stats.composite import assumptions as module
from thuocdo.stats.composite.aggregate import aggregator
from thuocdo.stats.composite.assumptions import Assumptions, plan_of
from thuocdo.stats.composite.build import Missing, Spec, compute
from thuocdo.stats.composite.normalise import normaliser
from thuocdo.stats.composite.structure import Floats, Ints, Table
from thuocdo.stats.composite.treat import Treatment
from thuocdo.stats.composite.uncertainty import rank_uncertainty


def test_each_draw_is_the_index_computed_anew() -> None:
    """60 draws over every kind of assumption: the ranks are those of `compute` with that draw's choices."""
    table, spec = small()
    varied = everything()
    plan = plan_of(table, spec, varied)
    rng = np.random.default_rng(9)
    picked = plan.picked(rng.random((60, 4)))
    weights = plan.weights(picked, plan.noise(60, rng), np.arange(60))
    found: dict[int, Floats] = {}

    def collect(block: Ints, order: Ints, rank: Ints) -> None:
        for d, units, places in zip(block, order, rank, strict=True):
            found[int(d)] = np.empty(len(units))
            found[int(d)][units] = places + 1

    plan.run(picked, weights, collect)
    for d in range(60):
        own = replace(
            spec,
            treatment=varied.treatments[picked[module.TREATMENTS][d]],
            normaliser=varied.normalisers[picked[module.NORMALISERS][d]],
            by_level=varied.aggregations[picked[module.AGGREGATIONS][d]],
            weights=weights[:, d],
        )
        assert np.array_equal(compute(table, own).ranks, found[d])


def test_summary_is_that_of_the_ranks() -> None:
    """Mean, median, interval and probabilities from the counts equal numpy's over the same ranks."""
    table, spec = small()
    result = rank_uncertainty(table, spec, everything(), draws=501, seed=4)
    for i in range(len(result.units)):
        ranks = np.repeat(np.arange(1, len(result.units) + 1), result.counts[i])
        assert len(ranks) == 501
        assert result.mean[i] == pytest.approx(ranks.mean())
        assert [result.low[i], result.median[i], result.high[i]] == pytest.approx(
            np.quantile(ranks, [0.05, 0.5, 0.95])
        )
        assert result.probability_top(3)[i] == pytest.approx((ranks <= 3).mean())
    assert result.nominal.tolist() == compute(table, spec).ranks.tolist()


def test_the_result_says_what_was_varied_and_what_was_not() -> None:
    """Every alternative is listed with its number of draws; seed, draws and the steps left alone are stated."""
    table, spec = small()
    result = rank_uncertainty(
        table, spec, Assumptions(normalisers=everything().normalisers), draws=100, seed=8
    )
    assert (result.draws, result.seed) == (100, 8)
    assert [v.name for v in result.varied] == [module.NORMALISERS]
    assert sum(n for _, n in result.varied[0].alternatives) == 100
    assert [said.split(":")[0] for said in result.fixed] == [
        module.TREATMENTS, module.AGGREGATIONS, module.WEIGHT_SETS, module.NOISE, "số liệu thiếu"
    ]  # fmt: skip


def test_same_seed_same_result_whatever_the_block() -> None:
    """The result depends on the seed only, not on how many draws are computed at a time."""
    table, spec = small()
    first = rank_uncertainty(table, spec, everything(), draws=300, seed=2)
    again = rank_uncertainty(table, spec, everything(), draws=300, seed=2)
    other = rank_uncertainty(table, spec, everything(), draws=300, seed=3)
    assert np.array_equal(first.counts, again.counts)
    assert not np.array_equal(first.counts, other.counts)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module, "BLOCK", 1)
        patch.setattr(module, "LEAST_DRAWS", 7)
        assert np.array_equal(
            rank_uncertainty(table, spec, everything(), draws=300, seed=2).counts, first.counts
        )


def test_number_of_threads_does_not_matter() -> None:
    """One and four threads of the numeric libraries count the same ranks."""
    program = (
        "from tests.stats.composite.examples import *\n"
        "from thuocdo.stats.composite.uncertainty import rank_uncertainty\n"
        "import hashlib\n"
        "r = rank_uncertainty(*small(60), everything(), draws=2000)\n"
        "print(hashlib.sha256(r.counts.tobytes() + r.mean.tobytes()).hexdigest())\n"
    )
    found = set()
    for threads in ("1", "4"):
        env = {**os.environ, "OMP_NUM_THREADS": threads, "OPENBLAS_NUM_THREADS": threads}
        root = Path(__file__).resolve().parents[3]
        done = subprocess.run(
            [sys.executable, "-c", program], env=env, cwd=root, capture_output=True, text=True, check=True
        )
        found.add(done.stdout)
    assert len(found) == 1


@pytest.mark.parametrize(
    ("varied", "words"),
    [
        (Assumptions(), "chưa nêu giả định"),
        (Assumptions(normalisers=(POSITIVE,)), "ít nhất hai phương án"),
        (Assumptions(noise={3: 0.2}), "bậc 3"),
        (Assumptions(noise={1: 1.0}), "nhỏ hơn 1"),
        (
            Assumptions(
                normalisers=(POSITIVE, normaliser("zscore")),
                aggregations=((aggregator("arithmetic"),), (aggregator("geometric"),)),
            ),
            "zscore .*geometric.*lớn hơn 0",
        ),
    ],
)
def test_what_cannot_be_run_is_refused_by_name(varied: Assumptions, words: str) -> None:
    """No step and no combination is skipped: what cannot be computed stops the analysis and is named."""
    table, spec = small()
    with pytest.raises(InputError, match=words):
        rank_uncertainty(table, spec, varied, draws=50)


def test_units_without_an_index_take_no_part() -> None:
    """A unit left out for a missing value has no interval, and the others are ranked among themselves."""
    table, spec = small()
    values = table.values.copy()
    values[4, 2] = np.nan
    result = rank_uncertainty(
        Table(table.units, table.indicators, values),
        replace(spec, missing=Missing.LEAVE_OUT),
        everything(),
        draws=50,
    )
    assert len(result.units) == 11
    assert "Xã 5" not in result.units
    assert result.counts.sum(axis=1).tolist() == [50] * 11


def test_ties_share_the_better_rank_in_every_draw() -> None:
    """Two units with the same values always have the same rank."""
    table, spec = small()
    values = table.values.copy()
    values[7] = values[1]
    result = rank_uncertainty(Table(table.units, table.indicators, values), spec, everything(), draws=400)
    assert np.array_equal(result.counts[1], result.counts[7])


def test_asem_ranks_agree_with_the_vignette(shared: Path) -> None:
    """The assumptions of COINr's vignette (Winsorisation, normalisation, weights, aggregation) on its own example:
    mean ranks within 1.5 places on average of its 100 draws, and Switzerland first in nearly all of both."""
    raw = asem.table(shared, "treated")
    spec = Spec(asem.structure(shared), POSITIVE)
    varied = Assumptions(
        noise={2: 0.25, 3: 0.25},
        normalisers=(POSITIVE, normaliser("zscore", mean=10, sd=2)),
        aggregations=((aggregator("arithmetic"),), (aggregator("geometric"),)),
        treatments=(None, Treatment(winsorise=1)),
    )
    result = rank_uncertainty(raw, spec, varied, draws=2_000)
    published = asem.rank_means(shared)
    assert (
        np.mean([abs(published[unit] - mean) for unit, mean in zip(result.units, result.mean, strict=True)])
        < 1.5
    )
    assert result.high[result.units.index("CHE")] == 1
