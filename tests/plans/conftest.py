"""The cast with one imported plan that waits for review."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from tests.cast import NOW, Cast
from tests.kept import made_once
from tests.plans.samples import plan_text
from thuocdo.plans.actions import start_import
from thuocdo.plans.jobs import read_plan
from thuocdo.plans.models import Plan, PlanVersion

Sign = Callable[[str], Client]
Importer = Callable[..., PlanVersion]


def silent(step: str, done: int = 0, total: int = 0) -> None:
    """Progress that nobody watches."""


@pytest.fixture(autouse=True)
def static_files(settings: Any) -> None:
    """Static files come from the source folders; nothing is collected for a test."""
    settings.WHITENOISE_AUTOREFRESH = True


@pytest.fixture
def importer(cast: Cast) -> Importer:
    """Import bytes as a plan of the commune and read them at once."""

    def run(
        content: bytes,
        *,
        name: str = "ke-hoach.txt",
        unit: str = "commune",
        of: Plan | None = None,
        by: str = "coordinator",
    ) -> PlanVersion:
        version = start_import(
            unit=cast.unit(unit),
            stream=io.BytesIO(content),
            name=name,
            as_version_of=of,
            by=cast.person(by),
            now=NOW,
        )
        read_plan({"version": version.pk}, silent)
        return PlanVersion.objects.select_related("plan__unit").get(pk=version.pk)

    return run


@pytest.fixture
@made_once
def version(importer: Importer) -> PlanVersion:
    return importer(plan_text())


@pytest.fixture
def sign(cast: Cast) -> Sign:
    def client_of(key: str) -> Client:
        client = Client()
        client.force_login(cast.person(key))
        return client

    return client_of
