"""A set as a workbook of fixed layout: one sheet a kind of table, one row a table, one column a key.

A workbook is turned into the TOML text that is then kept, so that there is one format and one check. Each line of
that text remembers the cell it came from; faults are told by the cell's address.
"""

from __future__ import annotations

import io
import re
import tomllib
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from typing import Any, BinaryIO

import openpyxl
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter

from thuocdo.criteria.rules.problems import Problem
from thuocdo.lib.errors import InputError

MAX_BYTES, MAX_UNPACKED, MAX_ROWS = 5_000_000, 60_000_000, 3000

TEXT, NUMBER, FLAG, LIST, LINES, DAY, TABLE = "text", "number", "flag", "list", "lines", "day", "table"


@dataclass(frozen=True)
class Sheet:
    """One sheet: `key` of the TOML text, whether its tables are named or listed, its columns (key, heading, kind)."""

    title: str
    key: str
    named: bool
    columns: tuple[tuple[str, str, str], ...]


_NAMES = (("label", "Tên", TEXT), ("label_en", "Tên tiếng Anh", TEXT))
_BOUNDS = (("least", "Thấp nhất", NUMBER), ("most", "Cao nhất", NUMBER))
_NAMED = ("name", "Mã", TEXT)

SHEETS: tuple[Sheet, ...] = (
    Sheet(
        "Căn cứ",
        "bases",
        True,
        (
            _NAMED,
            ("kind", "Loại", TEXT),
            ("text", "Nội dung", TEXT),
            ("valid_from", "Hiệu lực từ", DAY),
            ("valid_to", "Hiệu lực đến", DAY),
            ("note", "Ghi chú", TEXT),
        ),
    ),
    Sheet("Mức xếp loại", "bands", False, (*_NAMES, ("least", "Từ (%)", NUMBER))),
    Sheet(
        "Tham số",
        "settings",
        True,
        (_NAMED, *_NAMES, ("unit", "Đơn vị tính", TEXT), *_BOUNDS, ("note", "Ghi chú", TEXT)),
    ),
    Sheet(
        "Số đo",
        "measures",
        True,
        (
            _NAMED,
            *_NAMES,
            ("kind", "Kiểu", TEXT),
            ("unit", "Đơn vị tính", TEXT),
            ("source", "Nguồn", TEXT),
            *_BOUNDS,
        ),
    ),
    Sheet(
        "Minh chứng",
        "documents",
        True,
        (
            _NAMED,
            *_NAMES,
            ("kind", "Loại văn bản", TEXT),
            ("pdf", "Phải là PDF", FLAG),
            ("signed", "Phải ký", FLAG),
            ("received_by", "Nhận chậm nhất", TEXT),
            ("optional", "Không bắt buộc", FLAG),
        ),
    ),
    Sheet(
        "Tiêu chí",
        "criteria",
        False,
        (
            ("code", "Mã", TEXT),
            ("under", "Thuộc", TEXT),
            ("name", "Tên", TEXT),
            ("name_en", "Tên tiếng Anh", TEXT),
            ("max", "Điểm tối đa", NUMBER),
            ("least", "Điểm thấp nhất", NUMBER),
            ("method", "Cách tính", TEXT),
            ("params", "Thông số", TABLE),
            ("inputs", "Số đo dùng", TABLE),
            ("zero", "Khi không phát sinh", TEXT),
            ("basis", "Căn cứ", TEXT),
            ("evidence", "Minh chứng", LIST),
            ("owner", "Chủ trì", TEXT),
            ("places", "Số chữ số thập phân", NUMBER),
            ("weight", "Trọng số", NUMBER),
            ("combine", "Cách gộp", TEXT),
            ("note", "Ghi chú", TEXT),
        ),
    ),
)
HEAD = "Thông tin chung"
_HEAD_KINDS = {"total": NUMBER, "places": NUMBER, "comparable_with": LINES, "notes": LINES}
_HEAD_KEYS = (
    "code",
    "version",
    "name",
    "name_en",
    "index",
    "level",
    "total",
    "places",
    "combine",
    "basis",
    "extends",
    "changes",
    "comparable_with",
    "notes",
)


