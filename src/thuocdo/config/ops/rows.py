"""Rows of the database as lines of JSON and back, the same from SQLite and from PostgreSQL.

A row is a JSON array in the order of the table's columns. A table's digest is the sum of the SHA-256 of its
lines modulo 2^256, so that it doesn't depend on the order in which a database gives the rows.
"""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from django.apps.registry import Apps
from django.core.management.color import no_style
from django.db import connections, models

# Sessions are keys to open doors, not data; after a restore people sign in again.
LEFT_OUT = frozenset({"django_session", "usersessions_usersession"})
CHUNK = 1000


@dataclass
class Digest:
    """Count and order-independent sum of lines."""

    rows: int = 0
    total: int = 0

    def add(self, line: bytes) -> None:
        self.rows += 1
        self.total = (self.total + int.from_bytes(hashlib.sha256(line).digest(), "big")) % (1 << 256)

    @property
    def text(self) -> str:
        return f"{self.total:064x}"


def tables(apps: Apps) -> list[type[models.Model]]:
    """Every table that belongs into a backup, by name."""
    found = [
        model
        for model in apps.get_models(include_auto_created=True)
        if model._meta.managed and not model._meta.proxy and model._meta.db_table not in LEFT_OUT
    ]
    return sorted(found, key=lambda model: model._meta.db_table)


def columns(model: type[models.Model]) -> list[models.Field[Any, Any]]:
    """The stored columns of a table in their order."""
    return [field for field in model._meta.concrete_fields if not getattr(field, "generated", False)]


def lines(model: type[models.Model], alias: str) -> Iterator[bytes]:
    """All rows of a table."""
    names = [field.attname for field in columns(model)]
    found = model._base_manager.using(alias).order_by("pk").values_list(*names)
    for row in found.iterator(chunk_size=CHUNK):
        yield json.dumps(
            [_out(v) for v in row], ensure_ascii=False, sort_keys=True, separators=(",", ":")
        ).encode()


def digest(model: type[models.Model], alias: str) -> Digest:
    """Count and digest of a table as it stands in the database."""
    found = Digest()
    for line in lines(model, alias):
        found.add(line)
    return found


def _out(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(timespec="microseconds") if value.tzinfo else value.isoformat()
    if isinstance(value, bytes | bytearray | memoryview):
        return base64.b64encode(bytes(value)).decode()
    if value is None or isinstance(value, str | int | float | bool | list | dict):
        return value
    if isinstance(value, Decimal):
        return str(value)
    return value.isoformat() if hasattr(value, "isoformat") else str(value)


def insert(model: type[models.Model], given: Iterable[bytes], names: Sequence[str], alias: str) -> None:
    """Put lines into an empty table. Raises ValueError when columns or values don't fit."""
    connection = connections[alias]
    fields = {field.attname: field for field in columns(model)}
    if set(names) != set(fields):
        raise ValueError(f"{model._meta.db_table}: {sorted(set(names) ^ set(fields))}")
    quote = connection.ops.quote_name
    into = ", ".join(quote(fields[name].column or name) for name in names)
    statement = (  # names come from the models, values are parameters
        f"INSERT INTO {quote(model._meta.db_table)} ({into}) VALUES ({', '.join(['%s'] * len(names))})"  # noqa: S608
    )
    ordered = [fields[name] for name in names]
    with connection.cursor() as cursor:
        batch: list[list[Any]] = []
        for line in given:
            row = json.loads(line)
            batch.append([_in(f, v, connection) for f, v in zip(ordered, row, strict=True)])
            if len(batch) >= CHUNK:
                cursor.executemany(statement, batch)
                batch = []
        if batch:
            cursor.executemany(statement, batch)


def _in(field: models.Field[Any, Any], value: Any, connection: Any) -> Any:
    if isinstance(field, models.JSONField):
        if value is None:
            return None if field.null else connection.ops.adapt_json_value(None, field.encoder)
        return connection.ops.adapt_json_value(value, field.encoder)
    if value is None:
        return None
    return field.get_db_prep_save(field.to_python(value), connection)


def empty(models_: Sequence[type[models.Model]], alias: str) -> None:
    """Take out what migrations put in, before rows of a backup come."""
    connection = connections[alias]
    with connection.cursor() as cursor:
        for model in models_:
            if model._base_manager.using(alias).exists():
                cursor.execute(f"DELETE FROM {connection.ops.quote_name(model._meta.db_table)}")  # noqa: S608


def reset_sequences(models_: Sequence[type[models.Model]], alias: str) -> None:
    """Let new rows get numbers after the restored ones."""
    connection = connections[alias]
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), list(models_)):
            cursor.execute(statement)
