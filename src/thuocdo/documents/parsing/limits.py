"""What an untrusted file may cost before reading stops."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any

MB = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Limits:
    """Sizes in bytes, times in seconds. Past a limit the file is refused with an `InputError`.

    `ratio`: unpacked to packed bytes of one zip entry, looked at above one megabyte only, because
    short XML packs very well. `memory`: address space of the reading process; `ocr_memory`: the same once recognition has
    begun, and of each program that it starts.
    """

    size: int = 50 * MB
    pages: int = 300
    entries: int = 2_000
    unpacked: int = 300 * MB
    ratio: int = 200
    nesting: int = 5
    seconds: int = 20
    memory: int = 800 * MB
    page_seconds: int = 60
    ocr_seconds: int = 30 * 60
    ocr_memory: int = 1_600 * MB
    pixels: int = 80_000_000

    def to_json(self) -> dict[str, Any]:
        return asdict(self)


DEFAULT = Limits()


class Step(StrEnum):
    """What the reader is doing, for a progress display."""

    CHECK = "check"
    READ = "read"
    OCR = "ocr"
    TABLES = "tables"


Progress = Callable[[Step, int, int], None]
"""Called with the step, how many of its parts are done, and how many there are (0: not known)."""


def silent(step: Step, done: int, total: int) -> None:
    """The progress callback of those who do not watch."""
