"""Output without outcome: done, and yet worse."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.test import Client

from tests.cast import NOW, Cast
from tests.scoring.conftest import CODE, version
from tests.scoring.ledger.conftest import entries, plan
from thuocdo.criteria.actions import choose_framework
from thuocdo.criteria.models import FrameworkVersion
from thuocdo.reporting.queries.outcomes import doubts_of
from thuocdo.reporting.rules.outcomes import Signal, without_outcome
from thuocdo.scoring.actions.entries import Proof, enter_measure
from thuocdo.scoring.actions.ledger.steps import confirm_criterion, link_task
from thuocdo.scoring.actions.runs import run_scores
from thuocdo.scoring.models import LedgerEntry
from thuocdo.work.actions import submit, take_step
from thuocdo.work.models import Task

pytestmark = pytest.mark.django_db
__all__ = ["entries", "plan", "version"]


def signal(topic: str, before: int, after: int, *, falling: bool = False) -> Signal:
    return Signal(topic, topic, "2025", Decimal(before), "2026", Decimal(after), falling=falling)


def test_only_finished_work_on_a_worse_figure_is_named() -> None:
    """Worse with work: named; worse without, better, or unmoved: not. More complaints are worse."""
    done = {"a": ["việc a"], "b": ["việc b"], "c": ["việc c"], "e": ["việc e"]}
    found = without_outcome(
        done,
        [
            signal("a", 3, 2),
            signal("b", 2, 3),
            signal("c", 2, 2),
            signal("d", 3, 1),
            signal("e", 4, 9, falling=True),
        ],
    )
    assert [(doubt.topic, doubt.works) for doubt in found] == [("a", ("việc a",)), ("e", ("việc e",))]


def test_a_task_that_was_done_while_its_criterion_fell(
    cast: Cast, version: FrameworkVersion, entries: list[LedgerEntry]
) -> None:
    """The share of dossiers in time falls from 100 % to 97 % under a floor of 100 %: 3 points, then none; the task was done."""
    unit, by = cast.unit("commune"), cast.person("coordinator")
    choose_framework(unit=cast.unit("province"), version=version, year=2026, by=None, now=NOW)
    for period, raw in (("2025", {"value": 2141, "of": 2141}), ("2026", {"value": 2089, "of": 2141})):
        enter_measure(
            unit=unit, version=version, measure="ho_so_dung_han", period=period, raw=raw,
            proof=Proof(source="Sổ hồ sơ"), by=by, now=NOW,
        )  # fmt: skip
        run_scores(units=[unit], version=version, period=period, by=by, now=NOW)
    task = Task.objects.filter(is_open=True, lead__isnull=False).order_by("pk")[0]
    entry = confirm_criterion(entry=entries[0], code="3.2", by=by, now=NOW)
    link_task(entry=entry, task=task, by=by, now=NOW)
    assert doubts_of(unit, year=2026) == []
    submit(task=task, result="Đã rà soát", by=None, now=NOW)
    task.refresh_from_db()
    take_step(task=task, name="accept", by=None, now=NOW)
    (doubt,) = doubts_of(unit, year=2026)
    assert doubt.topic == f"{CODE}/3.2" and [one.pk for one in doubt.works] == [task.pk]
    assert (doubt.signals[0].before, doubt.signals[0].after) == (Decimal("3.00"), Decimal("0.00"))
    client = Client()
    client.force_login(cast.person("leader"), backend="allauth.account.auth_backends.AuthenticationBackend")
    seen = client.get("/lam-viec/dieu-hanh/xong-chua-len/").content.decode()
    assert "3,00 điểm" in seen and "0,00 điểm" in seen and str(task)[:40] in seen
