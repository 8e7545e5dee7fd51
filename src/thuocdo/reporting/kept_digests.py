"""The digest of the installation as a text file a day, outside the database (settings.DIGEST_DIR).

An office without mail has the state of its system and the head of the audit chain here; `thuocdo verify` reads the
heads back.
"""

from __future__ import annotations

import logging
import os
import re
import tempfile
from datetime import date
from pathlib import Path

from thuocdo.audit.rules import Head, parse_head

logger = logging.getLogger(__name__)

_NAME = re.compile(r"(\d{4}-\d{2}-\d{2})\.txt")
_HEAD = re.compile(r"--head (\d+:[0-9a-f]{64})\b")


def path_of(folder: Path, day: date) -> Path:
    """Where the digest of a day is kept."""
    return folder / f"{day:%Y-%m-%d}.txt"


def keep(folder: Path, day: date, text: str) -> Path:
    """Write the file, readable by its owner only, whole or not at all. One that is there stays as it is.

    Raises OSError where the folder cannot be written.
    """
    path = path_of(folder, day)
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=folder, prefix=f".{path.name}.")  # of mode 0600
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as out:
            out.write(text)
            out.flush()
            os.fsync(out.fileno())
        try:
            os.link(name, path)  # fails where another process was first, whose head then holds
        except FileExistsError:
            return path
    finally:
        Path(name).unlink()
    folder_handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(folder_handle)
    finally:
        os.close(folder_handle)
    return path


def days(folder: Path) -> list[tuple[date, Path]]:
    """The kept digests, oldest first."""
    found = []
    for path in sorted(folder.glob("*.txt")) if folder.is_dir() else ():
        named = _NAME.fullmatch(path.name)
        try:
            if named:
                found.append((date.fromisoformat(named[1]), path))
        except ValueError:
            continue
    return found


def heads(folder: Path) -> list[Head]:
    """The heads of the audit chain that the kept digests name; a file that cannot be read is passed over."""
    found = []
    for _day, path in days(folder):
        try:
            text = path.read_text("utf-8", errors="replace")
        except OSError:
            logger.warning("kept digest %s cannot be read", path.name)
            continue
        found += [parse_head(head) for head in _HEAD.findall(text)]
    return found


def remove_before(folder: Path, first: date) -> int:
    """Remove the digests of days before `first`; returns how many."""
    old = [path for day, path in days(folder) if day < first]
    for path in old:
        path.unlink(missing_ok=True)
    return len(old)
