"""The sample place has a ledger of lost points worth looking at, made once."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from django.test import Client

from thuocdo.orgs.models import Person
from thuocdo.plans.models import Plan
from thuocdo.reporting.actions import load_demo
from thuocdo.scoring.models import LedgerEntry

NOW = datetime(2026, 7, 6, 1, 0, tzinfo=UTC)


@pytest.mark.django_db(transaction=True)
def test_the_samples_gaps_stand_in_the_ledger(settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """Seven gaps of the confirmed plan, one of them repeated, one proven; the plan's page leads there; again nothing is added."""
    settings.JOBS_IN_PROCESS = True
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW)
    load_demo(plans=[], now=NOW)
    rows = LedgerEntry.objects.filter(year=2025)
    assert rows.count() == 7
    assert LedgerEntry.objects.filter(year=2024, criterion="6.3").exists()
    assert sorted(rows.exclude(state="open").values_list("criterion", "state")) == [
        ("2.1", "proven"),
        ("6.3", "doing"),
    ]
    assert rows.get(criterion="6.3").previous is not None
    before = (LedgerEntry.objects.count(), list(LedgerEntry.objects.values_list("version_stamp", flat=True)))
    load_demo(plans=[], now=NOW)
    assert (
        LedgerEntry.objects.count(),
        list(LedgerEntry.objects.values_list("version_stamp", flat=True)),
    ) == before
    client = Client()
    client.force_login(Person.objects.get(username="dau-moi"))
    plan = Plan.objects.exclude(current=None).get()
    page = client.get(f"/lam-viec/ke-hoach/{plan.pk}/").content.decode()
    assert "7 tồn tại của kế hoạch đã có trong sổ." in page
    LedgerEntry.objects.filter(plan=plan).update(row=None)
    page = client.get(f"/lam-viec/ke-hoach/{plan.pk}/").content.decode()
    assert "Đưa 7 tồn tại vào Sổ điểm mất" in page
