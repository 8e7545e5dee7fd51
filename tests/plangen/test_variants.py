"""The compiler on forty generated plans of each form, as text and as Word file."""

from __future__ import annotations

from typing import Any

import pytest

from tests.plangen.measure import Measure, measure
from tests.plangen.pools import DEADLINES, PLAIN_UNITS, TASKS
from tests.plangen.render import to_docx, to_text
from tests.plangen.variants import FORMS, VARIANTS, make
from thuocdo.calendars.rules.deadline import DeadlineKind
from thuocdo.calendars.rules.grammar import parse_deadline
from thuocdo.documents.parsing.docx import read_docx
from thuocdo.documents.parsing.limits import Limits
from thuocdo.documents.parsing.text import read_text
from thuocdo.plans.rules.compile import compile_plan
from thuocdo.plans.rules.model import Plan


def test_the_pools_are_large_enough() -> None:
    """Sixty sentences, twenty-five units and deadlines, each once; every deadline means something."""
    assert len(set(TASKS)) == len(TASKS) >= 60
    assert len(set(PLAIN_UNITS)) >= 25
    assert len(set(DEADLINES)) >= 25
    kinds = {text: parse_deadline(text.format(y=2026), year=2026).kind for text in DEADLINES}
    assert [text for text, kind in kinds.items() if kind is DeadlineKind.NONE] == []


def test_a_variant_depends_on_its_seed_alone() -> None:
    """The same form and seed give the same plan, another seed another one."""
    assert to_text(make("tabular", 3)) == to_text(make("tabular", 3))
    assert to_text(make("tabular", 3)) != to_text(make("tabular", 4))


@pytest.mark.parametrize("form", FORMS)
def test_text_plans_of_every_form_compile(form: str) -> None:
    """On every variant the count is within 10 %; lead and deadline are right for 90 % of each form's tasks."""
    total = Measure()
    for seed in range(VARIANTS):
        plan = make(form, seed)
        made = measure(plan, compile_plan(read_text(to_text(plan).encode())))
        assert made.worst <= 0.10, (seed, made.misses)
        total.add(made)
    for name in ("found", "lead", "coordinating", "deadline"):
        assert getattr(total, name) >= 0.9 * total.wanted, (name, total.misses[:20])


@pytest.mark.parametrize("form", FORMS)
def test_a_word_file_compiles_to_the_same(form: str) -> None:
    """The same plan as .docx gives equal tasks, gaps and duties."""
    for seed in range(0, VARIANTS, 3):
        plan = make(form, seed)
        text = compile_plan(read_text(to_text(plan).encode()))
        word = compile_plan(read_docx(to_docx(plan), Limits()))
        assert _essence(word) == _essence(text), seed


def _essence(plan: Plan) -> dict[str, Any]:
    """All that a plan says, without the places where it says it."""
    data = plan.to_json()

    def strip(value: Any) -> Any:
        if isinstance(value, dict):
            return {
                k: strip(v) for k, v in value.items() if k not in ("source", "joined", "certainty", "notes")
            }
        return [strip(item) for item in value] if isinstance(value, list) else value

    return strip(data)
