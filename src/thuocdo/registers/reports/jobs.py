"""The daily look at regimes: duties of the periods that have come into sight (settings.JOB_HANDLERS, EACH_MINUTE)."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime
from typing import Any

from django.utils import timezone

from thuocdo.jobs.actions import enqueue
from thuocdo.jobs.queries import has_been_queued
from thuocdo.registers.reports.actions.duties import refresh_duties

KIND = "registers.duties"


def make_duties(payload: dict[str, Any], progress: object) -> dict[str, Any]:
    """Make the duties of the day. Safe to run again: what is there is not made twice."""
    return asdict(refresh_duties(now=timezone.now()))


def queue_duties(*, now: datetime) -> None:
    """Put the day's look into the queue, once a day."""
    key = f"duties-{timezone.localdate(now):%Y-%m-%d}"
    if not has_been_queued(KIND, key):
        enqueue(KIND, payload={}, by=None, now=now, key=key)
