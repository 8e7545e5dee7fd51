"""The commune with a confirmed plan that prints seven gaps of the year before."""

from __future__ import annotations

import io
from typing import Any

import pytest

from tests.cast import NOW, TODAY, Cast
from tests.kept import made_once
from thuocdo.criteria.models import FrameworkVersion
from thuocdo.documents.actions import store_file
from thuocdo.documents.models import StoredFile
from thuocdo.plans.actions import assign_all_later, confirm_rows, start_import
from thuocdo.plans.jobs import read_plan
from thuocdo.plans.models import Plan, PlanVersion
from thuocdo.reporting import sample
from thuocdo.reporting.actions import finish_review
from thuocdo.scoring.actions.ledger.losses import take_gaps
from thuocdo.scoring.models import LedgerEntry

PLAN = sample.PLANS[0]


@pytest.fixture(autouse=True)
def static_files(settings: Any) -> None:
    """Static files come from the source folders; nothing is collected for a test."""
    settings.WHITENOISE_AUTOREFRESH = True


def plan_text() -> str:
    return sample.plan_text(PLAN, TODAY)


def confirmed(cast: Cast, text: str, of: Plan | None = None) -> Plan:
    """The plan read from this text, reviewed and in force; `of`: as a new version of that plan."""
    coordinator = cast.person("coordinator")
    version = start_import(
        unit=cast.unit("commune"), stream=io.BytesIO(text.encode()), name="ke-hoach.txt", as_version_of=of,
        by=coordinator, now=NOW,
    )  # fmt: skip
    read_plan({"version": version.pk}, lambda *_args: None)
    version = PlanVersion.objects.select_related("plan__unit").get(pk=version.pk)
    confirm_rows(version=version, rows=list(version.rows.all()), by=coordinator, now=NOW)
    assign_all_later(version=version, by=coordinator, now=NOW)
    finish_review(version=version, by=cast.person("leader"), now=NOW)
    return Plan.objects.select_related("unit", "current").get(pk=version.plan_id)


@pytest.fixture
@made_once
def plan(cast: Cast) -> Plan:
    return confirmed(cast, plan_text())


@pytest.fixture
@made_once
def entries(cast: Cast, version: FrameworkVersion, plan: Plan) -> list[LedgerEntry]:
    """The seven gaps, taken into the ledger, with proposals by the fictional framework."""
    take_gaps(plan=plan, by=cast.person("coordinator"), now=NOW)
    return list(LedgerEntry.objects.order_by("pk"))


@pytest.fixture
def paper() -> StoredFile:
    """A stored document."""
    return store_file(
        stream=io.BytesIO("Quyết định công bố".encode()), name="quyet-dinh.txt", by=None, now=NOW
    )
