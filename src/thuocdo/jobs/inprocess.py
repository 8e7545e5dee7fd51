"""Jobs in threads of the web process, for places without a worker process (settings.JOBS_IN_PROCESS).

The same claim, heartbeat and sweep as with workers: several web processes may do this at once.
"""

from __future__ import annotations

import logging
import os
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

from django.db import DatabaseError, connection

from thuocdo.jobs import runner
from thuocdo.jobs.models import Job
from thuocdo.jobs.rules import JobState

logger = logging.getLogger(__name__)

THREADS = 1  # reading a file is done in a process of its own; one at a time leaves the site its share
LOOK_SECONDS = 5.0
SWEEP_SECONDS = 60.0

_lock = threading.Lock()
_news = threading.Event()
_stopping = threading.Event()
_threads: list[threading.Thread] = []
_held = False
_started_in = 0  # process id; a fork starts anew
_swept_at = 0.0


def start() -> None:
    """Start the threads once in this process."""
    global _started_in
    with _lock:
        if _started_in == os.getpid():
            return
        _started_in = os.getpid()
        _stopping.clear()
        _threads[:] = [
            threading.Thread(target=_work, name=f"jobs-{n + 1}", daemon=True) for n in range(THREADS)
        ]
        for thread in _threads:
            thread.start()


def stop() -> None:
    """End the threads when their job is done (tests; a web process just ends, and the job is run again)."""
    global _started_in
    _stopping.set()
    _news.set()
    for thread in _threads:
        thread.join(timeout=60)
    _threads.clear()
    _started_in = 0


@contextmanager
def held() -> Iterator[None]:
    """No threads are started inside the block: whoever holds runs its jobs itself (a process that will fork)."""
    global _held
    before, _held = _held, True
    try:
        yield
    finally:
        _held = before


def wake() -> None:
    """A job waits: have it looked at now."""
    if _held:
        return
    start()
    _news.set()


def _work() -> None:
    while not _stopping.is_set():
        _news.clear()
        try:
            _sweep_each_minute()
            ran = _run_next()
        except DatabaseError:
            # Not migrated yet, or locked: the site says so itself; here it is only tried again.
            logger.warning("waiting jobs could not be looked at; trying again in %s s", LOOK_SECONDS)
            connection.close()
            ran = False
        if not ran:
            connection.close()
            _news.wait(LOOK_SECONDS)


def _sweep_each_minute() -> None:
    global _swept_at
    with _lock:
        due = _swept_at == 0 or time.monotonic() - _swept_at > SWEEP_SECONDS
        if due:
            _swept_at = time.monotonic()
    if due:
        runner.sweep_now()


def _run_next() -> bool:
    found = (
        Job.objects.filter(state=JobState.QUEUED)
        .order_by("created_at", "id")
        .values_list("id", flat=True)[:1]
    )
    return any(runner.run(job_id) for job_id in found)
