"""The web server (gunicorn) as the commands `serve` and `demo` start it."""

from __future__ import annotations

import contextlib
import errno
import socket
import ssl
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from thuocdo.lib.errors import InputError

WILDCARDS = ("0.0.0.0", "::", "")  # noqa: S104 - compared with, not bound to


@dataclass(frozen=True)
class Listening:
    """Where and how to serve. `cert` and `key` are PEM files, both or none."""

    host: str
    port: int
    workers: int = 2
    threads: int = 4
    cert: Path | None = None
    key: Path | None = None
    timeout: int = 120  # seconds a request may take

    @property
    def scheme(self) -> str:
        return "https" if self.cert else "http"

    @property
    def bind(self) -> str:
        return f"[{self.host}]:{self.port}" if ":" in self.host else f"{self.host}:{self.port}"

    @property
    def hosts(self) -> list[str]:
        """Names and addresses under which people may reach it."""
        if self.host not in WILDCARDS:
            return [self.host]
        return ["localhost", *own_addresses(), socket.gethostname()]

    @property
    def addresses(self) -> list[str]:
        usual = 443 if self.cert else 80
        port = "" if self.port == usual else f":{self.port}"
        return [f"{self.scheme}://{f'[{h}]' if ':' in h else h}{port}/" for h in dict.fromkeys(self.hosts)]


def own_addresses() -> list[str]:
    """The machine's addresses in the networks it is in; no packet is sent."""
    found = []
    for family, far in ((socket.AF_INET, "192.0.2.1"), (socket.AF_INET6, "2001:db8::1")):
        with contextlib.suppress(OSError), socket.socket(family, socket.SOCK_DGRAM) as probe:
            probe.connect((far, 9))
            found.append(str(probe.getsockname()[0]))
    return found


def require_free(host: str, port: int) -> None:
    """Raise InputError with what to do when the address can't be listened on."""
    if not 1 <= port <= 65535:
        raise InputError("Số cổng phải từ 1 đến 65535.")
    try:
        known = socket.getaddrinfo(host or None, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)
    except socket.gaierror as error:
        raise InputError(
            f"Không có địa chỉ {host} trên máy này. Dùng 0.0.0.0 để nhận từ mọi mạng của máy."
        ) from error
    family, kind, protocol, _name, address = known[0]
    with socket.socket(family, kind, protocol) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(address)
        except OSError as error:
            raise InputError(_bind_sentence(host, port, error)) from error


def _bind_sentence(host: str, port: int, error: OSError) -> str:
    if error.errno == errno.EADDRINUSE:
        return f"Cổng {port} đang có chương trình khác dùng. Hãy dừng chương trình đó hoặc chọn cổng khác bằng --port."
    if error.errno == errno.EADDRNOTAVAIL:
        return f"Máy này không có địa chỉ {host}. Dùng 0.0.0.0 để nhận từ mọi mạng của máy."
    if error.errno == errno.EACCES:
        return f"Không được phép dùng cổng {port}: cổng dưới 1024 cần quyền root. Hãy chọn cổng khác, ví dụ --port 8443."
    return f"Không mở được {host}:{port}: {error.strerror}."


def require_pair(cert: Path | None, key: Path | None) -> None:
    """Raise InputError unless certificate and key are both absent, or readable and belong together."""
    if cert is None and key is None:
        return
    if cert is None or key is None:
        raise InputError("Cần cả hai: --cert (chứng thư) và --key (khóa riêng), đều dạng PEM.")
    for path in (cert, key):
        if not path.is_file():
            raise InputError(f"Không có tệp {path}.")
    try:
        ssl.create_default_context(ssl.Purpose.CLIENT_AUTH).load_cert_chain(cert, key, password=_no_password)
    except (ssl.SSLError, OSError, ValueError) as error:
        raise InputError(
            f"Chứng thư {cert} và khóa {key} không dùng được với nhau: cần tệp PEM, cùng một cặp, khóa không đặt mật khẩu."
        ) from error


def _no_password() -> str:
    raise ValueError


def serve(listening: Listening, ready: Callable[[], None]) -> None:
    """Serve until told to stop (SIGTERM, Ctrl+C); `ready` is called once when connections are taken."""
    from django.conf import settings
    from django.db import connections
    from gunicorn.app.base import BaseApplication

    from thuocdo.jobs import inprocess

    connections.close_all()  # none may be shared with the processes that are started now

    class Site(BaseApplication):
        def load_config(self) -> None:
            for name, value in _configuration(listening).items():
                self.cfg.set(name, value)
            self.cfg.set("when_ready", lambda _server: ready())
            if settings.JOBS_IN_PROCESS:
                self.cfg.set("post_worker_init", lambda _worker: inprocess.start())

        def load(self) -> Any:
            from thuocdo.config.wsgi import application

            return application

    Site(prog="thuocdo").run()


def _configuration(listening: Listening) -> dict[str, Any]:
    found: dict[str, Any] = {
        "bind": [listening.bind],
        "worker_class": "gthread",
        "workers": listening.workers,
        "threads": listening.threads,
        "timeout": listening.timeout,
        "graceful_timeout": 30,
        "keepalive": 5,
        "max_requests": 5000,  # a leak somewhere must not grow for ever
        "max_requests_jitter": 500,
        "preload_app": False,
        "loglevel": "warning",
        "control_socket_disable": True,
        "limit_request_line": 8190,
        "proc_name": "thuocdo",
    }
    if listening.cert:
        found |= {"certfile": str(listening.cert), "keyfile": str(listening.key), "ssl_context": _modern}
    return found


def _modern(_config: Any, default_factory: Callable[[], ssl.SSLContext]) -> ssl.SSLContext:
    context = default_factory()
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    return context
