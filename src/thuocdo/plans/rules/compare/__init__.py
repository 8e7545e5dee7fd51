"""Comparison of a plan with its superior's, and its coverage of the indices.

In: compiled plans. Out: `Comparison` (matched, missing, weakened tasks, text reuse), `Coverage` (tasks by
PAPI sub-dimension and PAR INDEX field, with the holes). Words: likeness, weakening, reuse, hole.
"""

from __future__ import annotations

from thuocdo.plans.rules.compare.coverage import Coverage, coverage, named_subdimensions
from thuocdo.plans.rules.compare.plans import Comparison, Match, Weakening, compare_plans
from thuocdo.plans.rules.compare.reuse import reuse_share
from thuocdo.plans.rules.compare.words import Piece, side_by_side

__all__ = [
    "Comparison",
    "Coverage",
    "Match",
    "Piece",
    "Weakening",
    "compare_plans",
    "coverage",
    "named_subdimensions",
    "reuse_share",
    "side_by_side",
]
