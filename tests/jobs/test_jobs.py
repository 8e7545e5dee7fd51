"""The life of a job as the table sees it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from thuocdo.jobs import delivery, host, queries, runner
from thuocdo.jobs.actions import enqueue, request_stop, retry
from thuocdo.jobs.models import Job
from thuocdo.jobs.rules import MAX_ATTEMPTS, STALE_AFTER, TRANSITIONS, JobState
from thuocdo.lib.errors import InputError

KINDS = {f"test.{name}": f"tests.jobs.handlers.{name}" for name in ("write", "refuse", "crash", "locked")}
KINDS |= {"test.steps": "tests.jobs.handlers.step_by_step", "test.chain": "tests.jobs.handlers.enqueue_next"}


@pytest.fixture(autouse=True)
def kinds(settings: Any, monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Made-up kinds; deliveries are only noted."""
    settings.JOB_HANDLERS = KINDS
    delivered: list[int] = []
    monkeypatch.setattr(delivery, "deliver", delivered.append)
    monkeypatch.setattr(delivery, "pending", set)
    return delivered


def put(kind: str = "test.steps", **more: Any) -> Job:
    return enqueue(
        kind, payload=more.pop("payload", {}), by=None, now=more.pop("now", timezone.now()), **more
    )


@pytest.mark.django_db
def test_a_job_runs_to_its_result() -> None:
    """A job goes from queued to done with its result, progress and times."""
    job = put()
    assert job.state == JobState.QUEUED
    assert runner.run(job.pk, inline=True)
    job.refresh_from_db()
    assert (job.state, job.result, job.done, job.total, job.step) == (
        JobState.DONE,
        {"steps": 3},
        3,
        3,
        "Bước 3",
    )
    assert job.started_at and job.finished_at and job.attempts == 1
    assert not runner.run(job.pk, inline=True)
    shown = queries.progress_of(job)
    assert (shown.percent, shown.finished, shown.label) == (100, True, "Xong")


@pytest.mark.django_db
def test_bad_input_is_a_sentence() -> None:
    """A handler's refusal becomes the job's error as it is; there is no second attempt."""
    job = put("test.refuse")
    runner.run_queued()
    job.refresh_from_db()
    assert (job.state, job.error, job.attempts) == (JobState.FAILED, "Tệp trống: hãy chọn tệp khác.", 1)


@pytest.mark.django_db
def test_unexpected_errors_tell_no_details(caplog: pytest.LogCaptureFixture) -> None:
    """A crash ends the job with a code that the log has as well; its details stay in the log."""
    job = put("test.crash")
    runner.run_queued()
    job.refresh_from_db()
    assert job.state == JobState.FAILED
    assert "secret" not in job.error
    [logged] = [r for r in caplog.records if hasattr(r, "error_code")]
    assert f"mã {logged.error_code}" in job.error


@pytest.mark.django_db
def test_passing_faults_are_tried_again_but_not_for_ever() -> None:
    """A locked database is tried again a limited number of times, then the job fails with a sentence."""
    job = put("test.locked")
    assert runner.run_queued() == MAX_ATTEMPTS
    job.refresh_from_db()
    assert (job.state, job.attempts) == (JobState.FAILED, MAX_ATTEMPTS)
    assert job.error


@pytest.mark.django_db
def test_the_same_key_is_the_same_job() -> None:
    """While a job with a key is unfinished there is no second one; afterwards there may be."""
    first = put(key="plan:1")
    assert put(key="plan:1") == first
    runner.run_queued()
    assert put(key="plan:1") != first
    assert put() != put()


@pytest.mark.django_db
def test_only_one_claims() -> None:
    """A job that is taken can't be taken again."""
    job = put()
    assert runner.claim(job.pk, now=timezone.now())
    assert runner.claim(job.pk, now=timezone.now()) is None


@pytest.mark.django_db
def test_an_unknown_kind_is_refused_at_once() -> None:
    """A kind that no stage handles never gets into the table; one that is gone later fails with a sentence."""
    with pytest.raises(KeyError):
        put("test.unknown")
    job = Job.objects.create(kind="test.gone", created_at=timezone.now())
    runner.run_queued()
    job.refresh_from_db()
    assert job.state == JobState.FAILED
    assert job.error


