"""The documents whose words an office may change: which tags each has, what they stand for, the shipped file.

A template is a Word file with tags: `{{ nguoi_nhan }}` is replaced, `{%tr for v in viec %}` … `{%tr endfor %}` repeats
a row. Nothing else is allowed in a tag: no calculation, no call, no filter.
"""

from __future__ import annotations

import io
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import docx

from thuocdo.documents.writing.apology import ApologySlip, printed_day, write_slip
from thuocdo.documents.writing.docx import packed, write_docx
from thuocdo.documents.writing.model import (
    Column,
    Kind,
    OfficialDocument,
    Paragraph,
    Row,
    Signer,
    Table,
    date_words,
)
from thuocdo.documents.writing.samples import Office

APOLOGY, REMINDER = "phieu-xin-loi", "cong-van-don-doc"
Values = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Wording:
    """One such document: its tags with what they stand for, its lists with the tags of their rows."""

    code: str
    label: str
    tags: dict[str, str]
    required: frozenset[str]
    sample: dict[str, Any]
    lists: dict[str, dict[str, str]] = field(default_factory=dict)


_COMMON = {"so": "số văn bản", "ngay_ban_hanh": "ngày … tháng … năm …", "nguoi_ky": "họ và tên người ký"}
_SAMPLE = {"so": "07", "ngay_ban_hanh": "ngày 05 tháng 02 năm 2026", "nguoi_ky": "Nguyễn Văn Mẫu"}

