"""English stands beside Vietnamese everywhere."""

from __future__ import annotations

import ast
import gettext
import io
import re
from pathlib import Path

import pytest

from tests.messages import CATALOGUE, compiled, untranslated
from thuocdo.orgs.rules.menu import ENTRIES

PACKAGE = Path(__file__).resolve().parent.parent / "src" / "thuocdo"
TEMPLATE_TEXT = re.compile(r"{%\s*translate\s+(\"[^\"]+\"|'[^']+')")


def _known() -> set[str]:
    found = gettext.GNUTranslations(io.BytesIO(CATALOGUE.with_suffix(".mo").read_bytes()))
    return {key if isinstance(key, str) else key[0] for key in found._catalog}  # type: ignore[attr-defined]


def _texts_in_code(path: Path) -> list[str]:
    """First arguments of _(...), gettext(...), gettext_lazy(...), gettext_noop(...) that are written out."""
    return [
        call.args[0].value
        for call in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(call, ast.Call)
        and isinstance(call.func, ast.Name)
        and call.func.id in ("_", "gettext", "gettext_lazy", "gettext_noop")
        and call.args
        and isinstance(call.args[0], ast.Constant)
        and isinstance(call.args[0].value, str)
    ]


def _texts_in_template(path: Path) -> list[str]:
    # Django doubles percent signs of template texts, when it collects and when it looks them up
    return [match[1:-1].replace("%", "%%") for match in TEMPLATE_TEXT.findall(path.read_text("utf-8"))]


def test_every_text_of_the_catalogue_has_english() -> None:
    """No message of the catalogue lacks its English text or is only a guess."""
    assert untranslated() == []


def test_the_compiled_catalogue_is_that_of_the_source() -> None:
    """django.mo was compiled from the django.po beside it."""
    assert CATALOGUE.with_suffix(".mo").read_bytes() == compiled()


@pytest.mark.parametrize("kind", ["templates", "code"])
def test_texts_in_the_sources_are_in_the_catalogue(kind: str) -> None:
    """A text that people read was collected for translation (make messages)."""
    known = _known()
    templates = kind == "templates"
    paths = PACKAGE.rglob("templates/**/*.html") if templates else PACKAGE.rglob("*.py")
    read = _texts_in_template if templates else _texts_in_code
    missing = {f"{path.name}: {text}" for path in paths for text in read(path) if text not in known}
    assert sorted(missing) == []


def test_translating_functions_keep_names_that_the_collector_knows() -> None:
    """No module calls gettext by a name of its own: such texts are never collected and stay Vietnamese."""
    known = {"_", None}
    renamed = {
        f"{path.relative_to(PACKAGE)}: {name.name} as {name.asname}"
        for path in PACKAGE.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.ImportFrom) and node.module == "django.utils.translation"
        for name in node.names
        if name.asname not in known
    }
    assert sorted(renamed) == []


def test_entries_of_the_menu_have_english() -> None:
    """Labels of the menu, which stand in rules that know no Django, are in the catalogue all the same."""
    assert [entry.label for entry in ENTRIES if entry.label not in _known()] == []


def test_placeholders_survive_translation() -> None:
    """Every English text has exactly the placeholders of its Vietnamese one."""
    found = gettext.GNUTranslations(io.BytesIO(CATALOGUE.with_suffix(".mo").read_bytes()))
    wrong = []
    for key, value in found._catalog.items():  # type: ignore[attr-defined]
        source = key if isinstance(key, str) else key[0]
        names = re.compile(r"%\(\w+\)[sd]|{\w*}")
        if source and set(names.findall(source)) != set(names.findall(value)):
            wrong.append(source)
    assert wrong == []
