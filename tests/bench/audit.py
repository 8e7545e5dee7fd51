"""Fifty writers at once on PostgreSQL: recorded actions a second, and the time to verify what they wrote."""

from __future__ import annotations

import os
import tempfile
import threading
import time
from datetime import UTC, datetime
from pathlib import Path

from tests.bench.figures import Figure
from tests.config.databases import environment, own_postgres

WRITERS, EACH = 50, 60


def figures() -> list[Figure]:
    with own_postgres() as url, tempfile.TemporaryDirectory() as var:
        if url is None:
            return [Figure("50 writers on PostgreSQL: no server", 0, "")]
        os.environ.update(environment(Path(var), url))
        return _measure()


def _measure() -> list[Figure]:
    import django

    django.setup()
    from django.core.management import call_command
    from django.db import connection

    from thuocdo.audit import queries
    from thuocdo.audit.models import Entry

    call_command("migrate", "audit", verbosity=0)
    rate, slowest, problems = write_together(WRITERS, EACH)
    written = Entry.objects.count()
    began = time.perf_counter()
    whole = queries.verdict().whole
    verifying = written / (time.perf_counter() - began)
    connection.close()
    note = f"{written} entries, chain {'whole' if whole else 'BROKEN'}, {problems} errors"
    return [
        Figure("50 writers on PostgreSQL: recorded actions a second", rate, "1/s", 300, more=True, note=note),
        Figure("the slowest of those actions", slowest, "s"),
        Figure("entries verified a second", verifying, "1/s"),
    ]


def write_together(writers: int, each: int) -> tuple[float, float, int]:
    """Actions a second, seconds of the slowest, number of failures."""
    from django.db import DatabaseError, connection

    from thuocdo.audit.actions import record, recorded
    from thuocdo.audit.models import Verification

    now = datetime.now(UTC)
    times: list[float] = []
    problems: list[Exception] = []
    ready = threading.Barrier(writers + 1)

    @recorded
    def act(writer: int, turn: int) -> None:
        # a row of one's own, as an action changes one
        Verification.objects.create(at=now, last_number=turn)
        record(
            "work.task.changed",
            by=None,
            now=now,
            subject=f"{writer}-{turn}",
            unit=writer,
            after={"turn": turn},
        )

    def write(writer: int) -> None:
        connection.ensure_connection()
        ready.wait()
        for turn in range(each):
            began = time.perf_counter()
            try:
                act(writer, turn)
            except DatabaseError as error:
                problems.append(error)
            times.append(time.perf_counter() - began)
        connection.close()

    threads = [threading.Thread(target=write, args=(n,)) for n in range(writers)]
    for thread in threads:
        thread.start()
    ready.wait()
    began = time.perf_counter()
    for thread in threads:
        thread.join()
    return writers * each / (time.perf_counter() - began), max(times), len(problems)
