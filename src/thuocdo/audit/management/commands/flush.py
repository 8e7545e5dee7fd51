"""`flush` would empty the log; it stays possible only for the databases of tests."""

from __future__ import annotations

from typing import Any

from django.core.management.base import CommandError
from django.core.management.commands import flush
from django.db import connections

from thuocdo.audit import triggers


class Command(flush.Command):
    def handle(self, **options: Any) -> None:
        connection = connections[options["database"]]
        if (
            not str(connection.settings_dict["NAME"])
            .rsplit("/", 1)[-1]
            .startswith(("test_", "file:memorydb_"))
        ):
            raise CommandError("Nhật ký không được xóa: lệnh này chỉ dùng cho cơ sở dữ liệu kiểm thử.")
        kept = _triggers(connection)
        triggers.drop(connection)
        for name, _sql in kept:
            connection.cursor().execute(f'DROP TRIGGER IF EXISTS "{name}"')
        try:
            super().handle(**options)
        finally:
            for _name, sql in kept:
                connection.cursor().execute(sql)
            triggers.create(connection)


def _triggers(connection: Any) -> list[tuple[str, str]]:
    """Every trigger of an SQLite database, whose flush deletes row by row; PostgreSQL truncates, past row triggers."""
    if connection.vendor != "sqlite":
        return []
    with connection.cursor() as cursor:
        cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
        return list(cursor.fetchall())
