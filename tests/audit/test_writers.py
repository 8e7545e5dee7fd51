"""Many writers at once on PostgreSQL."""

from __future__ import annotations

import threading
from datetime import UTC, datetime

import pytest
from django.db import close_old_connections, connection

from thuocdo.audit import queries
from thuocdo.audit.actions import record, recorded
from thuocdo.audit.models import Entry

NOW = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)
WRITERS, EACH = 12, 15


@recorded
def act(writer: int, turn: int) -> None:
    record("work.task.changed", by=None, now=NOW, subject=f"{writer}-{turn}")
    record("work.note.added", by=None, now=NOW, subject=f"{writer}-{turn}")


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_writers_do_not_deadlock() -> None:
    """Many writers at once lose no entry, leave no gap, and the two entries of an action stay neighbours."""
    if connection.vendor != "postgresql":
        pytest.skip("cần PostgreSQL (DATABASE_URL)")
    problems: list[BaseException] = []

    def write(writer: int) -> None:
        try:
            for turn in range(EACH):
                act(writer, turn)
        except BaseException as error:  # noqa: BLE001 - shown below
            problems.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=write, args=(n,)) for n in range(WRITERS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    close_old_connections()
    assert problems == []
    assert Entry.objects.count() == WRITERS * EACH * 2
    assert queries.verdict().whole
    subjects = list(Entry.objects.order_by("number").values_list("subject_id", flat=True))
    assert subjects[::2] == subjects[1::2]
