"""The background job that checks signatures anew when whom the site trusts has changed (settings.JOB_HANDLERS)."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Protocol

from django.conf import settings
from django.utils import timezone
from django.utils.module_loading import import_string

from thuocdo.documents.actions import check_signatures
from thuocdo.documents.models import SignatureCheck, StoredFile
from thuocdo.documents.parsing.sniff import FileKind
from thuocdo.documents.queries import ground_now
from thuocdo.documents.rules.signatures import SignatureClass

PDF = FileKind.PDF.media_type


class Report(Protocol):
    def __call__(self, step: str, done: int = 0, total: int = 0) -> None: ...


class Listener(Protocol):
    """Told of a file whose signatures now come to another class (settings.SIGNATURE_LISTENERS)."""

    def __call__(
        self, *, file: StoredFile, before: SignatureClass, after: SignatureClass, now: datetime
    ) -> object: ...


def recheck(payload: dict[str, Any], progress: Report) -> dict[str, Any]:
    """Check every file that carries signatures, and every PDF never looked at; gives how many, and how many changed.

    Safe to run again: a check that finds the same changes nothing.
    """
    listeners: list[Listener] = [import_string(name) for name in settings.SIGNATURE_LISTENERS]
    ground = ground_now()
    held = SignatureCheck.objects.filter(latest=True).exclude(verdict=str(SignatureClass.UNSIGNED))
    unseen = StoredFile.objects.filter(media_type=PDF, signature_checks__isnull=True)
    known = [
        *held.order_by("pk").values_list("file_id", "verdict"),
        *((pk, "") for pk in unseen.order_by("pk").values_list("pk", flat=True)),
    ]
    changed = 0
    for done, (key, verdict) in enumerate(known):
        progress("recheck", done, len(known))
        file = StoredFile.objects.get(pk=key)
        now = timezone.now()
        check = check_signatures(file=file, by=None, now=now, ground=ground)
        if check is None or not verdict or check.verdict == verdict:
            continue
        changed += 1
        for listener in listeners:
            listener(file=file, before=SignatureClass(verdict), after=SignatureClass(check.verdict), now=now)
    return {"checked": len(known), "changed": changed}
