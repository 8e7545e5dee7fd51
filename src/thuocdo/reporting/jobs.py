"""The background job of the daily digest and when it is due (settings.JOB_HANDLERS, EACH_MINUTE); a backup asked for; the
nightly look at reports that were sent."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime
from typing import Any, Protocol

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _

from thuocdo.calendars.queries import working_calendar
from thuocdo.jobs.actions import enqueue
from thuocdo.jobs.models import Job
from thuocdo.jobs.queries import has_been_queued, unfinished
from thuocdo.lib.errors import InputError
from thuocdo.orgs.actions.digests import send_digests_due
from thuocdo.orgs.models import Person
from thuocdo.orgs.queries import may_change_shared, rights_of
from thuocdo.orgs.queries.digests import to_send
from thuocdo.orgs.rules.rights import Right
from thuocdo.reporting.actions.digest import run_digest
from thuocdo.reporting.actions.reports import watch_reports

KIND = "reporting.digest"
WATCH = "reporting.reports"
WATCH_HOUR = 2  # local time, when nobody writes
BACKUP = "config.backup"


class Report(Protocol):
    def __call__(self, step: str, done: int = 0, total: int = 0) -> None: ...


def send_digests(payload: dict[str, Any], progress: Report) -> dict[str, Any]:
    """Make and mail the digests of today, or only mail those that did not leave before (`payload["only_mail"]`).

    Safe to run again: what is made is not made again, what has left does not leave again.
    """
    now = timezone.now()
    if payload.get("only_mail"):
        return asdict(send_digests_due(now=now))
    run = run_digest(now=now, said=lambda done, total: progress(_("Lập thư tổng hợp"), done, total))
    return {"made": run.made, **asdict(run.mailed), "kept": run.file is not None}


def queue_backup(*, by: Person, now: datetime) -> Job:
    """Put a backup of everything into the queue; one that waits or runs already is given back.

    The stage that does it stands above this one, so the job is named and not called. Raises InputError for
    somebody who may not act for the whole installation.
    """
    if not may_change_shared(rights_of(by, on=timezone.localdate(now)), Right.OPERATIONS):
        raise InputError(
            _("Bản sao lưu chứa dữ liệu của mọi đơn vị trên máy chủ này, nên do quản trị của tỉnh tạo.")
        )
    return enqueue(BACKUP, payload={"by": by.pk}, by=by, now=now, key=BACKUP)


def queue_digests(*, now: datetime) -> None:
    """Put the day's digest into the queue once, from its hour on, on working days; else mails that are due again."""
    local = timezone.localtime(now)
    key = f"digest-{local:%Y-%m-%d}"
    if (
        local.hour >= settings.DIGEST_HOUR
        and not has_been_queued(KIND, key)
        and working_calendar().is_working(local.date())
    ):
        enqueue(KIND, payload={"day": f"{local:%Y-%m-%d}"}, by=None, now=now, key=key)
    elif to_send(now).exists() and not unfinished(KIND).exists():
        enqueue(KIND, payload={"only_mail": True}, by=None, now=now, key="digest-mail")


def look_at_reports(payload: dict[str, Any], progress: Report) -> dict[str, Any]:
    """Compare the reports that were sent with their sources. Safe to run again: what is marked is marked once."""
    old = watch_reports(
        now=timezone.now(), said=lambda done, total: progress(_("Đối chiếu báo cáo đã gửi"), done, total)
    )
    return {"outdated": old}


def queue_reports(*, now: datetime) -> None:
    """Put the look at sent reports into the queue, once a night."""
    local = timezone.localtime(now)
    key = f"reports-{local:%Y-%m-%d}"
    if local.hour >= WATCH_HOUR and not has_been_queued(WATCH, key):
        enqueue(WATCH, payload={}, by=None, now=now, key=key)
