"""Having a file looked at by ClamAV's daemon (clamd, command INSTREAM) before it is kept."""

from __future__ import annotations

import re
import socket
import struct
from pathlib import Path

from thuocdo.lib.errors import InputError

FOUND = "Tệp có mã độc ({name}) nên không nhận. Hãy báo người phụ trách công nghệ thông tin kiểm tra máy đã tạo tệp."
HELD_BACK = (
    "Máy quét vi-rút chưa trả lời nên tệp bị giữ lại, chưa được nhận. Hãy thử lại sau ít phút; nếu vẫn vậy, báo người "
    "quản trị hệ thống."
)
SECONDS = 60
_CHUNK = 1 << 18
_REPLY = 4096
_ANSWER = re.compile(r"^stream: (?P<name>.+) FOUND$")


class ScanFailedError(Exception):
    """The daemon did not say whether the file is clean."""


def scan(path: Path, address: str, *, seconds: int = SECONDS) -> None:
    """Have the file scanned; `address` is the path of a socket, or "host:port".

    Raises InputError for a file with a virus, and for one that could not be scanned: it is held back, never let through.
    """
    try:
        answer = _ask(path, address, seconds)
    except (OSError, ScanFailedError, ValueError) as error:
        raise InputError(HELD_BACK) from error
    found = _ANSWER.match(answer)
    if found:
        raise InputError(FOUND.format(name=found["name"]))
    if answer != "stream: OK":
        raise InputError(HELD_BACK)


def answers(address: str, *, seconds: int = 5) -> bool:
    """Whether a daemon listens there (command PING)."""
    try:
        with _connected(address, seconds) as link:
            link.sendall(b"zPING\0")
            return link.recv(_REPLY).rstrip(b"\0\n") == b"PONG"
    except (OSError, ValueError):
        return False


def _ask(path: Path, address: str, seconds: int) -> str:
    with _connected(address, seconds) as link, path.open("rb") as file:
        link.sendall(b"zINSTREAM\0")
        try:
            while chunk := file.read(_CHUNK):
                link.sendall(struct.pack("!I", len(chunk)) + chunk)
            link.sendall(struct.pack("!I", 0))
        except BrokenPipeError:
            pass  # it has heard enough; the answer says of what
        reply = b""
        while b"\0" not in reply and len(reply) < _REPLY:
            part = link.recv(_REPLY)
            if not part:
                break
            reply += part
    if b"\0" not in reply:
        raise ScanFailedError
    return reply.split(b"\0")[0].decode("utf-8", "replace").strip()


def _connected(address: str, seconds: int) -> socket.socket:
    host, _, port = address.rpartition(":")
    if host and port.isdigit() and not address.startswith("/"):
        return socket.create_connection((host, int(port)), timeout=seconds)
    link = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    try:
        link.settimeout(seconds)
        link.connect(address)
    except OSError:
        link.close()
        raise
    return link
