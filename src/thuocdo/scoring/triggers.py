"""What the database itself refuses to change: what was published, drawn or said."""

from __future__ import annotations

from typing import Any

from thuocdo.audit.frozen import freeze, thaw

FROZEN = {
    "scoring_round": "OLD.state = 'published'",
    "scoring_assessment": "OLD.state = 'published'",
    "scoring_criterionscore": "OLD.published",
    "scoring_disputemessage": "",
    "scoring_sample": "",
    "scoring_sampleitem": "",
}


def create(connection: Any) -> None:
    """Install the triggers."""
    freeze(connection, FROZEN, "what was published is never changed")


def drop(connection: Any) -> None:
    """Remove the triggers; only the migration backwards does."""
    thaw(connection, FROZEN)
