"""What a file is, told by its content; its name is never asked."""

from __future__ import annotations

import codecs
import re
from enum import StrEnum
from pathlib import Path

from thuocdo.documents.parsing.limits import DEFAULT, Limits
from thuocdo.lib.errors import InputError

ACCEPTED = "Chỉ nhận .docx, .pdf, ảnh quét (.png, .jpg, .tif), .odt, .doc, .rtf, .txt, .md"
PASSWORD = "có mật khẩu nên không đọc được. Hãy lưu một bản không mật khẩu rồi tải lên."  # noqa: S105


class FileKind(StrEnum):
    DOCX = "docx"
    ODT = "odt"
    DOC = "doc"
    RTF = "rtf"
    PDF = "pdf"
    PNG = "png"
    JPEG = "jpg"
    TIFF = "tif"
    TEXT = "txt"

    @property
    def media_type(self) -> str:
        return _MEDIA[self]

    @property
    def is_image(self) -> bool:
        return self in (FileKind.PNG, FileKind.JPEG, FileKind.TIFF)


_MEDIA = {
    FileKind.DOCX: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    FileKind.ODT: "application/vnd.oasis.opendocument.text",
    FileKind.DOC: "application/msword",
    FileKind.RTF: "application/rtf",
    FileKind.PDF: "application/pdf",
    FileKind.PNG: "image/png",
    FileKind.JPEG: "image/jpeg",
    FileKind.TIFF: "image/tiff",
    FileKind.TEXT: "text/plain",
}

# beginnings that are certainly something else, with their plain name
_REFUSED: tuple[tuple[bytes, str], ...] = (
    (b"MZ", "tệp chương trình"),
    (b"\x7fELF", "tệp chương trình"),
    (b"#!", "tệp lệnh"),
    (b"Rar!", "tệp nén"),
    (b"7z\xbc\xaf", "tệp nén"),
    (b"\x1f\x8b", "tệp nén"),
    (b"BZh", "tệp nén"),
    (b"GIF8", "ảnh GIF"),
    (b"BM", "ảnh BMP"),
    (b"%!PS", "tệp PostScript"),
    (b"SQLite format 3", "tệp cơ sở dữ liệu"),
)
_MARKUP = re.compile(rb"^\s*(<!doctype|<html|<\?php|<script|<svg|<\?xml)", re.IGNORECASE)
_SCRIPTED = re.compile(r"<(script|iframe|object|embed)\b|\bjavascript:", re.IGNORECASE)


_BY_HEAD: tuple[tuple[bytes, FileKind], ...] = (
    (b"%PDF-", FileKind.PDF),
    (b"\x89PNG\r\n\x1a\n", FileKind.PNG),
    (b"\xff\xd8\xff", FileKind.JPEG),
    (b"II*\0", FileKind.TIFF),
    (b"MM\0*", FileKind.TIFF),
)


def sniff_file(path: Path, limits: Limits = DEFAULT) -> FileKind:
    """As `sniff`, of a file on disk: a PDF or a picture, which may be large, is told by its first bytes alone."""
    with path.open("rb") as file:
        head = file.read(16)
        if path.stat().st_size <= limits.size:
            for magic, kind in _BY_HEAD:
                if head.startswith(magic):
                    return kind
        file.seek(0)
        return sniff(file.read(limits.size + 1), limits)


def sniff(data: bytes, limits: Limits = DEFAULT) -> FileKind:
    """The kind of a whole file's bytes; `InputError` (one Vietnamese sentence) for what is not accepted."""
    if not data:
        raise InputError("Tệp rỗng, không có gì để đọc.")
    if len(data) > limits.size:
        raise InputError(
            f"Tệp lớn quá {limits.size // 1024 // 1024} MB. Hãy chia nhỏ hoặc nén ảnh trong tệp rồi tải lên."
        )
    if data.startswith(b"PK\x03\x04"):
        return _zip_kind(data, limits)
    if data.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        return _ole_kind(data)
    if b"%PDF-" in data[:1024]:
        if not data.startswith(b"%PDF-") and _MARKUP.match(data[:512]):
            raise InputError(f"Tệp giả dạng PDF. {ACCEPTED}.")
        return FileKind.PDF
    if data.startswith(b"\x89PNG\r\n\x1a\n"):
        return FileKind.PNG
    if data.startswith(b"\xff\xd8\xff"):
        return FileKind.JPEG
    if data.startswith((b"II*\0", b"MM\0*")):
        return FileKind.TIFF
    if data.startswith(b"{\\rtf"):
        return FileKind.RTF
    for magic, name in _REFUSED:
        if data.startswith(magic) and not (magic in (b"MZ", b"BM") and _is_text(data)):
            raise InputError(f"Đây là {name}, không phải văn bản. {ACCEPTED}.")
    return _text_kind(data)


