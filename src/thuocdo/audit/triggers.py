"""Triggers that make the database itself refuse to change or remove entries."""

from __future__ import annotations

from typing import Any

SQLITE_CREATE = tuple(
    f"CREATE TRIGGER IF NOT EXISTS audit_entry_no_{verb.lower()} BEFORE {verb} ON audit_entry "
    "BEGIN SELECT RAISE(ABORT, 'audit entries are append-only'); END"
    for verb in ("UPDATE", "DELETE")
)
SQLITE_DROP = tuple(f"DROP TRIGGER IF EXISTS audit_entry_no_{verb}" for verb in ("update", "delete"))

POSTGRES_DROP = (
    "DROP TRIGGER IF EXISTS audit_entry_no_change ON audit_entry",
    "DROP TRIGGER IF EXISTS audit_entry_no_truncate ON audit_entry",
)
POSTGRES_CREATE = (
    "CREATE OR REPLACE FUNCTION audit_entry_refuse() RETURNS trigger LANGUAGE plpgsql AS "
    "$$ BEGIN RAISE EXCEPTION 'audit entries are append-only'; END $$",
    *POSTGRES_DROP,
    "CREATE TRIGGER audit_entry_no_change BEFORE UPDATE OR DELETE ON audit_entry "
    "FOR EACH ROW EXECUTE FUNCTION audit_entry_refuse()",
    "CREATE TRIGGER audit_entry_no_truncate BEFORE TRUNCATE ON audit_entry "
    "FOR EACH STATEMENT EXECUTE FUNCTION audit_entry_refuse()",
)


def create(connection: Any) -> None:
    """Install the triggers (again, where they are there)."""
    _run(connection, POSTGRES_CREATE if connection.vendor == "postgresql" else SQLITE_CREATE)


def drop(connection: Any) -> None:
    """Remove the triggers; only tests and the migration backwards do."""
    _run(connection, POSTGRES_DROP if connection.vendor == "postgresql" else SQLITE_DROP)


def _run(connection: Any, statements: tuple[str, ...]) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
