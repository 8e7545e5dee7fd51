"""A day off or a day worked is entered, and everything counted over it moves in the same transaction."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime

from django.core.exceptions import PermissionDenied
from django.utils import timezone
from django.utils.translation import gettext as _

from thuocdo.audit.actions import recorded
from thuocdo.calendars.actions import DayChange, remove_day, set_day
from thuocdo.calendars.rules.working_days import DayKind
from thuocdo.orgs.models import Person
from thuocdo.orgs.queries import may_change_shared, rights_of
from thuocdo.orgs.rules.rights import Right
from thuocdo.work.actions import recompute_deadlines
from thuocdo.work.rules.due import Move

# what depends on the calendar, by name and in the order of the stages
RECOMPUTE: tuple[Callable[..., list[Move]], ...] = (recompute_deadlines,)


@recorded
def change_day(
    *,
    day: date,
    kind: DayKind,
    note: str,
    source_document: str,
    provisional: bool = False,
    by: Person | None,
    now: datetime,
) -> list[Move]:
    """Enter or change a day; gives the deadlines that moved.

    Raises PermissionDenied, InputError as calendars.actions.set_day.
    """
    _demand(by, now)
    change = set_day(
        day=day,
        kind=kind,
        note=note,
        source_document=source_document,
        provisional=provisional,
        by=by,
        now=now,
    )
    return _recompute(change, by, now)


@recorded
def drop_day(*, day: date, by: Person | None, now: datetime, why: str = "") -> list[Move]:
    """Take a day out of the table; gives the deadlines that moved. Raises PermissionDenied, InputError."""
    _demand(by, now)
    return _recompute(remove_day(day=day, by=by, now=now, why=why), by, now)


def _demand(by: Person | None, now: datetime) -> None:
    if by is not None and not may_change_shared(
        rights_of(by, on=timezone.localdate(now)), Right.CALENDAR_ADMIN
    ):
        raise PermissionDenied(
            _("Lịch làm việc dùng chung cho mọi đơn vị trong hệ thống; quản trị của tỉnh sửa lịch này.")
        )


def _recompute(change: DayChange, by: Person | None, now: datetime) -> list[Move]:
    if not change.moves_deadlines:
        return []
    return [move for recompute in RECOMPUTE for move in recompute(changed_days=[change.day], by=by, now=now)]
