"""Reads of the stage: which version counts, which settings are in force, what may be seen."""

from __future__ import annotations

from thuocdo.criteria.queries.settings import InForce, in_force, settings_for, settings_for_units
from thuocdo.criteria.queries.versions import (
    chosen_for,
    framework_for,
    frameworks_for,
    known_versions,
    may_keep_frameworks,
)

__all__ = [
    "InForce",
    "chosen_for",
    "framework_for",
    "frameworks_for",
    "in_force",
    "known_versions",
    "may_keep_frameworks",
    "settings_for",
    "settings_for_units",
]
