"""One measured figure and how figures are taken."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Figure:
    """`bound` is what the project promises (None: only reported); `more` says that larger is better."""

    name: str
    value: float
    unit: str
    bound: float | None = None
    more: bool = False
    note: str = ""

    @property
    def met(self) -> bool | None:
        if self.bound is None:
            return None
        return self.value >= self.bound if self.more else self.value <= self.bound


def seconds(work: Callable[[], object], runs: int = 5, warm_up: int = 1) -> float:
    """Median wall seconds of `runs` calls after `warm_up` uncounted ones."""
    for _ in range(warm_up):
        work()
    taken = []
    for _ in range(runs):
        began = time.perf_counter()
        work()
        taken.append(time.perf_counter() - began)
    return statistics.median(taken)
