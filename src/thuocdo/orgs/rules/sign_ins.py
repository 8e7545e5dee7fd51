"""Counting failed sign-ins so that an attack of any size leaves a bounded number of entries in the log."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

WINDOW = timedelta(minutes=10)
MOST_ACCOUNTS = 20  # accounts counted by themselves in one window; the rest is counted together
MOST_KEPT = 20  # different names, and different addresses, kept of one count


def window_of(at: datetime) -> datetime:
    """The start of the window a moment lies in; windows begin at whole tens of minutes."""
    since = int(at.timestamp()) // int(WINDOW.total_seconds()) * int(WINDOW.total_seconds())
    return datetime.fromtimestamp(since, tz=UTC)


def joined(kept: Sequence[str], value: str) -> list[str]:
    """The values kept with one more, each once, at most `MOST_KEPT`."""
    if not value or value in kept or len(kept) >= MOST_KEPT:
        return list(kept)
    return [*kept, value]
