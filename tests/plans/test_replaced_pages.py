"""Better pages in the place of those that could not be read: a new version, the old one kept, the review carried over."""

from __future__ import annotations

import io
from typing import Any

import pypdfium2
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.cast import NOW, Cast
from tests.documents.builders import html_to_pdf
from tests.kept import made_once
from tests.plans import scans
from tests.plans.conftest import Importer, Sign
from thuocdo.documents.models import StoredFile
from thuocdo.documents.parsing.ocr import unreadable_note
from thuocdo.jobs.runner import run_queued
from thuocdo.plans import actions
from thuocdo.plans.models import PlanRow, PlanVersion, RowState, VersionState
from thuocdo.plans.rules.pages import unread_pages

GONE = 2  # the page that came in empty: the first half of the table of tasks


def page_of(pdf: bytes, number: int) -> bytes:
    whole, one, out = pypdfium2.PdfDocument(pdf), pypdfium2.PdfDocument.new(), io.BytesIO()
    one.import_pages(whole, [number - 1])
    one.save(out)
    return out.getvalue()


def without(pdf: bytes, number: int) -> bytes:
    """The paper with one page left white."""
    whole, out = pypdfium2.PdfDocument(pdf), io.BytesIO()
    width, height = whole[number - 1].get_size()
    del whole[number - 1]
    whole.new_page(width, height, number - 1)
    whole.save(out)
    return out.getvalue()


@pytest.fixture
def paper() -> bytes:
    return scans.paper()


@pytest.fixture
@made_once
def faint(importer: Importer, paper: bytes) -> PlanVersion:
    return importer(without(paper, GONE), name="quet.pdf")


def task(version: PlanVersion, words: str) -> PlanRow:
    return version.rows.get(kind="task", text__startswith=words)


def send(client: Client, version: PlanVersion, **files: Any) -> Any:
    return client.post(f"/lam-viec/ke-hoach/nhap/{version.pk}/trang-thay-the/", files)


def upload(content: bytes, name: str = "trang.pdf") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def reviewed(version: PlanVersion, cast: Cast) -> None:
    """One row corrected and confirmed, one dropped, one split, two merged, one added, one unit left as printed."""
    by = {"by": cast.person("coordinator"), "now": NOW}
    row = task(version, "Giải ngân hết")
    actions.edit_row(row=row, changes={"text": f"{row.text} (đã sửa)", "output": "Báo cáo tháng"}, **by)
    actions.confirm_row(row=row, **by)
    actions.drop_row(row=task(version, "Báo cáo tài sản công"), **by)
    whole = task(version, "Ký số và xử lý")
    actions.split_row(row=whole, at=whole.text.index(" trên hệ thống"), **by)
    gaps = list(version.rows.filter(kind="gap").order_by("position"))
    actions.merge_rows(row=gaps[1], **by)
    actions.add_row(version=version, kind="task", text="Việc máy đọc sót.", **by)


def test_a_page_without_words_is_told_with_the_way_out(faint: PlanVersion, sign: Sign) -> None:
    """Import page and review both name the empty page and lead to the upload; the sentence of a blurred one too."""
    assert faint.summary["empty"] == [GONE] and faint.summary["unread"] == []
    client = sign("coordinator")
    for url in (f"/lam-viec/ke-hoach/nhap/{faint.pk}/", f"/lam-viec/ke-hoach/{faint.plan_id}/ra-soat/"):
        page = client.get(url).content.decode()
        assert "Không thấy chữ nào ở trang 2" in page and "Tải trang thay thế" in page
    form = client.get(f"/lam-viec/ke-hoach/nhap/{faint.pk}/trang-thay-the/").content.decode()
    assert "Trang 2" in form and "Trang khác" in form
    faint.summary = {**faint.summary, "unread": [4, 9]}
    faint.save()
    review = client.get(f"/lam-viec/ke-hoach/{faint.plan_id}/ra-soat/").content.decode()
    assert "Không nhận ra chữ ở trang 4, 9" in review


@pytest.mark.parametrize("numbers", [[4], [4, 9], [1, 2, 30]])
def test_the_readers_own_sentence_names_the_pages(numbers: list[int]) -> None:
    """The pages are found in the very sentence that the reader writes."""
    assert list(unread_pages(["Trang 3 có bảng.", unreadable_note(numbers)])) == numbers
    assert unread_pages(["Trang 3 có bảng."]) == ()


def test_a_better_page_completes_the_plan(faint: PlanVersion, paper: bytes, cast: Cast, sign: Sign) -> None:
    """The new version has the rows of the new page; the old version, its file and its rows stay as they were."""
    before = (faint.file_id, faint.rows.count(), faint.rows.filter(kind="task").count())
    client = sign("coordinator")
    response = send(client, faint, trang_2=upload(page_of(paper, GONE)))
    made = PlanVersion.objects.get(base=faint)
    assert response.status_code == 302
    assert response.headers["Location"] == f"/lam-viec/ke-hoach/nhap/{made.pk}/"
    run_queued()
    made.refresh_from_db()
    faint.refresh_from_db()
    assert (made.number, made.state, made.summary["empty"]) == (2, VersionState.REVIEW, [])
    assert before[2] < made.rows.filter(kind="task").count() == 14
    assert (faint.file_id, faint.rows.count()) == before[:2] and faint.state == VersionState.SUPERSEDED
    assert made.file_name == "quet (thay trang 2).pdf"
    assert [(one.page, one.file_name) for one in made.replaced.all()] == [(GONE, "trang.pdf")]
    page = client.get(f"/lam-viec/ke-hoach/nhap/{made.pk}/").content.decode()
    assert "Trang 2 đọc từ tệp thay thế “trang.pdf”" in page and "Không thấy chữ nào" not in page
    image = client.get(f"/lam-viec/ke-hoach/ban/{made.pk}/trang/2/")
    assert image.headers["Content-Type"] == "image/png" and len(image.content) > 20_000


