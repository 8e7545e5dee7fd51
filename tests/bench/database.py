"""Databases for measurements: a fresh SQLite file, and a PostgreSQL database where a server answers."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from tests.bench.figures import Figure
from tests.config.databases import environment, own_postgres

ROOT = Path(__file__).resolve().parents[2]


def on_both(module: str, measure: Callable[[str], list[Figure]]) -> list[Figure]:
    """Run `measure(label)` in a process of its own against each database, migrated and empty."""
    label = os.environ.get("BENCH_DATABASE")
    if label:
        return _here(label, measure)
    found: list[Figure] = []
    with tempfile.TemporaryDirectory() as var:
        found += _child(module, environment(Path(var), BENCH_DATABASE="SQLite"))
    with own_postgres() as url, tempfile.TemporaryDirectory() as var:
        if url:
            found += _child(module, environment(Path(var), url, BENCH_DATABASE="PostgreSQL"))
    return found


def _here(label: str, measure: Callable[[str], list[Figure]]) -> list[Figure]:
    import django
    from django.conf import settings

    settings.VAR_DIR.mkdir(parents=True, exist_ok=True)
    settings.ALLOWED_HOSTS = ["*"]
    settings.STORAGES["staticfiles"]["BACKEND"] = "django.contrib.staticfiles.storage.StaticFilesStorage"
    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    call_command("createcachetable", verbosity=0)
    return measure(label)


def _child(module: str, env: dict[str, str]) -> list[Figure]:
    out = subprocess.run(
        [sys.executable, "-m", "tests.bench.one", module],
        cwd=ROOT,
        env=env,
        capture_output=True,
        text=True,
        check=False,
    )
    if out.returncode:
        sys.stderr.write(out.stderr[-3000:])
        return [Figure(f"{module} on {env['BENCH_DATABASE']}: failed", 0, "")]
    return [Figure(**row) for row in json.loads(out.stdout.strip().splitlines()[-1])]
