"""`thuocdo verify`: log and stored files."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.config.places import Place, filled

BREAK = (
    "from django.db import connection as c\nfrom thuocdo.audit import triggers\ntriggers.drop(c)\n"
    "c.cursor().execute({statement!r})\ntriggers.create(c)"
)


@pytest.fixture
def made(tmp_path: Path) -> Place:
    return filled(Place(tmp_path / "var"))


def test_a_whole_log(made: Place) -> None:
    """A whole log is said to be so, exit status 0, and the outcome is kept for the log's page."""
    assert "nguyên vẹn đến bản ghi 31" in made.ok("verify", "--no-files")
    shown = made.python(
        "from thuocdo.audit.queries import last_verification as v; print(v().whole, v().last_number)"
    )
    assert shown == "True 31"


def test_the_first_broken_link_is_named(made: Place) -> None:
    """An entry changed in the database is named by its number, for people and for programs; exit status 1."""
    made.python(BREAK.format(statement="UPDATE audit_entry SET after_text = '{}' WHERE number = 12"))
    done = made.run("verify", "--no-files", "--json", str(made.var / "v.json"))
    assert done.returncode == 1
    assert "Chuỗi đứt tại bản ghi 12" in done.stdout
    found = json.loads((made.var / "v.json").read_text())
    assert (found["whole"], found["broken"], found["entry"]) == (False, "altered", 12)


def test_a_file_that_is_no_backup(made: Place, tmp_path: Path) -> None:
    """What is given as a backup and is none is refused in one sentence."""
    (tmp_path / "x.zip").write_text("x")
    assert "x.zip" in made.refused("verify", "--no-files", "--backup", tmp_path / "x.zip")
