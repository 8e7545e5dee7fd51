"""Where a task stands in its plan."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

LONGEST_MARK = 8  # "III.2.1"; longer parts of a section are titles of annexes, not numbers


def place_text(data: Mapping[str, Any]) -> str:
    """The numbers and the heading a row stands under: "II.1. Công khai, minh bạch"; "" when the plan has none."""
    path = data.get("section")
    parts = [str(mark) for mark in path] if isinstance(path, list | tuple) else []
    marks = ".".join(part for part in parts if len(part) <= LONGEST_MARK)
    heading = data.get("heading") or data.get("component") or data.get("field") or ""
    return ". ".join(part for part in (marks, str(heading)) if part)[:300]
