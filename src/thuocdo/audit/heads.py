"""The last heads of the chain, kept in a file outside the database (settings.AUDIT_HEAD_FILE).

One JSON line for each write of the log. Whoever cuts the end of the chain in the database can't know what
stands here, in the backups and in the digests. A missing or unwritable file never stops the work: the log
says so, and `thuocdo doctor` looks for it.
"""

from __future__ import annotations

import fcntl
import json
import logging
import os
import threading
import time
from pathlib import Path

from django.conf import settings

from thuocdo.audit.rules import Head

logger = logging.getLogger(__name__)

MAX_BYTES = 256 * 1024
KEPT_LINES = 800  # after the file grew past MAX_BYTES
SYNC_SECONDS = 1.0

_lock = threading.Lock()
_synced_at = 0.0


def note(head: Head) -> None:
    """Append one head; on disk for sure within a second of the next ones."""
    path = Path(settings.AUDIT_HEAD_FILE)
    line = json.dumps({"number": head.number, "hash": head.hash}) + "\n"
    try:
        with _lock:
            _append(path, line.encode())
    except OSError:
        logger.exception("audit head could not be noted outside the database")


def _append(path: Path, line: bytes) -> None:
    global _synced_at
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("ab") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        if os.fstat(file.fileno()).st_size > MAX_BYTES:
            _shorten(path)
        file.write(line)
        file.flush()
        if time.monotonic() - _synced_at > SYNC_SECONDS:
            os.fsync(file.fileno())
            _synced_at = time.monotonic()


def _shorten(path: Path) -> None:
    """Keep the newest heads. In place, because other processes wait for the lock of this very file."""
    lines = path.read_bytes().splitlines(keepends=True)[-KEPT_LINES:]
    kept = path.with_name(path.name + ".kept")
    kept.write_bytes(
        b"".join(lines)
    )  # a kill between here and the end leaves this copy, which `read` reads too
    os.truncate(path, 0)
    with path.open("ab") as file:
        file.write(b"".join(lines))
        file.flush()
        os.fsync(file.fileno())
    kept.unlink()


def read(path: Path | None = None) -> list[Head]:
    """All noted heads; a line cut by a crash is skipped."""
    path = path or Path(settings.AUDIT_HEAD_FILE)
    heads = []
    for source in (path, path.with_name(path.name + ".kept")):
        if not source.is_file():
            continue
        for line in source.read_text("utf-8", errors="replace").splitlines():
            try:
                data = json.loads(line)
                heads.append(Head(int(data["number"]), str(data["hash"])))
            except (ValueError, KeyError, TypeError):
                continue
    return heads
