"""A CSV file of one year: a row per province, a column per sub-dimension, dimension or total."""

from __future__ import annotations

import csv
import io
import math
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from thuocdo.lib.errors import InputError
from thuocdo.lib.text import fold
from thuocdo.plans.rules.papi.provinces import plain_key, province_key
from thuocdo.plans.rules.papi.structure import COLUMNS, dimension_named, structure_of
from thuocdo.plans.rules.papi.table import YearTable

MAX_BYTES = 2_000_000
MAX_ROWS = 500
_PROVINCE = {"province", "tinh", "tinh thanh pho", "tinh, thanh pho", "dia phuong", "ten tinh"}
_TOTAL = {"total", "tong", "tong diem", "papi", "tong cong", "tong so", "diem papi", "d0"}


@dataclass
class _Read:
    cells: dict[str, dict[str, float | None]] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)
    classes: dict[str, dict[int, str]] = field(default_factory=dict)
    lines: dict[str, int] = field(default_factory=dict)


def read_file(path: Path, year: int) -> YearTable:
    """`read_year` of a file on disk."""
    try:
        if path.stat().st_size > MAX_BYTES:
            raise InputError(f"Tệp {path.name} lớn quá 2 MB; một năm PAPI chỉ khoảng 20 KB.")
        data = path.read_bytes()
    except OSError as error:
        raise InputError(f"Không đọc được {path.name} ({error.strerror}).") from error
    return read_year(data, name=path.name, year=year)


def read_year(data: bytes, *, name: str, year: int) -> YearTable:
    """The table of a file. Comma, semicolon or tab between cells; decimal comma or point; blanks stay blanks.

    Headers: Province (Tỉnh); SC11.., 1.1.., D1..D8 or the name of a dimension, Tổng; NHOM, NHOM1..NHOM8 for classes.
    Raises InputError naming file, line and column where it is not of that form, or a province comes twice.
    """
    lines = list(csv.reader(io.StringIO(_text(data, name)), delimiter=_delimiter(data)))
    if not lines:
        raise InputError(f"Tệp {name} trống.")
    if len(lines) > MAX_ROWS:
        raise InputError(f"Tệp {name} có {len(lines)} dòng; một năm PAPI chỉ có một dòng cho mỗi tỉnh.")
    header = [cell.strip() for cell in lines[0]]
    where = next((i for i, cell in enumerate(header) if fold(cell) in _PROVINCE), None)
    if where is None:
        raise InputError(f"Tệp {name} thiếu cột Province; cần các cột Province, SC11, …, SC83.")
    meant = {i: _meant(cell, year) for i, cell in enumerate(header) if i != where and cell}
    columns = [column for column in meant.values() if column and not column.startswith("NHOM")]
    twice = sorted({column for column in columns if columns.count(column) > 1})
    if twice:
        raise InputError(f"Tệp {name}: cột {', '.join(twice)} có hai lần.")
    if not columns:
        raise InputError(f"Tệp {name} không có cột điểm nào; cần SC11, …, SC83 hoặc D1, …, D8, Tổng.")
    read = _Read()
    for number, line in enumerate(lines[1:], 2):
        if any(cell.strip() for cell in line):
            _row(read, line, number, where, meant, name, year)
    if not read.cells:
        raise InputError(f"Tệp {name} chỉ có dòng tiêu đề, không có tỉnh nào.")
    ignored = tuple(header[i] for i, column in meant.items() if column is None)
    return YearTable(year, tuple(columns), read.cells, read.names, read.classes, read.lines, ignored)


def _text(data: bytes, name: str) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InputError(f"Không đọc được {name}: cần tệp CSV mã UTF-8.") from error


def _delimiter(data: bytes) -> str:
    head = data.split(b"\n", 1)[0]
    return max((",", ";", "\t"), key=lambda mark: head.count(mark.encode()))


def _meant(header: str, year: int) -> str | None:
    """The column that a header means, None for one that is not understood."""
    plain = header.upper()
    if plain in COLUMNS or re.fullmatch(r"D[0-8]|NHOM[1-8]?", plain):
        return plain
    if fold(header) in _TOTAL:
        return "D0"
    structure = structure_of(year) or structure_of(year, like=2024)
    found = re.match(r"([1-8])\.(\d)\b", header)
    if found and structure is not None:
        return next((c.name for c in structure.columns if c.code == found.group()), None)
    number = dimension_named(header)
    return f"D{number}" if number else None


def _row(
    read: _Read,
    line: list[str],
    number: int,
    where: int,
    meant: Mapping[int, str | None],
    name: str,
    year: int,
) -> None:
    printed = line[where].strip() if where < len(line) else ""
    key = province_key(printed, year) or plain_key(printed)
    if not key:
        raise InputError(f"Tệp {name}, dòng {number}: thiếu tên hoặc mã tỉnh ở cột Province.")
    if key in read.cells:
        raise InputError(
            f"Tệp {name}, dòng {number}: “{printed}” đã có ở dòng {read.lines[key]}; mỗi tỉnh chỉ một dòng."
        )
    read.cells[key], read.names[key], read.lines[key] = {}, printed, number
    for i, column in meant.items():
        cell = line[i].strip() if i < len(line) else ""
        if column is None:
            continue
        if column.startswith("NHOM"):
            if cell:
                read.classes.setdefault(key, {})[int(column[4:] or 0)] = cell
            continue
        read.cells[key][column] = _number(cell, f"Tệp {name}, dòng {number}, cột {column}")


def _number(cell: str, place: str) -> float | None:
    if not cell:
        return None
    try:
        value = float(cell.replace(",", ".")) if re.fullmatch(r"[-+]?[\d.,eE+-]+", cell) else math.nan
    except ValueError:
        value = math.nan
    if not math.isfinite(value):
        raise InputError(f"{place}: “{cell[:30]}” không phải là số. Ô chưa có điểm thì để trống.")
    return value
