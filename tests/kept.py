"""States that many tests start from: made once by the actions, then put back row by row and file by file."""

from __future__ import annotations

import pickle
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from functools import cache, partial, wraps
from pathlib import Path
from typing import Any, ParamSpec, TypeVar

from django.apps import apps
from django.conf import settings
from django.db import connection

from thuocdo.audit.models import Entry

T = TypeVar("T")
P = ParamSpec("P")
Rows = dict[str, list[tuple[Any, ...]]]


@dataclass(frozen=True, slots=True)
class _State:
    gone: Rows
    added: Rows
    files: dict[Path, bytes]
    made: bytes


_STATES: dict[Hashable, _State] = {}


def kept(name: str, make: Callable[[], T]) -> T:
    """What `make` returns, with the rows and files that it adds and the rows that it changes or removes.

    Made the first time in this process, put back from then on wherever the log ends with the same entry as it
    did then. What is returned is pickled, and so a copy of its own for each test. One name belongs to one way of
    making; a test that replaces a part of the program does so after its states are there.
    """
    key = (name, Entry.objects.order_by("-number").values_list("hash", flat=True).first())
    state = _STATES.get(key)
    if state is not None:
        _put_back(state)
        made: T = pickle.loads(state.made)  # noqa: S301 our own bytes, of this process
        return made
    rows, files = _rows(), _files()
    made = make()
    after = _rows()
    _STATES[key] = _State(
        gone=_only_in(rows, after),
        added=_only_in(after, rows),
        files={path: data for path, data in _files().items() if files.get(path) != data},
        made=pickle.dumps(made),
    )
    return made


def made_once(fixture: Callable[P, T]) -> Callable[P, T]:
    """A fixture whose state is kept: `@pytest.fixture` above `@made_once`."""

    @wraps(fixture)
    def put(*given: P.args, **named: P.kwargs) -> T:
        return kept(f"{fixture.__module__}.{fixture.__qualname__}", partial(fixture, *given, **named))

    return put


@cache
def _tables() -> dict[str, tuple[str, ...]]:
    """Every table with its columns that can be written, the primary key first."""
    return {
        model._meta.db_table: tuple(
            field.column
            for field in sorted(model._meta.local_concrete_fields, key=lambda field: not field.primary_key)
            if not field.generated
        )
        for model in apps.get_models(include_auto_created=True)
        if model._meta.managed and not model._meta.proxy
    }


def _rows() -> Rows:
    """All rows of all tables."""
    found: Rows = {}
    with connection.cursor() as cursor:
        for table, columns in _tables().items():
            cursor.execute(f"SELECT {_quoted(*columns)} FROM {_quoted(table)}")  # noqa: S608 our own names
            found[table] = cursor.fetchall()
    return found


def _only_in(one: Rows, other: Rows) -> Rows:
    found = {}
    for table, rows in one.items():
        known = set(map(repr, other[table]))
        if only := [row for row in rows if repr(row) not in known]:
            found[table] = only
    return found


def _quoted(*names: str) -> str:
    return ", ".join(connection.ops.quote_name(name) for name in names)


def _put_back(state: _State) -> None:
    with connection.cursor() as cursor:
        for table, rows in state.gone.items():
            question = f"DELETE FROM {_quoted(table)} WHERE {_quoted(_tables()[table][0])} = %s"  # noqa: S608
            cursor.executemany(question, [row[:1] for row in rows])
        for table, rows in state.added.items():
            columns = _tables()[table]
            places = ", ".join(["%s"] * len(columns))
            question = f"INSERT INTO {_quoted(table)} ({_quoted(*columns)}) VALUES ({places})"  # noqa: S608
            cursor.executemany(question, rows)
    for path, data in state.files.items():
        target = settings.VAR_DIR / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(data)


def _files() -> dict[Path, bytes]:
    root = settings.VAR_DIR
    return {path.relative_to(root): path.read_bytes() for path in root.rglob("*") if path.is_file()}
