"""The table of states, the classes of cause, what next year's draft proposes."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.scoring.ledger.truth import PERCEPTION, RESULTS, TRACKING
from thuocdo.scoring.rules.ledger.states import (
    STEPS,
    CauseClass,
    LossState,
    cause_of,
    next_deadline,
    step_named,
    steps_from,
    years_in_a_row,
)


def test_nothing_is_verified_without_proof() -> None:
    """Every step that ends in verified or proven asks for a document."""
    for step in STEPS:
        if step.target in {LossState.VERIFIED, LossState.PROVEN}:
            assert step.needs_proof, step.name


def test_every_state_can_be_left_and_reached() -> None:
    """No state is a dead end, and every state but the first is some step's target."""
    targets = {step.target for step in STEPS}
    assert targets | {LossState.OPEN} == set(LossState)
    assert all(steps_from(state) for state in LossState)
    assert step_named("reopen", LossState.OPEN) is None


@pytest.mark.parametrize(
    ("said", "cause", "wanted"),
    [
        (
            "Báo cáo cải cách hành chính quý IV gửi chậm 03 ngày",
            "Hai phòng gửi số liệu muộn",
            CauseClass.RECORDS,
        ),
        ("Hoàn thành 12/16 nhiệm vụ tỉnh giao", "Chưa có người theo dõi chung", CauseClass.TRACKING),
        ("Hồ sơ trước và đúng hạn 1.940/2.000, đạt 97%", "Hồ sơ đất đai chờ lâu", CauseClass.RESULT),
        ("Chỉ số hài lòng của người dân thấp", "", CauseClass.PERCEPTION),
        ("Đường vào bản lầy lội", "", None),
    ],
)
def test_causes_are_told_by_words(said: str, cause: str, wanted: CauseClass | None) -> None:
    """Late papers, unfollowed tasks, real results and feelings are told apart; where no rule speaks, nothing is said."""
    assert cause_of(said, cause) is wanted


def test_causes_of_the_annotated_gaps(shared: Path) -> None:
    """18 records, 2 tracking, 6 results, 1 perception, as a reader classified the 27 (rules written with them in view)."""
    gaps = json.loads((shared / "gold" / "003_83ada00512a952cf.json").read_text("utf-8"))["gaps"]
    known = dict.fromkeys(TRACKING, "tracking") | dict.fromkeys(RESULTS, "result")
    known |= dict.fromkeys(PERCEPTION, "perception")
    told = {gap["id"]: str(cause_of(gap["criterion"], gap["cause"]) or "") for gap in gaps}
    assert told == {gap["id"]: known.get(gap["id"], "records") for gap in gaps}
    assert sorted(list(told.values()).count(word) for word in set(told.values())) == [1, 2, 6, 18]


def test_the_draft_moves_days_and_keeps_rhythms() -> None:
    """What happens every quarter stays so; a day of this year becomes the year of the draft."""
    assert next_deadline("Hằng quý", "quarterly", year=2027) == "Hằng quý"
    assert next_deadline("Trước 31/12/2026", "date", year=2027) == "Trong năm 2027"
    assert next_deadline("Định kỳ cuối các quý trong năm 2026", "quarterly", year=2027) == "Trong năm 2027"
    assert next_deadline("", "none", year=2027) == "Trong năm 2027"


def test_years_on_end_stop_at_a_year_without_loss() -> None:
    """Lost in 2022, 2024 and 2025: two years on end."""
    lost = {year: frozenset({"1.1"}) for year in (2022, 2024, 2025)}
    assert years_in_a_row(2025, "1.1", lost) == 2
    assert years_in_a_row(2025, "1.2", lost) == 0
