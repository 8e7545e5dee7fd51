"""Which wording an office uses, and letters written with it."""

from __future__ import annotations

from typing import Any

from thuocdo.documents.models import TemplateVersion
from thuocdo.documents.queries.files import open_file
from thuocdo.documents.writing.apology import ApologySlip
from thuocdo.documents.writing.filling import fill_safely
from thuocdo.documents.writing.samples import Office
from thuocdo.documents.writing.wording import (
    APOLOGY,
    REMINDER,
    Reminder,
    reminder_values,
    shipped,
    slip_values,
)
from thuocdo.orgs.models import Unit
from thuocdo.orgs.rules.rights import UnitKind


def office_of(unit: Unit) -> Office:
    """Who issues in the name of a unit: its authority's people's committee, or the department or centre itself."""
    authority = unit.authority or unit
    place = authority.name[:1].lower() + authority.name[1:]
    if unit.kind in (UnitKind.DEPARTMENT, UnitKind.CENTRE):
        above = f"UBND {place}"
        return Office(unit.name, authority.name, "[viết tắt tên đơn vị]", above, ("[Chức vụ]",))
    return Office(f"Ủy ban nhân dân {place}", authority.name)


def template_in_use(unit: Unit, code: str) -> TemplateVersion | None:
    """The authority's own wording; None while it uses the program's."""
    rows = TemplateVersion.objects.filter(unit=unit.authority or unit, code=code, ended_at__isnull=True)
    return rows.select_related("file", "loaded_by").first()


def template_bytes(unit: Unit, code: str) -> bytes:
    """The template that is used for a unit of the authority: the authority's own, else the program's.

    Raises FileNotFoundError when the stored file is gone.
    """
    version = template_in_use(unit, code)
    if version is None:
        return shipped(code, office_of(unit))
    with open_file(version.file) as file:
        return file.read()


def letter(unit: Unit, code: str, values: dict[str, Any]) -> bytes:
    """A .docx of the wording in use, filled. Raises InputError when the template cannot be filled with the values."""
    return fill_safely(template_bytes(unit, code), code, values)


def apology_letter(unit: Unit, slip: ApologySlip) -> bytes:
    """The slip of apology in the wording that the unit's authority uses."""
    return letter(unit, APOLOGY, slip_values(slip))


def reminder_letter(unit: Unit, reminder: Reminder) -> bytes:
    """The formal reminder of overdue tasks in the wording that the unit's authority uses."""
    return letter(unit, REMINDER, reminder_values(reminder))