@dataclass(frozen=True)
class Read:
    """The TOML text of a workbook, and the cell ("Tiêu chí!E12") of each of its lines."""

    text: str
    cells: Mapping[int, str]

    def at_cells(self, problems: Iterable[Problem]) -> list[Problem]:
        """The faults with the addresses of their cells."""
        return [replace(problem, cell=self.cells.get(problem.line, "")) for problem in problems]


class _Writer:
    def __init__(self) -> None:
        self.lines: list[str] = []
        self.cells: dict[int, str] = {}

    def add(self, line: str, cell: str) -> None:
        self.lines.append(line)
        self.cells[len(self.lines)] = cell


def read_workbook(file: BinaryIO) -> Read:
    """The set of a workbook of this layout as TOML text. Raises InputError for another file or layout."""
    book = _opened(file)
    titles = {sheet.title for sheet in SHEETS} | {HEAD}
    missing = [title for title in (HEAD, *(s.title for s in SHEETS)) if title not in book.sheetnames]
    if missing:
        raise InputError(
            f"Tệp thiếu trang tính “{missing[0]}”; cần đủ các trang: {', '.join(sorted(titles))}."
        )
    out = _Writer()
    for number, row in enumerate(
        book[HEAD].iter_rows(max_row=MAX_ROWS, max_col=3, values_only=True), start=1
    ):
        key = str(row[0] or "").strip()
        if number > 1 and key and len(row) > 1 and row[1] not in (None, ""):
            out.add(f"{_key(key)} = {_value(row[1], _HEAD_KINDS.get(key, TEXT))}", f"{HEAD}!B{number}")
    for sheet in SHEETS:
        _read_sheet(book[sheet.title], sheet, out)
    book.close()
    return Read("\n".join(out.lines) + "\n", out.cells)


def _opened(file: BinaryIO) -> Any:
    data = file.read(MAX_BYTES + 1)
    if len(data) > MAX_BYTES:
        raise InputError("Tệp lớn quá 5 MB.")
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            if sum(entry.file_size for entry in package.infolist()) > MAX_UNPACKED:
                raise InputError("Tệp nén quá nhiều dữ liệu nên không nhận.")
        return openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True)
    except InputError:
        raise
    except Exception as error:
        raise InputError("Không đọc được tệp này; cần tệp Excel .xlsx xuất từ một bộ tiêu chí.") from error


def _read_sheet(cells: Any, sheet: Sheet, out: _Writer) -> None:
    rows = cells.iter_rows(max_row=MAX_ROWS, max_col=40, values_only=True)
    found = [str(value or "").strip() for value in next(rows, ())]
    kinds = {heading: (key, kind) for key, heading, kind in sheet.columns}
    strange = [heading for heading in found if heading and heading not in kinds]
    if strange:
        raise InputError(f"Trang “{sheet.title}” có cột lạ “{strange[0]}”; cần: {', '.join(kinds)}.")
    for number, row in enumerate(rows, start=2):
        given = [
            (kinds[h], value, i) for i, (h, value) in enumerate(zip(found, row, strict=False)) if h in kinds
        ]
        given = [entry for entry in given if entry[1] not in (None, "")]
        if not given:
            continue
        first = f"{sheet.title}!A{number}"
        name = next((str(value).strip() for (key, _kind), value, _i in given if key == "name"), "")
        out.add(
            f"[{sheet.key}.{_key(name or f'hang_{number}')}]" if sheet.named else f"[[{sheet.key}]]", first
        )
        for (key, kind), value, column in given:
            if not (sheet.named and key == "name"):
                cell = f"{sheet.title}!{get_column_letter(column + 1)}{number}"
                out.add(f"{key} = {_value(value, kind)}", cell)


def _key(name: str) -> str:
    return name if re.fullmatch(r"[\w\-]+", name, re.ASCII) else _quoted(name)


def _quoted(text: str) -> str:
    escaped = (
        text.replace("\\", "\\\\")
        .replace('"', '\\"')
        .replace("\n", "\\n")
        .replace("\r", "")
        .replace("\t", " ")
    )
    return '"' + "".join(c for c in escaped if c >= " ") + '"'


