"""Bytes on disk by their hash: STORE_DIR/ab/cd/abcd…; a file is there whole or not at all."""

from __future__ import annotations

import contextlib
import hashlib
import os
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from django.conf import settings

CHUNK = 1 << 20
ABANDONED = 24 * 3600  # seconds


@dataclass(frozen=True, slots=True)
class Received:
    """A stream written to a temporary file, not yet in its place."""

    path: Path
    sha256: str
    size: int


class TooLargeError(Exception):
    """The stream holds more bytes than allowed."""


def place_of(sha256: str) -> Path:
    """Where the content with this hash lies. Raises ValueError for anything but a lower-case SHA-256."""
    if len(sha256) != 64 or set(sha256) - set("0123456789abcdef"):
        raise ValueError(f"not a SHA-256: {sha256!r}")
    return Path(settings.STORE_DIR) / sha256[:2] / sha256[2:4] / sha256


def receive(stream: BinaryIO, *, limit: int) -> Received:
    """Write a stream to disk while hashing it; `TooLargeError` past `limit` bytes, leaving nothing behind."""
    folder = Path(settings.STORE_DIR) / "incoming"
    folder.mkdir(parents=True, exist_ok=True)
    _sweep(folder)
    digest = hashlib.sha256()
    size = 0
    handle, name = tempfile.mkstemp(dir=folder)
    path = Path(name)
    try:
        with os.fdopen(handle, "wb") as out:
            while chunk := stream.read(CHUNK):
                size += len(chunk)
                if size > limit:
                    raise TooLargeError
                digest.update(chunk)
                out.write(chunk)
            out.flush()
            os.fsync(out.fileno())
    except BaseException:
        path.unlink(missing_ok=True)
        raise
    return Received(path, digest.hexdigest(), size)


def keep(received: Received) -> Path:
    """Put a received file in its place; content that is there already is left as it is."""
    place = place_of(received.sha256)
    if place.is_file() and place.stat().st_size == received.size:
        received.path.unlink(missing_ok=True)
        return place
    place.parent.mkdir(parents=True, exist_ok=True)
    received.path.chmod(0o440)
    received.path.replace(place)
    _sync(place.parent)
    return place


def _sweep(folder: Path) -> None:
    """Take away what a killed process left behind; no upload takes a day."""
    for left in folder.iterdir():
        with contextlib.suppress(OSError):
            if time.time() - left.stat().st_mtime > ABANDONED:
                left.unlink()


def hash_of(path: Path) -> str:
    """SHA-256 of a file's bytes."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _sync(folder: Path) -> None:
    """Make the new name in a folder survive a power cut."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
