"""Handlers of made-up kinds of work."""

from __future__ import annotations

import os
import time
from pathlib import Path
from typing import Any

from thuocdo.jobs.progress import Progress
from thuocdo.lib.errors import InputError


def write(payload: dict[str, Any], progress: Progress) -> dict[str, Any]:
    """Append a line to a file, so that each run leaves a trace."""
    progress("Ghi", 1, 2)
    with Path(payload["file"]).open("a") as out:
        out.write(f"{payload.get('line', '')} {os.getpid()}\n")
    progress("Ghi", 2, 2)
    return {"written": True}


def slow_once(payload: dict[str, Any], progress: Progress) -> dict[str, Any]:
    """The first run stays in the middle of its work; the next ones end at once."""
    mark = Path(payload["file"])
    if not mark.exists():
        mark.write_text(str(os.getpid()))
        progress("Ở giữa", 1, 2)
        time.sleep(600)
    return {"second": True}


def hang(payload: dict[str, Any], progress: Progress) -> dict[str, Any]:
    """Work for ever, saying so."""
    Path(payload["file"]).write_text("begun")
    while True:
        progress("Đang làm")
        time.sleep(0.05)


def refuse(payload: dict[str, Any], progress: Progress) -> dict[str, Any]:
    raise InputError("Tệp trống: hãy chọn tệp khác.")


def crash(payload: dict[str, Any], progress: Progress) -> dict[str, Any]:
    raise RuntimeError("secret detail")


def locked(payload: dict[str, Any], progress: Progress) -> dict[str, Any]:
    from django.db import OperationalError

    raise OperationalError("database is locked")


def step_by_step(payload: dict[str, Any], progress: Progress) -> dict[str, Any]:
    for number in range(1, 4):
        progress(f"Bước {number}", number, 3)
    return {"steps": 3}


def enqueue_next(payload: dict[str, Any], progress: Progress) -> dict[str, Any]:
    from django.utils import timezone

    from thuocdo.jobs.actions import enqueue

    if payload["left"]:
        enqueue("test.chain", payload={"left": payload["left"] - 1}, by=None, now=timezone.now())
    return {}
