"""The site as `thuocdo serve` starts it."""

from __future__ import annotations

import shutil
import signal
import socket
import ssl
import subprocess
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.error import HTTPError

import pytest

from tests.config.places import COMMAND, Place

EVERYWHERE = "0.0.0.0"  # noqa: S104 - said to the command, not bound here
READY = "Dừng bằng Ctrl+C"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Place:
    found = Place(tmp_path_factory.mktemp("serve") / "var")
    found.ok("migrate")
    (found.var / "own-static").mkdir()
    return found


@pytest.fixture(scope="module")
def pair(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A certificate for localhost and its key."""
    if shutil.which("openssl") is None:
        pytest.skip("không có openssl")
    folder = tmp_path_factory.mktemp("cert")
    cert, key = folder / "c.pem", folder / "k.pem"
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "2",
         "-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost,IP:127.0.0.1",
         "-keyout", str(key), "-out", str(cert)],
        check=True, capture_output=True,
    )  # fmt: skip
    return cert, key


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def serving(place: Place, *arguments: object, **env: str) -> Iterator[str]:
    """What it says when it is ready; it must end well on SIGTERM."""
    running = subprocess.Popen(
        [COMMAND, "serve", *map(str, arguments)],
        env={**place.env, **env},
        cwd=place.var,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    said = ""
    try:
        assert running.stdout
        for line in running.stdout:
            said += line
            if READY in line:
                break
        assert READY in said, said
        yield said
        running.send_signal(signal.SIGTERM)
        assert running.wait(timeout=30) == 0
    finally:
        running.kill()
        running.wait()
        if running.stdout:
            running.stdout.close()


def get(url: str, context: ssl.SSLContext | None = None, host: str = "") -> str:
    request = urllib.request.Request(url, headers={"Host": host} if host else {})  # noqa: S310
    with urllib.request.urlopen(request, timeout=20, context=context) as response:  # noqa: S310
        return str(response.read().decode())


def test_plain_http_for_this_machine(made: Place, tmp_path: Path) -> None:
    """Without arguments the site answers on this machine, runs jobs if told to, and refuses names that aren't its own."""
    port = free_port()
    with serving(made, "--port", port, "--workers", 1, JOBS_IN_PROCESS="1") as said:
        assert f"http://127.0.0.1:{port}/" in said
        assert get(f"http://127.0.0.1:{port}/") == "xin chào http False"
        with pytest.raises(HTTPError, match="400"):
            get(f"http://127.0.0.1:{port}/", host="evil.example")
        get(f"http://127.0.0.1:{port}/work/?file={tmp_path / 'trace'}")
        for _ in range(200):
            if (tmp_path / "trace").exists():
                break
            time.sleep(0.05)
        assert (tmp_path / "trace").exists()
        assert f"Cổng {port}" in made.refused("serve", "--port", port)
    assert (made.var / "static/staticfiles.json").is_file()


def test_https_for_an_office_network(made: Place, pair: tuple[Path, Path]) -> None:
    """With certificate and key the site is reached over TLS 1.2 or newer and knows that it is secure."""
    cert, key = pair
    port = free_port()
    with serving(made, "--host", EVERYWHERE, "--port", port, "--cert", cert, "--key", key) as said:
        assert f"https://localhost:{port}/" in said
        assert "ALLOWED_HOSTS" in said
        assert "chưa có HTTPS" not in said
        trusted = ssl.create_default_context(cafile=str(cert))
        assert get(f"https://localhost:{port}/", trusted) == "xin chào https True"
        old = ssl.create_default_context(cafile=str(cert))
        old.set_ciphers("DEFAULT:@SECLEVEL=0")
        old.minimum_version = ssl.TLSVersion.MINIMUM_SUPPORTED
        with pytest.warns(DeprecationWarning):
            old.maximum_version = ssl.TLSVersion.TLSv1_1
        with (
            socket.create_connection(("localhost", port), 10) as raw,
            pytest.raises((ssl.SSLError, OSError)),
            old.wrap_socket(raw, server_hostname="localhost"),
        ):
            pass


def test_unusable_arguments_are_told(made: Place, pair: tuple[Path, Path], tmp_path: Path) -> None:
    """A missing, foreign or half pair, a port or host that can't be: one sentence each."""
    cert, _key = pair
    (tmp_path / "other.pem").write_text("none")
    assert "Cần cả hai" in made.refused("serve", "--cert", cert)
    assert "Không có tệp" in made.refused("serve", "--cert", cert, "--key", tmp_path / "none")
    assert "cùng một cặp" in made.refused("serve", "--cert", cert, "--key", tmp_path / "other.pem")
    assert "65535" in made.refused("serve", "--port", "70000")
    assert EVERYWHERE in made.refused("serve", "--host", "192.0.2.77")


def test_static_files_are_made_anew_only_when_they_changed(made: Place) -> None:
    """Unchanged static files are left alone; a changed one is served under a new name, the old one stays."""
    source = made.var / "own-static/own.css"
    look = "from thuocdo.config.ops.static import ensure_collected; print(ensure_collected())"
    source.write_text("a {}")
    assert made.python(look) == "True"
    assert made.python(look) == "False"
    source.write_text("a { color: red }")
    assert made.python(look) == "True"
    assert len(list((made.var / "static").glob("own.*.css"))) == 2
