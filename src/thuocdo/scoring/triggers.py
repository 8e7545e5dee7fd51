"""Triggers that make the database itself refuse to change what was published or said."""

from __future__ import annotations

from typing import Any

# table -> the condition on the old row under which it stands still ("" is always)
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
    postgres = connection.vendor == "postgresql"
    with connection.cursor() as cursor:
        for table, condition in FROZEN.items():
            when = f"WHEN ({condition}) " if condition else ""
            if postgres:
                cursor.execute(
                    f"CREATE OR REPLACE FUNCTION {table}_refuse() RETURNS trigger LANGUAGE plpgsql AS "
                    f"$$ BEGIN RAISE EXCEPTION '{table}: what was published is never changed'; END $$"
                )
                cursor.execute(f"DROP TRIGGER IF EXISTS {table}_frozen ON {table}")
                cursor.execute(
                    f"CREATE TRIGGER {table}_frozen BEFORE UPDATE OR DELETE ON {table} FOR EACH ROW "
                    f"{when}EXECUTE FUNCTION {table}_refuse()"
                )
                continue
            for verb in ("UPDATE", "DELETE"):
                cursor.execute(
                    f"CREATE TRIGGER IF NOT EXISTS {table}_no_{verb.lower()} BEFORE {verb} ON {table} {when}"
                    f"BEGIN SELECT RAISE(ABORT, '{table}: what was published is never changed'); END"
                )


def drop(connection: Any) -> None:
    """Remove the triggers; only the migration backwards does."""
    with connection.cursor() as cursor:
        for table in FROZEN:
            if connection.vendor == "postgresql":
                cursor.execute(f"DROP TRIGGER IF EXISTS {table}_frozen ON {table}")
                continue
            for verb in ("update", "delete"):
                cursor.execute(f"DROP TRIGGER IF EXISTS {table}_no_{verb}")
