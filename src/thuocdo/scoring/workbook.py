"""A scorecard as an Excel workbook: what is not known stays empty and says why."""

from __future__ import annotations

from collections.abc import Iterable
from io import BytesIO
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter

from thuocdo.scoring.models import Run
from thuocdo.scoring.queries.card import Field, Line
from thuocdo.scoring.words import STATUS_WORDS

_WIDTHS = (8, 60, 10, 12, 12, 12, 20, 80)


def card_workbook(run: Run, fields: Iterable[Field]) -> bytes:
    """The lines of a run in printed order; text that looks like a formula stays text."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None  # noqa: S101  (a new workbook has a sheet)
    sheet.title = _("Bảng điểm")
    at = timezone.localtime(run.at)
    sheet.append([f"{run.framework.name} ({run.framework.version}) – {run.unit.name} – {run.period}"])
    sheet.append([_("Lần chạy %(at)s") % {"at": f"{at:%H:%M %d/%m/%Y}"}])
    sheet.append([])
    heads = (
        _("Mã"), _("Tiêu chí"), _("Tối đa"), _("Tính được"), _("Thấp nhất có thể"), _("Cao nhất có thể"),
        _("Trạng thái"), _("Vì sao"),
    )  # fmt: skip
    sheet.append(heads)
    for cell in sheet[4]:
        cell.font = Font(bold=True)
    for field in fields:
        for line in (field.head, *field.lines):
            sheet.append(_cells(line))
            if not line.is_leaf:
                for cell in sheet[sheet.max_row]:
                    cell.font = Font(bold=True)
    for number, width in enumerate(_WIDTHS, 1):
        sheet.column_dimensions[get_column_letter(number)].width = width
    for row in sheet.iter_rows(min_row=5):
        for cell in row:
            if cell.data_type == "f":
                cell.data_type = "s"
            cell.alignment = Alignment(wrap_text=True, vertical="top")
    sheet.freeze_panes = "A5"
    sheet.print_title_rows = "4:4"
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def _cells(line: Line) -> list[Any]:
    node = line.node
    return [
        node.code,
        node.name,
        node.max,
        node.points,
        node.least,
        node.most,
        str(STATUS_WORDS[node.status]),
        " ".join(part for part in (node.because, node.shortfall) if part),
    ]