WORDINGS: dict[str, Wording] = {
    APOLOGY: Wording(
        APOLOGY,
        "Phiếu xin lỗi và hẹn lại ngày trả kết quả",
        _COMMON
        | {
            "nguoi_nhan": "người nộp hồ sơ",
            "ma_ho_so": "mã hồ sơ",
            "thu_tuc": "tên thủ tục",
            "ngay_nhan": "ngày nhận hồ sơ",
            "ngay_hen": "ngày đã hẹn trả kết quả",
            "ly_do": "lý do chậm",
            "ngay_hen_lai": "ngày hẹn lại",
        },
        frozenset({"nguoi_nhan", "ma_ho_so", "ly_do", "ngay_hen_lai"}),
        _SAMPLE
        | {
            "nguoi_nhan": "Ông Nguyễn Văn Mẫu",
            "ma_ho_so": "H99.01-260101-0001",
            "thu_tuc": "Đăng ký biến động đất đai",
            "ngay_nhan": "05/01/2026",
            "ngay_hen": "02/02/2026",
            "ly_do": "chờ xác nhận nghĩa vụ tài chính",
            "ngay_hen_lai": "09/02/2026",
        },
    ),
    REMINDER: Wording(
        REMINDER,
        "Công văn đôn đốc nhiệm vụ quá hạn",
        _COMMON | {"don_vi_nhan": "đơn vị được đôn đốc", "den_ngay": "ngày lập danh sách", "so_viec": "số nhiệm vụ"},
        frozenset({"don_vi_nhan"}),
        _SAMPLE
        | {
            "don_vi_nhan": "Phòng Kinh tế",
            "den_ngay": "05/02/2026",
            "so_viec": "2",
            "viec": [
                {"tt": "1", "noi_dung": "Niêm yết danh sách hộ nghèo", "han": "15/01/2026", "tre": "14 ngày làm việc"},
                {"tt": "2", "noi_dung": "Công khai dự toán ngân sách", "han": "20/01/2026", "tre": "11 ngày làm việc"},
            ],
        },
        {"viec": {"tt": "số thứ tự", "noi_dung": "nội dung nhiệm vụ", "han": "thời hạn", "tre": "đã quá hạn bao lâu"}},
    ),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class LateTask:
    """One overdue task as the reminder lists it; `late` in words ("5 ngày làm việc")."""

    text: str
    due: date
    late: str


@dataclass(frozen=True, slots=True)
class Reminder:
    """A formal reminder to one unit. Number and day stay open until it is issued."""

    receiver: str
    as_of: date
    tasks: tuple[LateTask, ...]
    signer: str
    number: int | None = None
    issued: date | None = None


def slip_values(slip: ApologySlip) -> dict[str, Any]:
    """What the tags of the slip of apology stand for."""
    return _issue(slip.number, slip.issued, slip.signer.name) | {
        "nguoi_nhan": slip.receiver,
        "ma_ho_so": slip.code,
        "thu_tuc": slip.procedure,
        "ngay_nhan": printed_day(slip.received),
        "ngay_hen": printed_day(slip.due),
        "ly_do": slip.reason,
        "ngay_hen_lai": printed_day(slip.new_due),
    }


def reminder_values(reminder: Reminder) -> dict[str, Any]:
    """What the tags of the reminder stand for."""
    return _issue(reminder.number, reminder.issued, reminder.signer) | {
        "don_vi_nhan": reminder.receiver,
        "den_ngay": printed_day(reminder.as_of),
        "so_viec": str(len(reminder.tasks)),
        "viec": [
            {"tt": str(index), "noi_dung": task.text, "han": printed_day(task.due), "tre": task.late}
            for index, task in enumerate(reminder.tasks, 1)
        ],
    }


def blank_values(code: str) -> dict[str, Any]:
    """Bracketed words for every tag, one row for each list: the blank that an office fills by hand."""
    wording = WORDINGS[code]
    rows = {name: [{key: f"[{text}]" for key, text in tags.items()}] for name, tags in wording.lists.items()}
    bracketed = {key: f"[{text}]" for key, text in wording.tags.items()}
    return bracketed | _issue(None, None, "[Họ và tên]") | rows


def shipped(code: str, office: Office) -> bytes:
    """The program's own template for an office: its head is filled in, the rest are tags."""
    if code == APOLOGY:
        written = write_slip(_slip(office))
    else:
        written = write_docx(_reminder(office))
    file = docx.Document(io.BytesIO(written))
    for cell in file.tables[0].rows[1].cells:
        for paragraph in cell.paragraphs:
            if paragraph.text.startswith("Số:"):
                paragraph.runs[0].text = "Số: {{ so }}/" + paragraph.text.split("/", 1)[1]
            elif "ngày" in paragraph.text and paragraph.text.startswith(office.place):
                paragraph.runs[0].text = f"{office.place}, {{{{ ngay_ban_hanh }}}}"
    return packed(file)


def _slip(office: Office) -> ApologySlip:
    # days are texts in a template; the slip's own words around them are kept
    return ApologySlip(
        issuer=office.issuer,
        superior=office.superior,
        place=office.place,
        symbol=f"PXL-{office.short}",
        receiver="{{ nguoi_nhan }}",
        code="{{ ma_ho_so }}",
        procedure="{{ thu_tuc }}",
        received="{{ ngay_nhan }}",
        due="{{ ngay_hen }}",
        reason="{{ ly_do }}",
        new_due="{{ ngay_hen_lai }}",
        signer=Signer(office.signing, "{{ nguoi_ky }}"),
    )


def _reminder(office: Office) -> OfficialDocument:
    columns = (
        Column("TT", 0.6, "center"),
        Column("Nhiệm vụ", 4),
        Column("Thời hạn", 1.4, "center"),
        Column("Đã quá hạn", 1.6, "center"),
    )
    rows = (
        Row(("{%tr for v in viec %}", "", "", "")),
        Row(("{{ v.tt }}", "{{ v.noi_dung }}", "{{ v.han }}", "{{ v.tre }}")),
        Row(("{%tr endfor %}", "", "", "")),
    )
    return OfficialDocument(
        kind=Kind.LETTER,
        issuer=office.issuer,
        superior=office.superior,
        place=office.place,
        symbol=f"{office.short}-[viết tắt đơn vị soạn thảo]",
        title="đôn đốc thực hiện nhiệm vụ quá hạn",
        to=("{{ don_vi_nhan }}",),
        body=(
            Paragraph("Tính đến ngày {{ den_ngay }}, {{ don_vi_nhan }} có {{ so_viec }} nhiệm vụ quá hạn như sau:"),
            Table(columns, rows),
            Paragraph(
                "Đề nghị {{ don_vi_nhan }} hoàn thành các nhiệm vụ trên, cập nhật kết quả và báo cáo rõ nguyên nhân chậm."
            ),
        ),
        signer=Signer(office.signing, "{{ nguoi_ky }}"),
        recipients=("Như trên",),
        filed="VT, [đơn vị soạn thảo]",
    )  # fmt: skip


def _issue(number: int | None, on: date | None, signer: str) -> dict[str, Any]:
    figure = "      " if number is None else f"{number:02d}"
    return {"so": figure, "ngay_ban_hanh": date_words(on), "nguoi_ky": signer}
