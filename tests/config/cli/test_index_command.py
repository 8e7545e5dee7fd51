"""`thuocdo index`: a composite index from a description or a bare table."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from thuocdo.config.cli import main

TABLE = """đơn vị;1.1;1.2;2.1;2.2;dân số
Xã Mẫu;1,25;0,9;14;80;12000
Xã Thử;1,5;1,1;20;75;8000
Xã Giả;0,75;1,4;9;92;15000
Xã Hư;2,0;;11;60;9000
"""

DESCRIPTION = """
name = "Chỉ số thử"
table = "so-lieu.csv"
missing = "leave_out"
aggregate = ["arithmetic", "geometric"]
normalise = { method = "minmax", low = 1, high = 100 }

groups = [{ code = "chi_so" }, { code = "1", parent = "chi_so" }, { code = "2", parent = "chi_so", weight = 2 }]
indicators = [
  { code = "1.1", parent = "1" },
  { code = "1.2", parent = "1" },
  { code = "2.1", parent = "2", direction = -1, size = "dân số" },
  { code = "2.2", parent = "2", normalise = { method = "goalposts", low = 50, high = 100, scale = 100 } },
]

[uncertainty]
draws = 500
seed = 7
top = [1]
noise = { 1 = 0.25, 2 = 0.25 }
aggregate = ["arithmetic", ["arithmetic", "geometric"], [{ method = "power", power = 2 }]]
treat = [{ none = true }, { winsorise = 1 }]
[uncertainty.weights]
"như khai" = "given"
"bằng nhau" = "equal"
"khác" = { "1.1" = 3 }

[sensitivity]
samples = 50
bootstrap = 20
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "so-lieu.csv").write_text(TABLE, "utf-8")
    (tmp_path / "chi-so.toml").write_text(DESCRIPTION, "utf-8")
    return tmp_path


def _json(folder: Path, name: str, status: int) -> Any:
    assert main(["index", str(folder / name), "--json", str(folder / "out.json")]) == status
    return json.loads((folder / "out.json").read_text("utf-8"))


