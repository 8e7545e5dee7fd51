"""A person of the province verifies, the commune sees why: over HTTP, as the browsers of both send it."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.cast import NOW
from tests.scoring.assessment.conftest import Office
from thuocdo.scoring.models import CriterionScore, SampleItem

BASE = "/lam-viec/cham-diem/par-index-commune/2025/"
SELF = f"{BASE}tu-cham/"
VERIFY = f"{BASE}tham-dinh/"
PDF = b"%PDF-1.7\n1 0 obj<</Type/Sig/ByteRange[0 1 2 3]>>endobj\ntrailer<<>>\n%%EOF\n"


@pytest.fixture(autouse=True)
def at_noon(monkeypatch: pytest.MonkeyPatch) -> None:
    """The clock of the cast."""
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW)


def client_of(office: Office, who: str) -> Client:
    client = Client()
    client.force_login(office.cast.person(who), backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def text_of(answer: Any) -> str:
    return str(answer.content.decode())


def test_from_the_officer_to_the_reason_the_commune_reads(office: Office) -> None:
    """Self-score with a missing word refused by name, sent, adjusted, ended: the commune reads number, reason, who."""
    officer, leader = client_of(office, "coordinator"), client_of(office, "leader")
    verifier, province = client_of(office, "verifier"), client_of(office, "province_coordinator")
    office.fill()
    CriterionScore.objects.filter(assessment=office.of(), code="3.3").update(self_points=None, own=False)

    refused = officer.post(f"{SELF}chot/")
    assert refused.status_code == 422
    assert "Chưa chốt được: 1 tiêu chí chưa có điểm tự chấm (3.3)" in text_of(refused)
    form = {
        "cach": "tu-ghi",
        "diem": "0,00",
        "giai_trinh": "Chưa có phiếu xin lỗi",
        "dau": office.score("3.3").stamp,
    }
    assert officer.post(f"{SELF}3.3/", form).status_code == 302
    assert officer.post(f"{SELF}chot/").status_code == 302
    assert leader.post(f"{SELF}duyet/").status_code == 302

    assert verifier.get("/lam-viec/cham-diem/tham-dinh/").url == VERIFY  # type: ignore[attr-defined]
    assert (
        province.post(
            f"{office.round.get_absolute_url()}rut-mau/",
            {"nguy_co": "1", "ngau_nhien": "2", "hat_giong": "7"},
        ).status_code
        == 302
    )
    assert "hạt giống 7, 3 tiêu chí" in text_of(verifier.get(VERIFY))
    score = office.score("1.5")
    adjust = {
        "viec": "dieu-chinh",
        "diem": "0,80",
        "ma_ly_do": "recomputed",
        "ly_do": "9 trên 15 nhiệm vụ hoàn thành",
    }
    assert verifier.post(f"{VERIFY}{score.pk}/", adjust).status_code == 302
    assert "9 trên 15 nhiệm vụ hoàn thành" not in text_of(officer.get(f"{SELF}?tc=1.5"))  # a draft
    for item in SampleItem.objects.exclude(score=score):
        assert verifier.post(f"{VERIFY}{item.score_id}/", {"viec": "chap-nhan"}).status_code == 302
    assert "có thể chấp nhận theo mẫu" in text_of(verifier.get(VERIFY))
    assert verifier.post(f"{VERIFY}theo-mau/").status_code == 302
    assert province.post(f"{office.round.get_absolute_url()}buoc/ket-thuc/").status_code == 302

    for page in (f"{SELF}?tc=1.5", f"{BASE}1.5/"):
        seen = text_of(officer.get(page))
        for said in (
            "9 trên 15 nhiệm vụ hoàn thành",
            "Tính lại theo số liệu",
            "0,80",
            "Người thẩm định, Sở Nội vụ",
        ):
            assert said in seen, (page, said)
    estimate = text_of(province.get(f"/lam-viec/cham-diem/dot/{office.round.pk}/sai-so/"))
    assert "độ tin cậy 95 %" in estimate


def test_the_three_locks_answer_differently(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    """Approved, period over, another unit's: 423, 423, 403, three sentences, each naming who can open it."""
    form = {"cach": "tu-ghi", "diem": "1,00", "giai_trinh": "Theo hồ sơ"}
    right = client_of(office, "officer").post(f"{SELF}3.3/", form)
    assert right.status_code == 403
    assert "Trung tâm Phục vụ hành chính công phụ trách" in text_of(right)
    assert "Công chức Bộ phận Một cửa" in text_of(right)
    office.sent()
    officer = client_of(office, "coordinator")
    approved = officer.post(f"{SELF}3.3/", form)
    assert approved.status_code == 423
    assert "Chủ tịch UBND xã, Xã Mẫu duyệt lúc 08:00 06/07/2026" in text_of(approved)
    assert "người thứ hai đồng ý" in text_of(approved)
    monkeypatch.setattr("django.utils.timezone.now", lambda: office.round.self_until.replace(year=2027))
    neighbour = client_of(office, "other_coordinator").post(f"{SELF}3.3/", form)
    assert neighbour.status_code == 423
    assert "Kỳ năm 2025 đã hết hạn nhập lúc" in text_of(neighbour)
    assert "Chuyên viên Sở Nội vụ" in text_of(neighbour)


