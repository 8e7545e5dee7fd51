"""The story of the scores: from a gap of a plan to a chosen work, and from a self-score to the verifier's reason.

Told with the plan of a real commune (../shared) and with one that is shipped, so that it runs everywhere. The plan is
confirmed, and the round opened, by actions: test_plan_story tells how people do that.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from django.apps import apps
from django.utils import timezone
from playwright.sync_api import Locator, expect

from tests.cast import Cast
from tests.stories.conftest import Office
from tests.stories.made import confirmed
from tests.stories.steps import Visitor, picture
from thuocdo.criteria.actions import choose_framework, load_shipped
from thuocdo.criteria.models import FrameworkVersion
from thuocdo.plans.models import Plan
from thuocdo.reporting.sample import plan_text
from thuocdo.scoring.actions.assessment.rounds import Windows, open_round
from thuocdo.scoring.actions.assessment.self_scores import SelfScore, save_self_score
from thuocdo.scoring.actions.assessment.verifying import accept_score
from thuocdo.scoring.actions.entries import Proof, enter_measure
from thuocdo.scoring.actions.runs import run_scores
from thuocdo.scoring.models import CriterionScore, Run
from thuocdo.scoring.queries.assessment.assessments import assessment_of
from thuocdo.scoring.queries.card import current_run

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

CODE, VERSION = "par-index-commune", "tinh-mau-2026"
IN_TIME = "3.2"
OWNER = "Trung tâm Phục vụ hành chính công"
REASON = "Ngưỡng là 100%; còn 52 hồ sơ trễ hẹn nên không có điểm theo tỷ lệ."


@dataclass(frozen=True)
class Losses:
    """A plan, the year its gaps are about, how many there are, and the words of the one on dossiers in time."""

    content: bytes
    year: int
    gaps: int
    words: str


def real_plan(shared: Path) -> Losses:
    content = (shared / "seeds" / "003_83ada00512a952cf.txt").read_bytes()
    return Losses(content, 2025, 27, "Tỷ lệ hồ sơ TTHC tiếp nhận trong năm")


def shipped_plan() -> Losses:
    """The first sample plan, its gap on dossiers said so that the words point to one criterion."""
    today = timezone.localdate()
    words = "Tỷ lệ hồ sơ thủ tục hành chính giải quyết trước hạn, đúng hạn chưa đạt 100%"
    text = plan_text("cai-cach-hanh-chinh.txt", today)
    text = text.replace("Hồ sơ trước và đúng hạn 1.940/2.000, đạt 97%", words)
    assert words in text
    return Losses(text.encode(), today.year - 1, 7, words)


@pytest.fixture(params=["real", "shipped"])
def losses(request: pytest.FixtureRequest) -> Losses:
    return real_plan(request.getfixturevalue("shared")) if request.param == "real" else shipped_plan()


def chosen_for(cast: Cast, year: int) -> FrameworkVersion:
    """The shipped fictional set, chosen by the province for this year."""
    now = timezone.now()
    load_shipped(now=now)
    version = FrameworkVersion.objects.get(code=CODE, version=VERSION)
    by = cast.person("province_coordinator")
    choose_framework(unit=cast.unit("province"), version=version, year=year, by=by, now=now)
    return version


def rows_of_everything() -> dict[str, int]:
    """How many rows each table has; sessions live by themselves."""
    return {
        model._meta.label: model._default_manager.count()
        for model in apps.get_models()
        if model._meta.app_label != "sessions"
    }


def test_from_a_gap_to_a_chosen_work(
    office: Office, cast: Cast, losses: Losses, problems: list[str], pictures: Path | None
) -> None:
    """Gap -> criterion -> measure entered -> score explained -> other numbers tried -> work chosen for next year."""
    chosen_for(cast, losses.year)
    plan = Plan.objects.get(pk=confirmed(losses.content, cast).plan_id)
    who = office.arrives("coordinator", "Tuần này")
    confirms_the_criterion(who, plan, losses)
    who.link("Mở tiêu chí")
    assert who.page.url.endswith(f"/lam-viec/cham-diem/{CODE}/{losses.year}/{IN_TIME}/")
    enters_the_measure(who)
    reads_why(who)
    tries_other_numbers(who, cast, losses.year)
    chooses_the_work(who, losses.year)
    opens_the_document(who, losses.year)
    assert problems == []


def confirms_the_criterion(who: Visitor, plan: Plan, losses: Losses) -> None:
    """The plan's gaps go into the ledger; one proposes its criterion, and a person confirms it."""
    who.go(f"/lam-viec/ke-hoach/{plan.pk}/")
    who.button(f"Đưa {losses.gaps} tồn tại vào Sổ điểm mất")
    who.heading("Sổ điểm mất")
    who.sees(f"{losses.gaps} mục.")
    link = who.page.get_by_role("link", name=re.compile(losses.words))
    row = who.page.locator("#danh-sach tr[data-row]").filter(has=link)
    expect(row.locator("td[data-label='Tiêu chí']")).to_have_text(re.compile(rf"{IN_TIME}\s+\S?\s*đề xuất"))
    opened = who.page.locator(f"#{link.get_attribute('aria-controls')}")
    who.click(link)
    expect(opened).to_contain_text("đề xuất theo lời văn")
    who.button(f"Xác nhận {IN_TIME}", within=opened)
    who.sees(f"Đã xác nhận tiêu chí {IN_TIME}.")


