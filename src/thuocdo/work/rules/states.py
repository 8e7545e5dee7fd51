"""The states of a task and the table of what may follow what."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from thuocdo.orgs.rules.rights import Right


class TaskState(StrEnum):
    DRAFT = "draft"  # the plan has no number or date yet
    OPEN = "open"
    WAITING = "waiting"  # for a document that sets its date
    DOING = "doing"
    SUBMITTED = "submitted"
    RETURNED = "returned"
    DONE = "done"
    NOT_ARISEN = "not_arisen"
    PAUSED = "paused"
    DROPPED = "dropped"  # a newer version of the plan no longer has it


CLOSED = frozenset({TaskState.DONE, TaskState.NOT_ARISEN, TaskState.DROPPED})


@dataclass(frozen=True, slots=True)
class Step:
    """One allowed change: the right it needs and whether a reason must be given."""

    name: str
    sources: frozenset[TaskState]
    target: TaskState
    right: Right
    needs_reason: bool = False
    by_hand: bool = True  # False: happens by itself with another act, never a button


_S = TaskState
_RUNNING = frozenset({_S.OPEN, _S.WAITING, _S.DOING, _S.RETURNED})

STEPS: tuple[Step, ...] = (
    Step("issue", frozenset({_S.DRAFT}), _S.OPEN, Right.PLAN_CONFIRM, by_hand=False),
    Step("issue_waiting", frozenset({_S.DRAFT}), _S.WAITING, Right.PLAN_CONFIRM, by_hand=False),
    Step("dated", frozenset({_S.WAITING}), _S.OPEN, Right.TASK_ASSIGN, by_hand=False),
    Step("start", frozenset({_S.OPEN, _S.WAITING, _S.RETURNED}), _S.DOING, Right.TASK_WRITE),
    Step("submit", frozenset({_S.OPEN, _S.DOING, _S.RETURNED}), _S.SUBMITTED, Right.TASK_WRITE),
    Step("withdraw", frozenset({_S.SUBMITTED}), _S.DOING, Right.TASK_WRITE),
    Step("accept", frozenset({_S.SUBMITTED}), _S.DONE, Right.TASK_CONFIRM),
    Step("return", frozenset({_S.SUBMITTED}), _S.RETURNED, Right.TASK_CONFIRM, needs_reason=True),
    Step("not_arisen", _RUNNING, _S.NOT_ARISEN, Right.TASK_CONFIRM, needs_reason=True),
    Step("pause", _RUNNING, _S.PAUSED, Right.TASK_CONFIRM, needs_reason=True),
    Step("resume", frozenset({_S.PAUSED}), _S.DOING, Right.TASK_CONFIRM),
    Step("reopen", frozenset({_S.DONE, _S.NOT_ARISEN}), _S.DOING, Right.TASK_CONFIRM, needs_reason=True),
    Step(
        "drop",
        _RUNNING | {_S.DRAFT, _S.PAUSED, _S.SUBMITTED},
        _S.DROPPED,
        Right.PLAN_CONFIRM,
        needs_reason=True,
    ),
)


def steps_from(state: TaskState) -> tuple[Step, ...]:
    """The steps that may be taken from a state."""
    return tuple(step for step in STEPS if state in step.sources)


def step_named(name: str, state: TaskState) -> Step | None:
    """The step of that name from that state, or None where the table has none."""
    return next((step for step in STEPS if step.name == name and state in step.sources), None)
