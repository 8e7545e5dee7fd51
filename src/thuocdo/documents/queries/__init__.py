"""Reads of the stage: stored originals, their signatures, whom the site trusts."""

from __future__ import annotations

from thuocdo.documents.queries.files import (
    Problem,
    has_pictures,
    open_file,
    page_image,
    path_of,
    verify_files,
)
from thuocdo.documents.queries.signatures import (
    Ground,
    ground_now,
    latest_check,
    signature_classes,
    trust_lists,
)

__all__ = [
    "Ground",
    "Problem",
    "ground_now",
    "has_pictures",
    "latest_check",
    "open_file",
    "page_image",
    "path_of",
    "signature_classes",
    "trust_lists",
    "verify_files",
]
