"""What comes in is told by its content, scanned, free of anything that runs, and there whole or not at all."""

from __future__ import annotations

import errno
import io
import os
import socket
import struct
import threading
import time
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path

import pikepdf
import pytest
from django.conf import LazySettings

from tests.documents.signing import armor, authority, revocations
from tests.documents.wordfiles import para, word
from tests.rights_walk.papers import pdf
from thuocdo.config.ops.checks import State
from thuocdo.config.ops.trust import roots, scanner
from thuocdo.documents import storage
from thuocdo.documents.actions import load_revocations, load_roots, store_file
from thuocdo.documents.models import StoredFile
from thuocdo.lib.errors import InputError

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 7, 6, 1, 0, tzinfo=UTC)
CLEAN = word(para("Báo cáo quý II"))


def _store(data: bytes, name: str = "tep") -> StoredFile:
    return store_file(stream=io.BytesIO(data), name=name, by=None, now=NOW)


def _left(settings: LazySettings) -> list[Path]:
    return [path for path in Path(settings.STORE_DIR).rglob("*") if path.is_file()]


def _pdf(**catalogue: str) -> bytes:
    """A PDF whose catalogue holds these values, written as PDF writes them."""
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf("Bao cao"))) as file:
        for key, value in catalogue.items():
            file.Root[f"/{key}"] = file.make_indirect(pikepdf.Object.parse(value.encode()))
        # packed, so that the words stand nowhere in clear
        file.save(out, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return out.getvalue()


def _with_attachment() -> bytes:
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf("Bao cao"))) as file:
        file.attachments["phu-luc.txt"] = b"noi dung"
        file.save(out, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return out.getvalue()


def _locked() -> bytes:
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf("Bao cao"))) as file:
        file.save(out, encryption=pikepdf.Encryption(owner="chu", user="mat-khau"))
    return out.getvalue()


def _docx(name: str, data: bytes = b"x") -> bytes:
    out = io.BytesIO(CLEAN)
    with zipfile.ZipFile(out, "a") as package:
        package.writestr(name, data)
    return out.getvalue()


SCRIPT, START = "<</S/JavaScript/JS(app.alert\\(1\\))>>", "<</S/Launch/F(calc.exe)>>"


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (_pdf(OpenAction=SCRIPT), "JavaScript"),
        (_pdf(AA=f"<</WC<</Next[{SCRIPT}]>>>>"), "JavaScript"),
        (_pdf(OpenAction=START), "lệnh mở chương trình"),
        (_with_attachment(), "nhúng bên trong"),
        (_locked(), "mật khẩu"),
        (
            pdf("x").replace(b"/Type/Catalog", b"/Type/Catalog/OpenAction<</S/Java#53cript/JS(1)>>"),
            "JavaScript",
        ),
        (_docx("word/activeX/activeX1.bin"), "ActiveX"),
        (_docx("customXml/vbaProject.bin"), "macro"),
        (_docx("word/embeddings/cai-dat.exe"), "tệp chương trình"),
        (_docx("word/embeddings/oleObject1.bin", "\x01Ole10Native".encode("utf-16-le")), "nhúng bên trong"),
        (b"{\\rtf1 {\\object\\objemb {\\*\\objdata 0105}}}", "nhúng bên trong"),
    ],
    ids=[
        "js",
        "js-deep",
        "launch",
        "attached",
        "locked",
        "js-escaped",
        "activex",
        "macro",
        "exe",
        "ole",
        "rtf",
    ],
)
def test_what_could_run_is_refused_with_a_word(data: bytes, told: str, settings: LazySettings) -> None:
    """Scripts, programs and embedded files are refused however they are packed; nothing of them stays."""
    with pytest.raises(InputError, match=told):
        _store(data)
    assert not StoredFile.objects.exists() and _left(settings) == []


@pytest.mark.parametrize(
    "data",
    [
        _pdf(OpenAction="[0/Fit]"),
        _docx("word/embeddings/bang.xlsx"),
        pdf("Bao cao"),
    ],
    ids=["opens-at-a-page", "chart-table", "plain"],
)
def test_what_cannot_run_is_kept(data: bytes) -> None:
    """A PDF that opens at a page, a chart with its own table: kept."""
    assert _store(data).sha256


@contextmanager
def clamd(folder: Path, answer: bytes) -> Iterator[tuple[str, list[bytes]]]:
    """A small stand-in for ClamAV's daemon: takes one INSTREAM and answers."""
    address, heard = str(folder / "clamd.sock"), []
    server = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    server.bind(address)
    server.listen()

    def serve() -> None:
        link, _ = server.accept()
        with link:
            got = b""
            assert link.recv(10, socket.MSG_WAITALL) == b"zINSTREAM\0"
            while size := struct.unpack("!I", link.recv(4, socket.MSG_WAITALL))[0]:
                got += link.recv(size, socket.MSG_WAITALL)
            heard.append(got)
            link.sendall(answer)

    thread = threading.Thread(target=serve)
    thread.start()
    try:
        yield address, heard
    finally:
        thread.join(5)
        server.close()