def test_description(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Scores, ranks, intervals, what was varied and sensitivity; status 1 because one unit has no index."""
    found = _json(folder, "chi-so.toml", 1)
    units = {row["unit"]: row for row in found["units"]}
    assert units["Xã Mẫu"]["index"] == pytest.approx(34 ** (1 / 3) * 65.23684210526315 ** (2 / 3))
    assert (units["Xã Hư"]["index"], units["Xã Hư"]["rank"]) == (None, None)
    assert units["Xã Hư"]["reason"] == "thiếu số liệu 1.2"
    assert sorted(row["rank"] for row in found["units"] if row["rank"]) == [1, 2, 3]
    assert sum(row["ranks_over_draws"]["share_in_top"]["1"] for row in found["units"][:3]) == pytest.approx(1)
    assert [v["name"] for v in found["uncertainty"]["varied"]] == [
        "xử lý ngoại lệ", "tổng hợp", "bộ quyền số", "dao động quyền số"
    ]  # fmt: skip
    assert any("riêng của 2.2" in said for said in found["uncertainty"]["fixed"])
    assert len(found["sensitivity"]["factors"]) == 4
    said = capsys.readouterr().out
    assert "chưa tính được: thiếu số liệu 1.2" in said
    assert "500 lượt mô phỏng, số khởi tạo 7" in said


def test_bare_table(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A table alone: equal weights, min-max, arithmetic mean, weights shaken by 25 %; commas are decimal."""
    found = _json(folder, "so-lieu.csv", 1)
    assert found["weights"]["1.1"] == 0.2
    assert found["units"][0]["values"]["1.1"] == pytest.approx((1.25 - 0.75) / (1.5 - 0.75) * 100)
    assert found["sensitivity"] is None
    assert "Xã Giả" in capsys.readouterr().out


def test_json_on_standard_output(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """With `--json -` standard output holds JSON only."""
    (folder / "so-lieu.csv").write_text(TABLE.replace("Xã Hư;2,0;;", "Xã Hư;2,0;1;"), "utf-8")
    assert main(["index", str(folder / "so-lieu.csv"), "--json", "-"]) == 0
    assert json.loads(capsys.readouterr().out)["name"] == "so-lieu"


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("draws = 500", "drawz = 500", "không có mục “drawz”"),
        ("draws = 500", 'draws = "500"', "“draws”: nhận số nguyên"),
        ("draws = 500", "draws = 1", "Số lượt mô phỏng là 1"),
        ('"equal"', '"equals"', "“bằng nhau”"),
        ('table = "so-lieu.csv"', "", "thiếu “table”"),
        ('table = "so-lieu.csv"', 'table = "khac.csv"', "Không thấy tệp"),
        ('missing = "leave_out"', 'missing = "ignore"', "“missing”"),
        ('missing = "leave_out"', "", "Thiếu 1 giá trị"),
        ('method = "minmax"', 'method = "minimax"', "chuẩn hóa “minimax”"),
        ('["arithmetic", "geometric"]\nn', '["mean"]\nn', "tổng hợp “mean”"),
        ('{ code = "1.2", parent = "1" }', '{ code = "1.3", parent = "1" }', "không có cột “1.3”"),
        ('size = "dân số"', 'size = "diện tích"', "không có cột “diện tích”"),
        ("noise = { 1 = 0.25", "noise = { a = 0.25", "không phải là bậc"),
        ("[sensitivity]", '[sensitivity]\nunit = "Xã Lạ"', "Xã Lạ"),
        ("name =", "name", "TOML"),
    ],
)
def test_faults_are_one_sentence(
    folder: Path, capsys: pytest.CaptureFixture[str], old: str, new: str, words: str
) -> None:
    """What cannot be used ends with status 2, one line that names the place, and no output file."""
    assert old in DESCRIPTION
    (folder / "chi-so.toml").write_text(DESCRIPTION.replace(old, new, 1), "utf-8")
    assert main(["index", str(folder / "chi-so.toml"), "--json", str(folder / "out.json")]) == 2
    said = capsys.readouterr()
    assert words in said.err
    assert said.err.count("\n") == 1
    assert said.out == ""
    assert not (folder / "out.json").exists()


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "cần một dòng tên cột"),
        ("a;x\nA;1\n", "ít nhất hai dòng đơn vị"),
        ("a;x;x\nA;1;2\nB;2;3\n", "cột “x” có hai lần"),
        ("a;x\nA;1\nA;2\n", "đơn vị “A” có hai lần"),
        ("a;x\nA;1;2\nB;2\n", "dòng 2: có 3 ô"),
        ("a;x\nA;một\nB;2\n", "dòng 2, cột “x”: “một” không phải là số"),
        ('a,x\nA,"1,234"\nB,2\n', "hàng nghìn"),
        ("a;x\nA;nan\nB;2\n", "“nan” không phải là số"),
        ("a;x\nA;1\nB;1\n", "cùng một giá trị"),
    ],
)
def test_faults_of_a_table(tmp_path: Path, capsys: pytest.CaptureFixture[str], text: str, words: str) -> None:
    """A bad table is refused with line and column."""
    (tmp_path / "b.csv").write_text(text, "utf-8")
    assert main(["index", str(tmp_path / "b.csv")]) == 2
    assert words in capsys.readouterr().err


def test_other_files_are_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A file that is no text, and a folder, are refused in one sentence."""
    (tmp_path / "b.csv").write_bytes(b"\xff\xfe\x00\x01")
    assert main(["index", str(tmp_path / "b.csv")]) == 2
    assert main(["index", str(tmp_path)]) == 2
    assert "UTF-8" in capsys.readouterr().err


def test_the_guides_example_runs(tmp_path: Path) -> None:
    """The description printed in the guide works as it stands."""
    guide = Path(__file__).resolve().parents[3] / "docs" / "guide" / "chi-so-tong-hop.md"
    part = guide.read_text("utf-8").split("## Bản mô tả")[1].split("## ")[0]
    text = "\n".join(line[4:] for line in part.splitlines() if line.startswith("    "))
    (tmp_path / "chi-so.toml").write_text(text, "utf-8")
    (tmp_path / "so-lieu.csv").write_text(
        "đơn vị;dung_han;khieu_nai;dan_so\nXã Mẫu;90;3;1000\nXã Thử;95,5;7;1200\nXã Giả;80;1;900\n", "utf-8"
    )
    found = _json(tmp_path, "chi-so.toml", 0)
    assert found["name"] == "Chỉ số phục vụ người dân (thử)"
    assert found["uncertainty"]["draws"] == 10000
