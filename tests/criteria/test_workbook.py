"""A set goes out as a workbook and comes back the same; what is wrong in it is told by its cell."""

from __future__ import annotations

import io

import openpyxl
import pytest

from tests.criteria.rules.test_loading import GOOD
from thuocdo.criteria.rules.library import shipped, shipped_names, shipped_text
from thuocdo.criteria.rules.loading import load_framework
from thuocdo.criteria.rules.problems import FrameworkError
from thuocdo.criteria.workbook import read_workbook, write_workbook
from thuocdo.lib.errors import InputError


@pytest.mark.parametrize("name", shipped_names())
def test_workbook_gives_the_same_set(name: str) -> None:
    """Written and read back, every shipped set is equal to itself in every part."""
    read = read_workbook(io.BytesIO(write_workbook(shipped_text(name))))
    assert load_framework(read.text, name) == shipped(name)


def changed(sheet: str, cell: str, value: object) -> io.BytesIO:
    """The workbook of the sample set with one cell changed."""
    book = openpyxl.load_workbook(io.BytesIO(write_workbook(GOOD)))
    book[sheet][cell] = value
    out = io.BytesIO()
    book.save(out)
    return io.BytesIO(out.getvalue())


@pytest.mark.parametrize(
    ("sheet", "cell", "value", "at", "says"),
    [
        ("Tiêu chí", "E3", "nhiều", "Tiêu chí!E3", "không phải một số"),
        ("Tiêu chí", "G3", "bậc thang", "Tiêu chí!G3", "chỉ nhận"),
        ("Tiêu chí", "H3", "cap = ", "Tiêu chí!H3", "phải là một bảng"),
        ("Tiêu chí", "E4", 3, "Tiêu chí!E2", "Thừa 0,50 ở lĩnh vực 5"),
        ("Số đo", "D2", "tỷ số", "Số đo!D2", "chỉ nhận"),
        ("Căn cứ", "D2", "31/02/2026", "Căn cứ!D2", "không phải một ngày có thật"),
        ("Thông tin chung", "B6", "huyện", "Thông tin chung!B6", "chỉ nhận: province, commune"),
    ],
)
def test_wrong_cell_is_named_by_its_address(sheet: str, cell: str, value: object, at: str, says: str) -> None:
    """Each fault of a workbook carries the sheet and cell where it was typed."""
    read = read_workbook(changed(sheet, cell, value))
    with pytest.raises(FrameworkError) as caught:
        load_framework(read.text, "mau.xlsx")
    found = {problem.cell: problem.text for problem in read.at_cells(caught.value.problems)}
    assert at in found and says in found[at], found


def test_comma_numbers_and_settings_are_understood() -> None:
    """7,5 typed as text is seven and a half; a gear names a setting."""
    assert load_framework(read_workbook(changed("Tiêu chí", "E3", "7,5")).text, "x") == load_framework(
        GOOD, "x"
    )
    read = read_workbook(changed("Tiêu chí", "E3", "⚙ nguong"))
    assert 'max = { setting = "nguong" }' in read.text


def test_other_files_are_refused() -> None:
    """What is no workbook, or one of another layout, is refused in words."""
    with pytest.raises(InputError, match=r"cần tệp Excel \.xlsx"):
        read_workbook(io.BytesIO(b"PK not a workbook"))
    book, out = openpyxl.Workbook(), io.BytesIO()
    book.save(out)
    with pytest.raises(InputError, match="Tệp thiếu trang tính “Thông tin chung”"):
        read_workbook(io.BytesIO(out.getvalue()))
    with pytest.raises(InputError, match="cột lạ “Màu”"):
        read_workbook(changed("Tiêu chí", "A1", "Màu"))
