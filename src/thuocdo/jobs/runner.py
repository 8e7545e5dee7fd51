"""Running one job, and the sweep that finds those whose worker or message was lost.

A job is taken by a conditional update (only who changes "queued" to "running" has it) and held by a random
token; every later write names the token, so that a worker taken for dead can't write over its successor.
"""

from __future__ import annotations

import logging
import secrets
from datetime import datetime, timedelta
from typing import Any

from django.db import OperationalError, close_old_connections, connection
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext

from thuocdo.jobs import delivery, host
from thuocdo.jobs.minutely import each_minute
from thuocdo.jobs.models import Job
from thuocdo.jobs.progress import JobStopped, Progress, pulse
from thuocdo.jobs.rules import MAX_ATTEMPTS, REDELIVER_AFTER, JobState, after_loss, is_stale
from thuocdo.lib.errors import InputError

logger = logging.getLogger(__name__)

RETRY_PAUSE = timedelta(seconds=15)  # before an attempt after a passing fault


def run(job_id: int, *, inline: bool = False) -> bool:
    """Run one job here if nobody else has it; whether it was run.

    `inline` saves progress in this thread's connection instead of a second one (tests, commands).
    """
    if not connection.in_atomic_block:
        close_old_connections()
    token = claim(job_id, now=timezone.now())
    if token is None:
        return False
    job = Job.objects.get(pk=job_id)
    progress = Progress(job_id, token, inline=inline)
    try:
        with pulse(progress):
            _execute(job, progress)
    finally:
        if not connection.in_atomic_block:
            close_old_connections()
    return True


def run_queued(*, limit: int = 1000) -> int:
    """Run all waiting jobs one after another in this thread, also those they put into the queue; how many."""
    ran = 0
    while ran < limit:
        next_id = (
            Job.objects.filter(state=JobState.QUEUED).order_by("created_at", "id").values_list("id").first()
        )
        if next_id is None:
            break
        ran += run(next_id[0], inline=True)
    return ran


def claim(job_id: int, *, now: datetime) -> str | None:
    """Take a waiting job: the token that holds it, or None when somebody else was first."""
    token = f"{host.process_mark()}|{secrets.token_hex(8)}"
    taken = Job.objects.filter(pk=job_id, state=JobState.QUEUED, stop_requested=False).update(
        state=JobState.RUNNING,
        worker=token,
        attempts=F("attempts") + 1,
        started_at=now,
        heartbeat_at=now,
        error="",
        step="",
        done=0,
        total=0,
    )
    return token if taken else None


def _execute(job: Job, progress: Progress) -> None:
    try:
        result = delivery.handler_of(job.kind)(dict(job.payload), progress)
    except JobStopped:
        _finish(progress, JobState.STOPPED)
    except InputError as error:
        _finish(progress, JobState.FAILED, error=str(error))
    except KeyError as error:
        if error.args == (job.kind,):
            _finish(progress, JobState.FAILED, error=gettext("Chương trình không biết loại việc này."))
        else:
            _failed(job, progress)
    except (OperationalError, ConnectionError, TimeoutError):
        _passing_fault(job, progress)
    except Exception:  # noqa: BLE001 - a job must never end without a state, whatever its handler raises
        _failed(job, progress)
    else:
        _finish(progress, JobState.DONE, result=result or {})


def _failed(job: Job, progress: Progress) -> None:
    code = secrets.token_hex(3).upper()
    logger.exception("job %s (%s) failed", job.pk, job.kind, extra={"error_code": code})
    sentence = gettext(
        "Có lỗi ngoài dự kiến (mã {code}). Hãy chạy lại; nếu vẫn lỗi, báo mã này cho người quản trị hệ thống."
    )
    _finish(progress, JobState.FAILED, error=sentence.format(code=code))


def _passing_fault(job: Job, progress: Progress) -> None:
    logger.exception("job %s (%s) met a passing fault in attempt %s", job.pk, job.kind, job.attempts)
    if after_loss(job.attempts) is JobState.FAILED:
        sentence = gettext("Đã thử {n} lần nhưng cơ sở dữ liệu hoặc mạng không trả lời. Hãy chạy lại sau.")
        _finish(progress, JobState.FAILED, error=sentence.format(n=job.attempts))
        return
    # The sweep delivers it again, after a pause in which the fault may pass.
    progress.holding().update(
        state=JobState.QUEUED, worker="", delivered_at=timezone.now() - REDELIVER_AFTER + RETRY_PAUSE
    )


def _finish(progress: Progress, state: JobState, *, result: Any = None, error: str = "") -> None:
    values: dict[str, Any] = {"state": state, "error": error, "finished_at": timezone.now(), "worker": ""}
    if state is JobState.DONE:
        values["result"] = result
    progress.save_last()
    if not progress.holding().update(**values):
        logger.warning(
            "job %s was taken over by another worker; this outcome (%s) is dropped", progress.job_id, state
        )


def sweep(*, now: datetime) -> list[int]:
    """Free jobs of lost workers and deliver what waits undelivered; numbers of the jobs delivered again."""
    for job in Job.objects.filter(state=JobState.RUNNING):
        if is_stale(job.heartbeat_at, now) or host.is_dead(job.worker):
            _release(job, now)
    waiting = Job.objects.filter(state=JobState.QUEUED).filter(
        Q(delivered_at__isnull=True) | Q(delivered_at__lte=now - REDELIVER_AFTER)
    )
    ids = list(waiting.order_by("created_at", "id").values_list("id", flat=True)[:500])
    in_queue = delivery.pending() if ids else set()
    undelivered = [job_id for job_id in ids if job_id not in in_queue]
    for job_id in undelivered:
        Job.objects.filter(pk=job_id).update(delivered_at=now)
        delivery.deliver(job_id)
    return undelivered


def _release(job: Job, now: datetime) -> None:
    held = Job.objects.filter(
        pk=job.pk, state=JobState.RUNNING, worker=job.worker, heartbeat_at=job.heartbeat_at
    )
    if job.stop_requested:
        held.update(state=JobState.STOPPED, worker="", finished_at=now)
    elif after_loss(job.attempts) is JobState.QUEUED:
        held.update(state=JobState.QUEUED, worker="", delivered_at=None)
    else:
        sentence = gettext(
            "Máy chạy việc này đã dừng giữa chừng {n} lần. Hãy chạy lại hoặc báo người quản trị hệ thống."
        )
        held.update(state=JobState.FAILED, worker="", finished_at=now, error=sentence.format(n=MAX_ATTEMPTS))


def sweep_now() -> None:
    """The sweep as workers call it each minute, with what stages want then; a fault waits for the next minute."""
    close_old_connections()
    try:
        now = timezone.now()
        sweep(now=now)
        each_minute(now=now)
    except OperationalError:
        logger.exception("the sweep of jobs failed; it runs again in a minute")
    finally:
        close_old_connections()
