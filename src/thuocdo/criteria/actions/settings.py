"""Entering the settings of a framework, each from a day on and with its basis."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

from django.core.exceptions import PermissionDenied
from django.utils import timezone
from django.utils.translation import gettext as _

from thuocdo.audit.actions import record, recorded
from thuocdo.criteria.models import FrameworkVersion, SettingValue
from thuocdo.criteria.queries.settings import InForce, in_force
from thuocdo.criteria.rules.model import Setting
from thuocdo.criteria.rules.problems import printed
from thuocdo.lib.errors import InputError
from thuocdo.lib.text import clean
from thuocdo.orgs.models import Person, Unit
from thuocdo.orgs.queries import rights_of
from thuocdo.orgs.rules.rights import Right

MOST_TEXT = 300


@recorded
def set_setting(
    *,
    unit: Unit,
    version: FrameworkVersion,
    name: str,
    value: Decimal | None,
    valid_from: date,
    basis: str,
    reason: str = "",
    by: Person | None,
    now: datetime,
) -> SettingValue:
    """Enter a setting of the authority `unit` from a day on; `value=None` withdraws it from that day.

    `basis`: the document that says so; `reason`: why it changes, wanted where a value was there before. Raises
    InputError for an unknown setting, a value outside its bounds, missing texts, or where the province's value
    counts; PermissionDenied.
    """
    if by is not None and not rights_of(by, on=timezone.localdate(now)).can(Right.FRAMEWORK_ADMIN, unit):
        raise PermissionDenied(_("Bạn xem được nhưng không sửa được tham số của đơn vị này."))
    basis, reason = clean(basis), clean(reason)
    known = _open_to(unit, version, name, valid_from)
    had = SettingValue.objects.filter(unit=unit, framework=version.code, name=name).first()
    _check(known.setting, value, basis, reason, changes=had is not None)
    row = SettingValue(
        unit=unit,
        framework=version.code,
        name=name,
        value=value,
        valid_from=valid_from,
        basis=basis,
        reason=reason,
        entered_at=now,
        entered_by=by,
    )
    row.save()
    record(
        "criteria.setting.withdrawn" if value is None else "criteria.setting.set",
        by=by,
        now=now,
        subject=row,
        unit=unit,
        before=None if known.value is None else {"value": str(known.value)},
        after={
            "framework": version.code,
            "name": name,
            "value": None if value is None else str(value),
            "from": valid_from.isoformat(),
            "basis": basis,
        },
        why=reason,
    )
    return row


def _open_to(unit: Unit, version: FrameworkVersion, name: str, on: date) -> InForce:
    """The setting as it stands on the day, if the authority may enter its own value."""
    rows = in_force(unit, version.framework, on=on)
    known = next((row for row in rows if row.setting.name == name), None)
    if known is None:
        raise InputError(_("Bộ tiêu chí này không có tham số “%(name)s”.") % {"name": name})
    if known.by_province and known.row is not None:
        raise InputError(
            _("Tham số này do %(unit)s nhập và áp dụng cho mọi xã; xã không nhập giá trị riêng được.")
            % {"unit": known.row.unit.name}
        )
    return known


def _check(setting: Setting, value: Decimal | None, basis: str, reason: str, *, changes: bool) -> None:
    if not basis or len(basis) > MOST_TEXT:
        raise InputError(_("Hãy ghi căn cứ: số, ngày của văn bản quy định giá trị này (không quá 300 chữ)."))
    if (changes and not reason) or len(reason) > MOST_TEXT:
        raise InputError(_("Tham số này đã có giá trị trước đó; hãy ghi lý do sửa (không quá 300 chữ)."))
    if value is None:
        return
    if not value.is_finite() or abs(value) >= Decimal(10) ** 9 or value != round(value, 6):
        raise InputError(_("Giá trị phải là một số, tối đa 6 chữ số thập phân."))
    low, high = setting.least, setting.most
    if (low is not None and value < low) or (high is not None and value > high):
        raise InputError(
            _("Giá trị %(value)s nằm ngoài khoảng cho phép (%(low)s đến %(high)s %(unit)s).")
            % {
                "value": printed(value),
                "low": "…" if low is None else printed(low),
                "high": "…" if high is None else printed(high),
                "unit": setting.unit,
            }
        )