def enters_the_measure(who: Visitor) -> None:
    """Nothing is known yet; 2.089 of 2.141 is entered with its source and the file behind it."""
    who.sees("Kỳ này chưa tính lần nào.")
    who.link(re.compile("^Nhập: "))
    who.page.get_by_label("Số đạt").fill("2.089")
    who.page.get_by_label("Tổng số").fill("2.141")
    who.page.get_by_label("Nguồn", exact=True).fill("Sổ hồ sơ thủ tục hành chính")
    book = {"name": "so-ho-so.txt", "mimeType": "text/plain", "buffer": "Sổ hồ sơ: 2.141 dòng".encode()}
    who.page.get_by_label("Tệp chứng minh").set_input_files(book)  # type: ignore[arg-type]
    who.button("Lưu số đo")
    who.sees("2.089 / 2.141")


def reads_why(who: Visitor) -> None:
    who.link(re.compile(rf"^{re.escape(IN_TIME)} "))
    why = who.page.get_by_role("region", name="Cách tính")
    for words in ("97,57", "100", "52"):
        expect(why).to_contain_text(words)
    expect(why.locator(".total")).to_contain_text(re.compile(r"^\s*0,00"))
    expect(who.page.get_by_role("region", name="Đầu vào")).to_contain_text("Sổ hồ sơ thủ tục hành chính")
    expect(who.page.locator("#noi-dung svg")).to_be_visible()


def tries_other_numbers(who: Visitor, cast: Cast, year: int) -> None:
    """2.141 typed into the copy gives the three points; the run and every table stay as they were."""
    run = current_run(cast.unit("commune"), CODE, str(year))
    assert run is not None
    before = rows_of_everything()
    who.link("Thử phương án")
    who.sees("Bản thử – không thay đổi số liệu thật")
    who.page.wait_for_load_state(
        "load"
    )  # what is typed before the scripts run is computed by the button alone
    who.page.get_by_label("Số đạt").fill("2.141")
    result = who.page.locator("#ket-qua")
    expect(result).to_contain_text("vượt ngưỡng: +3,00 điểm")
    line = result.get_by_role("listitem").filter(has_text=f"{IN_TIME} ")
    expect(line.last).to_contain_text(re.compile(r"0,00\s*→\s*3,00"))
    now = current_run(cast.unit("commune"), CODE, str(year))
    assert now is not None
    assert (now.pk, now.result) == (run.pk, run.result)
    assert rows_of_everything() == before
    who.link("Về số liệu thật")
    expect(line_of(who)).to_contain_text("0,00")


