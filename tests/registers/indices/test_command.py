"""thuocdo papi import and check, as an operator types them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.registers.indices.tables import csv_of
from thuocdo.config.cli import main
from thuocdo.registers.indices.models import IndexRelease

PLAN = "UBND TỈNH LAI CHÂU\n\nKẾ HOẠCH\nNâng cao Chỉ số PAPI tỉnh Lai Châu năm 2024\n\nNăm 2023, tỉnh Lai Châu đạt 1,0000 điểm xếp thứ 18/63 tỉnh, thành phố; tăng 09 bậc so với năm 2022.\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Two made-up years."""
    for year in (2022, 2023):
        (tmp_path / f"{year}.csv").write_bytes(csv_of(year))
    return tmp_path


@pytest.fixture(autouse=True)
def started(monkeypatch: pytest.MonkeyPatch) -> None:
    """Django is set up by the test runner already."""
    monkeypatch.setattr("thuocdo.config.cli.init.start_django", lambda: None)


@pytest.mark.django_db
def test_a_folder_goes_in_and_again_changes_nothing(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Status 0, a line a year; the second time says that nothing changed."""
    assert main(["papi", "import", str(folder), "--source", "Mẫu"]) == 0
    assert "2023: mới (bản 1); 63 tỉnh, thành phố, 63 có đủ kết quả" in capsys.readouterr().out
    assert main(["papi", "import", str(folder), "--json", "-"]) == 0
    out = json.loads(capsys.readouterr().out)
    assert [one["how"] for one in out] == ["same", "same"]
    assert IndexRelease.objects.count() == 2


@pytest.mark.django_db
def test_one_file_needs_its_year(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A name that is no year asks for --year; with it the file goes in."""
    file = tmp_path / "bao-cao.csv"
    file.write_bytes(csv_of(2023))
    assert main(["papi", "import", str(file)]) == 2
    assert "--year" in capsys.readouterr().err
    assert main(["papi", "import", str(file), "--year", "2023"]) == 0
    assert main(["papi", "import", str(tmp_path / "khong-co")]) == 2


@pytest.mark.django_db
def test_a_refused_folder_ends_with_two_and_every_reason(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Nothing is written; the reasons name file and column."""
    (folder / "2023.csv").write_bytes(csv_of(2023, changes={("P08", "SC11"): "9"}))
    assert main(["papi", "import", str(folder)]) == 2
    assert "2023.csv: Cột SC11" in capsys.readouterr().err
    assert not IndexRelease.objects.exists()


def test_check_needs_no_database_and_says_what_is_wrong(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Status 1 with the claims that do not hold, as text and as JSON; a commune's plan has nothing to hold against."""
    plan = tmp_path / "ke-hoach.txt"
    plan.write_text(PLAN, encoding="utf-8")
    assert main(["papi", "check", str(plan), "--papi", str(folder)]) == 1
    assert "✖ Sai" in capsys.readouterr().out
    assert main(["papi", "check", str(plan), "--papi", str(folder), "--json", "-"]) == 1
    data = json.loads(capsys.readouterr().out)
    assert data["province"] == "P08"
    assert "wrong" in {claim["verdict"] for claim in data["claims"]}
    plan.write_text(PLAN.replace("UBND TỈNH LAI CHÂU", "ỦY BAN NHÂN DÂN\nXÃ MẪU").replace("tỉnh Lai Châu", "xã Mẫu"), encoding="utf-8")  # fmt: skip
    assert main(["papi", "check", str(plan), "--papi", str(folder)]) == 0
    assert "không có điểm PAPI của xã" in capsys.readouterr().out
    assert main(["papi", "check", str(plan)]) == 2


def test_the_real_plan_on_the_command_line(shared: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The province's plan of 2024: five wrong claims, 4 of 8 targets met, the total missed."""
    seed = next((shared / "seeds").glob("002_*.txt"))
    assert main(["papi", "check", str(seed), "--papi", str(shared / "data" / "papi"), "--json", "-"]) == 1
    data = json.loads(capsys.readouterr().out)
    assert sum(claim["verdict"] == "wrong" for claim in data["claims"]) == 5
    assert data["outcome_sum"] == {"met": 4, "parts": 8, "known": 8, "total": False}
