"""Every step of a review can be taken back, to exactly the rows that were there before."""

from __future__ import annotations

import random
from typing import Any

import pytest

from tests.cast import NOW, Cast
from thuocdo.plans.actions import (
    Conflict,
    add_row,
    choose_unit,
    confirm_certain_rows,
    confirm_row,
    decide_finding,
    drop_row,
    edit_row,
    keep_group_and_choose_responsible,
    merge_rows,
    move_row,
    set_rhythm,
    split_row,
    undo,
)
from thuocdo.plans.actions.history import snapshots
from thuocdo.plans.models import PlanRow, PlanVersion, RowKind, RowState
from thuocdo.plans.rules.rows import sentence_ends


def rows_now(version: PlanVersion) -> list[dict[str, Any]]:
    """All rows as plain values, without the stamps, which only grow."""
    found = snapshots(list(version.rows.values_list("pk", flat=True)))
    return [{key: value for key, value in row.items() if key != "version_stamp"} for row in found]


def task(version: PlanVersion, label: str) -> PlanRow:
    return version.rows.get(kind=RowKind.TASK, label=label)


def step(version: PlanVersion, cast: Cast, what: str) -> None:
    """One step of the named kind on the sample plan."""
    by: dict[str, Any] = {"by": cast.person("coordinator"), "now": NOW}
    one, two, three, five = (task(version, n) for n in ("1", "2", "3", "5"))
    if what == "edit":
        edit_row(
            row=two,
            changes={"text": "Khác", "lead": ["Phòng Kinh tế", "Thanh tra"], "output": "Biên bản"},
            **by,
        )
    elif what == "deadline":
        edit_row(
            row=two,
            changes={"deadline": {"text": "Quý III", "kind": "date", "start": None, "end": "2026-11-30"}},
            **by,
        )
    elif what == "split":
        split_row(row=one, at=sentence_ends(one.text)[0], **by)
    elif what == "merge":
        merge_rows(row=two, **by)
    elif what == "move":
        move_row(row=three, step=-1, **by)
    elif what == "drop":
        drop_row(row=three, **by)
    elif what == "confirm":
        confirm_row(row=two, **by)
    elif what == "certain":
        confirm_certain_rows(version=version, **by)
    elif what == "unit":
        choose_unit(named=five.units.get(), unit=cast.unit("economy"), **by)
    elif what == "responsible":
        keep_group_and_choose_responsible(row=three, unit=cast.unit("office"), **by)
    elif what == "rhythm":
        set_rhythm(version=version, rhythm="monthly", **by)
    elif what == "finding":
        decide_finding(finding=version.findings.first(), outcome="noted", **by)  # type: ignore[arg-type]
    elif what == "add":
        add_row(version=version, kind="task", text="Việc mới", **by)


STEPS = (
    "edit", "deadline", "split", "merge", "move", "drop", "confirm", "certain", "unit", "responsible", "rhythm", "finding", "add",
)  # fmt: skip


@pytest.mark.parametrize("what", STEPS)
def test_a_step_changes_rows_and_undo_brings_them_back(version: PlanVersion, cast: Cast, what: str) -> None:
    """One step, one undo: the same rows, units, findings; nothing left over."""
    before = rows_now(version), list(version.findings.values("pk", "row", "outcome", "reason"))
    step(version, cast, what)
    after = rows_now(version), list(version.findings.values("pk", "row", "outcome", "reason"))
    assert after != before
    assert undo(version=version, by=cast.person("coordinator"), now=NOW) is not None
    assert (rows_now(version), list(version.findings.values("pk", "row", "outcome", "reason"))) == before


@pytest.mark.parametrize("seed", range(6))
def test_any_sequence_can_be_taken_back_step_by_step(version: PlanVersion, cast: Cast, seed: int) -> None:
    """After several steps each undo gives exactly the state before its step, down to the beginning."""
    rng = random.Random(seed)  # noqa: S311 - the same numbers each time
    states = [rows_now(version)]
    for what in rng.sample(STEPS, 7):
        try:
            step(version, cast, what)
        except PlanRow.DoesNotExist:
            continue  # an earlier step merged that row away
        if rows_now(version) != states[-1] or what == "finding":
            states.append(rows_now(version))
    for wanted in reversed(states[:-1]):
        undo(version=version, by=cast.person("coordinator"), now=NOW)
        assert rows_now(version) == wanted
    assert undo(version=version, by=cast.person("coordinator"), now=NOW) is None


def test_undo_never_takes_back_what_another_person_did(version: PlanVersion, cast: Cast) -> None:
    """A row that somebody else has changed since is left alone, and the refusal says why."""
    row = task(version, "2")
    edit_row(row=row, changes={"output": "Của tôi"}, by=cast.person("coordinator"), now=NOW)
    edit_row(row=row, changes={"heading": "Mục khác"}, by=cast.person("leader"), now=NOW)
    with pytest.raises(Conflict, match="người khác đã sửa"):
        undo(version=version, by=cast.person("coordinator"), now=NOW)
    row.refresh_from_db()
    assert row.data["output"] == "Của tôi" and row.data["heading"] == "Mục khác"


def test_editing_a_confirmed_row_asks_for_confirmation_again(version: PlanVersion, cast: Cast) -> None:
    """What was confirmed is not what stands there now, so the row waits again."""
    row = task(version, "2")
    confirm_row(row=row, by=cast.person("coordinator"), now=NOW)
    edit_row(row=row, changes={"output": "Biên bản"}, by=cast.person("leader"), now=NOW)
    row.refresh_from_db()
    assert row.state == RowState.PENDING and row.confirmed_by is None
