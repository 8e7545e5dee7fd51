"""What the database itself refuses to change: versions that were issued, values that were entered."""

from __future__ import annotations

from typing import Any

from thuocdo.audit.frozen import freeze, thaw

FROZEN = {"criteria_frameworkversion": "OLD.state = 'issued'", "criteria_settingvalue": ""}


def create(connection: Any) -> None:
    """Install the triggers."""
    freeze(connection, FROZEN, "rows that count are never changed")


def drop(connection: Any) -> None:
    """Remove the triggers; only the migration backwards does."""
    thaw(connection, FROZEN)
