"""The sample settings for servers."""

from __future__ import annotations

import re
import shutil
import socket
import ssl
import subprocess
import urllib.request
from pathlib import Path

import pytest

from tests.config.places import COMMAND, ROOT, Place
from tests.config.test_serve import free_port, made, pair, serving

DEPLOY = ROOT / "deploy"
UNITS = sorted(DEPLOY.glob("*.service")) + sorted(DEPLOY.glob("*.timer"))
__all__ = ["made", "pair"]


@pytest.mark.parametrize("unit", UNITS, ids=lambda p: p.name)
def test_systemd_units(unit: Path, tmp_path: Path) -> None:
    """systemd finds nothing to complain about, once the program stands where the unit says."""
    text = unit.read_text()
    for line in text.splitlines():
        if line.startswith("ExecStart"):
            command = line.partition("=")[2].split()
            assert command[0] == "/opt/thuocdo/.venv/bin/thuocdo"
            shown = subprocess.run(
                [COMMAND, command[1], "--help"], capture_output=True, text=True, check=True
            ).stdout
            for option in (part for part in command[2:] if part.startswith("--")):
                assert option in shown
    if shutil.which("systemd-analyze") is None:
        pytest.skip("không có systemd-analyze")
    for other in UNITS:
        (tmp_path / other.name).write_text(
            other.read_text().replace("/opt/thuocdo/.venv/bin/thuocdo", "/bin/true")
        )
    done = subprocess.run(
        ["systemd-analyze", "verify", "--man=no", str(tmp_path / unit.name)],
        capture_output=True,
        text=True,
        check=False,
    )
    ours = [line for line in done.stderr.splitlines() if "thuocdo" in line and "postgresql" not in line]
    assert ours == []
    assert done.returncode == 0, done.stderr


def test_settings_file_names_settings_that_exist() -> None:
    """Every name in the sample environment, also those commented out, is read by the settings."""
    settings = (ROOT / "src/thuocdo/config/settings.py").read_text()
    names = re.findall(r"^#?([A-Z_]+)=", (DEPLOY / "thuocdo.env").read_text(), re.MULTILINE)
    assert len(names) >= 6
    assert [name for name in names if f'"{name}"' not in settings] == []


def test_caddyfile(tmp_path: Path) -> None:
    """Caddy takes the sample; without Caddy at least its braces close."""
    text = (DEPLOY / "Caddyfile").read_text()
    assert text.count("{") == text.count("}")
    if shutil.which("caddy") is None:
        pytest.skip("không có caddy: chỉ kiểm tra dấu ngoặc")
    done = subprocess.run(
        ["caddy", "validate", "--adapter", "caddyfile", "--config", str(DEPLOY / "Caddyfile")],
        capture_output=True, text=True, check=False, env={"HOME": str(tmp_path), "PATH": "/usr/bin"},
        executable=shutil.which("caddy"),
    )  # fmt: skip
    assert done.returncode == 0, done.stderr


def test_nginx(made: Place, pair: tuple[Path, Path], tmp_path: Path) -> None:
    """nginx takes the sample, and a request through it reaches the site as one over HTTPS with the client's address."""
    text = (DEPLOY / "nginx.conf").read_text()
    assert text.count("{") == text.count("}")
    nginx = shutil.which("nginx", path="/usr/sbin:/usr/bin") or shutil.which("nginx")
    if nginx is None:
        pytest.skip("không có nginx: chỉ kiểm tra dấu ngoặc")
    site, plain, secure = free_port(), free_port(), free_port()
    text = text.replace("127.0.0.1:8000", f"127.0.0.1:{site}").replace("thuocdo.xa-mau.example", "localhost")
    text = re.sub(r"\n *listen \[::\].*", "", text)
    text = text.replace("listen 80;", f"listen 127.0.0.1:{plain};").replace(
        "listen 443", f"listen 127.0.0.1:{secure}"
    )
    text = text.replace("/etc/ssl/thuocdo/cert.pem", str(pair[0])).replace(
        "/etc/ssl/thuocdo/key.pem", str(pair[1])
    )
    kept = " ".join(
        f"{n}_temp_path {tmp_path}/{n};" for n in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    config = tmp_path / "nginx.conf"
    config.write_text(
        f"daemon off; pid {tmp_path}/pid; error_log {tmp_path}/error.log;\nevents {{}}\n"
        f"http {{ access_log off; {kept}\n{text}\n}}\n"
    )
    checked = subprocess.run([nginx, "-t", "-c", str(config)], capture_output=True, text=True, check=False)
    assert checked.returncode == 0, checked.stderr
    running = subprocess.Popen([nginx, "-c", str(config)], stderr=subprocess.DEVNULL)
    try:
        with serving(made, "--port", site, "--workers", 1, BEHIND_PROXY="1", SITE_URL="https://localhost"):
            trusted = ssl.create_default_context(cafile=str(pair[0]))
            request = urllib.request.Request(
                f"https://localhost:{secure}/", headers={"Host": "localhost", "X-Forwarded-Proto": "http"}
            )
            with urllib.request.urlopen(request, timeout=20, context=trusted) as response:  # noqa: S310
                assert response.read().decode() == "xin chào https True"
            with socket.create_connection(("127.0.0.1", plain), 10) as raw:
                raw.sendall(b"GET /x HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
                assert b"301 Moved" in raw.recv(200)
    finally:
        running.terminate()
        running.wait(timeout=20)
