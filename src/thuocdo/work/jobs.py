"""The background job that opens new periods of tasks that come again (settings.JOB_HANDLERS, EACH_MINUTE)."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Protocol

from django.utils import timezone

from thuocdo.jobs.actions import enqueue
from thuocdo.jobs.queries import has_been_queued
from thuocdo.work.actions import open_periods

KIND = "work.periods"


class Report(Protocol):
    def __call__(self, step: str, done: int = 0, total: int = 0) -> None: ...


def make_periods(payload: dict[str, Any], progress: Report) -> dict[str, Any]:
    """Open the periods that have begun. Safe to run again: what is made is not made again."""
    return {"made": open_periods(now=timezone.now())}


def queue_periods(*, now: datetime) -> None:
    """Put the day's opening of periods into the queue, once a day from its first minute on."""
    key = f"periods-{timezone.localtime(now):%Y-%m-%d}"
    if not has_been_queued(KIND, key):
        enqueue(KIND, payload={}, by=None, now=now, key=key)
