"""What a unit sets for its reminders; what has been told."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from thuocdo.audit.actions import record, recorded
from thuocdo.lib.errors import InputError
from thuocdo.orgs.models import Person, Unit
from thuocdo.orgs.queries import rights_of
from thuocdo.orgs.rules.rights import Right
from thuocdo.work.models import Reminded, ReminderRule
from thuocdo.work.rules.refusals import NotAllowed
from thuocdo.work.rules.reminders import MOST_AFTER, MOST_BEFORE, read_before


@recorded
def set_reminders(
    *, authority: Unit, before: str, leader_after: int, above_after: int, by: Person | None, now: datetime
) -> ReminderRule:
    """Set the days of reminding: `before` as typed ("7, 3, 1" working days), then the working days overdue.

    Who assigns for the whole authority may. Raises NotAllowed, InputError.
    """
    if by is not None and not rights_of(by, on=timezone.localdate(now)).can(Right.TASK_ASSIGN, authority):
        raise NotAllowed(
            _("Bạn chưa có quyền đặt lịch nhắc việc của %(unit)s.") % {"unit": authority.name}, authority.name
        )
    days = read_before(before)
    if days is None:
        raise InputError(
            _("Hãy ghi nhiều nhất sáu số ngày từ 1 đến %(most)s, cách nhau bằng dấu phẩy, ví dụ 7, 3, 1.")
            % {"most": MOST_BEFORE}
        )
    if not 1 <= leader_after <= above_after <= MOST_AFTER:
        raise InputError(
            _(
                "Số ngày báo lãnh đạo từ 1 trở lên và không lớn hơn số ngày báo cấp trên (nhiều nhất %(most)s)."
            )
            % {"most": MOST_AFTER}
        )
    rule, _new = ReminderRule.objects.get_or_create(authority=authority)
    before_was = {"before": list(rule.before), "leader": rule.leader_after, "above": rule.above_after}
    rule.before, rule.leader_after, rule.above_after = list(days), leader_after, above_after
    rule.save()
    record(
        "work.reminders.set", by=by, now=now, subject=rule, unit=authority, before=before_was,
        after={"before": list(days), "leader": leader_after, "above": above_after},
    )  # fmt: skip
    return rule


def note_reminded(*, person: Person, told: Iterable[tuple[int, date, str]], day: date) -> None:
    """Remember what a digest has told: (task, its day, step). Not an act worth an audit entry."""
    Reminded.objects.bulk_create(
        (Reminded(person=person, task_id=task, due=due, step=step, day=day) for task, due, step in told),
        ignore_conflicts=True,
        batch_size=500,
    )
