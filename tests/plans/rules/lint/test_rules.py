"""Every rule finds its planted fault, is silent without it, and has its page."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.plans.rules.lint.planted import dates, forms, numbers, units, words
from tests.plans.rules.lint.planted.scene import Planted
from thuocdo.plans.rules.lint import RULES

PAGES = Path(__file__).resolve().parents[4] / "docs" / "methods" / "lint"
PLANTED: dict[str, Planted] = {
    **numbers.PLANTED,
    **dates.PLANTED,
    **units.PLANTED,
    **words.PLANTED,
    **forms.PLANTED,
}
NAMES = [rule.name for rule in RULES]


@pytest.mark.parametrize("name", NAMES)
def test_finds_its_planted_fault(name: str) -> None:
    """In the plan of a fictional authority the planted fault is found by the rule of that name."""
    assert name in PLANTED[name].wrong.rules()


@pytest.mark.parametrize("name", NAMES)
def test_is_silent_when_the_fault_is_removed(name: str) -> None:
    """The same plan without the fault has no finding of that rule."""
    assert name not in PLANTED[name].right.rules()


@pytest.mark.parametrize("name", NAMES)
def test_quotes_the_document(name: str) -> None:
    """A finding carries a Vietnamese sentence and the place that a reader can go to."""
    found = [finding for finding in PLANTED[name].wrong.findings() if finding.rule == name]
    assert all(finding.message.strip().endswith(".") and finding.source is not None for finding in found)


def test_every_rule_has_its_page() -> None:
    """docs/methods/lint holds one page for each rule, of the same name, and none besides the overview."""
    pages = {page.stem for page in PAGES.glob("*.md")} - {"README"}
    assert pages == set(NAMES)
    assert len(NAMES) == len(set(NAMES))


@pytest.mark.parametrize("name", NAMES)
def test_page_says_what_why_example_and_how_to_silence(name: str) -> None:
    """A page has its four parts."""
    text = (PAGES / f"{name}.md").read_text(encoding="utf-8")
    assert text.startswith(f"# `{name}`")
    for part in ("**Finds.**", "**Why it matters.**", "**Example.**", "**To silence it.**"):
        assert part in text
