"""Stories in Debian's Chromium against the live site."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

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


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    made = browser.new_context(viewport={"width": 1280, "height": 800}, locale="vi-VN", timezone_id="Asia/Ho_Chi_Minh")
    made.set_default_timeout(10_000)
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
    made = browser.new_context(viewport={"width": 360, "height": 740}, locale="vi-VN", has_touch=True, is_mobile=True)
    made.set_default_timeout(10_000)
    yield made.new_page()
    made.close()
