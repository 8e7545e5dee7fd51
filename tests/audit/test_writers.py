"""Many writers at once on PostgreSQL."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.config.databases import environment, own_postgres

PROGRAM = """
import json, django
django.setup()
from django.core.management import call_command
call_command("migrate", "audit", verbosity=0)
from tests.bench.audit import write_together
from thuocdo.audit import heads, queries
rate, slowest, problems = write_together(16, 12)
found = queries.verdict()
print(json.dumps([problems, found.whole, found.count, max(h.number for h in heads.read())]))
"""


@pytest.mark.postgres
def test_writers_do_not_deadlock(tmp_path: Path) -> None:
    """Sixteen writers at once lose no entry and leave no gap, nobody waits for ever, the newest head is noted."""
    with own_postgres() as url:
        if url is None:
            pytest.skip("không có PostgreSQL (TEST_POSTGRES_URL)")
        done = subprocess.run(
            [sys.executable, "-c", PROGRAM],
            env=environment(tmp_path, url),
            cwd=Path(__file__).resolve().parents[2],
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout.splitlines()[-1]) == [0, True, 192, 192]
