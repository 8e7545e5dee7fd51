"""`thuocdo deadline`."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from thuocdo.config.cli import main


def answer(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, Any]:
    status = main(["deadline", *arguments, "--json", "-"])
    return status, json.loads(capsys.readouterr().out)


def test_a_date_comes_with_the_working_days_left(capsys: pytest.CaptureFixture[str]) -> None:
    """From Monday 6/7/2026 to Thursday 9/7/2026 three working days are left."""
    status, data = answer(capsys, "Trước 09/7/2026", "--issued", "2026-06-16", "--today", "2026-07-06")
    assert status == 0
    assert data == {
        "kind": "date", "start": None, "end": "2026-07-09", "read_back": "Đến hết ngày 09/07/2026",
        "working_days_left": 3, "counted_from": "2026-07-06", "provisional": False,
    }  # fmt: skip


def test_other_kinds_have_no_days_left(capsys: pytest.CaptureFixture[str]) -> None:
    """The contract's fields and the sentence, with the second kind."""
    status, data = answer(capsys, "Quý III/2026 và thường xuyên", "--issued", "2026-06-16")
    assert status == 0
    assert data == {
        "kind": "quarter", "start": "2026-07-01", "end": "2026-09-30", "also": "continuous",
        "read_back": "Quý III/2026, từ 01/07/2026 đến 30/09/2026, và duy trì thường xuyên",
    }  # fmt: skip


def test_working_days_are_counted_from_the_day_of_issue(capsys: pytest.CaptureFixture[str]) -> None:
    """15 working days from 16/6/2026 end on 7/7/2026; a past deadline says by how much."""
    assert (
        main(
            [
                "deadline",
                "15 ngày làm việc kể từ ngày ban hành",
                "--issued",
                "2026-06-16",
                "--today",
                "2026-07-09",
            ]
        )
        == 0
    )
    out = capsys.readouterr().out
    assert "07/07/2026" in out
    assert "Đã quá 2 ngày làm việc" in out


def test_what_is_not_understood_ends_with_1(capsys: pytest.CaptureFixture[str]) -> None:
    """The output still says so, as data and as a sentence."""
    status, data = answer(capsys, "sớm nhất có thể", "--issued", "2026-06-16")
    assert status == 1
    assert (data["kind"], data["end"]) == ("none", None)
    assert data["read_back"].startswith("Chưa hiểu")


def test_a_missing_year_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    """Where only the year is missing, the message says how to give it; with it the phrase is understood."""
    assert main(["deadline", "Quý III"]) == 1
    assert "--year" in capsys.readouterr().err
    assert answer(capsys, "Quý III", "--year", "2027")[1]["start"] == "2027-07-01"


@pytest.mark.parametrize(
    "wrong", [("--issued", "2026-02-30"), ("--issued", "hôm nay"), ("--today", "20260101"), ("--year", "26")]
)
def test_wrong_arguments_end_with_2(capsys: pytest.CaptureFixture[str], wrong: tuple[str, str]) -> None:
    """One line names the argument and what would be accepted; nothing is printed as a result."""
    assert main(["deadline", "Quý III", *wrong]) == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    assert wrong[0] in captured.err
    assert captured.err.count("\n") == 1


def test_the_result_can_go_to_a_file(tmp_path: Path) -> None:
    """`--json FILE` writes the file."""
    target = tmp_path / "han.json"
    assert main(["deadline", "Thường xuyên", "--json", str(target)]) == 0
    assert json.loads(target.read_text(encoding="utf-8"))["kind"] == "continuous"


def test_the_command_needs_no_database() -> None:
    """Neither Django nor, for a phrase without a date, the package of holidays is loaded."""
    code = "import sys; from thuocdo.config.cli import main; main(['deadline', 'Quý III/2026']); print([m for m in ('django', 'holidays') if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "[]"
