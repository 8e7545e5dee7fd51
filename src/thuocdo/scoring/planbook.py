"""A chosen set of works as an Excel workbook: the drafts, why the others are out, and what it was chosen from."""

from __future__ import annotations

from io import BytesIO

from django.utils import timezone
from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.styles import Alignment, Font
from openpyxl.worksheet.worksheet import Worksheet

from thuocdo.scoring.models import ChosenPlan
from thuocdo.scoring.rules.priorities.model import Impossible
from thuocdo.scoring.rules.priorities.planner import prioritise
from thuocdo.scoring.rules.priorities.replay import load_problem
from thuocdo.scoring.verdicts import sentence

_WIDTHS = (70, 14, 40, 14, 14, 70)


def plan_workbook(plan: ChosenPlan) -> bytes:
    """The stored plan, computed again from its inputs. Text that looks like a formula stays text."""
    problem = load_problem(plan.inputs)
    answer = prioritise(problem, margins=False)
    verdicts = {} if isinstance(answer, Impossible) else {v.key: v for v in answer.verdicts}
    units = {capacity.unit: capacity.label for capacity in problem.capacities}
    works = {candidate.key: candidate.label for candidate in problem.candidates}
    book = Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)  # noqa: S101  (a new workbook has a sheet)
    sheet.title = _("Dự thảo")
    sheet.append([_("Việc đề nghị đưa vào kế hoạch năm %(year)s") % {"year": plan.for_year}])
    at = f"{timezone.localtime(plan.at):%H:%M %d/%m/%Y}"
    sheet.append([_("Chọn lúc %(at)s; công sức là ước lượng của đơn vị.") % {"at": at}])
    sheet.append([])
    heads = (
        _("Việc"),
        _("Điểm có thể thêm"),
        _("Công sức (ngày)"),
        _("Hạn còn kịp"),
        _("Chắc chắn"),
        _("Vì sao"),
    )
    for title, chosen in ((_("Được chọn"), True), (_("Không chọn"), False)):
        sheet.append([title])
        sheet.cell(sheet.max_row, 1).font = Font(bold=True)
        sheet.append(heads)
        for cell in sheet[sheet.max_row]:
            cell.font = Font(bold=True)
        for candidate in problem.candidates:
            verdict = verdicts.get(candidate.key)
            if verdict is None or verdict.chosen is not chosen:
                continue
            effort = "; ".join(f"{units.get(unit, unit)}: {days}" for unit, days in candidate.effort.items())
            sheet.append(
                [
                    candidate.label,
                    None if candidate.points is None else float(candidate.points),
                    effort,
                    candidate.last_day,
                    float(candidate.chance),
                    sentence(verdict, works, units),
                ]
            )
            sheet.cell(sheet.max_row, 4).number_format = "DD/MM/YYYY"
            sheet.cell(sheet.max_row, 5).number_format = "0%"
        sheet.append([])
    for line in sheet.iter_rows():
        for cell in line:
            if cell.data_type == "f":  # a text that begins with "=" is no formula of ours
                cell.data_type = "s"
            cell.alignment = Alignment(wrap_text=True, vertical="top")
    for letter, width in zip("ABCDEF", _WIDTHS, strict=True):
        sheet.column_dimensions[letter].width = width
    out = BytesIO()
    book.save(out)
    return out.getvalue()
