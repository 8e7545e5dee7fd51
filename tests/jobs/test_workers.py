"""Real workers as processes, on both databases: killed in the middle, two at once."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import psycopg
import pytest

from tests.config.databases import environment, own_postgres

ROOT = Path(__file__).resolve().parents[2]
WORKER = [str(Path(sys.executable).parent / "thuocdo"), "worker", "--threads", "2"]


class Place:
    """A database of its own in which jobs are put and workers started."""

    def __init__(self, var: Path, url: str | None) -> None:
        self.var = var
        self.env = environment(var, url, DJANGO_SETTINGS_MODULE="tests.jobs.lean_settings", PYTHONPATH=ROOT)
        self.workers: list[subprocess.Popen[bytes]] = []
        self.python("from django.core.management import call_command; call_command('migrate', verbosity=0)")

    def python(self, program: str) -> str:
        head = "import django; django.setup()\n"
        done = subprocess.run(
            [sys.executable, "-c", head + program],
            env=self.env,
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout.strip()

    def put(self, kind: str, times: int = 1, **payload: Any) -> None:
        self.python(
            "from django.utils import timezone\nfrom thuocdo.jobs.actions import enqueue\n"
            f"for n in range({times}): enqueue({kind!r}, payload={{**{payload!r}, 'line': n}}, by=None, now=timezone.now())"
        )

    def jobs(self) -> list[tuple[str, int]]:
        """State and attempts of each job, read past the program."""
        query = "SELECT state, attempts FROM jobs_job ORDER BY id"
        if url := self.env.get("DATABASE_URL"):
            with psycopg.connect(url.replace("postgres://", "postgresql://")) as server:
                return list(server.execute(query))
        with closing(sqlite3.connect(self.var / "thuocdo.sqlite3", timeout=20)) as file:
            return list(file.execute(query))

    def worker(self) -> subprocess.Popen[bytes]:
        started = subprocess.Popen(WORKER, env=self.env, cwd=ROOT, stderr=subprocess.DEVNULL)
        self.workers.append(started)
        return started

    def close(self) -> None:
        for worker in self.workers:
            if worker.poll() is None:
                worker.kill()
            worker.wait()


@contextmanager
def opened(var: Path, vendor: str) -> Iterator[Place]:
    if vendor == "sqlite":
        place = Place(var, None)
        try:
            yield place
        finally:
            place.close()
        return
    with own_postgres() as url:
        if url is None:
            pytest.skip("không có PostgreSQL (TEST_POSTGRES_URL)")
        place = Place(var, url)
        try:
            yield place
        finally:
            place.close()


def until(true: Callable[[], bool], what: str) -> None:
    for _ in range(300):
        if true():
            return
        time.sleep(0.1)
    raise AssertionError(f"never: {what}")


VENDORS = [pytest.param("sqlite"), pytest.param("postgres", marks=pytest.mark.postgres)]


@pytest.mark.parametrize("vendor", VENDORS)
def test_a_killed_worker_leaves_its_job_to_the_next(tmp_path: Path, vendor: str) -> None:
    """A worker killed in the middle of a job leaves it to the next worker, which does it; never "running" for ever."""
    with opened(tmp_path / "var", vendor) as place:
        mark = tmp_path / "begun"
        place.put("test.slow_once", file=str(mark))
        first = place.worker()
        until(mark.exists, "the job begins")
        assert place.jobs() == [("running", 1)]
        os.kill(first.pid, signal.SIGKILL)
        first.wait()
        second = place.worker()
        until(lambda: place.jobs() == [("done", 2)], "the job is done by the second worker")
        second.send_signal(signal.SIGTERM)
        assert second.wait(timeout=30) == 0


@pytest.mark.parametrize("vendor", VENDORS)
def test_two_workers_run_each_job_once(tmp_path: Path, vendor: str) -> None:
    """With two workers, and messages delivered twice, every job runs once."""
    with opened(tmp_path / "var", vendor) as place:
        trace = tmp_path / "trace"
        place.put("test.write", 30, file=str(trace))
        place.python("from thuocdo.jobs import delivery\nfor n in range(1, 31): delivery.deliver(n)")
        place.worker()
        place.worker()
        until(lambda: {state for state, _ in place.jobs()} == {"done"}, "all jobs are done")
        lines = [int(line.split()[0]) for line in trace.read_text().splitlines()]
        assert sorted(lines) == list(range(30))
        assert {attempts for _, attempts in place.jobs()} == {1}


def test_jobs_run_in_the_web_process(tmp_path: Path) -> None:
    """With JOBS_IN_PROCESS no worker is needed, and a person's wish to stop is heard while a job runs."""
    with opened(tmp_path / "var", "sqlite") as place:
        place.env["JOBS_IN_PROCESS"] = "1"
        shown = place.python(
            "import time\nfrom django.utils import timezone\nfrom thuocdo.jobs.actions import enqueue, request_stop\n"
            "from thuocdo.jobs.models import Job\n"
            "def until(state):\n"
            "    for _ in range(200):\n"
            "        if Job.objects.get(pk=job.pk).state == state: return\n"
            "        time.sleep(0.05)\n"
            f"job = enqueue('test.write', payload={{'file': {str(tmp_path / 'a')!r}}}, by=None, now=timezone.now())\n"
            "until('done'); first = Job.objects.get(pk=job.pk)\n"
            f"job = enqueue('test.hang', payload={{'file': {str(tmp_path / 'b')!r}}}, by=None, now=timezone.now())\n"
            "until('running'); time.sleep(0.7); seen = Job.objects.get(pk=job.pk).step\n"
            "request_stop(job=job, by=None, now=timezone.now()); until('stopped')\n"
            "print(first.state, first.done, seen, Job.objects.get(pk=job.pk).state)"
        )
        assert shown.splitlines()[-1] == "done 2 Đang làm stopped"
