"""What people decide on an entry: criterion, remedy, proof, verification."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied

from tests.cast import NOW, STARTS, TODAY, Cast
from thuocdo.audit.models import Entry
from thuocdo.documents.models import StoredFile
from thuocdo.lib.errors import InputError
from thuocdo.orgs.actions import add_membership
from thuocdo.orgs.rules.rights import Role
from thuocdo.scoring.actions.ledger.losses import Loss, add_loss
from thuocdo.scoring.actions.ledger.steps import (
    NotProvenError,
    ProofPaper,
    add_proof,
    confirm_cause,
    confirm_criterion,
    edit_loss,
    give_up_proof,
    link_task,
    take_loss_step,
    unlink_task,
)
from thuocdo.scoring.models import LedgerEntry, LedgerProof
from thuocdo.scoring.rules.ledger.states import CauseClass, LossState
from thuocdo.work.models import Task

NO_PROOF = "Không đánh dấu đã khắc phục được vì chưa có tài liệu kiểm chứng nào."


def prove(cast: Cast, entry: LedgerEntry, paper: StoredFile, who: str = "coordinator") -> LedgerProof:
    given = ProofPaper(paper, "Quyết định 12.txt", "12/QĐ-UBND", TODAY, "1")
    return add_proof(entry=entry, paper=given, by=cast.person(who), now=NOW)


def test_a_person_confirms_the_criterion(cast: Cast, entries: list[LedgerEntry]) -> None:
    """A proposal becomes the criterion only through a person; another may be chosen, and the choice taken back."""
    coordinator = cast.person("coordinator")
    entry = confirm_criterion(entry=entries[5], code="6.3", by=coordinator, now=NOW)
    assert (entry.criterion, entry.criterion_name, entry.criterion_by) == (
        "6.3",
        "Báo cáo tài sản công",
        coordinator,
    )
    entry = confirm_criterion(entry=entry, code="6.2", by=coordinator, now=NOW)
    assert entry.criterion == "6.2"
    entry = confirm_criterion(entry=entry, code="", by=coordinator, now=NOW)
    assert (entry.criterion, entry.criterion_by, entry.proposed) == ("", None, "6.3")
    with pytest.raises(InputError, match="không có tiêu chí 99"):
        confirm_criterion(entry=entry, code="99", by=coordinator, now=NOW)
    assert entry.notes.filter(what="criterion").count() == 3


def test_the_unit_that_leads_may_and_others_may_not(cast: Cast, entries: list[LedgerEntry]) -> None:
    """Phòng Kinh tế leads the sixth: its officer decides there, and nowhere else."""
    confirm_criterion(entry=entries[5], code="6.3", by=cast.person("officer"), now=NOW)
    for who in ("officer", "leader", "verifier", "other_coordinator", "supervisor", "village_head"):
        with pytest.raises(PermissionDenied):
            confirm_criterion(entry=entries[0], code="1.1", by=cast.person(who), now=NOW)


def test_the_cause_is_confirmed_by_a_person(cast: Cast, entries: list[LedgerEntry]) -> None:
    """The proposed class stays a proposal beside what a person chose."""
    entry = confirm_cause(
        entry=entries[0], cause_class=CauseClass.TRACKING, by=cast.person("coordinator"), now=NOW
    )
    assert (entry.cause_class, entry.cause_proposed) == ("tracking", "records")
    assert confirm_cause(entry=entry, cause_class=None, by=None, now=NOW).cause_class == ""


def test_a_loss_without_a_document_is_never_remedied(cast: Cast, entries: list[LedgerEntry]) -> None:
    """From every state before, with the right and without one: the action refuses in the very sentence of the page."""
    entry = entries[0]
    for by in (cast.person("verifier"), None):
        with pytest.raises(NotProvenError) as said:
            take_loss_step(entry=entry, name="verify", by=by, now=NOW)
        assert str(said.value) == NO_PROOF
    take_loss_step(entry=entry, name="start", by=cast.person("coordinator"), now=NOW)
    with pytest.raises(NotProvenError):
        take_loss_step(entry=entry, name="verify", by=cast.person("verifier"), now=NOW)
    entry.refresh_from_db()
    assert entry.state == LossState.DOING


def test_from_gap_to_verified(cast: Cast, entries: list[LedgerEntry], paper: StoredFile) -> None:
    """A task is linked, a document proves it, the province's verifier accepts: four states, each in the log."""
    entry, coordinator = entries[2], cast.person("coordinator")
    task = Task.objects.filter(plan=entry.plan).first()
    assert task is not None
    entry = link_task(entry=entry, task=task, by=coordinator, now=NOW)
    assert entry.state == LossState.DOING
    proof = prove(cast, entry, paper)
    entry.refresh_from_db()
    assert (entry.state, proof.number, proof.pages) == (LossState.PROVEN, "12/QĐ-UBND", "1")
    entry = take_loss_step(entry=entry, name="verify", by=cast.person("verifier"), now=NOW)
    proof.refresh_from_db()
    assert entry.state == LossState.VERIFIED
    assert (proof.verified_by, proof.verified_at) == (cast.person("verifier"), NOW)
    codes = [
        "scoring.loss.task_linked", "scoring.loss.proof_added", "scoring.loss.verified",
    ]  # fmt: skip
    assert (
        list(Entry.objects.filter(code__in=codes).order_by("number").values_list("code", flat=True)) == codes
    )


