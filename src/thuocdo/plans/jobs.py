"""The background job that reads an uploaded plan. Entry point: settings.JOB_HANDLERS["plans.read"]."""

from __future__ import annotations

from typing import Any, Protocol

from django.conf import settings
from django.db import OperationalError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from thuocdo.documents.parsing.limits import DEFAULT, Limits
from thuocdo.documents.parsing.sandbox import read_safely
from thuocdo.documents.queries import path_of
from thuocdo.documents.rules.blocks import Document
from thuocdo.jobs.progress import JobStopped
from thuocdo.lib.errors import InputError
from thuocdo.plans.actions.importing import fail_reading
from thuocdo.plans.actions.storing import store_reading
from thuocdo.plans.models import Plan, PlanVersion, VersionState
from thuocdo.plans.queries.versions import plan_as_reviewed, version_in_use
from thuocdo.plans.rules import model
from thuocdo.plans.rules.compile import compile_plan
from thuocdo.plans.rules.lint import lint

UNEXPECTED = _(
    "Có lỗi ngoài dự kiến khi đọc tệp. Hãy bấm “Thử lại”; nếu vẫn lỗi, báo người quản trị hệ thống."
)


class Report(Protocol):
    def __call__(self, step: str, done: int = 0, total: int = 0) -> None: ...


def read_plan(payload: dict[str, Any], progress: Report) -> dict[str, Any]:
    """Read, compile, check and store the version that `payload["version"]` names; gives its counts.

    Safe to run again: a version that is ready stays as it is. A file that cannot be read leaves its reason with
    the version and fails the job with the same sentence.
    """
    version = PlanVersion.objects.select_related("plan__parent", "file").get(pk=payload["version"])
    if version.state not in (VersionState.READING, VersionState.FAILED):
        return dict(version.summary)
    try:
        document, plan, findings = _read(version, progress)
        progress("store")
        return store_reading(
            version=version, document=document, plan=plan, findings=findings, now=timezone.now()
        )
    except InputError as error:
        fail_reading(version=version, reason=str(error), now=timezone.now())
        raise
    except (JobStopped, OperationalError, ConnectionError, TimeoutError):
        raise  # a person's wish, or a fault that passes: jobs.runner tries again
    except Exception:
        fail_reading(version=version, reason=str(UNEXPECTED), now=timezone.now())
        raise


def _read(version: PlanVersion, progress: Report) -> tuple[Document, model.Plan, Any]:
    progress("check")
    limits = Limits(size=settings.MAX_UPLOAD_MB * 1024 * 1024) if settings.MAX_UPLOAD_MB else DEFAULT
    document = read_safely(
        path_of(version.file),
        limits=limits,
        progress=lambda step, done, total: progress(str(step), done, total),
    )
    progress("compile")
    plan = compile_plan(document)
    progress("lint")
    return document, plan, lint(document, plan, parent=_superior(version.plan))


def _superior(plan: Plan) -> tuple[Document, model.Plan] | None:
    """The superior's plan to compare with, where it has been read."""
    version = version_in_use(plan.parent) if plan.parent else None
    if version is None or version.document is None:
        return None
    return Document.from_json(version.document), plan_as_reviewed(version)
