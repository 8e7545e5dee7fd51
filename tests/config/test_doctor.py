"""`thuocdo doctor`: what is missing, and how to get it."""

from __future__ import annotations

import json
import os
import re
import shutil
from pathlib import Path

import pytest

from tests.config.places import Place, filled
from thuocdo.config.ops import checks


def findings(place: Place) -> dict[str, dict[str, str]]:
    done = place.run("doctor", "--json", "-")
    assert done.returncode in (0, 1), done.stderr
    return {row["name"]: row for row in json.loads(done.stdout)}


def test_a_place_in_order(tmp_path: Path) -> None:
    """In a place that is set up nothing needed is missing: exit status 0."""
    place = filled(Place(tmp_path / "var"))
    for name in ("secret.key", "audit.key"):
        (place.var / name).chmod(0o600)
    said = place.ok("doctor")
    assert "Không thiếu thứ gì bắt buộc" in said
    assert "chưa sao lưu lần nào" in said


def test_an_empty_place(tmp_path: Path) -> None:
    """Before the first setup keys and tables are missing, with the command that makes them: exit status 1."""
    place = Place(tmp_path / "var", keys=False)
    done = place.run("doctor")
    assert done.returncode == 1
    assert done.stdout.count("thuocdo init") == 2


def test_missing_programs_come_with_their_apt_line(tmp_path: Path) -> None:
    """On a machine without OCR and LibreOffice each is named with its apt line; they are not needed for the rest."""
    place = Place(tmp_path / "var")
    place.env["PATH"] = str(tmp_path)
    found = findings(place)
    assert "tesseract-ocr-vie" in found["Nhận dạng chữ (OCR)"]["remedy"]
    assert "libreoffice-writer-nogui" in found["LibreOffice"]["remedy"]
    assert {found[n]["state"] for n in ("Nhận dạng chữ (OCR)", "LibreOffice")} == {"lacking"}


@pytest.mark.ocr
def test_what_reads_scans_is_named(tmp_path: Path) -> None:
    """With everything there, the programs that read scans stand with their versions, and nothing is asked for."""
    found = findings(Place(tmp_path / "var"))["Nhận dạng chữ (OCR)"]
    assert found["state"] == "good" and found["remedy"] == ""
    assert re.search(r"tesseract \d.* \+ vie, ocrmypdf \d", found["seen"])


@pytest.mark.parametrize(
    ("version", "remedy"), [("5.4.0", "Cài Tesseract bản khác 5.4.0"), ("5.3.0", "make .venv/.run-done")]
)
def test_programs_that_do_not_fit_are_named(
    version: str, remedy: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A Tesseract that ocrmypdf refuses, or ocrmypdf itself missing, is lacking and comes with its remedy."""

    def missing(name: str) -> str:
        raise checks.metadata.PackageNotFoundError(name)

    monkeypatch.setattr(checks.shutil, "which", lambda name: f"/usr/bin/{name}")
    monkeypatch.setattr(
        checks, "_output", lambda line: "eng\nvie\n" if "--list-langs" in line else f"tesseract {version}\n"
    )
    monkeypatch.setattr(checks.metadata, "version", missing)
    found = checks.tesseract()
    assert (found.state, found.remedy) == (checks.State.LACKING, remedy)


def test_keys_that_others_can_read(tmp_path: Path) -> None:
    """Key files open to other accounts of the machine are named with the command that closes them."""
    place = Place(tmp_path / "var")
    (place.var / "audit.key").chmod(0o644)
    assert "chmod 600" in findings(place)["Khóa bí mật"]["remedy"]


def test_wrong_settings_are_a_finding(tmp_path: Path) -> None:
    """A setting that can't be read, or a database that doesn't answer, is one finding among the others."""
    place = Place(tmp_path / "var")
    place.env["MAX_UPLOAD_MB"] = "many"
    assert findings(place)["Thiết lập"]["state"] == "missing"
    del place.env["MAX_UPLOAD_MB"]
    place.env["DATABASE_URL"] = "postgres://nobody@127.0.0.1:1/none"
    assert "apt-get install -y postgresql" in findings(place)["Cơ sở dữ liệu"]["remedy"]


@pytest.mark.skipif(os.geteuid() == 0 and shutil.which("setpriv") is None, reason="root ghi được vào mọi nơi")
def test_a_folder_that_cannot_be_written(tmp_path: Path) -> None:
    """A data folder that can't be written is missing, and the sentence says where."""
    (tmp_path / "taken").write_text("")
    place = Place(tmp_path / "var")
    place.env["VAR_DIR"] = str(tmp_path / "taken" / "var")
    assert str(tmp_path / "taken") in findings(place)["Thư mục dữ liệu"]["seen"]
