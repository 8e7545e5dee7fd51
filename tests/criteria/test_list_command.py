"""`thuocdo score FRAMEWORK --list`: what a set asks for, without a database."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.criteria.rules.test_loading import GOOD
from thuocdo.config.cli import main


def test_list_prints_measures_settings_and_criteria(capsys: pytest.CaptureFixture[str]) -> None:
    """A shipped name lists its measures with their kinds, its open settings, and its criteria with points."""
    assert main(["score", "qd-766", "--list"]) == 0
    out = capsys.readouterr().out
    assert "ho_so_dung_han [ratio, hồ sơ]" in out
    assert "diem_3_1 [điểm]" in out
    assert "2.1 Hồ sơ giải quyết trước hạn, đúng hạn: 20 điểm" in out


def test_list_of_a_file_as_json(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A file's list as JSON holds the tree; points are numbers, open ones name their setting."""
    path = tmp_path / "mau.toml"
    path.write_text(GOOD.replace("max = 7.5", 'max = { setting = "nguong" }'), "utf-8")
    assert main(["score", str(path), "--list", "--json", "-"]) == 0
    data = json.loads(capsys.readouterr().out)
    assert [m["name"] for m in data["measures"]] == ["ho_so", "chuoi"]
    assert [c["max"] for c in data["criteria"][0]["children"]] == [{"setting": "nguong"}, 2.5]


def test_bad_file_ends_with_2_and_every_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A bad set ends with status 2 and file, line and reason on standard error; an unknown name says what there is."""
    path = tmp_path / "mau.toml"
    path.write_text(GOOD.replace('level = "commune"', 'level = "xa"'), "utf-8")
    assert main(["score", str(path), "--list"]) == 2
    assert f"{path}: dòng 5: " in capsys.readouterr().err
    assert main(["score", "papi", "--list"]) == 2
    assert "papi-2018, papi-2018-28, papi-2021" in capsys.readouterr().err
