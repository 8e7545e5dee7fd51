"""W12 on the site: from the plan's page to a verified remedy and the draft of next year's plan."""

from __future__ import annotations

import io
from collections.abc import Callable
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from openpyxl import load_workbook

from tests.cast import NOW, Cast
from thuocdo.criteria.models import FrameworkVersion
from thuocdo.plans.models import Plan
from thuocdo.scoring.actions.ledger.losses import Loss, add_loss
from thuocdo.scoring.models import LedgerEntry, NextYearItem
from thuocdo.work.models import Task

HOME = "/lam-viec/diem-mat/"
NO_PROOF = "Không đánh dấu đã khắc phục được vì chưa có tài liệu kiểm chứng nào."
HTMX = {"HX-Request": "true"}
Sign = Callable[[str], Client]


@pytest.fixture
def sign(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> Sign:
    """A signed-in person of the cast, on the day of the cast."""
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW)

    def client_of(key: str) -> Client:
        client = Client()
        client.force_login(cast.person(key))
        return client

    return client_of


def shown(client: Client, url: str) -> str:
    answer = client.get(url)
    assert answer.status_code == 200, url
    return str(answer.content.decode())


def test_an_empty_year_says_where_losses_come_from(sign: Sign, version: FrameworkVersion) -> None:
    """Nothing lost yet: the sentence of the screen, and the first steps."""
    text = shown(sign("coordinator"), f"{HOME}?ky=2025")
    assert "Chưa có điểm mất năm 2025. Nhập từ biểu trong kế hoạch, hoặc từ kết quả thẩm định." in text
    assert "Thêm điểm mất" in text


def test_the_gaps_of_a_plan_come_with_one_press(sign: Sign, version: FrameworkVersion, plan: Plan) -> None:
    """Pressed on the plan, the seven gaps stand in the ledger of the year before, each proposal marked as one."""
    client = sign("coordinator")
    answer = client.post(f"{HOME}tu-ke-hoach/{plan.pk}/")
    assert (answer.status_code, answer.headers["Location"]) == (302, f"{HOME}?ky=2025")
    text = shown(client, f"{HOME}?ky=2025")
    assert "7 mục mới" in text
    assert text.count("chưa có số") >= 7
    assert text.count("</span> đề xuất</span>") == 3
    assert "4 trong 7 mục mất điểm vì “Hồ sơ, báo cáo”." in text
    assert "Trong đó 4 mục mới là đề xuất theo lời văn, chưa ai xác nhận." in text
    client.post(f"{HOME}tu-ke-hoach/{plan.pk}/")
    assert "Các tồn tại của kế hoạch này đã có trong sổ." in shown(client, HOME)


def test_filters_narrow_and_can_be_cleared(sign: Sign, entries: list[LedgerEntry]) -> None:
    """Text without accents, cause, unit, state and criterion narrow the list; what matches nothing offers the way back."""
    client = sign("coordinator")
    economy = LedgerEntry.objects.get(proposed="6.3").lead_id
    for query, count in (
        ("q=bao+cao+tai+san", 1), ("nn=tracking", 1), (f"ct={economy}", 1), ("tt=open", 7), ("tt=verified", 0),
        ("tc=chua-ro", 7), ("q=khongco", 0), ("tt=xyz&ct=abc&nn=%27", 7), ("lap=1", 0),
    ):  # fmt: skip
        answer = client.get(f"{HOME}?ky=2025&{query}", headers=HTMX)
        assert len(answer.context["rows"]) == count, query
        if not count:
            assert "Không có kết quả khớp bộ lọc." in answer.content.decode()
    assert "<html" not in client.get(f"{HOME}?ky=2025", headers=HTMX).content.decode()


def test_a_row_opens_in_place_and_as_a_page(sign: Sign, entries: list[LedgerEntry]) -> None:
    """htmx gets the part alone, a plain link the whole page; both say what is proposed and how sure that is."""
    client, url = sign("coordinator"), f"{HOME}{entries[5].pk}/"
    part = client.get(url, headers=HTMX).content.decode()
    assert "<html" not in part
    for text in (part, shown(client, url)):
        assert "đề xuất theo lời văn" in text
        assert "Xác nhận 6.3" in text
        assert "Chưa gắn nhiệm vụ nào." in text
    unclear = shown(client, f"{HOME}{entries[0].pk}/")
    assert "Chưa rõ: lời văn chưa đủ để đề xuất một tiêu chí." in unclear
    assert "Gần nhất: 1.1" in unclear


