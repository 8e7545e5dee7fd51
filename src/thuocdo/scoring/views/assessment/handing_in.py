"""The document that a form hands in at a criterion: a new file, or one of the store of evidence."""

from __future__ import annotations

import datetime as dt
from typing import BinaryIO, cast

from django.http import HttpRequest
from django.utils.translation import gettext as _

from thuocdo.documents.actions import check_signatures, store_file
from thuocdo.documents.models import StoredFile
from thuocdo.lib.errors import InputError
from thuocdo.orgs.models import Person
from thuocdo.orgs.web import row_id
from thuocdo.scoring.actions.assessment.evidence import PaperGiven
from thuocdo.scoring.views.assessment.common import day_or_none
from thuocdo.work.models import Evidence
from thuocdo.work.queries.evidence.store import find_evidence


def paper_in(request: HttpRequest, *, by: Person, now: dt.datetime) -> tuple[StoredFile, PaperGiven]:
    """The stored file with what the person says of it; a document of the store brings its own data along.

    Its signatures are looked at before anything is written. Raises InputError (no document, a day that is none).
    """
    posted, upload = request.POST, request.FILES.get("tep")
    issued = day_or_none(posted.get("ngay", ""), what=_("Ngày văn bản"))
    received = day_or_none(posted.get("ngay_nhan", ""), what=_("Ngày nơi nhận nhận được"))
    known = _known(request) if upload is None else None
    if upload is not None:
        file = store_file(stream=cast(BinaryIO, upload), name=upload.name or "", by=by, now=now)
        name = upload.name or ""
    elif known is not None:
        file, name = known.file, known.title
    else:
        raise InputError(_("Hãy chọn tệp, hoặc ghi số của tài liệu đã có trong kho."))
    check_signatures(file=file, by=by, now=now)
    given = PaperGiven(
        rule=posted.get("dong", ""),
        name=name,
        number=posted.get("so", "") or (known.number if known else ""),
        issued_on=issued or (known.issued_on if known else None),
        received_on=received or (known.received_on if known else None),
        pages=posted.get("trang", ""),
        note=posted.get("ghi_chu", ""),
    )
    return file, given


def _known(request: HttpRequest) -> Evidence | None:
    """The document of the store that the form names; one that the person may not know is none."""
    typed = request.POST.get("kho", "").strip()
    if not typed:
        return None
    number = row_id(typed)
    rights = request.rights  # type: ignore[attr-defined]  # set by WorkingUnitMiddleware
    found = find_evidence(rights, number) if number is not None else None
    if found is None or found.retired_at is not None:
        raise InputError(_("Kho không có tài liệu số %(n)s.") % {"n": typed[:20]})
    return found
