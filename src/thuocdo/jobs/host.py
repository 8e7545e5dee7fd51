"""Marks by which a process of this machine can later be told dead, so that its jobs need not wait for silence."""

from __future__ import annotations

import hashlib
import os
from functools import cache
from pathlib import Path

PROC = Path("/proc")


def process_mark() -> str:
    """This process: machine since its start, process id, start time of the process."""
    pid = os.getpid()
    return f"{_machine()}|{pid}|{_started(pid)}"


def is_dead(token: str) -> bool:
    """Whether a job's holder ran on this machine and is gone. Of other machines nothing is known: False."""
    parts = token.split("|")
    if len(parts) < 3 or parts[0] != _machine() or not parts[1].isdigit() or not parts[2]:
        return False
    return _started(int(parts[1])) != parts[2]


@cache
def _machine() -> str:
    """Boot and process namespace together, because containers share a boot but not their process ids."""
    try:
        boot = (PROC / "sys/kernel/random/boot_id").read_text().strip()
        space = str((PROC / "self/ns/pid").readlink())
    except OSError:
        return ""
    return hashlib.sha256(f"{boot} {space}".encode()).hexdigest()[:16]


def _started(pid: int) -> str:
    """Start time of a running process in ticks since boot; "" for one that is gone or a zombie."""
    try:
        fields = (PROC / str(pid) / "stat").read_text().rpartition(")")[2].split()
    except OSError:
        return ""
    return "" if fields[0] in "ZX" else fields[19]
