"""The catalogue of administrative units and the mapping of old names."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone

from thuocdo.config.cli import main
from thuocdo.lib.errors import InputError
from thuocdo.orgs.actions.catalogue import Imported, import_catalogue
from thuocdo.orgs.models import Unit
from thuocdo.orgs.queries import find_units
from thuocdo.orgs.rules.catalogue import read_catalogue, read_mapping
from thuocdo.orgs.rules.rights import UnitKind

pytestmark = pytest.mark.django_db


def province(code: str = "99", wards: list[dict[str, Any]] | None = None, **more: Any) -> dict[str, Any]:
    given = [{"Code": f"{code}001", "FullName": "Xã Mẫu", "AdministrativeUnitShortName": "Xã"}]
    made = {
        "Code": code,
        "FullName": "Tỉnh Mẫu",
        "AdministrativeUnitShortName": "Tỉnh",
        "Wards": given if wards is None else wards,
    }
    return made | more


def load(data: Any, mapping: str = "") -> Imported:
    units = read_catalogue(json.dumps(data).encode(), name="mau.json")
    old = read_mapping(mapping.encode(), name="cu.csv") if mapping else ()
    return import_catalogue(units=units, old_names=old, source="mau.json", by=None, now=timezone.now())


def test_the_whole_country_loads_and_loads_again(shared: Path) -> None:
    """34 provinces and 3,321 communes with codes as text; the second time changes nothing."""
    data = (shared / "data/admin-units-2026.json").read_bytes()
    units = read_catalogue(data, name="x")
    first = import_catalogue(units=units, source="x", by=None, now=timezone.now())
    assert first == Imported(3355, 0, 0, 0)
    assert Unit.objects.filter(kind=UnitKind.PROVINCE).count() == 34
    assert import_catalogue(units=units, source="x", by=None, now=timezone.now()) == Imported(0, 0, 3355, 0)
    one = Unit.objects.get(code="03390")
    assert (one.province and one.province.code, one.authority, one.title) == ("12", one, "Xã")
    assert Unit.objects.filter(authority=None).count() == 0


def test_the_command_says_what_it_did(shared: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """`thuocdo units import` prints new, changed and kept with Vietnamese thousands."""
    args = ["units", "import", str(shared / "data/admin-units-2026.json")]
    assert (main(args), main(args)) == (0, 0)
    assert capsys.readouterr().out.splitlines() == [
        "3.355 mới, 0 đổi, 0 giữ nguyên",
        "0 mới, 0 đổi, 3.355 giữ nguyên",
    ]


def test_a_changed_name_and_province_are_taken_over_and_the_old_name_kept() -> None:
    """A commune renamed and moved in a newer file is one change; its old name still finds it."""
    load([province(), province("98", [], FullName="Tỉnh Mới")])
    moved = [{"Code": "99001", "FullName": "Phường Mẫu Mới", "AdministrativeUnitShortName": "Phường"}]
    assert load([province(wards=[]), province("98", moved, FullName="Tỉnh Mới")]) == Imported(0, 1, 2, 0)
    unit = Unit.objects.get(code="99001")
    assert (unit.name, unit.title, unit.province and unit.province.code) == ("Phường Mẫu Mới", "Phường", "98")
    assert list(find_units("xa mau")) == [unit]


def test_dissolved_districts_stay_findable() -> None:
    """A mapping row makes a dissolved district lead to the unit in its place, with day and source; once."""
    mapping = "old_name,old_type,new_code,from,source\nMẫu Cũ,Huyện,99,2025-07-01,Nghị quyết mẫu\n"
    assert load([province()], mapping).old_names == 1
    assert load([province()], mapping).old_names == 0
    found = find_units("huyen mau cu").get()
    name = found.names.get()
    assert (found.code, name.name, str(name.valid_to), name.source) == (
        "99",
        "Huyện Mẫu Cũ",
        "2025-06-30",
        "Nghị quyết mẫu",
    )


@pytest.mark.parametrize(
    ("data", "where"),
    [
        ({"a": 1}, "không đúng dạng"),
        ([], "không đúng dạng"),
        ([province("9")], "tỉnh thứ 1: Code phải là chữ gồm 2 chữ số"),
        ([province(wards=[{"Code": 99001, "FullName": "Xã"}])], "xã thứ 1: Code phải là chữ gồm 5 chữ số"),
        ([province(wards=[{"Code": "99001", "FullName": ""}])], "thiếu FullName"),
        ([province(Wards=None)], "thiếu danh sách Wards"),
        ([province(), province()], "mã 99 đứng hai lần"),
        (
            [province(wards=[{"Code": "99001", "FullName": "Xã", "ProvinceCode": "01"}])],
            "ProvinceCode không khớp",
        ),
    ],
)
def test_a_wrong_file_is_one_sentence_and_nothing_is_written(data: Any, where: str) -> None:
    """Whatever is wrong is named with its place; no unit is made."""
    with pytest.raises(InputError, match=where):
        load(data)
    assert not Unit.objects.exists()


def test_an_unknown_code_in_the_mapping_writes_nothing() -> None:
    """An old name whose new unit does not exist stops the whole import."""
    with pytest.raises(InputError, match="mã 98001 không có"):
        load([province()], "old_name,old_type,new_code,from,source\nA,Xã,98001,2025-07-01,NQ\n")
    assert not Unit.objects.exists()


@pytest.mark.parametrize(
    ("row", "where"),
    [
        ("A,Xã,990,2025-07-01,NQ", "cột new_code"),
        (",,99001,2025-07-01,NQ", "cột old_name"),
        ("A,Xã,99001,01/07/2025,NQ", "cột from"),
        ("A,Xã,99001,2025-07-01,", "cột source"),
    ],
)
def test_a_wrong_mapping_row_names_line_and_column(row: str, where: str) -> None:
    """Line 2 and the column are named."""
    with pytest.raises(InputError, match=f"dòng 2: {where}"):
        read_mapping(f"old_name,old_type,new_code,from,source\n{row}\n".encode(), name="cu.csv")


def test_a_file_that_is_no_json_ends_with_status_2(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The command prints one sentence on standard error and returns 2."""
    wrong = tmp_path / "a.json"
    wrong.write_bytes(b"\xff\xfe not json")
    assert main(["units", "import", str(wrong)]) == 2
    assert main(["units", "import", str(tmp_path / "none.json")]) == 2
    lines = capsys.readouterr().err.splitlines()
    assert len(lines) == 2 and "không phải JSON" in lines[0] and "Không thấy tệp" in lines[1]