def test_from_proposal_to_verified_on_the_site(cast: Cast, sign: Sign, entries: list[LedgerEntry]) -> None:
    """Criterion confirmed, cause confirmed, task linked, document handed in, accepted by the province."""
    client, url = sign("coordinator"), f"{HOME}{entries[5].pk}/"
    task = Task.objects.get(text__startswith="Báo cáo tài sản công")
    assert client.get(url).context["offered"][0] == task
    assert client.post(f"{url}tieu-chi/", {"tc": "6.3"}).status_code == 302
    assert client.post(f"{url}nguyen-nhan/", {"nn": "records"}).status_code == 302
    assert client.post(f"{url}nhiem-vu/", {"nhiem_vu": task.pk}).status_code == 302
    assert "Đang khắc phục" in shown(client, url)
    paper = SimpleUploadedFile("bao-cao.txt", "Báo cáo tài sản công".encode())
    given = {"tep": paper, "so": "15/BC-UBND", "ngay": "01/7/2026", "trang_so": "1-3"}
    assert client.post(f"{url}tai-lieu/", given).status_code == 302
    text = shown(client, url)
    assert "Đã có kiểm chứng" in text
    assert "15/BC-UBND" in text
    assert "Đánh dấu đã khắc phục" not in text
    verifier = sign("verifier")
    assert "Đánh dấu đã khắc phục" in shown(verifier, url)
    assert verifier.post(f"{url}buoc/", {"buoc": "verify"}).status_code == 302
    assert "Đã được thẩm định" in shown(client, url)
    proof = LedgerEntry.objects.get(pk=entries[5].pk).proofs.get()
    assert (
        "".join(p.decode() for p in client.get(f"{HOME}tep/{proof.pk}/").streaming_content)
        == "Báo cáo tài sản công"
    )


def test_without_a_document_the_page_says_why_not(sign: Sign, entries: list[LedgerEntry]) -> None:
    """The verifier presses, nothing is marked, the sentence of the screen stands on the page."""
    answer = sign("verifier").post(f"{HOME}{entries[0].pk}/buoc/", {"buoc": "verify"})
    assert answer.status_code == 422
    assert NO_PROOF in answer.content.decode()
    entries[0].refresh_from_db()
    assert entries[0].state == "open"


def test_wrong_input_keeps_what_was_typed(sign: Sign, version: FrameworkVersion) -> None:
    """Adding by hand: no shortcoming, a word for points, a day that is none: 422 and every field as it was."""
    client = sign("coordinator")
    bad = {
        "nam": "2025",
        "shortcoming": "",
        "points": "nhiều",
        "due": "31/2/2026",
        "remedy": "Nhắc trước hạn",
    }
    answer = client.post(f"{HOME}them/", bad)
    text = answer.content.decode()
    assert answer.status_code == 422
    for said in ("Hãy ghi tồn tại", "không phải số điểm", "không phải một ngày", "Nhắc trước hạn"):
        assert said in text
    good = {"nam": "2025", "shortcoming": "Báo cáo tài sản công muộn", "points": "1,5", "criterion": "6.3"}
    assert client.post(f"{HOME}them/", good).status_code == 302
    assert LedgerEntry.objects.get().points == Decimal("1.5")


def test_an_edit_over_somebody_elses_is_refused(sign: Sign, entries: list[LedgerEntry]) -> None:
    """The form carries the stamp it was opened with; after another change it comes back with what was typed."""
    client, url = sign("coordinator"), f"{HOME}{entries[0].pk}/sua/"
    form = {"shortcoming": "Câu mới của tôi", "stamp": entries[0].version_stamp}
    client.post(f"{HOME}{entries[0].pk}/nguyen-nhan/", {"nn": "records"})
    answer = client.post(url, form)
    assert answer.status_code == 422
    assert "Người khác vừa sửa" in answer.content.decode()
    assert "Câu mới của tôi" in answer.content.decode()


def test_two_years_on_end_stand_out(cast: Cast, sign: Sign, entries: list[LedgerEntry]) -> None:
    """The same criterion lost in 2024 and 2025: the flag, first in the list; by proposal only, a conditional word."""
    add_loss(
        authority=cast.unit("commune"), year=2024, framework_code="par-index-commune", loss=Loss("Báo cáo muộn"),
        by=None, now=NOW,
    )  # fmt: skip
    LedgerEntry.objects.filter(year=2024).update(criterion="6.3")
    client = sign("coordinator")
    before = shown(client, f"{HOME}?ky=2025")
    assert "Mất 2 năm liền" not in before
    assert "Có thể lặp lại, nếu đúng tiêu chí đề xuất" in before
    client.post(f"{HOME}{entries[5].pk}/tieu-chi/", {"tc": "6.3"})
    after = client.get(f"{HOME}?ky=2025")
    assert "Mất 2 năm liền" in after.content.decode()
    assert after.context["rows"][0]["entry"].pk == entries[5].pk
    assert "từ năm 2024" in after.content.decode()  # open still, carried into the page of 2025


