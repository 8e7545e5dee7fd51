"""From a file to rows ready for review: start, what the reading job stores, what its failure leaves."""

from __future__ import annotations

from datetime import datetime
from typing import BinaryIO

from django.utils import timezone
from django.utils.translation import gettext as _

from thuocdo.audit.actions import record, recorded
from thuocdo.audit.official import official
from thuocdo.documents.actions import store_file
from thuocdo.documents.models import StoredFile
from thuocdo.jobs.actions import enqueue
from thuocdo.lib.errors import InputError
from thuocdo.orgs.actions import notify
from thuocdo.orgs.models import Person, Unit
from thuocdo.orgs.rules.rights import Right
from thuocdo.plans.actions.access import demand, held
from thuocdo.plans.actions.deciding import search_text
from thuocdo.plans.actions.refusals import AlreadyImported
from thuocdo.plans.models import Plan, PlanVersion, VersionState

READ = "plans.read"


@recorded
def start_import(
    *,
    unit: Unit,
    stream: BinaryIO,
    name: str,
    parent: Plan | None = None,
    previous: Plan | None = None,
    as_version_of: Plan | None = None,
    by: Person | None,
    now: datetime,
) -> PlanVersion:
    """Store the file and put its reading into the background; gives the version that waits for it.

    `as_version_of`: the file is a new version of that plan, whose unit, parent and previous plan it keeps.
    Raises NotAllowed; AlreadyImported when the unit has this very file; InputError for a file that is too big
    or of a type that nobody can read.
    """
    unit = as_version_of.unit if as_version_of else unit
    demand(Right.PLAN_REVIEW, unit, by=by, now=now)
    stored = store_file(stream=stream, name=name, by=by, now=now)
    _refuse_known(unit, stored)
    plan = as_version_of or Plan.objects.create(
        unit=unit,
        year=timezone.localdate(now).year,
        title=_title_of(name),
        parent=parent,
        previous=previous,
        created_at=now,
        created_by=by,
    )
    last = plan.versions.order_by("-number").values_list("number", flat=True).first() or 0
    version = PlanVersion.objects.create(
        plan=plan, number=last + 1, file=stored, file_name=name[:255], created_at=now, created_by=by
    )
    if as_version_of is None:
        plan.folded = search_text(plan)
        plan.save(update_fields=["folded"])
    enqueue_reading(version, by=by, now=now)
    record(
        "plans.version.imported",
        by=by,
        now=now,
        subject=version,
        unit=unit,
        after={"plan": plan.pk, "number": version.number, "sha256": stored.sha256},
    )
    return version


@recorded
def retry_import(*, version: PlanVersion, by: Person | None, now: datetime) -> PlanVersion:
    """Read a file again whose reading failed, was stopped or was lost with its worker. Raises NotAllowed, InputError.

    A reading that is under way goes on as it is.
    """
    version = held(version)
    demand(Right.PLAN_REVIEW, version.plan.unit, by=by, now=now)
    if version.state not in (VersionState.READING, VersionState.FAILED):
        raise InputError(_("Bản này đã đọc xong nên không cần đọc lại."))
    if version.being_read:
        return version
    version.state, version.error = VersionState.READING, ""
    version.save(update_fields=["state", "error"])
    enqueue_reading(version, by=by, now=now)
    record("plans.version.retried", by=by, now=now, subject=version, unit=version.plan.unit)
    return version


@recorded
def drop_version(*, version: PlanVersion, by: Person | None, now: datetime) -> PlanVersion:
    """Give up a version that never became work: an import that failed, or a draft that is not wanted."""
    version = held(version)
    demand(Right.PLAN_REVIEW, version.plan.unit, by=by, now=now)
    if version.state in (VersionState.CONFIRMED, VersionState.SUPERSEDED):
        raise InputError(_("Bản này đã được xác nhận nên không bỏ được; hãy nhập bản mới để thay."))
    before = version.state
    version.state = VersionState.DROPPED
    version.save(update_fields=["state"])
    _back_to_review(version)
    record(
        "plans.version.dropped",
        by=by,
        now=now,
        subject=version,
        unit=version.plan.unit,
        before={"state": before},
    )
    return version


@recorded
def fail_reading(*, version: PlanVersion, reason: str, now: datetime) -> None:
    """Keep the one sentence that says why the file could not be read, and tell who uploaded it."""
    version = held(version)
    if version.state != VersionState.READING:
        return
    version.state, version.error = VersionState.FAILED, reason
    version.save(update_fields=["state", "error"])
    record("plans.version.failed", by=None, now=now, subject=version, unit=version.plan.unit, why=reason)
    tell_uploader(
        version,
        official("Không đọc được “%(name)s”: %(why)s", {"name": version.file_name, "why": reason}),
        now=now,
    )


def _back_to_review(dropped: PlanVersion) -> None:
    """The draft that the dropped one stood for is under review again; a confirmed one was never anything else."""
    older = dropped.plan.versions.exclude(state=VersionState.DROPPED).order_by("-number").first()
    if older is not None and older.state == VersionState.SUPERSEDED and older.confirmed_at is None:
        PlanVersion.objects.filter(pk=older.pk).update(state=VersionState.REVIEW)


def tell_uploader(version: PlanVersion, text: str, *, now: datetime) -> None:
    """A notice with a link to where the person can go on."""
    if version.created_by is None:
        return
    link = f"/lam-viec/ke-hoach/nhap/{version.pk}/"
    notify(people=[version.created_by], text=text, link=link, by=None, now=now)


def enqueue_reading(version: PlanVersion, *, by: Person | None, now: datetime) -> None:
    """Put the reading of a version into the background."""
    job = enqueue(
        READ,
        payload={"version": version.pk},
        by=by,
        unit=version.plan.unit,
        key=f"{READ}:{version.pk}",
        now=now,
    )
    version.job = job
    version.save(update_fields=["job"])


def _refuse_known(unit: Unit, stored: StoredFile) -> None:
    known = PlanVersion.objects.filter(plan__unit=unit, file=stored).select_related("plan")
    version = known.exclude(state__in=[VersionState.FAILED, VersionState.DROPPED]).order_by("-pk").first()
    if version is not None:
        day = timezone.localtime(version.created_at).strftime("%d/%m/%Y")
        raise AlreadyImported(_("Kế hoạch này đã nhập ngày %(day)s.") % {"day": day}, version.plan)


def _title_of(name: str) -> str:
    """What a plan is called until it is read: the file's name without its ending."""
    stem = name.rsplit("/", 1)[-1].rsplit("\\", 1)[-1]
    return (stem.rsplit(".", 1)[0] or stem)[:500]
