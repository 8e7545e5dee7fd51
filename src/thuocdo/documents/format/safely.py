"""Measuring a file from outside, in the confined process that reads documents."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from thuocdo.documents.format.findings import Report
from thuocdo.documents.parsing.limits import DEFAULT, Limits
from thuocdo.documents.parsing.sandbox import ask_child

# measuring needs no recognition: a file that takes longer than this is not worth waiting for
LIMITS = replace(DEFAULT, seconds=15)


def check_safely(path: Path, *, limits: Limits = LIMITS) -> Report:
    """As `check.check_format`, in a child with memory, processor and wall clock limits; `InputError` otherwise."""
    return Report.from_json(ask_child(path, what="format", limits=limits))
