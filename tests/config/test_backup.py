"""Backup and restore by the command line, on both databases and across."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.config.places import COMMAND, COUNT, NEW_PERSON, Place, filled, place
from thuocdo.config.ops.archive import reading
from thuocdo.lib.errors import InputError

POSTGRES = pytest.mark.postgres
WAYS = [  # from SQLite to SQLite: test_demo.py, with all stages
    pytest.param("postgres", "postgres", marks=POSTGRES),
    pytest.param("sqlite", "postgres", marks=POSTGRES),
    pytest.param("postgres", "sqlite", marks=POSTGRES),
]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Place, Path]:
    """A filled place on SQLite and a backup of it."""
    folder = tmp_path_factory.mktemp("made")
    found = filled(Place(folder / "var"))
    found.ok("backup", folder / "a.zip")
    return found, folder / "a.zip"


@pytest.mark.parametrize(("source", "target"), WAYS)
def test_what_was_backed_up_is_restored(tmp_path: Path, source: str, target: str) -> None:
    """A backup restored into an empty place gives the same rows, files and log, and new rows get new numbers."""
    file = tmp_path / "a.zip"
    with place(tmp_path / "old", source) as old:
        filled(old)
        said = old.ok("backup", file)
        assert "đã đọc lại và khớp" in said
        before = old.python(COUNT)
        with place(tmp_path / "new", target, keys=False) as new:
            assert "khớp mã kiểm tra" in new.ok("restore", file)
            assert new.python(COUNT) == before
            assert (new.var / "files/ab/abc2").read_bytes() == b"\x02" * 300_000
            assert (new.var / "audit.key").read_text() == (old.var / "audit.key").read_text()
            assert "nguyên vẹn" in new.ok("verify", "--no-files", "--backup", file)
            new.python(NEW_PERSON)
            assert "nơi trống" in new.refused("restore", file)


def test_a_backup_runs_beside_writers(made: tuple[Place, Path], tmp_path: Path) -> None:
    """While somebody holds the database for writing, a backup is made all the same, of what was committed."""
    place_, _file = made
    program = f"""
import threading
from pathlib import Path
from django.db import transaction
from django.utils import timezone
from thuocdo.config.ops.backup import make_backup
from thuocdo.orgs.models import Unit
with transaction.atomic():
    Unit.objects.update(phone="0999")
    thread = threading.Thread(target=make_backup, args=(Path({str(tmp_path / "b.zip")!r}),), kwargs=dict(now=timezone.now()))
    thread.start()
    thread.join(60)
    assert not thread.is_alive()
    transaction.set_rollback(True)
"""
    place_.python(program)
    with zipfile.ZipFile(tmp_path / "b.zip") as found:
        assert b"0999" not in found.read("tables/orgs_unit.jsonl")


def test_work_during_a_backup_is_no_break(made: tuple[Place, Path], tmp_path: Path) -> None:
    """Actions that are recorded while a backup is being written do not make its log look cut afterwards."""
    place_, _file = made
    program = f"""
from pathlib import Path
from django.utils import timezone
from thuocdo.audit.actions import record
from thuocdo.config.ops import backup
write_files = backup._write_files
def meanwhile(writer, **options):
    record("work.task.closed", by=None, now=timezone.now())
    return write_files(writer, **options)
