"""A zip package (OOXML, ODF) opened with suspicion."""

from __future__ import annotations

import io
import zipfile
import zlib
from typing import TYPE_CHECKING

from thuocdo.documents.parsing.limits import MB, Limits
from thuocdo.lib.errors import InputError

if TYPE_CHECKING:
    from lxml.etree import _Element

_BROKEN = "Tệp bị cắt hoặc hỏng nên không đọc được. Hãy mở bằng Word, lưu lại rồi tải lên."


class Package:
    """The parts of a zip file. Sizes and names are checked before anything is unpacked."""

    def __init__(self, data: bytes, limits: Limits) -> None:
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except (zipfile.BadZipFile, ValueError, EOFError, OverflowError, NotImplementedError) as error:
            raise InputError(_BROKEN) from error
        infos = self._zip.infolist()
        if len(infos) > limits.entries:
            raise InputError(
                f"Tệp có quá {limits.entries} phần bên trong nên không mở (có thể là tệp phá hoại)."
            )
        if sum(info.file_size for info in infos) > limits.unpacked:
            raise InputError(
                f"Tệp giải nén ra quá {limits.unpacked // MB} MB nên không mở (có thể là tệp phá hoại)."
            )
        for info in infos:
            if info.file_size > MB and info.file_size > limits.ratio * max(info.compress_size, 1):
                raise InputError("Tệp nén chặt bất thường nên không mở (có thể là tệp phá hoại).")
            if info.flag_bits & 0x1:
                raise InputError(
                    "Tệp có mật khẩu nên không đọc được. Hãy lưu một bản không mật khẩu rồi tải lên."
                )
        self.names = {info.filename for info in infos}

    def read(self, name: str) -> bytes:
        """The bytes of one part; `InputError` when it is missing or damaged."""
        try:
            return self._zip.read(name)
        except (
            KeyError,
            zipfile.BadZipFile,
            zlib.error,
            EOFError,
            ValueError,
            NotImplementedError,
            OSError,
        ) as error:
            raise InputError(_BROKEN) from error

    def read_if_there(self, name: str) -> bytes:
        return self.read(name) if name in self.names else b""

    def small(self, name: str) -> bytes:
        """A part that tells the kind of file. It is looked at outside the confined process, so it must be small."""
        if name in self.names and self._zip.getinfo(name).file_size > MB:
            raise InputError(_BROKEN)
        return self.read_if_there(name)

    def content_types(self) -> str:
        """The package's list of parts."""
        return self.small("[Content_Types].xml").decode("utf-8", "replace")

    def xml(self, name: str) -> _Element:
        """The root of an XML part, without entities, document types or network."""
        return parse_xml(self.read(name))

    def xml_if_there(self, name: str) -> _Element | None:
        return self.xml(name) if name in self.names else None


def parse_xml(data: bytes) -> _Element:
    """Parse untrusted XML: a document type definition is refused, entities are never resolved."""
    from lxml import etree

    plain = data.replace(b"\0", b"") if b"\0" in data else data  # UTF-16 would hide the words
    if b"<!DOCTYPE" in plain or b"<!ENTITY" in plain:
        raise InputError("Tệp chứa khai báo thực thể XML nên không mở (có thể là tệp phá hoại).")
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        dtd_validation=False,
        huge_tree=False,
        remove_comments=True,
    )
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise InputError(_BROKEN) from error
    return root
