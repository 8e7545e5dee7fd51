"""Bringing the database to this version, with a backup first."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.db import connection, transaction
from django.utils.module_loading import import_string

from thuocdo.audit.actions import record
from thuocdo.config.ops import schema
from thuocdo.config.ops.backup import make_backup

CACHE_TABLE = "thuocdo_cache"


@dataclass(frozen=True)
class UpgradeSummary:
    steps: tuple[schema.Migration, ...]
    fresh: bool
    backup: Path | None


def upgrade(*, now: datetime, backup_first: bool = True) -> UpgradeSummary:
    """Apply what is pending. Raises InputError for a newer database, or when the backup before can't be made."""
    settings.VAR_DIR.mkdir(mode=0o700, parents=True, exist_ok=True)
    found = schema.state()
    schema.refuse_newer(found)
    saved = None
    if found.pending and not found.fresh and backup_first:
        folder = settings.VAR_DIR / "backups"
        folder.mkdir(mode=0o700, exist_ok=True)
        saved = make_backup(folder / f"truoc-nang-cap-{now:%Y%m%d-%H%M%S}.zip", now=now).path
    if found.pending:
        call_command("migrate", verbosity=0, interactive=False)
    ensure_cache_table()
    for name in settings.AFTER_MIGRATE:
        import_string(name)(now=now)
    if found.pending:
        record(
            "config.database.migrated",
            by=None,
            now=now,
            after={"steps": len(found.pending), "fresh": found.fresh},
        )
    return UpgradeSummary(found.pending, found.fresh, saved)


def ensure_cache_table() -> None:
    """The shared cache is a table that no migration makes; without it nobody could sign in."""
    if CACHE_TABLE not in connection.introspection.table_names():
        with transaction.atomic():
            call_command("createcachetable", verbosity=0)
