"""The running site: bytes of the first pages over the wire, the second start of the demo, working pages.

Everything a page names is counted, all four font files too, though a browser loads only those it needs.
"""

from __future__ import annotations

import os
import re
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.cookiejar import CookieJar
from pathlib import Path
from urllib.error import URLError
from urllib.parse import urlencode, urljoin
from urllib.request import HTTPCookieProcessor, OpenerDirector, Request, build_opener

import brotli

from tests.bench.figures import Figure
from thuocdo.reporting.sample import PASSWORD

THUOCDO = str(Path(sys.executable).parent / "thuocdo")
REQUESTS = 20
PATIENCE = 60.0


def figures() -> list[Figure]:
    with tempfile.TemporaryDirectory() as folder:
        first = _seconds(lambda: _run("demo", "--no-serve", "--data", folder))
        with _site(Path(folder)):
            pass  # static files are collected once
        with _site(Path(folder)) as (address, started):
            return [
                Figure("thuocdo demo, first time, data only", first, "s"),
                Figure("thuocdo demo, second start until the first page", started, "s", 5.0),
                *_sizes(address),
                *_pages(address),
            ]


def _sizes(address: str) -> list[Figure]:
    someone, nobody = _signed_in(address), build_opener()
    pages = (
        ("front page", nobody, "/"),
        ("sign-in", nobody, "/tai-khoan/dang-nhap/"),
        ("Tuần này", someone, "/lam-viec/"),
        ("review of a plan", someone, _review(someone, address)),
    )
    found = []
    for name, opener, path in pages:
        page, parts, total = _weigh(opener, address + path)
        note = f"the page {page / 1000:.1f} KB, {parts} files"
        found.append(
            Figure(
                f"{name}: bytes over the wire with style, script, fonts", total / 1000, "KB", 200, note=note
            )
        )
    return found


def _pages(address: str) -> list[Figure]:
    opener = _signed_in(address)
    pages = (
        ("Tuần này", "/lam-viec/"),
        ("Nhiệm vụ", "/lam-viec/nhiem-vu/?xem=tat-ca"),
        ("review of a plan", _review(opener, address)),
        ("Điều hành", "/lam-viec/dieu-hanh/"),
    )
    found = []
    for name, path in pages:
        _get(opener, address + path)
        taken = sorted(_seconds(lambda where=path: _get(opener, address + where)) for _ in range(REQUESTS))
        middle, late = statistics.median(taken), taken[int(REQUESTS * 0.95) - 1]
        found.append(Figure(f"{name}: page, p50 of {REQUESTS} requests", middle, "s"))
        found.append(Figure(f"{name}: page, p95", late, "s", 0.5))
    return found


def _weigh(opener: OpenerDirector, address: str) -> tuple[int, int, int]:
    """Bytes of the page alone, number of files it needs, bytes of all together, headers included."""
    body, size = _get(opener, address)
    total, seen, waiting = size, set[str](), _named(body, address)
    while waiting:
        part = waiting.pop()
        if part not in seen:
            seen.add(part)
            content, weight = _get(opener, part)
            total += weight
            if part.endswith(".css"):
                waiting |= _named(content, part)
    return size, len(seen), total


def _named(body: bytes, address: str) -> set[str]:
    text = body.decode("utf-8", "replace")
    found = re.findall(r"""(?:src|href)="(/static/[^"]+)"|url\(["']?([^"')]+)""", text)
    return {urljoin(address, one or other) for one, other in found if not other.startswith("data:")}


def _get(opener: OpenerDirector, address: str) -> tuple[bytes, int]:
    """The body, unpacked, and how many bytes came over the wire."""
    with opener.open(Request(address, headers={"Accept-Encoding": "br"}), timeout=PATIENCE) as answer:  # noqa: S310
        raw = answer.read()
        size = len(raw) + len(str(answer.headers))
        return (brotli.decompress(raw) if answer.headers.get("Content-Encoding") == "br" else raw), size


def _signed_in(address: str) -> OpenerDirector:
    opener = build_opener(HTTPCookieProcessor(CookieJar()))
    page = address + "/tai-khoan/dang-nhap/"
    token = re.search(rb'name="csrfmiddlewaretoken" value="([^"]+)"', _get(opener, page)[0])
    assert token
    form = {"csrfmiddlewaretoken": token[1].decode(), "login": "dau-moi", "password": PASSWORD}
    with opener.open(Request(page, urlencode(form).encode(), {"Referer": page})) as answer:  # noqa: S310
        assert answer.url.endswith("/lam-viec/"), answer.url
    return opener


def _review(opener: OpenerDirector, address: str) -> str:
    found = re.search(
        rb'href="(/lam-viec/ke-hoach/\d+/ra-soat/)"', _get(opener, address + "/lam-viec/ke-hoach/")[0]
    )
    assert found
    return found[1].decode()


@contextmanager
def _site(data: Path) -> Iterator[tuple[str, float]]:
    """The demo's site on a free port: its address, and the seconds until it answered."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    address, began = f"http://localhost:{port}", time.perf_counter()
    command = [THUOCDO, "demo", "--data", str(data), "--port", str(port)]
    running = subprocess.Popen(
        command, env=_environment(), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        while not _answers(address):
            assert running.poll() is None and time.perf_counter() - began < PATIENCE, "the site did not start"
            time.sleep(0.02)
        yield address, time.perf_counter() - began
    finally:
        running.terminate()
        running.wait(20)


def _answers(address: str) -> bool:
    try:
        _get(build_opener(), address + "/")
    except (URLError, OSError):
        return False
    return True


def _run(*arguments: str) -> None:
    subprocess.run([THUOCDO, *arguments], env=_environment(), check=True, capture_output=True)


def _environment() -> dict[str, str]:
    return {key: value for key, value in os.environ.items() if key not in ("DATABASE_URL", "VAR_DIR")}


def _seconds(work: object) -> float:
    began = time.perf_counter()
    work()  # type: ignore[operator]
    return time.perf_counter() - began
