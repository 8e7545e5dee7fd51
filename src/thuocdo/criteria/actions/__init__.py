"""Writes of the stage: versions of frameworks, which one counts, settings."""

from __future__ import annotations

from thuocdo.criteria.actions.settings import set_setting
from thuocdo.criteria.actions.versions import (
    choose_framework,
    drop_draft,
    import_framework,
    issue_version,
    load_shipped,
)

__all__ = [
    "choose_framework",
    "drop_draft",
    "import_framework",
    "issue_version",
    "load_shipped",
    "set_setting",
]
