"""Units from Excel: offices, centres, villages of an authority."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import BinaryIO

import openpyxl
from django.utils.translation import gettext as _
from openpyxl.worksheet.datavalidation import DataValidation

from thuocdo.audit.actions import record, recorded
from thuocdo.lib.errors import InputError
from thuocdo.lib.text import clean, fold
from thuocdo.orgs.actions.allowed import day_of
from thuocdo.orgs.actions.sheets import fill, read_table, to_bytes
from thuocdo.orgs.actions.units import create_unit
from thuocdo.orgs.models import KIND_LABELS, Person, Unit
from thuocdo.orgs.queries.rights import rights_of
from thuocdo.orgs.rules.people_sheet import SheetError
from thuocdo.orgs.rules.rights import Right, UnitKind

COLUMNS = ("Tên đơn vị", "Loại", "Thuộc đơn vị", "Mã", "Điện thoại", "Thư điện tử")


@dataclass(frozen=True, slots=True)
class _Line:
    number: int
    values: tuple[str, ...]

    def cell(self, column: int) -> str:
        return f"{'ABCDEF'[column]}{self.number}"


@recorded
def import_units(*, file: BinaryIO, by: Person | None, now: datetime) -> tuple[int, int]:
    """Open every unit of the file that does not exist yet; or none, with SheetError naming every cell.

    Columns stand as in the template. A parent may be a unit in reach or one further up in the file. A unit of that
    name below that parent counts as known. Returns how many were new and how many known.
    """
    lines = _lines(read_table(file))
    known = _known(by, now)
    kinds = {fold(str(label)): kind for kind, label in KIND_LABELS.items()}
    errors: list[str] = []
    new = kept = 0
    for line in lines:
        name, kind_label, parent_name, code, phone, email = line.values
        parent = known.get(fold(parent_name))
        kind = kinds.get(fold(kind_label))
        if kind is None:
            errors.append(
                _("Ô {cell}: không có loại “{name}”; chọn trong danh sách của tệp mẫu.").format(
                    cell=line.cell(1), name=kind_label
                )
            )
        if parent is None:
            errors.append(
                _("Ô {cell}: không có đơn vị “{name}” trong phạm vi của bạn hay ở dòng trên.").format(
                    cell=line.cell(2), name=parent_name
                )
            )
        if kind is None or parent is None:
            continue
        same = Unit.objects.filter(parent=parent, folded=fold(name), valid_to__isnull=True).first()
        try:
            unit = same or create_unit(
                name=name, kind=kind, parent=parent, code=code, phone=phone, email=email, by=by, now=now
            )
        except InputError as error:
            errors.append(f"Ô {line.cell(0)}: {error}")
            continue
        new, kept = new + (same is None), kept + (same is not None)
        known.setdefault(unit.folded, unit)
    if errors:
        raise SheetError(errors)
    record("orgs.units.imported", by=by, now=now, subject="orgs.unit", after={"new": new, "known": kept})
    return new, kept


def _lines(table: Sequence[Sequence[object]]) -> list[_Line]:
    heading = [fold(clean(str(value or ""))) for value in (table[0] if table else ())][: len(COLUMNS)]
    if heading != [fold(column) for column in COLUMNS]:
        raise SheetError(
            [
                _("Dòng 1 phải có đúng các cột: {columns}; hãy dùng tệp mẫu.").format(
                    columns=", ".join(COLUMNS)
                )
            ]
        )
    lines = []
    for number, row in enumerate(table[1:], 2):
        values = tuple(
            clean(str(value)) if value is not None else ""
            for value in [*row, *[None] * len(COLUMNS)][: len(COLUMNS)]
        )
        if any(values):
            lines.append(_Line(number, values))
    if not lines:
        raise SheetError([_("Tệp chưa có đơn vị nào dưới dòng tên cột.")])
    return lines


def _known(by: Person | None, now: datetime) -> dict[str, Unit]:
    """Units in reach by name; a name that several bear is reached by "tên (cơ quan)" or code only."""
    units = Unit.objects.filter(valid_to__isnull=True).select_related("authority", "parent").order_by()
    if by is not None:
        units = units.filter(rights_of(by, on=day_of(now)).reach(Right.UNIT_ADMIN))
    named: dict[str, list[Unit]] = {}
    for unit in units:
        holder = unit.authority.name if unit.authority else ""
        for name in {unit.folded, fold(f"{unit.name} ({holder})"), unit.code or unit.folded}:
            named.setdefault(name, []).append(unit)
    return {name: found[0] for name, found in named.items() if len(found) == 1}


def units_template() -> bytes:
    """An empty file with the columns and the kinds to choose from."""
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.title = "Đơn vị"
    fill(sheet, [COLUMNS])
    fill(book.create_sheet("Loại"), [("Loại",), *((str(label),) for label in KIND_LABELS.values())])
    choice = DataValidation(type="list", formula1=f"'Loại'!$A$2:$A${len(UnitKind) + 1}", allow_blank=False)
    sheet.add_data_validation(choice)
    choice.add("B2:B2001")
    return to_bytes(book)
