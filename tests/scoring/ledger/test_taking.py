"""Gaps of a plan and losses of an assessment become entries, once."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied

from tests.cast import NOW, Cast
from tests.scoring.ledger.conftest import confirmed, plan_text
from thuocdo.audit.models import Entry
from thuocdo.criteria.models import FrameworkVersion
from thuocdo.lib.errors import InputError
from thuocdo.plans.models import Plan
from thuocdo.scoring.actions.ledger.losses import Loss, Taken, add_loss, take_gaps, take_losses
from thuocdo.scoring.actions.ledger.steps import confirm_criterion, edit_loss
from thuocdo.scoring.models import LedgerEntry

CODE = "par-index-commune"


def test_gaps_become_entries_with_proposals_only(entries: list[LedgerEntry]) -> None:
    """Seven gaps, lost the year before the plan's, points unknown; what the words point to is kept as a proposal."""
    assert [(entry.year, entry.points, entry.criterion) for entry in entries] == [(2025, None, "")] * 7
    assert [entry.proposed for entry in entries] == ["", "", "2.1", "", "", "6.3", "7.8"]
    assert [entry.proposal["likeliest"] for entry in entries] == [
        "1.1",
        "1.5",
        "2.1",
        "3.2",
        "3.3",
        "6.3",
        "7.8",
    ]
    first = entries[0]
    assert first.shortcoming.startswith("1. Báo cáo cải cách hành chính quý IV")
    assert (first.cause, first.lead and first.lead.name) == (
        "Hai phòng gửi số liệu muộn",
        "Văn phòng HĐND và UBND",
    )
    assert (first.cause_class, first.cause_proposed) == ("", "records")
    assert Entry.objects.filter(code="scoring.losses.taken").count() == 1


def test_taking_again_changes_nothing(cast: Cast, plan: Plan, entries: list[LedgerEntry]) -> None:
    """Pressed twice, the button makes no second entry and no second line in the log."""
    again = take_gaps(plan=plan, by=cast.person("coordinator"), now=NOW + timedelta(hours=1))
    assert again == Taken()
    assert LedgerEntry.objects.count() == 7
    assert Entry.objects.filter(code="scoring.losses.taken").count() == 1


def test_a_second_version_keeps_the_entries(cast: Cast, plan: Plan, entries: list[LedgerEntry]) -> None:
    """A reworded gap keeps its entry and what people did to it; a dropped one is marked, never deleted; a new one comes."""
    coordinator = cast.person("coordinator")
    done = confirm_criterion(entry=entries[5], code="6.3", by=coordinator, now=NOW)
    edit_loss(
        entry=done, stamp=done.version_stamp, by=coordinator, now=NOW,
        loss=Loss(done.shortcoming, field=done.field, cause="Lý do do đơn vị ghi", remedy=done.remedy, lead=done.lead,
                  coordinating=done.coordinating, deadline_text=done.deadline_text, due=done.due),
    )  # fmt: skip
    text = plan_text().replace("gửi chậm 03 ngày", "gửi chậm 04 ngày").replace("07/KH-UBND", "08/KH-UBND")
    dropped = [line for line in text.splitlines() if "60 hồ sơ quá hạn" in line]
    text = text.replace(dropped[0] + "\n", "")
    again = confirmed(cast, text, of=plan)
    assert take_gaps(plan=again, by=coordinator, now=NOW) == Taken(new=0, kept=6, gone=1)
    assert LedgerEntry.objects.count() == 7
    first, fifth, sixth = (LedgerEntry.objects.get(pk=entries[n].pk) for n in (0, 4, 5))
    assert "04 ngày" in first.shortcoming
    assert not fifth.in_plan
    assert (sixth.criterion, sixth.cause, sixth.in_plan) == ("6.3", "Lý do do đơn vị ghi", True)


def test_without_a_framework_nothing_is_proposed(cast: Cast, plan: Plan) -> None:
    """Nobody has chosen a framework for the year: the entries come, without a criterion or a guess at one."""
    take_gaps(plan=plan, by=cast.person("coordinator"), now=NOW)
    assert {(e.framework_code, e.proposed) for e in LedgerEntry.objects.all()} == {("", "")}


def test_a_plan_under_review_gives_nothing(cast: Cast, version: FrameworkVersion) -> None:
    """A plan that nobody has confirmed holds no gaps yet; the sentence says so."""
    plan = Plan.objects.create(unit=cast.unit("commune"), year=2026, title="Kế hoạch", created_at=NOW)
    with pytest.raises(InputError, match="chưa rà soát xong"):
        take_gaps(plan=plan, by=cast.person("coordinator"), now=NOW)
    plan.from_above = True
    with pytest.raises(InputError, match="cấp trên"):
        take_gaps(plan=plan, by=cast.person("coordinator"), now=NOW)


