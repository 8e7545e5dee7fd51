"""Which choice moves the ranks most: Sobol' first-order and total-order indices.

Source: Saltelli et al. (2010), Computer Physics Communications 181, with Jansen's total-order estimator; OECD/JRC
Handbook (2008) step 7; COINr `SA_sample`, `SA_estimate`, `get_sensitivity(SA_type = "SA")`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from thuocdo.lib.errors import InputError
from thuocdo.stats.composite.assumptions import NOISE, Assumptions, Varied, plan_of
from thuocdo.stats.composite.build import NotComputable, Spec
from thuocdo.stats.composite.structure import Floats, Ints, Table

MOST_EVALUATIONS = 400_000
INTERVAL = (0.05, 0.95)
BLOCK = 1_000_000  # rows resampled at a time


@dataclass(frozen=True)
class Estimate:
    """One factor: share of the variance it makes alone (`first`), and with all it interacts with (`total`). Intervals
    are bootstrap quantiles 5 % and 95 %, None without bootstrap. Small samples may leave [0, 1]: shown as they are."""

    first: float
    total: float
    first_interval: tuple[float, float] | None = None
    total_interval: tuple[float, float] | None = None


@dataclass(frozen=True)
class Sensitivity:
    """`estimates` by factor, or why there are none. `samples` N; `evaluations` = N (factors + 2). The target is the
    mean over units of |rank - nominal rank|, in places, or of one `unit`."""

    estimates: Mapping[str, Estimate] | NotComputable
    variance: float
    samples: int
    evaluations: int
    bootstrap: int
    seed: int
    unit: str | None
    varied: tuple[Varied, ...]
    fixed: tuple[str, ...]


def sobol_design(samples: int, factors: int, rng: np.random.Generator) -> Floats:
    """(samples x (factors + 2), factors) uniform numbers: A, then B, then A with column i of B for each i (COINr
    `SA_sample`)."""
    a, b = rng.random((samples, factors)), rng.random((samples, factors))
    blocks = [a, b]
    for i in range(factors):
        mixed = a.copy()
        mixed[:, i] = b[:, i]
        blocks.append(mixed)
    return np.concatenate(blocks)


def sobol_estimates(
    y: Floats, samples: int, factors: int, *, bootstrap: int = 0, rng: np.random.Generator | None = None
) -> tuple[Estimate, ...] | NotComputable:
    """Indices from the outputs of `sobol_design`, (samples x (factors + 2),) in its order.

    With V the variance (n - 1) of the 2N outputs of A and B: first = mean(yB (yABi - yA)) / V, total =
    mean((yA - yABi)^2) / (2 V). `bootstrap`: number of resamples of the N rows. Not computable where V is 0.
    """
    if y.shape != (samples * (factors + 2),):
        raise InputError(
            f"Thiết kế {samples} x {factors} cần {samples * (factors + 2)} kết quả, nhận {y.size}."
        )
    a, b, mixed = y[:samples], y[samples : 2 * samples], y[2 * samples :].reshape(factors, samples)
    if np.concatenate([a, b]).var() == 0:
        return NotComputable("mọi lượt cho cùng một kết quả: không có biến động nào để chia")
    rows = np.arange(samples)[None, :]
    first, total = _indices(a, b, mixed, rows)
    if not bootstrap:
        return tuple(Estimate(float(f), float(t)) for f, t in zip(first[:, 0], total[:, 0], strict=True))
    rng = rng or np.random.default_rng(1)
    step = max(1, BLOCK // samples)
    parts = [
        _indices(a, b, mixed, rng.integers(0, samples, size=(min(step, bootstrap - done), samples)))
        for done in range(0, bootstrap, step)
    ]
    # a resample of equal rows has no variance and says nothing: left out
    f5, f95 = np.nanquantile(np.concatenate([part[0] for part in parts], axis=1), INTERVAL, axis=1)
    t5, t95 = np.nanquantile(np.concatenate([part[1] for part in parts], axis=1), INTERVAL, axis=1)
    return tuple(
        Estimate(
            float(first[i, 0]),
            float(total[i, 0]),
            (float(f5[i]), float(f95[i])),
            (float(t5[i]), float(t95[i])),
        )
        for i in range(factors)
    )


def _indices(a: Floats, b: Floats, mixed: Floats, rows: Ints) -> tuple[Floats, Floats]:
    """(factors x resamples) first and total indices on the resampled `rows` (resamples x samples)."""
    ra, rb = a[rows], b[rows]
    both = np.concatenate([ra, rb], axis=1)
    variance = both.var(axis=1, ddof=1)
    variance[variance == 0] = np.nan
    first = np.stack([(rb * (m[rows] - ra)).mean(axis=1) / variance for m in mixed])
    total = np.stack([((ra - m[rows]) ** 2).mean(axis=1) / (2.0 * variance) for m in mixed])
    return first, total


def rank_sensitivity(
    table: Table,
    spec: Spec,
    assumptions: Assumptions,
    *,
    samples: int = 1_000,
    bootstrap: int = 1_000,
    seed: int = 1,
    unit: str | None = None,
) -> Sensitivity:
    """Sobol' indices of the rank shift over the varied assumptions. Noise on weights is one factor: it picks one of
    `samples` sets drawn beforehand (as COINr does). Same seed, same result.

    Raises InputError: fewer than two factors, a `unit` without an index, too many evaluations, and as `plan_of`.
    """
    plan = plan_of(table, spec, assumptions)
    factors = len(plan.factors)
    if factors < 2:
        raise InputError(
            "Phân tích độ nhạy cần ít nhất hai giả định thay đổi; với một giả định hãy chỉ dùng phân tích bất định."
        )
    evaluations = samples * (factors + 2)
    if samples < 10 or evaluations > MOST_EVALUATIONS:
        raise InputError(
            f"Phân tích độ nhạy: samples là {samples}, với {factors} giả định cần {evaluations} lượt tính; "
            f"nhận samples từ 10 và nhiều nhất {MOST_EVALUATIONS} lượt."
        )
    if unit is not None and unit not in plan.units:
        raise InputError(f"Phân tích độ nhạy: “{unit}” không có trong bảng hoặc không có chỉ số.")
    designing, noising, resampling = (np.random.default_rng(s) for s in np.random.SeedSequence(seed).spawn(3))
    design = sobol_design(samples, factors, designing)
    picked = plan.picked(design)
    sets = (
        (design[:, -1] * samples).astype(np.int64)
        if NOISE in plan.factors
        else np.zeros(evaluations, dtype=np.int64)
    )
    weights = plan.weights(picked, plan.noise(samples, noising), sets)
    shift = np.empty(evaluations)
    target = None if unit is None else plan.units.index(unit)

    def collect(block: Ints, order: Ints, rank: Ints) -> None:
        moved = np.abs(rank + 1 - plan.nominal[order])
        shift[block] = moved.mean(axis=1) if target is None else moved[order == target]

    plan.run(picked, weights, collect)
    found = sobol_estimates(shift, samples, factors, bootstrap=bootstrap, rng=resampling)
    return Sensitivity(
        estimates=found if isinstance(found, NotComputable) else dict(zip(plan.factors, found, strict=True)),
        variance=float(shift[: 2 * samples].var(ddof=1)),
        samples=samples,
        evaluations=evaluations,
        bootstrap=bootstrap,
        seed=seed,
        unit=unit,
        varied=plan.varied(picked, evaluations),
        fixed=plan.fixed(),
    )
