"""From a file to rows ready for review, and every way it can go wrong."""

from __future__ import annotations

import io
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.cast import Cast
from tests.plans.conftest import Importer, Sign, silent
from tests.plans.samples import plan_text
from thuocdo.jobs.runner import run_queued
from thuocdo.orgs.models import Notice
from thuocdo.plans.jobs import read_plan
from thuocdo.plans.models import Plan, PlanVersion, VersionState

URL = "/lam-viec/ke-hoach/nhap/"


def upload(content: bytes, name: str = "ke-hoach.txt") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def test_upload_progress_result(cast: Cast, sign: Sign) -> None:
    """The upload leads to a page that polls, and after the job to counts, a notice and the review."""
    client = sign("coordinator")
    response = client.post(URL, {"file": upload(plan_text()), "unit": cast.unit("commune").pk})
    version = PlanVersion.objects.get()
    assert response.status_code == 302 and response.headers["Location"] == f"{URL}{version.pk}/"
    page = client.get(f"{URL}{version.pk}/").content.decode()
    assert "every 3s" in page and "Kiểm tra an toàn" in page and "Bạn có thể rời trang" in page
    assert run_queued() == 1
    region = client.get(f"{URL}{version.pk}/", headers={"HX-Request": "true"})
    text = region.content.decode()
    assert "Đọc được 5 nhiệm vụ trong 1 mục" in text and "1 báo cáo phải nộp" in text
    assert "Bắt đầu rà soát" in text and "every 3s" not in text and "<html" not in text
    assert "HX-Request" in region.headers["Vary"]
    assert Notice.objects.filter(person=cast.person("coordinator"), text__contains="Đã đọc xong").exists()
    listed = client.get("/lam-viec/ke-hoach/").content.decode()
    assert "Đang rà soát" in listed and "every 3s" not in listed


def test_the_same_file_is_answered_with_a_link(version: PlanVersion, cast: Cast, sign: Sign) -> None:
    """A second upload of the same bytes stores nothing and leads to the plan that has them."""
    response = sign("coordinator").post(
        URL, {"file": upload(plan_text(), "ten-khac.txt"), "unit": cast.unit("commune").pk}
    )
    page = response.content.decode()
    assert response.status_code == 422 and "Kế hoạch này đã nhập ngày 06/07/2026." in page
    assert f"/lam-viec/ke-hoach/{version.plan_id}/ra-soat/" in page
    assert Plan.objects.count() == 1


@pytest.mark.parametrize(
    ("content", "name", "words"),
    [
        (b"\x7fELF\x02\x01", "ke-hoach.docx", "Chỉ nhận .docx, .pdf"),
        (b"", "rong.txt", "rỗng"),
        (b"PK\x03\x04 hong", "hong.docx", ""),
    ],
)
def test_a_file_that_nobody_can_read_is_refused_in_one_sentence(
    cast: Cast, sign: Sign, content: bytes, name: str, words: str
) -> None:
    """Told by content, not by name; no plan is left behind, or its failure keeps the reason."""
    response = sign("coordinator").post(URL, {"file": upload(content, name), "unit": cast.unit("commune").pk})
    if response.status_code == 422:
        assert words in response.content.decode() and not Plan.objects.exists()
        return
    run_queued()
    version = PlanVersion.objects.get()
    assert version.state == VersionState.FAILED and version.error
    page = sign("coordinator").get(f"{URL}{version.pk}/").content.decode()
    assert version.error.split("“")[0][:20] in page and "Thử lại" in page


def test_too_big_is_said_in_megabytes(cast: Cast, sign: Sign, settings: Any) -> None:
    """The sentence names the file, its size and the limit."""
    settings.MAX_UPLOAD_MB = 1
    big = upload(b"a" * (1_600_000), "ban-quet.txt")
    response = sign("coordinator").post(URL, {"file": big, "unit": cast.unit("commune").pk})
    assert response.status_code == 422
    assert "Tệp ban-quet.txt lớn 1,5 MB, quá giới hạn 1 MB" in response.content.decode()


