"""Making a backup while the site is running, on SQLite and PostgreSQL.

The database is read table by table in one transaction that sees one moment (PostgreSQL: REPEATABLE READ;
SQLite in WAL mode: a deferred read transaction, which holds up no writer). Stored files never change, so
those that the moment's rows name are there when they are copied afterwards.
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Iterator
from contextlib import contextmanager
from copy import deepcopy
from dataclasses import dataclass
from datetime import datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any

from django.apps import apps as current_apps
from django.apps.registry import Apps
from django.conf import settings
from django.db import connections, transaction

from thuocdo.audit.models import Entry
from thuocdo.config.ops import archive, rows, schema
from thuocdo.lib.errors import InputError

SNAPSHOT = "snapshot"
SECRETS = ("secret.key", "audit.key")
INCOMING = "incoming"  # documents.storage receives there


@dataclass(frozen=True)
class BackupSummary:
    path: Path
    rows: int
    files: int
    size: int  # bytes
    last_entry: int  # number of the newest audit entry
    with_secrets: bool


def make_backup(target: Path, *, now: datetime, with_secrets: bool = True) -> BackupSummary:
    """Write everything into one file. A folder as `target` gets a file named by the time.

    Raises InputError when there is nothing to back up, no room, or the name is taken.
    """
    if target.is_dir():
        target = target / f"thuocdo-{now:%Y%m%d-%H%M%S}.zip"
    found = schema.state()
    schema.refuse_newer(found)
    if found.fresh:
        raise InputError("Chưa có cơ sở dữ liệu để sao lưu. Kiểm tra biến VAR_DIR và DATABASE_URL.")
    # Heads noted before the snapshot belong to entries in it. One that does not betrays a cut log, so none is
    # left out; those noted later could not be told from such.
    noted = settings.AUDIT_HEAD_FILE.read_bytes() if settings.AUDIT_HEAD_FILE.is_file() else b""
    with archive.writing(target) as writer, snapshot() as alias:
        tables = _write_tables(writer, apps_of(found.applied), alias)
        head = Entry.objects.using(alias).order_by("-number").values_list("number", "hash").first() or (0, "")
        writer.add("audit-head.jsonl", [noted], compress=True)
        files = _write_files(writer, with_secrets=with_secrets)
        writer.finish(
            {
                "format": archive.FORMAT,
                "program": version("thuocdo"),
                "created": now.isoformat(),
                "database": connections["default"].vendor,
                "migrations": [list(step) for step in found.applied],
                "tables": tables,
                "audit_head": {"number": head[0], "hash": head[1]},
                "audit_key_mark": audit_key_mark(),
            }
        )
    total = sum(table["rows"] for table in tables)
    return BackupSummary(target, total, files, target.stat().st_size, head[0], with_secrets)


def audit_key_mark() -> str:
    """By this a key is recognised without being told."""
    return hmac.new(settings.AUDIT_KEY.encode(), b"thuocdo backup", hashlib.sha256).hexdigest()[:16]


def apps_of(applied: tuple[schema.Migration, ...]) -> Apps:
    """The models as those migrations leave them: today's, or those of an older state of the tables."""
    from django.db.migrations.loader import MigrationLoader

    loader = MigrationLoader(None)
    if set(applied) >= set(loader.disk_migrations):
        return current_apps
    return loader.project_state(leaves(applied, loader), at_end=True).apps


def leaves(applied: tuple[schema.Migration, ...], loader: Any) -> list[schema.Migration]:
    """Those of the migrations on which none of the others is built."""
    parents = {parent.key for step in applied for parent in loader.graph.node_map[step].parents}
    return [step for step in applied if step not in parents]


@contextmanager
def snapshot() -> Iterator[str]:
    """The alias of a connection that sees the database as it is at one moment."""
    default = connections["default"]
    given = deepcopy(default.settings_dict)
    given["CONN_MAX_AGE"] = 0
    if default.vendor == "sqlite":
        given["OPTIONS"] = {**given.get("OPTIONS", {}), "transaction_mode": "DEFERRED"}
    else:
        from psycopg import IsolationLevel

        given["OPTIONS"] = {**given.get("OPTIONS", {}), "isolation_level": IsolationLevel.REPEATABLE_READ}
    connections.databases[SNAPSHOT] = given
    try:
        with transaction.atomic(using=SNAPSHOT):
            yield SNAPSHOT
    finally:
        connections[SNAPSHOT].close()
        del connections[SNAPSHOT]
        del connections.databases[SNAPSHOT]


def _write_tables(writer: archive.ArchiveWriter, apps: Apps, alias: str) -> list[dict[str, Any]]:
    written = []
    for model in rows.tables(apps):
        table = model._meta.db_table
        digest = rows.Digest()
        writer.add(f"tables/{table}.jsonl", _blocks(rows.lines(model, alias), digest), compress=True)
        written.append(
            {
                "name": table,
                "columns": [field.attname for field in rows.columns(model)],
                "rows": digest.rows,
                "digest": digest.text,
            }
        )
    return written


def _blocks(lines: Iterator[bytes], digest: rows.Digest) -> Iterator[bytes]:
    held: list[bytes] = []
    for line in lines:
        digest.add(line)
        held.append(line + b"\n")
        if len(held) >= rows.CHUNK:
            yield b"".join(held)
            held = []
    yield b"".join(held)


def _write_files(writer: archive.ArchiveWriter, *, with_secrets: bool) -> int:
    count = 0
    for path in stored_files(settings.STORE_DIR):
        writer.add_file(f"files/{path.relative_to(settings.STORE_DIR).as_posix()}", path)
        count += 1
    for name in SECRETS if with_secrets else ():
        if (settings.VAR_DIR / name).is_file():
            writer.add(f"secrets/{name}", [(settings.VAR_DIR / name).read_bytes()], compress=False)
    return count


def stored_files(folder: Path) -> Iterator[Path]:
    """Stored originals, not those that are still coming in."""
    if not folder.is_dir():
        return
    for path in sorted(folder.rglob("*")):
        if path.is_file() and path.relative_to(folder).parts[0] != INCOMING:
            yield path