def _value(value: object, kind: str) -> str:
    """A cell as TOML. What does not fit its column is kept as text, for the loader to refuse with the cell's address."""
    if isinstance(value, datetime):
        value = value.date()
    if isinstance(value, date):
        return value.isoformat() if kind == DAY else _quoted(value.isoformat())
    text = str(value).strip()
    if kind == NUMBER:
        return _number(value, text)
    if kind == FLAG:
        return (
            "true"
            if text.lower() in {"x", "có", "true", "1"}
            else "false"
            if text.lower() in {"không", "false", "0"}
            else _quoted(text)
        )
    if kind in (LIST, LINES):
        parts = text.split("\n") if kind == LINES else re.split(r"[;,\n]", text)
        return "[" + ", ".join(_quoted(part.strip()) for part in parts if part.strip()) + "]"
    if kind == DAY:
        found = re.fullmatch(r"(\d{1,2})/(\d{1,2})/(\d{4})", text)
        return _quoted(f"{found[3]}-{int(found[2]):02d}-{int(found[1]):02d}" if found else text)
    if kind == TABLE:
        return _inline(text)
    if isinstance(value, float) and value.is_integer():
        text = str(int(value))
    return _quoted(text)


def _number(value: object, text: str) -> str:
    if isinstance(value, bool):
        return _quoted(text)
    if isinstance(value, int | float):
        return str(int(value)) if float(value).is_integer() else repr(value)
    if text.startswith("⚙"):
        return f"{{ setting = {_quoted(text[1:].strip())} }}"
    plain = text.replace(",", ".")
    return plain if re.fullmatch(r"-?\d+(\.\d+)?", plain) else _quoted(text)


def _inline(text: str) -> str:
    """A cell that holds the inside of an inline table; what is none stays a text, which the loader refuses."""
    line = re.sub(r"\s*\n\s*", ", ", text)
    try:
        tomllib.loads(f"x = {{ {line} }}")
    except tomllib.TOMLDecodeError:
        return _quoted(text)
    return f"{{ {line} }}"


def write_workbook(text: str) -> bytes:
    """A set's TOML text as a workbook that `read_workbook` reads back to the same set."""
    data = tomllib.loads(text, parse_float=Decimal)
    book = openpyxl.Workbook()
    head = book.worksheets[0]
    head.title = HEAD
    rows = [("Khóa", "Giá trị")] + [
        (k, _cell(data[k], _HEAD_KINDS.get(k, TEXT))) for k in _HEAD_KEYS if k in data
    ]
    _fill(head, rows)
    for sheet in SHEETS:
        tables = data.get(sheet.key, {} if sheet.named else [])
        entries = [{"name": name, **table} for name, table in tables.items()] if sheet.named else tables
        body = [[_cell(entry.get(key), kind) for key, _heading, kind in sheet.columns] for entry in entries]
        _fill(book.create_sheet(sheet.title), [[heading for _key, heading, _kind in sheet.columns], *body])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _cell(value: Any, kind: str) -> object:
    if value is None or value == []:
        return None
    if kind == FLAG:
        return "x" if value else None
    if kind in (LIST, LINES):
        return ("\n" if kind == LINES else ", ").join(value)
    if kind == TABLE:
        return ", ".join(f"{key} = {_toml(item)}" for key, item in value.items())
    if isinstance(value, Mapping):
        return f"⚙ {value['setting']}"
    return float(value) if isinstance(value, Decimal) else value


def _toml(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return _quoted(value)
    if isinstance(value, Mapping):
        return "{ " + ", ".join(f"{key} = {_toml(item)}" for key, item in value.items()) + " }"
    if isinstance(value, list):
        return "[" + ", ".join(_toml(item) for item in value) + "]"
    return value.isoformat() if isinstance(value, date) else str(value)


def _fill(sheet: Any, rows: Sequence[Sequence[object]]) -> None:
    for number, row in enumerate(rows, start=1):
        for column, value in enumerate(row, start=1):
            cell = sheet.cell(row=number, column=column, value=value)
            if isinstance(value, str):
                cell.data_type = "s"  # text that begins like a formula stays text
            if isinstance(value, date):
                cell.number_format = "DD/MM/YYYY"
            cell.alignment = Alignment(vertical="top", wrap_text=True)
    for column, heading in enumerate(rows[0], start=1):
        sheet.cell(row=1, column=column).font = Font(bold=True)
        sheet.column_dimensions[get_column_letter(column)].width = (
            44 if heading in {"Tên", "Nguồn", "Ghi chú", "Giá trị", "Nội dung", "Thông số"} else 20
        )
    sheet.freeze_panes = "A2"
