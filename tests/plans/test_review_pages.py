"""The review over HTTP: see, correct, split, merge, drop, undo, confirm, finish."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from tests.cast import NOW, Cast
from tests.plans.conftest import Sign
from thuocdo.plans.actions import NotReady, confirm_plan
from thuocdo.plans.models import PlanFinding, PlanRow, PlanVersion, RowKind, RowState, VersionState

TABS = ("can-xem", "nhiem-vu", "ton-tai", "muc-tieu", "trach-nhiem", "bao-cao", "thong-tin", "phat-hien")


def task(version: PlanVersion, label: str) -> PlanRow:
    return version.rows.get(kind=RowKind.TASK, label=label)


def base(version: PlanVersion) -> str:
    return f"/lam-viec/ke-hoach/{version.plan_id}/ra-soat/"


def form_of(client: Client, version: PlanVersion, row: PlanRow) -> dict[str, Any]:
    """What a browser would send of the row's form if nothing were changed."""
    response = client.get(f"{base(version)}?tab=nhiem-vu&dong={row.pk}")
    form = response.context["form"]
    sent: dict[str, Any] = {"tab": "nhiem-vu"}
    for bound in form:
        value = bound.value()
        if value is True:
            sent[bound.name] = "on"
        elif value is not None and value is not False:
            sent[bound.name] = str(value)
    return sent


@pytest.mark.parametrize("tab", TABS)
def test_every_tab_opens(version: PlanVersion, sign: Sign, tab: str) -> None:
    """Each tab answers with the counts of the whole plan."""
    response = sign("coordinator").get(f"{base(version)}?tab={tab}")
    assert response.status_code == 200
    assert "Đã xác nhận 0/5 nhiệm vụ" in response.content.decode()


def test_source_stands_beside_the_row_with_its_line_marked(version: PlanVersion, sign: Sign) -> None:
    """For a text file the printed line of the row is shown with its number, marked, among its neighbours."""
    row = task(version, "2")
    page = sign("coordinator").get(f"{base(version)}?tab=nhiem-vu&dong={row.pk}").content.decode()
    line = row.data["source"]["line"]
    assert f'class="marked"><span class="nums muted">{line}</span>' in page
    assert page.count('class="marked"') == 1


def test_confirming_stores_the_form_and_opens_the_next_row(
    version: PlanVersion, sign: Sign, cast: Cast
) -> None:
    """One press keeps the correction, confirms the row and goes on."""
    client, row = sign("coordinator"), task(version, "2")
    sent = {**form_of(client, version, row), "output": "Biên bản đối thoại"}
    response = client.post(f"{base(version)}dong/{row.pk}/xac-nhan/", sent)
    assert response.status_code == 302 and f"dong={task(version, '3').pk}" in response.headers["Location"]
    row.refresh_from_db()
    assert row.state == RowState.CONFIRMED and row.confirmed_by == cast.person("coordinator")
    assert row.data["output"] == "Biên bản đối thoại" and row.read["output"] is None


def test_a_form_sent_back_unchanged_changes_nothing(version: PlanVersion, sign: Sign) -> None:
    """Saving without a change leaves the row as it was and makes no step to undo."""
    client = sign("coordinator")
    for row in version.rows.filter(kind=RowKind.TASK):
        before = (row.data, row.version_stamp)
        client.post(f"{base(version)}dong/{row.pk}/luu/", form_of(client, version, row))
        row.refresh_from_db()
        assert (row.data, row.version_stamp) == before
    assert not version.changes.exists()


def test_autosave_answers_with_marks_only(version: PlanVersion, sign: Sign) -> None:
    """Autosave says when it saved, gives the new stamp and how the new deadline is understood."""
    client, row = sign("coordinator"), task(version, "5")
    sent = {**form_of(client, version, row), "deadline_text": "Quý IV/2026"}
    response = client.post(
        f"{base(version)}dong/{row.pk}/luu/?tu-luu=1", sent, headers={"HX-Request": "true"}
    )
    text = response.content.decode()
    row.refresh_from_db()
    assert response.status_code == 200 and "Đã lưu" in text and "<html" not in text
    assert f'id="dau-phien" value="{row.version_stamp}"' in text and "Quý IV/2026, từ 01/10/2026" in text
    assert row.data["deadline"] == {"kind": "quarter", "start": "2026-10-01", "end": "2026-12-31"}


