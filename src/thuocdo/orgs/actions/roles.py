"""Roles over time: give, end, stand in, hand over."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from thuocdo.audit.actions import record, recorded
from thuocdo.lib.errors import InputError
from thuocdo.lib.text import clean
from thuocdo.orgs.actions.allowed import day_of, must_administer, must_grant
from thuocdo.orgs.models import Membership, Person, StandIn, Unit
from thuocdo.orgs.rules.rights import Role


@dataclass(frozen=True, slots=True)
class Holding:
    """What a later stage knows a person to hold, e.g. open tasks, and how it moves to somebody else.

    `count(person, unit)`: how many at the unit (None: everywhere). `move(person, to, unit, by, now)`: how many moved.
    """

    label: str  # "việc đang giữ"
    count: Callable[[Person, Unit | None], int]
    move: Callable[[Person, Person, Unit | None, Person | None, datetime], int]


@recorded
def add_membership(
    *,
    person: Person,
    unit: Unit,
    role: Role,
    starts: date,
    by: Person | None,
    now: datetime,
    position: str = "",
    ends: date | None = None,
) -> Membership:
    """Give a person a role at a unit between two days, both inclusive. Raises InputError."""
    role = Role(role)
    must_grant(role, unit, by=by, now=now)
    if ends and ends < starts:
        raise InputError(_("Ngày kết thúc ở trước ngày bắt đầu."))
    if unit.ended(starts):
        raise InputError(_("Đơn vị {unit} đã ngừng hoạt động từ trước ngày bắt đầu.").format(unit=unit.name))
    try:
        with transaction.atomic():
            held = Membership.objects.create(
                person=person, unit=unit, role=role, starts=starts, ends=ends, position=clean(position)
            )
    except IntegrityError as error:
        raise InputError(_("Người này đã có vai trò đó ở đơn vị đó từ ngày đó.")) from error
    if person.ended_on and (ends is None or ends >= day_of(now)):
        person.ended_on = None
        person.save(update_fields=["ended_on"])
    record("orgs.role.given", by=by, now=now, subject=person, unit=unit, after=_facts(held))
    return held


@recorded
def end_membership(
    *,
    membership: Membership,
    on: date,
    by: Person | None,
    now: datetime,
    holdings: Sequence[Holding] = (),
    why: str = "",
) -> Membership:
    """The last day of a role. Refused while the person still holds something there that nobody has taken over."""
    must_grant(Role(membership.role), membership.unit, by=by, now=now)
    if on < membership.starts:
        raise InputError(_("Ngày kết thúc ở trước ngày bắt đầu vai trò."))
    held = sum(holding.count(membership.person, membership.unit) for holding in holdings)
    if held:
        raise InputError(
            _("Không kết thúc được khi còn {n} việc đang giữ. Hãy bàn giao trước.").format(n=held)
        )
    before = _facts(membership)
    membership.ends = on
    membership.save(update_fields=["ends"])
    record(
        "orgs.role.ended", by=by, now=now, subject=membership.person, unit=membership.unit,
        before=before, after=_facts(membership), why=why,
    )  # fmt: skip
    return membership


@recorded
def set_stand_in(
    *,
    absent: Person,
    stand_in: Person,
    starts: date,
    ends: date,
    by: Person | None,
    now: datetime,
    reason: str = "",
) -> StandIn:
    """Somebody does an absent person's work between two days. Administration and protected mail do not pass on."""
    must_administer(absent, by=by, now=now)
    if absent.pk == stand_in.pk:
        raise InputError(_("Người thay phải là người khác."))
    if ends < starts:
        raise InputError(_("Ngày kết thúc ở trước ngày bắt đầu."))
    if stand_in.left(starts) or not stand_in.is_active:
        raise InputError(_("Người thay đã ngừng tài khoản."))
    if _common_authority(absent, stand_in) is None:
        raise InputError(_("Người thay phải thuộc cùng cơ quan với người vắng."))
    row = StandIn.objects.create(
        absent=absent, stand_in=stand_in, starts=starts, ends=ends, reason=clean(reason)
    )
    after = {"stand_in": stand_in.pk, "from": starts.isoformat(), "to": ends.isoformat()}
    record(
        "orgs.standin.set",
        by=by,
        now=now,
        subject=absent,
        unit=_common_authority(absent, stand_in),
        after=after,
    )
    return row


@recorded
def cancel_stand_in(*, row: StandIn, by: Person | None, now: datetime) -> None:
    """The absent person is back: a stand-in not begun is dropped, a running one ends today."""
    must_administer(row.absent, by=by, now=now)
    today = day_of(now)
    subject, unit = row.absent, _common_authority(row.absent, row.stand_in)
    before = {"stand_in": row.stand_in_id, "from": row.starts.isoformat(), "to": row.ends.isoformat()}
    if row.starts >= today:
        row.delete()
    else:
        row.ends = min(row.ends, today)
        row.save(update_fields=["ends"])
    record("orgs.standin.cancelled", by=by, now=now, subject=subject, unit=unit, before=before)


@recorded
def hand_over(
    *,
    person: Person,
    to: Person,
    by: Person | None,
    now: datetime,
    holdings: Sequence[Holding],
    unit: Unit | None = None,
    why: str = "",
) -> dict[str, int]:
    """Everything the person holds (at the unit, or everywhere) goes to `to`. Returns how many of each kind moved."""
    must_administer(person, by=by, now=now)
    if person.pk == to.pk:
        raise InputError(_("Người nhận bàn giao phải là người khác."))
    if to.left(day_of(now)) or not to.is_active:
        raise InputError(_("Người nhận bàn giao đã ngừng tài khoản."))
    common = _common_authority(person, to)
    if common is None:
        raise InputError(_("Người nhận bàn giao phải thuộc cùng cơ quan."))
    moved = {holding.label: holding.move(person, to, unit, by, now) for holding in holdings}
    record(
        "orgs.person.handed_over", by=by, now=now, subject=person, unit=unit or common,
        after={"to": to.pk, "moved": moved}, why=why,
    )  # fmt: skip
    return moved


def _common_authority(one: Person, other: Person) -> Unit | None:
    """An authority that both belong to, past roles included."""
    theirs = other.memberships.values("unit__authority")
    held = one.memberships.filter(unit__authority__in=theirs).select_related("unit__authority").first()
    return held.unit.authority if held else None


def _facts(held: Membership) -> dict[str, object]:
    return {
        "role": str(held.role),
        "unit": held.unit_id,
        "from": held.starts.isoformat(),
        "to": held.ends.isoformat() if held.ends else None,
    }
