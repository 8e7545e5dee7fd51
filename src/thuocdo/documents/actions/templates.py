"""An office's own wording of a document: loading a Word file, and going back to the program's."""

from __future__ import annotations

import io
from datetime import datetime

from django.db.models import Max
from django.utils.translation import gettext as _

from thuocdo.audit.actions import record, recorded
from thuocdo.documents.actions.storing import safe_name, store_file
from thuocdo.documents.models import TemplateVersion
from thuocdo.documents.writing.filling import fill_safely
from thuocdo.documents.writing.wording import WORDINGS
from thuocdo.lib.errors import InputError
from thuocdo.orgs.models import Person, Unit


def load_template(
    *, unit: Unit, code: str, data: bytes, name: str, by: Person | None, now: datetime
) -> TemplateVersion:
    """Use an office's Word file for a document from now on; an earlier one ends but stays.

    `unit`: the authority; `data`: the file, tried out with sample values before anything is kept. Raises InputError
    naming tag and paragraph when it cannot be filled, KeyError for a code that does not exist.
    """
    fill_safely(data, code, WORDINGS[code].sample)
    return _load(unit=unit, code=code, data=data, name=name, by=by, now=now)


@recorded
def _load(
    *, unit: Unit, code: str, data: bytes, name: str, by: Person | None, now: datetime
) -> TemplateVersion:
    file = store_file(stream=io.BytesIO(data), name=name, by=by, now=now)
    rows = TemplateVersion.objects.select_for_update().filter(unit=unit, code=code)
    current = rows.filter(ended_at__isnull=True).first()
    if current is not None and current.file_id == file.pk:
        raise InputError(_("Tệp này đang là mẫu của cơ quan, không có gì thay đổi."))
    if current is not None:
        _end(current, by, now)
    last = rows.aggregate(last=Max("number"))["last"] or 0
    version = TemplateVersion.objects.create(
        unit=unit, code=code, number=last + 1, file=file, name=safe_name(name), loaded_at=now, loaded_by=by
    )
    record(
        "documents.template.loaded",
        by=by,
        now=now,
        unit=unit,
        subject=version,
        after={"code": code, "number": version.number, "sha256": file.sha256},
    )
    return version


@recorded
def restore_shipped(*, unit: Unit, code: str, by: Person | None, now: datetime) -> TemplateVersion:
    """Go back to the program's own wording. Raises InputError when the office has none of its own."""
    rows = TemplateVersion.objects.select_for_update().filter(unit=unit, code=code, ended_at__isnull=True)
    current = rows.first()
    if current is None:
        raise InputError(_("Cơ quan đang dùng mẫu có sẵn của chương trình."))
    _end(current, by, now)
    record(
        "documents.template.ended",
        by=by,
        now=now,
        unit=unit,
        subject=current,
        before={"code": code, "number": current.number},
    )
    return current


def _end(version: TemplateVersion, by: Person | None, now: datetime) -> None:
    version.ended_at, version.ended_by = now, by
    version.save(update_fields=["ended_at", "ended_by"])
