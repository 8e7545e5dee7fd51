"""Tables of all books, gathered for Django; each book keeps its own."""

from __future__ import annotations

from thuocdo.registers.indices.models import (
    BaselineDecision,
    BlankReason,
    IndexRelease,
    IndexValue,
    PublishedClass,
)
from thuocdo.registers.reports.models import Duty, Gathering, Regime, RegimeSetting, Report

__all__ = [
    "BaselineDecision",
    "BlankReason",
    "Duty",
    "Gathering",
    "IndexRelease",
    "IndexValue",
    "PublishedClass",
    "Regime",
    "RegimeSetting",
    "Report",
]
