"""One text in any Unicode form is one document."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest

from thuocdo.documents.parsing.read import read_document

TEXT = (
    "KẾ HOẠCH\nNâng cao Chỉ số PAPI xã Mẫu năm 2026\n\nI. MỤC ĐÍCH\n\na) Rà soát, công khai danh sách hộ nghèo.\n\n"
    "Stt\tNội dung\tCơ quan chủ trì\n1\tĐối thoại với người dân\tVăn phòng HĐND và UBND xã\n2\tRà soát quỹ đất\tPhòng Kinh tế\n"
)


@pytest.mark.parametrize(
    "data",
    [
        ("\ufeff" + TEXT).encode(),
        TEXT.encode("utf-16"),
        ("\ufeff" + TEXT).encode("utf-16-be"),
        unicodedata.normalize("NFD", TEXT).encode(),
        unicodedata.normalize("NFD", TEXT).encode("utf-16"),
        TEXT.replace("\n", "\r\n").encode(),
    ],
    ids=["utf-8 with BOM", "utf-16", "utf-16-be", "NFD", "NFD utf-16", "CRLF"],
)
def test_every_unicode_form_gives_the_same_document(data: bytes, tmp_path: Path) -> None:
    """BOM, byte order, composed or decomposed letters and line ends change nothing."""
    plain, other = tmp_path / "a.txt", tmp_path / "b.txt"
    plain.write_bytes(TEXT.encode())
    other.write_bytes(data)
    assert read_document(other) == read_document(plain)
