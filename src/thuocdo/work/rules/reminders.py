"""When somebody is reminded of a task: before its day, and to whom it goes when it stays undone.

Each reminder has a step; the same step of the same task and day is told to one person once.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

MOST_BEFORE = 60  # working days
MOST_AFTER = 120
_NUMBER = re.compile(r"\d+")

LEADER, ABOVE = "leader", "above"


@dataclass(frozen=True, slots=True)
class ReminderPlan:
    """What a unit has set. `before`: working days ahead of the last day; `leader_after`, `above_after`: working days
    overdue from which the authority's leader, then the level above, is told."""

    before: tuple[int, ...] = (7, 3, 1)
    leader_after: int = 3
    above_after: int = 10


def before_step(left: int, before: Sequence[int]) -> str:
    """The step that is due with so many working days left: "before-3" from three days left until the next step.

    "" when the first step is still to come, or on the last day itself. A day on which nothing could be sent is caught
    up, because the step stays due until it is told.
    """
    fitting = [step for step in before if 0 < left <= step]
    return f"before-{min(fitting)}" if fitting else ""


def read_before(text: str) -> tuple[int, ...] | None:
    """The working days as typed ("7, 3, 1"), most first; None when it is no such list."""
    if re.sub(r"[\d\s,;]", "", text):
        return None
    days = sorted({int(found) for found in _NUMBER.findall(text)[:20]}, reverse=True)
    if len(days) > 6 or any(not 1 <= day <= MOST_BEFORE for day in days):
        return None
    return tuple(days)
