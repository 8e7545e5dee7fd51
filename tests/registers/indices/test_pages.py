"""What the pages say, to whom, and what they never say."""

from __future__ import annotations

import io
import re
from collections.abc import Callable

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.cast import NOW, Cast
from tests.kept import made_once
from tests.registers.indices.conftest import Take
from tests.registers.indices.tables import csv_of
from thuocdo.audit.models import Entry
from thuocdo.orgs.actions import rename_unit
from thuocdo.orgs.models import Notice
from thuocdo.plans.actions import assign_all_later, confirm_rows, start_import
from thuocdo.plans.jobs import read_plan
from thuocdo.plans.models import Plan, PlanVersion, RowKind
from thuocdo.registers.indices.actions import Incoming, import_releases
from thuocdo.registers.indices.models import BaselineDecision, IndexRelease
from thuocdo.registers.indices.queries.plans import accepted_baselines, check_plan
from thuocdo.reporting.actions import finish_review

PAPI = "/lam-viec/cham-diem/papi/"
Sign = Callable[[str], Client]


def words(page: str) -> str:
    """The page's text without markup, blanks collapsed."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page.split("<main")[1]))


@pytest.fixture
@made_once
def lai_chau(cast: Cast) -> Cast:
    """The cast's province bears the name of a surveyed one."""
    rename_unit(unit=cast.unit("province"), name="Tỉnh Lai Châu", from_date=NOW.date(), by=None, now=NOW)
    return cast


def shown(client: Client, url: str) -> str:
    response = client.get(url)
    assert response.status_code == 200
    return response.content.decode()


def test_a_province_reads_score_scale_class_and_who_is_near(lai_chau: Cast, sign: Sign, take: Take) -> None:
    """Points on the scale, a computed class called computed, rank as text with its denominator, no score of 0."""
    take(files={2022: csv_of(2022), 2023: csv_of(2023, blank=("P14", "P47"))})
    text = words(shown(sign("province_leader"), f"{PAPI}2023/"))
    assert re.search(r"\d\d,\d\d /80 điểm", text)
    assert "tính theo dữ liệu" in text and "đã công bố" not in text
    assert re.search(r"hạng \d+/61 chỉ để tham khảo, PAPI không xếp hạng", text)
    assert re.search(r"\d+ tỉnh trong khoảng ±0,18 điểm", text)
    assert "địa giới trước ngày 01/7/2025" in text


def test_a_published_class_is_shown_as_published(lai_chau: Cast, sign: Sign, take: Take) -> None:
    """The report's class stands above ours."""
    rows = csv_of(2023).decode().splitlines()
    rows = [rows[0] + ",NHOM", *[row + (",Thấp" if row.startswith("P08,") else ",") for row in rows[1:]]]
    take(files={2023: "\n".join(rows).encode()})
    text = words(shown(sign("province_leader"), f"{PAPI}2023/"))
    assert re.search(r"nhóm Thấp đã công bố", text)


def test_a_commune_sees_its_provinces_page_and_no_score_of_its_own(
    lai_chau: Cast, sign: Sign, take: Take
) -> None:
    """The same figures read-only, with the sentence that PAPI exists for provinces only."""
    take(2023)
    page = shown(sign("leader"), f"{PAPI}2023/")
    assert "không có điểm PAPI của xã" in words(page)
    assert "Lai Châu" in words(page)
    assert f"{PAPI}nhap/" not in page
    assert "Ghi lý do" not in page


def test_a_blank_year_says_why_and_never_zero(lai_chau: Cast, sign: Sign, take: Take) -> None:
    """Quảng Ninh 2023: the stated reason with its source; the chart has a hatched gap."""
    take(files={2022: csv_of(2022), 2023: csv_of(2023, blank=("P14",))})
    page = shown(sign("province_leader"), f"{PAPI}2023/?tinh=P14")
    assert "kết quả khảo sát vượt giá trị sai số cho phép" in page
    assert 'class="blank"' in page
    assert not re.search(r"(?<![\d,])0,00/10", words(page))


