"""What verification compares the log with, besides itself."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from thuocdo.audit.rules import Head
from thuocdo.config.ops import archive


def heads_of(backups: Iterable[Path]) -> list[Head]:
    """The heads of the log that backups hold. Raises InputError for a file that is no backup."""
    found = []
    for path in backups:
        with archive.reading(path) as backup:
            head = backup.manifest["audit_head"]
            if head["number"]:
                found.append(Head(int(head["number"]), str(head["hash"])))
    return found


def heads_of_digests() -> list[Head]:
    """The heads of the log that the digests kept under VAR_DIR hold."""
    from django.conf import settings

    from thuocdo.reporting.kept_digests import heads

    return heads(settings.DIGEST_DIR)


def check_files() -> tuple[int, str]:
    """How many stored files there are, and the first problem among them as a sentence ("" for none)."""
    from thuocdo.documents.models import StoredFile
    from thuocdo.documents.queries import verify_files

    problem = next(iter(verify_files()), None)
    return StoredFile.objects.count(), "" if problem is None else str(problem)
