"""The rows of a people file: every cell checked before anything is written (pure)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from thuocdo.lib.errors import InputError
from thuocdo.lib.text import clean, fold
from thuocdo.orgs.rules.rights import Role

COLUMNS = (
    "Họ và tên",
    "Tên đăng nhập",
    "Thư điện tử",
    "Điện thoại",
    "Đơn vị",
    "Vai trò",
    "Chức vụ",
    "Từ ngày",
)
REQUIRED = frozenset({"Họ và tên", "Tên đăng nhập", "Đơn vị", "Vai trò"})
MAX_ROWS = 2000
_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


class SheetError(InputError):
    """All that is wrong with a sheet, one sentence a cell."""

    def __init__(self, errors: Sequence[str]) -> None:
        super().__init__(
            " ".join(errors[:3]) + (f" (và {len(errors) - 3} chỗ nữa)" if len(errors) > 3 else "")
        )
        self.errors = tuple(errors)


@dataclass(frozen=True, slots=True)
class Cell:
    """What stands in a cell, and its address as a spreadsheet shows it."""

    address: str
    value: object

    @property
    def text(self) -> str:
        if isinstance(self.value, float) and self.value.is_integer():
            return str(int(self.value))
        return clean(str(self.value)) if self.value is not None else ""


@dataclass(frozen=True, slots=True)
class Row:
    """One person of the file; the unit still as written."""

    number: int
    full_name: Cell
    username: Cell
    email: Cell
    phone: Cell
    unit: Cell
    role: Role
    position: str
    starts: date | None


def read_rows(
    table: Sequence[Sequence[object]], *, role_labels: Mapping[Role, str]
) -> tuple[tuple[Row, ...], tuple[str, ...]]:
    """Rows below the heading, and the errors. Columns are found by name, in any order; empty rows are passed over.

    Raises SheetError where the heading lacks a column or the sheet holds no row or too many.
    """
    if not table:
        raise SheetError(["Trang tính trống; cần dòng đầu ghi tên cột như trong tệp mẫu."])
    heading = {fold(clean(str(name))): place for place, name in enumerate(table[0]) if name not in (None, "")}
    places = {column: heading.get(fold(column)) for column in COLUMNS}
    missing = [column for column in COLUMNS if places[column] is None and column in REQUIRED]
    if missing:
        raise SheetError([f"Dòng 1 thiếu cột “{'”, “'.join(missing)}”; hãy dùng tệp mẫu."])
    roles = {fold(label): role for role, label in role_labels.items()} | {role.value: role for role in Role}
    rows: list[Row] = []
    errors: list[str] = []
    for number, values in enumerate(table[1:], 2):
        if all(value in (None, "") for value in values):
            continue
        row = _row(number, values, places, roles, role_labels, errors)
        if row is not None:
            rows.append(row)
    errors += _doubled(rows)
    if not rows and not errors:
        raise SheetError(["Tệp chưa có người nào dưới dòng tên cột."])
    if len(rows) > MAX_ROWS:
        raise SheetError([f"Tệp có {len(rows)} dòng, quá giới hạn {MAX_ROWS}; hãy tách làm nhiều tệp."])
    return tuple(rows), tuple(errors)


def _row(
    number: int,
    values: Sequence[object],
    places: Mapping[str, int | None],
    roles: Mapping[str, Role],
    role_labels: Mapping[Role, str],
    errors: list[str],
) -> Row | None:
    cells = {column: _cell(number, values, place, column) for column, place in places.items()}
    before = len(errors)
    for column in COLUMNS:
        if column in REQUIRED and not cells[column].text:
            errors.append(f"Ô {cells[column].address}: thiếu {column}.")
    role = roles.get(fold(cells["Vai trò"].text))
    if role is None and cells["Vai trò"].text:
        errors.append(
            f"Ô {cells['Vai trò'].address}: không có vai trò “{cells['Vai trò'].text}”; chọn một trong: {', '.join(role_labels.values())}."
        )
    starts = _day(cells["Từ ngày"], errors)
    if len(errors) > before or role is None:
        return None
    return Row(
        number,
        cells["Họ và tên"],
        cells["Tên đăng nhập"],
        cells["Thư điện tử"],
        cells["Điện thoại"],
        cells["Đơn vị"],
        role,
        cells["Chức vụ"].text,
        starts,
    )


def _cell(number: int, values: Sequence[object], place: int | None, column: str) -> Cell:
    at = COLUMNS.index(column) if place is None else place
    letters = _LETTERS[at] if at < 26 else _LETTERS[at // 26 - 1] + _LETTERS[at % 26]
    value = values[place] if place is not None and place < len(values) else None
    return Cell(f"{letters}{number}", value)


def _day(cell: Cell, errors: list[str]) -> date | None:
    if isinstance(cell.value, datetime):
        return cell.value.date()
    if isinstance(cell.value, date):
        return cell.value
    if not cell.text:
        return None
    for form in ("%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y", "%Y-%m-%d"):
        try:
            return datetime.strptime(cell.text, form).date()  # noqa: DTZ007  (a day, no time)
        except ValueError:
            continue
    errors.append(f"Ô {cell.address}: “{cell.text}” không phải ngày; viết như 01/07/2026.")
    return None


def _doubled(rows: Sequence[Row]) -> list[str]:
    errors: list[str] = []
    for what in ("username", "email"):
        seen: dict[str, str] = {}
        for row in rows:
            cell: Cell = getattr(row, what)
            key = cell.text.lower()
            if key and key in seen:
                errors.append(f"Ô {cell.address}: “{cell.text}” đã có ở ô {seen[key]}.")
            elif key:
                seen[key] = cell.address
    return errors