def test_evidence_is_handed_in_judged_and_served(office: Office) -> None:
    """A signed PDF is unsure, not met; whoever may read the scores gets the file, a neighbour does not."""
    officer = client_of(office, "coordinator")
    upload = SimpleUploadedFile("bao-cao.pdf", PDF, content_type="application/pdf")
    rule = office.round.framework.framework
    leaf = next(leaf for leaf in rule.leaves() if leaf.evidence and leaf.evidence[0].must_be_signed)
    data = {"dong": leaf.evidence[0].code, "tep": upload, "so": "15/BC-UBND", "trang": "3–4"}
    assert officer.post(f"{SELF}{leaf.code}/tai-lieu/", data).status_code == 302
    link = office.score(leaf.code).evidence.get()
    seen = text_of(officer.get(f"{SELF}?tc={leaf.code}"))
    assert "Chưa đủ căn cứ" in seen and "15/BC-UBND" in seen
    address = f"/lam-viec/cham-diem/tai-lieu/{link.pk}/"
    for who in ("coordinator", "verifier"):
        file = client_of(office, who).get(address)
        assert b"".join(file.streaming_content) == PDF
    assert client_of(office, "other_coordinator").get(address).status_code == 404
    assert officer.post(f"{address}bo/").status_code == 302
    assert "15/BC-UBND" not in text_of(officer.get(f"{SELF}?tc={leaf.code}"))


def test_autosave_and_two_people(office: Office) -> None:
    """The explanation is kept while it is typed; a second person's older form comes back with both versions."""
    officer = client_of(office, "clerk")
    office.save("3.3", "0", explanation="Lần một", who="clerk")
    stamp = office.score("3.3").stamp
    kept = officer.post(f"{SELF}3.3/nhap/", {"giai_trinh": "Lần hai", "dau": stamp})
    assert "Đã lưu nháp lúc 08:00" in text_of(kept)
    assert office.score("3.3").explanation == "Lần hai"
    older = {"cach": "tu-ghi", "diem": "0,50", "giai_trinh": "Bản của tôi", "dau": stamp}
    answer = client_of(office, "coordinator").post(f"{SELF}3.3/", older)
    assert answer.status_code == 409
    for said in ("Bản của bạn chưa mất", "Lần hai", "Bản của tôi", "Lưu kết hợp"):
        assert said in text_of(answer)


def test_the_province_opens_a_round_on_the_site(office: Office) -> None:
    """The form says what is wrong and keeps what was typed; a good one opens the round and lays out every commune."""
    province = client_of(office, "province_coordinator")
    form = {
        "bo": "par-index-commune@2025",
        "tu_ngay": "01/07/2026",
        "den_ngay": "hôm nay",
        "tham_dinh": "30/08/2026",
    }
    wrong = province.post("/lam-viec/cham-diem/dot/", form | {"dieu_tra": "co", "so_lan": "1"})
    assert wrong.status_code == 422
    assert "“hôm nay” không đúng" in text_of(wrong) and 'value="01/07/2026"' in text_of(wrong)
    again = province.post(
        "/lam-viec/cham-diem/dot/", form | {"den_ngay": "20/07/2026", "dieu_tra": "co", "so_lan": "1"}
    )
    assert "đã có đợt chấm điểm" in text_of(again)
    page = text_of(province.get(office.round.get_absolute_url()))
    assert "Xã Mẫu" in page and "Xã Bên Cạnh" in page
    assert client_of(office, "coordinator").get(office.round.get_absolute_url()).status_code == 404
