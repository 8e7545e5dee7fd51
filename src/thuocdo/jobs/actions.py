"""Putting work into the background, stopping it, trying it again."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from thuocdo.audit.actions import record, recorded
from thuocdo.jobs import delivery
from thuocdo.jobs.models import Job
from thuocdo.jobs.rules import UNFINISHED, JobState
from thuocdo.lib.errors import InputError

if TYPE_CHECKING:
    from thuocdo.orgs.models import Person, Unit


@recorded
def enqueue(
    kind: str,
    *,
    payload: dict[str, Any],
    by: Person | None,
    now: datetime,
    unit: Unit | None = None,
    key: str = "",
) -> Job:
    """A job that runs after this transaction's commit; the same `key` while unfinished gives the same job.

    `payload` is small JSON: ids and options, no contents, no personal values. Raises KeyError for a kind
    that no stage handles.
    """
    delivery.handler_of(kind)
    if key and (held := _unfinished(key)):
        return held
    try:
        with transaction.atomic():
            job = Job.objects.create(
                kind=kind, payload=payload, by=by, unit=unit, key=key, created_at=now, delivered_at=now
            )
    except IntegrityError:
        held = _unfinished(key) if key else None
        if held is None:
            raise
        return held
    record("jobs.job.queued", by=by, now=now, subject=job, unit=unit, after={"kind": kind})
    _deliver(job)
    return job


@recorded
def request_stop(*, job: Job, by: Person | None, now: datetime) -> Job:
    """Ask a job to stop: at once while it waits, at its next step while it runs. A finished one is refused."""
    waiting = Job.objects.filter(pk=job.pk, state=JobState.QUEUED).update(
        state=JobState.STOPPED, stop_requested=True, finished_at=now
    )
    running = (
        0 if waiting else Job.objects.filter(pk=job.pk, state=JobState.RUNNING).update(stop_requested=True)
    )
    job.refresh_from_db()
    if not waiting and not running:
        raise InputError(_("Việc này đã kết thúc nên không dừng được nữa."))
    record("jobs.job.stopped", by=by, now=now, subject=job, unit=job.unit_id)
    return job


@recorded
def retry(*, job: Job, by: Person | None, now: datetime) -> Job:
    """Put a failed or stopped job back into the queue with all its attempts."""
    if job.key and (held := _unfinished(job.key)):
        return held
    changed = Job.objects.filter(pk=job.pk, state__in=[JobState.FAILED, JobState.STOPPED]).update(
        state=JobState.QUEUED,
        attempts=0,
        step="",
        done=0,
        total=0,
        error="",
        worker="",
        stop_requested=False,
        delivered_at=now,
        finished_at=None,
        heartbeat_at=None,
    )
    job.refresh_from_db()
    if not changed:
        raise InputError(_("Chỉ chạy lại được việc không thành công hoặc đã dừng."))
    record("jobs.job.requeued", by=by, now=now, subject=job, unit=job.unit_id)
    _deliver(job)
    return job


def _deliver(job: Job) -> None:
    transaction.on_commit(lambda: delivery.deliver(job.pk), robust=True)


def _unfinished(key: str) -> Job | None:
    return Job.objects.filter(key=key, state__in=UNFINISHED).first()
