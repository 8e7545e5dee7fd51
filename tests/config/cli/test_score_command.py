"""thuocdo score: the contract of the command line, run as the program runs it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from thuocdo.config.cli import main
from thuocdo.criteria.rules.library import shipped_names

# the figures of a real commune's losses, on the fictional points of the trial set
SEED = {
    "ho_so_dung_han": {"value": 2089, "of": 2141},
    "xin_loi": {"value": 0, "of": 52},
    "may_tinh_attt": {"value": 10, "of": 34},
    "nhiem_vu_chuong_trinh": {"value": 9, "of": 15},
    "bao_cao_tai_san": "2026-03-06",
    "doi_thoai": [{"name": "Quý II", "proven": True}, {"name": "Quý IV", "proven": False}],
}


def _run(tmp_path: Path, data: object, *extra: str, framework: str = "par-index-mau") -> int:
    file = tmp_path / "so-do.json"
    file.write_text(data if isinstance(data, str) else json.dumps(data, ensure_ascii=False), "utf-8")
    return main(["score", framework, "--measures", str(file), *extra])


def _nodes(row: dict[str, Any]) -> list[dict[str, Any]]:
    return [row, *(node for child in row["children"] for node in _nodes(child))]


def test_the_tree_of_the_contract(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Each node has the promised keys; the losses of the seed come out with their numbers; no input, no points."""
    assert _run(tmp_path, SEED, "--year", "2025", "--json", "-") == 0
    tree = json.loads(capsys.readouterr().out)
    promised = {"code", "name", "max", "points", "status", "because", "inputs", "missing", "children"}
    nodes = _nodes(tree)
    assert all(promised <= set(node) for node in nodes)
    by_input = {name: node for node in nodes for name in node["inputs"]}
    floor = by_input["ho_so_dung_han"]
    assert (floor["points"], floor["shortfall"]) == (0, "Còn thiếu 52 hồ sơ.")
    assert floor["inputs"]["ho_so_dung_han"] == {"value": 2089, "of": 2141}
    assert floor["steps"][0] == "2.089 ÷ 2.141 = 97,57%"
    assert by_input["xin_loi"]["points"] == 0
    assert by_input["may_tinh_attt"]["points"] == 0
    assert by_input["nhiem_vu_chuong_trinh"]["points"] == pytest.approx(
        0.6 * by_input["nhiem_vu_chuong_trinh"]["max"]
    )
    assert by_input["bao_cao_tai_san"]["points"] == 0
    assert by_input["doi_thoai"]["points"] == 0
    blank = [node for node in nodes if not node["children"] and not node["inputs"]]
    assert blank and all(node["points"] is None and node["missing"] for node in blank)
    assert tree["points"] is None and tree["least"] < tree["most"]


@pytest.mark.parametrize("name", shipped_names())
def test_every_shipped_set_scores_an_empty_file(
    name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Nothing known is nothing scored, for every set, with a reason for each criterion."""
    assert _run(tmp_path, {}, "--json", "-", framework=name) == 0
    for node in _nodes(json.loads(capsys.readouterr().out)):
        assert node["points"] is None
        assert node["because"].endswith(".")


def test_what_a_person_reads(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The text names criteria, points, reasons and the computation."""
    assert _run(tmp_path, SEED) == 0
    out = capsys.readouterr().out
    assert "97,57% thấp hơn ngưỡng 100% nên 0 điểm (nếu tính theo tỷ lệ: 2,93)." in out
    assert "Cách tính: 2.089 ÷ 2.141 = 97,57% → dưới ngưỡng 100%" in out


def test_settings_stand_in_the_same_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The floor is the office's: without it the criterion is open, with 100 % it is 0, with 97 % it is 2.93."""
    assert main(["score", "par-index-commune", "--list", "--json", "-"]) == 0
    listing = json.loads(capsys.readouterr().out)
    floors = [setting["name"] for setting in listing["settings"] if setting["unit"] == "%"]
    for floor, points in ((None, None), (100, 0), (97, 2.93)):
        data = {"ho_so_dung_han": {"value": 2089, "of": 2141}} | dict.fromkeys(floors, floor)
        assert _run(tmp_path, data, "--json", "-", framework="par-index-commune") == 0
        nodes = _nodes(json.loads(capsys.readouterr().out))
        assert next(node for node in nodes if "ho_so_dung_han" in node["inputs"])["points"] == points


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ('{"ho_so_dung_han":\n {"value": 1, "of": 2},\n "ho_so_dung_hạn": 1}', "dòng 3: "),
        ({"ho_so_dung_hạn": 1}, "có phải “ho_so_dung_han”?"),
        ({"zzz": 1}, "xem danh sách bằng --list"),
        ({"ho_so_dung_han": {"value": 2150, "of": 2141}}, "(2.150) không thể lớn hơn tổng số (2.141)"),
        ({"ho_so_dung_han": 5}, "cần số đạt và tổng số"),
        ({"bao_cao_tai_san": "31/02/2026"}, "cần một ngày"),
        ('{"zzz": 1', "không đúng dạng JSON"),
        ("[1]", "cần một bảng JSON"),
        ('{"xin_loi": NaN}', "không phải là một số"),
        ('{"xin_loi": null, "xin_loi": null}', "có hai lần"),
        ("\x00", "không đúng dạng JSON"),
    ],
)
def test_what_cannot_be_used_ends_with_2_and_one_line(
    data: object, said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """One line says which file, where, and what would be accepted; nothing is written."""
    out = tmp_path / "out.json"
    assert _run(tmp_path, data, "--json", str(out)) == 2
    told = capsys.readouterr()
    assert said in told.err and "so-do.json" in told.err
    assert told.err.count("\n") == 1 and told.out == ""
    assert not out.exists()


def test_null_is_not_known(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """null is as if the name were left out: a range, not a zero."""
    assert _run(tmp_path, {"xin_loi": None}, "--json", "-") == 0
    nodes = _nodes(json.loads(capsys.readouterr().out))
    assert next(node for node in nodes if node["missing"] == ["xin_loi"])["points"] is None


def test_missing_file_and_missing_arguments(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """No such file, no such set, neither --list nor --measures: 2 and a sentence."""
    assert main(["score", "par-index-mau", "--measures", str(tmp_path / "khong-co.json")]) == 2
    assert main(["score", "khong-co", "--measures", str(tmp_path / "x.json")]) == 2
    assert main(["score", "par-index-mau"]) == 2
    assert capsys.readouterr().err.count("\n") == 3
