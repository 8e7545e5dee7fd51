"""Good official documents of every kind, and ways to damage one of them."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from datetime import date
from functools import cache
from typing import Any

import docx

from thuocdo.documents.writing.apology import ApologySlip
from thuocdo.documents.writing.docx import write_docx
from thuocdo.documents.writing.model import (
    Annex,
    Column,
    Heading,
    Kind,
    Level,
    OfficialDocument,
    Paragraph,
    Row,
    Signer,
    Table,
    issue,
    points,
)
from thuocdo.documents.writing.samples import Office, blank

OFFICE = Office("Ủy ban nhân dân xã Mẫu", "Xã Mẫu")
ISSUED = date(2026, 2, 5)
COLUMNS = (
    Column("TT", 0.6, "center"),
    Column("Nhiệm vụ", 4),
    Column("Đơn vị chủ trì", 1.6),
    Column("Thời hạn", 1.4, "center"),
)


def tasks(count: int) -> Table:
    """A table of tasks in two groups."""
    rows = [Row(("A. Công khai, minh bạch",), band=True)]
    for number in range(1, count + 1):
        if number == count // 2 + 1:
            rows.append(Row(("B. Thủ tục hành chính công",), band=True))
        rows.append(
            Row((str(number), f"Niêm yết danh mục số {number} tại trụ sở", "Văn phòng", "Trước 30/6/2026"))
        )
    return Table(COLUMNS, tuple(rows))


def plan(rows: int = 12) -> OfficialDocument:
    """A plan with everything: a superior, bases, headings, points, two annexes, a drafter, an address."""
    return issue(
        OfficialDocument(
            kind=Kind.PLAN,
            superior="UBND tỉnh Mẫu",
            issuer="Ủy ban nhân dân xã Mẫu",
            place="Xã Mẫu",
            symbol="KH-UBND",
            title="Nâng cao Chỉ số hiệu quả quản trị và hành chính công cấp tỉnh năm 2026",
            basis=(
                "Căn cứ Luật Tổ chức chính quyền địa phương ngày 16 tháng 6 năm 2025",
                "Căn cứ Kế hoạch số 10/KH-UBND ngày 15 tháng 01 năm 2026 của Ủy ban nhân dân tỉnh Mẫu",
            ),
            body=(
                Paragraph("Ủy ban nhân dân xã Mẫu ban hành Kế hoạch với các nội dung như sau:"),
                Heading(Level.SECTION, "I.", "Mục đích, yêu cầu"),
                Paragraph(
                    "Nâng cao chất lượng phục vụ người dân; xác định rõ việc, người làm, thời hạn và sản phẩm của "
                    "từng nhiệm vụ để kiểm tra được trong năm."
                ),
                Heading(Level.SECTION, "II.", "Nội dung"),
                Heading(Level.CLAUSE, "1.", "Công khai, minh bạch"),
                *points(
                    (
                        "Niêm yết danh sách hộ nghèo;",
                        "Công khai ngân sách;",
                        "Công khai quy hoạch;",
                        "Trả lời ý kiến;",
                        "Tổ chức đối thoại.",
                    )
                ),
                Heading(Level.SECTION, "III.", "Tổ chức thực hiện"),
                Paragraph("Nhiệm vụ cụ thể tại Phụ lục I, chỉ tiêu tại Phụ lục II kèm theo Kế hoạch này."),
            ),
            annexes=(
                Annex("Nhiệm vụ thực hiện kế hoạch", (tasks(rows),)),
                Annex("Chỉ tiêu phấn đấu", (Paragraph("Điểm tổng năm 2026: 44,0 điểm."),)),
            ),
            signer=Signer(("TM. Ủy ban nhân dân", "Chủ tịch"), "Nguyễn Văn Mẫu"),
            recipients=("UBND tỉnh Mẫu", "Thường trực Đảng ủy xã", "Các phòng, trung tâm"),
            filed="VT, VP",
            drafter="NVM.15",
            contact="Địa chỉ: thôn Mẫu, xã Mẫu. Điện thoại: 0200 000 000",
        ),
        number=5,
        on=ISSUED,
    )


def letter() -> OfficialDocument:
    """A Công văn to two receivers."""
    return issue(
        OfficialDocument(
            kind=Kind.LETTER,
            issuer="Ủy ban nhân dân xã Mẫu",
            place="Xã Mẫu",
            symbol="UBND-VP",
            title="đôn đốc thực hiện nhiệm vụ quá hạn",
            to=("Phòng Kinh tế", "Phòng Văn hóa - Xã hội"),
            body=(
                Paragraph(
                    "Ủy ban nhân dân xã đề nghị các đơn vị hoàn thành nhiệm vụ quá hạn và báo cáo kết quả."
                ),
            ),
            signer=Signer(("KT. Chủ tịch", "Phó Chủ tịch"), "Trần Thị Mẫu"),
            recipients=("Như trên",),
            filed="VT, VP",
        ),
        number=12,
        on=ISSUED,
    )


def every() -> dict[str, OfficialDocument]:
    """One issued document of every kind, by name."""
    found = {kind.name: issue(blank(kind, OFFICE), number=7, on=date(2026, 10, 15)) for kind in Kind}
    return found | {"full plan": plan(), "full letter": letter()}


def slip() -> ApologySlip:
    """A slip of apology for a late dossier."""
    return ApologySlip(
        issuer="Trung tâm Phục vụ hành chính công",
        superior="UBND xã Mẫu",
        place="Xã Mẫu",
        symbol="PXL-TTPVHCC",
        receiver="Ông Nguyễn Văn Mẫu",
        code="H99.01-260101-0001",
        procedure="Đăng ký biến động đất đai",
        received=date(2026, 1, 5),
        due=date(2026, 2, 2),
        reason="chờ xác nhận nghĩa vụ tài chính",
        new_due=date(2026, 2, 9),
        signer=Signer(("Giám đốc",), "Trần Thị Mẫu"),
        number=7,
        issued=date(2026, 2, 1),
    )


@cache
def good(name: str) -> bytes:
    """The bytes of the full plan or letter, written once."""
    return write_docx({"plan": plan, "letter": letter}[name]())


def damaged(data: bytes, change: Callable[[Any], None]) -> bytes:
    """The file after `change` was done to it by python-docx."""
    document = docx.Document(io.BytesIO(data))
    change(document)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def paragraphs(document: Any) -> Iterator[Any]:
    """Every paragraph, those of tables too, in no order that matters."""
    yield from document.paragraphs
    for table in document.tables:
        for row in table.rows:
            for cell in row.cells:
                yield from cell.paragraphs


def find(document: Any, start: str) -> Any:
    """The first paragraph that starts with these words."""
    return next(p for p in paragraphs(document) if p.text.startswith(start))