def test_a_deadline_that_a_person_types_stands_as_typed(version: PlanVersion, sign: Sign) -> None:
    """A chosen kind and day win over the printed words, which stay as printed."""
    client, row = sign("coordinator"), task(version, "3")
    sent = {
        **form_of(client, version, row),
        "deadline_kind": "date",
        "deadline_end": "9.7.2026",
        "deadline_start": "",
    }
    client.post(f"{base(version)}dong/{row.pk}/luu/", sent)
    row.refresh_from_db()
    assert row.data["deadline"]["kind"] == "date" and row.data["deadline"]["end"] == "2026-07-09"
    assert row.data["deadline_text"] == "Thường xuyên"


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("deadline_end", "32/13/2026", "chưa phải ngày"),
        ("deadline_end", "9/7/26", "chưa phải ngày"),
        ("responsible", "Phòng Không Có", "Không có đơn vị “Phòng Không Có”"),
        ("text", "", "không được để trống"),
    ],
)
def test_wrong_input_is_named_and_nothing_is_stored(
    version: PlanVersion, sign: Sign, field: str, value: str, words: str
) -> None:
    """422 with a summary, the sentence at the field, what was typed kept, nothing written."""
    client, row = sign("coordinator"), task(version, "2")
    sent = {**form_of(client, version, row), "output": "Tờ trình", field: value}
    response = client.post(f"{base(version)}dong/{row.pk}/xac-nhan/", sent)
    page = response.content.decode()
    assert response.status_code == 422 and "Có 1 chỗ cần sửa" in page and words in page and "Tờ trình" in page
    row.refresh_from_db()
    assert row.state == RowState.PENDING and row.data["output"] is None


def test_split_merge_drop_by_form(version: PlanVersion, sign: Sign) -> None:
    """A row is cut at a sentence, merged back, and dropped, each by one plain form."""
    client, row = sign("coordinator"), task(version, "1")
    page = client.get(f"{base(version)}?tab=nhiem-vu&dong={row.pk}&tach=1")
    at = page.context["pieces"][0]["at"]
    client.post(
        f"{base(version)}dong/{row.pk}/tach/", {"at": at, "tab": "nhiem-vu", "stamp": row.version_stamp}
    )
    labels = list(version.rows.filter(kind=RowKind.TASK).order_by("position").values_list("label", flat=True))
    assert labels == ["1", "1a", "2", "3", "4", "5"]
    part = task(version, "1a")
    assert part.text.startswith("cập nhật mã định danh") and part.units.count() == 2
    client.post(f"{base(version)}dong/{part.pk}/gop/", {"tab": "nhiem-vu"})
    assert version.rows.filter(kind=RowKind.TASK).count() == 5
    client.post(f"{base(version)}dong/{row.pk}/bo/", {"tab": "nhiem-vu"})
    row.refresh_from_db()
    assert row.state == RowState.DROPPED


def test_a_chosen_unit_serves_every_row_and_the_next_import(
    version: PlanVersion, sign: Sign, importer: Any
) -> None:
    """The unit that a person chose for a printed name is an alias from then on."""
    client, row = sign("coordinator"), task(version, "5")
    named = row.units.get()
    sent = {**form_of(client, version, row), f"unit_{named.pk}": "phòng kinh tế"}
    client.post(f"{base(version)}dong/{row.pk}/luu/", sent)
    row.refresh_from_db()
    assert (
        row.responsible_unit is not None
        and row.responsible_unit.name == "Phòng Kinh tế"
        and not row.needs_look
    )
    from tests.plans.samples import ROWS, plan_text

    again = importer(plan_text(ROWS[4:], number="11/KH-UBND"), name="khac.txt")
    assert task(again, "1").units.get().unit.name == "Phòng Kinh tế"


def test_a_group_stays_printed_and_a_unit_answers_for_it(version: PlanVersion, sign: Sign) -> None:
    """The group name is kept; the chosen unit is responsible; the row no longer asks."""
    client, row = sign("coordinator"), task(version, "3")
    sent = {**form_of(client, version, row), "responsible": "Văn phòng HĐND và UBND", "rhythm": "quarterly"}
    client.post(f"{base(version)}dong/{row.pk}/luu/", sent)
    row.refresh_from_db()
    assert row.units.get().unit is None and row.units.get().printed == "Các cơ quan, đơn vị liên quan"
    assert row.responsible_unit is not None and row.doubts == []


def test_certain_rows_are_listed_first_then_confirmed(version: PlanVersion, sign: Sign) -> None:
    """The bulk act shows its rows on a page, and touches no row that needs a look."""
    client = sign("coordinator")
    listed = client.get(f"{base(version)}chac-chan/").content.decode()
    assert "Tổ chức đối thoại giữa lãnh đạo" in listed and "Ban Sáng kiến" not in listed
    client.post(f"{base(version)}chac-chan/")
    looked = version.rows.filter(needs_look=True)
    assert looked.count() and not looked.exclude(state=RowState.PENDING).exists()
    assert not version.rows.filter(needs_look=False).exclude(state=RowState.CONFIRMED).exists()