def test_proof_can_be_returned_and_given_up(
    cast: Cast, entries: list[LedgerEntry], paper: StoredFile
) -> None:
    """Returned with a reason the entry is under way again; a document given up stays with its reason and proves nothing."""
    entry, verifier, coordinator = entries[2], cast.person("verifier"), cast.person("coordinator")
    proof = prove(cast, entry, paper)
    assert prove(cast, entry, paper) == proof
    with pytest.raises(InputError, match="lý do"):
        take_loss_step(entry=entry, name="return", by=verifier, now=NOW)
    entry = take_loss_step(entry=entry, name="return", by=verifier, now=NOW, why="Thiếu chữ ký số")
    assert entry.state == LossState.DOING
    with pytest.raises(InputError, match="lý do"):
        give_up_proof(proof=proof, why=" ", by=coordinator, now=NOW)
    give_up_proof(proof=proof, why="Thay bằng bản có ký số", by=coordinator, now=NOW)
    assert LedgerProof.objects.get().given_up_why == "Thay bằng bản có ký số"
    with pytest.raises(NotProvenError):
        take_loss_step(entry=entry, name="verify", by=verifier, now=NOW)


def test_a_verified_loss_is_closed_until_reopened(
    cast: Cast, entries: list[LedgerEntry], paper: StoredFile
) -> None:
    """Verified: no document comes or goes; the verifier reopens with a reason and the mark on the proof goes."""
    entry, verifier, coordinator = entries[2], cast.person("verifier"), cast.person("coordinator")
    proof = prove(cast, entry, paper)
    entry = take_loss_step(entry=entry, name="verify", by=verifier, now=NOW)
    with pytest.raises(InputError, match="đã được thẩm định"):
        give_up_proof(proof=proof, why="nhầm", by=coordinator, now=NOW)
    with pytest.raises(InputError, match="đã được thẩm định"):
        prove(cast, entry, paper)
    with pytest.raises(PermissionDenied):
        take_loss_step(entry=entry, name="reopen", by=coordinator, now=NOW, why="x")
    entry = take_loss_step(entry=entry, name="reopen", by=verifier, now=NOW, why="Văn bản bị thu hồi")
    proof.refresh_from_db()
    assert (entry.state, proof.verified_by) == (LossState.DOING, None)
    with pytest.raises(InputError, match="đã đổi"):
        take_loss_step(entry=entry, name="reopen", by=verifier, now=NOW, why="lần nữa")


