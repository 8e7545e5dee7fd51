"""Pages of a scan that could not be read, replaced by better pictures of them: a new version of the same plan."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

from django.conf import settings
from django.utils.translation import gettext as _

from thuocdo.audit.actions import record, recorded
from thuocdo.documents.actions import store_file
from thuocdo.documents.parsing.replacing import replace_pages_safely
from thuocdo.documents.queries import has_pictures, path_of
from thuocdo.lib.errors import InputError
from thuocdo.orgs.models import Person
from thuocdo.orgs.rules.rights import Right
from thuocdo.plans.actions.access import demand, held
from thuocdo.plans.actions.importing import enqueue_reading
from thuocdo.plans.models import PlanVersion, ReplacedPage
from thuocdo.plans.queries.versions import READ_STATES, newest_version

CHUNK = 1 << 20


@dataclass(frozen=True, slots=True)
class Upload:
    """A file as it came in: an image, or a PDF of one page."""

    stream: BinaryIO
    name: str


def replace_pages(
    *, version: PlanVersion, pages: Mapping[int, Upload], by: Person | None, now: datetime
) -> PlanVersion:
    """A new version of the plan whose document has these pages (from 1) instead of its own; it is read anew.

    The version and its file stay as they are. What was reviewed is carried over when the new version has been read.
    Raises NotAllowed; InputError when a file cannot take a page's place or this is not the newest version.
    """
    demand(Right.PLAN_REVIEW, version.plan.unit, by=by, now=now)
    _replaceable(version)
    if not pages:
        raise InputError(_("Hãy chọn tệp cho ít nhất một trang."))
    # the files are put together before the transaction begins, so that nobody waits for it
    with tempfile.TemporaryDirectory(prefix="thuocdo-") as folder:
        files = {number: _kept(upload, Path(folder, str(number))) for number, upload in pages.items()}
        whole = Path(folder, "whole.pdf")
        replace_pages_safely(path_of(version.file), files, whole)
        return _store(version=version, pages=pages, files=files, whole=whole, by=by, now=now)


@recorded
def _store(
    *,
    version: PlanVersion,
    pages: Mapping[int, Upload],
    files: Mapping[int, Path],
    whole: Path,
    by: Person | None,
    now: datetime,
) -> PlanVersion:
    version = held(version)
    _replaceable(version)
    with whole.open("rb") as stream:
        stored = store_file(stream=stream, name=_name_of(version, pages), by=by, now=now)
    made = PlanVersion.objects.create(
        plan=version.plan,
        number=version.number + 1,
        file=stored,
        file_name=_name_of(version, pages),
        base=version,
        created_at=now,
        created_by=by,
    )
    for old in version.replaced.exclude(page__in=list(pages)):
        ReplacedPage.objects.create(version=made, page=old.page, file=old.file, file_name=old.file_name)
    for number, upload in pages.items():
        with files[number].open("rb") as stream:
            page_file = store_file(stream=stream, name=upload.name, by=by, now=now)
        ReplacedPage.objects.create(version=made, page=number, file=page_file, file_name=upload.name[:255])
    enqueue_reading(made, by=by, now=now)
    record(
        "plans.version.pages_replaced",
        by=by,
        now=now,
        subject=made,
        unit=version.plan.unit,
        after={
            "plan": version.plan_id,
            "number": made.number,
            "pages": sorted(pages),
            "sha256": stored.sha256,
        },
    )
    return made


def _replaceable(version: PlanVersion) -> None:
    newest = newest_version(version.plan)
    if newest is None or newest.pk != version.pk or version.state not in READ_STATES:
        raise InputError(_("Chỉ thay được trang của bản mới nhất đã đọc xong. Hãy mở bản đó rồi làm lại."))
    if not has_pictures(version.file):
        raise InputError(
            _("Chỉ thay được trang của tệp PDF hoặc ảnh quét. Với tệp này, hãy nhập bản mới của kế hoạch.")
        )


def _kept(upload: Upload, path: Path) -> Path:
    limit = settings.MAX_UPLOAD_MB * 1024 * 1024
    with path.open("wb") as out:
        while chunk := upload.stream.read(CHUNK):
            out.write(chunk)
            if out.tell() > limit:
                raise InputError(
                    _("Tệp %(name)s quá %(limit)s MB. Hãy quét lại ở 200 dpi rồi tải lên.")
                    % {"name": upload.name, "limit": settings.MAX_UPLOAD_MB}
                )
    return path


def _name_of(version: PlanVersion, pages: Mapping[int, Upload]) -> str:
    """The name of the document put together: "ke-hoach (thay trang 4, 9).pdf"."""
    every = sorted({*pages, *version.replaced.values_list("page", flat=True)})
    stem = version.file_name.rsplit(".", 1)[0].split(" (thay trang ")[0]
    listed = ", ".join(map(str, every))
    return f"{stem[:200]} (thay trang {listed[:40]}).pdf"
