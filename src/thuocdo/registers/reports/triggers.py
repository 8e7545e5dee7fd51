"""What the database itself refuses to change: accepted reports, settings as they were entered."""

from __future__ import annotations

from typing import Any

from thuocdo.audit.frozen import freeze, thaw

FROZEN = {"registers_report": "OLD.state = 'accepted'", "registers_regimesetting": ""}


def create(connection: Any) -> None:
    """Install the triggers."""
    freeze(connection, FROZEN, "what was accepted is never changed")


def drop(connection: Any) -> None:
    """Remove the triggers; only the migration backwards does."""
    thaw(connection, FROZEN)
