"""The compiler on what is no proper plan."""

from __future__ import annotations

import json
import random

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.plangen.render import to_text
from tests.plangen.variants import FORMS, make
from thuocdo.documents.parsing.text import read_text
from thuocdo.documents.rules.blocks import Document
from thuocdo.plans.rules.compile import compile_plan

LINES = st.sampled_from(
    [
        "KẾ HOẠCH", "I. NHIỆM VỤ", "1. Mục đích", "a) Rà soát hồ sơ;", "- Chủ trì: Phòng A", "Thời gian: Quý I", "\tA\tB\t",
        "STT\tNhiệm vụ\tChủ trì\tThời gian", "1\tRà soát\tPhòng A\tQuý I", "TM. ỦY BAN NHÂN DÂN", "Nơi nhận:", "(", "…", "1.1.",
        "PHỤ LỤC", "<p>", "$1/2*3 = 4$", "III", "Trên đây là Kế hoạch./.", "Số:   /KH-UBND", "Xã Mẫu, ngày 40 tháng 13 năm 2026",
        "TT\tChỉ số\tNăm 2025\tMục tiêu năm 2026", "\tTồn tại, hạn chế\tNguyên nhân\tGiải pháp", "| a | b |", "**", "1) ", "đ) Đ",
    ]
)  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(st.lists(LINES, min_size=1, max_size=25), st.sampled_from(["\n", "\n\n"]))
def test_any_lines_compile_to_a_plan_that_json_can_hold(lines: list[str], between: str) -> None:
    """However the pieces of plans are thrown together, the compiler answers and loses nothing of its form."""
    text = "x\n\n" + between.join(lines)
    plan = compile_plan(read_text(text.encode()))
    data = json.loads(json.dumps(plan.to_json(), ensure_ascii=False))
    assert data["counts"]["tasks"] == len(plan.tasks)
    assert len({task.id for task in plan.tasks}) == len(plan.tasks)


def test_an_empty_document_is_an_empty_plan() -> None:
    """No blocks, nothing found."""
    plan = compile_plan(Document(()))
    assert (plan.tasks, plan.gaps, plan.duties, plan.document.title) == ((), (), (), None)


def test_a_torn_plan_still_gives_most_of_its_tasks() -> None:
    """Lines lost by chance cost about as many tasks, never the whole plan."""
    chance = random.Random("torn")  # noqa: S311  # a repeatable choice, no secret
    for form in FORMS:
        plan = make(form, 2)
        lines = [line for line in to_text(plan).split("\n") if chance.random() > 0.05]
        made = compile_plan(read_text("\n".join(lines).encode()))
        wanted = len(plan.gaps or plan.tasks)
        assert len(made.gaps if form == "gaps" else made.tasks) >= 0.6 * wanted, form


def test_every_item_has_a_source_and_certainties() -> None:
    """Nothing stands in a plan without the line it comes from."""
    for form in FORMS:
        made = compile_plan(read_text(to_text(make(form, 7)).encode()))
        for item in (*made.tasks, *made.gaps, *made.duties, *made.goals):
            assert item.source.line is not None
        for task in made.tasks:
            assert {"text", "lead", "deadline"} <= task.certainty.keys()
            assert all(0 < value <= 1 for value in task.certainty.values())