def test_lines_break_where_years_do_not_compare(lai_chau: Cast, sign: Sign, take: Take) -> None:
    """Dimension 5 breaks in 2021, dimension 8 in 2019; the change beside it says that and gives no number."""
    take(2018, 2019, 2020, 2021)
    page = shown(sign("province_leader"), f"{PAPI}2021/")
    drawings = re.findall(r"<svg class=\"chart\".*?</svg>", page)
    broken = [drawing for drawing in drawings if 'class="break"' in drawing]
    assert len(drawings) == 10
    assert [re.findall(r"<title[^>]*>([^<]+)", drawing)[0].split(" của Lai")[0] for drawing in broken] == [
        "Thủ tục hành chính công",
        "Quản trị điện tử",
    ]
    row = re.search(r"5\. Thủ tục hành chính công<details.*?</tr>", page, re.S)
    assert row is not None and "không so được" in row[0] and "Cấp giấy phép xây dựng" in row[0]


def test_the_margin_and_the_dimension_are_the_readers_choice(lai_chau: Cast, sign: Sign, take: Take) -> None:
    """A wider margin takes in more provinces; nonsense in the address falls back to the default."""
    take(2023)
    client = sign("province_leader")
    near = [
        int(
            re.search(
                r"(\d+) tỉnh trong khoảng ±[\d,]+ điểm: chưa", words(shown(client, f"{PAPI}2023/?bien={m}"))
            )[1]
        )  # type: ignore[index]
        for m in ("0,5", "3")
    ]
    assert near[0] < near[1]
    for odd in ("?bien=abc&nd=x", "?nd=99999999999999999999", "?tinh=P99", "?bien=-1"):
        assert "±0,50" in shown(client, f"{PAPI}2023/{odd}")


def test_a_unit_that_was_never_surveyed_may_choose_a_province(cast: Cast, sign: Sign, take: Take) -> None:
    """Tỉnh Mẫu has no results: the page says so and offers the list; a chosen one is shown."""
    take(2023)
    client = sign("province_leader")
    assert "không có tên trong số liệu PAPI" in shown(client, f"{PAPI}2023/")
    assert "Lai Châu, tổng điểm" in words(shown(client, f"{PAPI}2023/?tinh=P08"))


def test_nothing_imported_says_what_to_do(cast: Cast, sign: Sign) -> None:
    """An empty book offers its first step to whoever may take it; a year that is not there is no page."""
    assert "Nhập tệp điểm của một năm" in shown(sign("province_coordinator"), PAPI)
    assert "Đầu mối hoặc quản trị của tỉnh" in shown(sign("leader"), PAPI)
    assert sign("leader").get(f"{PAPI}2023/").status_code == 404


def upload(client: Client, data: bytes, **more: object) -> object:
    form = {"file": SimpleUploadedFile("a.csv", data), "year": "2023", "source": "Báo cáo mẫu", **more}
    return client.post(f"{PAPI}nhap/", form)


def test_upload_takes_in_or_says_everything_that_is_wrong(cast: Cast, sign: Sign) -> None:
    """A good file is there afterwards; a bad one is refused with each reason, nothing is written."""
    client = sign("province_coordinator")
    bad = csv_of(2023, changes={("P08", "SC11"): "9", ("P09", "SC12"): "8"})
    response = upload(client, bad)
    assert response.status_code == 422  # type: ignore[attr-defined]
    text = response.content.decode()  # type: ignore[attr-defined]
    assert "có 2 chỗ không thể đúng" in text and "SC11" in text and "SC12" in text
    assert not IndexRelease.objects.exists()
    assert upload(client, csv_of(2023), published="31/02/2024").status_code == 422  # type: ignore[attr-defined]
    assert upload(client, csv_of(2023), published="2/4/2024").status_code == 302  # type: ignore[attr-defined]
    release = IndexRelease.objects.get()
    assert (release.source, str(release.published)) == ("Báo cáo mẫu", "2024-04-02")
    assert "Báo cáo mẫu" in shown(client, PAPI)


