"""The ledger of lost points of the sample place: the gaps of its plans, some of them on the way to be remedied."""

from __future__ import annotations

from datetime import datetime
from io import BytesIO

from django.utils import timezone

from thuocdo.criteria.actions import choose_framework
from thuocdo.criteria.models import FrameworkVersion
from thuocdo.criteria.queries import framework_for
from thuocdo.documents.actions import store_file
from thuocdo.orgs.models import Person, Unit
from thuocdo.plans.models import Plan
from thuocdo.reporting import sample_scores
from thuocdo.scoring.actions.ledger.losses import Loss, add_loss, take_gaps
from thuocdo.scoring.actions.ledger.steps import (
    ProofPaper,
    add_proof,
    confirm_cause,
    confirm_criterion,
    link_task,
)
from thuocdo.scoring.models import LedgerEntry
from thuocdo.scoring.rules.ledger.states import CauseClass
from thuocdo.work.models import Task

LOST_TWICE = "6.3"  # the report on public assets came late in both years
PROVEN = "2.1"


def load_losses(units: dict[str, Unit], people: dict[str, Person], now: datetime) -> None:
    """Take the gaps of the commune's confirmed plans; confirm some, link tasks, hand in one document.

    A commune whose ledger holds gaps of a plan already is left alone.
    """
    commune, by = units["xa"], people["dau-moi"]
    if LedgerEntry.objects.filter(authority=commune, row__isnull=False).exists():
        return
    for plan in Plan.objects.filter(unit=commune, from_above=False).exclude(current=None):
        take_gaps(plan=plan, by=by, now=now)
    entries = {e.proposed: e for e in LedgerEntry.objects.filter(authority=commune).exclude(proposed="")}
    if LOST_TWICE not in entries or PROVEN not in entries:
        return  # plans of one's own: nothing is decided for them
    _year_before(units, people, entries[LOST_TWICE].year - 1, now)
    for code in (LOST_TWICE, PROVEN):
        entry = confirm_criterion(entry=entries[code], code=code, by=by, now=now)
        confirm_cause(entry=entry, cause_class=CauseClass.RECORDS, by=by, now=now)
        task = _task_for(entry)
        if task is not None:
            link_task(entry=entry, task=task, by=by, now=now)
    text = "Quyết định công bố danh mục văn bản hết hiệu lực (bản mẫu để dùng thử)."
    stored = store_file(stream=BytesIO(text.encode()), name="quyet-dinh-cong-bo.txt", by=by, now=now)
    paper = ProofPaper(stored, stored.name, "21/QĐ-UBND", timezone.localdate(now), "1")
    add_proof(entry=entries[PROVEN], paper=paper, by=by, now=now)


def _year_before(units: dict[str, Unit], people: dict[str, Person], year: int, now: datetime) -> None:
    """The same loss a year earlier, so that one stands out as repeated."""
    version = FrameworkVersion.objects.get(code=sample_scores.CODE, version=sample_scores.VERSION)
    if framework_for(units["xa"], version.code, year) is None:
        choose_framework(unit=units["tinh"], year=year, version=version, by=people["so-noi-vu"], now=now)
    add_loss(
        authority=units["xa"],
        year=year,
        framework_code=version.code,
        loss=Loss(
            "Báo cáo tài sản công gửi sau hạn",
            criterion=LOST_TWICE,
            field="Cải cách tài chính công",
            cause="Nhận số liệu của các đơn vị muộn",
            cause_class=CauseClass.RECORDS,
        ),
        by=people["dau-moi"],
        now=now,
    )


def _task_for(entry: LedgerEntry) -> Task | None:
    wanted = {LOST_TWICE: "Báo cáo tài sản công", PROVEN: "Rà soát văn bản quy phạm pháp luật"}
    return Task.objects.filter(plan=entry.plan, text__startswith=wanted[entry.criterion]).first()
