"""Tasks laid over the parts of both indices."""

from __future__ import annotations

from pathlib import Path

import pytest

from thuocdo.documents.parsing.text import read_text
from thuocdo.plans.rules.compare import coverage, named_subdimensions
from thuocdo.plans.rules.compare.coverage import FIELDS, SUBDIMENSIONS, field_number
from thuocdo.plans.rules.compile import compile_plan
from thuocdo.plans.rules.model import Gap, Head, Plan, Task


def test_there_are_28_subdimensions_and_8_fields() -> None:
    """The parts in use since 2021, and the fields of a commune's set."""
    assert len(SUBDIMENSIONS) == 28
    assert list(FIELDS) == list(range(1, 9))


@pytest.mark.parametrize("code", SUBDIMENSIONS)
def test_each_subdimension_is_known_by_its_name(code: str) -> None:
    """The official name of a sub-dimension means that one and no other of its dimension."""
    assert named_subdimensions(SUBDIMENSIONS[code][0], int(code[0])) == (code,)


@pytest.mark.parametrize("number", FIELDS)
def test_each_field_is_known_by_its_name(number: int) -> None:
    """The name of a field means that field."""
    assert field_number(FIELDS[number][0]) == number


def test_a_component_may_cover_several() -> None:
    """ "Chất lượng không khí và chất lượng nước" is 7.2 and 7.3."""
    task = Task("t", "Kiểm tra", component="Chất lượng không khí và chất lượng nước", dimension=7)
    covered = coverage(Plan(Head(), tasks=(task,)))
    assert [code for code, ids in covered.papi.items() if ids] == ["7.2", "7.3"]
    assert len(covered.papi_holes()) == 26


def test_fields_count_tasks_and_gaps() -> None:
    """A field is worked on by a task under its heading or a row of lost points."""
    plan = Plan(
        Head(),
        tasks=(Task("t", "Kiểm tra", field="Cải cách chế độ công vụ"),),
        gaps=(Gap("g", "1", "Cải cách tài chính công", "1. Thu"),),
    )
    covered = coverage(plan)
    assert covered.par[5] == ("t",)
    assert covered.par[6] == ("g",)
    assert covered.par_holes() == (1, 2, 3, 4, 7, 8)


def test_holes_of_real_plans(shared: Path) -> None:
    """A plan by sub-dimension lacks 4.2, 4.3 and 6.2; the lost points of another lack fields 4 and 5."""
    plans = {}
    for number in (3, 4):
        file = next((shared / "seeds").glob(f"00{number}_*.txt"))
        plans[number] = compile_plan(read_text(file.read_bytes()))
    assert coverage(plans[4]).papi_holes() == ("4.2", "4.3", "6.2")
    gaps_only = Plan(plans[3].document, gaps=plans[3].gaps)
    assert coverage(gaps_only).par_holes() == (4, 5)
