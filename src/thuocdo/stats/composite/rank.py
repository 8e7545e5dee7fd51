"""Ranks: 1 is best, ties share the better rank (COINr `rank_df`, R ties.method "min")."""

from __future__ import annotations

import numpy as np

from thuocdo.stats.composite.structure import Floats, Ints

# scores that agree to so many decimals share a rank: sums in another order differ in the 14th
DECIMALS = 10


def ranks(scores: Floats) -> Floats:
    """(units,) -> (units,), NaN where there is no score."""
    x = -np.round(scores, DECIMALS)
    place = np.searchsorted(np.sort(x[~np.isnan(x)]), x, side="left") + 1.0
    return np.where(np.isnan(x), np.nan, place)


def ordered(scores: Floats) -> tuple[Ints, Ints]:
    """Ranks of many draws at once. In: (draws x units), complete. Out: `order` (draws x units), positions of the units
    from best to worst, and `rank` (draws x units), the rank (from 0, ties the better) that stands at each place."""
    x = np.round(scores, DECIMALS)
    np.negative(x, out=x)
    order = np.argsort(x, axis=1)
    lined = np.sort(x, axis=1)
    rank = np.broadcast_to(np.arange(x.shape[1]), x.shape)
    tied = lined[:, 1:] == lined[:, :-1]
    if tied.any():
        rank = np.array(rank)
        rank[:, 1:][tied] = 0
        np.maximum.accumulate(rank, axis=1, out=rank)
    return order, rank
