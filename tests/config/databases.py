"""Databases of their own for tests and measurements that run the program as processes."""

from __future__ import annotations

import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

SERVER = os.environ.get("TEST_POSTGRES_URL", "postgres://root@127.0.0.1:5432/postgres")
KEYS = {"SECRET_KEY": "secret-of-the-tests-" * 3, "AUDIT_KEY": "audit-key-of-the-tests-" * 3}


@contextmanager
def own_postgres() -> Iterator[str | None]:
    """The URL of an empty PostgreSQL database that is gone afterwards; None where no server answers."""
    import psycopg

    try:
        server = psycopg.connect(
            SERVER.replace("postgres://", "postgresql://"), autocommit=True, connect_timeout=3
        )
    except psycopg.OperationalError:
        yield None
        return
    name = f"thuocdo_own_{secrets.token_hex(5)}"
    with server:
        server.execute(f'CREATE DATABASE "{name}" TEMPLATE template0')
        try:
            yield SERVER.rpartition("/")[0] + "/" + name
        finally:
            server.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


def environment(var: Path, url: str | None = None, **more: Any) -> dict[str, str]:
    """Environment of a program whose data lives under `var` and, with `url`, in that database."""
    var.mkdir(parents=True, exist_ok=True)
    kept = {k: v for k, v in os.environ.items() if k not in ("DATABASE_URL", "PYTEST_CURRENT_TEST")}
    given = {
        "VAR_DIR": str(var),
        "DJANGO_SETTINGS_MODULE": "thuocdo.config.settings",
        "PYTHONWARNINGS": "ignore",
    }
    if url:
        given["DATABASE_URL"] = url
    return {**kept, **KEYS, **given, **{k: str(v) for k, v in more.items()}}
