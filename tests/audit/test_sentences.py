"""Every code of the log has words."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

import thuocdo
from thuocdo.audit.sentences import NOUNS, phrase

SOURCE = Path(thuocdo.__file__).parent


def codes() -> set[str]:
    """Codes written out in calls of `record`."""
    found = set()
    for path in SOURCE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "record" and node.args:
                code = node.args[0]
                if isinstance(code, ast.Constant):
                    found.add(str(code.value))
    return found


def test_codes_have_words() -> None:
    """What actions write into the log is said in Vietnamese words; nothing falls back to its bare code."""
    words = codes()
    assert len(words) > 10
    from thuocdo.reporting.words import ACTION_WORDS  # a later stage may say some of them better

    assert sorted(c for c in words if not phrase(c).known and c not in ACTION_WORDS) == []


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("plans.row.confirmed", "xác nhận dòng của kế hoạch"),
        ("orgs.session.opened", "đăng nhập"),
        ("work.task.turned_round", "nhiệm vụ: turned round"),
        ("xyz.thing.done", "xyz.thing.done"),
    ],
)
def test_words_of_a_code(code: str, words: str) -> None:
    """A whole sentence where there is one, else verb and noun, else as much as is known."""
    assert phrase(code).text == words


def test_stages_of_the_words_exist() -> None:
    """No words are kept for a stage that does not exist."""
    stages = {path.name for path in SOURCE.iterdir() if path.is_dir()}
    assert {noun.split(".")[0] for noun in NOUNS} <= stages
