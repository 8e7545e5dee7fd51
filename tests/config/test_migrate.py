"""Upgrading the database by the command line."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.config.places import Place, filled, place

VENDORS = [pytest.param("sqlite"), pytest.param("postgres", marks=pytest.mark.postgres)]


@pytest.mark.parametrize("vendor", VENDORS)
def test_a_backup_comes_before_an_upgrade(tmp_path: Path, vendor: str) -> None:
    """A database with data and a pending step is backed up first, in the form it had; the backup can be restored."""
    with place(tmp_path / "var", vendor) as found:
        filled(found)
        assert "không có gì phải làm" in found.ok("migrate")
        found.python(
            "from django.core.management import call_command; call_command('migrate', 'jobs', 'zero', verbosity=0)"
        )
        assert found.run("migrate", "--check").stdout.startswith("còn: jobs.0001")
        said = found.ok("migrate")
        assert "đã nâng cấp: jobs.0001_initial" in said
        [saved] = (found.var / "backups").iterdir()
        assert str(saved) in said
        new = Place(tmp_path / "new", keys=False)
        assert "nâng cấp thêm 1 bước" in new.ok("restore", saved)
        assert new.python("from thuocdo.orgs.models import Person; print(Person.objects.count())") == "30"


def test_a_newer_database_is_refused(tmp_path: Path) -> None:
    """A database with a step that this version does not know is refused and left as it is."""
    found = filled(Place(tmp_path / "var"))
    found.python(
        "from django.db import connection\nfrom django.db.migrations.recorder import MigrationRecorder\n"
        "MigrationRecorder(connection).record_applied('orgs', '0999_from_the_future')"
    )
    for command in (["migrate"], ["worker"], ["verify"], ["backup", str(tmp_path / "x.zip")]):
        assert "orgs.0999_from_the_future" in found.refused(*command)
    assert not (tmp_path / "x.zip").exists()


def test_commands_before_the_first_setup_say_so(tmp_path: Path) -> None:
    """In a place without keys or database each command says in one sentence what to do first."""
    bare = Place(tmp_path / "var", keys=False)
    for command in (["worker"], ["verify"], ["backup", str(tmp_path / "x.zip")]):
        assert "thuocdo init" in bare.refused(*command)
    keyed = Place(tmp_path / "var2")
    assert "thuocdo migrate" in keyed.refused("worker")
    assert "Chưa có cơ sở dữ liệu" in keyed.refused("backup", tmp_path / "x.zip")
    keyed.env["DATABASE_URL"] = "postgres://nobody@127.0.0.1:1/none"
    assert "Không mở được cơ sở dữ liệu" in keyed.refused("migrate")
    keyed.env["MAX_UPLOAD_MB"] = "many"
    assert "môi trường" in keyed.refused("migrate")


def test_the_log_tells_of_the_upgrade(tmp_path: Path) -> None:
    """Making the database is the first entry of the log."""
    found = Place(tmp_path / "var")
    assert "Đã tạo cơ sở dữ liệu mới" in found.ok("migrate")
    shown = found.python("from thuocdo.audit.models import Entry; print(Entry.objects.get().code)")
    assert shown == "config.database.migrated"
