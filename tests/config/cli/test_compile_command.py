"""`thuocdo compile` as a person and a program use it."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from thuocdo.config.cli import main

PLAN = """Số: 12/KH-UBND

Xã Mẫu, ngày 05 tháng 01 năm 2026

KẾ HOẠCH

Cải cách hành chính xã Mẫu năm 2026

I. NHIỆM VỤ

STT\tNhiệm vụ\tCơ quan chủ trì\tThời gian
1\tRà soát thủ tục hành chính thuộc thẩm quyền\tVăn phòng HĐND và UBND xã\tQuý II/2026
2\tNiêm yết quy trình tại bộ phận một cửa\tTrung tâm Phục vụ hành chính công\tkhi thuận tiện
"""


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    path = tmp_path / "ke-hoach.txt"
    path.write_text(PLAN, "utf-8")
    return path


def test_the_summary_tells_what_was_found(plan: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A person reads the document's data, the counts, units and deadlines, and what was not understood."""
    assert main(["compile", str(plan)]) == 0
    out = capsys.readouterr().out
    assert "12/KH-UBND" in out
    assert "2 nhiệm vụ" in out
    assert "Văn phòng HĐND và UBND xã" in out
    assert "chưa hiểu: “khi thuận tiện”" in out


def test_json_goes_to_a_file_or_to_standard_output(plan: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Both ways hold the same data; "-" prints nothing else."""
    assert main(["compile", str(plan), "--json", "-"]) == 0
    printed = json.loads(capsys.readouterr().out)
    target = plan.with_suffix(".json")
    assert main(["compile", str(plan), "--json", str(target)]) == 0
    assert json.loads(target.read_text("utf-8")) == printed
    assert printed["counts"]["tasks"] == 2
    assert printed["tasks"][0]["deadline"] == {"kind": "quarter", "start": "2026-04-01", "end": "2026-06-30"}
    assert printed["tasks"][1]["deadline"]["kind"] == "none"


def test_a_document_without_plan_ends_with_one(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A letter holds nothing to compile: status 1 and a sentence."""
    path = tmp_path / "thu.txt"
    path.write_text("Kính gửi các đồng chí.\n\nChúc mừng năm mới.\n", "utf-8")
    assert main(["compile", str(path)]) == 1
    assert "có phải là kế hoạch không?" in capsys.readouterr().err


@pytest.mark.parametrize("content", [None, b"", b"\x00\x01\x02" * 100])
def test_what_cannot_be_read_ends_with_two(
    tmp_path: Path, content: bytes | None, capsys: pytest.CaptureFixture[str]
) -> None:
    """A missing, empty or wrong file: status 2, one line, nothing written."""
    path = tmp_path / "tep.txt"
    if content is not None:
        path.write_bytes(content)
    target = tmp_path / "out.json"
    assert main(["compile", str(path), "--json", str(target)]) == 2
    assert len(capsys.readouterr().err.strip().splitlines()) == 1
    assert not target.exists()


def test_the_command_needs_no_django() -> None:
    """Engines start without the web framework."""
    code = "import sys, thuocdo.config.cli.compile as c; sys.exit(any(m.split('.')[0] == 'django' for m in sys.modules))"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
