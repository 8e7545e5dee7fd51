"""Units from Excel: all of them or none."""

from __future__ import annotations

import io
from typing import Any

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.cast import NOW, Cast
from thuocdo.orgs.actions.units_file import COLUMNS, import_units
from thuocdo.orgs.models import Unit
from thuocdo.orgs.rules.people_sheet import SheetError

VILLAGE = ("Bản Mẫu Hai", "Thôn, bản, tổ dân phố", "Xã Mẫu", None, "0900000002", None)


def sheet(*rows: tuple[Any, ...]) -> io.BytesIO:
    book = openpyxl.Workbook()
    for row in (COLUMNS, *rows):
        book.worksheets[0].append(list(row))
    out = io.BytesIO()
    book.save(out)
    out.seek(0)
    return out


def test_new_units_are_opened_and_known_ones_kept(cast: Cast) -> None:
    """A row may stand below one further up; the second import opens nothing."""
    team = ("Tổ chính sách", "Đơn vị khác", "bản mẫu hai", None, None, None)
    admin = cast.person("administrator")
    assert import_units(file=sheet(VILLAGE, team), by=admin, now=NOW) == (2, 0)
    assert Unit.objects.get(name="Tổ chính sách").authority == cast.unit("commune")
    assert import_units(file=sheet(VILLAGE, team), by=admin, now=NOW) == (0, 2)


def test_wrong_cells_are_named_and_nothing_is_opened(cast: Cast) -> None:
    """An unknown kind, a parent next door and a code on a village are three cells; the good row is not opened."""
    rows = (
        VILLAGE,
        ("Bản Ba", "Ấp", "Xã Mẫu", None, None, None),
        ("Bản Bốn", "Thôn, bản, tổ dân phố", "Xã Bên Cạnh", None, None, None),
        ("Bản Năm", "Thôn, bản, tổ dân phố", "Xã Mẫu", "12345", None, None),
    )
    with pytest.raises(SheetError) as caught:
        import_units(file=sheet(*rows), by=cast.person("administrator"), now=NOW)
    assert [line.split(":")[0] for line in caught.value.errors] == ["Ô B3", "Ô C4", "Ô A5"]
    assert not Unit.objects.filter(name__startswith="Bản Mẫu Hai").exists()


def test_the_page_takes_the_file(client: Client, cast: Cast) -> None:
    """On the site the file is checked, then the list shows the new unit."""
    client.force_login(cast.person("administrator"))
    url = "/lam-viec/quan-tri/don-vi/nhap/"
    wrong = client.post(url, {"file": SimpleUploadedFile("a.xlsx", b"khong phai")})
    assert wrong.status_code == 422 and "cần tệp Excel .xlsx" in wrong.content.decode()
    right = client.post(url, {"file": SimpleUploadedFile("a.xlsx", sheet(VILLAGE).getvalue())}, follow=True)
    assert (
        "1 đơn vị mới, 0 đơn vị đã có." in right.content.decode() and "Bản Mẫu Hai" in right.content.decode()
    )
    assert client.get(f"{url}mau/")["Content-Disposition"].startswith("attachment")