def test_what_was_reviewed_on_other_pages_stays(faint: PlanVersion, paper: bytes, cast: Cast) -> None:
    """Corrected, confirmed, dropped, split, merged and added rows are in the new version as a person left them."""
    reviewed(faint, cast)
    pages = {GONE: actions.Upload(io.BytesIO(page_of(paper, GONE)), "trang.pdf")}
    made = actions.replace_pages(version=faint, pages=pages, by=cast.person("coordinator"), now=NOW)
    run_queued()
    kept = task(made, "Giải ngân hết")
    assert kept.text.endswith("(đã sửa)") and kept.data["output"] == "Báo cáo tháng"
    assert (kept.state, kept.confirmed_by) == (RowState.CONFIRMED, cast.person("coordinator"))
    assert task(made, "Báo cáo tài sản công").state == RowState.DROPPED
    assert task(made, "Ký số và xử lý").text.endswith("văn bản đi, đến") and task(made, "trên hệ thống")
    assert task(made, "Việc máy đọc sót.").read is None
    assert faint.rows.filter(kind="gap").count() == made.rows.filter(kind="gap").count() == 6
    fresh = task(made, "Phân công lãnh đạo")
    assert fresh.state == RowState.PENDING and fresh.predecessor is None
    order = list(made.rows.filter(kind="task").order_by("position").values_list("text", flat=True))
    assert order.index(task(made, "trên hệ thống").text) == order.index(task(made, "Ký số").text) + 1


def test_a_corrected_text_is_kept_in_any_new_version(importer: Importer, paper: bytes, cast: Cast) -> None:
    """A word that a person corrected in the task itself holds where the new file prints what the old one printed."""
    first = importer(paper, name="mot.pdf")
    row = task(first, "Giải ngân hết")
    actions.edit_row(
        row=row, changes={"text": row.text.replace("hết", "toàn bộ")}, by=cast.person("coordinator"), now=NOW
    )
    again = importer(without(paper, 1), name="hai.pdf", of=first.plan)
    assert task(again, "Giải ngân toàn bộ").predecessor_id == row.pk


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"khong phai anh\n" * 20, "Tệp thay cho trang 2"),
        (b"\x7fELF\x02\x01", "Tệp thay cho trang 2"),
        (b"\x89PNG\r\n\x1a\n hong", "trang 2"),
        ("paper", "có 4 trang. Hãy chọn một ảnh hoặc PDF có đúng một trang."),
    ],
)
def test_a_file_that_is_no_page_is_refused_in_one_sentence(
    faint: PlanVersion, paper: bytes, sign: Sign, content: bytes | str, words: str
) -> None:
    """Nothing is stored, no version is made, and the sentence names the page."""
    stored = StoredFile.objects.count()
    response = send(sign("coordinator"), faint, trang_2=upload(paper if content == "paper" else content))  # type: ignore[arg-type]
    assert response.status_code == 422 and words in response.content.decode()
    assert PlanVersion.objects.count() == 1 and StoredFile.objects.count() == stored


def test_a_page_that_does_not_exist_or_no_file(faint: PlanVersion, paper: bytes, sign: Sign) -> None:
    """Number and file are asked for together, and the number must be one of the document's pages."""
    client, page = sign("coordinator"), page_of(paper, GONE)
    for sent, words in (
        ({}, "ít nhất một trang"),
        ({"file": upload(page)}, "thay cho trang số mấy"),
        ({"page": "9", "file": upload(page)}, "có 4 trang nên không có trang 9"),
    ):
        response = send(client, faint, **sent)
        assert response.status_code == 422 and words in response.content.decode()
    assert PlanVersion.objects.count() == 1


def test_only_reviewers_and_only_the_newest_version(
    faint: PlanVersion, importer: Importer, paper: bytes, sign: Sign
) -> None:
    """Others find no such page; an older version and a text file have no pages to replace."""
    url = f"/lam-viec/ke-hoach/nhap/{faint.pk}/trang-thay-the/"
    for who in ("other_coordinator", "officer", "supervisor"):
        assert sign(who).get(url).status_code == 404
    assert sign("coordinator").get(url).status_code == 200
    importer(paper, name="moi.pdf", of=faint.plan)
    assert sign("coordinator").get(url).status_code == 404


def test_a_dropped_replacement_gives_the_review_back(faint: PlanVersion, paper: bytes, cast: Cast) -> None:
    """Giving up the new version puts the one before under review again, with all that was done in it."""
    pages = {GONE: actions.Upload(io.BytesIO(page_of(paper, GONE)), "trang.pdf")}
    made = actions.replace_pages(version=faint, pages=pages, by=cast.person("coordinator"), now=NOW)
    run_queued()
    actions.drop_version(version=made, by=cast.person("coordinator"), now=NOW)
    faint.refresh_from_db()
    assert faint.state == VersionState.REVIEW


def test_a_lying_page_keeps_its_shape(faint: PlanVersion, cast: Cast) -> None:
    """A page across the sheet may take the place of one along it."""
    wide = html_to_pdf("<style>@page { size: A4 landscape }</style><p>Một trang nằm ngang có chữ.</p>")
    pages = {GONE: actions.Upload(io.BytesIO(wide), "ngang.pdf")}
    made = actions.replace_pages(version=faint, pages=pages, by=cast.person("coordinator"), now=NOW)
    run_queued()
    made.refresh_from_db()
    assert made.state == VersionState.REVIEW and made.summary["empty"] == []
