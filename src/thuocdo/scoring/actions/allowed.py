"""The one check of rights that every action of scoring makes."""

from __future__ import annotations

from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from thuocdo.orgs.models import Person, Unit
from thuocdo.orgs.queries import rights_of
from thuocdo.orgs.rules.rights import Right


def demand(by: Person | None, right: Right, *units: Unit, now: datetime) -> None:
    """Refuse unless `by` holds the right over one of the units. `by=None` is the operator or the program."""
    if by is None:
        return
    held = rights_of(by, on=localdate(now))
    if not any(held.can(right, unit) for unit in units):
        names = ", ".join(dict.fromkeys(unit.name for unit in units))
        raise PermissionDenied(
            _("Bạn xem được nhưng không sửa được mục này vì %(units)s phụ trách.") % {"units": names}
        )


def label_of(by: Person | None) -> str:
    """Position and office of who acts, as stored beside what they did."""
    return str(getattr(by, "audit_label", "") or "")[:160]
