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


def head_of(place: Place, number: int) -> str:
    return place.python(
        f"from thuocdo.audit.models import Entry\ne = Entry.objects.get(number={number})\nprint(f'{{e.number}}:{{e.hash}}')"
    )


def test_a_head_copied_from_a_mail(made: Place) -> None:
    """The right head is confirmed; a slip is said, exit status 1, and does not mark the log as broken."""
    head = head_of(made, 20)
    assert "từ bản ghi 1 đến 20" in made.ok("verify", "--no-files", "--head", head)
    slip = head[:-1] + ("0" if head[-1] != "0" else "1")
    done = made.run(
        "verify", "--no-files", "--head", head, "--head", slip, "--json", str(made.var / "v.json")
    )
    assert done.returncode == 1 and "Bản ghi 20 không khớp mã đã đưa" in done.stdout
    found = json.loads((made.var / "v.json").read_text())
    assert (found["whole"], [each["matches"] for each in found["heads"]]) == (True, [True, False])
    shown = made.python("from thuocdo.audit.queries import last_verification as v; print(v().whole)")
    assert shown == "True"


@pytest.mark.parametrize("text", ["", "48213", "abc:def", "20:9f86"])
def test_what_is_no_head_is_refused(made: Place, text: str) -> None:
    """Each answers with one sentence and looks at nothing."""
    made.refused("verify", "--no-files", "--head", text)


def test_a_kept_digest_betrays_a_cut_log(made: Place) -> None:
    """Whoever cuts the end and the file of heads too is found by the digest of a day."""
    head = head_of(made, 30)
    (made.var / "digests").mkdir()
    (made.var / "digests" / "2026-07-06.txt").write_text(f"    thuocdo verify --head {head}\n")
    made.python(BREAK.format(statement="DELETE FROM audit_entry WHERE number > 25"))
    (made.var / "audit-head.jsonl").unlink()
    done = made.run("verify", "--no-files")
    assert done.returncode == 1 and "từ bản ghi 26" in done.stdout
