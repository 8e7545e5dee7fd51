"""Originals are kept by their hash, once, whole or not at all, and handed out as downloads only."""

from __future__ import annotations

import hashlib
import io
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.documents.badfiles import corpus, pdf_saying
from tests.documents.wordfiles import para, word
from thuocdo.audit.models import Entry
from thuocdo.documents import storage
from thuocdo.documents.actions import safe_name, store_file
from thuocdo.documents.models import StoredFile
from thuocdo.documents.parsing.limits import MB
from thuocdo.documents.queries import has_pictures, page_image, path_of, verify_files
from thuocdo.documents.serving import attachment
from thuocdo.lib.errors import InputError

NOW = datetime(2026, 6, 16, 8, 0, tzinfo=UTC)
DATA = word(para("Kế hoạch năm 2026 của xã Mẫu"))

pytestmark = pytest.mark.django_db


def _store(data: bytes = DATA, name: str = "kế hoạch.docx") -> StoredFile:
    return store_file(stream=io.BytesIO(data), name=name, by=None, now=NOW)


def test_a_file_lies_under_its_hash_and_the_log_says_so() -> None:
    """The bytes are those that came; the entry carries hash and size, no name."""
    stored = _store()
    digest = hashlib.sha256(DATA).hexdigest()
    assert stored.sha256 == digest and stored.size == len(DATA) and stored.media_type.endswith("document")
    path = path_of(stored)
    assert path.read_bytes() == DATA and path.parts[-3:] == (digest[:2], digest[2:4], digest)
    entry = Entry.objects.get(code="documents.file.stored")
    assert digest in str(entry.after) and "kế hoạch" not in str(entry.after)


def test_the_same_content_is_kept_once() -> None:
    """A second upload under another name gives the first row and no second entry."""
    first = _store()
    assert _store(name="ban sao.docx") == first
    assert Entry.objects.filter(code="documents.file.stored").count() == 1


def test_nothing_stays_behind_after_a_refusal(settings: object, own_var: Path) -> None:
    """Too large, empty and wrong-type uploads leave neither row nor bytes."""
    settings.MAX_UPLOAD_MB = 1  # type: ignore[attr-defined]
    bad = [(b"x" * (MB + 1), "lớn quá 1 MB"), (b"", "rỗng"), (corpus()["bang-tinh.docx"][0], "Excel")]
    for data, part in bad:
        with pytest.raises(InputError, match=part):
            _store(data)
    assert not StoredFile.objects.exists()
    assert [p for p in (own_var / "files").rglob("*") if p.is_file()] == []


def test_a_stream_that_breaks_leaves_nothing(own_var: Path) -> None:
    """An upload cut off in the middle is no file."""

    class Broken(io.BytesIO):
        def read(self, size: int | None = -1, /) -> bytes:
            data = super().read(4)
            if not data:
                raise ConnectionError
            return data

    with pytest.raises(ConnectionError):
        store_file(stream=Broken(b"%PDF-1.4 x"), name="x.pdf", by=None, now=NOW)
    assert [p for p in (own_var / "files").rglob("*") if p.is_file()] == []


def test_a_missing_original_comes_back_with_the_next_upload() -> None:
    """Content whose bytes were lost is put in its place again."""
    path = path_of(_store())
    path.unlink()
    assert path_of(_store()) == path and path.read_bytes() == DATA


def test_verification_names_what_is_missing_or_changed() -> None:
    """One flipped byte and one lost file are both found, the sound file is not."""
    changed, lost, sound = _store(), _store(b"Ke hoach A", "a.txt"), _store(b"Ke hoach B", "b.txt")
    path = path_of(changed)
    path.chmod(0o600)
    path.write_bytes(DATA[:-1] + b"x")
    path_of(lost).unlink()
    problems = list(verify_files())
    assert [(p.sha256, p.missing) for p in problems] == [(changed.sha256, False), (lost.sha256, True)]
    assert "kế hoạch.docx" in str(problems[0]) and str(problems[1]).startswith("Thiếu tệp")
    assert sound.sha256 not in {p.sha256 for p in problems}


def test_an_original_leaves_as_a_download() -> None:
    """Never shown in the site: attachment, no guessing of types, Vietnamese name after RFC 5987."""
    response = attachment(_store(), "Kế hoạch số 12.docx")
    assert b"".join(response) == DATA
    response.close()
    assert response["Content-Disposition"].startswith("attachment; filename*=utf-8''K%E1%BA%BF")
    assert response["X-Content-Type-Options"] == "nosniff"
    assert "no-store" in response["Cache-Control"]


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        ("..\\..\\Kế hoạch.docx", "Kế hoạch.docx"),
        ("/etc/passwd", "passwd"),
        ("a\x00b\u202e.pdf", "ab.pdf"),
        ("...", "tep"),
    ],
)
def test_a_name_is_for_people_only(given: str, shown: str) -> None:
    """Folders, control characters and direction marks are dropped."""
    assert safe_name(given) == shown


@pytest.mark.parametrize("digest", ["../../etc", "A" * 64, "ab", "g" * 64])
def test_only_a_hash_makes_a_path(digest: str) -> None:
    """Nothing but a SHA-256 in small letters is turned into a path."""
    with pytest.raises(ValueError, match="SHA-256"):
        storage.place_of(digest)


def test_pages_of_a_pdf_are_pictured_once() -> None:
    """The picture is a PNG kept in the cache; pages that do not exist and Word files have none."""
    pdf = _store(pdf_saying("Ke hoach"), "a.pdf")
    path = page_image(pdf, 1)
    assert path is not None and path.read_bytes().startswith(b"\x89PNG")
    assert page_image(pdf, 1) == path
    assert page_image(pdf, 2) is None and page_image(pdf, 0) is None
    assert not has_pictures(_store()) and page_image(_store(), 1) is None
