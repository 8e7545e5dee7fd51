"""What a handler says about its progress, saved at intervals, with the sign of life of its worker."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

from django.db import DatabaseError, connection
from django.db.models import QuerySet
from django.utils import timezone

from thuocdo.jobs.models import Job
from thuocdo.jobs.rules import HEARTBEAT, JobState

logger = logging.getLogger(__name__)

SAVE_SECONDS = 0.5  # progress is written at most this often


class JobStopped(Exception):  # noqa: N818 - not an error: a person asked for it
    """A person asked this job to stop, or another worker has taken it over."""


class Progress:
    """Callable that handlers get: `progress("Đọc trang", 3, 12)`; raises JobStopped when the job is to end.

    Saved by a thread with a connection of its own, so that it is seen while the handler's transaction is open.
    """

    def __init__(self, job_id: int, token: str, *, inline: bool = False) -> None:
        self.job_id = job_id
        self._token = token
        self.inline = inline
        self._now: tuple[str, int, int] = ("", 0, 0)
        self._saved: tuple[str, int, int] = ("", 0, 0)
        self._saved_at = 0.0
        self._stopping = False
        self.changed = threading.Event()
        self._writing = threading.Lock()  # an older value may not be written over a newer one

    def __call__(self, step: str, done: int = 0, total: int = 0) -> None:
        self._now = (str(step)[:200], max(0, done), max(0, total))
        if self.inline and (
            self._now[0] != self._saved[0] or time.monotonic() - self._saved_at > SAVE_SECONDS
        ):
            self.save()
        self.changed.set()
        if self._stopping:
            raise JobStopped

    def holding(self) -> QuerySet[Job]:
        """The job as long as this worker holds it, nothing otherwise."""
        return Job.objects.filter(pk=self.job_id, state=JobState.RUNNING, worker=self._token)

    def save(self) -> None:
        """Write progress and the sign of life; learn whether to stop."""
        with self._writing:
            step, done, total = now = self._now
            held = self.holding().update(step=step, done=done, total=total, heartbeat_at=timezone.now())
            self._saved, self._saved_at = now, time.monotonic()
        if not held or self.holding().filter(stop_requested=True).exists():
            self._stopping = True

    def save_last(self) -> None:
        """Write what was said last, before the job's end is written."""
        with self._writing:
            if self._now != self._saved:
                step, done, total = self._saved = self._now
                self.holding().update(step=step, done=done, total=total)


@contextmanager
def pulse(progress: Progress) -> Iterator[None]:
    """Keep the job's heartbeat and progress in the table while the block runs."""
    if progress.inline:
        yield
        return
    ended = threading.Event()
    thread = threading.Thread(
        target=_beat, args=(progress, ended), name=f"job-{progress.job_id}-pulse", daemon=True
    )
    thread.start()
    try:
        yield
    finally:
        ended.set()
        progress.changed.set()
        thread.join(timeout=30)


def _beat(progress: Progress, ended: threading.Event) -> None:
    try:
        while not ended.is_set():
            changed = progress.changed.wait(timeout=HEARTBEAT.total_seconds())
            progress.changed.clear()
            if ended.is_set():
                break
            try:
                progress.save()
            except DatabaseError:
                # A locked database: the next beat comes soon, and only many missed ones count.
                logger.warning("heartbeat of job %s could not be written", progress.job_id)
                connection.close()
            if changed:
                ended.wait(SAVE_SECONDS)
    finally:
        connection.close()