def test_an_error_finding_needs_a_reason_to_keep_the_text(version: PlanVersion, sign: Sign) -> None:
    """Keeping the words against an error without a reason is refused; with a reason it is kept and undone."""
    row = task(version, "2")
    finding = PlanFinding.objects.create(
        version=version, row=row, rule="sum_mismatch", severity="error", message="Tổng không khớp.", source={}
    )
    client = sign("coordinator")
    url = f"{base(version)}phat-hien/{finding.pk}/"
    assert client.post(url, {"outcome": "kept", "tab": "phat-hien"}).status_code == 422
    assert (
        client.post(
            url, {"outcome": "kept", "tab": "phat-hien", f"reason_{finding.pk}": "Số đã đối chiếu"}
        ).status_code
        == 302
    )
    finding.refresh_from_db()
    assert (finding.outcome, finding.reason) == ("kept", "Số đã đối chiếu")
    client.post(f"{base(version)}hoan-tac/", {"tab": "phat-hien"})
    finding.refresh_from_db()
    assert (finding.outcome, finding.reason, finding.decided_by) == ("open", "", None)


def test_a_plan_becomes_work_only_when_every_task_is_confirmed_and_owned(
    version: PlanVersion, cast: Cast, sign: Sign
) -> None:
    """Unconfirmed tasks and tasks without a responsible unit stand in the way, by number; "Giao sau" opens it."""
    leader = cast.person("leader")
    with pytest.raises(NotReady, match="5 nhiệm vụ chưa xác nhận"):
        confirm_plan(version=version, by=leader, now=NOW)
    version.rows.update(state=RowState.CONFIRMED)
    with pytest.raises(NotReady, match=r"2 nhiệm vụ chưa có đơn vị chịu trách nhiệm \(số 3, số 5\)"):
        confirm_plan(version=version, by=leader, now=NOW)
    sign("coordinator").post(f"{base(version)}giao-sau/")
    done = confirm_plan(version=version, by=leader, now=NOW)
    assert done.state == VersionState.CONFIRMED and done.plan.current == done


def test_a_confirmed_plan_cannot_be_edited(version: PlanVersion, cast: Cast, sign: Sign) -> None:
    """After confirmation the rows are readable, and every write answers 423 with the way out."""
    version.rows.update(state=RowState.CONFIRMED, assign_later=True)
    confirm_plan(version=version, by=cast.person("leader"), now=NOW)
    client, row = sign("coordinator"), task(version, "2")
    assert client.get(f"{base(version)}?tab=nhiem-vu&dong={row.pk}").status_code == 200
    response = client.post(f"{base(version)}dong/{row.pk}/bo/", {"tab": "nhiem-vu"})
    assert response.status_code == 423 and "nhập bản mới" in response.content.decode()


def test_number_and_date_by_form(version: PlanVersion, sign: Sign) -> None:
    """The head is corrected with dates as officials write them; a two-digit year is refused."""
    client = sign("coordinator")
    sent = {"title": "Kế hoạch A", "number": "12/KH-UBND", "issued": "6-1-2026", "year": "2026"}
    assert client.post(f"{base(version)}thong-tin/", {**sent, "issued": "6/1/26"}).status_code == 422
    assert client.post(f"{base(version)}thong-tin/", sent).status_code == 302
    version.plan.refresh_from_db()
    assert (version.plan.number, f"{version.plan.issued:%Y-%m-%d}") == ("12/KH-UBND", "2026-01-06")


def test_exports_open_in_their_programs(version: PlanVersion, sign: Sign) -> None:
    """The góp ý sheet names what was noted and corrected; the workbook has a sheet for each kind."""
    import io

    from docx import Document
    from openpyxl import load_workbook

    client, row = sign("coordinator"), task(version, "2")
    client.post(
        f"{base(version)}dong/{row.pk}/luu/", {**form_of(client, version, row), "output": "=Biên bản"}
    )
    version.findings.update(outcome="noted")
    sheet = client.get(f"{base(version)}phieu-gop-y/")
    paper = Document(io.BytesIO(sheet.content))
    cells = [cell.text for table in paper.tables for line in table.rows for cell in line.cells]
    assert "=Biên bản" in cells and any(version.findings.first().message in cell for cell in cells)
    book = load_workbook(io.BytesIO(client.get(f"{base(version)}cac-dong/").content))
    assert "Nhiệm vụ" in book.sheetnames and book["Nhiệm vụ"].max_row == 6
    assert "'=Biên bản" in [cell.value for cell in book["Nhiệm vụ"][3]]
