"""`thuocdo check-format`: what it prints, what it writes, and with which status it ends."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.documents.official import damaged, find, good
from thuocdo.config.cli import main


def test_a_good_document_ends_well(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Status 0, every check listed, nothing found."""
    path = tmp_path / "ke-hoach.docx"
    path.write_bytes(good("plan"))
    assert main(["check-format", str(path)]) == 0
    out = capsys.readouterr().out
    assert "Kế hoạch, đo theo Nghị định 30/2020/NĐ-CP" in out and "Không có phát hiện nào." in out


def test_a_fault_is_printed_with_place_measure_and_article(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Status 1; the text says where, what is right and by which article; the JSON says the same."""

    def change(document):  # type: ignore[no-untyped-def]
        find(document, "Số:").runs[0].text = "Số: 10 /KH - UBND"

    path = tmp_path / "sai.docx"
    path.write_bytes(damaged(good("plan"), change))
    assert main(["check-format", str(path)]) == 1
    out = capsys.readouterr().out
    assert "bảng 1, hàng 2, ô 1: “Số: 10 /KH - UBND”" in out and "mục II khoản 3 điểm c" in out
    assert main(["check-format", str(path), "--json", "-"]) == 1
    data = json.loads(capsys.readouterr().out)
    (finding,) = data["findings"]
    assert (finding["rule"], finding["severity"], finding["places"][0]["row"]) == ("number.form", "error", 2)
    assert {check["group"]: check["status"] for check in data["checks"]}["number"] == "error"


def test_what_cannot_be_measured_is_refused_in_one_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Status 2 and one sentence for a missing file and for another kind of file."""
    path = tmp_path / "a.txt"
    path.write_text("Kế hoạch", "utf-8")
    for name, word in ((path, "lưu thành .docx"), (tmp_path / "khong-co.docx", "Không có tệp")):
        assert main(["check-format", str(name)]) == 2
        captured = capsys.readouterr()
        assert captured.out == "" and word in captured.err and captured.err.count("\n") == 1
