"""Restoring a backup into an empty place: checksums first, then everything or nothing.

Order: the whole file is proved; the tables are built apart (SQLite: a file under another name; PostgreSQL: one
transaction) and compared with what the backup says of each; stored files are unpacked apart; then both get
their places. A backup from SQLite goes into PostgreSQL and the other way round.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import DatabaseError, connections, transaction

from thuocdo.audit.actions import record, verify_log
from thuocdo.audit.models import Verification
from thuocdo.audit.rules import Head
from thuocdo.config.ops import archive, rows, schema
from thuocdo.config.ops.backup import SECRETS, apps_of, audit_key_mark, leaves, stored_files
from thuocdo.config.ops.upgrade import upgrade
from thuocdo.lib.errors import InputError

SCRATCH = ".restoring"


@dataclass(frozen=True)
class RestoreSummary:
    created: str  # when the backup was made, ISO
    program: str
    rows: int
    tables: int
    files: int
    steps_added: int  # migrations of this version that came after the backup
    verification: Verification


def restore(source: Path, *, now: datetime) -> RestoreSummary:
    """Put a backup into this empty place. Raises InputError, with nothing left behind, when that can't be done."""
    with archive.reading(source) as backup:
        _refuse_unfitting(backup)
        backup.check()
        _require_empty_place()
        made_secrets = _restore_secrets(backup)
        try:
            with ExitStack() as places:
                places.enter_context(_database_place())
                files = places.enter_context(_file_place(backup))
                _load(backup)
        except BaseException:
            for path in made_secrets:
                path.unlink(missing_ok=True)
            raise
        head = Head(int(backup.manifest["audit_head"]["number"]), str(backup.manifest["audit_head"]["hash"]))
        return _conclude(backup, files, [head] if head.number else [], now)


def _conclude(backup: archive.Archive, files: int, noted: list[Head], now: datetime) -> RestoreSummary:
    tables = backup.manifest["tables"]
    upgraded = upgrade(now=now, backup_first=False)  # also makes the cache table, which no backup holds
    outcome = verify_log(by=None, now=now, noted=noted)
    if outcome.whole:
        after = {
            "created": backup.manifest["created"],
            "rows": sum(t["rows"] for t in tables),
            "files": files,
        }
        record("config.backup.restored", by=None, now=now, after=after)
    return RestoreSummary(
        created=str(backup.manifest["created"]),
        program=str(backup.manifest["program"]),
        rows=sum(table["rows"] for table in tables),
        tables=len(tables),
        files=files,
        steps_added=len(upgraded.steps),
        verification=outcome,
    )


def _applied(backup: archive.Archive) -> tuple[schema.Migration, ...]:
    return tuple((str(app), str(name)) for app, name in backup.manifest["migrations"])


def _refuse_unfitting(backup: archive.Archive) -> None:
    from django.db.migrations.loader import MigrationLoader

    known = MigrationLoader(None).disk_migrations
    unknown = [step for step in _applied(backup) if step not in known]
    if unknown:
        raise InputError(
            f"Bản sao lưu này do phiên bản khác của chương trình tạo ra ({backup.manifest.get('program')}), có bước "
            f"{unknown[0][0]}.{unknown[0][1]} mà bản này không biết. Hãy cài phiên bản đã tạo ra nó hoặc mới hơn."
        )
    has_key = "secrets/audit.key" in backup.members
    own_key = bool(settings.AUDIT_KEY)
    if own_key and audit_key_mark() != backup.manifest["audit_key_mark"]:
        raise InputError(
            "Khóa AUDIT_KEY của nơi này khác với nơi đã sao lưu, nên nhật ký sẽ không đối chiếu được. "
            "Hãy đặt lại đúng khóa cũ, hoặc bỏ khóa để dùng khóa trong bản sao lưu."
        )
    if not own_key and not has_key:
        raise InputError(
            "Bản sao lưu này không kèm khóa. Hãy đặt AUDIT_KEY và SECRET_KEY như nơi đã sao lưu rồi làm lại."
        )


def _require_empty_place() -> None:
    connection = connections["default"]
    if connection.vendor == "sqlite":
        path = Path(str(connection.settings_dict["NAME"]))
        taken = path.is_file() and path.stat().st_size > 0 and bool(_own_tables())
    else:
        taken = bool(_own_tables())
    if taken:
        raise InputError(
            "Chỉ phục hồi được vào nơi trống, nhưng cơ sở dữ liệu này đã có dữ liệu. Hãy dùng VAR_DIR mới hoặc cơ sở dữ liệu mới."
        )
    if next(stored_files(settings.STORE_DIR), None) is not None:
        raise InputError(
            f"Chỉ phục hồi được vào nơi trống, nhưng {settings.STORE_DIR} đã có tệp. Hãy dùng VAR_DIR mới."
        )


