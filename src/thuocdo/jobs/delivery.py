"""How jobs reach a worker. The only file that knows the queue library (huey).

The library delivers numbers of jobs and nothing else; it may lose a message (a killed worker does) or bring
it twice. Neither matters: a job is taken by a conditional update of our own table (runner.run), and the
sweep (runner.sweep) delivers again what waits too long.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connections

logger = logging.getLogger(__name__)

Handler = Callable[..., dict[str, Any] | None]


def handler_of(kind: str) -> Handler:
    """The function that settings.JOB_HANDLERS names for a kind. Raises KeyError for an unknown kind."""
    handlers: dict[str, str] = getattr(settings, "JOB_HANDLERS", {})
    module, _, name = handlers[kind].rpartition(".")
    handler: Handler = getattr(import_module(module), name)
    return handler


def deliver(job_id: int) -> None:
    """Tell a worker that a job waits. A failure is logged, not raised: the sweep delivers it again."""
    from thuocdo.jobs import inprocess

    if settings.JOBS_IN_PROCESS:
        inprocess.wake()
        return
    try:
        _task(queue())(job_id)
    except Exception:
        logger.exception("job %s could not be delivered; the sweep will do it", job_id)


def pending() -> set[int]:
    """Numbers of the jobs whose messages wait in the queue."""
    if settings.JOBS_IN_PROCESS:
        return set()
    return {int(task.args[0]) for task in queue().pending() if task.args}


def queue() -> Any:
    """The queue: a file of its own on SQLite, tables of its own on PostgreSQL."""
    database = connections["default"]
    if database.vendor == "postgresql":
        return _postgres_queue(str(database.settings_dict["NAME"]))
    return _sqlite_queue(str(settings.VAR_DIR / "queue.sqlite3"))


@cache
def _sqlite_queue(path: str) -> Any:
    from huey import SqliteHuey

    Path(path).parent.mkdir(parents=True, exist_ok=True)
    return SqliteHuey("thuocdo", results=False, filename=path, timeout=20)


@cache
def _postgres_queue(_database: str) -> Any:
    from huey import PostgresHuey

    return PostgresHuey(
        "thuocdo", results=False, table_prefix="thuocdo_huey", connection=_connect_postgres, read_timeout=5
    )


def consume(*, threads: int) -> None:
    """Work until told to stop: SIGTERM or SIGINT lets running jobs end first."""
    from huey import crontab
    from huey.consumer import Consumer

    from thuocdo.jobs import runner

    consumer_queue = queue()
    _task(consumer_queue)
    consumer_queue.periodic_task(crontab(), name="thuocdo.sweep")(runner.sweep_now)
    runner.sweep_now()
    Consumer(
        consumer_queue,
        workers=threads,
        max_delay=1.0,
        initial_delay=0.1,
        graceful_signal="TERM",
        scheduler_interval=5,
    ).run()


@cache
def _task(queue_of_task: Any) -> Any:
    from thuocdo.jobs import runner

    return queue_of_task.task(name="thuocdo.run_job")(runner.run)


def _connect_postgres() -> Any:
    import psycopg

    given = connections["default"].settings_dict
    named = {
        "dbname": given["NAME"],
        "user": given["USER"],
        "password": given["PASSWORD"],
        "host": given["HOST"],
        "port": given["PORT"],
    }
    options = {
        k: v
        for k, v in given.get("OPTIONS", {}).items()
        if k.startswith("ssl") or k in ("service", "passfile")
    }
    return psycopg.connect(**{k: v for k, v in named.items() if v}, **options)
