"""How far ranks depend on choices: the index computed many times over varied assumptions (Monte Carlo).

Source: Saisana, Saltelli, Tarantola (2005); OECD/JRC Handbook (2008) step 7; COINr `get_sensitivity(SA_type = "UA")`.
Only ranks are summed up: scores of different normalisations are not on one scale.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from thuocdo.lib.errors import InputError
from thuocdo.stats.composite.assumptions import Assumptions, Varied, plan_of
from thuocdo.stats.composite.build import Spec
from thuocdo.stats.composite.structure import Floats, Ints, Table

MOST_DRAWS = 200_000
MOST_COUNTS = 25_000_000  # units x units


@dataclass(frozen=True)
class RankUncertainty:
    """Of the units that have an index (`units`): `nominal` rank, `mean`, `median`, `low`, `high` rank (all (units,);
    quantiles by linear interpolation, R type 7) and `counts` (units x units): draws in which the unit had rank r + 1."""

    units: tuple[str, ...]
    nominal: Ints
    mean: Floats
    median: Floats
    low: Floats
    high: Floats
    counts: Ints
    draws: int
    seed: int
    quantiles: tuple[float, float]
    varied: tuple[Varied, ...]
    fixed: tuple[str, ...]

    def probability_top(self, places: int) -> Floats:
        """Share of draws in which the unit ranked among the best `places`, (units,)."""
        return np.asarray(self.counts[:, :places].sum(axis=1) / self.draws)


def rank_uncertainty(
    table: Table,
    spec: Spec,
    assumptions: Assumptions,
    *,
    draws: int = 10_000,
    seed: int = 1,
    quantiles: tuple[float, float] = (0.05, 0.95),
) -> RankUncertainty:
    """Rank intervals over `draws` independent draws of the assumptions. Same seed, same result, on any number of
    threads. Raises InputError: nothing varied, a combination that cannot be computed (named; none is skipped)."""
    if not 2 <= draws <= MOST_DRAWS:
        raise InputError(f"Số lượt mô phỏng là {draws}; nhận từ 2 đến {MOST_DRAWS:,}.".replace(",", "."))
    if not 0 <= quantiles[0] < quantiles[1] <= 1:
        raise InputError("Hai phân vị của khoảng hạng phải tăng dần trong khoảng từ 0 đến 1.")
    plan = plan_of(table, spec, assumptions)
    units = len(plan.units)
    if units * units > MOST_COUNTS:
        raise InputError(
            f"Có {units} đơn vị; phân tích bất định nhận nhiều nhất {int(MOST_COUNTS**0.5)} đơn vị."
        )
    choices, noise = (np.random.default_rng(s) for s in np.random.SeedSequence(seed).spawn(2))
    picked = plan.picked(choices.random((draws, len(plan.choices))))
    weights = plan.weights(picked, plan.noise(draws, noise), np.arange(draws))
    counts = np.zeros(units * units, dtype=np.int64)

    def collect(_: Ints, order: Ints, rank: Ints) -> None:
        np.add(counts, np.bincount((order * units + rank).ravel(), minlength=units * units), out=counts)

    plan.run(picked, weights, collect)
    table_of_counts = counts.reshape(units, units)
    low, median, high = (_quantile(table_of_counts, draws, q) for q in (quantiles[0], 0.5, quantiles[1]))
    return RankUncertainty(
        units=plan.units,
        nominal=plan.nominal,
        mean=table_of_counts @ np.arange(1.0, units + 1.0) / draws,
        median=median,
        low=low,
        high=high,
        counts=table_of_counts,
        draws=draws,
        seed=seed,
        quantiles=quantiles,
        varied=plan.varied(picked, draws),
        fixed=plan.fixed(),
    )


def _quantile(counts: Ints, draws: int, share: float) -> Floats:
    """Quantile of ranks of each unit from its counts, by linear interpolation between order statistics (R type 7)."""
    until = counts.cumsum(axis=1)
    at = (draws - 1) * share
    low, part = int(np.floor(at)), at - np.floor(at)
    below = (until > low).argmax(axis=1) + 1.0
    above = (until > min(low + 1, draws - 1)).argmax(axis=1) + 1.0
    return np.asarray(below + part * (above - below))
