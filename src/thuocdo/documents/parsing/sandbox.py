"""Reading in a child process with limits, so that no file can take the site down."""

from __future__ import annotations

import contextlib
import json
import os
import selectors
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from thuocdo.documents.parsing.limits import DEFAULT, Limits, Progress, Step, silent
from thuocdo.documents.parsing.wire import unpack
from thuocdo.documents.rules.blocks import Document
from thuocdo.lib.errors import InputError

TOO_SLOW = "Đọc tệp này quá {seconds} giây nên đã dừng. Hãy chia nhỏ tệp, hoặc lưu lại bằng Word rồi tải lên."
TOO_MUCH = "Đọc tệp này cần quá nhiều bộ nhớ nên đã dừng. Hãy chia nhỏ tệp rồi tải lên."
CRASHED = "Tệp làm chương trình đọc dừng giữa chừng, có thể tệp hỏng. Hãy mở tệp, lưu lại rồi tải lên."


def read_safely(
    path: Path, *, limits: Limits = DEFAULT, progress: Progress | None = None, ocr: bool = True
) -> Document:
    """As `read.read_document`, in a child with memory, processor and wall clock limits.

    A child that is killed, hangs, runs out of memory or crashes gives one `InputError` like any bad file.
    """
    return unpack(ask_child(path, limits=limits, progress=progress, ocr=ocr))


def ask_child(
    path: Path,
    *,
    what: str = "document",
    limits: Limits = DEFAULT,
    progress: Progress | None = None,
    ocr: bool = True,
    more: dict[str, Any] | None = None,
) -> dict[str, Any]:
    """What the confined child answers about a file: `what` is "document", "format" or "template" (which takes `more`).

    `InputError` (one sentence) when the file is bad or the child goes past a limit.
    """
    if not path.is_file():
        raise InputError(f"Không có tệp {path}. Hãy kiểm tra lại đường dẫn.")
    with tempfile.TemporaryDirectory(prefix="thuocdo-") as scratch:
        return _Child(path, limits, progress or silent, ocr, scratch, {"what": what, **(more or {})}).answer()


def environment(scratch: str) -> dict[str, str]:
    """Only what the child needs: no secrets of the site, one thread for numerical libraries."""
    kept = {
        k: v
        for k in ("PATH", "LANG", "LC_ALL", "PYTHONPATH", "VIRTUAL_ENV", "TESSDATA_PREFIX")
        if (v := os.environ.get(k))
    }
    threads = dict.fromkeys(
        ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "OMP_THREAD_LIMIT", "MKL_NUM_THREADS"), "1"
    )
    return kept | threads | {"TMPDIR": scratch, "HOME": scratch, "PYTHONUTF8": "1", "MALLOC_ARENA_MAX": "2"}


class _Child:
    def __init__(
        self, path: Path, limits: Limits, progress: Progress, ocr: bool, scratch: str, more: dict[str, Any]
    ) -> None:
        self._limits = limits
        self._progress = progress
        self._seconds = limits.seconds
        self._order = {"path": str(path.resolve()), "limits": limits.to_json(), "ocr": ocr, **more}
        self._scratch = scratch
        self._answer: dict[str, Any] | None = None

    def answer(self) -> dict[str, Any]:
        # -P: the working directory of the caller is no place to import from
        command = [sys.executable, "-P", "-m", "thuocdo.documents.parsing.child"]
        process = subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=environment(self._scratch),
            start_new_session=True,
        )
        try:
            self._talk(process)
        finally:
            _end(process)
        return self._result(process.returncode)

    def _talk(self, process: subprocess.Popen[bytes]) -> None:
        assert process.stdin is not None and process.stdout is not None  # noqa: S101  # both are pipes, see above
        start = time.monotonic()
        try:
            process.stdin.write(json.dumps(self._order).encode() + b"\n")
            process.stdin.close()
        except BrokenPipeError:
            return
        buffer = bytearray()
        with selectors.DefaultSelector() as selector:
            selector.register(process.stdout, selectors.EVENT_READ)
            while self._answer is None:
                left = start + self._seconds - time.monotonic()
                if left <= 0 or not selector.select(left):
                    raise InputError(TOO_SLOW.format(seconds=self._seconds))
                chunk = os.read(process.stdout.fileno(), 1 << 20)
                if not chunk:
                    with contextlib.suppress(subprocess.TimeoutExpired):
                        process.wait(5)
                    return
                buffer += chunk
                if b"\n" in chunk:
                    *whole, rest = bytes(buffer).split(b"\n")
                    buffer = bytearray(rest)
                    for line in whole:
                        self._hear(json.loads(line))

    def _hear(self, message: dict[str, Any]) -> None:
        if "step" in message:
            self._progress(Step(message["step"]), message["done"], message["total"])
        elif "slow" in message:
            self._seconds = self._limits.ocr_seconds
        else:
            self._answer = message

    def _result(self, status: int) -> dict[str, Any]:
        answer = self._answer
        if answer is None:
            if status in (-signal.SIGXCPU, -signal.SIGALRM):
                raise InputError(TOO_SLOW.format(seconds=self._seconds))
            if status == -signal.SIGKILL:
                raise InputError(TOO_MUCH)
            raise InputError(CRASHED)
        if "error" in answer:
            raise InputError(answer["error"])
        result: dict[str, Any] = answer["document"]
        return result


def _end(process: subprocess.Popen[bytes]) -> None:
    """Kill the child and the programs it started, and take its exit status."""
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    if process.stdout is not None:
        process.stdout.close()
    process.wait()
