"""A plan beside the superior's: what is there, missing, weaker; and what a person decides."""

from __future__ import annotations

import pytest

from tests.cast import NOW, Cast
from tests.kept import made_once
from tests.plans.conftest import Importer, Sign
from tests.plans.samples import ROWS, plan_text
from thuocdo.plans import actions
from thuocdo.plans.models import CascadeChoice, PlanVersion, RowKind, RowState

DEMANDS = (
    (ROWS[0][0], "Sở Nội vụ", "", "Quý I/2026"),
    (ROWS[1][0], "Sở Nội vụ", "", "Trước ngày 31/8/2026"),
    (
        "Lắp đặt camera giám sát tại toàn bộ điểm tiếp nhận hồ sơ và kết nối về tỉnh.",
        "Sở Nội vụ",
        "",
        "Quý II/2026",
    ),
)


@pytest.fixture
@made_once
def pair(version: PlanVersion, importer: Importer, cast: Cast) -> PlanVersion:
    """The commune's plan with the province's confirmed plan as its parent."""
    above = importer(plan_text(DEMANDS, number="1/KH-UBND"), unit="province", by="province_coordinator")
    above.rows.update(state=RowState.CONFIRMED, assign_later=True)
    actions.confirm_plan(version=above, by=cast.person("province_leader"), now=NOW)
    actions.describe_plan(
        plan=version.plan, changes={"parent": above.plan}, by=cast.person("coordinator"), now=NOW
    )
    version.plan.refresh_from_db()
    return version


def test_what_is_missing_and_later_is_named(pair: PlanVersion, sign: Sign) -> None:
    """Each demand has its state, the later deadline is said with both dates."""
    page = sign("coordinator").get(f"/lam-viec/ke-hoach/{pair.plan_id}/so-sanh/")
    assert [line["pair"].state for line in page.context["pairs"]] == ["complete", "later", "missing"]
    text = page.content.decode()
    assert "3 nhiệm vụ của cấp trên:" in text and "Trước ngày 31/8/2026 → Trước ngày 30/11/2026" in text


def test_a_missing_demand_is_added_as_a_draft_row(pair: PlanVersion, sign: Sign) -> None:
    """“Thêm vào kế hoạch xã” makes a row that waits for confirmation; the demand is then there."""
    client = sign("coordinator")
    url = f"/lam-viec/ke-hoach/{pair.plan_id}/so-sanh/"
    item = client.get(url).context["pairs"][2]["pair"].asked.id
    client.post(f"{url}quyet-dinh/", {"item": item, "choice": "added", "kh": pair.plan.parent_id})
    row = pair.rows.get(kind=RowKind.TASK, label="6")
    assert row.text == DEMANDS[2][0] and row.state == RowState.PENDING and row.read is None
    assert client.get(url).context["pairs"][2]["pair"].row == row


def test_not_applicable_needs_a_reason(pair: PlanVersion, sign: Sign) -> None:
    """Without a reason it is refused; with one it is kept and shown."""
    client = sign("coordinator")
    url = f"/lam-viec/ke-hoach/{pair.plan_id}/so-sanh/"
    item = client.get(url).context["pairs"][2]["pair"].asked.id
    sent = {"item": item, "choice": "na", "kh": pair.plan.parent_id}
    assert client.post(f"{url}quyet-dinh/", sent).status_code == 422 and not CascadeChoice.objects.exists()
    client.post(f"{url}quyet-dinh/", {**sent, "reason": "Xã không có điểm tiếp nhận riêng"})
    assert client.get(url).context["pairs"][2]["pair"].state == "na"


def test_readers_see_the_comparison_but_decide_nothing(pair: PlanVersion, cast: Cast, sign: Sign) -> None:
    """An officer reads it once the plan is confirmed, without buttons; posting is not found."""
    pair.rows.update(state=RowState.CONFIRMED, assign_later=True)
    actions.confirm_plan(version=pair, by=cast.person("leader"), now=NOW)
    client = sign("officer")
    url = f"/lam-viec/ke-hoach/{pair.plan_id}/so-sanh/"
    assert "Không áp dụng (ghi lý do)" not in client.get(url).content.decode()
    assert client.post(f"{url}quyet-dinh/", {"item": "1", "choice": "na"}).status_code == 404


def test_without_a_superior_plan_the_page_says_so(version: PlanVersion, sign: Sign) -> None:
    """Nothing chosen: one sentence and where to choose."""
    page = sign("coordinator").get(f"/lam-viec/ke-hoach/{version.plan_id}/so-sanh/").content.decode()
    assert "Chưa chọn kế hoạch cấp trên." in page


def test_differing_words_are_marked_on_both_sides(pair: PlanVersion, sign: Sign) -> None:
    """What the commune wrote otherwise than the superior stands in a mark; equal texts have none."""
    row = pair.rows.get(kind=RowKind.TASK, label="2")
    row.text = row.text.replace("hai lần", "một lần")
    row.save()
    url = f"/lam-viec/ke-hoach/{pair.plan_id}/so-sanh/"
    same, other, missing = sign("coordinator").get(url).context["pairs"]
    assert [piece.text for piece in other["asked"] if piece.differs] == ["hai"]
    assert [piece.text for piece in other["given"] if piece.differs] == ["một"]
    assert not any(piece.differs for piece in same["asked"] + same["given"]) and missing["asked"] == ()
    text = sign("coordinator").get(url).content.decode()
    assert "<mark>hai</mark>" in text and 'data-key-row="o"' in text


def test_the_superior_sees_each_task_in_each_place(pair: PlanVersion, sign: Sign) -> None:
    """The province's own page of its plan: communes by tasks, and which task no commune has."""
    url = f"/lam-viec/ke-hoach/{pair.plan.parent_id}/so-sanh/"
    pair.rows.update(state=RowState.CONFIRMED, assign_later=True)
    actions.confirm_plan(version=pair, by=None, now=NOW)
    page = sign("province_coordinator").get(url)
    matrix = page.context["matrix"]
    assert [line["cells"][0][1:] for line in matrix][2] == ("✖", "Thiếu")
    assert [line["nobody"] for line in matrix] == [False, False, True]
    assert "chưa nơi nào có" in page.content.decode()


def test_the_same_paper_imported_twice_is_told_and_compared(
    version: PlanVersion, importer: Importer, sign: Sign
) -> None:
    """Another file with the same number and day: the page says so and offers both side by side, with no decision."""
    again = importer(plan_text((*ROWS[:4], (ROWS[4][0], "Phòng Kinh tế", "", "Quý IV/2026"))))
    assert again.plan_id != version.plan_id and again.plan.number == version.plan.number
    client = sign("coordinator")
    shown = client.get(f"/lam-viec/ke-hoach/nhap/{again.pk}/").content.decode()
    link = f"/lam-viec/ke-hoach/{again.plan_id}/so-sanh/?kh={version.plan_id}"
    assert "So hai bản" in shown and link in shown
    page = client.get(link).content.decode()
    assert "<h1>So hai bản" in page and "Không áp dụng (ghi lý do)" not in page
    first = client.get(f"/lam-viec/ke-hoach/nhap/{version.pk}/").content.decode()
    assert "So hai bản" not in first
