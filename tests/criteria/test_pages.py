"""W43 over HTTP: a version as a tree, an import that loses nothing, settings with their history."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.cast import NOW, Cast
from tests.criteria.rules.test_loading import GOOD
from tests.kept import made_once
from thuocdo.criteria.actions import load_shipped
from thuocdo.criteria.models import FrameworkVersion, SettingValue
from thuocdo.criteria.queries import framework_for
from thuocdo.criteria.workbook import write_workbook

pytestmark = pytest.mark.django_db
SETS, SETTINGS = "/lam-viec/quan-tri/bo-tieu-chi/", "/lam-viec/quan-tri/tham-so/"


@pytest.fixture
@made_once
def shipped(cast: Cast) -> dict[str, FrameworkVersion]:
    """The shipped versions by "code@version"."""
    load_shipped(now=NOW)
    return {str(row): row for row in FrameworkVersion.objects.all()}


def client(cast: Cast, key: str) -> Client:
    """Somebody signed in."""
    found = Client()
    found.force_login(cast.person(key))
    return found


def body(response: object) -> str:
    """The page as text."""
    return response.content.decode()  # type: ignore[attr-defined]


def test_version_shows_points_rules_evidence_and_basis(
    cast: Cast, shipped: dict[str, FrameworkVersion]
) -> None:
    """The tree of QĐ 766 shows § and its document, a threshold, an open setting, the contradictions of the sources."""
    text = body(client(cast, "officer").get(shipped["qd-766@2022"].get_absolute_url()))
    for part in (
        "Quyết định số 766/QĐ-TTg",
        "từ 23/06/2022",
        "mức đủ điểm (%): 80",
        "Điểm tối đa của chỉ số 3.1: chưa nhập",
        "Câu mô tả tử số trong tài liệu công thức bị lỗi",
        "Còn 15 tham số chưa nhập",
    ):
        assert part in text, part
    trial = body(client(cast, "officer").get(shipped["par-index-commune@tinh-mau-2026"].get_absolute_url()))
    assert "Bộ giả định để dùng thử" in trial


def test_bad_import_lists_lines_and_keeps_the_text(cast: Cast) -> None:
    """A text with a fault comes back whole with the fault's line, and nothing is stored; a good one becomes a draft."""
    keeper = client(cast, "province_administrator")
    bad = GOOD.replace("max = 7.5", "max = 7")
    answer = keeper.post(f"{SETS}nhap/", {"text": bad})
    assert answer.status_code == 422 and not FrameworkVersion.objects.exists()
    assert "Thiếu 0,50 ở lĩnh vực 5" in body(answer) and "max = 7\n" in body(answer)
    answer = keeper.post(f"{SETS}nhap/", {"text": GOOD})
    row = FrameworkVersion.objects.get()
    assert (
        answer.status_code == 302 and answer.headers["Location"] == row.get_absolute_url() and not row.issued
    )
    assert "Dự thảo" in body(keeper.get(row.get_absolute_url()))


def test_workbook_is_imported_and_its_wrong_cell_named(cast: Cast) -> None:
    """An .xlsx of the layout becomes a draft; with a fault the page names the cell."""
    keeper = client(cast, "province_administrator")
    good = SimpleUploadedFile("mau.xlsx", write_workbook(GOOD))
    assert keeper.post(f"{SETS}nhap/", {"file": good}).status_code == 302
    bad = SimpleUploadedFile("mau.xlsx", write_workbook(GOOD.replace("max = 7.5", "max = 7")))
    answer = keeper.post(f"{SETS}nhap/", {"file": bad})
    assert answer.status_code == 422 and "Ô Tiêu chí!E2" in body(answer)
    other = SimpleUploadedFile("mau.docx", b"x")
    assert "Chỉ nhận tệp .toml hoặc .xlsx." in body(keeper.post(f"{SETS}nhap/", {"file": other}))


def test_from_shipped_set_to_the_year_of_the_communes(
    cast: Cast, shipped: dict[str, FrameworkVersion]
) -> None:
    """A variant is started from a shipped set, issued with its decision and chosen; then it counts for the commune."""
    keeper = client(cast, "province_coordinator")
    base = shipped["par-index-commune@2025"]
    start = keeper.get(f"{SETS}nhap/?tu={base.pk}").context["form"].initial["text"]
    assert 'extends = "par-index-commune@2025"' in start
    text = start.replace("Ghi ở đây bản này sửa những gì.", "Nêu ngưỡng.").replace(
        '{ setting = "nguong_3_2" }', "98"
    )
    keeper.post(f"{SETS}nhap/", {"text": text})
    row = FrameworkVersion.objects.get(authority=cast.unit("province"))
    compared = body(keeper.get(f"{SETS}so-sanh/?a={base.pk}&b={row.pk}"))
    assert (
        "1 chỗ khác" in compared and "ngưỡng (%): ⚙ nguong_3_2" in compared and "ngưỡng (%): 98" in compared
    )
    assert keeper.post(row.get_absolute_url(), {"viec": "ban-hanh", "basis": ""}).status_code == 422
    keeper.post(row.get_absolute_url(), {"viec": "ban-hanh", "basis": "Quyết định số 12/QĐ-UBND"})
    keeper.post(SETS, {"viec": "chon", "year": "2026", "version": str(row.pk)})
    assert framework_for(cast.unit("commune"), "par-index-commune", 2026) == row
    assert row.name in body(client(cast, "officer").get(SETS))


def test_setting_is_entered_with_its_basis_and_keeps_its_history(
    cast: Cast, shipped: dict[str, FrameworkVersion]
) -> None:
    """The commune's coordinator enters 98,5 from a day; a change without a reason comes back; both values stay listed."""
    page = f"{SETTINGS}{shipped['par-index-commune@2025'].pk}/nguong_3_2/"
    keeper = client(cast, "coordinator")
    given = {"value": "98,5", "valid_from": "01/01/2026", "basis": "Quyết định số 12/QĐ-UBND"}
    assert keeper.post(page, given).status_code == 302
    again = keeper.post(page, {**given, "value": "100", "valid_from": "01/07/2026"})
    assert again.status_code == 422 and "hãy ghi lý do sửa" in body(again)
    keeper.post(page, {**given, "value": "100", "valid_from": "01/07/2026", "reason": "Tỉnh nâng"})
    text = body(client(cast, "officer").get(page))
    assert "98,5" in text and "Tỉnh nâng" in text and "Lưu tham số" not in text
    assert SettingValue.objects.count() == 2
    wrong = keeper.post(page, {**given, "value": "nhiều", "reason": "x"})
    assert "“nhiều” không phải một số" in body(wrong)


def test_points_that_do_not_add_up_are_said(cast: Cast, shipped: dict[str, FrameworkVersion]) -> None:
    """5 + 3 + 3 points for a group of 12 is told above the table."""
    version = shipped["qd-766@2022"]
    keeper = client(cast, "administrator")
    for name, value in (("diem_3_1", "5"), ("diem_3_2", "3"), ("diem_3_3", "3")):
        given = {"value": value, "valid_from": "01/01/2026", "basis": "Văn bản số 3"}
        keeper.post(f"{SETTINGS}{version.pk}/{name}/", given)
    text = body(keeper.get(f"{SETTINGS}?bo={version.pk}"))
    assert "cộng lại là 11, không bằng 12. Thiếu 1." in text
