"""The papers of the world: plans as text, a page as PDF, sheets of units and people."""

from __future__ import annotations

import io
from collections.abc import Sequence

import openpyxl
from django.core.files.uploadedfile import SimpleUploadedFile

from thuocdo.orgs.actions.units_file import COLUMNS as UNIT_COLUMNS
from thuocdo.orgs.rules.people_sheet import COLUMNS as PEOPLE_COLUMNS

Line = tuple[str, str, str, str]  # text, lead, coordinating, deadline

HEAD = """ỦY BAN NHÂN DÂN\tCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
{place_upper}\tĐộc lập - Tự do - Hạnh phúc

Số: {number}/KH-UBND

{place}, ngày 05 tháng 01 năm 2026

KẾ HOẠCH

Nâng cao Chỉ số cải cách hành chính (PAR INDEX) {title} năm 2026

Căn cứ Quyết định số 15/QĐ-TTg ngày 02/01/2026, UBND {place} ban hành kế hoạch như sau:

I. MỤC TIÊU

- Chỉ số PAR INDEX xếp loại tốt trở lên.

BIỂU NHIỆM VỤ

STT\tNhiệm vụ\tĐơn vị chủ trì\tĐơn vị phối hợp\tThời gian thực hiện
"""


def plan_text(lines: Sequence[Line], *, place: str, number: int, title: str) -> bytes:
    """A plan whose tasks stand in one table."""
    head = HEAD.format(place=place, place_upper=place.upper(), number=number, title=title)
    rows = (f"{n}\t" + "\t".join(line) for n, line in enumerate(lines, 1))
    return (head + "\n".join(rows) + "\n").encode()


def pdf(words: str) -> bytes:
    """One page with one line; the words tell two files apart."""
    content = f"BT /F1 12 Tf 72 720 Td ({words}) Tj ET".encode()
    objects = (
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(content), content),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    )
    out, places = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj%s endobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    end = b"trailer<</Size 6/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % len(out)
    return out + b"xref\n0 6\n0000000000 65535 f \n" + table + end


def _sheet(name: str, *rows: tuple[str | None, ...]) -> SimpleUploadedFile:
    book = openpyxl.Workbook()
    for row in rows:
        book.worksheets[0].append(list(row))
    out = io.BytesIO()
    book.save(out)
    return SimpleUploadedFile(name, out.getvalue())


def unit_sheet() -> SimpleUploadedFile:
    """One new village of xã Mẫu."""
    row = ("Bản Mẫu Chín", "Thôn, bản, tổ dân phố", "Xã Mẫu", None, None, None)
    return _sheet("don-vi.xlsx", UNIT_COLUMNS, row)


def people_sheet() -> SimpleUploadedFile:
    """One new officer of Phòng Văn hóa - Xã hội of xã Mẫu."""
    row = ("Người Mới", "nguoi.moi", None, None, "Phòng Văn hóa - Xã hội", "Công chức", None, "01/07/2026")
    return _sheet("nguoi-dung.xlsx", PEOPLE_COLUMNS, row)
