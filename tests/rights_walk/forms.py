"""The form of official documents: who may measure a file and take a blank."""

from __future__ import annotations

from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from tests.documents.official import good
from tests.rights_walk.expected import TASKS, Deed, Page

HOME = "/lam-viec/the-thuc/"
MEASURED = TASKS.replace("o", "-")  # measuring changes nothing


def pages() -> list[Page]:
    """The page and its blanks, for everybody who works with plans or tasks."""
    return [
        Page("documents:form_check", HOME, TASKS),
        Page("documents:form_blank", f"{HOME}mau/ubnd/cong-van.docx", TASKS),
        Page("documents:form_blank", f"{HOME}mau/ubnd/phieu-xin-loi.docx", TASKS),
    ]


def _file() -> dict[str, Any]:
    return {"file": SimpleUploadedFile("cong-van.docx", good("letter"))}


def deeds() -> list[Deed]:
    """Measuring a file."""
    return [Deed("documents:form_check", HOME, MEASURED, fresh=_file)]
