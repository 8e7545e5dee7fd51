"""Rows as values: judged, edited, split, merged, and the findings placed at them."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from thuocdo.calendars.rules.deadline import Deadline, DeadlineKind
from thuocdo.documents.rules.blocks import Source
from thuocdo.plans.rules.model import Head, Plan, Task
from thuocdo.plans.rules.placing import field_of_finding, row_of_finding
from thuocdo.plans.rules.rebuild import plan_from_json
from thuocdo.plans.rules.rows import (
    Doubt,
    Level,
    Standing,
    UnitMark,
    between,
    corrections,
    edited,
    field_level,
    judge,
    level,
    merged,
    part_label,
    rows_of,
    sentence_ends,
    split,
)

SENTENCES = st.lists(
    st.sampled_from(
        ["Rà soát thủ tục", "Công khai danh sách tại TP. Mẫu", "Báo cáo kết quả", "Họp ngày 5. 6"]
    ),
    min_size=1,
    max_size=6,
)


def task(**more: Any) -> dict[str, Any]:
    return {
        "text": "Rà soát", "lead": ["Phòng A"], "coordinating": [], "groups": [], "deadline_text": "Quý I/2026",
        "deadline": {"kind": "quarter", "start": "2026-01-01", "end": "2026-03-31"}, "output": None, "certainty": {},
        "source": {"line": 4, "confidence": 1.0}, "joined": [], **more,
    }  # fmt: skip


KNOWN = Standing(units=(UnitMark("lead", "Phòng A", known=True),))


def test_a_fully_understood_task_needs_no_look() -> None:
    """Sure fields, a known lead, an understood deadline: no doubt."""
    assert judge("task", task(), KNOWN).doubts == ()


@pytest.mark.parametrize(
    ("data", "standing", "doubt"),
    [
        (task(certainty={"text": 0.6}), KNOWN, Doubt.READING),
        (task(shifted=True), KNOWN, Doubt.SHIFTED),
        (task(deadline_text="Sớm nhất", deadline={"kind": "none"}), KNOWN, Doubt.DEADLINE),
        (task(lead=[]), Standing(), Doubt.NO_LEAD),
        (task(), Standing(units=(UnitMark("lead", "Các đơn vị", is_group=True),)), Doubt.GROUP),
        (task(), Standing(units=(*KNOWN.units, UnitMark("coordinating", "Ban Lạ"))), Doubt.UNIT),
        (task(deadline_text="Thường xuyên", deadline={"kind": "continuous"}), KNOWN, Doubt.RHYTHM),
        (task(), Standing(units=KNOWN.units, errors=1), Doubt.FINDING),
    ],
)
def test_each_doubt_has_its_cause(data: dict[str, Any], standing: Standing, doubt: Doubt) -> None:
    """Exactly the one thing that is unclear is named."""
    assert judge("task", data, standing).doubts == (doubt,)


def test_what_a_person_settles_is_no_doubt() -> None:
    """A responsible unit, "giao sau", a name left as printed, a rhythm, a deadline typed by hand."""
    group = (UnitMark("lead", "Các đơn vị", is_group=True),)
    assert judge("task", task(), Standing(units=group, responsible=True)).doubts == ()
    assert judge("task", task(), Standing(units=group, assign_later=True)).doubts == ()
    settled = (*KNOWN.units, UnitMark("coordinating", "Ban Lạ", settled=True))
    assert judge("task", task(), Standing(units=settled)).doubts == ()
    unclear = task(deadline_text="Sớm nhất", deadline={"kind": "none"})
    typed = edited(unclear, {"deadline": {"text": "Sớm nhất", "value": {"kind": "none"}, "by_person": True}})
    assert judge("task", typed, KNOWN).doubts == ()


def test_marks() -> None:
    """● from 0,8, ◐ from 0,5, ○ below; what the document does not say is absent, not unread."""
    assert [level(v) for v in (1.0, 0.8, 0.79, 0.5, 0.49)] == [
        Level.SURE,
        Level.SURE,
        Level.LOOK,
        Level.LOOK,
        Level.UNREAD,
    ]
    assert field_level(task(), "output") is Level.ABSENT
    assert field_level(task(deadline_text="?", deadline={"kind": "none"}), "deadline") is Level.UNREAD


@given(SENTENCES, st.data())
def test_split_then_merge_gives_the_words_back(parts: list[str], data: st.DataObject) -> None:
    """Cutting at any offered place and merging again loses no word and invents none."""
    text = ". ".join(parts) + "."
    ends = sentence_ends(text)
    assert all(0 < end < len(text) for end in ends)
    if not ends:
        return
    first, second = split("task", task(text=text), data.draw(st.sampled_from(ends)))
    assert merged("task", first, second)["text"].split() == text.split()


def test_abbreviations_and_dates_are_no_sentence_ends() -> None:
    """ "TP. Mẫu" and "ngày 5. 6" are not offered as places to cut; a clause closed by ";" is."""
    text = "Công khai tại TP. Mẫu ngày 5. 6 hằng năm; báo cáo kết quả. Lưu hồ sơ."
    assert [text[:end].rsplit(" ", 1)[-1] for end in sentence_ends(text)] == ["năm;", "quả."]


def test_merging_unites_units_and_keeps_the_lower_certainty() -> None:
    """Names once, in order; the missing deadline comes from the lower row; both places stay."""
    above = task(lead=["Phòng A"], deadline_text=None, deadline={"kind": "none"}, certainty={"text": 0.9})
    below = task(text="Báo cáo", lead=["Phòng B", "Phòng A"], source={"line": 5}, certainty={"text": 0.6})
    one = merged("task", above, below)
    assert one["text"] == "Rà soát\nBáo cáo" and one["lead"] == ["Phòng A", "Phòng B"]
    assert one["deadline"]["kind"] == "quarter" and one["certainty"] == {"text": 0.6}
    assert [place["line"] for place in one["joined"]] == [4, 5]


def test_labels_and_positions_of_parts() -> None:
    """Parts of 12 are 12a, 12b; a position between two rows is between them."""
    assert part_label("12", ["12"]) == "12a" and part_label("12a", ["12", "12a"]) == "12b"
    assert between(1.0, 2.0) == 1.5 and between(None, 1.0) < 1.0 < between(1.0, None)


def test_an_edit_leaves_the_read_data_alone() -> None:
    """The correction is new data, certain, and listed against what was read."""
    read = task(certainty={"output": 0.3})
    data = edited(read, {"output": "Biên bản"})
    assert read["output"] is None and data["certainty"] == {}
    assert corrections("task", read, data) == (("output", "", "Biên bản"),)


def test_findings_stand_at_their_row_and_field() -> None:
    """The same line or table row, among several the one with the quote; the field that holds the quote."""
    rows = [
        task(text="Lắp camera"),
        task(text="Họp dân", source={"line": 9}),
        task(text="Báo cáo", source={"line": 9}),
    ]
    assert row_of_finding({"line": 4}, "", rows) == 0
    assert row_of_finding({"line": 9}, "Báo cáo", rows) == 2
    assert row_of_finding({"line": 77}, "Báo cáo", rows) is None
    assert field_of_finding("any_rule", "Phòng A", "task", rows[0]) == "lead"
    assert field_of_finding("any_rule", "Quý I", "task", rows[0]) == "deadline"
    assert field_of_finding("missing_output", "", "task", rows[0]) == "output"


def test_a_plan_survives_storage() -> None:
    """JSON and back gives an equal plan, and its rows keep source and deadline."""
    one = Task(
        "II.1", "Rà soát", section=("II", "1"), lead=("Phòng A",), deadline_text="Quý I/2026",
        deadline=Deadline(DeadlineKind.QUARTER, also=DeadlineKind.CONTINUOUS), source=Source(page=2, box=(0.1, 0.2, 0.3, 0.4)),
        joined=(Source(page=2), Source(page=3)), certainty={"text": 0.8},
    )  # fmt: skip
    plan = Plan(Head(title="Kế hoạch", year=2026), tasks=(one,))
    assert plan_from_json(plan.to_json()) == plan
    assert rows_of(plan)[0].data["deadline"]["also"] == "continuous"
