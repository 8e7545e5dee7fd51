"""Locks by period, by state and by right: no way around, and opened only by two people with a reason."""

from __future__ import annotations

import io
from datetime import timedelta
from decimal import Decimal

import openpyxl
import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils.translation import override

from tests.cast import NOW, STARTS
from tests.scoring.assessment.conftest import SELF_UNTIL, Office
from thuocdo.lib.errors import InputError
from thuocdo.orgs.actions import add_membership
from thuocdo.orgs.rules.rights import Role
from thuocdo.scoring.actions.assessment.locks import ConflictError, LockedError
from thuocdo.scoring.actions.assessment.reopening import agree_reopening, ask_reopening, refuse_reopening
from thuocdo.scoring.actions.assessment.self_import import SheetError, import_self_scores
from thuocdo.scoring.actions.assessment.self_scores import SelfScore, draft_explanation, save_self_score
from thuocdo.scoring.actions.assessment.verifying import accept_score, ask_for_more, hand_over
from thuocdo.scoring.models import Reopening
from thuocdo.scoring.queries.assessment.self_sheet import workbook_of
from thuocdo.scoring.rules.assessment.states import AssessmentState, LockKind

AFTER = SELF_UNTIL + timedelta(hours=1)


def test_three_locks_have_three_sentences(office: Office) -> None:
    """Right, period and state are told apart, and each sentence names who can open it."""
    said = {}
    with pytest.raises(LockedError) as right:
        office.save("3.3", "0.5", who="officer")
    with pytest.raises(LockedError) as period:
        office.save("3.3", "0.5", now=AFTER)
    office.sent()
    with pytest.raises(LockedError) as state:
        office.save("3.3", "0.5")
    for found in (right, period, state):
        said[found.value.lock.kind] = str(found.value)
    assert set(said) == set(LockKind)
    assert "Công chức Bộ phận Một cửa, Trung tâm Phục vụ hành chính công" in said[LockKind.RIGHT]
    assert "Chuyên viên Sở Nội vụ, Sở Nội vụ" in said[LockKind.PERIOD]
    assert "Chủ tịch UBND xã, Xã Mẫu duyệt" in said[LockKind.STATE]
    assert len(set(said.values())) == 3


def test_neither_operator_nor_file_nor_autosave_passes(office: Office) -> None:
    """The command line's operator, an import and an autosave meet the same lock as the page."""
    office.sent()
    score = office.score("3.3")
    given = SelfScore(take=False, points=Decimal("0.1"), explanation="x")
    with pytest.raises(LockedError):
        save_self_score(score=score, given=given, by=None, now=NOW)
    with pytest.raises(LockedError):
        draft_explanation(score=score, explanation="x", note="", by=None, now=NOW, stamp=score.stamp)
    book = io.BytesIO(_edited(workbook_of(office.of()), score.code, points=0.1))
    with pytest.raises(LockedError):
        import_self_scores(assessment=office.of(), file=book, by=office.cast.person("coordinator"), now=NOW)


def test_reopening_wants_a_reason_and_a_second_person(office: Office) -> None:
    """The unit asks with a reason; who asked cannot agree; the province opens it; the number can be written again."""
    office.sent()
    leader, province = office.cast.person("leader"), office.cast.person("province_coordinator")
    with pytest.raises(InputError, match="lý do"):
        ask_reopening(assessment=office.of(), reason=" ", by=leader, now=NOW)
    asked = ask_reopening(assessment=office.of(), reason="Ghi nhầm cột", by=leader, now=NOW)
    with pytest.raises(PermissionDenied):
        agree_reopening(reopening=asked, until=NOW + timedelta(days=3), by=leader, now=NOW)
    with pytest.raises(IntegrityError), transaction.atomic():
        Reopening.objects.filter(pk=asked.pk).update(agreed_by=leader)
    agree_reopening(reopening=asked, until=NOW + timedelta(days=3), by=province, now=NOW)
    assert office.of().state == AssessmentState.DRAFT.value
    office.save("3.3", "0.1")


