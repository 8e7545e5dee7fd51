"""Deciding a finding: what rewrites the row, what is only read, and what an error asks for."""

from __future__ import annotations

from typing import Any

import pytest

from tests.cast import NOW, Cast
from tests.plans.conftest import Sign
from tests.plans.test_review_pages import form_of
from thuocdo.audit.models import Entry
from thuocdo.plans.actions import FieldError, confirm_row, decide_finding, edit_row, undo
from thuocdo.plans.models import PlanFinding, PlanRow, PlanVersion

pytestmark = pytest.mark.django_db


def task(version: PlanVersion) -> PlanRow:
    row = version.rows.filter(kind="task").order_by("position").first()
    assert row is not None
    return row


def finding(row: PlanRow, *, severity: str = "warning", fixable: bool = True) -> PlanFinding:
    first = row.text.split()[0]
    return PlanFinding.objects.create(
        version=row.version, row=row, rule="spelling", severity=severity, message="Có thể viết sai.",
        quote=" ".join(row.text.split()[:3]), suggestion="“KHÁC”", source={},
        fix={"old": first, "new": "KHÁC", "field": ""} if fixable else None,
    )  # fmt: skip


def by(cast: Cast) -> dict[str, Any]:
    return {"by": cast.person("coordinator"), "now": NOW}


def test_accepting_rewrites_the_row_and_can_be_taken_back(version: PlanVersion, cast: Cast) -> None:
    """The field says what was suggested, a confirmed row waits again, the log tells both, one undo restores all."""
    row = task(version)
    row = confirm_row(row=row, **by(cast))
    before, one = row.text, finding(row)
    decide_finding(finding=one, outcome="accepted", **by(cast))
    row.refresh_from_db()
    assert row.text == before.replace(before.split()[0], "KHÁC", 1) == row.data["text"]
    assert (row.state, row.read["text"]) == ("pending", before)
    logged = Entry.objects.filter(code="plans.finding.decided").latest("number")
    assert before.split()[1] in str(logged.before) and "KHÁC" in str(logged.after)
    undo(version=version, **by(cast))
    row.refresh_from_db(), one.refresh_from_db()
    assert (row.text, row.state, one.outcome) == (before, "confirmed", "open")


def test_thinking_again_puts_the_printed_words_back(version: PlanVersion, cast: Cast) -> None:
    """“Nghĩ lại” after accepting leaves no half: neither the decision nor the rewritten words."""
    row = task(version)
    before, one = row.text, finding(row)
    decide_finding(finding=one, outcome="accepted", **by(cast))
    decide_finding(finding=one, outcome="open", **by(cast))
    row.refresh_from_db()
    assert row.text == before


def test_what_cannot_be_written_is_refused(version: PlanVersion, cast: Cast) -> None:
    """Advice, and letters that somebody has changed meanwhile, are never called accepted."""
    row = task(version)
    for one in (finding(row, fixable=False), finding(row)):
        if one.fix:
            edit_row(row=row, changes={"text": "Chữ hoàn toàn khác"}, **by(cast))
        with pytest.raises(FieldError, match="không tự sửa được"):
            decide_finding(finding=one, outcome="accepted", **by(cast))
        one.refresh_from_db()
        assert one.outcome == "open"


def test_an_error_is_not_passed_by_having_been_read(version: PlanVersion, cast: Cast) -> None:
    """Only a corrected row, a reason, or the góp ý sheet settle what is provably wrong."""
    row = task(version)
    one = finding(row, severity="error", fixable=False)
    with pytest.raises(FieldError, match="chưa được sửa"):
        decide_finding(finding=one, outcome="seen", **by(cast))
    edit_row(row=row, changes={"output": "Báo cáo tháng"}, **by(cast))
    assert decide_finding(finding=one, outcome="seen", **by(cast)).outcome == "seen"


def test_buttons_say_what_they_do(version: PlanVersion, cast: Cast, sign: Sign) -> None:
    """“Nhận gợi ý” only where words change, with the words; what was typed in the form is kept with it."""
    row = task(version)
    one = finding(row)
    advice = finding(row, fixable=False)
    client = sign("coordinator")
    base = f"/lam-viec/ke-hoach/{version.plan_id}/ra-soat/"
    text = client.get(f"{base}?tab=nhiem-vu&dong={row.pk}").content.decode()
    parts = {pk: text.split(f'id="phat-hien-{pk}"')[1].split("</div></div>")[0] for pk in (one.pk, advice.pk)}
    assert "Nhận gợi ý" in parts[one.pk] and "<ins>KHÁC</ins>" in parts[one.pk]
    assert "Nhận gợi ý" not in parts[advice.pk] and "Đã xem" in parts[advice.pk]
    form = {**form_of(client, version, row), "outcome": "accepted", "output": "Sản phẩm vừa gõ"}
    answer = client.post(f"{base}phat-hien/{one.pk}/", form)
    assert answer.status_code == 302
    row.refresh_from_db()
    assert row.text.startswith("KHÁC") and row.data["output"] == "Sản phẩm vừa gõ"


def test_a_name_rewritten_together_with_its_unit_is_no_accident(version: PlanVersion, cast: Cast) -> None:
    """Both in one save: the new name stands and asks for its unit by itself."""
    row = next(row for row in version.rows.filter(kind="task") if row.data.get("lead"))
    named = row.units.filter(part="lead").first()
    assert named is not None
    changes = {"lead": ["Tổ Sáng kiến"], f"unit:{named.pk}": cast.unit("economy").pk}
    edit_row(row=row, changes=changes, **by(cast))
    assert [one.printed for one in row.units.filter(part="lead")] == ["Tổ Sáng kiến"]


def test_an_autosave_brings_the_undo_with_it(version: PlanVersion, sign: Sign) -> None:
    """The answer to an autosave replaces the undo region, the row's marks and its tags; a plain page has the same."""
    row = task(version)
    client = sign("coordinator")
    base = f"/lam-viec/ke-hoach/{version.plan_id}/ra-soat/"
    page = client.get(f"{base}?tab=nhiem-vu&dong={row.pk}").content.decode()
    assert 'id="khoi-hoan-tac"' in page and 'id="hoan-tac"' not in page
    form = {**form_of(client, version, row), "text": row.text + " thêm"}
    saved = client.post(f"{base}dong/{row.pk}/luu/?tu-luu=1", form, headers={"HX-Request": "true"})
    told = saved.content.decode()
    assert 'id="khoi-hoan-tac" hx-swap-oob="true"' in told and "sửa dòng" in told
    assert 'id="nhan-dong" hx-swap-oob="true"' in told and 'id="dau-text" hx-swap-oob="true"' in told
    assert 'name="tab" value="nhiem-vu"' in told
    assert 'id="hoan-tac"' in client.get(f"{base}?tab=nhiem-vu&dong={row.pk}").content.decode()
