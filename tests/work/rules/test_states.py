"""The transition table of tasks."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from thuocdo.work.rules.states import CLOSED, STEPS, TaskState, step_named, steps_from

STATES = st.sampled_from(list(TaskState))
NAMES = st.sampled_from([step.name for step in STEPS] + ["", "close", "Trình"])


@given(STATES, NAMES)
def test_no_step_leads_out_of_the_table(state: TaskState, name: str) -> None:
    """A step exists from a state exactly when the table lists it, and names one target."""
    step = step_named(name, state)
    listed = [s for s in STEPS if s.name == name and state in s.sources]
    assert (step is None) == (not listed)
    if step is not None:
        assert step in steps_from(state) and step.target is not state


@given(st.lists(NAMES, max_size=12))
def test_every_walk_stays_inside_the_table(names: list[str]) -> None:
    """Whatever is tried one after another, a task is in a known state, and it is closed only by steps that close."""
    state = TaskState.OPEN
    for name in names:
        step = step_named(name, state)
        if step is not None:
            assert state not in CLOSED or step.name == "reopen"
            state = step.target
    assert state in TaskState


def test_what_is_dropped_stays_dropped() -> None:
    """Nothing leads back from a task that a newer version of the plan no longer has."""
    assert steps_from(TaskState.DROPPED) == ()


def test_every_open_state_can_reach_done() -> None:
    """From every state of running work there is a way to "hoàn thành"."""
    for start in set(TaskState) - CLOSED:
        seen, waiting = set(), [start]
        while waiting:
            state = waiting.pop()
            if state not in seen:
                seen.add(state)
                waiting += [step.target for step in steps_from(state)]
        assert TaskState.DONE in seen, start


def test_sending_back_and_ending_without_result_need_a_reason() -> None:
    """Returning, pausing, dropping, reopening and "không phát sinh" are never silent."""
    silent = {step.name for step in STEPS if not step.needs_reason}
    assert silent.isdisjoint({"return", "pause", "drop", "reopen", "not_arisen"})
