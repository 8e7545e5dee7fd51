"""A list of tasks as an Excel workbook."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from io import BytesIO

from django.utils import timezone
from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter

from thuocdo.work.queries.rows import TaskRow

_WIDTHS = (6, 26, 70, 34, 40, 14, 26, 26, 18, 44)


def task_workbook(rows: Sequence[TaskRow], *, chips: Iterable[str], today: date) -> bytes:
    """The rows with a head that says what was filtered. Text that looks like a formula stays text."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None  # noqa: S101  (a new workbook has a sheet)
    sheet.title = _("Nhiệm vụ")
    sheet.append([_("Danh sách nhiệm vụ, ngày %(day)s") % {"day": f"{today:%d/%m/%Y}"}])
    sheet.append([_("Bộ lọc: %(chips)s") % {"chips": " · ".join(chips) or _("không lọc")}])
    sheet.append([])
    heads = (
        _("Số"), _("Trạng thái"), _("Nhiệm vụ"), _("Chủ trì"), _("Phối hợp"), _("Hạn"), _("Thời hạn ghi trong văn bản"),
        _("Người thực hiện"), _("Cập nhật"), _("Kế hoạch"),
    )  # fmt: skip
    sheet.append(heads)
    for cell in sheet[4]:
        cell.font = Font(bold=True)
    for row in rows:
        sheet.append(_cells(row))
        due = sheet.cell(sheet.max_row, 6)
        due.value, due.number_format = row.task.due, "DD/MM/YYYY"
    for number, width in enumerate(_WIDTHS, 1):
        sheet.column_dimensions[get_column_letter(number)].width = width
    for line in sheet.iter_rows(min_row=5):
        for cell in line:
            if cell.data_type == "f":  # a text that begins with "=" is no formula of ours
                cell.data_type = "s"
            cell.alignment = Alignment(wrap_text=True, vertical="top")
    sheet.freeze_panes = "A5"
    sheet.print_title_rows = "4:4"
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def _cells(row: TaskRow) -> tuple[str | int, ...]:
    task = row.task
    return (
        task.number,
        row.state.word,
        task.text,
        task.lead.name if task.lead else task.lead_printed,
        task.helping_printed,
        "",
        task.deadline_text or row.kind,
        task.person.full_name if task.person else "",
        f"{timezone.localtime(task.updated_at):%d/%m/%Y}",
        str(task.plan.number or task.plan.title) if task.plan else "",
    )
