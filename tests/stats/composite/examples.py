"""Small made-up indices for tests."""

from __future__ import annotations

import numpy as np

from thuocdo.stats.composite.aggregate import aggregator
from thuocdo.stats.composite.assumptions import Assumptions
from thuocdo.stats.composite.build import Spec
from thuocdo.stats.composite.normalise import normaliser
from thuocdo.stats.composite.structure import Node, Table, structure_of
from thuocdo.stats.composite.treat import Treatment

POSITIVE = normaliser("minmax", low=1, high=100)


def small(units: int = 12, seed: int = 3) -> tuple[Table, Spec]:
    """Two groups of 3 and 2 indicators, one of them "less is better"."""
    nodes = [
        Node("all", None),
        Node("a", "all", 2.0),
        Node("b", "all", 1.0),
        Node("a1", "a", 1.0),
        Node("a2", "a", 2.0),
        Node("a3", "a", 1.0, -1),
        Node("b1", "b"),
        Node("b2", "b", 3.0),
    ]
    values = np.random.default_rng(seed).lognormal(size=(units, 5))
    table = Table(tuple(f"Xã {i + 1}" for i in range(units)), ("a1", "a2", "a3", "b1", "b2"), values)
    return table, Spec(structure_of(nodes), POSITIVE)


def everything() -> Assumptions:
    """Every kind of assumption at once, two alternatives each."""
    _, spec = small()
    return Assumptions(
        noise={1: 0.25, 2: 0.1},
        weight_sets={"given": spec.structure.weights, "equal": np.ones(8)},
        normalisers=(POSITIVE, normaliser("zscore", mean=50, sd=5)),
        aggregations=((aggregator("arithmetic"),), (aggregator("arithmetic"), aggregator("geometric"))),
        treatments=(None, Treatment(winsorise=2, skew=1, kurtosis=1)),
    )
