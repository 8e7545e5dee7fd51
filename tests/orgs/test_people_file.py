"""People from Excel: all of them or nobody."""

from __future__ import annotations

import io
from datetime import datetime
from typing import Any

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.cast import NOW, Cast
from thuocdo.lib.errors import InputError
from thuocdo.orgs.actions.people_file import import_people, people_template
from thuocdo.orgs.models import Person
from thuocdo.orgs.rules.people_sheet import COLUMNS, SheetError
from thuocdo.orgs.rules.rights import Role

GOOD = (
    "Người Một",
    "nguoi.mot",
    "mot@mau.vn",
    "0900000001",
    "Phòng Kinh tế",
    "Công chức",
    "Chuyên viên",
    "01/07/2026",
)


def sheet(*rows: tuple[Any, ...], heading: tuple[str, ...] = COLUMNS) -> io.BytesIO:
    book = openpyxl.Workbook()
    for row in (heading, *rows):
        book.worksheets[0].append(list(row))
    out = io.BytesIO()
    book.save(out)
    out.seek(0)
    return out


def with_cell(column: str, value: Any) -> tuple[Any, ...]:
    row: list[Any] = list(GOOD)
    row[COLUMNS.index(column)] = value
    return tuple(row)


def errors_of(cast: Cast, *rows: tuple[Any, ...]) -> tuple[str, ...]:
    before = Person.objects.count()
    with pytest.raises(SheetError) as caught:
        import_people(file=sheet(*rows), by=cast.person("administrator"), now=NOW)
    assert Person.objects.count() == before
    return caught.value.errors


def test_a_good_file_makes_everybody_with_a_link(cast: Cast) -> None:
    """Each row becomes a person with unit, role, position and first day; each gets an own link."""
    second = (
        "Người Hai",
        "nguoi.hai",
        None,
        None,
        "phong van hoa - xa hoi",
        "Trưởng đơn vị",
        None,
        datetime(2026, 7, 1),
    )
    made = import_people(file=sheet(GOOD, second), by=cast.person("administrator"), now=NOW)
    assert [person.username for person, _token in made] == ["nguoi.mot", "nguoi.hai"]
    assert len({token for _person, token in made}) == 2
    held = made[1][0].memberships.get()
    assert (held.unit, held.role, str(held.starts)) == (cast.unit("culture"), Role.HEAD, "2026-07-01")


@pytest.mark.parametrize(
    ("column", "value", "error"),
    [
        ("Họ và tên", None, "Ô A3: thiếu Họ và tên."),
        ("Tên đăng nhập", "Có dấu", "Ô B3: Tên đăng nhập gồm 3 đến 60"),
        ("Tên đăng nhập", "officer", "Ô B3: tên đăng nhập “officer” đã có người dùng."),
        ("Tên đăng nhập", "nguoi.mot", "Ô B3: “nguoi.mot” đã có ở ô B2."),
        ("Thư điện tử", "khong-phai", "Ô C3: Thư điện tử phải có dạng"),
        ("Đơn vị", "Phòng Không Có", "Ô E3: không có đơn vị “Phòng Không Có”"),
        ("Đơn vị", "Sở Nội vụ", "Ô E3: không có đơn vị “Sở Nội vụ”"),
        ("Vai trò", "Vua", "Ô F3: không có vai trò “Vua”; chọn một trong: Lãnh đạo"),
        ("Từ ngày", "31/02/2026", "Ô H3: “31/02/2026” không phải ngày"),
    ],
)
def test_one_wrong_cell_is_named_and_nobody_comes_in(cast: Cast, column: str, value: Any, error: str) -> None:
    """The address of the cell and what would be right; the good row is not imported either."""
    changed = list(with_cell(column, value))
    for name, other in (("Tên đăng nhập", "nguoi.hai"), ("Thư điện tử", "hai@mau.vn")):
        if name != column:
            changed[COLUMNS.index(name)] = other
    assert any(line.startswith(error) for line in errors_of(cast, GOOD, tuple(changed)))


