"""Rows that count stand still: triggers by which the database itself refuses to change or remove them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any


def freeze(connection: Any, tables: Mapping[str, str], why: str) -> None:
    """Refuse changes to rows of these tables with “table: why”.

    `tables`: the name of each with the SQL condition on `OLD` under which a row stands still, "" for always.
    Both are text of the program, never of a person. Freezing again changes nothing.
    """
    install = _freeze_postgres if connection.vendor == "postgresql" else _freeze_sqlite
    with connection.cursor() as cursor:
        for table, condition in tables.items():
            install(cursor, table, f"WHEN ({condition}) " if condition else "", f"{table}: {why}")


def thaw(connection: Any, tables: Mapping[str, str]) -> None:
    """Take the triggers away; only the migration backwards does."""
    postgres = connection.vendor == "postgresql"
    with connection.cursor() as cursor:
        for table in tables:
            for name in ("frozen",) if postgres else ("no_update", "no_delete"):
                cursor.execute(
                    f"DROP TRIGGER IF EXISTS {table}_{name}" + (f" ON {table}" if postgres else "")
                )


def _freeze_postgres(cursor: Any, table: str, when: str, message: str) -> None:
    cursor.execute(
        f"CREATE OR REPLACE FUNCTION {table}_refuse() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION '{message}'; END $$"
    )
    cursor.execute(f"DROP TRIGGER IF EXISTS {table}_frozen ON {table}")
    cursor.execute(
        f"CREATE TRIGGER {table}_frozen BEFORE UPDATE OR DELETE ON {table} FOR EACH ROW "
        f"{when}EXECUTE FUNCTION {table}_refuse()"
    )


def _freeze_sqlite(cursor: Any, table: str, when: str, message: str) -> None:
    for verb in ("UPDATE", "DELETE"):
        cursor.execute(
            f"CREATE TRIGGER IF NOT EXISTS {table}_no_{verb.lower()} BEFORE {verb} ON {table} {when}"
            f"BEGIN SELECT RAISE(ABORT, '{message}'); END"
        )
