"""Phiếu xin lỗi và hẹn lại ngày trả kết quả, on the A5 page of the one-stop shop's forms (TT 01/2018/TT-VPCP)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from thuocdo.documents.format.standard import circular
from thuocdo.documents.writing import body
from thuocdo.documents.writing.docx import append, new_file, packed
from thuocdo.documents.writing.head import Frame
from thuocdo.documents.writing.model import Kind, OfficialDocument, Paragraph, Signer
from thuocdo.documents.writing.styles import STYLES
from thuocdo.documents.writing.xml import paragraph, run

TITLE = "PHIẾU XIN LỖI VÀ HẸN LẠI NGÀY TRẢ KẾT QUẢ"


@dataclass(frozen=True, slots=True)
class ApologySlip:
    """What the slip says of one dossier that is late. Days that are None stay blank; a day given
    as a text is printed as it is (a template's tag). Texts as they shall be printed."""

    issuer: str
    place: str
    symbol: str  # "PXL-TTPVHCC"
    receiver: str  # "Ông Nguyễn Văn Mẫu"
    code: str  # the dossier's code, as on its receipt
    procedure: str
    received: date | str | None
    due: date | str | None
    reason: str
    new_due: date | str | None
    signer: Signer
    superior: str = ""
    phone: str = ""
    number: int | None = None
    issued: date | None = None


def slip_document(slip: ApologySlip) -> OfficialDocument:
    """The slip as a document of components: the same for Word and PDF.

    Raises ValueError when the new day is not later than the one that was promised.
    """
    days = (slip.due, slip.new_due)
    if isinstance(days[0], date) and isinstance(days[1], date) and days[1] <= days[0]:
        raise ValueError(f"the new day {slip.new_due} is not after {slip.due}")
    office = " ".join(slip.issuer.split())
    asking = f" Mọi vướng mắc xin liên hệ số điện thoại {slip.phone}." if slip.phone else ""
    texts = (
        f"Ngày {printed_day(slip.received)}, {office} đã nhận hồ sơ mã số {slip.code} của Ông/Bà/Tổ chức về thủ tục: "
        f"{slip.procedure}; ngày hẹn trả kết quả là {printed_day(slip.due)}.",
        "Đến nay hồ sơ chưa giải quyết xong đúng thời hạn đã hẹn.",
        f"Lý do: {slip.reason.rstrip('. ')}.",
        f"{office} xin lỗi Ông/Bà/Tổ chức vì sự chậm trễ này và hẹn trả kết quả vào ngày {printed_day(slip.new_due)}."
        f"{asking}",
        "Rất mong Ông/Bà/Tổ chức thông cảm./.",
    )
    return OfficialDocument(
        kind=Kind.LETTER,
        issuer=slip.issuer,
        superior=slip.superior,
        place=slip.place,
        symbol=slip.symbol,
        title=TITLE,
        to=(slip.receiver,),
        body=tuple(Paragraph(text) for text in texts),
        signer=slip.signer,
        recipients=("Như trên",),
        filed="VT, hồ sơ",
        number=slip.number,
        issued=slip.issued,
    )


def write_slip(slip: ApologySlip) -> bytes:
    """The .docx of the slip on A5, the same bytes for the same slip."""
    document, frame = slip_document(slip), Frame(circular())
    file = new_file(frame.standard, document.title, document.issuer)
    append(
        file,
        "".join(
            (
                frame.head(document, subject=False),
                paragraph(STYLES["drafter"]),
                paragraph(STYLES["kind"], run(TITLE)),
                paragraph(STYLES["drafter"]),
                body.receivers(document.to, frame.standard),
                body.parts(document.body, frame.width),
                paragraph(STYLES["drafter"]),
                frame.foot(document),
            )
        ),
    )
    return packed(file)


def printed_day(day: date | str | None) -> str:
    """ "05/01/2026"; "[ngày]" where there is none yet."""
    if day is None:
        return "[ngày]"
    return day if isinstance(day, str) else f"{day:%d/%m/%Y}"
