"""Code, page and test of each method hold together."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.scoring.rules.asking import PAGES, example
from thuocdo.criteria.rules.methods import SPECS
from thuocdo.criteria.rules.model import Method
from thuocdo.scoring.rules.methods.table import RULES

HERE = Path(__file__).resolve().parent
NAMES = [method.value for method in Method]


def test_each_method_has_its_code_page_and_test() -> None:
    """The closed table, the functions, the pages, the index and the test files name the same methods."""
    assert set(SPECS) == set(RULES) == set(Method)
    assert {page.stem for page in PAGES.glob("*.md")} == {*NAMES, "README"}
    assert {file.stem.removeprefix("test_") for file in (HERE / "methods").glob("test_*.py")} == set(NAMES)
    index = (PAGES / "README.md").read_text("utf-8")
    assert [name for name in NAMES if f"[{name}]({name}.md)" not in index] == []
    for method in Method:
        assert RULES[method].score.__module__ == f"thuocdo.scoring.rules.methods.{method.value}"


@pytest.mark.parametrize("name", NAMES)
def test_page_has_its_parts(name: str) -> None:
    """A page says what goes in, the steps, an example, how it rounds and where the rule comes from."""
    text = (PAGES / f"{name}.md").read_text("utf-8")
    assert text.startswith(f"# {name}\n")
    for part in ("## Inputs", "## Steps", "## Worked example", "## Rounding", "## Source"):
        assert part in text


@pytest.mark.parametrize("name", NAMES)
def test_worked_example_is_what_the_code_computes(name: str) -> None:
    """Points, steps, shortfall and cliffs of the page's example are those of the engine, to the letter."""
    made, promised = example(name)
    scored = made.scored()
    told = "null" if scored.points is None else f"{scored.points.normalize():f}"
    assert [told] == promised["points"]
    assert [step.text for step in scored.steps] == promised["step"]
    assert scored.shortfall == promised.get("shortfall", [""])[0]
    cliffs = [
        " ".join(f"{n.normalize():f}" for n in (cliff.at, cliff.below, cliff.above, cliff.distance))
        for cliff in scored.cliffs
    ]
    assert cliffs == promised.get("cliff", [])
    if "because" in promised:
        assert [scored.because] == promised["because"]
