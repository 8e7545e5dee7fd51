"""Circles of waiting."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from thuocdo.work.rules.waiting import makes_circle

PAIRS = st.lists(st.tuples(st.integers(0, 7), st.integers(0, 7)).filter(lambda p: p[0] != p[1]), max_size=30)


@given(PAIRS)
def test_what_is_let_in_never_closes_a_circle(pairs: list[tuple[int, int]]) -> None:
    """Taking in only what makes no circle, tasks can always be put in an order in which each waits for earlier ones."""
    waits: dict[int, list[int]] = {}
    for task, other in pairs:
        if not makes_circle(waits, task, other):
            waits.setdefault(task, []).append(other)
    left = set(range(8))
    while left:
        free = {task for task in left if not left & set(waits.get(task, ()))}
        assert free
        left -= free
