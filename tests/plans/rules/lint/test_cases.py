"""The measure on the five real plans: cases found, controls left alone, few errors beside the cases."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.plans.rules.lint.cases import CASES, Case
from thuocdo.documents.parsing.text import read_text
from thuocdo.documents.rules.blocks import Document
from thuocdo.plans.rules.compile import compile_plan
from thuocdo.plans.rules.lint import Finding, PapiPanel, Severity, lint, read_panel
from thuocdo.plans.rules.model import Plan

README = Path(__file__).resolve().parents[4] / "docs" / "methods" / "lint" / "README.md"
Findings = dict[int, tuple[Finding, ...]]


@pytest.fixture(scope="module")
def plans(shared: Path) -> dict[int, tuple[Document, Plan]]:
    out = {}
    for number in range(5):
        document = read_text(next((shared / "seeds").glob(f"00{number}_*.txt")).read_bytes())
        out[number] = (document, compile_plan(document))
    return out


@pytest.fixture(scope="module")
def panel(shared: Path) -> PapiPanel:
    return read_panel(shared / "data" / "papi" / "subdimensions")


@pytest.fixture(scope="module")
def scored(plans: dict[int, tuple[Document, Plan]], panel: PapiPanel) -> Findings:
    return {number: lint(*pair, papi=panel) for number, pair in plans.items()}


@pytest.fixture(scope="module")
def plain(plans: dict[int, tuple[Document, Plan]]) -> Findings:
    return {number: lint(*pair) for number, pair in plans.items()}


def hits(case: Case, found: Findings) -> list[Finding]:
    """Findings of the case's class at its place, with its figure or fragment where the case has one."""
    return [
        finding
        for finding in found[case.seed]
        if finding.rule in case.classes
        and finding.source.line in case.lines
        and case.needle in f"{finding.quote} {finding.message} {finding.suggestion}"
    ]


def errors(found: Findings) -> list[tuple[int, Finding]]:
    return [
        (number, finding)
        for number, findings in found.items()
        for finding in findings
        if finding.severity == Severity.ERROR
    ]


def beside(found: Findings) -> list[tuple[int, Finding]]:
    """Errors that belong to no case."""
    matched = {(case.seed, finding) for case in CASES for finding in hits(case, found)}
    return [pair for pair in errors(found) if pair not in matched]


def test_the_measure_has_71_cases() -> None:
    """Every row of the measure but the control A17 is a case here."""
    assert len(CASES) == len({case.id for case in CASES}) == 71


def test_the_measure_is_complete(shared: Path) -> None:
    """The identifiers are those of the measure itself."""
    text = (shared / "lint" / "cases.md").read_text(encoding="utf-8")
    ids = set(re.findall(r"^\| ([A-E]\d+) \|", text, re.MULTILINE)) - {"A17"}
    assert {case.id for case in CASES} == ids


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.id)
def test_case_is_found_with_scores(case: Case, scored: Findings) -> None:
    """The case is found at its place when published scores are given."""
    assert hits(case, scored)


@pytest.mark.parametrize("case", [c for c in CASES if not c.papi], ids=lambda case: case.id)
def test_case_is_found_without_scores(case: Case, plain: Findings) -> None:
    """A case that needs no scores is found without them."""
    assert hits(case, plain)


def test_totals(scored: Findings, plain: Findings) -> None:
    """At least 62 of 71 with published scores, 55 without."""
    assert sum(bool(hits(case, scored)) for case in CASES) >= 62
    assert sum(bool(hits(case, plain)) for case in CASES) >= 55


def test_at_most_one_error_in_four_is_beside_the_cases(scored: Findings, plain: Findings) -> None:
    """Errors that match no case stay under a quarter, and each is listed with a verdict."""
    for found in (scored, plain):
        assert 4 * len(beside(found)) <= len(errors(found))
    text = README.read_text(encoding="utf-8")
    for seed, finding in beside(scored):
        assert f"| S{seed} | {finding.source.line} | `{finding.rule}` |" in text


# what is right in the plans: (seed, rules that would be wrong there, letters that no such finding may quote)
CONTROLS = (
    (3, {"computation_mismatch"}, "2089"),
    (3, {"computation_mismatch", "meaningless_percentage"}, "10/34"),
    (3, {"computation_mismatch", "duplicated_value"}, "52"),
    (2, {"sum_mismatch"}, "43,6223"),
    (2, {"delta_mismatch"}, "09 bậc"),
    (2, {"delta_mismatch"}, "12 bậc"),
    (2, {"claim_vs_number", "rank_vs_data"}, "Tây Bắc"),
    (2, {"rank_target_contradiction", "claim_vs_number"}, "top 20"),
    (3, {"impossible_citation_date", "weekend_date", "malformed_symbol"}, "42/2022"),
    (1, {"impossible_citation_date", "weekend_date", "malformed_symbol"}, "42/2022"),
    (0, {"impossible_citation_date", "weekend_date", "malformed_symbol"}, "45/2020"),
    (2, {"impossible_citation_date", "weekend_date", "malformed_symbol"}, "45/2020"),
    (3, {"weekend_date", "impossible_citation_date"}, "57-NQ/TW"),
)


@pytest.mark.parametrize(("seed", "rules", "letters"), CONTROLS)
def test_controls_are_left_alone(seed: int, rules: set[str], letters: str, scored: Findings) -> None:
    """What is right in the plans is not reported."""
    assert not [f for f in scored[seed] if f.rule in rules and letters in f.quote]


def test_findings_are_sorted_by_place(scored: Findings) -> None:
    """Findings come in reading order."""
    for findings in scored.values():
        lines = [finding.source.line or 0 for finding in findings]
        assert lines == sorted(lines)


def test_reuse_of_the_superior_plan_is_seen(plans: dict[int, tuple[Document, Plan]]) -> None:
    """The commune plan that repeats the province's of two years before is reported as copied."""
    found = lint(*plans[0], parent=plans[2])
    assert any(finding.rule == "low_localisation" for finding in found)
    assert not any(finding.rule == "low_localisation" for finding in lint(*plans[3], parent=plans[2]))
