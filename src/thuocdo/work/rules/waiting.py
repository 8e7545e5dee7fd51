"""Which task may wait for which."""

from __future__ import annotations

from collections.abc import Iterable, Mapping


def makes_circle(waits_for: Mapping[int, Iterable[int]], task: int, other: int) -> bool:
    """Whether `task` would wait for itself once it waits for `other`, directly or through further tasks.

    `waits_for`: task -> tasks that it waits for, at least all that can be reached from `other`.
    """
    seen: set[int] = set()
    ahead = [other]
    while ahead:
        one = ahead.pop()
        if one == task:
            return True
        if one not in seen:
            seen.add(one)
            ahead.extend(waits_for.get(one, ()))
    return False
