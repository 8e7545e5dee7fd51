"""The command `thuocdo lint`."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.plans.rules.lint.planted.scene import HEADING, SIGNATURE
from thuocdo.config.cli import main

SCORES = "Province,SC11,SC12\nP08,1.5,1.25\nMẫu,1.0,2.0\n"


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    file = tmp_path / "ke-hoach.txt"
    body = "I. MỤC ĐÍCH\n\nCăn cứ Quyết định số 8/QĐ-UBND ngày 09/12/2026 của UBND tỉnh Mẫu."
    file.write_text(HEADING + body + SIGNATURE, encoding="utf-8")
    return file


def test_prints_findings_by_severity_and_ends_with_1(plan: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """With an error among the findings the status is 1, and each finding is printed with its place."""
    assert main(["lint", str(plan)]) == 1
    out = capsys.readouterr().out
    assert "LỖI" in out
    assert "dòng 9" in out
    assert "8/QĐ-UBND" in out


def test_ends_with_0_without_errors(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Without a finding of severity error the status is 0."""
    file = tmp_path / "ke-hoach.txt"
    file.write_text(HEADING + "I. MỤC ĐÍCH\n\nNâng cao chất lượng phục vụ." + SIGNATURE, encoding="utf-8")
    assert main(["lint", str(file)]) == 0
    assert "phát hiện" in capsys.readouterr().out


def test_json_has_the_fields_of_the_contract(plan: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """--json - gives only JSON on standard output, one object a finding."""
    assert main(["lint", str(plan), "--json", "-"]) == 1
    findings = json.loads(capsys.readouterr().out)
    assert all(
        set(f) == {"rule", "severity", "message", "quote", "source", "suggestion"}
        and {"page", "line", "table", "row", "confidence"} <= set(f["source"])
        for f in findings
    )
    assert {"impossible_citation_date"} <= {f["rule"] for f in findings}


def test_scores_and_parent_are_taken(plan: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """--papi takes a folder of yearly files, --parent another plan."""
    folder = tmp_path / "diem"
    folder.mkdir()
    (folder / "2025.csv").write_text(SCORES, encoding="utf-8")
    assert main(["lint", str(plan), "--papi", str(folder), "--parent", str(plan)]) == 1
    assert "low_localisation" in capsys.readouterr().out


@pytest.mark.parametrize("kind", ["missing", "no_scores", "bad_scores"])
def test_unusable_input_is_one_sentence_and_status_2(
    kind: str, plan: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A missing file, a folder without scores or a file that is no table of scores is answered with one line."""
    folder = tmp_path / "diem"
    folder.mkdir()
    if kind == "bad_scores":
        (folder / "2025.csv").write_text("Tỉnh;Điểm\nMẫu;x\n", encoding="utf-8")
    arguments = [str(tmp_path / "khong-co.docx")] if kind == "missing" else [str(plan), "--papi", str(folder)]
    assert main(["lint", *arguments]) == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    assert len(captured.err.strip().splitlines()) == 1


def test_needs_no_django() -> None:
    """The command works without the web framework."""
    code = "import sys, thuocdo.config.cli.lint; sys.exit('django' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
