"""Stories in Debian's Chromium against the live site."""

from __future__ import annotations

import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright
from pytest_django.plugin import DjangoDbBlocker

from tests.cast import Cast
from tests.stories.steps import Visitor, own_page
from thuocdo.jobs import inprocess

# Playwright's synchronous interface keeps an event loop in this thread; the tests' own queries are still ordinary.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
ARGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture(scope="module")
def django_db_setup(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[None]:
    """SQLite in a file, as installations have it.

    Django's test database is in memory, where all threads of the live server share one connection and hence one
    transaction: requests that a browser sends at the same time would see each other's half-written work.
    """
    if connection.vendor != "sqlite" or not connection.is_in_memory_db():
        yield
        return
    path = tmp_path_factory.mktemp("stories") / "test_stories.sqlite3"
    with django_db_blocker.unblock():
        connection.ensure_connection()
        with closing(sqlite3.connect(path)) as file:
            connection.connection.backup(file)
        in_memory, name = connection.connection, connection.settings_dict["NAME"]
        connection.connection, connection.settings_dict["NAME"] = None, str(path)
        yield
        connection.close()
        connection.connection, connection.settings_dict["NAME"] = in_memory, name


@pytest.fixture(autouse=True)
def jobs(settings: Any) -> Iterator[None]:
    """Jobs run in threads of the web process, as with `thuocdo demo`; none outlives its test."""
    settings.JOBS_IN_PROCESS = True
    yield
    inprocess.stop()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    path = shutil.which("chromium")
    if path is None:
        pytest.skip("không có Chromium (apt-get install chromium)")
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=path, args=ARGS)
        yield launched
        launched.close()


@pytest.fixture
def pictures() -> Path | None:
    """Where screenshots go when PICTURES is set (for the guide and for looking at)."""
    folder = os.environ.get("PICTURES")
    return Path(folder) if folder else None


def new_context(browser: Browser, **options: Any) -> BrowserContext:
    """A browser of its own, at a desk in Việt Nam unless `options` say otherwise."""
    desk: dict[str, Any] = {"viewport": {"width": 1280, "height": 800}, "locale": "vi-VN"}
    made = browser.new_context(**{**desk, "timezone_id": "Asia/Ho_Chi_Minh", **options})
    made.set_default_timeout(10_000)
    return made


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    made = new_context(browser)
    yield made
    made.close()


@pytest.fixture
def page(context: BrowserContext) -> Page:
    """A page that fails the test when the browser reports a script error or a blocked resource."""
    opened = context.new_page()
    opened.on("pageerror", lambda error: pytest.fail(f"lỗi mã trong trang: {error}"))
    opened.on(
        "console",
        lambda line: pytest.fail(f"CSP: {line.text}") if "Content Security Policy" in line.text else None,
    )
    return opened


@pytest.fixture
def phone(browser: Browser) -> Iterator[Page]:
    made = new_context(browser, viewport={"width": 360, "height": 740}, has_touch=True, is_mobile=True)
    yield made.new_page()
    made.close()


class Office:
    """Everybody of the story, each at a browser of their own."""

    def __init__(self, browser: Browser, site: str, problems: list[str]) -> None:
        self.browser, self.site, self.problems = browser, site, problems
        self.contexts: list[BrowserContext] = []

    def arrives(self, name: str, heading: str) -> Visitor:
        context = new_context(self.browser)
        self.contexts.append(context)
        visitor = Visitor(own_page(context, self.problems), self.site)
        visitor.sign_in(name, heading=heading)
        return visitor

    def close(self) -> None:
        while self.contexts:
            self.contexts.pop().close()


@pytest.fixture
def problems() -> list[str]:
    """Script errors and broken CSP of everybody's pages."""
    return []


@pytest.fixture
def office(browser: Browser, live_server: Any, cast: Cast, problems: list[str]) -> Iterator[Office]:
    made = Office(browser, live_server.url, problems)
    yield made
    made.close()
