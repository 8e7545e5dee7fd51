"""Going everywhere as everybody, and telling what differs from the table."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from django.apps import apps
from django.db import connection, transaction
from django.http import HttpRequest, HttpResponse
from django.test import Client

from tests.rights_walk.expected import COLUMNS, LOGGED, STATUS, Deed, Page, audiences
from tests.rights_walk.world import World

WRITES = ("INSERT", "UPDATE", "DELETE", "REPLACE")
NOT_OURS = ("django_session",)  # who is signed in, and at which unit


def cell(cells: str, key: str) -> str:
    """What the row says for the person."""
    plain = cells.replace(" ", "")
    assert len(plain) == len(COLUMNS), cells
    return plain[COLUMNS.index(key)]


def client_of(world: World, key: str) -> Client:
    client = Client()
    client.force_login(world.person(key), backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def hidden_from(world: World, key: str, *, log: bool = False) -> dict[str, str]:
    """Word -> name of the marks that the person must not come across (`log`: on the pages of the log)."""
    wide = audiences()
    found = {}
    for word, name in ((word, name) for name, word in world.marks.items()):
        seen = cell(wide[name], key) == "o"
        if log:
            place = name.removeprefix("result.").split(".")[0]
            seen = cell(LOGGED.get(name, LOGGED.get(place, "." * len(COLUMNS))), key) == "o"
        if not seen:
            found[word] = name
    return found


def bare_404(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """A 404 without its page."""
    return HttpResponse(status=404)


def filled(value: Any, world: World) -> Any:
    """An address or a form with the numbers of the world."""
    if isinstance(value, str):
        return value.format_map(world.ids)
    if isinstance(value, list):
        return [filled(each, world) for each in value]
    if isinstance(value, Mapping):
        if "*" in value:
            return dict(world.ids[value["*"]])
        return {name: filled(each, world) for name, each in value.items()}
    return value


def body_of(response: Any) -> str:
    """Everything readable in the answer; packed files are unpacked."""
    content = b"".join(response.streaming_content) if response.streaming else response.content
    response.close()
    if content[:2] == b"PK":
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            content = b"\n".join(package.read(name) for name in package.namelist())
    text: str = content.decode(errors="replace")
    return text + " ".join(f"{name}: {value}" for name, value in response.headers.items())


def visits(world: World, pages: tuple[Page, ...], key: str) -> Iterator[str]:
    """What differs on the pages for one person: a status, or a word that must not show."""
    client = client_of(world, key)
    usual, logged = hidden_from(world, key), hidden_from(world, key, log=True)
    logged.pop(world.marks.get(f"name.{key}", ""), None)  # one's own name stands at the head of every page
    refused = set()
    for page in pages:
        url, wants = filled(page.url, world), cell(page.cells, key)
        if wants == "." and url.partition("?")[0] in refused:
            continue  # the same door with other query keys
        hidden = logged if page.name.startswith("reporting:log") else usual
        wanted = {200} if wants == "o" else STATUS[wants]
        for headers in ({}, {"HX-Request": "true"}) if page.region and wants == "o" else ({},):
            response = client.get(url, headers=headers)
            if response.status_code not in wanted:
                yield f"{key} GET {url} {response.status_code}, expected {sorted(wanted)}"
            elif wants == ".":
                refused.add(url.partition("?")[0])
            text = body_of(response)
            if "mabimat" in text:
                yield from (f"{key} GET {url} shows {name}" for word, name in hidden.items() if word in text)


@contextmanager
def undone() -> Iterator[None]:
    """A savepoint that is always rolled back."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


class Watch:
    """Whether statements wrote to the database, and whether anything is different afterwards."""

    def __init__(self) -> None:
        self.wrote = False

    def __call__(self, execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        if sql.startswith(WRITES) and not any(table in sql for table in NOT_OURS):
            self.wrote = True
        return execute(sql, params, many, context)


def state() -> dict[str, list[Any]]:
    """Every row of every table of the project."""
    return {
        model._meta.label: list(model._default_manager.order_by("pk").values_list())
        for model in apps.get_models()
        if model._meta.label not in ("sessions.Session",)
    }


def attempts(world: World, deeds: tuple[Deed, ...], key: str) -> Iterator[str]:
    """What differs when one person tries every write; each attempt is rolled back."""
    client = client_of(world, key)
    hidden = hidden_from(world, key)
    before = state()
    for deed in deeds:
        url, expected = filled(deed.url, world), cell(deed.cells, key)
        data = {**filled(deed.data, world), **(deed.fresh() if deed.fresh else {})}
        if deed.name.startswith("work:task_"):
            data["stamp"] = world.ids[f"stamp_{url.split('/')[3]}"]
        watch = Watch()
        with undone():
            with connection.execute_wrapper(watch):
                response = client.post(url, data)
            text = body_of(response)
            # what is refused may write and take it back; of what is done the statements are enough
            changed = watch.wrote and (expected == "o" or state() != before)
        if response.status_code not in STATUS[expected]:
            yield f"{key} POST {url} {response.status_code}, expected {expected!r}"
        if changed != (expected == "o"):
            yield f"{key} POST {url} {'changed something' if changed else 'changed nothing'}, expected {expected!r}"
        yield from (f"{key} POST {url} shows {name}" for word, name in hidden.items() if word in text)
