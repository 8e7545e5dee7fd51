"""Which parts of a group of works matter together: the least sets that reach a number, or that fill a cap.

Writing a group by its least sets, of which one is taken, keeps the program's relaxation tight: a third of three works
can then no longer pretend to be a whole one. Groups with too many such sets are left to plain inequalities.
"""

from __future__ import annotations

from collections.abc import Sequence

MOST = 120


def reaching(amounts: Sequence[int], least: int) -> list[tuple[int, ...]] | None:
    """The least sets (as positions) whose amounts reach `least`; None where there are more than MOST."""
    found = _sets(amounts, least)
    return None if found is None else [part for part, total in found if total >= least]


def filling(points: Sequence[int], most: int) -> list[tuple[tuple[int, ...], int]] | None:
    """The sets in which every part still counts under the cap `most`, each with what it pays; None if too many."""
    found = _sets(points, most)
    return None if found is None else [(part, min(total, most)) for part, total in found]


def _sets(numbers: Sequence[int], enough: int) -> list[tuple[tuple[int, ...], int]] | None:
    """Sets that fall below `enough` when any one of their parts is taken away, with their sums."""
    # from large to small: the last part is the smallest, so the sum without it decides
    order = sorted((n for n in range(len(numbers)) if numbers[n] > 0), key=lambda n: (-numbers[n], n))
    found: list[tuple[tuple[int, ...], int]] = []
    waiting: list[tuple[tuple[int, ...], int, int]] = [((), 0, 0)]
    while waiting:
        part, total, start = waiting.pop()
        if part:
            found.append((tuple(sorted(part)), total))
        if len(found) > MOST:
            return None
        if total < enough:
            waiting.extend(
                ((*part, order[n]), total + numbers[order[n]], n + 1) for n in range(start, len(order))
            )
    return found
