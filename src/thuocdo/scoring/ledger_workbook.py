"""The draft of a later year's plan as an Excel workbook."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from io import BytesIO

from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter

from thuocdo.orgs.models import Unit
from thuocdo.scoring.models import NextYearItem

_WIDTHS = (6, 60, 34, 34, 26, 30, 14, 44, 10, 16)
_HEAD_ROW = 4


def draft_workbook(items: Sequence[NextYearItem], *, authority: Unit, for_year: int, today: date) -> bytes:
    """The lines of the draft with the loss each comes from. Unknown points stay empty cells, texts stay texts."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None  # noqa: S101  (a new workbook has a sheet)
    sheet.title = _("Dự thảo")
    head = _("Dự thảo nhiệm vụ khắc phục điểm mất năm %(year)s, %(unit)s")
    sheet.append([head % {"year": for_year, "unit": authority.name}])
    sheet.append(
        [_("Lấy từ Sổ điểm mất ngày %(day)s. Dòng “đề xuất” chưa ai sửa.") % {"day": f"{today:%d/%m/%Y}"}]
    )
    sheet.append([])
    sheet.append(
        (
            _("STT"), _("Nhiệm vụ"), _("Chủ trì"), _("Phối hợp"), _("Thời hạn"), _("Tiêu chí"), _("Năm mất điểm"),
            _("Tồn tại"), _("Mất (điểm)"), _("Ghi chú"),
        )
    )  # fmt: skip
    for cell in sheet[_HEAD_ROW]:
        cell.font = Font(bold=True)
    for number, item in enumerate(items, 1):
        sheet.append(_cells(number, item))
    for number, width in enumerate(_WIDTHS, 1):
        sheet.column_dimensions[get_column_letter(number)].width = width
    for line in sheet.iter_rows(min_row=_HEAD_ROW + 1):
        for cell in line:
            if cell.data_type == "f":  # a text that begins with "=" is no formula of ours
                cell.data_type = "s"
            cell.alignment = Alignment(wrap_text=True, vertical="top")
    sheet.freeze_panes = f"A{_HEAD_ROW + 1}"
    sheet.print_title_rows = f"{_HEAD_ROW}:{_HEAD_ROW}"
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def _cells(number: int, item: NextYearItem) -> tuple[str | int | float | None, ...]:
    entry = item.entry
    return (
        number,
        item.text,
        item.lead.name if item.lead else "",
        item.coordinating,
        item.deadline_text,
        f"{entry.criterion} {entry.criterion_name}" if entry.criterion else _("chưa rõ"),
        entry.year,
        entry.shortcoming,
        None if entry.points is None else float(entry.points),
        "" if item.edited_at else _("đề xuất"),
    )
