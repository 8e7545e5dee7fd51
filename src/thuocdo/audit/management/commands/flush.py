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
        triggers.drop(connection)
        try:
            super().handle(**options)
        finally:
            triggers.create(connection)