def test_a_text_without_tasks_says_so_and_stays_readable(importer: Importer, sign: Sign) -> None:
    """No plan in the file: one sentence, the document as read, and the way to give it up."""
    version = importer("Thông báo\n\nNgày mai họp giao ban lúc 8 giờ tại hội trường.\n".encode())
    client = sign("coordinator")
    page = client.get(f"{URL}{version.pk}/").content.decode()
    assert "Không tìm thấy nhiệm vụ nào trong tệp này" in page and "Bỏ tệp này" in page
    assert "họp giao ban" in client.get(f"/lam-viec/ke-hoach/ban/{version.pk}/van-ban/").content.decode()
    assert client.get(f"/lam-viec/ke-hoach/{version.plan_id}/ra-soat/").status_code == 200
    client.post(f"{URL}{version.pk}/bo/")
    assert not client.get("/lam-viec/ke-hoach/").context["lines"]


def test_reading_twice_gives_the_same_rows_once(version: PlanVersion) -> None:
    """A job that runs again after it was done changes nothing."""
    before = list(version.rows.values_list("pk", "version_stamp"))
    assert read_plan({"version": version.pk}, silent) == version.summary
    assert list(version.rows.values_list("pk", "version_stamp")) == before


def test_a_failed_reading_is_tried_again(cast: Cast, sign: Sign, monkeypatch: pytest.MonkeyPatch) -> None:
    """The reason is kept and listed; "Thử lại" reads the stored file again."""
    from thuocdo.lib.errors import InputError
    from thuocdo.plans import jobs

    client = sign("coordinator")
    client.post(URL, {"file": upload(plan_text()), "unit": cast.unit("commune").pk})
    version = PlanVersion.objects.get()

    def broken(*args: Any, **more: Any) -> None:
        raise InputError("PDF này có mật khẩu nên không đọc được.")

    with monkeypatch.context() as patched:
        patched.setattr(jobs, "read_safely", broken)
        run_queued()
    version.refresh_from_db()
    assert (version.state, version.error) == (VersionState.FAILED, "PDF này có mật khẩu nên không đọc được.")
    listed = client.get("/lam-viec/ke-hoach/").content.decode()
    assert "Không đọc được" in listed and "Thử lại" in listed
    client.post(f"{URL}{version.pk}/doc-lai/")
    run_queued()
    version.refresh_from_db()
    assert version.state == VersionState.REVIEW and version.rows.filter(kind="task").count() == 5


def test_the_original_leaves_as_an_attachment(version: PlanVersion, sign: Sign) -> None:
    """The bytes that came in go out, as a download and never inline."""
    response = sign("coordinator").get(f"/lam-viec/ke-hoach/ban/{version.pk}/tep/")
    assert b"".join(response.streaming_content) == plan_text()  # type: ignore[attr-defined]
    assert (
        response.headers["Content-Disposition"].startswith("attachment")
        and response.headers["X-Content-Type-Options"] == "nosniff"
    )


def test_search_ignores_accents_and_year_filters(version: PlanVersion, sign: Sign) -> None:
    """ "cai cach hanh chinh" finds the plan, another year hides it."""
    client = sign("coordinator")
    found = client.get("/lam-viec/ke-hoach/", {"q": "cai cach hanh chinh", "ky": "2026"})
    assert len(found.context["lines"]) == 1
    assert not client.get("/lam-viec/ke-hoach/", {"ky": "2025"}).context["lines"]
    assert "Không có kết quả khớp bộ lọc" in client.get("/lam-viec/ke-hoach/", {"q": "papi"}).content.decode()


def test_the_list_costs_the_same_queries_for_many_plans(
    importer: Importer, sign: Sign, django_assert_max_num_queries: Any
) -> None:
    """Five plans cost no more queries than one."""
    for n in range(5):
        importer(plan_text(number=f"{n}/KH-UBND"), name=f"{n}.txt")
    client = sign("coordinator")
    with django_assert_max_num_queries(20):
        assert len(client.get("/lam-viec/ke-hoach/").context["lines"]) == 5


def test_stream_is_stored_as_it_came(importer: Importer) -> None:
    """UTF-16 and UTF-8 files of the same plan give the same rows."""
    one = importer(plan_text())
    two = importer(plan_text().decode().encode("utf-16"), name="utf16.txt")
    assert list(one.rows.values_list("text", flat=True)) == list(two.rows.values_list("text", flat=True))
    assert io.BytesIO(plan_text()).read()
