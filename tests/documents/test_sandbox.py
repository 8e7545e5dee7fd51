"""Reading in a child process: the same result, and no way to take the site down."""

from __future__ import annotations

import os
import stat
import sys
from pathlib import Path

import pytest

from tests.documents.badfiles import corpus
from tests.documents.wordfiles import cell, item, para, table, word
from thuocdo.documents.parsing.limits import MB, Limits, Step
from thuocdo.documents.parsing.read import read_document
from thuocdo.documents.parsing.sandbox import environment, read_safely
from thuocdo.documents.parsing.wire import pack, unpack
from thuocdo.lib.errors import InputError

GOOD = word(
    para("Kế hoạch")
    + item("Rà soát", 3)
    + table(cell("1", merge="restart") + cell("A"), cell("", merge="continue") + cell("B"), columns=2)
)


@pytest.fixture
def good(tmp_path: Path) -> Path:
    path = tmp_path / "kế hoạch mẫu.docx"
    path.write_bytes(GOOD)
    return path


def test_the_child_reads_what_this_process_reads(good: Path) -> None:
    """Nothing is lost on the way between the processes, and the steps are told."""
    steps: list[Step] = []
    assert read_safely(good, progress=lambda step, done, of: steps.append(step)) == read_document(good)
    assert steps[0] is Step.CHECK and steps[-1] is Step.TABLES


def test_the_wire_gives_an_equal_document_back(good: Path) -> None:
    """Packing and unpacking lose nothing, and neither does the public JSON."""
    document = read_document(good)
    assert unpack(pack(document)) == document
    assert type(document).from_json(document.to_json()) == document


@pytest.mark.parametrize("name", ["cut.docx", "khoa.pdf", "bom.docx", "xxe.docx", "rong.docx"])
def test_a_bad_file_gives_the_same_sentence_through_the_child(name: str, tmp_path: Path) -> None:
    """The child's sentence reaches the caller as it is."""
    data, part = corpus()[name]
    path = tmp_path / name
    path.write_bytes(data)
    with pytest.raises(InputError, match=part):
        read_safely(path)


def test_a_child_that_takes_too_long_is_stopped(good: Path) -> None:
    """The wall clock limit ends in its own sentence."""
    with pytest.raises(InputError, match="quá 0 giây"):
        read_safely(good, limits=Limits(seconds=0))


def test_a_child_without_memory_ends_in_a_sentence(good: Path) -> None:
    """Too little address space is no crash of the caller."""
    with pytest.raises(InputError, match=r"bộ nhớ|dừng giữa chừng"):
        read_safely(good, limits=Limits(memory=24 * MB))


@pytest.mark.parametrize(
    ("script", "part"),
    [
        ("exit 3", "dừng giữa chừng"),
        ("kill -9 $$", "bộ nhớ"),
        ("kill -XCPU $$", "giây"),
        ("kill -SEGV $$", "giữa chừng"),
    ],
)
def test_a_dead_child_is_one_sentence(
    script: str, part: str, good: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """However the child dies, the caller gets one sentence."""
    program = tmp_path / "python"
    program.write_text(f"#!/bin/sh\nulimit -c 0\n{script}\n")
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setattr(sys, "executable", str(program))
    with pytest.raises(InputError, match=part):
        read_safely(good)


def test_a_hanging_child_and_its_programs_are_killed(
    good: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The whole group of processes ends with the time limit."""
    program, note = tmp_path / "python", tmp_path / "pid"
    program.write_text(f"#!/bin/sh\nsleep 60 &\necho $! > '{note}'\nwait\n")
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setattr(sys, "executable", str(program))
    with pytest.raises(InputError, match="quá 1 giây"):
        read_safely(good, limits=Limits(seconds=1))
    status = Path(f"/proc/{note.read_text().strip()}/stat")
    assert not status.exists() or status.read_text().rsplit(")", 1)[1].split()[0] == "Z"


def test_the_child_gets_no_secrets(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of the environment only what the reader needs goes to the child."""
    monkeypatch.setenv("SECRET_KEY", "bí mật")
    kept = environment("/nowhere")
    assert "SECRET_KEY" not in kept and kept["TMPDIR"] == "/nowhere"
    assert set(kept) < {*os.environ, *kept}


def test_a_file_in_the_working_directory_is_not_imported(
    good: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A json.py beside the upload must not run."""
    (tmp_path / "json.py").write_text("raise SystemExit(9)")
    monkeypatch.chdir(tmp_path)
    assert read_safely(good).blocks