def _own_tables() -> list[str]:
    try:
        return [
            t for t in connections["default"].introspection.table_names() if not t.startswith("thuocdo_huey")
        ]
    except DatabaseError as error:
        raise InputError(f"Không mở được cơ sở dữ liệu: {str(error).strip().splitlines()[0]}") from error


def _restore_secrets(backup: archive.Archive) -> list[Path]:
    made = []
    settings.VAR_DIR.mkdir(mode=0o700, parents=True, exist_ok=True)
    for name, setting in zip(SECRETS, ("SECRET_KEY", "AUDIT_KEY"), strict=True):
        path = settings.VAR_DIR / name
        if f"secrets/{name}" not in backup.members or path.exists():
            continue
        content = backup.bytes(f"secrets/{name}")
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as out:
            out.write(content)
        made.append(path)
        setattr(settings, setting, content.decode().strip())
    return made


@contextmanager
def _database_place() -> Iterator[None]:
    """Where the tables are built; they get their place only when the block ends well."""
    connection = connections["default"]
    if connection.vendor != "sqlite":
        with transaction.atomic():
            yield
        return
    final = Path(str(connection.settings_dict["NAME"]))
    scratch = final.with_name(final.name + SCRATCH)
    _remove_sqlite(scratch)
    connection.close()
    connection.settings_dict["NAME"] = str(scratch)
    try:
        yield
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        connection.close()
        _remove_sqlite(final)
        scratch.replace(final)
    finally:
        connection.close()
        connection.settings_dict["NAME"] = str(final)
        _remove_sqlite(scratch)


def _remove_sqlite(path: Path) -> None:
    for ending in ("", "-wal", "-shm"):
        path.with_name(path.name + ending).unlink(missing_ok=True)


@contextmanager
def _file_place(backup: archive.Archive) -> Iterator[int]:
    """Stored files unpacked beside their place; they get it when the block ends well. Gives their number."""
    scratch = settings.STORE_DIR.with_name(settings.STORE_DIR.name + SCRATCH)
    shutil.rmtree(scratch, ignore_errors=True)
    try:
        scratch.mkdir(parents=True)
        names = [name for name in backup.members if name.startswith("files/")]
        for name in names:
            _unpack(backup, name, scratch / name.removeprefix("files/"), mode=0o440)
        yield len(names)
        if settings.STORE_DIR.is_dir():
            shutil.rmtree(settings.STORE_DIR)  # proved empty before
        scratch.rename(settings.STORE_DIR)
        if "audit-head.jsonl" in backup.members:
            _unpack(backup, "audit-head.jsonl", settings.AUDIT_HEAD_FILE)
    except OSError as error:
        raise InputError(
            f"Không ghi được tệp vào {settings.STORE_DIR}: {error.strerror}. Chưa phục hồi gì."
        ) from error
    finally:
        shutil.rmtree(scratch, ignore_errors=True)


def _unpack(backup: archive.Archive, name: str, path: Path, *, mode: int = 0o600) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as out:
        for block in backup.blocks(name):
            out.write(block)
        out.flush()
        os.fsync(out.fileno())
    path.chmod(mode)


def _load(backup: archive.Archive) -> None:
    """Tables as they were when the backup was made, its rows in them, and the proof that they are the same."""
    from django.db.migrations.executor import MigrationExecutor

    applied = _applied(backup)
    executor = MigrationExecutor(connections["default"])
    executor.migrate(leaves(applied, executor.loader))
    models = {model._meta.db_table: model for model in rows.tables(apps_of(applied))}
    said: dict[str, dict[str, Any]] = {table["name"]: table for table in backup.manifest["tables"]}
    if set(models) != set(said):
        other = sorted(set(models) ^ set(said))[0]
        raise InputError(f"Bản sao lưu không hợp với phiên bản này: khác bảng {other}. Chưa phục hồi gì.")
    try:
        _insert_all(backup, models, said)
    except InputError:
        raise
    except (DatabaseError, ValueError) as error:
        reason = str(error).strip().splitlines()[0]
        raise InputError(f"Không nạp được dữ liệu của bản sao lưu: {reason}. Chưa phục hồi gì.") from error
    for name, table in said.items():
        found = rows.digest(models[name], "default")
        if (found.rows, found.text) != (table["rows"], table["digest"]):
            raise InputError(
                f"Bảng {name} sau khi nạp khác với bản sao lưu. Chưa phục hồi gì; hãy báo lỗi này."
            )


def _insert_all(backup: archive.Archive, models: dict[str, Any], said: dict[str, dict[str, Any]]) -> None:
    connection = connections["default"]
    with transaction.atomic():
        if connection.vendor == "postgresql":
            # migrations in this same transaction have made some of them immediate
            with connection.cursor() as cursor:
                cursor.execute("SET CONSTRAINTS ALL DEFERRED")
        rows.empty(list(models.values()), "default")
        for name, table in said.items():
            rows.insert(models[name], backup.lines(f"tables/{name}.jsonl"), table["columns"], "default")
        rows.reset_sequences(list(models.values()), "default")
    connection.check_constraints()
