"""`thuocdo demo`, and a backup of all the stages' data that it makes."""

from __future__ import annotations

import signal
import socket
import subprocess
import urllib.request
from pathlib import Path

import pytest

from tests.config.places import COMMAND, NEW_PERSON, Place, place
from tests.config.test_serve import free_port

COUNT = (
    "from django.apps import apps\n"
    "print(sorted((m._meta.db_table, m._base_manager.count()) for m in apps.get_models(include_auto_created=True)"
    " if m._meta.app_label in ('calendars', 'documents', 'jobs', 'orgs', 'plans', 'work')))"
)


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Place:
    """A place with the sample data, where somebody only looked before."""
    found = Place(tmp_path_factory.mktemp("demo") / "var", keys=False, lean=False)
    found.run("doctor")
    assert "Tài khoản" in found.ok("demo", "--no-serve")
    return found


def test_again_keeps_what_is_there(demo: Place) -> None:
    """Running the demo again adds no unit, person, plan or task."""
    before = demo.python(COUNT)
    said = demo.ok("demo", "--data", demo.var, "--no-serve")
    assert "Kế hoạch" in said
    assert demo.python(COUNT) == before


def test_the_site_is_served(demo: Place) -> None:
    """The demo serves the site on this machine, says where, and ends when told to."""
    port = free_port()
    running = subprocess.Popen(
        [COMMAND, "demo", "--port", str(port)], env=demo.env, cwd=demo.var, stdout=subprocess.PIPE, text=True
    )
    try:
        assert running.stdout
        said = ""
        for line in running.stdout:
            said += line
            if "Mở trang web" in line:
                break
        assert f"http://localhost:{port}" in said
        with urllib.request.urlopen(f"http://localhost:{port}/tai-khoan/dang-nhap/", timeout=20) as page:
            assert page.status == 200
        running.send_signal(signal.SIGINT)
        assert running.wait(timeout=30) == 0
    finally:
        running.kill()
        running.wait()
        if running.stdout:
            running.stdout.close()


def test_refusals(demo: Place, tmp_path: Path) -> None:
    """A taken port, a plan that isn't there, a folder with real data: one sentence, and nothing is made."""
    other = Place(tmp_path / "var", keys=False, lean=False)
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        assert "--port" in other.refused("demo", "--port", taken.getsockname()[1])
    assert "khong-co.docx" in other.refused("demo", "--no-serve", "khong-co.docx")
    assert list(other.var.iterdir()) == []
    (other.var / "thuocdo.sqlite3").write_bytes(b"real")
    assert "--data" in other.refused("demo", "--no-serve")
    assert [p.name for p in other.var.iterdir()] == ["thuocdo.sqlite3"]


@pytest.mark.parametrize(
    "vendor", [pytest.param("sqlite"), pytest.param("postgres", marks=pytest.mark.postgres)]
)
def test_all_stages_survive_backup_and_restore(demo: Place, tmp_path: Path, vendor: str) -> None:
    """A backup of the whole program's data restores every stage's rows and files; log and files verify; new rows get new numbers."""
    demo.ok("backup", tmp_path / "a.zip")
    with place(tmp_path / "new", vendor, keys=False) as new:
        new.env["DJANGO_SETTINGS_MODULE"] = "thuocdo.config.settings"
        new.ok("restore", tmp_path / "a.zip")
        assert new.python(COUNT) == demo.python(COUNT)
        assert "tệp đã lưu khớp" in new.ok("verify", "--backup", tmp_path / "a.zip")
        new.python(NEW_PERSON)
        assert "nơi trống" in new.refused("restore", tmp_path / "a.zip")
        stored = next(p for p in (new.var / "files").rglob("*") if p.is_file())
        stored.chmod(0o600)
        stored.write_bytes(stored.read_bytes() + b"x")
        done = new.run("verify")
        assert done.returncode == 1
        assert "bị thay đổi" in done.stdout
