"""Settings: a value from a day on, with its basis; the province's stands above the commune's."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, connection, transaction

from tests.cast import NOW, Cast
from tests.kept import made_once
from thuocdo.audit.models import Entry
from thuocdo.criteria.actions import load_shipped, set_setting
from thuocdo.criteria.models import FrameworkVersion, FrozenError, SettingValue
from thuocdo.criteria.queries import in_force, settings_for, settings_for_units
from thuocdo.lib.errors import InputError

pytestmark = pytest.mark.django_db
NAME = "nguong_3_2"
BASIS = "Quyết định số 12/QĐ-UBND ngày 05/9/2025"


@pytest.fixture
@made_once
def version(cast: Cast) -> FrameworkVersion:
    """The shipped set of a commune."""
    load_shipped(now=NOW)
    return FrameworkVersion.objects.get(code="par-index-commune", version="2025")


def entered(cast: Cast, version: FrameworkVersion, value: str | None, **more: object) -> SettingValue:
    """A value of the commune, entered by its administrator unless said otherwise."""
    given = {
        "unit": cast.unit("commune"),
        "name": NAME,
        "valid_from": date(2026, 1, 1),
        "basis": BASIS,
        "reason": "",
        "by": cast.person("administrator"),
        **more,
    }
    return set_setting(version=version, value=None if value is None else Decimal(value), now=NOW, **given)  # type: ignore[arg-type]


def test_value_counts_from_its_day_on(cast: Cast, version: FrameworkVersion) -> None:
    """Before its first day a value does not count; a later one takes its place from its own day; both stay."""
    commune = cast.unit("commune")
    entered(cast, version, "98")
    entered(cast, version, "100", valid_from=date(2026, 7, 1), reason="Tỉnh nâng ngưỡng")
    for day, value in ((date(2025, 12, 31), None), (date(2026, 6, 30), 98), (date(2026, 7, 1), 100)):
        assert settings_for(commune, version.framework, on=day).get(NAME) == value
    (row,) = [each for each in in_force(commune, version.framework, on=date(2026, 7, 6)) if each.row]
    assert row.source == f"Tham số do Xã Mẫu nhập, áp dụng từ 01/07/2026; căn cứ: {BASIS}."
    assert [e.code for e in Entry.objects.filter(code__startswith="criteria.setting")] == [
        "criteria.setting.set"
    ] * 2


def test_same_day_entered_again_is_a_correction(cast: Cast, version: FrameworkVersion) -> None:
    """Of two values with the same first day the last entered counts; withdrawing leaves none."""
    commune, today = cast.unit("commune"), date(2026, 7, 6)
    entered(cast, version, "98")
    entered(cast, version, "95", reason="Ghi nhầm")
    assert settings_for(commune, version.framework, on=today) == {NAME: 95}
    entered(cast, version, None, valid_from=today, reason="Bỏ ngưỡng")
    assert settings_for(commune, version.framework, on=today) == {}
    assert SettingValue.objects.count() == 3


def test_province_value_stands_above(cast: Cast, version: FrameworkVersion) -> None:
    """Once the province has entered a value it counts for every commune, and a commune cannot enter its own."""
    entered(cast, version, "98")
    entered(cast, version, "100", unit=cast.unit("province"), by=cast.person("province_administrator"))
    units = [cast.unit("commune"), cast.unit("other"), cast.unit("province")]
    found = settings_for_units(units, version.framework, on=date(2026, 7, 6))
    assert [dict(found[unit.pk]) for unit in units] == [{NAME: 100}] * 3
    with pytest.raises(InputError, match="do Tỉnh Mẫu nhập và áp dụng cho mọi xã"):
        entered(cast, version, "97", reason="Muốn thấp hơn")


def test_settings_of_many_units_take_one_query(
    cast: Cast, version: FrameworkVersion, django_assert_num_queries: object
) -> None:
    """The number of units does not change the number of queries."""
    units = list(cast.units.values())
    with django_assert_num_queries(1):  # type: ignore[operator]
        settings_for_units(units, version.framework, on=date(2026, 7, 6))


@pytest.mark.parametrize(
    ("value", "more", "says"),
    [
        ("101", {}, "nằm ngoài khoảng cho phép"),
        ("98", {"basis": "  "}, "Hãy ghi căn cứ"),
        ("98", {"name": "khong_co"}, "không có tham số"),
        ("98.1234567", {}, "tối đa 6 chữ số"),
    ],
)
def test_wrong_values_are_refused(
    cast: Cast, version: FrameworkVersion, value: str, more: dict[str, object], says: str
) -> None:
    """A value out of bounds, without a basis, for an unknown name or too fine is refused in words."""
    with pytest.raises(InputError, match=says):
        entered(cast, version, value, **more)
    assert not SettingValue.objects.exists()


def test_change_wants_a_reason(cast: Cast, version: FrameworkVersion) -> None:
    """A second value without a reason is refused."""
    entered(cast, version, "98")
    with pytest.raises(InputError, match="hãy ghi lý do sửa"):
        entered(cast, version, "99")


def test_only_who_keeps_the_unit_enters(cast: Cast, version: FrameworkVersion) -> None:
    """An officer, a leader, and people of another commune are refused; the coordinator may."""
    for key in ("officer", "leader", "other_coordinator", "province_administrator"):
        with pytest.raises(PermissionDenied):
            entered(cast, version, "98", by=cast.person(key))
    assert entered(cast, version, "98", by=cast.person("coordinator")).value == 98


def test_entered_values_stand_in_the_database(cast: Cast, version: FrameworkVersion) -> None:
    """Neither the model nor plain SQL changes or removes an entered value."""
    row = entered(cast, version, "98")
    with pytest.raises(FrozenError):
        row.save()
    with pytest.raises(FrozenError):
        row.delete()
    for sql in ("UPDATE criteria_settingvalue SET value = 1", "DELETE FROM criteria_settingvalue"):
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(sql)


def test_value_outside_a_later_version_does_not_count(cast: Cast, version: FrameworkVersion) -> None:
    """A value that the version's bounds do not allow counts as not entered, instead of scoring with it."""
    entered(cast, version, "98")
    framework = version.framework
    from dataclasses import replace

    narrow = replace(framework, settings={NAME: replace(framework.settings[NAME], most=Decimal(90))})
    assert settings_for(cast.unit("commune"), narrow, on=date(2026, 7, 6)) == {}