def test_all_wrong_cells_are_named_at_once(cast: Cast) -> None:
    """Three faults in two rows are three lines."""
    found = errors_of(cast, with_cell("Đơn vị", "Không"), ("", "a", "", "", "Phòng Kinh tế", "Vua", "", ""))
    assert [line.split(":")[0] for line in found] == ["Ô A3", "Ô F3", "Ô E2"]


def test_units_of_one_name_need_their_authority(cast: Cast) -> None:
    """A province's administrator names the commune in brackets; the bare name is refused with that hint."""
    boss = cast.person("province_administrator")
    with pytest.raises(SheetError, match=r"Ô E2: có 2 đơn vị tên “Phòng Kinh tế”"):
        import_people(file=sheet(GOOD), by=boss, now=NOW)
    made = import_people(file=sheet(with_cell("Đơn vị", "Phòng Kinh tế (Xã Bên Cạnh)")), by=boss, now=NOW)
    assert made[0][0].memberships.get().unit == cast.unit("other_economy")


def test_columns_in_another_order_and_blank_rows_are_fine(cast: Cast) -> None:
    """Columns are found by their names; empty rows are passed over."""
    made = import_people(
        file=sheet((None,) * 8, tuple(reversed(GOOD)), heading=tuple(reversed(COLUMNS))),
        by=cast.person("administrator"),
        now=NOW,
    )
    assert made[0][0].full_name == "Người Một"


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04 broken", b"ten,dang nhap\n", b"\x00" * 100])
def test_what_is_no_workbook_is_refused_in_a_sentence(cast: Cast, data: bytes) -> None:
    """Whatever else is uploaded is one sentence, never an error page."""
    with pytest.raises(InputError, match=r"cần tệp Excel \.xlsx"):
        import_people(file=io.BytesIO(data), by=cast.person("administrator"), now=NOW)


def test_the_template_can_be_filled_in_and_comes_back(cast: Cast) -> None:
    """The file offered for download has the columns the import reads; untouched it says that nobody is in it."""
    with pytest.raises(SheetError, match="chưa có người nào"):
        import_people(file=io.BytesIO(people_template()), by=cast.person("administrator"), now=NOW)
    book = openpyxl.load_workbook(io.BytesIO(people_template()))
    book.worksheets[0].append(list(GOOD))
    out = io.BytesIO()
    book.save(out)
    out.seek(0)
    assert len(import_people(file=out, by=cast.person("administrator"), now=NOW)) == 1


def test_the_page_imports_and_shows_links_or_errors(client: Client, cast: Cast) -> None:
    """On the site a good file ends with links to print, a wrong one with the cells and status 422."""
    client.force_login(cast.person("administrator"))
    url = "/lam-viec/quan-tri/nguoi-dung/nhap/"
    wrong = client.post(
        url, {"file": SimpleUploadedFile("a.xlsx", sheet(with_cell("Vai trò", "Vua")).getvalue())}
    )
    assert wrong.status_code == 422 and "Ô F2" in wrong.content.decode()
    right = client.post(url, {"file": SimpleUploadedFile("a.xlsx", sheet(GOOD).getvalue())})
    assert right.status_code == 200 and "/tai-khoan/lien-ket/" in right.content.decode()
    assert client.get(f"{url}mau/")["Content-Disposition"].startswith("attachment")


def test_the_export_holds_the_filtered_people_and_no_formulas(client: Client, cast: Cast) -> None:
    """The file has exactly those whom the filter leaves; a name that begins like a formula stays text."""
    Person.objects.filter(username="officer").update(full_name="=1+1")
    client.force_login(cast.person("administrator"))
    data = client.get("/lam-viec/quan-tri/nguoi-dung/xuat/?vt=officer").content
    rows = list(openpyxl.load_workbook(io.BytesIO(data)).worksheets[0].iter_rows())
    assert len(rows) == 2
    assert (rows[1][0].value, rows[1][0].data_type, rows[1][1].value) == ("=1+1", "s", "officer")
