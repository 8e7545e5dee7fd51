"""Before normalisation: sharing by size (denominate) and taming outliers (Winsorise, then a logarithm).

Source: OECD/JRC Handbook (2008) steps 3-4; COINr `Denominate`, `Treat`, `winsorise`, `log_CT`, `check_SkewKurt`.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from thuocdo.lib.errors import InputError
from thuocdo.stats.composite.structure import Floats


@dataclass(frozen=True, slots=True)
class Treatment:
    """An indicator is left alone when |skew| <= `skew` or kurtosis <= `kurtosis`.

    Otherwise its outermost values are set to the next ones, up to `winsorise` units, until it passes; if it still does
    not, the original values (not the Winsorised ones) are log-transformed when `log` is set.
    """

    winsorise: int = 5
    skew: float = 2.0
    kurtosis: float = 3.5
    log: bool = True

    def __str__(self) -> str:
        tail = ", sau đó lấy logarit" if self.log else ""
        return f"cắt ngoại lệ tối đa {self.winsorise} đơn vị khi |độ lệch| > {self.skew:g} và độ nhọn > {self.kurtosis:g}{tail}"


@dataclass(frozen=True, slots=True)
class Treated:
    """`values` (units,) after treatment; `units`: positions of Winsorised units; `log`: whether the logarithm was
    taken; `passed`: whether the values pass the check now."""

    values: Floats
    units: tuple[int, ...]
    log: bool
    passed: bool


def denominate(values: Floats, sizes: Floats, scale: float = 1.0, code: str = "") -> Floats:
    """`values / sizes * scale`, (units,). Raises InputError where a size is not positive; a missing size gives NaN."""
    if np.any(sizes[~np.isnan(sizes)] <= 0):
        raise InputError(f"Mẫu số của chỉ tiêu “{code}” có giá trị bằng 0 hoặc âm.")
    return values / sizes * scale


def skewness(values: Floats) -> float:
    """Bias-corrected skewness (type 2, as Excel SKEW and COINr `skew`) of the values that are there; needs 3."""
    x = values[~np.isnan(values)]
    n, d = x.size, x - x.mean()
    return float(np.sqrt(n * (n - 1)) / (n - 2) * np.mean(d**3) / np.mean(d**2) ** 1.5)


def kurtosis(values: Floats) -> float:
    """Bias-corrected excess kurtosis (type 2, as Excel KURT and COINr `kurt`) of the values that are there; needs 4."""
    x = values[~np.isnan(values)]
    n, d = x.size, x - x.mean()
    excess = np.mean(d**4) / np.mean(d**2) ** 2 - 3.0
    return float(((n + 1) * excess + 6.0) * (n - 1) / ((n - 2) * (n - 3)))


def treat(values: Floats, how: Treatment) -> Treated:
    """Treat one indicator (units,). Fewer than 4 values or no spread: left alone, `passed` True."""
    there = values[~np.isnan(values)]
    if there.size < 4 or there.min() == there.max() or _passes(values, how):
        return Treated(values, (), False, True)
    cut, touched = _winsorised(values, how)
    if np.nanmax(cut) > np.nanmin(cut) and _passes(cut, how):
        return Treated(cut, touched, False, True)
    if not how.log:
        return Treated(cut, touched, False, False)
    low, high = there.min(), there.max()
    logged = np.log(values - low + 0.01 * (high - low))
    return Treated(logged, (), True, _passes(logged, how))


def _passes(values: Floats, how: Treatment) -> bool:
    return not (abs(skewness(values)) > how.skew and kurtosis(values) > how.kurtosis)


def _winsorised(values: Floats, how: Treatment) -> tuple[Floats, tuple[int, ...]]:
    x = values.copy()
    # positions last set at each end: they include those set before, because all of them stay tied (COINr's count)
    high = low = np.array([], dtype=np.intp)
    while high.size + low.size < how.winsorise and np.nanmax(x) > np.nanmin(x) and not _passes(x, how):
        if skewness(x) >= 0:
            high = np.flatnonzero(x == np.nanmax(x))
            x[high] = np.nanmax(np.delete(x, high))
        else:
            low = np.flatnonzero(x == np.nanmin(x))
            x[low] = np.nanmin(np.delete(x, low))
    return x, tuple(sorted({*high.tolist(), *low.tolist()}))
