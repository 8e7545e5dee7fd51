"""Rank intervals of a composite index the size of PAPI: 63 units, 29 indicators in 8 groups, made-up values."""

from __future__ import annotations

import numpy as np

from tests.bench.figures import Figure, seconds
from thuocdo.stats.composite.aggregate import Aggregator, aggregator
from thuocdo.stats.composite.assumptions import Assumptions
from thuocdo.stats.composite.build import Spec, compute
from thuocdo.stats.composite.normalise import normaliser
from thuocdo.stats.composite.sensitivity import rank_sensitivity
from thuocdo.stats.composite.structure import Node, Table, structure_of
from thuocdo.stats.composite.uncertainty import rank_uncertainty

SHAPE = (4, 4, 3, 4, 4, 4, 3, 3)


def papi_sized(units: int = 63) -> tuple[Table, Spec]:
    groups = [Node(str(i + 1), "index") for i in range(len(SHAPE))]
    leaves = [Node(f"{i + 1}.{k + 1}", str(i + 1)) for i, count in enumerate(SHAPE) for k in range(count)]
    values = np.random.default_rng(63).uniform(0.4, 2.4, size=(units, len(leaves)))
    table = Table(tuple(f"u{i}" for i in range(units)), tuple(node.code for node in leaves), values)
    spec = Spec(structure_of([Node("index", None), *groups, *leaves]), normaliser("minmax", low=1, high=100))
    return table, spec


def varied() -> Assumptions:
    means: tuple[tuple[Aggregator, ...], ...] = ((aggregator("arithmetic"),), (aggregator("geometric"),))
    scales = (normaliser("minmax", low=1, high=100), normaliser("zscore", mean=50, sd=10), normaliser("rank"))
    return Assumptions(noise={1: 0.25, 2: 0.25}, normalisers=scales, aggregations=means)


def figures() -> list[Figure]:
    table, spec = papi_sized()
    ua = seconds(lambda: rank_uncertainty(table, spec, varied(), draws=10_000))
    again = seconds(lambda: rank_uncertainty(table, spec, varied(), draws=100_000), runs=3)
    one = seconds(lambda: compute(table, spec))
    sa = seconds(lambda: rank_sensitivity(table, spec, varied(), samples=2_000, bootstrap=1_000))
    return [
        Figure("composite index of 63 x 29, once", one * 1000, "ms"),
        Figure(
            "rank intervals: 10,000 draws of weights, 3 normalisations, 2 means",
            ua,
            "s",
            0.2,
            note="ranks and their counts included, one core",
        ),
        Figure("the same, 100,000 draws", again, "s"),
        Figure("Sobol' indices: 10,000 evaluations, 1,000 bootstrap resamples", sa, "s"),
    ]
