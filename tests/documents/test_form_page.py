"""The page that measures a Word file, and the blanks that it offers."""

from __future__ import annotations

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.cast import Cast
from tests.documents.official import damaged, find, good
from thuocdo.audit.models import Entry
from thuocdo.documents.format.check import check_format
from thuocdo.documents.format.findings import Severity
from thuocdo.documents.format_views import BLANKS
from thuocdo.documents.models import StoredFile
from thuocdo.documents.writing import pdf

HOME = "/lam-viec/the-thuc/"


@pytest.fixture
def client_of(cast: Cast):  # type: ignore[no-untyped-def]
    def signed_in(key: str) -> Client:
        client = Client()
        client.force_login(cast.person(key), backend="allauth.account.auth_backends.AuthenticationBackend")
        return client

    return signed_in


def send(client: Client, data: bytes, name: str = "văn bản.docx"):  # type: ignore[no-untyped-def]
    return client.post(HOME, {"file": SimpleUploadedFile(name, data)})


def test_an_officer_reads_what_is_off_and_nothing_is_kept(client_of) -> None:  # type: ignore[no-untyped-def]
    """Findings with place, right measure and article; no file is stored, no entry is written."""

    def change(document):  # type: ignore[no-untyped-def]
        find(document, "Số:").runs[0].text = "Số: 5/KH-UBND"

    before = (StoredFile.objects.count(), Entry.objects.count())
    response = send(client_of("officer"), damaged(good("plan"), change))
    text = response.content.decode()
    assert response.status_code == 200
    assert "Có 1 lỗi thể thức." in text and "bảng 1, hàng 2, ô 1" in text
    assert "mục II khoản 3 điểm c" in text and "“05”" in text
    assert (StoredFile.objects.count(), Entry.objects.count()) == before


def test_a_good_document_is_said_to_be_good(client_of) -> None:  # type: ignore[no-untyped-def]
    """Nothing found is said in words, and each check has its word."""
    text = send(client_of("clerk"), good("letter")).content.decode()
    assert "Không có phát hiện nào." in text and "Công văn" in text and "Kính gửi" in text


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"%PDF-1.4\n%", "Chỉ đo thể thức được trên tệp Word .docx"),
        (b"PK\x03\x04 broken", "hỏng"),
        (b"", "rỗng"),
    ],
)
def test_what_cannot_be_measured_is_answered_by_one_sentence(client_of, data: bytes, sentence: str) -> None:  # type: ignore[no-untyped-def]
    """The form comes back with the sentence at its field."""
    response = send(client_of("officer"), data)
    assert response.status_code == 422 and sentence in response.content.decode()


@pytest.mark.parametrize("slug", BLANKS)
def test_a_blank_has_the_office_and_no_fault(client_of, slug: str) -> None:  # type: ignore[no-untyped-def]
    """Every blank of the page passes the checker but for number and day, with the office's own name."""
    client = client_of("officer")
    for whose, name in (("ubnd", "ỦY BAN NHÂN DÂN XÃ MẪU"), ("don-vi", "PHÒNG KINH TẾ")):
        response = client.get(f"{HOME}mau/{whose}/{slug}.docx")
        assert response.headers["Content-Disposition"] == f'attachment; filename="mau-{slug}.docx"'
        report = check_format(response.content)
        assert {finding.severity for finding in report.findings} <= {Severity.INFO}, report.findings
        import docx

        head = docx.Document(io.BytesIO(response.content)).tables[0].cell(0, 0).text
        assert name in head.replace("\n", " ")


def test_a_blank_as_pdf_and_what_is_not_offered(client_of, monkeypatch: pytest.MonkeyPatch) -> None:  # type: ignore[no-untyped-def]
    """PDF is made without LibreOffice too; unknown kinds and offices are not there."""
    monkeypatch.setattr(pdf, "program", lambda: None)
    client = client_of("coordinator")
    assert client.get(f"{HOME}mau/ubnd/cong-van.pdf").content.startswith(b"%PDF-")
    for wrong in ("ubnd/khong-co.docx", "khac/cong-van.docx", "ubnd/cong-van.exe"):
        assert client.get(f"{HOME}mau/{wrong}").status_code == 404


@pytest.mark.parametrize("key", ["administrator", "verifier"])
def test_who_has_no_plans_or_tasks_has_no_such_page(client_of, key: str) -> None:  # type: ignore[no-untyped-def]
    """The page is not there for those who work with neither."""
    client = client_of(key)
    assert client.get(HOME).status_code == send(client, good("letter")).status_code == 404
