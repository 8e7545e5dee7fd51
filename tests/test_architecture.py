"""The house stays as it is drawn."""

from __future__ import annotations

import ast
import configparser
import re
from pathlib import Path

import pytest
from django.conf import settings

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "src" / "thuocdo"
STAGES = sorted(p.parent.name for p in PACKAGE.glob("*/__init__.py"))
SOURCES = [p for p in PACKAGE.rglob("*.py") if "migrations" not in p.parts]


def _map_order() -> list[str]:
    text = (ROOT / "docs" / "map.md").read_text("utf-8").split("Inside a stage")[0]
    return re.findall(r"^\| `(\w+)` \|", text, re.M)


def _contract_order() -> list[str]:
    parser = configparser.ConfigParser()
    parser.read(ROOT / ".importlinter", "utf-8")
    words = re.findall(r"\w+", parser["importlinter:contract:flow"]["layers"])
    return [word for word in reversed(words) if word in STAGES]


def test_map_names_every_stage_in_the_order_of_the_contract() -> None:
    """docs/map.md lists exactly the stages that exist, in the order in which data flows."""
    assert sorted(_map_order()) == STAGES
    free = {"portal"}  # stands beside api
    assert [s for s in _map_order() if s not in free] == [s for s in _contract_order() if s not in free]


def test_installed_apps_stand_in_the_same_order() -> None:
    """INSTALLED_APPS holds the stages with tables or pages in the order of docs/map.md."""
    apps = [name.split(".")[1] for name in settings.INSTALLED_APPS if name.startswith("thuocdo.")]
    assert apps == [stage for stage in _map_order() if stage in apps]


@pytest.mark.parametrize("stage", STAGES)
def test_stage_says_in_out_and_words(stage: str) -> None:
    """A stage's __init__ holds a docstring only, with In, Out and Words."""
    tree = ast.parse((PACKAGE / stage / "__init__.py").read_text("utf-8"))
    doc = ast.get_docstring(tree) or ""
    assert len(tree.body) == 1
    if stage not in {"lib", "config"}:
        assert "In:" in doc and "Out:" in doc and "Words:" in doc


def test_files_and_functions_stay_readable() -> None:
    """No file passes 400 lines and no function 60."""
    long = []
    for path in SOURCES:
        text = path.read_text("utf-8")
        name = str(path.relative_to(PACKAGE))
        if text.count("\n") > 400:
            long.append(f"{name}: {text.count(chr(10))} lines")
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.FunctionDef) and (node.end_lineno or 0) - node.lineno >= 60:
                long.append(
                    f"{name}:{node.lineno} {node.name}: {(node.end_lineno or 0) - node.lineno + 1} lines"
                )
    assert long == []


def test_public_functions_of_actions_and_queries_are_documented() -> None:
    """Every public function that another stage may call says what it does."""
    silent = []
    for path in SOURCES:
        parts = path.relative_to(PACKAGE).parts
        if not ({"actions", "queries", "actions.py", "queries.py", "rules", "rules.py", "lib"} & set(parts)):
            continue
        for node in ast.parse(path.read_text("utf-8")).body:
            if (
                isinstance(node, ast.FunctionDef)
                and not node.name.startswith("_")
                and not ast.get_docstring(node)
            ):
                silent.append(f"{'/'.join(parts)}:{node.lineno} {node.name}")
    assert silent == []


def test_no_page_carries_inline_script_or_style() -> None:
    """Templates have no inline style, no inline handler and no inline script: the CSP would drop them."""
    found = []
    for path in PACKAGE.rglob("templates/**/*.html"):
        text = path.read_text("utf-8")
        if re.search(
            r"\sstyle=|\son[a-z]+=|<style|<script(?![^>]*\bsrc=)(?![^>]*application/json)(?![^>]*nonce)", text
        ):
            found.append(str(path.relative_to(PACKAGE)))
    assert found == []


def test_each_document_in_the_map_exists() -> None:
    """Every file that docs/map.md and docs/glossary.md name exists."""
    missing = []
    for name in ("map.md", "glossary.md"):
        for target in re.findall(
            r"`((?:[a-z_]+/)+[\w.]+(?:\.py|\.md)?/?)`", (ROOT / "docs" / name).read_text("utf-8")
        ):
            places = (ROOT / target, PACKAGE / target, PACKAGE / f"{target}.py")
            if not any(place.exists() for place in places):
                missing.append(f"{name}: {target}")
    assert missing == []


def test_dependencies_say_what_needs_them() -> None:
    """Every dependency in pyproject.toml carries a comment that says what needs it."""
    text = (ROOT / "pyproject.toml").read_text("utf-8")
    lines = re.findall(r'^    "[\w\[\]-]+[<>=].*$', text, re.M)
    assert lines
    assert [line for line in lines if "#" not in line] == []


def test_each_setting_is_in_the_guide() -> None:
    """Every environment variable that settings.py reads is explained in docs/guide/cai-dat.md."""
    text = (PACKAGE / "config" / "settings.py").read_text("utf-8")
    names = set(re.findall(r"env\.\w+\(\s*\"([A-Z_]+)\"", text)) | set(
        re.findall(r"_secret\(\"([A-Z_]+)\"", text)
    )
    guide = (ROOT / "docs" / "guide" / "cai-dat.md").read_text("utf-8")
    assert {name for name in names if name not in guide} == set()


def test_each_command_is_in_the_guides_and_shows_an_example(capsys: pytest.CaptureFixture[str]) -> None:
    """Every subcommand is named in README or a guide, and its --help ends with an example."""
    from thuocdo.config.cli import COMMANDS, main

    guides = "".join(path.read_text("utf-8") for path in [ROOT / "README.md", *(ROOT / "docs").rglob("*.md")])
    for command in COMMANDS:
        assert f"thuocdo {command}" in guides
        with pytest.raises(SystemExit):
            main([command, "--help"])
        assert f"thuocdo {command}" in capsys.readouterr().out.split("Ví dụ:")[1]


def test_links_in_the_documents_lead_somewhere() -> None:
    """Every relative link and picture of README and docs exists."""
    broken = []
    for path in [ROOT / "README.md", ROOT / "CHANGELOG.md", *(ROOT / "docs").rglob("*.md")]:
        for target in re.findall(r"\]\(([^)#]+)\)", path.read_text("utf-8")):
            if "://" not in target and not (path.parent / target).exists():
                broken.append(f"{path.relative_to(ROOT)}: {target}")
    assert broken == []
