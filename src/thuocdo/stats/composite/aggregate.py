"""From indicators to groups to the index: weighted means, outranking, Copeland.

No BLAS here: sums run in a fixed order, so the same input gives the same bits whatever the number of threads, and
two units with the same values get the same score. Source: OECD/JRC Handbook (2008) step 6; COINr `a_amean`,
`a_gmean`, `a_hmean`, `a_genmean`, `outrankMatrix`, `a_copeland`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from thuocdo.lib.errors import InputError
from thuocdo.stats.composite.structure import Floats, Structure
from thuocdo.stats.composite.weights import effective

# comparisons of sums of weights: closer than this is equal (0.1 + 0.2 against 0.3)
CLOSE = 1e-12


class Aggregation(StrEnum):
    ARITHMETIC = "arithmetic"
    GEOMETRIC = "geometric"
    HARMONIC = "harmonic"
    POWER = "power"  # generalised mean (sum w x^p / sum w)^(1/p)
    COPELAND = "copeland"  # pairs won minus pairs lost; needs complete data


@dataclass(frozen=True, slots=True)
class Aggregator:
    """`power`: the p of a generalised mean (not 0: that is the geometric mean)."""

    method: Aggregation
    power: float | None = None

    def __str__(self) -> str:
        return f"{self.method}({self.power:g})" if self.power is not None else str(self.method)


def aggregator(method: str, power: float | None = None) -> Aggregator:
    """A method by its name. Raises InputError: unknown, a power missing, 0 or given to another method."""
    try:
        kind = Aggregation(method)
    except ValueError:
        raise InputError(f"Không có cách tổng hợp “{method}”; nhận: {', '.join(Aggregation)}.") from None
    if (kind is Aggregation.POWER) != (power is not None) or power == 0 or not np.isfinite(power or 0.0):
        raise InputError(
            "Tham số power (khác 0) chỉ dùng cho, và phải có với, cách tổng hợp “power”; power 0 là geometric."
        )
    return Aggregator(kind, power)


def weighted_mean(values: Floats, weights: Floats, how: Aggregator, least: float = 0.0) -> Floats:
    """Mean over the last axis of `values` (units x k) with `weights` (k,) or (k x draws): (units,) or (units x draws).

    A missing value (NaN) and its weight are left out and the others' weights rescaled, as COINr does; a unit with
    less than the share `least` of its values, or none, gets NaN. Raises InputError where the method is not defined for
    the values (geometric, harmonic and power <= 0 need > 0; other powers that are no whole number >= 0).
    """
    wide = weights if weights.ndim == 2 else weights[:, None]
    mean = _leaf_means(_inner(values, how), wide, _enough(values, least))
    out = _outer(mean, how)
    return out if weights.ndim == 2 else out[:, 0]


def outranking(values: Floats, weights: Floats) -> Floats:
    """(units x units): share of the weights in which the row's unit is above the column's, ties halved; 0 on the
    diagonal. Raises InputError on missing values: comparing on different indicators is not symmetric."""
    _complete(values)
    share = weights / weights.sum()
    left, right = values[:, None, :], values[None, :, :]
    out = np.einsum("uvk,k->uv", (left > right) + 0.5 * (left == right), share)
    np.fill_diagonal(out, 0.0)
    return np.asarray(out)


def dominant_share(matrix: Floats) -> float:
    """Share of pairs in which one unit is at least equal everywhere (outranking 1; COINr fracDominant), 0 to 1."""
    units = len(matrix)
    return float((matrix >= 1.0 - CLOSE).sum() / (units * (units - 1) / 2))


def copeland(values: Floats, weights: Floats) -> Floats:
    """(units,): number of units outranked (share > 1/2) minus number of those that outrank it."""
    return _copeland(values[:, :, None], weights[:, None])[:, 0]


def climb(
    leaves: Floats, structure: Structure, weights: Floats, by_level: Sequence[Aggregator], least: float = 0.0
) -> list[Floats]:
    """Scores of every group from the normalised indicators, bottom up; the last one is the index.

    In: `leaves` (units x indicators, NaN = missing), `weights` (nodes x draws), `by_level[0]` for level 2 and so on
    (the last one also serves the levels above). Out: one (units x draws) array per group, NaN where less than `least`
    of a group's own children are there. Raises InputError as `weighted_mean`, naming the group.
    """
    first = len(structure.leaves)
    done: list[Floats] = []
    for i, kids in enumerate(structure.children):
        how = method_at(by_level, structure.levels[first + i])
        columns = [leaves[:, k, None] if k < first else done[k - first] for k in kids]
        try:
            done.append(_group(columns, weights[list(kids)], how, least))
        except InputError as error:
            raise InputError(f"Nhóm “{structure.nodes[first + i].code}”: {error}") from None
    return done


def index_scores(
    leaves: Floats, structure: Structure, weights: Floats, by_level: Sequence[Aggregator], least: float = 0.0
) -> Floats:
    """The last array of `climb` alone, (units x draws). One mean at all levels over complete data is the same mean of
    the indicators with their effective weights: one sum instead of one for each group."""
    if (
        len(set(by_level)) == 1
        and by_level[0].method is not Aggregation.COPELAND
        and not np.isnan(leaves).any()
    ):
        share = effective(structure, weights)[: len(structure.leaves)]
        return _outer(np.einsum("uk,kd->ud", _inner(leaves, by_level[0]), share), by_level[0])
    return climb(leaves, structure, weights, by_level, least)[-1]


def method_at(by_level: Sequence[Aggregator], level: int) -> Aggregator:
    """The method of a level (2 is the lowest group)."""
    return by_level[min(level - 2, len(by_level) - 1)]


def _group(columns: list[Floats], weights: Floats, how: Aggregator, least: float) -> Floats:
    """k arrays (units x draws or x 1), (k x draws) -> (units x draws)."""
    depth = max(column.shape[1] for column in columns)
    if how.method is Aggregation.COPELAND:
        return _copeland(np.stack([np.broadcast_to(c, (len(c), depth)) for c in columns], axis=1), weights)
    if depth == 1:
        values = np.concatenate(columns, axis=1)
        mean = _leaf_means(_inner(values, how), weights, _enough(values, least))
    else:
        mean = _column_means([_inner(column, how) for column in columns], weights, least)
    return _outer(mean, how)


def _leaf_means(inner: Floats, weights: Floats, enough: NDArray[np.bool_]) -> Floats:
    """(units x k), (k x draws) -> (units x draws)."""
    gone = np.isnan(inner)
    if not gone.any():
        mean = np.einsum("uk,kd->ud", inner, weights)
        mean /= weights.sum(axis=0)
    else:
        mean = np.einsum("uk,kd->ud", np.where(gone, 0.0, inner), weights)
        total = np.einsum("uk,kd->ud", (~gone).astype(np.float64), weights)
        mean = np.divide(mean, total, out=np.full_like(mean, np.nan), where=total > 0)
        mean[~enough] = np.nan
    return np.asarray(mean)


def _column_means(columns: list[Floats], weights: Floats, least: float) -> Floats:
    """k arrays (units x draws or x 1), (k x draws) -> (units x draws)."""
    if not any(np.isnan(column).any() for column in columns):
        mean: Floats = columns[0] * weights[0]
        for column, weight in zip(columns[1:], weights[1:], strict=True):
            mean += column * weight
        mean /= weights.sum(axis=0)
        return mean
    shape = (len(columns[0]), weights.shape[1])
    mean, total, count = np.zeros(shape), np.zeros(shape), np.zeros(shape)
    for column, weight in zip(columns, weights, strict=True):
        there = ~np.isnan(column)
        mean += np.where(there, column, 0.0) * weight
        total += there * weight
        count += there
    kept = (total > 0) & (count / len(columns) >= least)
    return np.asarray(np.divide(mean, total, out=np.full(shape, np.nan), where=kept))


def _enough(values: Floats, least: float) -> NDArray[np.bool_]:
    there = ~np.isnan(values)
    return np.asarray((there.mean(axis=-1) >= least) & there.any(axis=-1))


def _inner(values: Floats, how: Aggregator) -> Floats:
    """f of the quasi-arithmetic mean f^-1(sum w f(x) / sum w)."""
    power = how.power
    positive = how.method in (Aggregation.GEOMETRIC, Aggregation.HARMONIC) or (
        power is not None and power < 0
    )
    if positive and (bad := np.flatnonzero((values <= 0).any(axis=tuple(range(1, values.ndim))))).size:
        raise InputError(
            f"cách tổng hợp “{how}” chỉ tính được với số lớn hơn 0, nhưng {bad.size} đơn vị có giá trị bằng 0 hoặc âm "
            "sau chuẩn hóa; hãy chuẩn hóa về khoảng dương, ví dụ minmax từ 1 đến 100."
        )
    if power is not None and power > 0 and np.any(values < 0):
        raise InputError(
            f"cách tổng hợp “{how}” chỉ tính được với số không âm; hãy chuẩn hóa về khoảng không âm."
        )
    match how.method:
        case Aggregation.GEOMETRIC:
            return np.asarray(np.log(values))
        case Aggregation.HARMONIC:
            return 1.0 / values
        case Aggregation.POWER:
            return np.asarray(values ** (power or 1.0))
        case _:
            return values


def _outer(mean: Floats, how: Aggregator) -> Floats:
    match how.method:
        case Aggregation.GEOMETRIC:
            return np.asarray(np.exp(mean))
        case Aggregation.HARMONIC:
            return 1.0 / mean
        case Aggregation.POWER:
            return np.asarray(mean ** (1.0 / (how.power or 1.0)))
        case _:
            return mean


def _complete(values: Floats) -> None:
    if np.isnan(values).any():
        raise InputError(
            "so sánh từng cặp (outranking, copeland) cần đủ số liệu của mọi đơn vị; hãy bỏ đơn vị thiếu số liệu."
        )


def _copeland(values: Floats, weights: Floats) -> Floats:
    """(units x k x draws or x 1), (k x draws) -> (units x draws); one row of pairs at a time to stay small."""
    _complete(values)
    share = weights / weights.sum(axis=0)
    out = np.empty((len(values), share.shape[1]))
    for u in range(len(values)):
        # sum over k of w (won - lost): positive is more than half of the weight, ties halved
        sign = np.sign(values[u] - values)
        balance = np.einsum("vkd,kd->vd", np.broadcast_to(sign, (*sign.shape[:2], share.shape[1])), share)
        balance[np.abs(balance) < CLOSE] = 0.0
        out[u] = np.sign(balance).sum(axis=0)
    return out
