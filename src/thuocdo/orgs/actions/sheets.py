"""Excel workbooks in and out, for the imports and exports of this stage."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from datetime import date
from typing import Any, BinaryIO

import openpyxl
from django.utils.translation import gettext as _
from openpyxl.styles import Font

from thuocdo.lib.errors import InputError

MAX_BYTES = 5_000_000
MAX_UNPACKED = 60_000_000
MAX_ROWS = 2200


def read_table(file: BinaryIO) -> list[list[object]]:
    """The cells of the first sheet. Raises InputError for what is no .xlsx file, too large or packed too tight."""
    data = file.read(MAX_BYTES + 1)
    if len(data) > MAX_BYTES:
        raise InputError(_("Tệp lớn quá 5 MB; tệp danh sách chỉ cần một trang tính."))
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            if sum(entry.file_size for entry in package.infolist()) > MAX_UNPACKED:
                raise InputError(_("Tệp nén quá nhiều dữ liệu nên không nhận."))
        book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True)
        sheet = book.worksheets[0]
        table: list[list[object]] = [
            list(row) for row in sheet.iter_rows(max_row=MAX_ROWS, max_col=40, values_only=True)
        ]
        book.close()
    except InputError:
        raise
    except Exception as error:
        raise InputError(_("Không đọc được tệp này; cần tệp Excel .xlsx theo tệp mẫu.")) from error
    return table


def fill(sheet: Any, rows: Sequence[Sequence[object]]) -> None:
    """Write rows, the first as heading; text stays text even where it begins like a formula."""
    for number, row in enumerate(rows, 1):
        for column, value in enumerate(row, 1):
            cell = sheet.cell(row=number, column=column)
            cell.value = value
            if isinstance(value, str):
                cell.data_type = "s"
            if isinstance(value, date):
                cell.number_format = "DD/MM/YYYY"
    for column in range(1, len(rows[0]) + 1):
        sheet.cell(row=1, column=column).font = Font(bold=True)
        sheet.column_dimensions[sheet.cell(row=1, column=column).column_letter].width = 24
    sheet.freeze_panes = "A2"


def to_bytes(book: openpyxl.Workbook) -> bytes:
    """The workbook as a file."""
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()
