"""Disputes after the verification, the differences over the years, and what keeps a sample honest."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest
from django.test import Client
from django.utils import translation

from tests.cast import NOW
from tests.scoring.assessment.conftest import Office
from tests.scoring.assessment.test_from_self_score_to_publication import LATER, verified
from thuocdo.lib.errors import InputError
from thuocdo.orgs.models import Notice
from thuocdo.scoring.actions.assessment.disputes import open_dispute, say_in_dispute, settle_dispute
from thuocdo.scoring.actions.assessment.locks import LockedError
from thuocdo.scoring.actions.assessment.rounds import conclude_round
from thuocdo.scoring.actions.assessment.samples import draw_sample
from thuocdo.scoring.actions.assessment.verifying import accept_outside_sample, accept_score, undo_decision
from thuocdo.scoring.models import Sample, SampleItem
from thuocdo.scoring.queries.assessment.samples import items_of, verdict_on
from thuocdo.scoring.queries.assessment.verifying import by_criterion, differences
from thuocdo.scoring.rules.assessment.sampling import Sizes, draw

D = Decimal


def test_a_dispute_changes_the_number_and_keeps_the_one_before(office: Office) -> None:
    """The commune gives a reason, both sides speak, the verifier gives another number; the first stays on record."""
    verified(office)
    commune, verifier = office.cast.person("coordinator"), office.cast.person("verifier")
    with pytest.raises(InputError, match="lý do"):
        open_dispute(score=office.score("1.5"), reason=" ", by=commune, now=LATER)
    dispute = open_dispute(score=office.score("1.5"), reason="Ba nhiệm vụ lùi hạn", by=commune, now=LATER)
    with pytest.raises(InputError, match="kiến nghị chưa trả lời"):
        conclude_round(round=office.round, by=office.cast.person("province_coordinator"), now=LATER)
    say_in_dispute(dispute=dispute, text="Có văn bản lùi hạn", by=verifier, now=LATER)
    settle_dispute(dispute=dispute, points=D("1.00"), text="Chấp nhận một nhiệm vụ", by=verifier, now=LATER)
    dispute.refresh_from_db()
    assert (dispute.points_before, dispute.points_after) == (D("0.8"), D("1.0"))
    assert office.score("1.5").verified_points == D("1.0")
    assert [said.said_as for said in dispute.messages.all()] == [
        "Chánh Văn phòng HĐND và UBND, Văn phòng HĐND và UBND",
        "Người thẩm định, Sở Nội vụ",
        "Người thẩm định, Sở Nội vụ",
    ]
    with pytest.raises(InputError, match="tối đa 1 lần"):
        open_dispute(score=office.score("1.5"), reason="Lần nữa", by=commune, now=LATER)


def test_a_clerk_of_another_office_disputes_nothing(office: Office) -> None:
    """The lock by right holds here too."""
    verified(office)
    with pytest.raises(LockedError):
        open_dispute(score=office.score("3.3"), reason="x", by=office.cast.person("officer"), now=LATER)


def test_an_undone_decision_is_open_again(office: Office) -> None:
    """A draft can be taken back until the verification ends, and not afterwards."""
    office.sent()
    verifier = office.cast.person("verifier")
    accept_score(score=office.score("3.3"), by=verifier, now=NOW)
    assert undo_decision(score=office.score("3.3"), by=verifier, now=NOW).decision == ""
    with pytest.raises(InputError, match="chưa có quyết định"):
        undo_decision(score=office.score("3.3"), by=verifier, now=NOW)


def test_the_difference_is_kept_by_year_and_criterion(office: Office) -> None:
    """1.5: half of its maximum claimed, 0,80 verified; accepted criteria differ by 0; a year without numbers is absent."""
    verified(office)
    years, rows = differences([office.cast.unit("commune")], "par-index-commune", "2025")
    assert years == ("2025",)
    gaps = {gap.key: gap.by_year for gap in by_criterion(rows, years, {})}
    row = office.score("1.5")
    assert row.max_points is not None
    assert gaps["1.5"] == (row.max_points / 2 - D("0.8"),)
    assert gaps["1.1"] == (D(0),)


def test_the_stored_sample_can_be_drawn_again(office: Office) -> None:
    """Seed, sizes and what was sent give the same items in the same order as those that are kept."""
    office.sent()
    made = draw_sample(
        round=office.round,
        sizes=Sizes(4, 6),
        seed="20260706",
        by=office.cast.person("province_coordinator"),
        now=NOW,
    )
    again = draw([item for _score, item in items_of(office.round)], seed=made.seed, sizes=Sizes(4, 6))
    kept = [f"99001/{item.score.code}" for item in made.items.select_related("score")]
    assert kept == [item.key for item in again.items]
    assert (made.population, made.rest) == (again.population, again.rest)


def test_a_sample_is_drawn_once_unless_somebody_says_why(office: Office) -> None:
    """Drawing until it suits is not possible in silence: the second wants a reason and the first stays."""
    office.sent()
    by = office.cast.person("province_coordinator")
    draw_sample(round=office.round, sizes=Sizes(0, 3), by=by, now=NOW)
    with pytest.raises(InputError, match="lý do"):
        draw_sample(round=office.round, sizes=Sizes(0, 3), by=by, now=NOW)
    draw_sample(round=office.round, sizes=Sizes(0, 3), by=by, now=NOW, why="Thêm xã gửi sau")
    assert Sample.objects.count() == 2


def test_a_unit_that_sends_after_the_draw_is_not_accepted_by_it(office: Office) -> None:
    """The sample says nothing of what it was not drawn from."""
    office.sent()
    by = office.cast.person("province_coordinator")
    draw_sample(round=office.round, sizes=Sizes(0, 2), seed="7", by=by, now=NOW - timedelta(minutes=5))
    verifier = office.cast.person("verifier")
    for item in SampleItem.objects.all():
        accept_score(score=item.score, by=verifier, now=NOW)
    with pytest.raises(InputError, match="sau khi rút mẫu"):
        accept_outside_sample(round=office.round, by=verifier, now=NOW)


def test_no_estimate_before_the_random_part_is_decided(office: Office) -> None:
    """The number of those that wait is told instead."""
    office.sent()
    by = office.cast.person("province_coordinator")
    draw_sample(round=office.round, sizes=Sizes(0, 3), seed="7", by=by, now=NOW)
    found = verdict_on(office.round)
    assert found is not None
    assert (found.waiting, found.estimate) == (3, None)
    for item in SampleItem.objects.all():
        accept_score(score=item.score, by=office.cast.person("verifier"), now=NOW)
    found = verdict_on(office.round)
    assert found is not None and found.estimate is not None
    assert (found.estimate.total, found.estimate.wrong) == (0.0, 0)
    assert found.estimate.wrong_most > 0


def test_a_dispute_is_told_in_the_sites_language_with_links_that_open(office: Office) -> None:
    """Whoever reads English writes a Vietnamese notice; each person told gets an address that opens for them."""
    verified(office)
    with translation.override("en"):
        open_dispute(
            score=office.score("1.5"),
            reason="Đã nộp văn bản",
            by=office.cast.person("coordinator"),
            now=LATER,
        )
    told = Notice.objects.filter(text__contains="1.5").select_related("person")
    assert {notice.text for notice in told} == {"Xã Mẫu kiến nghị xem xét lại tiêu chí 1.5."}
    assert {notice.person.username for notice in told} >= {"province.coordinator", "verifier"}
    for notice in told:
        client = Client()
        client.force_login(notice.person, backend="allauth.account.auth_backends.AuthenticationBackend")
        assert client.get(notice.link).status_code == 200, (notice.person.username, notice.link)
