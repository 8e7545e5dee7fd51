"""Keeping originals."""

from __future__ import annotations

import unicodedata
from datetime import datetime
from typing import BinaryIO

from django.conf import settings
from django.utils.translation import gettext as _

from thuocdo.audit.actions import HasKey, record, recorded
from thuocdo.documents import storage
from thuocdo.documents.models import StoredFile
from thuocdo.documents.parsing.limits import DEFAULT, MB
from thuocdo.documents.parsing.sniff import sniff
from thuocdo.lib.errors import InputError


@recorded
def store_file(*, stream: BinaryIO, name: str, by: HasKey | None, now: datetime) -> StoredFile:
    """Keep an uploaded file under its hash; the same content twice is one stored file.

    Raises InputError (one sentence) for an empty file, one over MAX_UPLOAD_MB, or a type nobody can read.
    """
    limit = settings.MAX_UPLOAD_MB * MB if getattr(settings, "MAX_UPLOAD_MB", 0) else DEFAULT.size
    try:
        received = storage.receive(stream, limit=limit)
    except storage.TooLargeError as error:
        raise InputError(
            _("Tệp lớn quá %(size)s MB. Hãy chia nhỏ hoặc nén ảnh trong tệp rồi tải lên.")
            % {"size": limit // MB}
        ) from error
    try:
        kind = sniff(received.path.read_bytes())
        storage.keep(received)
    finally:
        received.path.unlink(missing_ok=True)
    stored, created = StoredFile.objects.get_or_create(
        sha256=received.sha256,
        defaults={
            "size": received.size,
            "media_type": kind.media_type,
            "name": safe_name(name),
            "stored_at": now,
        },
    )
    if created:
        record(
            "documents.file.stored",
            by=by,
            now=now,
            subject=stored,
            after={"sha256": stored.sha256, "size": stored.size, "media_type": stored.media_type},
        )
    return stored


def safe_name(name: str) -> str:
    """The last part of a file name without control characters, at most 255 letters."""
    last = unicodedata.normalize("NFC", name).replace("\\", "/").rsplit("/", 1)[-1]
    shown = "".join(c for c in last if unicodedata.category(c) not in ("Cc", "Cf")).strip(" .")
    return shown[:255] or "tep"
