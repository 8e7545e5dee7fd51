"""The catalogue of administrative units as a file, and the mapping of old names: checked whole before use (pure).

Form of the catalogue: a JSON list of provinces, each with "Code" (2 digits), "FullName", "Name",
"AdministrativeUnitShortName" and "Wards", a list of the same with 5-digit codes. Form of the mapping: CSV with the
columns old_name, old_type, new_code, from, source; `from` is the day the old name went out of use.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from thuocdo.lib.errors import InputError
from thuocdo.lib.text import clean
from thuocdo.orgs.rules.rights import UnitKind

_FORM = "cần một danh sách tỉnh, mỗi tỉnh có Code (2 chữ số), FullName và Wards (danh sách xã có Code 5 chữ số, FullName)"
_COLUMNS = ("old_name", "old_type", "new_code", "from", "source")


@dataclass(frozen=True, slots=True)
class CatalogueUnit:
    """One unit of the catalogue; `parent` is the province's code, None for a province."""

    code: str
    name: str
    title: str
    kind: UnitKind
    parent: str | None


@dataclass(frozen=True, slots=True)
class OldName:
    """A name out of use since `since`, and the code of the unit that stands in its place."""

    name: str
    code: str
    since: date
    source: str


def read_catalogue(data: bytes, *, name: str) -> tuple[CatalogueUnit, ...]:
    """The units of a catalogue file, provinces before their communes. Raises InputError naming the place."""
    try:
        provinces = json.loads(data.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise InputError(f"Tệp {name} không phải JSON đọc được; {_FORM}.") from error
    if not isinstance(provinces, list) or not provinces:
        raise InputError(f"Tệp {name} không đúng dạng; {_FORM}.")
    units: list[CatalogueUnit] = []
    for number, province in enumerate(provinces, 1):
        where = f"tỉnh thứ {number}"
        top = _unit(province, UnitKind.PROVINCE, None, where=where, name=name)
        units.append(top)
        wards = province.get("Wards")
        if not isinstance(wards, list):
            raise InputError(f"Tệp {name}, {where} ({top.name}): thiếu danh sách Wards; {_FORM}.")
        for row, ward in enumerate(wards, 1):
            units.append(_unit(ward, UnitKind.COMMUNE, top.code, where=f"{where}, xã thứ {row}", name=name))
    seen: dict[str, str] = {}
    for unit in units:
        if unit.code in seen:
            raise InputError(f"Tệp {name}: mã {unit.code} đứng hai lần, ở {seen[unit.code]} và {unit.name}.")
        seen[unit.code] = unit.name
    return tuple(units)


def _unit(row: Any, kind: UnitKind, parent: str | None, *, where: str, name: str) -> CatalogueUnit:
    if not isinstance(row, dict):
        raise InputError(f"Tệp {name}, {where}: không đúng dạng; {_FORM}.")
    code, full = row.get("Code"), row.get("FullName")
    digits = 2 if kind is UnitKind.PROVINCE else 5
    if not isinstance(code, str) or not re.fullmatch(rf"\d{{{digits}}}", code):
        raise InputError(
            f"Tệp {name}, {where}: Code phải là chữ gồm {digits} chữ số, giữ số 0 ở đầu; tệp ghi {code!r}."
        )
    if not isinstance(full, str) or not clean(full) or len(full) > 200:
        raise InputError(f"Tệp {name}, {where} (mã {code}): thiếu FullName hoặc tên dài quá 200 ký tự.")
    if parent is not None and row.get("ProvinceCode", parent) != parent:
        raise InputError(f"Tệp {name}, {where} (mã {code}): ProvinceCode không khớp với tỉnh chứa nó.")
    return CatalogueUnit(
        code, clean(full), clean(str(row.get("AdministrativeUnitShortName") or ""))[:40], kind, parent
    )


def read_mapping(data: bytes, *, name: str) -> tuple[OldName, ...]:
    """The rows of a mapping file. Raises InputError naming line and column."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InputError(f"Tệp {name} không phải UTF-8; hãy lưu lại dạng CSV UTF-8.") from error
    reader = csv.DictReader(io.StringIO(text), strict=True)
    if not reader.fieldnames or not set(_COLUMNS) <= set(reader.fieldnames):
        raise InputError(f"Tệp {name}: dòng đầu phải có các cột {', '.join(_COLUMNS)}.")
    try:
        return tuple(_old_names(reader, name))
    except csv.Error as error:
        raise InputError(f"Tệp {name}, dòng {reader.line_num}: không đúng dạng CSV.") from error


def _old_names(reader: csv.DictReader[str], name: str) -> Iterator[OldName]:
    for row in reader:
        where = f"Tệp {name}, dòng {reader.line_num}"
        value = {column: clean(row[column] or "") for column in _COLUMNS}
        old = value["old_name"]
        kind = value["old_type"]
        # "Huyện" + "Tam Đường"; a name that already says its kind stays
        full = old if not kind or old.lower().startswith(kind.lower()) else f"{kind} {old}"
        if not old or len(full) > 200:
            raise InputError(f"{where}: cột old_name trống hoặc dài quá 200 ký tự.")
        if not re.fullmatch(r"\d{2}|\d{5}", value["new_code"]):
            raise InputError(f"{where}: cột new_code phải có 2 hoặc 5 chữ số, giữ số 0 ở đầu.")
        try:
            since = date.fromisoformat(value["from"])
        except ValueError as error:
            raise InputError(f"{where}: cột from phải là ngày dạng 2025-07-01.") from error
        if not value["source"]:
            raise InputError(f"{where}: cột source trống; cần văn bản làm căn cứ.")
        yield OldName(full, value["new_code"], since, value["source"][:200])
