"""A reading whose job ended without a result is never shown as going on, and can be started again."""

from __future__ import annotations

import io
from typing import Any

import pytest

from tests.cast import NOW, Cast
from tests.kept import made_once
from tests.plans.conftest import Sign, silent
from tests.plans.samples import plan_text
from thuocdo.jobs.models import Job
from thuocdo.jobs.rules import MAX_ATTEMPTS, STALE_AFTER, JobState
from thuocdo.jobs.runner import run_queued, sweep
from thuocdo.orgs.models import Notice
from thuocdo.plans import jobs
from thuocdo.plans.actions import drop_version, retry_import, start_import
from thuocdo.plans.models import PlanVersion, VersionState

LIST = "/lam-viec/ke-hoach/"


@pytest.fixture
@made_once
def waiting(cast: Cast) -> PlanVersion:
    return start_import(
        unit=cast.unit("commune"), stream=io.BytesIO(plan_text()), name="ke-hoach.txt",
        by=cast.person("coordinator"), now=NOW,
    )  # fmt: skip


def ended(version: PlanVersion, state: JobState, **more: Any) -> PlanVersion:
    Job.objects.filter(pk=version.job_id).update(state=state, finished_at=NOW, **more)
    return PlanVersion.objects.select_related("job").get(pk=version.pk)


@pytest.mark.parametrize(
    ("state", "words"),
    [
        (JobState.FAILED, "Không đọc được"),
        (JobState.STOPPED, "Đã dừng"),
        (JobState.DONE, "Không đọc được"),
    ],
)
def test_pages_look_at_the_job(waiting: PlanVersion, sign: Sign, state: JobState, words: str) -> None:
    """List and import page neither poll nor say "Đang đọc" after the job's end; both offer "Thử lại"."""
    ended(waiting, state)
    client = sign("coordinator")
    listed = client.get(LIST).content.decode()
    assert words in listed and "Đang đọc" not in listed and "every 3s" not in listed and "Thử lại" in listed
    page = client.get(f"{LIST}nhap/{waiting.pk}/").content.decode()
    assert "every 3s" not in page and "Thử lại" in page
    review = client.get(f"{LIST}{waiting.plan_id}/ra-soat/")
    assert review.status_code == 302 and review.headers["Location"] == f"{LIST}nhap/{waiting.pk}/"


def test_a_worker_lost_three_times_leaves_its_reason(waiting: PlanVersion, sign: Sign) -> None:
    """The sweep gives the job up; the page says why, and "Thử lại" reads the plan after all."""
    Job.objects.filter(pk=waiting.job_id).update(
        state=JobState.RUNNING, attempts=MAX_ATTEMPTS, heartbeat_at=NOW, worker="may-khac|1|2|x"
    )
    sweep(now=NOW + 2 * STALE_AFTER)
    lost = PlanVersion.objects.select_related("job").get(pk=waiting.pk)
    assert lost.state == VersionState.READING and lost.reading_failed and not lost.being_read
    client = sign("coordinator")
    assert "đã dừng giữa chừng 3 lần" in client.get(f"{LIST}nhap/{waiting.pk}/").content.decode()
    assert client.post(f"{LIST}nhap/{waiting.pk}/doc-lai/").status_code == 302
    assert run_queued() == 1
    lost.refresh_from_db()
    assert lost.state == VersionState.REVIEW and lost.rows.filter(kind="task").count() == 5


def test_a_job_that_was_deleted_is_started_again(waiting: PlanVersion, cast: Cast) -> None:
    """Without any job left the version counts as not read, and a new job reads it."""
    Job.objects.all().delete()
    version = PlanVersion.objects.get(pk=waiting.pk)
    assert version.reading_failed and not version.reason
    retry_import(version=version, by=cast.person("coordinator"), now=NOW)
    assert run_queued() == 1
    version.refresh_from_db()
    assert version.state == VersionState.REVIEW


def test_trying_again_while_it_runs_changes_nothing(waiting: PlanVersion, cast: Cast) -> None:
    """A second press of "Thử lại" starts no second job."""
    retry_import(version=waiting, by=cast.person("coordinator"), now=NOW)
    assert Job.objects.count() == 1 and run_queued() == 1


def test_an_answer_that_comes_too_late_is_dropped(waiting: PlanVersion, cast: Cast) -> None:
    """A worker taken for dead that ends after the file was given up writes nothing."""
    drop_version(version=waiting, by=cast.person("coordinator"), now=NOW)
    jobs.read_plan({"version": waiting.pk}, silent)
    waiting.refresh_from_db()
    assert waiting.state == VersionState.DROPPED and not waiting.rows.exists()


def test_an_unexpected_fault_is_told(
    waiting: PlanVersion, cast: Cast, sign: Sign, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A fault of the program ends the reading with a notice and a code, not with silence."""

    def broken(*args: Any, **more: Any) -> None:
        raise ValueError("x")

    monkeypatch.setattr(jobs, "compile_plan", broken)
    run_queued()
    waiting.refresh_from_db()
    assert waiting.state == VersionState.FAILED
    assert "mã" in sign("coordinator").get(f"{LIST}nhap/{waiting.pk}/").content.decode()
    notice = Notice.objects.get(person=cast.person("coordinator"))
    assert "Có lỗi ngoài dự kiến" in notice.text


def test_what_no_longer_fits_is_answered_with_a_sentence(version: PlanVersion, sign: Sign) -> None:
    """ "Thử lại" for a plan that has been read is refused in words, not with an error page."""
    response = sign("coordinator").post(f"{LIST}nhap/{version.pk}/doc-lai/")
    assert response.status_code == 409 and "đã đọc xong" in response.content.decode()
