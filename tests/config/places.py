"""Installations that tests set up, use by the command line as an operator would, and damage."""

from __future__ import annotations

import atexit
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from tests.config.databases import environment, own_postgres

ROOT = Path(__file__).resolve().parents[2]
COMMAND = str(Path(sys.executable).parent / "thuocdo")
FILL = """
from datetime import date
from django.conf import settings
from django.utils import timezone
from thuocdo.audit.actions import record
from thuocdo.jobs.models import Job
from thuocdo.orgs.models import Membership, Person, Unit
from thuocdo.lib.text import fold, sort_key
now = timezone.now()
unit = Unit.objects.create(code="99001", kind="commune", name="Xã Mẫu", folded=fold("Xã Mẫu"), sort=sort_key("Xã Mẫu"))
for n in range(30):
    person = Person.objects.create(username=f"nguoi{n}", full_name=f"Người Thử {n}", email=f"n{n}@mau.example")
    Membership.objects.create(person=person, unit=unit, role="officer", starts=date(2026, 1, 1))
    Job.objects.create(kind="a.b", state="done", created_at=now, unit=unit, by=person,
                       payload={"chữ": "Đã ký – “số”", "n": [n, None, 1.5]}, result=None if n % 2 else {})
    record("orgs.person.added", by=person, now=now, subject=person, unit=unit, after={"n": n})
store = settings.STORE_DIR / "ab"
store.mkdir(parents=True, exist_ok=True)
for n in range(3):
    (store / f"abc{n}").write_bytes(bytes([n]) * 300_000)
"""
COUNT = """
from thuocdo.audit.models import Entry
from thuocdo.jobs.models import Job
from thuocdo.orgs.models import Membership, Person, Unit
job = Job.objects.order_by("id").last()
print(Unit.objects.count(), Person.objects.count(), Membership.objects.count(), Job.objects.count(),
      Entry.objects.filter(code="orgs.person.added").count(), sorted(job.payload.items()), Unit.objects.get().name, job.created_at.isoformat())
"""
NEW_PERSON = (
    "from thuocdo.orgs.models import Person\nPerson.objects.create(username='moi', full_name='Mới', email='')"
)


class Place:
    """One VAR_DIR and one database. Keys stand in files, as on a real installation."""

    def __init__(self, var: Path, url: str | None = None, *, keys: bool = True, lean: bool = True) -> None:
        self.var = var
        settings = "tests.config.lean_settings" if lean else "thuocdo.config.settings"
        self.env = environment(var, url, DJANGO_SETTINGS_MODULE=settings, PYTHONPATH=ROOT)
        for name in ("SECRET_KEY", "AUDIT_KEY"):
            value = self.env.pop(name)
            if keys:
                (var / f"{name.split('_')[0].lower()}.key").write_text(value)

    def run(self, *arguments: Any, **more: Any) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [COMMAND, *map(str, arguments)],
            env=self.env,
            cwd=self.var,
            capture_output=True,
            text=True,
            check=False,
            timeout=180,
            **more,
        )

    def ok(self, *arguments: Any) -> str:
        done = self.run(*arguments)
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def refused(self, *arguments: Any, **more: Any) -> str:
        """The one sentence with which a command refuses."""
        done = self.run(*arguments, **more)
        assert done.returncode == 2, done.stdout + done.stderr
        assert "Traceback" not in done.stderr
        assert len(done.stderr.strip().splitlines()) == 1, done.stderr
        return done.stderr.strip()

    def python(self, program: str) -> str:
        done = subprocess.run(
            [sys.executable, "-c", "import django; django.setup()\n" + program],
            env=self.env,
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout.strip()


@contextmanager
def place(var: Path, vendor: str, *, keys: bool = True) -> Iterator[Place]:
    """An empty place on SQLite or PostgreSQL; skips where PostgreSQL is not there."""
    if vendor == "sqlite":
        yield Place(var, keys=keys)
        return
    with own_postgres() as url:
        if url is None:
            pytest.skip("không có PostgreSQL (TEST_POSTGRES_URL)")
        yield Place(var, url, keys=keys)


def installed(var: Path) -> Place:
    """An installation of the whole program, its tables made and nothing in them: a copy of one made once."""
    shutil.copytree(_installed(), var, dirs_exist_ok=True)
    return Place(var, lean=False)


@cache
def _installed() -> Path:
    folder = Path(tempfile.mkdtemp(prefix="thuocdo-installed-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    Place(folder, lean=False).ok("migrate")
    return folder


def filled(made: Place) -> Place:
    """Tables, rows, files and a log. On SQLite a copy of one that was made once in this process."""
    if "DATABASE_URL" in made.env:
        return _fill(made)
    shutil.copytree(_template(), made.var, dirs_exist_ok=True)
    return made


def _fill(made: Place) -> Place:
    made.ok("migrate")
    made.python(FILL)
    return made


@cache
def _template() -> Path:
    folder = Path(tempfile.mkdtemp(prefix="thuocdo-filled-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return _fill(Place(folder)).var
