"""A blank of every kind: the right form with bracketed places to fill in, for offices that type by hand."""

from __future__ import annotations

from dataclasses import dataclass

from thuocdo.documents.writing.apology import ApologySlip
from thuocdo.documents.writing.model import (
    Annex,
    Column,
    Heading,
    Kind,
    Level,
    OfficialDocument,
    Paragraph,
    Part,
    Row,
    Signer,
    Table,
)


@dataclass(frozen=True, slots=True)
class Office:
    """Who issues, as in a sentence ("Ủy ban nhân dân xã Mẫu"), and the short name in symbols ("UBND")."""

    issuer: str
    place: str
    short: str = "UBND"
    superior: str = ""
    signing: tuple[str, ...] = ("TM. Ủy ban nhân dân", "Chủ tịch")


_FILL = "[Họ và tên]"
_TASKS = Table(
    (
        Column("TT", 0.6, "center"),
        Column("Nhiệm vụ", 4),
        Column("Đơn vị chủ trì", 1.6),
        Column("Đơn vị phối hợp", 1.6),
        Column("Thời hạn", 1.4, "center"),
        Column("Sản phẩm", 1.6),
    ),
    (Row(("[Nhóm nhiệm vụ]",), band=True), Row(("1", "[Nhiệm vụ]", "[Đơn vị]", "", "[Thời hạn]", ""))),
)


def blank(kind: Kind, office: Office) -> OfficialDocument:
    """The blank of a kind for an office; number and day stay open."""
    minutes = kind is Kind.MINUTES
    symbol = f"{kind.value}-{office.short}" if kind.value else f"{office.short}-[Đơn vị soạn thảo]"
    return OfficialDocument(
        kind=kind,
        issuer=office.issuer,
        superior=office.superior,
        place=office.place,
        symbol=symbol,
        title=_TITLES[kind],
        basis=_BASIS.get(kind, ()),
        authority=f"Chủ tịch {office.issuer}" if kind is Kind.DECISION else "",
        to=("[Cơ quan, tổ chức nhận]",) if kind in (Kind.LETTER, Kind.REPORT, Kind.INVITATION) else (),
        body=_BODIES[kind],
        signer=Signer(("Chủ tọa",), _FILL) if minutes else Signer(office.signing, _FILL),
        secretary=Signer(("Thư ký",), _FILL) if minutes else None,
        recipients=("Như trên",) if kind in (Kind.LETTER, Kind.REPORT) else ("[Cơ quan, đơn vị nhận]",),
        filed="VT, [đơn vị soạn thảo]",
        annexes=(Annex("Nhiệm vụ thực hiện kế hoạch", (_TASKS,)),) if kind is Kind.PLAN else (),
    )


def blank_slip(office: Office) -> ApologySlip:
    """The blank of the slip of apology for an office."""
    return ApologySlip(
        issuer=office.issuer,
        superior=office.superior,
        place=office.place,
        symbol=f"PXL-{office.short}",
        receiver="[Ông/Bà/Tổ chức]",
        code="[mã hồ sơ]",
        procedure="[tên thủ tục]",
        received=None,
        due=None,
        reason="[lý do]",
        new_due=None,
        signer=Signer(office.signing, _FILL),
    )


_TITLES: dict[Kind, str] = {
    Kind.PLAN: "[Tên kế hoạch]",
    Kind.REPORT: "[Tên báo cáo]",
    Kind.NOTICE: "[Nội dung thông báo]",
    Kind.DECISION: "Về việc [nội dung quyết định]",
    Kind.INVITATION: "[Tên cuộc họp]",
    Kind.MINUTES: "[Tên cuộc họp]",
    Kind.LETTER: "[nội dung công văn]",
}
_LAW = "Căn cứ [tên loại, số, ký hiệu, ngày, cơ quan ban hành và trích yếu của văn bản]"
_BASIS = {Kind.PLAN: (_LAW, _LAW), Kind.DECISION: (_LAW, "Theo đề nghị của [người đứng đầu đơn vị trình]")}


def _section(number: str, title: str, *texts: str) -> tuple[Part, ...]:
    return (Heading(Level.SECTION, number, title), *(Paragraph(text) for text in texts))


_BODIES: dict[Kind, tuple[Part, ...]] = {
    Kind.PLAN: (
        *_section("I.", "Mục đích, yêu cầu", "[Mục đích, yêu cầu]"),
        Heading(Level.SECTION, "II.", "Nội dung"),
        Heading(Level.CLAUSE, "1.", "[Nội dung thứ nhất]"),
        Paragraph("a) [Việc phải làm];"),
        Paragraph("b) [Việc phải làm]."),
        *_section("III.", "Tổ chức thực hiện", "[Phân công, chế độ báo cáo]. Nhiệm vụ cụ thể tại Phụ lục."),
    ),
    Kind.REPORT: (
        *_section("I.", "Kết quả thực hiện", "[Kết quả, số liệu và nguồn của số liệu]"),
        *_section("II.", "Tồn tại, hạn chế và nguyên nhân", "[Tồn tại, nguyên nhân]"),
        *_section("III.", "Phương hướng, kiến nghị", "[Phương hướng, kiến nghị]"),
    ),
    Kind.NOTICE: (Paragraph("[Nội dung thông báo]"),),
    Kind.DECISION: (
        Paragraph("[Nội dung quyết định].", "Điều 1."),
        Paragraph("[Hiệu lực, điều khoản chuyển tiếp].", "Điều 2."),
        Paragraph("[Các đơn vị, cá nhân] chịu trách nhiệm thi hành Quyết định này.", "Điều 3."),
    ),
    Kind.INVITATION: (
        Paragraph("[Tên cơ quan] trân trọng kính mời [người được mời] dự [tên cuộc họp]."),
        Paragraph("Chủ trì: [họ tên, chức vụ]."),
        Paragraph("Thời gian: [giờ, ngày]."),
        Paragraph("Địa điểm: [nơi họp]."),
    ),
    Kind.MINUTES: (
        Paragraph("Thời gian bắt đầu: [giờ, ngày]."),
        Paragraph("Địa điểm: [nơi họp]."),
        Paragraph("Thành phần tham dự: [họ tên, chức vụ]."),
        Paragraph("Chủ trì (chủ tọa): [họ tên, chức vụ]."),
        Paragraph("Thư ký (người ghi biên bản): [họ tên, chức vụ]."),
        Paragraph("Nội dung: [diễn biến, ý kiến, kết luận]."),
        Paragraph("Cuộc họp kết thúc vào [giờ, ngày]."),
    ),
    Kind.LETTER: (Paragraph("[Nội dung công văn]"),),
}
