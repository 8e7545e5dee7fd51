"""Output without outcome: work reported as done while what it was for moves the wrong way."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Generic, TypeVar

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Signal:
    """A figure about a topic in two periods. `falling` is good where less is better (complaints)."""

    topic: str
    name: str
    before_in: str
    before: Decimal
    after_in: str
    after: Decimal
    link: str = ""
    falling: bool = False

    @property
    def worse(self) -> bool:
        """Whether it moved the wrong way; a figure that stands still has not."""
        return self.after > self.before if self.falling else self.after < self.before


@dataclass(frozen=True, slots=True)
class Doubt(Generic[T]):
    """A topic whose figures got worse, with the work on it that was reported as done."""

    topic: str
    signals: tuple[Signal, ...]
    works: tuple[T, ...]


def without_outcome(done: Mapping[str, Sequence[T]], signals: Iterable[Signal]) -> list[Doubt[T]]:
    """Topics with finished work and at least one figure that moved the wrong way, in order of topic.

    It says that both happened, never that one caused the other: a person looks why. Topics without a figure in both
    periods are not judged.
    """
    worse: dict[str, list[Signal]] = {}
    for signal in signals:
        if signal.worse:
            worse.setdefault(signal.topic, []).append(signal)
    return [
        Doubt(topic, tuple(worse[topic]), tuple(done[topic])) for topic in sorted(worse) if done.get(topic)
    ]
