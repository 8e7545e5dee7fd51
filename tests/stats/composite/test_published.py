"""Figures that others published."""

from __future__ import annotations

import math

import numpy as np
import pytest

from thuocdo.stats.composite.aggregate import aggregator, copeland, dominant_share, outranking, weighted_mean
from thuocdo.stats.composite.build import Spec, compute
from thuocdo.stats.composite.normalise import normaliser
from thuocdo.stats.composite.sensitivity import sobol_design, sobol_estimates
from thuocdo.stats.composite.structure import Node, Table, structure_of


def test_human_development_index() -> None:
    """Goalposts, an arithmetic and then a geometric mean give the Human Development Index of 2021 (UNDP, Report
    2021/2022) of three countries from its four published components."""
    nodes = [
        Node("hdi", None),
        Node("health", "hdi"),
        Node("education", "hdi"),
        Node("income", "hdi"),
        Node("life", "health"),
        Node("expected", "education"),
        Node("mean", "education"),
        Node("log_gni", "income"),
    ]
    values = [
        [84.0, 16.5, 13.9, math.log(66_933)],
        [83.2, 18.2, 13.0, math.log(64_660)],
        [73.6, 13.0, 8.4, math.log(7_867)],
    ]
    posts = {
        "life": normaliser("goalposts", low=20, high=85),
        "expected": normaliser("goalposts", low=0, high=18),
        "mean": normaliser("goalposts", low=0, high=15),
        "log_gni": normaliser("goalposts", low=math.log(100), high=math.log(75_000)),
    }
    spec = Spec(
        structure_of(nodes),
        own_normaliser=posts,
        by_level=(aggregator("arithmetic"), aggregator("geometric")),
    )
    index = compute(Table(("Thụy Sĩ", "Na Uy", "Việt Nam"), tuple(posts), np.array(values)), spec)
    # the components are published to one decimal, so the third decimal of the index may be one off
    assert index.scores.tolist() == pytest.approx([0.962, 0.961, 0.703], abs=0.0015)
    assert index.ranks.tolist() == [1, 2, 3]


def test_means_of_five_values() -> None:
    """COINr 1.1.14: means of 12, 5, 30, 7.5, 18 with weights 1, 2, 1, 0.5, 1."""
    y, w = np.array([[12, 5, 30, 7.5, 18]]), np.array([1, 2, 1, 0.5, 1])
    found = [
        float(weighted_mean(y, w, how)[0])
        for how in (
            aggregator("arithmetic"),
            aggregator("geometric"),
            aggregator("harmonic"),
            aggregator("power", 2.0),
        )
    ]
    assert found == pytest.approx(
        [13.4090909090909, 10.634952929398, 8.60869565217391, 16.2151724684574], abs=1e-10
    )


def test_outranking_of_four_units() -> None:
    """COINr 1.1.14: outranking matrix and Copeland scores of four units with weights 1, 1, 2."""
    values, weights = np.array([[1.0, 6, 7], [4, 5, 7], [3, 9, 2], [2, 1, 8]]), np.array([1.0, 1, 2])
    matrix = outranking(values, weights)
    assert matrix.tolist() == [
        [0, 0.5, 0.5, 0.25],
        [0.5, 0, 0.75, 0.5],
        [0.5, 0.25, 0, 0.5],
        [0.75, 0.5, 0.5, 0],
    ]
    assert copeland(values, weights).tolist() == [-1, 1, -1, 1]
    assert dominant_share(matrix) == 0


def test_ishigami_function() -> None:
    """Sobol' indices of the Ishigami function (a = 7, b = 0.1): 0.3139, 0.4424, 0; totals 0.5576, 0.4424, 0.2437
    (Ishigami and Homma 1990), within the sampling error of 2^15 rows."""
    samples = 2**15
    x = (2 * sobol_design(samples, 3, np.random.default_rng(11)) - 1) * math.pi
    y = np.sin(x[:, 0]) + 7 * np.sin(x[:, 1]) ** 2 + 0.1 * x[:, 2] ** 4 * np.sin(x[:, 0])
    found = sobol_estimates(y, samples, 3)
    assert isinstance(found, tuple)
    assert [e.first for e in found] == pytest.approx([0.3139, 0.4424, 0.0], abs=0.03)
    assert [e.total for e in found] == pytest.approx([0.5576, 0.4424, 0.2437], abs=0.03)