def test_chosen_losses_become_the_draft_of_next_year(sign: Sign, entries: list[LedgerEntry]) -> None:
    """Proposals first, edited line by line, taken out and put back, and the same in the workbook."""
    client = sign("coordinator")
    chosen = {"chon": [entries[5].pk, entries[6].pk], "viec": "ke-hoach", "ky": "2025"}
    answer = client.post(f"{HOME}da-chon/", chosen)
    draft = f"{HOME}ke-hoach-nam-sau/2027/"
    assert answer.headers["Location"] == draft
    client.post(f"{HOME}da-chon/", chosen)
    assert NextYearItem.objects.count() == 2
    text = shown(client, draft)
    assert "2 việc còn là đề xuất, chưa ai sửa" in text
    assert "Đối chiếu số liệu trước khi khóa sổ" in text
    assert "Trong năm 2027" in text
    first, second = NextYearItem.objects.order_by("entry_id")
    item = f"{HOME}viec/{first.pk}/"
    assert client.post(item, {"viec_lam": " ", "han": "Quý I/2027"}).status_code == 422
    good = {"viec_lam": "=Đối chiếu số liệu tài sản", "chu_tri": first.lead_id, "han": "Quý I/2027"}
    assert client.post(item, good).status_code == 302
    client.post(f"{HOME}viec/{second.pk}/", {"viec": "bo"})
    book = load_workbook(io.BytesIO(client.get(f"{draft}xlsx/").content))
    rows = list(book.active.iter_rows(min_row=5, values_only=True))
    assert [(r[1], r[2], r[4], r[9]) for r in rows] == [
        ("=Đối chiếu số liệu tài sản", "Phòng Kinh tế", "Quý I/2027", None)
    ]
    assert rows[0][8] is None  # points nobody knows are an empty cell, not 0
    client.post(f"{HOME}viec/{second.pk}/", {"viec": "lay-lai"})
    assert len(client.get(draft).context["items"]) == 2


def test_proposals_are_confirmed_together(sign: Sign, entries: list[LedgerEntry]) -> None:
    """Chosen rows with a proposal are confirmed, those without stay unclear, and the sentence counts both."""
    client = sign("coordinator")
    given = {"chon": [entry.pk for entry in entries], "viec": "xac-nhan", "ky": "2025"}
    text = client.post(f"{HOME}da-chon/", given, follow=True).content.decode()
    assert "Đã xác nhận tiêu chí của 3 mục. 4 mục chưa có đề xuất" in text
    assert sorted(LedgerEntry.objects.exclude(criterion="").values_list("criterion", flat=True)) == [
        "2.1",
        "6.3",
        "7.8",
    ]
    assert (
        "Hãy chọn ít nhất một điểm mất." in client.post(f"{HOME}da-chon/", {}, follow=True).content.decode()
    )


def test_the_ledger_of_others_does_not_exist(cast: Cast, sign: Sign, entries: list[LedgerEntry]) -> None:
    """A neighbour gets 404 and changes nothing; an officer of another office reads and is refused; the province reads."""
    url = f"{HOME}{entries[0].pk}/"
    for who in ("other_coordinator", "village_head", "supervisor", "administrator"):
        client = sign(who)
        assert client.get(url).status_code == 404
        assert client.post(f"{url}tieu-chi/", {"tc": "1.1"}).status_code == 404
    officer = sign("officer")
    assert "Lưu tiêu chí" not in shown(officer, url)
    assert officer.post(f"{url}tieu-chi/", {"tc": "1.1"}).status_code == 403
    assert officer.post(f"{url}tai-lieu/", {}).status_code == 403
    assert "Báo cáo cải cách hành chính quý IV" in shown(
        sign("province_coordinator"), f"{HOME}?dv=99001&ky=2025"
    )
    assert sign("other_coordinator").get(f"{HOME}?dv=99001").status_code == 404
    entries[0].refresh_from_db()
    assert entries[0].criterion == ""
