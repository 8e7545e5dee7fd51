"""The daily digest of a person: its states, and when a mail that did not leave is tried again."""

from __future__ import annotations

from datetime import datetime, timedelta
from enum import StrEnum


class DigestState(StrEnum):
    WAITING = "waiting"  # to be mailed
    SENDING = "sending"  # a worker has it
    SENT = "sent"  # the mail server took it
    KEPT = "kept"  # nobody is mailed: no address, or no mail server set up; the site shows the same
    REFUSED = "refused"  # the mail server says that there is no such address
    REPLACED = "replaced"  # did not leave in time: a later one tells it


S = DigestState
TRANSITIONS: dict[DigestState, frozenset[DigestState]] = {
    S.WAITING: frozenset({S.SENDING, S.REPLACED}),
    S.SENDING: frozenset({S.SENT, S.REFUSED, S.WAITING}),
    S.SENT: frozenset(),
    S.KEPT: frozenset(),
    S.REFUSED: frozenset({S.REPLACED}),
    S.REPLACED: frozenset(),
}

PAUSES = (timedelta(minutes=5), timedelta(minutes=15), timedelta(hours=1), timedelta(hours=3))
# Longer than one mail can take; whoever holds it longer is gone, and it is sent again under the same Message-ID.
SENDING_MOST = timedelta(minutes=15)
# A digest of days ago says nothing true any more; its notices stand in the next one.
GIVE_UP_AFTER = timedelta(days=3)


def next_attempt(attempts: int, now: datetime) -> datetime:
    """When a mail that failed `attempts` times (from 1) is tried again."""
    return now + PAUSES[min(max(attempts, 1), len(PAUSES)) - 1]
