"""What the database itself refuses to change: periods that are closed."""

from __future__ import annotations

from typing import Any

from thuocdo.audit.frozen import freeze, thaw

FROZEN = {"work_taskperiod": "OLD.state IN ('done', 'not_arisen', 'missed')"}


def create(connection: Any) -> None:
    """Install the triggers."""
    freeze(connection, FROZEN, "a closed period is never changed")


def drop(connection: Any) -> None:
    """Remove the triggers; only the migration backwards does."""
    thaw(connection, FROZEN)
