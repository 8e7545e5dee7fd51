"""A table of numbers from delimited text: first row names, first column units."""

from __future__ import annotations

import csv
import re

import numpy as np

from thuocdo.lib.errors import InputError
from thuocdo.stats.composite.structure import Table

MISSING = {"", "NA", "N/A", "-", "–", "…"}
_POINT = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?")
_COMMA = re.compile(r"[+-]?\d+,\d+")


def read_table(text: str, name: str) -> Table:
    """Delimited text (comma, semicolon or tab) as a table; `name` is the file's, for messages.

    Empty cells, NA and dashes are missing (NaN). Between semicolons or tabs 4,9664 is a decimal number; between commas
    it is refused, because it may also mean thousands. Raises InputError with line and column: no header, a column or
    unit named twice or not at all, a row of another length, a cell that is no number.
    """
    text = text.removeprefix("\ufeff")
    head = next((line for line in text.splitlines() if line.strip()), "")
    comma = max(("\t", ";", ","), key=head.count)
    rows = [
        (i, row) for i, row in enumerate(csv.reader(text.splitlines(), delimiter=comma), start=1) if any(row)
    ]
    if len(rows) < 3 or len(rows[0][1]) < 2:
        raise InputError(
            f"{name}: cần một dòng tên cột và ít nhất hai dòng đơn vị; cột đầu là tên đơn vị, các cột sau là số."
        )
    titles = [cell.strip() for cell in rows[0][1]]
    _unique(titles[1:], name, "cột")
    units, values = [], []
    for line, row in rows[1:]:
        if len(row) != len(titles):
            raise InputError(f"{name}, dòng {line}: có {len(row)} ô, dòng tên cột có {len(titles)}.")
        units.append(row[0].strip())
        values.append(
            [
                _number(cell, f"{name}, dòng {line}, cột “{titles[k]}”", comma)
                for k, cell in enumerate(row)
                if k
            ]
        )
    _unique(units, name, "đơn vị")
    return Table(tuple(units), tuple(titles[1:]), np.array(values))


def _unique(names: list[str], file: str, what: str) -> None:
    if "" in names:
        raise InputError(f"{file}: có {what} chưa ghi tên (thứ {names.index('') + 1}).")
    twice = next((n for i, n in enumerate(names) if n in names[:i]), None)
    if twice is not None:
        raise InputError(f"{file}: {what} “{twice}” có hai lần; mỗi {what} chỉ được một lần.")


def _number(cell: str, where: str, delimiter: str) -> float:
    text = cell.strip()
    if text in MISSING:
        return float("nan")
    if _POINT.fullmatch(text):
        return float(text)
    if _COMMA.fullmatch(text):
        if delimiter == ",":
            raise InputError(
                f"{where}: “{text}” có thể là số thập phân hoặc hàng nghìn; hãy viết dấu chấm thập phân, hoặc ngăn cột bằng dấu chấm phẩy."
            )
        return float(text.replace(",", "."))
    raise InputError(
        f"{where}: “{text}” không phải là số; nhận số như 12.5, hoặc để trống khi không có số liệu."
    )
