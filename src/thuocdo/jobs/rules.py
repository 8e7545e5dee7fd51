"""States of a job, who may take it, and when a worker counts as lost."""

from __future__ import annotations

from datetime import datetime, timedelta
from enum import StrEnum


class JobState(StrEnum):
    QUEUED = "queued"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    STOPPED = "stopped"


UNFINISHED = frozenset({JobState.QUEUED, JobState.RUNNING})

TRANSITIONS: dict[JobState, frozenset[JobState]] = {
    JobState.QUEUED: frozenset({JobState.RUNNING, JobState.STOPPED, JobState.FAILED}),
    JobState.RUNNING: frozenset({JobState.DONE, JobState.FAILED, JobState.STOPPED, JobState.QUEUED}),
    JobState.DONE: frozenset(),
    JobState.FAILED: frozenset({JobState.QUEUED}),
    JobState.STOPPED: frozenset({JobState.QUEUED}),
}

MAX_ATTEMPTS = 3
HEARTBEAT = timedelta(seconds=10)
# A heartbeat waits up to 20 s for SQLite's lock; three missed in a row and some more are a lost worker.
STALE_AFTER = timedelta(seconds=75)
# A queued job whose message may have been lost is delivered again; a second delivery does no harm.
REDELIVER_AFTER = timedelta(seconds=30)


def is_stale(heartbeat_at: datetime | None, now: datetime) -> bool:
    """Whether a running job's worker has been silent for too long."""
    return heartbeat_at is None or now - heartbeat_at > STALE_AFTER


def after_loss(attempts: int) -> JobState:
    """What becomes of a running job whose worker is gone after so many attempts."""
    return JobState.QUEUED if attempts < MAX_ATTEMPTS else JobState.FAILED