def test_the_same_person_in_two_offices_is_no_second_person(office: Office) -> None:
    """Somebody who also works for the province cannot agree to the own request."""
    office.sent()
    leader = office.cast.person("leader")
    add_membership(
        person=leader,
        unit=office.cast.unit("sector"),
        role=Role.COORDINATOR,
        position="Kiêm nhiệm",
        starts=STARTS,
        by=None,
        now=NOW,
    )
    asked = ask_reopening(assessment=office.of(), reason="Ghi nhầm cột", by=leader, now=NOW)
    with pytest.raises(InputError, match="người thứ hai"):
        agree_reopening(reopening=asked, until=NOW + timedelta(days=3), by=leader, now=NOW)
    with pytest.raises(InputError, match="người thứ hai"):
        refuse_reopening(reopening=asked, why="Không", by=leader, now=NOW)


def test_a_period_is_opened_for_one_unit(office: Office) -> None:
    """A reopened period holds for the unit that asked, until the day agreed, and for nobody else."""
    asked = ask_reopening(
        assessment=office.of(), reason="Mất điện", by=office.cast.person("coordinator"), now=AFTER
    )
    until = AFTER + timedelta(days=2)
    agree_reopening(reopening=asked, until=until, by=office.cast.person("province_leader"), now=AFTER)
    office.save("3.3", "0.1", now=AFTER + timedelta(days=1))
    with pytest.raises(LockedError):
        office.save("3.3", "0.2", now=until + timedelta(minutes=1))
    with pytest.raises(LockedError):
        office.save("3.3", "0.2", unit="other", who="other_coordinator", now=AFTER)


def test_a_request_for_more_opens_one_criterion(office: Office) -> None:
    """Asked back until a day: that criterion can be written, its neighbour cannot, and afterwards neither."""
    office.sent()
    until = NOW + timedelta(days=3)
    ask_for_more(
        score=office.score("3.3"),
        until=until,
        text="Phiếu xin lỗi",
        by=office.cast.person("verifier"),
        now=NOW,
    )
    office.save("3.3", "0.1")
    with pytest.raises(LockedError):
        office.save("3.2", "0.1")
    with pytest.raises(LockedError):
        office.save("3.3", "0.2", now=until + timedelta(minutes=1))


def test_a_verifier_never_judges_the_own_unit(office: Office) -> None:
    """Neither one who works there today nor one who did in the year; handing over to such a one is refused."""
    office.sent()
    verifier, second = office.cast.person("verifier"), office.cast.person("second_verifier")
    add_membership(
        person=verifier,
        unit=office.cast.unit("economy"),
        role=Role.OFFICER,
        position="",
        starts=STARTS,
        ends=STARTS + timedelta(days=60),
        by=None,
        now=NOW,
    )
    with pytest.raises(PermissionDenied, match="Bạn thuộc đơn vị này trong kỳ"):
        accept_score(score=office.score("3.3"), by=verifier, now=NOW)
    with pytest.raises(InputError, match="thuộc đơn vị này"):
        hand_over(score=office.score("3.3"), to=verifier, by=second, now=NOW)
    accept_score(score=office.score("3.3"), by=second, now=NOW)


def test_a_changed_number_takes_the_draft_back(office: Office) -> None:
    """A decision on a number that was changed since does not stand."""
    office.sent()
    verifier = office.cast.person("verifier")
    accept_score(score=office.score("3.3"), by=verifier, now=NOW)
    asked = ask_reopening(assessment=office.of(), reason="Sai", by=office.cast.person("leader"), now=NOW)
    province = office.cast.person("province_coordinator")
    agree_reopening(reopening=asked, until=NOW + timedelta(days=1), by=province, now=NOW)
    assert office.score("3.3").decision == "accept"
    office.save("3.3", "0.1")
    assert (office.score("3.3").decision, office.score("3.3").draft_points) == ("", None)


def test_an_older_form_is_a_conflict(office: Office) -> None:
    """Who saves what was read before somebody else's change is told, and nothing is overwritten."""
    office.save("3.3", "0.1", explanation="Một")
    with pytest.raises(ConflictError):
        office.save("3.3", "0.2", explanation="Hai", stamp=0)
    assert office.score("3.3").explanation == "Một"