def test_nobody_judges_the_own_commune_or_the_own_paper(
    cast: Cast, entries: list[LedgerEntry], paper: StoredFile
) -> None:
    """A verifier who also works in the commune, or who handed in the paper, leaves it to another."""
    entry = entries[2]
    prove(cast, entry, paper)
    person = cast.person("verifier")
    LedgerProof.objects.update(by=person)
    with pytest.raises(PermissionDenied, match="đã nộp"):
        take_loss_step(entry=entry, name="verify", by=person, now=NOW)
    LedgerProof.objects.update(by=None)
    add_membership(
        person=person, unit=cast.unit("office"), role=Role.OFFICER, starts=STARTS, by=None, now=NOW
    )
    with pytest.raises(PermissionDenied, match="thuộc đơn vị này"):
        take_loss_step(entry=entry, name="verify", by=person, now=NOW)
    for who in ("coordinator", "leader", "province_leader", "province_coordinator"):
        with pytest.raises(PermissionDenied):
            take_loss_step(entry=entry, name="verify", by=cast.person(who), now=NOW)


def test_tasks_of_others_do_not_remedy(cast: Cast, entries: list[LedgerEntry]) -> None:
    """Only a task of the same authority that the person may read; linked twice it is linked once; it can come off."""
    entry, coordinator = entries[2], cast.person("coordinator")
    task = Task.objects.filter(plan=entry.plan).first()
    assert task is not None
    link_task(entry=entry, task=task, by=coordinator, now=NOW)
    link_task(entry=entry, task=task, by=coordinator, now=NOW)
    assert entry.remedies.count() == 1
    unlink_task(entry=entry, task=task, by=coordinator, now=NOW)
    assert entry.remedies.count() == 0
    task.authority = cast.unit("other")
    with pytest.raises(InputError, match="Không có nhiệm vụ này"):
        link_task(entry=entry, task=task, by=coordinator, now=NOW)


def test_two_people_do_not_overwrite_each_other(cast: Cast, entries: list[LedgerEntry]) -> None:
    """A form opened before somebody else's change is refused, and nothing is lost."""
    entry, coordinator = entries[0], cast.person("coordinator")
    stamp = entry.version_stamp
    edit_loss(entry=entry, loss=Loss("Một", cause="a"), stamp=stamp, by=coordinator, now=NOW)
    with pytest.raises(InputError, match="Người khác vừa sửa"):
        edit_loss(entry=entry, loss=Loss("Hai"), stamp=stamp, by=coordinator, now=NOW)
    entry.refresh_from_db()
    assert entry.shortcoming == "Một"
    assert entry.notes.filter(what="edited").get().before["shortcoming"].startswith("1. Báo cáo")


def test_a_paper_of_tomorrow_proves_nothing(
    cast: Cast, entries: list[LedgerEntry], paper: StoredFile
) -> None:
    """A document dated after today is a slip of the pen."""
    given = ProofPaper(paper, "a.txt", issued=TODAY + timedelta(days=1))
    with pytest.raises(InputError, match="Ngày văn bản"):
        add_proof(entry=entries[0], paper=given, by=cast.person("coordinator"), now=NOW)


def test_the_same_criterion_two_years_on_end_is_linked(cast: Cast, entries: list[LedgerEntry]) -> None:
    """Confirmed for both years the later entry points to the earlier; a proposal links nothing; taken back, the link goes."""
    coordinator = cast.person("coordinator")
    earlier = add_loss(
        authority=cast.unit("commune"), year=2024, framework_code="par-index-commune", loss=Loss("Báo cáo muộn"),
        by=coordinator, now=NOW,
    )  # fmt: skip
    LedgerEntry.objects.filter(pk=earlier.pk).update(criterion="6.3")
    entries[5].refresh_from_db()
    assert entries[5].previous is None
    confirm_criterion(entry=entries[5], code="6.3", by=coordinator, now=NOW)
    entries[5].refresh_from_db()
    assert entries[5].previous_id == earlier.pk
    confirm_criterion(entry=entries[5], code="", by=coordinator, now=NOW)
    entries[5].refresh_from_db()
    assert entries[5].previous is None
