"""Bringing indicators to one scale. Method = a name of a closed list and its numbers.

Every function takes indicators already turned so that more is better, and keeps NaN (no value) as NaN; bounds, means
and ranks are those of the values that are there. Source: OECD/JRC Handbook (2008) step 5; COINr `n_*`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

import numpy as np

from thuocdo.lib.errors import InputError
from thuocdo.stats.composite.structure import Floats


class Normalisation(StrEnum):
    """COINr's function in brackets."""

    MINMAX = "minmax"  # onto [low, high] (n_minmax)
    ZSCORE = "zscore"  # mean and standard deviation (n_zscore)
    SCALED = "scaled"  # (x - low) / (high - low) x 100, fixed bounds (n_scaled)
    GOALPOSTS = "goalposts"  # fixed bounds, cut off outside them, times `scale` (n_goalposts)
    DISTANCE_TO_MAX = "distance_to_max"  # 1 - (max - x) / (max - min) (n_dist2max)
    DISTANCE_TO_TARGET = "distance_to_target"  # 1 - (target - x) / (target - min) (n_dist2targ)
    FRACTION_OF_MAX = "fraction_of_max"  # x / max (n_fracmax)
    PERCENT_RANK = "percent_rank"  # (rank - 1) / (n - 1) (n_prank)
    BORDA = "borda"  # rank - 1 (n_borda)
    RANK = "rank"  # from the lowest, ties share the lowest (n_rank)
    NONE = "none"  # already on one scale


# parameters of each method with their defaults; None: must be given
PARAMETERS: Mapping[Normalisation, Mapping[str, float | None]] = {
    Normalisation.MINMAX: {"low": 0.0, "high": 100.0},
    Normalisation.ZSCORE: {"mean": 0.0, "sd": 1.0},
    Normalisation.SCALED: {"low": 0.0, "high": 100.0},
    Normalisation.GOALPOSTS: {"low": None, "high": None, "scale": 1.0},
    Normalisation.DISTANCE_TO_TARGET: {"target": None},
}


@dataclass(frozen=True, slots=True)
class Normaliser:
    """A method and the numbers it needs; made by `normaliser`, which fills the defaults."""

    method: Normalisation
    numbers: Mapping[str, float] = field(default_factory=dict)

    def __str__(self) -> str:
        inside = ", ".join(f"{name} {value:g}" for name, value in self.numbers.items())
        return f"{self.method}{f' ({inside})' if inside else ''}"


def normaliser(method: str, /, **numbers: float) -> Normaliser:
    """A method by its name with its numbers checked and defaults filled in.

    Raises InputError: an unknown method or number, one that is missing or not finite, low not below high, sd not > 0.
    """
    try:
        kind = Normalisation(method)
    except ValueError:
        raise InputError(f"Không có cách chuẩn hóa “{method}”; nhận: {', '.join(Normalisation)}.") from None
    known = PARAMETERS.get(kind, {})
    for name, value in numbers.items():
        if name not in known:
            taken = f"nhận: {', '.join(known)}" if known else "cách này không có tham số"
            raise InputError(f"Chuẩn hóa “{kind}” không có tham số “{name}”; {taken}.")
        if not np.isfinite(value):
            raise InputError(f"Chuẩn hóa “{kind}”: tham số “{name}” phải là một số hữu hạn.")
    filled: dict[str, float] = {}
    for name, default in known.items():
        given = numbers.get(name, default)
        if given is None:
            raise InputError(f"Chuẩn hóa “{kind}” thiếu tham số “{name}”.")
        filled[name] = float(given)
    if "low" in filled and not filled["low"] < filled["high"]:
        raise InputError(
            f"Chuẩn hóa “{kind}”: low ({filled['low']:g}) phải nhỏ hơn high ({filled['high']:g})."
        )
    if filled.get("sd", 1.0) <= 0:
        raise InputError("Chuẩn hóa “zscore”: sd phải lớn hơn 0.")
    return Normaliser(kind, filled)


def normalise(values: Floats, direction: int, how: Normaliser, code: str = "") -> Floats:
    """One indicator (units,) on its new scale; `direction` -1 turns it first (COINr: x * direction).

    Fixed bounds and targets are given in the indicator's own unit and turned with it; for a -1 indicator the
    goalposts swap ends, so that the better bound scores `scale`. Raises InputError where the values do not allow
    the method (all equal, a maximum that is not positive, fewer than two values), naming `code`.
    """
    x = values * direction
    there = x[~np.isnan(x)]
    said = f"Chỉ tiêu “{code}”: " if code else ""
    if there.size < 2 and how.method is not Normalisation.NONE:
        raise InputError(f"{said}cần ít nhất hai đơn vị có số liệu để chuẩn hóa; ở đây có {there.size}.")
    n = how.numbers
    match how.method:
        case Normalisation.MINMAX:
            return _share(x, there, said) * (n["high"] - n["low"]) + n["low"]
        case Normalisation.ZSCORE:
            _spread(there, said)
            return np.asarray((x - there.mean()) / there.std(ddof=1) * n["sd"] + n["mean"])
        case Normalisation.SCALED:
            return _between(x, n["low"], n["high"], direction) * 100.0
        case Normalisation.GOALPOSTS:
            return np.asarray(np.clip(_between(x, n["low"], n["high"], direction), 0.0, 1.0) * n["scale"])
        case Normalisation.DISTANCE_TO_MAX:
            return _share(x, there, said)
        case Normalisation.DISTANCE_TO_TARGET:
            target, low = n["target"] * direction, there.min()
            if not target > low:
                raise InputError(f"{said}mục tiêu {n['target']:g} không tốt hơn giá trị kém nhất trong bảng.")
            return np.asarray(1.0 - (target - x) / (target - low))
        case Normalisation.FRACTION_OF_MAX:
            if there.max() <= 0:
                raise InputError(
                    f"{said}giá trị lớn nhất không dương (sau khi xét chiều): không tính được tỷ lệ so với nó."
                )
            return np.asarray(x / there.max())
        case Normalisation.PERCENT_RANK:
            return (_ranks_from_lowest(x, there) - 1.0) / (there.size - 1.0)
        case Normalisation.BORDA:
            return _ranks_from_lowest(x, there) - 1.0
        case Normalisation.RANK:
            return _ranks_from_lowest(x, there)
        case Normalisation.NONE:
            return x


def _spread(there: Floats, said: str) -> None:
    if there.max() == there.min():
        raise InputError(
            f"{said}mọi đơn vị cùng một giá trị, không chuẩn hóa theo khoảng được; "
            "hãy bỏ chỉ tiêu này hoặc dùng goalposts."
        )


def _share(x: Floats, there: Floats, said: str) -> Floats:
    _spread(there, said)
    low, high = there.min(), there.max()
    return np.asarray((x - low) / (high - low))


def _between(x: Floats, low: float, high: float, direction: int) -> Floats:
    worst, best = (low, high) if direction == 1 else (-high, -low)
    return (x - worst) / (best - worst)


def _ranks_from_lowest(x: Floats, there: Floats) -> Floats:
    ranks = np.searchsorted(np.sort(there), x, side="left") + 1.0
    return np.where(np.isnan(x), np.nan, ranks)
