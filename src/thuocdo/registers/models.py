"""Tables of all books, gathered for Django; each book keeps its own."""

from __future__ import annotations

from thuocdo.registers.indices.models import (
    BaselineDecision,
    BlankReason,
    IndexRelease,
    IndexValue,
    PublishedClass,
)

__all__ = ["BaselineDecision", "BlankReason", "IndexRelease", "IndexValue", "PublishedClass"]
