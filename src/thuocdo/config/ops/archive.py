"""The file of a backup: a ZIP whose last member, manifest.json, lists every other with size and SHA-256.

It is written under another name beside its place, brought to disk, read again from there and only then given
its name; so a file under its name is whole, whatever happened. No Django here.
"""

from __future__ import annotations

import errno
import hashlib
import json
import os
import re
import secrets
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from typing import IO, Any

from thuocdo.lib.errors import InputError

MANIFEST = "manifest.json"
FORMAT = 1
BLOCK = 1 << 20
MAX_MANIFEST = 256 << 20
# The only names a backup holds. "files//etc/x" would be an absolute path once "files/" is taken off.
_FITTING = re.compile(r"(?:tables/[\w.]+|secrets/[\w.]+|files(?:/[\w-][\w.-]*)+|audit-head\.jsonl)", re.ASCII)
# what reading a damaged ZIP may raise
BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    OSError,
    ValueError,
    NotImplementedError,
    RuntimeError,
    KeyError,
)


class ArchiveWriter:
    """Members one after another; see `writing`."""

    def __init__(self, file: IO[bytes]) -> None:
        self._zip = zipfile.ZipFile(file, "w", allowZip64=True)
        self.members: dict[str, dict[str, Any]] = {}

    def add(self, name: str, blocks: Iterable[bytes], *, compress: bool) -> None:
        """One member from blocks of bytes."""
        info = zipfile.ZipInfo(name, date_time=(2020, 1, 1, 0, 0, 0))
        info.compress_type = zipfile.ZIP_DEFLATED if compress else zipfile.ZIP_STORED
        info.external_attr = 0o600 << 16
        digest, size = hashlib.sha256(), 0
        with self._zip.open(info, "w", force_zip64=True) as out:
            for block in blocks:
                out.write(block)
                digest.update(block)
                size += len(block)
        self.members[name] = {"size": size, "sha256": digest.hexdigest()}

    def add_file(self, name: str, path: Path) -> None:
        """One member from a file, not compressed: stored documents are already."""
        with path.open("rb") as source:
            self.add(name, iter(lambda: source.read(BLOCK), b""), compress=False)

    def finish(self, manifest: dict[str, Any]) -> None:
        text = json.dumps({**manifest, "members": self.members}, ensure_ascii=False, indent=1)
        self.add(MANIFEST, [text.encode()], compress=True)
        self._zip.close()

    def abandon(self) -> None:
        """Let go without the directory at the end, which alone would make the file look whole."""
        self._zip.fp = None


@contextmanager
def writing(target: Path) -> Iterator[ArchiveWriter]:
    """Write a backup that appears under its name whole or not at all.

    Raises InputError for a full disk, a missing folder, a name that is taken; nothing stays behind. Only a
    kill leaves the unfinished file, under a name that ends in ".part"; the next writing to the name removes it.
    """
    if target.exists():
        raise InputError(f"Tệp {target} đã có. Hãy đặt tên khác; bản sao lưu không ghi đè lên tệp cũ.")
    if not target.parent.is_dir():
        raise InputError(f"Không có thư mục {target.parent}. Hãy tạo thư mục trước.")
    part = target.with_name(f".{target.name}.{secrets.token_hex(4)}.part")
    try:
        for left in target.parent.glob(f".{target.name}.*.part"):
            left.unlink()
        with part.open("xb") as file:
            part.chmod(0o600)
            writer = ArchiveWriter(file)
            try:
                yield writer
            except BaseException:
                writer.abandon()
                raise
            file.flush()
            os.fsync(file.fileno())
            # so that the check reads the disk and not what memory remembers
            os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)
        with reading(part) as archive:
            archive.check()
        part.replace(target)
        _sync_folder(target.parent)
    except OSError as error:
        raise InputError(_write_sentence(target, error)) from error
    finally:
        part.unlink(missing_ok=True)


def _write_sentence(target: Path, error: OSError) -> str:
    if error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
        return f"Không đủ chỗ để ghi {target}: hãy chọn ổ đĩa còn trống nhiều hơn. Chưa có tệp nào được tạo."
    return f"Không ghi được {target}: {error.strerror}. Chưa có tệp nào được tạo."


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


class Archive:
    """A backup opened for reading; `manifest` is what it says of itself."""

    def __init__(self, path: Path, file: zipfile.ZipFile) -> None:
        self._path = path
        self._zip = file
        self.manifest: dict[str, Any] = self._read_manifest()

    def _read_manifest(self) -> dict[str, Any]:
        try:
            info = self._zip.getinfo(MANIFEST)
            if info.file_size > MAX_MANIFEST:
                raise ValueError
            found = json.loads(self._zip.read(MANIFEST))
            if not isinstance(found, dict) or not isinstance(found["members"], dict):
                raise ValueError
        except BROKEN as error:
            raise self._damaged("thiếu hoặc hỏng phần kê khai") from error
        if found.get("format") != FORMAT:
            raise InputError(
                f"{self._path} là bản sao lưu của phiên bản khác (dạng {found.get('format')}), không đọc được."
            )
        return found

    def _damaged(self, what: str) -> InputError:
        return InputError(
            f"{self._path} không phải bản sao lưu nguyên vẹn: {what}. Hãy dùng bản sao lưu khác."
        )

    @property
    def members(self) -> dict[str, dict[str, Any]]:
        found: dict[str, dict[str, Any]] = self.manifest["members"]
        return found

    def check(self) -> None:
        """Read every member and compare size and SHA-256. Raises InputError for the first that differs."""
        names = [n for n in self._zip.namelist() if n != MANIFEST]
        if sorted(names) != sorted(self.members):
            raise self._damaged("danh sách tệp bên trong không khớp phần kê khai")
        for name in names:
            if not _FITTING.fullmatch(name) or ".." in PurePosixPath(name).parts:
                raise self._damaged(f"tên tệp bên trong không hợp lệ ({name})")
            for _block in self.blocks(name):
                pass

    def blocks(self, name: str) -> Iterator[bytes]:
        """A member's bytes; raises InputError at its end when they are not what was written."""
        said = self.members[name]
        digest, size = hashlib.sha256(), 0
        try:
            with self._zip.open(name) as source:
                while size <= said["size"] and (block := source.read(BLOCK)):
                    digest.update(block)
                    size += len(block)
                    yield block
        except BROKEN as error:
            raise self._damaged(f"không đọc được {name}") from error
        if size != said["size"] or digest.hexdigest() != said["sha256"]:
            raise self._damaged(f"nội dung {name} khác với lúc sao lưu")

    def lines(self, name: str) -> Iterator[bytes]:
        """A member's lines without their ends."""
        rest = b""
        for block in self.blocks(name):
            parts = (rest + block).split(b"\n")
            rest = parts.pop()
            yield from parts
        if rest:
            yield rest

    def bytes(self, name: str) -> bytes:
        """A small member whole."""
        return b"".join(self.blocks(name))


@contextmanager
def reading(path: Path) -> Iterator[Archive]:
    """Open a backup. Raises InputError when it is none."""
    if not path.is_file():
        raise InputError(f"Không có tệp {path}.")
    try:
        file = zipfile.ZipFile(path)
    except (zipfile.BadZipFile, OSError, ValueError) as error:
        raise InputError(f"{path} không phải bản sao lưu nguyên vẹn: hãy dùng bản sao lưu khác.") from error
    with file:
        yield Archive(path, file)
