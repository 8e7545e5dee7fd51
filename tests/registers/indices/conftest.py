"""The published panel where it is at hand, and files taken in."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from tests.cast import NOW, Cast
from tests.registers.indices.tables import csv_of
from thuocdo.plans.rules.papi import PapiPanel, read_panel
from thuocdo.registers.indices.actions import Incoming, Taken, import_releases

Take = Callable[..., tuple[Taken, ...]]


@pytest.fixture(scope="session")
def panel(shared: Path) -> PapiPanel:
    """The published scores of 2011 to 2024."""
    return read_panel(shared / "data" / "papi")


@pytest.fixture(autouse=True)
def static_files(settings: Any) -> None:
    """Static files come from the source folders; nothing is collected for a test."""
    settings.WHITENOISE_AUTOREFRESH = True


@pytest.fixture
def take(db: None) -> Take:
    """Take in made-up years, or these bytes: `take(2023, 2024)`, `take({2024: data})`."""

    def run(
        *years: int, files: dict[int, bytes] | None = None, by: Any = None, **more: Any
    ) -> tuple[Taken, ...]:
        wanted = files or {year: csv_of(year) for year in years}
        return import_releases(
            files=[Incoming(year, f"{year}.csv", data) for year, data in wanted.items()],
            by=by,
            now=NOW,
            **more,
        )

    return run


@pytest.fixture
def sign(cast: Cast) -> Callable[[str], Client]:
    """A browser of a person of the cast."""

    def client_of(key: str) -> Client:
        client = Client()
        client.force_login(cast.person(key))
        return client

    return client_of