@pytest.mark.parametrize(
    ("points", "explanation", "said"),
    [
        ("99", "x", "lớn hơn điểm tối đa"),
        ("-1", "x", "nhỏ hơn điểm tối thiểu"),
        ("0.12345", "x", "4 chữ số"),
        ("NaN", "x", "không phải là số điểm"),
        ("0.1", " ", "cần giải trình"),
    ],
)
def test_impossible_own_numbers_are_refused(office: Office, points: str, explanation: str, said: str) -> None:
    """One sentence for each, nothing stored."""
    with pytest.raises(InputError, match=said):
        office.save("3.3", points, explanation=explanation)
    assert office.score("3.3").self_points is None


def test_the_computed_number_is_taken_with_its_run(office: Office) -> None:
    """2.089 of 2.141 under a floor of 100: 0 points, with the run they come from; what is not computed is refused."""
    row = office.save("3.2")
    assert (row.self_points, row.own, row.run is not None) == (Decimal(0), False, True)
    with pytest.raises(InputError, match="chưa có điểm theo cách tính"):
        office.save("3.3")


def test_a_workbook_goes_in_whole_or_not_at_all(office: Office) -> None:
    """Mistakes are named by cell and nothing is stored; the corrected file is taken."""
    office.save("3.3", "0.1")
    data, person = workbook_of(office.of()), office.cast.person("coordinator")
    book = openpyxl.load_workbook(io.BytesIO(data))
    sheet = book.worksheets[0]
    lines = {sheet.cell(line, 1).value: line for line in range(2, sheet.max_row + 1)}
    for code, points, why in (("3.3", 0.2, "Mới"), ("1.5", 99, "x"), ("1.6", "nhiều", "x")):
        sheet.cell(lines[code], 2).value = "tự ghi"
        sheet.cell(lines[code], 3).value = points
        sheet.cell(lines[code], 4).value = why
    sheet.cell(sheet.max_row + 1, 1).value = "99.9"
    out = io.BytesIO()
    book.save(out)
    with pytest.raises(SheetError) as wrong:
        import_self_scores(assessment=office.of(), file=io.BytesIO(out.getvalue()), by=person, now=NOW)
    cells = [cell for cell, _text in wrong.value.cells]
    assert cells == [f"C{lines['1.5']}", f"C{lines['1.6']}", f"A{sheet.max_row}"]
    assert office.score("3.3").self_points == Decimal("0.1")
    good = _edited(data, "3.3", points=0.2)
    assert import_self_scores(assessment=office.of(), file=io.BytesIO(good), by=person, now=NOW) == 1
    assert office.score("3.3").self_points == Decimal("0.2")


def test_a_workbook_may_come_back_in_another_language(office: Office) -> None:
    """Exported by a reader of English, imported by one of Vietnamese; a wrong cell is named the same in both."""
    person = office.cast.person("coordinator")
    with override("en"):
        data = workbook_of(office.of())
    good = _edited(data, "3.3", points=0.2)
    assert import_self_scores(assessment=office.of(), file=io.BytesIO(good), by=person, now=NOW) == 1
    for language in ("vi", "en"):
        bad = _edited(data, "3.3", points=0.1, how="đoán")
        unexplained = _edited(data, "3.3", points=0.1, why="")
        with override(language), pytest.raises(SheetError) as wrong:
            import_self_scores(assessment=office.of(), file=io.BytesIO(bad), by=person, now=NOW)
        assert [cell[0] for cell, _text in wrong.value.cells] == ["B"]
        with override(language), pytest.raises(SheetError) as wrong:
            import_self_scores(assessment=office.of(), file=io.BytesIO(unexplained), by=person, now=NOW)
        assert [cell[0] for cell, _text in wrong.value.cells] == ["D"]


def _edited(
    data: bytes, code: str, *, points: float, how: str = "tự ghi", why: str = "Sửa trong tệp"
) -> bytes:
    book = openpyxl.load_workbook(io.BytesIO(data))
    sheet = book.worksheets[0]
    for line in range(2, sheet.max_row + 1):
        if sheet.cell(line, 1).value == code:
            sheet.cell(line, 2).value, sheet.cell(line, 3).value = how, points
            sheet.cell(line, 4).value = why
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()
