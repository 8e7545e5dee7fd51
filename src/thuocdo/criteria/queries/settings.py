"""Settings in force: the province's value stands above the commune's, a later first day above an earlier one."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Q

from thuocdo.criteria.models import SettingValue
from thuocdo.criteria.rules.model import Framework, Setting
from thuocdo.orgs.models import Unit


@dataclass(frozen=True)
class InForce:
    """A setting of a framework as it stands for one authority on one day.

    `row` is the value that counts (None: nobody entered one, or it does not fit this version's bounds).
    `by_province` says that the value is the province's, so the commune cannot enter its own.
    """

    setting: Setting
    row: SettingValue | None
    by_province: bool = False

    @property
    def value(self) -> Decimal | None:
        """The number, or None."""
        return self.row.value if self.row else None

    @property
    def source(self) -> str:
        """One sentence: who entered it, from when, on what basis."""
        if self.row is None:
            return ""
        return f"Tham số do {self.row.unit.name} nhập, áp dụng từ {self.row.valid_from:%d/%m/%Y}; căn cứ: {self.row.basis}."


def settings_for(unit: Unit, framework: Framework, *, on: dt.date) -> Mapping[str, Decimal]:
    """The settings in force for the authority of `unit`: name -> value. What nobody entered is left out."""
    return settings_for_units([unit], framework, on=on)[unit.pk]


def settings_for_units(
    units: Sequence[Unit], framework: Framework, *, on: dt.date
) -> dict[int, Mapping[str, Decimal]]:
    """The same for many units, by their id: one query, whatever their number."""
    rows = _rows(units, framework.code)
    out: dict[int, Mapping[str, Decimal]] = {}
    for unit in units:
        found = (_in_force(setting, unit, rows, on) for setting in framework.settings.values())
        out[unit.pk] = {item.setting.name: item.value for item in found if item.value is not None}
    return out


def in_force(unit: Unit, framework: Framework, *, on: dt.date) -> tuple[InForce, ...]:
    """Every setting of the framework as it stands for the authority of `unit`, in the set's order."""
    rows = _rows([unit], framework.code)
    return tuple(_in_force(setting, unit, rows, on) for setting in framework.settings.values())


def fits(setting: Setting, value: Decimal) -> bool:
    """Whether the value is within the setting's bounds."""
    low_enough = setting.most is None or value <= setting.most
    return low_enough and (setting.least is None or value >= setting.least)


def _rows(units: Iterable[Unit], code: str) -> dict[tuple[int, str], list[SettingValue]]:
    """By authority and name, the row that counts last first."""
    wanted = {pk for unit in units for pk in (unit.authority_id or unit.pk, unit.province_id) if pk}
    found: dict[tuple[int, str], list[SettingValue]] = {}
    # a condition on a list of thousands of ids would pass SQLite's limit of parameters
    near = Q(unit__in=wanted) if len(wanted) <= 500 else Q()
    rows = SettingValue.objects.filter(near, framework=code).select_related("unit")
    for row in rows.order_by("-valid_from", "-entered_at", "-pk"):
        found.setdefault((row.unit_id, row.name), []).append(row)
    return found


def _in_force(
    setting: Setting, unit: Unit, rows: Mapping[tuple[int, str], Sequence[SettingValue]], on: dt.date
) -> InForce:
    home = unit.authority_id or unit.pk
    for place in dict.fromkeys((unit.province_id, home)):
        if place is None:
            continue
        row = next((row for row in rows.get((place, setting.name), ()) if row.valid_from <= on), None)
        # withdrawn there, or outside the bounds of this version: the place below may have one
        if row and row.value is not None and fits(setting, row.value):
            return InForce(setting, row, by_province=place != home)
    return InForce(setting, None)
