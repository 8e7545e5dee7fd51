"""The table of all communes as an Excel workbook; what is not known stays empty."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from io import BytesIO

from django.utils import timezone
from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

from thuocdo.reporting.rules.province import CommuneRow

_WIDTHS = (30, 10, 12, 12, 12, 12, 12, 12, 14, 14, 12, 12, 12, 14)
_HEAD = 3


def province_workbook(rows: Iterable[CommuneRow], *, title: str, today: date) -> bytes:
    """One line a commune, shares as two numbers so that sums stay right; the head row is frozen and filtered."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None  # noqa: S101  (a new workbook has a sheet)
    sheet.title = _("Các xã, phường")
    sheet.append([title])
    sheet.append([_("Lập ngày %(day)s") % {"day": f"{today:%d/%m/%Y}"}])
    sheet.append(
        [
            _("Xã, phường"), _("Mã"), _("Nhiệm vụ"), _("Quá hạn"), _("Đến hạn đã xét"), _("Đúng hạn"),
            _("Báo cáo phải gửi"), _("Báo cáo đã gửi"), _("Báo cáo đúng hạn"), _("Điểm mất"), _("Đã khắc phục"),
            _("Tự chấm"), _("Thẩm định"), _("Cập nhật"),
        ]
    )  # fmt: skip
    for cell in sheet[_HEAD]:
        cell.font = Font(bold=True)
    for row in rows:
        sheet.append(
            [
                row.name, row.code, row.tasks, row.late, row.owed, row.kept, row.reports_owed, row.reports_sent,
                row.reports_on_time, row.losses, row.remedied, row.self_points, row.verified_points,
                timezone.localtime(row.updated).date() if row.updated else None,
            ]
        )  # fmt: skip
    for number, width in enumerate(_WIDTHS, 1):
        sheet.column_dimensions[get_column_letter(number)].width = width
    sheet.freeze_panes = f"B{_HEAD + 1}"
    sheet.auto_filter.ref = f"A{_HEAD}:{get_column_letter(len(_WIDTHS))}{max(sheet.max_row, _HEAD)}"
    out = BytesIO()
    book.save(out)
    return out.getvalue()