backup._write_files = meanwhile
backup.make_backup(Path({str(tmp_path / "b.zip")!r}), now=timezone.now())
"""
    place_.python(program)
    new = Place(tmp_path / "var", keys=False)
    assert "nguyên vẹn" in new.ok("restore", tmp_path / "b.zip")


def test_a_backup_of_a_cut_log_stays_suspect(tmp_path: Path) -> None:
    """A log that was cut before the backup is still found cut after the restore; exit status 1."""
    old = filled(Place(tmp_path / "old"))
    old.python(
        "from django.db import connection as c\nfrom thuocdo.audit import triggers\ntriggers.drop(c)\n"
        "c.cursor().execute('DELETE FROM audit_entry WHERE number > 20')\ntriggers.create(c)"
    )
    old.ok("backup", tmp_path / "a.zip")
    new = Place(tmp_path / "new", keys=False)
    done = new.run("restore", tmp_path / "a.zip")
    assert done.returncode == 1
    assert "từ bản ghi 21" in done.stdout


def test_damage_is_told_and_nothing_restored(made: tuple[Place, Path], tmp_path: Path) -> None:
    """Whatever byte of a backup is changed or cut off, restore says so in one sentence and leaves nothing."""
    _place, file = made
    whole = file.read_bytes()
    cuts: list[Callable[[bytes], bytes]] = [
        lambda b: b[: len(b) // 2],
        lambda b: b[:-30],
        lambda b: b"",
        lambda b: b"hello" * 100,
        lambda b: b[:1000] + bytes([b[1000] ^ 255]) + b[1001:],
        lambda b: b[: len(b) // 2] + bytes([b[len(b) // 2] ^ 1]) + b[len(b) // 2 + 1 :],
        lambda b: b.replace(b"\x01" * 5000, b"\x03" * 5000),
    ]
    for number, cut in enumerate(cuts):
        damaged = tmp_path / f"{number}.zip"
        damaged.write_bytes(cut(whole))
        assert cut(whole) != whole
        with pytest.raises(InputError, match="nguyên vẹn"), reading(damaged) as archive:
            archive.check()
    for number in (0, 5):
        empty = Place(tmp_path / f"var{number}", keys=False)
        assert f"{number}.zip" in empty.refused("restore", tmp_path / f"{number}.zip")
        assert list(empty.var.iterdir()) == []


def test_wrong_rows_are_noticed(made: tuple[Place, Path], tmp_path: Path) -> None:
    """A backup whose checksums fit but whose rows don't fit what it says of its tables is not restored."""
    import hashlib

    _place, file = made
    forged = tmp_path / "forged.zip"
    with zipfile.ZipFile(file) as old, zipfile.ZipFile(forged, "w") as new:
        manifest = json.loads(old.read("manifest.json"))
        name = "tables/orgs_person.jsonl"
        for member in manifest["members"]:
            content = old.read(member)
            if member == name:
                content = content.replace("Người Thử 7".encode(), "Người Khác".encode())
                manifest["members"][name] = {
                    "size": len(content),
                    "sha256": hashlib.sha256(content).hexdigest(),
                }
            new.writestr(member, content)
        new.writestr("manifest.json", json.dumps(manifest))
    empty = Place(tmp_path / "var", keys=False)
    assert "orgs_person" in empty.refused("restore", forged)
    assert list(empty.var.iterdir()) == []


def test_a_full_disk_leaves_no_file(made: tuple[Place, Path], tmp_path: Path) -> None:
    """When the room ends in the middle, there is one sentence and no file, neither whole nor in part."""
    import resource

    place_, _file = made

    def little_room() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (400_000, 400_000))

    said = place_.refused("backup", tmp_path / "b.zip", preexec_fn=little_room)
    assert "Không đủ chỗ" in said
    assert list(tmp_path.iterdir()) == []


def test_a_kill_in_the_middle_leaves_no_whole_file(made: tuple[Place, Path], tmp_path: Path) -> None:
    """A backup killed in the middle leaves nothing under its name; the next one cleans up and succeeds."""
    place_, _file = made
    big = place_.var / "files/ab/big"
    with big.open("wb") as out:
        out.truncate(600_000_000)
    target = tmp_path / "b.zip"
    try:
        running = subprocess.Popen(
            [COMMAND, "backup", str(target)], env=place_.env, stdout=subprocess.DEVNULL
        )
        for _ in range(600):
            if any(p.stat().st_size > 1_500_000 for p in tmp_path.glob(".b.zip.*.part")):
                break
            time.sleep(0.02)
        os.kill(running.pid, signal.SIGKILL)
        assert running.wait() == -signal.SIGKILL
        assert not target.exists()
        [left] = tmp_path.iterdir()
        assert "nguyên vẹn" in place_.refused("restore", "--check", left)
    finally:
        big.unlink()
    place_.ok("backup", target)
    assert [p.name for p in tmp_path.iterdir()] == ["b.zip"]
    assert "đã có" in place_.refused("backup", target)


def test_a_backup_without_keys_needs_the_right_ones(made: tuple[Place, Path], tmp_path: Path) -> None:
    """A backup without keys goes only where the same audit key is set."""
    place_, _file = made
    file = tmp_path / "b.zip"
    place_.ok("backup", "--without-secrets", file)
    assert not any("secrets" in name for name in zipfile.ZipFile(file).namelist())
    other = Place(tmp_path / "other", keys=False)
    assert "AUDIT_KEY" in other.refused("restore", file)
    other.env |= {"AUDIT_KEY": "z" * 40, "SECRET_KEY": "z" * 40}
    assert "khác" in other.refused("restore", file)
    other.env["AUDIT_KEY"] = (place_.var / "audit.key").read_text()
    other.ok("restore", file)


def test_a_cut_log_is_found_by_the_backup(made: tuple[Place, Path], tmp_path: Path) -> None:
    """When the end of the log and the file of heads are both gone, a backup still betrays it."""
    _place, file = made
    new = Place(tmp_path / "var", keys=False)
    new.ok("restore", file)
    new.python(
        "from django.db import connection as c\nfrom thuocdo.audit import triggers\ntriggers.drop(c)\n"
        "c.cursor().execute('DELETE FROM audit_entry WHERE number > 20')\ntriggers.create(c)"
    )
    (new.var / "audit-head.jsonl").unlink()
    done = new.run("verify", "--no-files", "--backup", file)
    assert done.returncode == 1
    assert "từ bản ghi 21" in done.stdout