def test_the_original_comes_back_as_it_was(cast: Cast, sign: Sign, take: Take) -> None:
    """The stored file, as a download."""
    (taken,) = take(2023)
    response = sign("leader").get(f"{PAPI}ban/{taken.release.pk}/tep/")
    assert b"".join(response.streaming_content) == csv_of(2023)  # type: ignore[attr-defined]
    assert "attachment" in response.headers["Content-Disposition"]


def test_a_reason_is_entered_on_the_page(lai_chau: Cast, sign: Sign, take: Take) -> None:
    """Who may import states why a year is blank; both fields are needed."""
    take(files={2024: csv_of(2024, blank=("P08",))})
    client = sign("province_coordinator")
    url = f"{PAPI}2024/ly-do/"
    assert client.post(url, {"subject": "P08", "reason": "Lũ"}).status_code == 422
    assert client.post(url, {"subject": "P08", "reason": "Lũ", "source": "Công văn mẫu"}).status_code == 302
    text = words(shown(client, f"{PAPI}2024/"))
    assert "không có kết quả năm 2024: Lũ (Công văn mẫu)" in text
    assert sign("leader").post(url, {"subject": "P08", "reason": "a", "source": "b"}).status_code == 404


PLAN = """**UBND TỈNH LAI CHÂU**

Số: 7/KH-UBND

Lai Châu, ngày 20 tháng 01 năm 2025

**KẾ HOẠCH**
**Nâng cao Chỉ số hiệu quả quản trị và hành chính công (PAPI) của tỉnh Lai Châu năm 2025**

Năm 2023, tỉnh Lai Châu đạt {score} điểm xếp thứ {rank}/63 tỉnh, thành phố; tăng 09 bậc so với năm 2022.

## II. MỤC TIÊU CHỈ SỐ PAPI NĂM 2025

| TT | Chỉ số thành phần | Năm 2023 | | Mục tiêu năm 2025 | | Đơn vị thực hiện/theo dõi |
|---|---|---|---|---|---|---|
| | | Điểm số | Thứ hạng | Điểm số | Thứ hạng | |
| 1 | Công khai, minh bạch | {part} | 16/63 | Từ 9,0000 điểm trở lên | 16/63 | Sở Nội vụ |

## III. NHIỆM VỤ

1. Đẩy mạnh công khai. Đơn vị chủ trì: Sở Nội vụ. Thời gian hoàn thành: Quý IV/2025.
"""


@pytest.fixture
def plan(lai_chau: Cast, take: Take) -> Plan:
    """A plan of 2025 in force that stands on the results of 2023."""
    (taken,) = take(2023)
    values = dict(taken.release.values.filter(subject="P08").values_list("code", "value"))
    text = PLAN.format(
        score=f"{values['D0']:.4f}".replace(".", ","), rank=1, part=f"{values['D2']:.4f}".replace(".", ",")
    )
    by = lai_chau.person("province_coordinator")
    version = start_import(
        unit=lai_chau.unit("province"), stream=io.BytesIO(text.encode()), name="ke-hoach.md", by=by, now=NOW
    )
    read_plan({"version": version.pk}, lambda step, done=0, total=0: None)
    version = PlanVersion.objects.select_related("plan__unit").get(pk=version.pk)
    confirm_rows(version=version, rows=list(version.rows.all()), by=by, now=NOW)
    assign_all_later(version=version, by=by, now=NOW)
    finish_review(version=version, by=lai_chau.person("province_leader"), now=NOW)
    return Plan.objects.get(pk=version.plan_id)


def test_claims_of_a_plan_in_the_system(plan: Plan, sign: Sign) -> None:
    """The plan's page leads to the check: the score agrees, the denominator 63 of 63 too, the rank does not."""
    client = sign("province_leader")
    assert f"/lam-viec/ke-hoach/{plan.pk}/doi-chieu-papi/" in shown(client, f"/lam-viec/ke-hoach/{plan.pk}/")
    verdicts = {(str(c.kind), c.dimension): str(c.verdict) for c in check_plan(plan).claims}
    assert verdicts["score", 0] == "right"
    assert verdicts["score", 2] == "right"
    assert verdicts["of", 0] == "right"
    assert verdicts["rank", 0] == "wrong"
    assert "Kế hoạch ghi" in shown(client, f"/lam-viec/ke-hoach/{plan.pk}/doi-chieu-papi/")


