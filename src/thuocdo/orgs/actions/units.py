"""Units: open, rename, merge, end; the names they are known by."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta

from django.db import IntegrityError, transaction
from django.db.models import ProtectedError, Q
from django.utils.translation import gettext as _

from thuocdo.audit.actions import record, recorded
from thuocdo.lib.errors import InputError
from thuocdo.lib.text import clean, fold, sort_key
from thuocdo.orgs.actions.allowed import day_of, must_name, must_reach
from thuocdo.orgs.models import Membership, Person, Unit, UnitName
from thuocdo.orgs.queries.units import merge_preview
from thuocdo.orgs.rules.rights import Right, UnitKind

_CODE = {UnitKind.PROVINCE: re.compile(r"\d{2}"), UnitKind.COMMUNE: re.compile(r"\d{5}")}


def checked_code(code: str | None, kind: UnitKind) -> str | None:
    """The official code as text with its leading zeros; only authorities have one."""
    code = clean(code or "")
    if not code:
        return None
    pattern = _CODE.get(kind)
    if pattern is None:
        raise InputError(
            _("Chỉ tỉnh và xã, phường, đặc khu có mã trong danh mục nhà nước; hãy để trống ô Mã.")
        )
    if not pattern.fullmatch(code):
        if kind is UnitKind.PROVINCE:
            raise InputError(_("Mã tỉnh phải đủ 2 chữ số, giữ số 0 ở đầu: 01."))
        raise InputError(_("Mã phải đủ 5 chữ số, giữ số 0 ở đầu: 03390."))
    return code


def spell(unit: Unit, name: str) -> None:
    """Set the name and the columns that repeat it for search and order."""
    unit.name = clean(name)
    if not unit.name:
        raise InputError(_("Đơn vị chưa có tên."))
    if len(unit.name) > 200:
        raise InputError(_("Tên đơn vị dài quá 200 ký tự."))
    unit.folded = fold(unit.name)
    unit.sort = sort_key(unit.name)[:400]


def place(unit: Unit) -> None:
    """Set `authority` and `province` from the parent; an authority is its own, so it must be saved already."""
    parent = unit.parent
    if unit.is_authority:
        unit.authority = unit
        unit.province = unit if unit.kind == UnitKind.PROVINCE else parent
    else:
        unit.authority = parent.authority if parent else None
        unit.province = parent.province if parent else None


def _check_parent(kind: UnitKind, parent: Unit | None) -> None:
    if kind is UnitKind.PROVINCE and parent is not None:
        raise InputError(_("Tỉnh không nằm dưới đơn vị nào; hãy để trống ô Thuộc đơn vị."))
    if kind is UnitKind.COMMUNE and parent is not None and parent.kind != UnitKind.PROVINCE:
        raise InputError(_("Xã, phường, đặc khu chỉ nằm dưới một tỉnh."))
    if kind not in _CODE and parent is None:
        raise InputError(_("Đơn vị này phải nằm dưới một xã hoặc một tỉnh; hãy chọn Thuộc đơn vị."))


@recorded
def create_unit(
    *,
    name: str,
    kind: UnitKind,
    by: Person | None,
    now: datetime,
    code: str | None = None,
    title: str = "",
    parent: Unit | None = None,
    phone: str = "",
    email: str = "",
    valid_from: date | None = None,
) -> Unit:
    """A new unit. Code: 5 digits for a commune, 2 for a province, none for others. Raises InputError."""
    kind = UnitKind(kind)
    _check_parent(kind, parent)
    must_reach(Right.UNIT_ADMIN, parent, by=by, now=now)
    unit = Unit(
        code=checked_code(code, kind), kind=kind, title=clean(title), parent=parent, phone=phone, email=email,
        valid_from=valid_from,
    )  # fmt: skip
    spell(unit, name)
    if unit.code and Unit.objects.filter(code=unit.code).exists():
        raise InputError(_("Mã {code} đã thuộc về một đơn vị khác.").format(code=unit.code))
    if not unit.is_authority:
        place(unit)
    unit.save()
    if unit.is_authority:
        place(unit)
        unit.save(update_fields=["authority", "province"])
    record("orgs.unit.created", by=by, now=now, subject=unit, unit=unit, after=_facts(unit))
    return unit


@recorded
def update_unit(
    *,
    unit: Unit,
    by: Person | None,
    now: datetime,
    phone: str | None = None,
    email: str | None = None,
    remote: bool | None = None,
) -> Unit:
    """Contacts and settings of a unit; what is None stays."""
    must_reach(Right.UNIT_ADMIN, unit, by=by, now=now)
    given = {"phone": phone, "email": email, "remote": remote}
    changed = {
        key: value for key, value in given.items() if value is not None and value != getattr(unit, key)
    }
    if not changed:
        return unit
    before = {key: getattr(unit, key) for key in changed}
    for key, value in changed.items():
        setattr(unit, key, value)
    unit.save(update_fields=list(changed))
    record("orgs.unit.updated", by=by, now=now, subject=unit, unit=unit, before=before, after=dict(changed))
    return unit


@recorded
def rename_unit(
    *, unit: Unit, name: str, from_date: date, by: Person | None, now: datetime, title: str | None = None
) -> Unit:
    """A new official name from a day on; the old one stays findable with its validity."""
    must_reach(Right.UNIT_ADMIN, unit, by=by, now=now)
    if from_date > day_of(now):
        raise InputError(_("Ngày đổi tên chưa tới; hãy đổi tên vào ngày tên mới có hiệu lực."))
    before = {"name": unit.name, "title": unit.title}
    if clean(name) == unit.name:
        raise InputError(_("Tên mới giống hệt tên hiện nay."))
    keep_name(unit, unit.name, UnitName.OFFICIAL, until=from_date - timedelta(days=1))
    spell(unit, name)
    unit.title = unit.title if title is None else clean(title)
    unit.save(update_fields=["name", "folded", "sort", "title"])
    after = {"name": unit.name, "title": unit.title, "from": from_date.isoformat()}
    record("orgs.unit.renamed", by=by, now=now, subject=unit, unit=unit, before=before, after=after)
    return unit


def keep_name(
    unit: Unit,
    name: str,
    kind: str,
    *,
    since: date | None = None,
    until: date | None = None,
    source: str = "",
) -> UnitName:
    """Another name of a unit, once."""
    row, _new = UnitName.objects.get_or_create(
        unit=unit,
        folded=fold(name),
        kind=kind,
        scope=None,
        defaults={"name": clean(name), "valid_from": since, "valid_to": until, "source": source},
    )
    return row


@recorded
def add_alias(
    *, unit: Unit, name: str, scope: Unit | None, by: Person | None, now: datetime, source: str = ""
) -> UnitName:
    """A name that papers of the authority `scope` (None: everybody) use for the unit.

    The newest choice holds: the same name pointing elsewhere within the scope is taken back first.
    """
    must_name(unit, scope, by=by, now=now)
    name = clean(name)
    if not name or len(name) > 200:
        raise InputError(_("Tên gọi khác phải có từ 1 đến 200 ký tự."))
    same = UnitName.objects.filter(folded=fold(name), kind=UnitName.ALIAS, scope=scope)
    kept = same.filter(unit=unit).first()
    others = list(same.exclude(unit=unit).values_list("unit_id", flat=True))
    if kept and not others:
        return kept
    same.exclude(unit=unit).delete()
    row = kept or UnitName.objects.create(
        unit=unit, name=name, folded=fold(name), kind=UnitName.ALIAS, scope=scope, source=source
    )
    record(
        "orgs.alias.added", by=by, now=now, subject=unit, unit=scope or unit,
        before={"units": others} if others else None, after={"name": name},
    )  # fmt: skip
    return row


@recorded
def remove_alias(*, alias: UnitName, by: Person | None, now: datetime) -> None:
    """Forget an alias; official and former names are history and stay."""
    must_reach(Right.UNIT_ADMIN, alias.unit, by=by, now=now)
    if alias.kind != UnitName.ALIAS:
        raise InputError(_("Tên chính thức và tên trước đây là lịch sử, không xóa được."))
    unit, name = alias.unit, alias.name
    alias.delete()
    record("orgs.alias.removed", by=by, now=now, subject=unit, unit=unit, before={"name": name})


@recorded
def end_unit(*, unit: Unit, on: date, by: Person | None, now: datetime, why: str = "") -> Unit:
    """The last day of a unit. Refused while people or living units still belong to it."""
    must_reach(Right.UNIT_ADMIN, unit, by=by, now=now)
    if unit.valid_from and on < unit.valid_from:
        raise InputError(_("Ngày kết thúc ở trước ngày thành lập đơn vị."))
    moving = merge_preview(unit, on=on)
    if moving.people or moving.units:
        raise InputError(
            _("Chưa ngừng được: còn {people} người và {units} đơn vị thuộc đơn vị này. Hãy sáp nhập hoặc kết thúc vai trò trước.")
            .format(people=moving.people, units=moving.units)
        )  # fmt: skip
    unit.valid_to = on
    unit.save(update_fields=["valid_to"])
    record("orgs.unit.ended", by=by, now=now, subject=unit, unit=unit, after={"on": on.isoformat()}, why=why)
    return unit


@recorded
def delete_unit(*, unit: Unit, by: Person | None, now: datetime) -> None:
    """Remove a unit entered by mistake, as long as nothing points to it."""
    must_reach(Right.UNIT_ADMIN, unit, by=by, now=now)
    refusal = _(
        "Không xóa được đơn vị đã có người, nhiệm vụ hoặc đơn vị khác gắn vào; có thể ‘Ngừng hoạt động từ ngày’."
    )
    if unit.children.exists():
        raise InputError(refusal)
    name, facts = f"orgs.unit:{unit.pk}", _facts(unit)
    try:
        with transaction.atomic():
            # an authority is its own; the row may not stand in its own way
            Unit.objects.filter(pk=unit.pk).update(authority=None, province=None)
            unit.delete()
    except (ProtectedError, IntegrityError) as error:
        raise InputError(refusal) from error
    record("orgs.unit.deleted", by=by, now=now, subject=name, before=facts)


@recorded
def merge_unit(
    *, unit: Unit, into: Unit, from_date: date, by: Person | None, now: datetime, why: str = ""
) -> Unit:
    """The unit goes into another from a day on: its people and units move there, its name stays findable.

    What the unit held before stays its history, in reach of those who now answer for it.
    """
    must_reach(Right.UNIT_ADMIN, unit, by=by, now=now)
    must_reach(Right.UNIT_ADMIN, into, by=by, now=now)
    _check_merge(unit, into)
    if from_date > day_of(now):
        raise InputError(_("Ngày sáp nhập chưa tới; hãy sáp nhập vào ngày có hiệu lực."))
    last_day = from_date - timedelta(days=1)
    moving = merge_preview(unit, on=from_date)
    _move_people(unit, into, from_date)
    for child in unit.children.filter(valid_to__isnull=True):
        child.parent = into
        place(child)
        child.save(update_fields=["parent", "authority", "province"])
        _replace_below(child)
    unit.valid_to, unit.successor = last_day, into
    # whoever answers for the successor answers for what this unit left behind
    unit.authority, unit.province = into.authority, into.province
    unit.save(update_fields=["valid_to", "successor", "authority", "province"])
    keep_name(into, unit.name, UnitName.FORMER, until=last_day, source=why)
    record(
        "orgs.unit.merged", by=by, now=now, subject=unit, unit=into, why=why,
        after={"into": into.pk, "from": from_date.isoformat(), "people": moving.people, "units": moving.units},
    )  # fmt: skip
    return into


def _check_merge(unit: Unit, into: Unit) -> None:
    if unit.pk == into.pk:
        raise InputError(_("Không sáp nhập một đơn vị vào chính nó."))
    if unit.valid_to or into.valid_to:
        raise InputError(_("Một trong hai đơn vị đã ngừng hoạt động."))
    if unit.is_authority != into.is_authority or (unit.is_authority and unit.kind != into.kind):
        raise InputError(_("Chỉ sáp nhập hai đơn vị cùng cấp: xã vào xã, tỉnh vào tỉnh, phòng vào phòng."))
    if into.pk in {u.pk for u in unit.descendants()}:
        raise InputError(_("Không sáp nhập một đơn vị vào đơn vị nằm dưới nó."))


def _move_people(unit: Unit, into: Unit, from_date: date) -> None:
    after = Q(ends__isnull=True) | Q(ends__gte=from_date)
    for held in Membership.objects.filter(after, unit=unit):
        starts, ends = max(held.starts, from_date), held.ends
        if held.starts >= from_date:
            held.delete()
        else:
            held.ends = from_date - timedelta(days=1)
            held.save(update_fields=["ends"])
        Membership.objects.get_or_create(
            person_id=held.person_id,
            unit=into,
            role=held.role,
            starts=starts,
            defaults={"position": held.position, "ends": ends},
        )


def _replace_below(unit: Unit) -> None:
    for child in unit.children.all():
        place(child)
        child.save(update_fields=["authority", "province"])
        _replace_below(child)


def _facts(unit: Unit) -> dict[str, object]:
    return {"name": unit.name, "kind": str(unit.kind), "code": unit.code, "parent": unit.parent_id}
