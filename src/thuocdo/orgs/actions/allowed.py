"""The same check for web, import and command line: may this person do this here?

`by=None` is the operator at the command line, who already holds the whole machine.
"""

from __future__ import annotations

from datetime import date, datetime

from django.core.exceptions import PermissionDenied
from django.utils import timezone
from django.utils.translation import gettext as _

from thuocdo.orgs.models import Person, Unit
from thuocdo.orgs.queries.people import may_administer
from thuocdo.orgs.queries.rights import rights_of
from thuocdo.orgs.rules.rights import Right, Role


def day_of(now: datetime) -> date:
    """The local day of a moment."""
    return timezone.localdate(now)


def must_reach(right: Right, unit: Unit | None, *, by: Person | None, now: datetime) -> None:
    """Refuse unless `by` has the right over the unit (for a new root: is nobody, i.e. the operator)."""
    if by is None:
        return
    if unit is None or not rights_of(by, on=day_of(now)).can(right, unit):
        raise PermissionDenied(_("Bạn không có quyền làm việc này ở đơn vị này."))


def must_name(unit: Unit, scope: Unit | None, *, by: Person | None, now: datetime) -> None:
    """Refuse unless `by` reviews plans of the authority `scope`, or administers the unit, and so may say what it is called."""
    if by is None:
        return
    rights = rights_of(by, on=day_of(now))
    if rights.can(Right.UNIT_ADMIN, unit) or (scope is not None and rights.can(Right.PLAN_REVIEW, scope)):
        return
    raise PermissionDenied(_("Bạn không có quyền đặt tên gọi khác cho đơn vị này."))


def must_grant(role: Role, unit: Unit, *, by: Person | None, now: datetime) -> None:
    """Refuse unless `by` may give or end this role at the unit."""
    if by is not None and not rights_of(by, on=day_of(now)).can_grant(role, unit):
        raise PermissionDenied(_("Bạn không có quyền giao hoặc kết thúc vai trò này ở đơn vị này."))


def must_administer(person: Person, *, by: Person | None, now: datetime) -> None:
    """Refuse unless `by` may change the person's account."""
    if by is None:
        return
    today = day_of(now)
    if not may_administer(rights_of(by, on=today), person, on=today):
        raise PermissionDenied(
            _("Bạn không có quyền đổi tài khoản này; người này còn giữ vai trò ngoài phạm vi của bạn.")
        )