def test_new_results_propose_a_base_and_a_person_decides(
    plan: Plan, sign: Sign, take: Take, cast: Cast
) -> None:
    """The coordinator is told, the plan's page shows it, accepting is logged, and the plan's row stays as printed."""
    row = plan.current.rows.get(kind=RowKind.TARGET)  # type: ignore[union-attr]
    before = dict(row.data)
    take(2024)
    assert (
        Notice.objects.filter(person=cast.person("province_coordinator"), text__contains="PAPI 2024").count()
        == 1
    )
    client = sign("province_leader")
    assert "PAPI 2024 đã có: 1 mốc nên đối chiếu lại" in shown(client, f"/lam-viec/ke-hoach/{plan.pk}/")
    url = f"/lam-viec/ke-hoach/{plan.pk}/doi-chieu-papi/"
    assert "Nhận mốc mới" in shown(client, url)
    refused = client.post(f"{url}moc/", {"row": row.pk, "choice": "declined"})
    assert refused.status_code == 422 and "cần ghi lý do" in refused.content.decode()
    assert client.post(f"{url}moc/", {"row": row.pk, "choice": "accepted"}).status_code == 302
    decision = BaselineDecision.objects.get()
    assert (decision.old_year, decision.release.year, decision.state) == (2023, 2024, "accepted")
    row.refresh_from_db()
    assert row.data == before
    assert accepted_baselines(plan)[row.pk] == decision
    assert Entry.objects.filter(code="registers.baseline.accepted").count() == 1
    assert client.post(f"{url}moc/", {"row": row.pk, "choice": "accepted"}).status_code == 422
    assert "nên đối chiếu lại" not in shown(client, f"/lam-viec/ke-hoach/{plan.pk}/")


def test_a_corrected_release_asks_again(plan: Plan, sign: Sign, take: Take, cast: Cast) -> None:
    """What was decided on the first file is not taken for a decision on the corrected one."""
    take(2024)
    row = plan.current.rows.get(kind=RowKind.TARGET)  # type: ignore[union-attr]
    url = f"/lam-viec/ke-hoach/{plan.pk}/doi-chieu-papi/moc/"
    sign("province_leader").post(url, {"row": row.pk, "choice": "declined", "reason": "Chờ báo cáo đầy đủ"})
    assert check_plan(plan).open == ()
    take(files={2024: csv_of(2024, changes={("P08", "SC21"): "2.4"})})
    assert len(check_plan(plan).open) == 1
    assert BaselineDecision.objects.get().reason == "Chờ báo cáo đầy đủ"


def test_a_year_of_34_provinces_is_not_compared_with_the_years_before(
    lai_chau: Cast, sign: Sign, take: Take
) -> None:
    """2025, declared like 2024: shown as unverified, its line broken, no change in points offered."""
    take(2024)
    incoming = Incoming(2025, "2025.csv", csv_of(2025, like=2024), like=2024)
    import_releases(files=[incoming], by=None, now=NOW)
    page = shown(sign("province_leader"), f"{PAPI}2025/")
    text = words(page)
    assert "chưa đối chiếu với báo cáo" in text
    assert "không so được với 2024" in text and "34 tỉnh" in text
    assert page.count('class="break"') == 9
    assert re.search(r"hạng \d+/34 ", text)


def test_the_dashboard_draws_the_provinces_total(lai_chau: Cast, sign: Sign, take: Take) -> None:
    """Block 6 of the leader's screen: the line, its table, and for a commune the sentence; nothing without data."""
    assert "Chỉ số qua các năm" not in shown(sign("leader"), "/lam-viec/dieu-hanh/")
    take(2022, 2023)
    page = shown(sign("leader"), "/lam-viec/dieu-hanh/")
    assert "Chỉ số qua các năm" in page and '<svg class="chart"' in page
    assert "không có điểm PAPI của xã" in page