def test_a_scanned_file_is_kept(tmp_path: Path, settings: LazySettings) -> None:
    """The daemon gets every byte; when it says OK the file is kept."""
    with clamd(tmp_path, b"stream: OK\0") as (address, heard):
        settings.CLAMD_SOCKET = address
        assert _store(CLEAN).size == len(CLEAN)
    assert heard == [CLEAN]


@pytest.mark.parametrize(
    ("answer", "told"),
    [
        (b"stream: Eicar-Test-Signature FOUND\0", "mã độc \\(Eicar-Test-Signature\\)"),
        (b"INSTREAM size limit exceeded. ERROR\0", "giữ lại"),
        (b"", "giữ lại"),
    ],
    ids=["found", "error", "silent"],
)
def test_a_virus_or_an_unsure_scanner_keeps_the_file_out(
    answer: bytes, told: str, tmp_path: Path, settings: LazySettings
) -> None:
    """A virus is named; a scanner that errs or hangs up holds the file back. Nothing of it stays."""
    with clamd(tmp_path, answer) as (address, _heard):
        settings.CLAMD_SOCKET = address
        with pytest.raises(InputError, match=told):
            _store(CLEAN)
    assert not StoredFile.objects.exists() and _left(settings) == []


@pytest.mark.parametrize("address", ["/khong/co/clamd.sock", "127.0.0.1:1"])
def test_a_scanner_that_is_not_there_holds_files_back(address: str, settings: LazySettings) -> None:
    """Configured but not reachable, by socket or by port: held back, said so."""
    settings.CLAMD_SOCKET = address
    with pytest.raises(InputError, match="giữ lại"):
        _store(CLEAN)
    assert _left(settings) == []


def test_the_doctor_tells_of_the_scanner_and_the_roots(tmp_path: Path, settings: LazySettings) -> None:
    """Not set, silent, answering; no roots, no lists, lists that have run out: each with the step that mends it."""
    assert (scanner().state, "CLAMD_SOCKET" in scanner().remedy) == (State.LACKING, True)
    settings.CLAMD_SOCKET = "/khong/co/clamd.sock"
    assert "bị giữ lại" in scanner().seen
    server = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    settings.CLAMD_SOCKET = str(tmp_path / "c.sock")
    server.bind(settings.CLAMD_SOCKET)
    server.listen()

    def pong() -> None:
        link, _ = server.accept()
        with link:
            link.recv(6)
            link.sendall(b"PONG\0")

    thread = threading.Thread(target=pong)
    thread.start()
    assert scanner().state is State.GOOD
    thread.join(5)
    server.close()
    assert "chưa nạp" in roots().seen
    ca = authority()
    load_roots(data=armor(ca.root), source="Mẫu", listed_on=date(2026, 6, 30), by=None, now=NOW)
    assert "chưa có danh sách thu hồi" in roots().seen
    load_revocations(data=revocations(ca.root, until=NOW), source="Mẫu", by=None, now=NOW)
    assert "đã cũ" in roots().seen
    far = datetime(2100, 1, 1, tzinfo=UTC)
    load_revocations(data=revocations(ca.root, at=NOW, until=far), source="Mẫu", by=None, now=NOW)
    assert roots().state is State.GOOD


class Broken(io.BytesIO):
    """A stream that breaks off in the middle."""

    def read(self, size: int | None = -1) -> bytes:
        if self.tell():
            raise ConnectionResetError
        return super().read(100)


def test_a_broken_upload_leaves_nothing(settings: LazySettings) -> None:
    """A stream that breaks off fails whole."""
    with pytest.raises(ConnectionResetError):
        store_file(stream=Broken(CLEAN), name="a.docx", by=None, now=NOW)
    assert not StoredFile.objects.exists() and _left(settings) == []


@pytest.mark.parametrize("where", ["fsync", "replace"])
def test_a_full_disk_is_said_and_leaves_nothing(
    where: str, settings: LazySettings, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No room while writing or while putting the file in its place: one sentence, nothing half-done."""

    def full(*_args: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    if where == "fsync":
        monkeypatch.setattr(os, "fsync", full)
    else:
        monkeypatch.setattr(Path, "replace", full)
    with pytest.raises(InputError, match="hết chỗ"):
        _store(CLEAN)
    monkeypatch.undo()
    assert not StoredFile.objects.exists() and _left(settings) == []


def test_what_a_killed_process_left_is_swept(settings: LazySettings) -> None:
    """A part of an upload older than a day goes with the next upload; a fresh one stays."""
    folder = Path(settings.STORE_DIR) / "incoming"
    folder.mkdir(parents=True)
    old, fresh = folder / "old", folder / "fresh"
    for path in (old, fresh):
        path.write_bytes(b"x")
    day_ago = time.time() - storage.ABANDONED - 60
    os.utime(old, (day_ago, day_ago))
    _store(CLEAN)
    assert not old.exists() and fresh.exists()


def test_a_large_pdf_is_told_by_its_head(settings: LazySettings, monkeypatch: pytest.MonkeyPatch) -> None:
    """A PDF near the limit is never held in memory as a whole."""
    read = Path.read_bytes

    def small_only(path: Path) -> bytes:
        assert path.stat().st_size < 1 << 20
        return read(path)

    monkeypatch.setattr(Path, "read_bytes", small_only)
    assert _store(pdf("Bao cao") + b"%" * (3 << 20)).media_type == "application/pdf"
