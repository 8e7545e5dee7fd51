"""`thuocdo init`: the first unit and administrator."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from thuocdo.config.cli import main
from thuocdo.config.secrets import ensure_secrets
from thuocdo.orgs.models import Person, Unit
from thuocdo.orgs.queries import rights_of
from thuocdo.orgs.rules.rights import Right, Role

OPTIONS = [
    "--unit",
    "Xã Mẫu",
    "--kind",
    "commune",
    "--code",
    "99001",
    "--admin",
    "Người Quản Trị",
    "--username",
    "quantri",
]


@pytest.fixture(autouse=True)
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("VAR_DIR", str(tmp_path / "var"))
    return tmp_path / "var"


def test_it_makes_unit_administrator_secrets_and_a_link(
    db: None, place: Path, capsys: pytest.CaptureFixture[str], settings: Any
) -> None:
    """Afterwards the printed link lets the administrator in, with rights over the unit only."""
    assert main(["init", *OPTIONS, "--province", "Tỉnh Mẫu", "--province-code", "99"]) == 0
    link = re.search(r"/tai-khoan/lien-ket/\S+", capsys.readouterr().out)
    assert link and Client().get(link.group()).status_code == 200
    unit, person = Unit.objects.get(code="99001"), Person.objects.get()
    assert (unit.title, unit.province and unit.province.code) == ("Xã", "99")
    from django.utils import timezone

    rights = rights_of(person, on=timezone.localdate())
    assert rights.roles == {Role.ADMINISTRATOR} and rights.can(Right.UNIT_ADMIN, unit)
    assert sorted(path.name for path in place.iterdir()) == ["audit.key", "cache", "files", "secret.key"]


def test_it_refuses_a_second_time(db: None, capsys: pytest.CaptureFixture[str]) -> None:
    """Where somebody has an account already nothing changes."""
    assert main(["init", *OPTIONS]) == 0
    assert main(["init", *OPTIONS[:-1], "quantri2"]) == 2
    assert "đã khởi tạo rồi" in capsys.readouterr().err
    assert Person.objects.count() == 1


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"--code": "3390"}, "Mã phải đủ 5 chữ số"),
        ({"--username": "Quản trị"}, "Tên đăng nhập gồm"),
        ({"--unit": ""}, "Thiếu --unit"),
    ],
)
def test_a_wrong_value_makes_nothing(
    db: None,
    change: dict[str, str],
    sentence: str,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """One sentence, status 2, no half of an installation."""
    options = dict(zip(OPTIONS[::2], OPTIONS[1::2], strict=True)) | change
    monkeypatch.setattr("sys.stdin.isatty", lambda: False, raising=False)
    assert main(["init", *(part for pair in options.items() for part in pair)]) == 2
    assert sentence in capsys.readouterr().err
    assert not Unit.objects.exists() and not Person.objects.exists()


def test_at_a_terminal_it_asks(
    db: None, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """What is not given by options is asked for, an empty answer once more."""
    answers = iter(["", "commune", "Xã Mẫu", "99001", "Người Quản Trị", "quantri"])
    monkeypatch.setattr("sys.stdin.isatty", lambda: True, raising=False)
    monkeypatch.setattr("builtins.input", lambda question: next(answers))
    assert main(["init"]) == 0
    assert Unit.objects.get().code == "99001"


def test_secrets_are_private_and_never_overwritten(tmp_path: Path) -> None:
    """Two files of their owner only, long enough, the same after a second call."""
    made = ensure_secrets(tmp_path / "var")
    kept = {path.name: path.read_text() for path in made}
    assert sorted(kept) == ["audit.key", "secret.key"]
    assert all(path.stat().st_mode & 0o077 == 0 and len(path.read_text().strip()) >= 32 for path in made)
    assert ensure_secrets(tmp_path / "var") == []
    assert {path.name: path.read_text() for path in made} == kept
