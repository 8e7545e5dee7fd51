"""The compiler against the plans annotated by hand."""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest

from thuocdo.documents.parsing.text import read_text
from thuocdo.plans.rules.compile import compile_plan
from thuocdo.plans.rules.model import Plan

HERE = Path(__file__).resolve().parent.parent / "gold"
SCORED = ("002", "003", "004")
COUNTED = ("000", "001")


def compiled(shared: Path, number: str) -> Plan:
    return compile_plan(read_text(next((shared / "seeds").glob(f"{number}_*")).read_bytes()))


def annotation(number: str) -> dict[str, Any]:
    return tomllib.loads((HERE / f"{number}.toml").read_text("utf-8"))


@pytest.mark.parametrize("number", SCORED)
def test_the_score_against_the_gold_is_high(shared: Path, tmp_path: Path, number: str) -> None:
    """The scorer that ships with the gold plans gives at least 0.98."""
    made = tmp_path / "made.json"
    made.write_text(json.dumps(compiled(shared, number).to_json()), "utf-8")
    gold = next((shared / "gold").glob(f"{number}_*.json"))
    tool = shared / "tools" / "score_plan.py"
    done = subprocess.run([sys.executable, tool, gold, made], capture_output=True, text=True, check=True)
    assert float(done.stdout.split()[-1]) >= 0.98, done.stdout


@pytest.mark.parametrize("number", COUNTED)
def test_tasks_begin_where_a_reader_sees_them(shared: Path, number: str) -> None:
    """Each section has just the tasks of the annotation, each from its own line, with its dimension."""
    plan, gold = compiled(shared, number), annotation(number)
    wanted = {(tuple(g["section"]), line, g.get("dimension")) for g in gold["tasks"] for line in g["lines"]}
    found = {(task.section, task.source.line, task.dimension) for task in plan.tasks}
    assert found == wanted
    assert len(plan.tasks) == sum(len(g["lines"]) for g in gold["tasks"])


@pytest.mark.parametrize("number", COUNTED)
def test_units_and_deadlines_of_tasks_are_as_annotated(shared: Path, number: str) -> None:
    """Labelled tasks carry their units and deadline; the lettered ones carry none."""
    plan, gold = compiled(shared, number), annotation(number)
    for group in gold["tasks"]:
        for task in plan.tasks:
            if task.source.line not in group["lines"]:
                continue
            assert list(task.lead) == group.get("lead", [])
            assert list(task.coordinating) == group.get("coordinating", [])
            assert list(task.groups) == group.get("groups", [])
            assert _deadline(task.deadline.to_json()) == group.get("deadline", {"kind": "none"})


@pytest.mark.parametrize("number", COUNTED)
def test_duties_and_their_units_are_as_annotated(shared: Path, number: str) -> None:
    """Every duty stands under the unit that the heading names."""
    plan, gold = compiled(shared, number), annotation(number)
    wanted = [(line, g.get("unit"), g.get("unit_starts")) for g in gold["duties"] for line in g["lines"]]
    assert [d.source.line for d in plan.duties] == [line for line, _, _ in wanted]
    for duty, (line, unit, start) in zip(plan.duties, wanted, strict=True):
        assert duty.unit == unit if unit else (duty.unit or "").startswith(start or "-"), line
    dated = {d.source.line: _deadline(d.deadline.to_json()) for d in plan.duties if d.deadline}
    assert dated == {g["line"]: g["deadline"] for g in gold.get("duty_deadlines", [])}


@pytest.mark.parametrize("number", COUNTED)
def test_goals_and_reports_are_as_annotated(shared: Path, number: str) -> None:
    """The goals are the points of the purposes; reports count with their days and periods."""
    plan, gold = compiled(shared, number), annotation(number)
    assert [goal.source.line for goal in plan.goals] == gold["goals"]["lines"]
    assert [str(r.due) for r in plan.reports] == gold["reports"]["due"]
    if "periods" in gold["reports"]:
        assert [[str(r.period_start), str(r.period_end)] for r in plan.reports] == gold["reports"]["periods"]
        assert {(r.to, r.via) for r in plan.reports} == {(gold["reports"]["to"], gold["reports"]["via"])}


@pytest.mark.parametrize("number", COUNTED)
def test_the_head_is_as_annotated(shared: Path, number: str) -> None:
    """Number, day, issuer, indices, bases, citations and signer are those printed."""
    made, gold = compiled(shared, number).document, annotation(number)["document"]
    assert (made.type, made.level, made.year) == (gold["type"], gold["level"], gold["year"])
    assert (made.number or "", str(made.issued or "")) == (gold["number"], gold["issued"])
    assert (made.issuer, list(made.indices), made.place) == (
        gold["issuer"],
        gold["indices"],
        gold.get("place"),
    )
    assert [[b.number, str(b.date)] for b in made.legal_bases] == gold["bases"]
    assert [c.number for c in made.cited_documents if c.number] == gold["cited"]
    assert (len(made.recipients), made.funding is not None) == (gold["recipients"], gold["funding"])
    signer = made.signer
    assert hashlib.sha256((signer.name or "").encode()).hexdigest()[:16] == gold["signer_hash"]
    assert (signer.position, signer.on_behalf, signer.acting_for or "") == (
        gold["position"],
        gold["on_behalf"],
        gold["acting_for"],
    )


def _deadline(value: dict[str, Any]) -> dict[str, Any]:
    return {key: value[key] for key in ("kind", "start", "end") if value.get(key)}