def line_of(who: Visitor) -> Locator:
    """The line of the criterion on the scorecard."""
    rows = who.page.locator("table tr[data-row]")
    return rows.filter(has=who.page.get_by_role("cell", name=IN_TIME, exact=True))


def chooses_the_work(who: Visitor, year: int) -> None:
    """Days there are and days it takes; what is chosen goes into next year's plan."""
    who.link("Xếp ưu tiên")
    who.page.get_by_label(OWNER).fill("10")
    who.button("Ghi ngày công")
    who.sees("Đã ghi ngày công của 1 đơn vị.")
    who.link(re.compile(rf"^{re.escape(IN_TIME)} "))
    who.page.get_by_label(f"{OWNER} (phụ trách)").fill("4,5")
    who.page.get_by_label("Chắc chắn đến đâu (%)").fill("80")
    who.button("Ghi ước lượng")
    who.sees("1 việc, thêm được nhiều nhất 3,00 điểm")
    row = who.page.locator("#cac-viec tr[data-row]").filter(has_text=f"{IN_TIME} ").first
    expect(row.locator("td[data-label='Chọn']")).to_contain_text("✔ Chọn")
    expect(row.locator("td[data-label='Công sức (ngày)']")).to_contain_text("ước lượng của đơn vị")
    who.button("Đưa vào kế hoạch năm sau")
    who.sees(f"Đã đưa 1 việc vào dự thảo kế hoạch năm {year + 1}.")
    who.sees(f"Kế hoạch năm {year + 1}: 1 việc, 3,00 điểm")


def opens_the_document(who: Visitor, year: int) -> None:
    """From the total to the document behind a number: three clicks."""
    who.go(f"/lam-viec/cham-diem/{CODE}/{year}/")
    expect(who.page.get_by_role("region", name="Tổng điểm")).to_contain_text("Đã tính")
    who.clicks = 0
    who.link(re.compile(rf"^{re.escape(IN_TIME)} "))
    who.link(re.compile("^Sổ hồ sơ thủ tục hành chính"))
    with who.page.expect_download() as got:
        who.link("so-ho-so.txt")
    assert "2.141 dòng" in Path(got.value.path()).read_text("utf-8")
    assert who.clicks == 3


@pytest.fixture
def in_round(cast: Cast) -> int:
    """A round of last year is open and the commune has scored itself except for the dossiers; gives the year."""
    now = timezone.now()
    year = timezone.localdate().year - 1
    version = chosen_for(cast, year)
    commune, coordinator = cast.unit("commune"), cast.person("coordinator")
    proof = Proof(source="Sổ hồ sơ thủ tục hành chính")
    enter_measure(
        unit=commune, version=version, measure="ho_so_dung_han", period=str(year),
        raw={"value": 2089, "of": 2141}, proof=proof, by=coordinator, now=now,
    )  # fmt: skip
    run_scores(units=[commune], version=version, period=str(year), by=coordinator, now=now)
    open_round(
        host=cast.unit("province"), version=version, period=str(year),
        windows=Windows(now - timedelta(days=1), now + timedelta(days=9), now + timedelta(days=30)),
        by=cast.person("province_coordinator"), now=now,
    )  # fmt: skip
    assessment = assessment_of(commune, CODE, str(year))
    assert assessment is not None
    for row in CriterionScore.objects.filter(assessment=assessment, by_survey=False).exclude(code=IN_TIME):
        given = SelfScore(take=False, points=Decimal(0), explanation="Theo hồ sơ lưu tại xã")
        save_self_score(score=row, given=given, by=coordinator, now=now)
    return year


