"""Reading jobs."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.db.models import Count, QuerySet

from thuocdo.jobs.models import STATE_LABELS, Job
from thuocdo.jobs.rules import UNFINISHED, JobState

if TYPE_CHECKING:
    from thuocdo.orgs.models import Unit


@dataclass(frozen=True)
class Progress:
    """What a page shows of a running job. `percent` is None while the whole is not known."""

    state: JobState
    label: str
    step: str
    done: int
    total: int
    percent: int | None
    error: str
    finished: bool


def job(job_id: int) -> Job | None:
    """One job with its unit and person, or None."""
    return Job.objects.select_related("unit", "by").filter(pk=job_id).first()


def recent(unit: Unit | None = None) -> QuerySet[Job]:
    """Jobs, newest first; of one unit, or of all."""
    jobs = Job.objects.select_related("unit", "by").order_by("-created_at", "-id")
    return jobs if unit is None else jobs.filter(unit=unit)


def unfinished(kind: str | None = None) -> QuerySet[Job]:
    """Jobs that wait or run."""
    jobs = Job.objects.filter(state__in=UNFINISHED)
    return jobs.filter(kind=kind) if kind else jobs


def has_been_queued(kind: str, key: str) -> bool:
    """Whether a job of this kind and key was ever put into the queue, whatever became of it."""
    return Job.objects.filter(kind=kind, key=key).exists()


def failed_since(since: datetime) -> int:
    """How many jobs ended without success from then on."""
    return Job.objects.filter(state=JobState.FAILED, finished_at__gte=since).count()


def counts() -> dict[JobState, int]:
    """How many jobs there are in each state."""
    found = dict(Job.objects.order_by().values_list("state").annotate(Count("id")))
    return {state: found.get(state.value, 0) for state in JobState}


def progress_of(job: Job) -> Progress:
    """A job's state and progress in words and figures."""
    state = JobState(job.state)
    percent = min(100, 100 * job.done // job.total) if job.total else None
    return Progress(
        state=state,
        label=str(STATE_LABELS[state]),
        step=job.step,
        done=job.done,
        total=job.total,
        percent=100 if state is JobState.DONE else percent,
        error=job.error,
        finished=job.is_finished,
    )
