"""Reading stored originals: their bytes, pictures of their pages, whether they are still what came in."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from django.conf import settings
from django.utils.translation import gettext as _

from thuocdo.documents import storage
from thuocdo.documents.models import StoredFile
from thuocdo.documents.parsing.picture import picture_safely
from thuocdo.documents.parsing.sniff import FileKind

_PICTURED = {FileKind.PDF.media_type, *(kind.media_type for kind in FileKind if kind.is_image)}


@dataclass(frozen=True, slots=True)
class Problem:
    """A stored file that is not what it was; `str` is a sentence for the operator."""

    sha256: str
    name: str
    missing: bool

    def __str__(self) -> str:
        values = {"name": self.name, "hash": self.sha256}
        if self.missing:
            return _("Thiếu tệp đã lưu “%(name)s” (SHA-256 %(hash)s).") % values
        return _("Tệp đã lưu “%(name)s” bị thay đổi: nội dung không còn khớp SHA-256 %(hash)s.") % values


def path_of(stored: StoredFile) -> Path:
    """Where the original lies, outside the web root."""
    return storage.place_of(stored.sha256)


def open_file(stored: StoredFile) -> BinaryIO:
    """The original for reading. Raises FileNotFoundError when it is gone."""
    return path_of(stored).open("rb")


def verify_files() -> Iterator[Problem]:
    """Hash every stored file anew, oldest first; gives those that are missing or changed."""
    for stored in StoredFile.objects.order_by("pk").iterator(chunk_size=200):
        path = path_of(stored)
        try:
            changed = path.stat().st_size != stored.size or storage.hash_of(path) != stored.sha256
        except OSError:
            yield Problem(stored.sha256, stored.name, missing=True)
            continue
        if changed:
            yield Problem(stored.sha256, stored.name, missing=False)


def has_pictures(stored: StoredFile) -> bool:
    """Whether pages can be shown as pictures; Word and text files are shown as the machine read them."""
    return stored.media_type in _PICTURED


def page_image(stored: StoredFile, page: int) -> Path | None:
    """A PNG of one page (from 1), made once and kept under CACHE_DIR; None where there is no such picture."""
    if page < 1 or not has_pictures(stored):
        return None
    kept = Path(settings.CACHE_DIR) / "pages" / stored.sha256[:2] / stored.sha256 / f"{page}.png"
    if not kept.is_file():
        kept.parent.mkdir(parents=True, exist_ok=True)
        if not picture_safely(path_of(stored), page, kept):
            return None
    return kept
