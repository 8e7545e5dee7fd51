"""Keeping originals."""

from __future__ import annotations

import errno
import logging
import unicodedata
from datetime import datetime
from typing import BinaryIO

from django.conf import settings
from django.utils.translation import gettext as _

from thuocdo.audit.actions import HasKey, record, recorded
from thuocdo.documents import storage
from thuocdo.documents.models import StoredFile
from thuocdo.documents.parsing.active import refuse_active
from thuocdo.documents.parsing.limits import DEFAULT, MB, Limits
from thuocdo.documents.parsing.sniff import FileKind, sniff_file
from thuocdo.documents.parsing.virus import HELD_BACK, scan
from thuocdo.lib.errors import InputError

_NO_ROOM = (errno.ENOSPC, errno.EDQUOT)


def store_file(*, stream: BinaryIO, name: str, by: HasKey | None, now: datetime) -> StoredFile:
    """Keep an uploaded file under its hash; the same content twice is one stored file.

    The stream goes to disk piece by piece and is there whole or not at all. Raises InputError (one sentence) for an
    empty file, one over MAX_UPLOAD_MB, a type nobody can read, content that could run, a virus, a file that the
    configured scanner could not look at, and a full disk.
    """
    try:
        received, kind = _received(stream)
        try:
            storage.keep(received)
        finally:
            received.path.unlink(missing_ok=True)
    except OSError as error:
        if error.errno not in _NO_ROOM:
            raise
        raise InputError(
            _("Máy chủ hết chỗ lưu tệp nên chưa nhận được. Hãy báo người quản trị hệ thống rồi tải lại.")
        ) from error
    return _entered(received=received, kind=kind, name=name, by=by, now=now)


def _received(stream: BinaryIO) -> tuple[storage.Received, FileKind]:
    """The stream on disk, looked at in every way, not yet in its place."""
    limit = settings.MAX_UPLOAD_MB * MB if getattr(settings, "MAX_UPLOAD_MB", 0) else DEFAULT.size
    try:
        received = storage.receive(stream, limit=limit)
    except storage.TooLargeError as error:
        raise InputError(
            _("Tệp lớn quá %(size)s MB. Hãy chia nhỏ hoặc nén ảnh trong tệp rồi tải lên.")
            % {"size": limit // MB}
        ) from error
    try:
        limits = Limits(size=max(limit, DEFAULT.size))
        kind = sniff_file(received.path, limits)
        refuse_active(received.path, kind, limits)
        _scanned(received)
    except BaseException:
        received.path.unlink(missing_ok=True)
        raise
    return received, kind


def _scanned(received: storage.Received) -> None:
    if not settings.CLAMD_SOCKET:
        return
    try:
        scan(received.path, settings.CLAMD_SOCKET)
    except InputError as error:
        if str(error) == HELD_BACK:
            logging.getLogger(__name__).error("clamd did not answer; an upload was held back")
        raise


@recorded
def _entered(
    *, received: storage.Received, kind: FileKind, name: str, by: HasKey | None, now: datetime
) -> StoredFile:
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