def _zip_kind(data: bytes, limits: Limits) -> FileKind:
    from thuocdo.documents.parsing.package import Package

    package = Package(data, limits)
    names = package.names
    if "word/document.xml" in names or "[Content_Types].xml" in names:
        main = package.content_types()
        if "word/vbaProject.bin" in names or "macroEnabled" in main:
            raise InputError(
                "Tệp Word có macro nên không nhận. Hãy mở bằng Word, lưu thành .docx rồi tải lên."
            )
        if "word/document.xml" in names and "wordprocessingml" in main:
            return FileKind.DOCX
        if any(name.startswith("xl/") for name in names):
            raise InputError(f"Đây là tệp Excel, không phải văn bản. {ACCEPTED}.")
        if any(name.startswith("ppt/") for name in names):
            raise InputError(f"Đây là tệp trình chiếu, không phải văn bản. {ACCEPTED}.")
        raise InputError(
            "Tệp Word hỏng: thiếu phần nội dung. Hãy mở bằng Word, lưu lại thành .docx rồi tải lên."
        )
    if "mimetype" in names:
        mime = package.small("mimetype").strip()
        if mime == b"application/vnd.oasis.opendocument.text":
            if b"manifest:encryption-data" in package.small("META-INF/manifest.xml"):
                raise InputError(f"Tệp này {PASSWORD}")
            return FileKind.ODT
        if mime.startswith(b"application/vnd.oasis.opendocument"):
            raise InputError(f"Đây là bảng tính hoặc trình chiếu, không phải văn bản. {ACCEPTED}.")
    raise InputError(f"Đây là tệp nén. Hãy giải nén rồi tải từng văn bản. {ACCEPTED}.")


def _ole_kind(data: bytes) -> FileKind:
    def has(name: str) -> bool:
        return name.encode("utf-16-le") in data

    if has("EncryptedPackage"):
        raise InputError(f"Tệp Word này {PASSWORD}")
    if has("WordDocument"):
        # FibBase.fEncrypted: bit 8 of the flags at byte 10 of the WordDocument stream
        at = data.find(b"\xec\xa5", 512)
        if at >= 0 and len(data) > at + 12 and data[at + 11] & 0x01:
            raise InputError(f"Tệp Word này {PASSWORD}")
        return FileKind.DOC
    if has("Workbook") or has("PowerPoint Document"):
        raise InputError(f"Đây là tệp Excel hoặc trình chiếu, không phải văn bản. {ACCEPTED}.")
    raise InputError(f"Không nhận ra loại tệp này. {ACCEPTED}.")


def _is_text(data: bytes) -> bool:
    try:
        decoded = data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return "\0" not in decoded


def _text_kind(data: bytes) -> FileKind:
    """UTF-8 or UTF-16 text; the encoding itself is the text reader's matter."""
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        try:
            text = data.decode("utf-16")
        except UnicodeDecodeError as error:
            raise InputError(
                "Tệp văn bản UTF-16 bị cắt hoặc hỏng. Hãy lưu lại thành UTF-8 rồi tải lên."
            ) from error
    else:
        try:
            text = data.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            raise InputError(
                f"Tệp không phải văn bản UTF-8 (lỗi ở byte {error.start + 1}). {ACCEPTED}; tệp .txt phải lưu dạng UTF-8."
            ) from error
    if "\0" in text or sum(c < " " and c not in "\t\r\n\f\x0b" for c in text[:4096]) > 8:
        raise InputError(f"Không nhận ra loại tệp này. {ACCEPTED}.")
    if _MARKUP.match(text[:512].encode()) or _SCRIPTED.search(text):
        raise InputError(f"Đây là trang web hoặc mã lệnh, không phải văn bản. {ACCEPTED}.")
    if not text.strip():
        raise InputError("Tệp rỗng, không có gì để đọc.")
    return FileKind.TEXT