@pytest.mark.django_db
def test_silent_workers_lose_their_jobs(kinds: list[int]) -> None:
    """A running job without a sign of life is delivered again, and fails after the last attempt."""
    job = put()
    for attempt in range(1, MAX_ATTEMPTS + 1):
        begun = timezone.now()
        assert runner.claim(job.pk, now=begun)
        Job.objects.filter(pk=job.pk).update(worker="elsewhere|1|1|x")
        assert runner.sweep(now=begun + STALE_AFTER - timedelta(seconds=1)) == []
        again = runner.sweep(now=begun + STALE_AFTER + timedelta(seconds=1))
        assert again == ([job.pk] if attempt < MAX_ATTEMPTS else [])
    job.refresh_from_db()
    assert job.state == JobState.FAILED
    assert "3 lần" in job.error
    assert kinds == [job.pk] * (MAX_ATTEMPTS - 1)


@pytest.mark.django_db
def test_dead_processes_of_this_machine_are_noticed_at_once() -> None:
    """A job held by a process of this machine that is gone need not wait for the silence."""
    job = put()
    runner.claim(job.pk, now=timezone.now())
    assert runner.sweep(now=timezone.now()) == []
    machine, _pid, _begun = host.process_mark().split("|")
    Job.objects.filter(pk=job.pk).update(worker=f"{machine}|{2**22 - 1}|1|x")
    assert runner.sweep(now=timezone.now()) == [job.pk]


@pytest.mark.django_db
def test_a_late_worker_cannot_write_over_its_successor() -> None:
    """Who was taken for dead and comes back finds the job held by another and leaves it alone."""
    from thuocdo.jobs.progress import JobStopped, Progress

    job = put()
    old = runner.claim(job.pk, now=timezone.now())
    assert old
    Job.objects.filter(pk=job.pk).update(state=JobState.QUEUED)
    assert runner.claim(job.pk, now=timezone.now())
    late = Progress(job.pk, old, inline=True)
    with pytest.raises(JobStopped):
        late("Chậm")
    runner._finish(late, JobState.DONE, result={})
    job.refresh_from_db()
    assert (job.state, job.step) == (JobState.RUNNING, "")


@pytest.mark.django_db
def test_lost_messages_are_delivered_again(kinds: list[int], monkeypatch: pytest.MonkeyPatch) -> None:
    """What waits long is delivered again, unless its message still stands in the queue."""
    begun = timezone.now()
    job = put(now=begun)
    assert runner.sweep(now=begun + timedelta(seconds=5)) == []
    monkeypatch.setattr(delivery, "pending", lambda: {job.pk})
    assert runner.sweep(now=begun + timedelta(minutes=5)) == []
    monkeypatch.setattr(delivery, "pending", set)
    assert runner.sweep(now=begun + timedelta(minutes=5)) == [job.pk]
    assert runner.sweep(now=begun + timedelta(minutes=5)) == []


@pytest.mark.django_db
def test_stop_and_retry() -> None:
    """A waiting job stops at once, a running one at its next step; both can be run again."""
    waiting = request_stop(job=put(), by=None, now=timezone.now())
    assert waiting.state == JobState.STOPPED
    running = put()
    token = runner.claim(running.pk, now=timezone.now())
    assert token
    request_stop(job=running, by=None, now=timezone.now())
    from thuocdo.jobs.progress import Progress

    runner._execute(running, Progress(running.pk, token, inline=True))
    running.refresh_from_db()
    assert running.state == JobState.STOPPED
    retry(job=running, by=None, now=timezone.now())
    runner.run_queued()
    running.refresh_from_db()
    assert running.state == JobState.DONE
    with pytest.raises(InputError):
        request_stop(job=running, by=None, now=timezone.now())
    with pytest.raises(InputError):
        retry(job=running, by=None, now=timezone.now())


@pytest.mark.django_db
def test_jobs_may_enqueue_jobs() -> None:
    """run_queued also runs what the jobs themselves put into the queue."""
    put("test.chain", payload={"left": 3})
    assert runner.run_queued() == 4


@pytest.mark.django_db
def test_delivery_comes_after_the_commit(kinds: list[int], django_capture_on_commit_callbacks: Any) -> None:
    """Nothing is delivered before the transaction that created the job is committed."""
    with django_capture_on_commit_callbacks(execute=True):
        job = put()
        assert kinds == []
    assert kinds == [job.pk]


def test_transitions_name_every_state() -> None:
    """The table of transitions knows every state; a done job is done for good."""
    assert set(TRANSITIONS) == set(JobState)
    assert TRANSITIONS[JobState.DONE] == frozenset()