def test_the_province_verifies_and_the_commune_sees_why(
    office: Office, cast: Cast, in_round: int, problems: list[str], pictures: Path | None
) -> None:
    """The officer scores by the ratio, the leader sends, the verifier goes down to 0; the commune reads who and why."""
    base = f"/lam-viec/cham-diem/{CODE}/{in_round}/"
    officer = office.arrives("coordinator", "Tuần này")
    officer.go(f"{base}{IN_TIME}/")
    officer.link("Tự chấm điểm")
    scores_by_the_ratio(officer)
    picture(officer.page, pictures, "tu-cham.png")
    officer.button("Chốt tự chấm, trình Chủ tịch")
    officer.sees("Chờ lãnh đạo duyệt")
    leader = office.arrives("leader", "Điều hành")
    leader.go(f"{base}tu-cham/")
    leader.button("Duyệt và gửi thẩm định")
    leader.sees("Đã gửi thẩm định")
    verifier = office.arrives("verifier", "Thẩm định")
    goes_down_to_zero(verifier, pictures)
    accepts_the_rest(cast)
    ends_the_round(office.arrives("province.coordinator", "Tuần này"), in_round)
    commune_sees_why(officer, base)
    assert not Run.objects.filter(unit=cast.unit("other")).exists()
    assert problems == []


def scores_by_the_ratio(who: Visitor) -> None:
    """2,93 would be the ratio; the officer writes that with a reason, beside the 0 of the rule."""
    who.heading("Tự chấm điểm")
    one = who.page.locator("#mot-tieu-chi")
    expect(one).to_contain_text("52")
    who.check(one.get_by_label("Tự ghi điểm (cần giải trình)"))
    one.get_by_label(re.compile("^Điểm tự ghi")).fill("2,93")
    one.get_by_label("Giải trình", exact=True).fill("Tính theo tỷ lệ 2.089 trên 2.141 hồ sơ.")
    who.button("Lưu và sang tiêu chí sau")
    who.sees("2,93")


def goes_down_to_zero(who: Visitor, pictures: Path | None) -> None:
    who.link(re.compile(rf"^\S* ?{re.escape(IN_TIME)} Xã Mẫu"), within=who.page.locator("#danh-sach"))
    expect(who.page.locator("#mot-tieu-chi")).to_contain_text("Tính theo tỷ lệ 2.089 trên 2.141 hồ sơ.")
    expect(who.page.locator("#mot-tieu-chi")).to_contain_text("khác điểm tự chấm")
    picture(who.page, pictures, "tham-dinh.png")
    who.page.get_by_label("Điều chỉnh còn … điểm").fill("0")
    who.choose("Nhóm lý do", "Hiểu khác cách chấm của tiêu chí")
    who.page.get_by_label("Lý do, xã đọc được").fill(REASON)
    who.button("Điều chỉnh")
    who.sees(f"Đã điều chỉnh {IN_TIME} (bản nháp).")


def accepts_the_rest(cast: Cast) -> None:
    """Nothing is disputed elsewhere: every other criterion as the commune scored it."""
    for row in CriterionScore.objects.filter(by_survey=False, decision="", assessment__state="sent"):
        accept_score(score=row, by=cast.person("verifier"), now=timezone.now())


def ends_the_round(who: Visitor, year: int) -> None:
    """The drafts become verified scores, which the commune may read from now on."""
    who.go("/lam-viec/cham-diem/dot/")
    who.link(re.compile(rf", {year}$"))
    who.button("Kết thúc đợt thẩm định")
    who.sees("Đã kết thúc thẩm định")


def commune_sees_why(who: Visitor, base: str) -> None:
    """On the criterion and on the self-score: both numbers, the reason, and in which position it was decided."""
    for address in (f"{base}{IN_TIME}/", f"{base}tu-cham/?tc={IN_TIME}"):
        who.go(address)
        who.sees("Thẩm định điều chỉnh từ 2,93 còn 0,00 điểm.")
        who.sees(REASON)
        who.sees("Người thẩm định")
        expect(who.page.locator("dl.four div").nth(0)).to_contain_text("2,93")
        expect(who.page.locator("dl.four div").nth(1)).to_contain_text("0,00")
