"""The background job that reads a document and checks its signatures (settings.JOB_HANDLERS)."""

from __future__ import annotations

from typing import Any, Protocol

from django.conf import settings
from django.db import OperationalError
from django.utils import timezone

from thuocdo.audit.official import official
from thuocdo.documents.actions import check_signatures
from thuocdo.documents.parsing.limits import DEFAULT, Limits
from thuocdo.documents.parsing.sandbox import read_safely
from thuocdo.documents.queries import path_of
from thuocdo.jobs.progress import JobStopped
from thuocdo.lib.errors import InputError
from thuocdo.work.actions.evidence import fail_reading, store_reading
from thuocdo.work.models import EvidenceVersion
from thuocdo.work.rules.evidence import ReadState
from thuocdo.work.rules.evidence_reading import facts_of

UNEXPECTED = "Có lỗi ngoài dự kiến khi đọc tệp; hãy ghi số, ngày, trích yếu bằng tay."
SCAN_SECONDS = 300  # a person can type four fields sooner than that


class Report(Protocol):
    def __call__(self, step: str, done: int = 0, total: int = 0) -> None: ...


def read_evidence(payload: dict[str, Any], progress: Report) -> dict[str, Any]:
    """Check the signatures of `payload["version"]`, then read number, day, issuer and title.

    Safe to run again: what has been read stays. A file that cannot be read leaves its reason with the version; its
    data are then typed by a person, so the job itself has not failed.
    """
    version = EvidenceVersion.objects.select_related("file", "evidence").get(pk=payload["version"])
    if version.state != ReadState.READING:
        return {}
    progress("signatures")
    check = check_signatures(file=version.file, by=None, now=timezone.now())
    told = {"signature": check.verdict if check else ""}
    size = settings.MAX_UPLOAD_MB * 1024 * 1024 if settings.MAX_UPLOAD_MB else DEFAULT.size
    try:
        document = read_safely(
            path_of(version.file),
            limits=Limits(size=size, ocr_seconds=SCAN_SECONDS),
            progress=lambda step, done, total: progress(str(step), done, total),
        )
        facts = facts_of(document)
    except InputError as error:
        fail_reading(version=version, reason=str(error))
        return told
    except (JobStopped, OperationalError, ConnectionError, TimeoutError):
        raise  # a person's wish, or a fault that passes: jobs.runner tries again
    except Exception:
        fail_reading(version=version, reason=official(UNEXPECTED))
        raise
    store_reading(version=version, facts=facts, now=timezone.now())
    return told | {"number": facts.number}