@pytest.mark.parametrize("who", ["leader", "officer", "verifier", "other_coordinator", "supervisor"])
def test_only_the_coordinator_takes_gaps(cast: Cast, plan: Plan, who: str) -> None:
    """Others may not fill the ledger of the authority."""
    with pytest.raises(PermissionDenied):
        take_gaps(plan=plan, by=cast.person(who), now=NOW)


def losses(cast: Cast, given: dict[str, str]) -> list[LedgerEntry]:
    return list(
        take_losses(
            unit=cast.unit("commune"), framework_code=CODE, year=2025, by=None, now=NOW,
            losses={code: Decimal(points) for code, points in given.items()},
        )
    )  # fmt: skip


def test_an_assessment_gives_points_to_the_confirmed_entry(cast: Cast, entries: list[LedgerEntry]) -> None:
    """The confirmed criterion gets its points; another criterion an entry of its own; a proposal gets nothing."""
    confirm_criterion(entry=entries[5], code="6.3", by=cast.person("coordinator"), now=NOW)
    losses(cast, {"6.3": "1.5", "7.8": "0.71", "1.8": "0"})
    sixth, seventh = (LedgerEntry.objects.get(pk=entries[n].pk) for n in (5, 6))
    assert (sixth.points, seventh.points) == (Decimal("1.5"), None)
    made = LedgerEntry.objects.get(origin="assessment")
    assert (made.criterion, made.points) == ("7.8", Decimal("0.71"))
    assert losses(cast, {"6.3": "1.5", "7.8": "0.71"}) == []


def test_the_entry_of_an_assessment_joins_the_gap_that_turns_out_to_be_it(
    cast: Cast, entries: list[LedgerEntry]
) -> None:
    """Confirming the proposal moves the points over; the emptied entry stays out of the lists, not out of the books."""
    losses(cast, {"7.8": "0.71"})
    seventh = confirm_criterion(entry=entries[6], code="7.8", by=cast.person("coordinator"), now=NOW)
    assert seventh.points == Decimal("0.71")
    twin = LedgerEntry.objects.get(origin="assessment")
    assert (twin.into_id, twin.points) == (seventh.pk, None)
    assert losses(cast, {"7.8": "0.71"}) == []


def test_a_loss_that_is_no_more_becomes_nothing(cast: Cast, entries: list[LedgerEntry]) -> None:
    """A round published anew without the loss: 0 points, and the entry with its history stays."""
    losses(cast, {"7.8": "0.71", "1.8": "1"})
    losses(cast, {"7.8": "0.5"})
    points = dict(LedgerEntry.objects.filter(origin="assessment").values_list("criterion", "points"))
    assert points == {"7.8": Decimal("0.5"), "1.8": Decimal(0)}


@pytest.mark.parametrize("given", [{"99": "1"}, {"7.8": "-1"}, {"7.8": "NaN"}])
def test_impossible_losses_are_refused_whole(
    cast: Cast, version: FrameworkVersion, given: dict[str, str]
) -> None:
    """An unknown criterion or a negative loss: nothing at all is written."""
    with pytest.raises(InputError):
        losses(cast, {"6.3": "1"} | given)
    assert not LedgerEntry.objects.exists()


def test_a_loss_is_added_by_hand(cast: Cast, version: FrameworkVersion) -> None:
    """With a criterion chosen it is confirmed by who added it; without, the words propose; nothing said is refused."""
    coordinator = cast.person("coordinator")
    given = {
        "authority": cast.unit("commune"),
        "year": 2025,
        "framework_code": CODE,
        "by": coordinator,
        "now": NOW,
    }
    made = add_loss(
        **given, loss=Loss("Báo cáo tài sản công gửi muộn", criterion="6.3", points=Decimal("1.5"))
    )
    assert (made.criterion, made.criterion_by_id, made.points) == ("6.3", coordinator.pk, Decimal("1.5"))
    made = add_loss(**given, loss=Loss("Báo cáo tài sản công gửi muộn"))
    assert (made.criterion, made.proposed, made.points) == ("", "6.3", None)
    with pytest.raises(InputError, match="tồn tại"):
        add_loss(**given, loss=Loss("   "))
    with pytest.raises(InputError, match="không có tiêu chí"):
        add_loss(**given, loss=Loss("Điều gì đó", criterion="99"))
    with pytest.raises(InputError, match="Điểm mất"):
        add_loss(**given, loss=Loss("Điều gì đó", points=Decimal(-1)))
    with pytest.raises(InputError, match="Năm mất điểm"):
        add_loss(**given | {"year": 2027}, loss=Loss("Điều gì đó"))
    with pytest.raises(InputError, match="phải thuộc"):
        add_loss(**given, loss=Loss("Điều gì đó", lead=cast.unit("sector")))
    assert LedgerEntry.objects.count() == 2
