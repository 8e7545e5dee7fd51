"""A second version of a plan: what changed, what carries over, what waits for a person."""

from __future__ import annotations

from tests.cast import NOW, Cast
from tests.plans.conftest import Importer, Sign
from tests.plans.samples import ROWS, plan_text
from tests.plans.test_review_pages import task
from thuocdo.plans import actions
from thuocdo.plans.models import PlanVersion, RowKind, RowState, VersionState
from thuocdo.plans.queries.versions import version_before, version_diff

SPLIT = (
    ("Rà soát, công khai đầy đủ thủ tục hành chính tại Bộ phận Một cửa.", *ROWS[0][1:]),
    ("Cập nhật mã định danh hồ sơ trên trang thông tin của xã.", *ROWS[0][1:]),
)
NEW = (
    (ROWS[3][0], ROWS[3][1], ROWS[3][2], "Hằng tháng"),
    *SPLIT,
    (ROWS[1][0].replace("ít nhất hai lần trong năm", "ít nhất ba lần trong năm 2026"), *ROWS[1][1:]),
    ROWS[4],
    (
        "Ban hành quy chế tiếp nhận góp ý qua đường dây nóng của Ủy ban nhân dân xã.",
        "Phòng Kinh tế",
        "",
        "Quý II/2026",
    ),
)


def confirm(version: PlanVersion, cast: Cast) -> None:
    version.rows.update(state=RowState.CONFIRMED, assign_later=True)
    actions.confirm_plan(version=version, by=cast.person("leader"), now=NOW)


def test_rows_of_a_new_version_continue_the_old_ones(
    version: PlanVersion, importer: Importer, cast: Cast
) -> None:
    """Reordered, reworded and split rows know which row they continue; a new one continues none."""
    confirm(version, cast)
    after = importer(plan_text(NEW), name="ban-2.txt", of=version.plan)
    assert (after.number, version_before(after)) == (2, version)
    kin = {
        row.label: row.predecessor.label if row.predecessor else None
        for row in after.rows.filter(kind=RowKind.TASK)
    }
    assert kin == {"1": "4", "2": "1", "3": "1", "4": "2", "5": "5", "6": None}
    hows = {change.how for change in version_diff(version, after)}
    assert {"split", "added", "vanished", "reworded"} <= hows
    gone = [change.old[0].label for change in version_diff(version, after) if change.how == "vanished"]
    assert gone == ["3"]


def test_corrections_and_choices_carry_over_where_the_paper_says_the_same(
    version: PlanVersion, importer: Importer, cast: Cast
) -> None:
    """A corrected field, a rhythm and a responsible unit hold in the next version for an unchanged row."""
    by = {"by": cast.person("coordinator"), "now": NOW}
    actions.edit_row(row=task(version, "2"), changes={"output": "Biên bản đối thoại"}, **by)
    actions.keep_group_and_choose_responsible(row=task(version, "3"), unit=cast.unit("office"), **by)
    actions.set_rhythm(version=version, rhythm="quarterly", **by)
    after = importer(plan_text(ROWS, number="10a/KH-UBND"), name="ban-2.txt", of=version.plan)
    two, three = task(after, "2"), task(after, "3")
    assert two.data["output"] == "Biên bản đối thoại" and two.read["output"] is None
    assert (three.responsible, three.rhythm) == (cast.unit("office"), "quarterly")
    version.refresh_from_db()
    assert version.state == VersionState.SUPERSEDED


def test_the_confirmed_version_stays_in_force_until_the_new_one_is_confirmed(
    version: PlanVersion, importer: Importer, cast: Cast
) -> None:
    """Importing changes nothing in force; confirming supersedes the old version."""
    confirm(version, cast)
    after = importer(plan_text(NEW), name="ban-2.txt", of=version.plan)
    version.refresh_from_db()
    assert version.state == VersionState.CONFIRMED and after.plan.current_id == version.pk
    confirm(after, cast)
    version.refresh_from_db()
    after.plan.refresh_from_db()
    assert version.state == VersionState.SUPERSEDED and after.plan.current_id == after.pk


def test_the_page_shows_old_beside_new(
    version: PlanVersion, importer: Importer, cast: Cast, sign: Sign
) -> None:
    """Counts by kind of change, texts side by side, other terms as before and after."""
    confirm(version, cast)
    importer(plan_text(NEW), name="ban-2.txt", of=version.plan)
    client = sign("coordinator")
    page = client.get(f"/lam-viec/ke-hoach/{version.plan_id}/thay-doi/").content.decode()
    assert "Tách ra" in page and "Không còn" in page and "ít nhất ba lần trong năm 2026" in page
    assert "<del>Hằng quý</del>" in page and "<ins>Hằng tháng</ins>" in page
    only = client.get(f"/lam-viec/ke-hoach/{version.plan_id}/thay-doi/", {"loai": "added"}).content.decode()
    assert "đường dây nóng" in only and "ít nhất ba lần" not in only


def test_a_new_version_is_uploaded_from_the_plan(version: PlanVersion, sign: Sign) -> None:
    """The upload form of the plan makes its second version, not a second plan."""
    from django.core.files.uploadedfile import SimpleUploadedFile

    response = sign("coordinator").post(
        f"/lam-viec/ke-hoach/{version.plan_id}/ban-moi/",
        {"file": SimpleUploadedFile("b.txt", plan_text(NEW))},
    )
    assert response.status_code == 302
    assert list(version.plan.versions.values_list("number", flat=True)) == [1, 2]


def test_head_of_a_plan_in_force_waits_for_confirmation(
    version: PlanVersion, importer: Importer, cast: Cast
) -> None:
    """Number, date and title printed in a new version count from its confirmation; what a person had corrected stays."""
    confirm(version, cast)
    plan = version.plan
    plan.refresh_from_db()
    old = plan.number
    printed = version.compiled["document"]["number"]
    assert old == printed
    text = plan_text(ROWS).replace(printed.encode(), b"99/KH-UBND")
    after = importer(text, name="ban-2.txt", of=plan)
    assert after.compiled["document"]["number"] == "99/KH-UBND"
    plan.refresh_from_db()
    assert plan.number == old
    plan.title = "Tên do người rà soát sửa"
    plan.save()
    confirm(after, cast)
    plan.refresh_from_db()
    assert (plan.number, plan.title) == ("99/KH-UBND", "Tên do người rà soát sửa")
