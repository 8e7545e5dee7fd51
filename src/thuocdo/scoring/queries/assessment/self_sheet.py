"""The self-score as a workbook: what is exported can be filled in and imported again."""

from __future__ import annotations

import openpyxl
from django.utils.translation import gettext as _

from thuocdo.orgs.actions.sheets import fill, to_bytes
from thuocdo.scoring.models import Assessment
from thuocdo.scoring.queries.assessment.assessments import leaves_of, scores_of
from thuocdo.scoring.rules.assessment.states import Source
from thuocdo.scoring.words_assessment import SOURCE_WORDS

# the columns that an import reads; the rest is for reading only
CODE, HOW, POINTS, EXPLANATION, NOTE = range(5)
TAKEN, OWN = "theo cách tính", "tự ghi"


def headings() -> list[str]:
    """The first row."""
    return [
        _("Mã"),
        _("Cách lấy điểm"),
        _("Điểm tự chấm"),
        _("Giải trình"),
        _("Ghi chú"),
        _("Tiêu chí"),
        _("Tối đa"),
        _("Điểm theo cách tính"),
        _("Số tài liệu"),
        _("Thẩm định"),
        _("Điều tra XHH"),
        _("Kết luận"),
        _("Kết luận lấy"),
        _("Lý do điều chỉnh"),
    ]


def workbook_of(assessment: Assessment) -> bytes:
    """One line a criterion in printed order. Numbers that are not there yet stay empty, never 0."""
    leaves = leaves_of(assessment.round.framework.framework)
    rows: list[list[object]] = [list(headings())]
    for row in scores_of(assessment):
        told = row.verified_points is not None
        rows.append(
            [
                row.code,
                OWN if row.own else TAKEN,
                row.self_points,
                row.explanation,
                row.note,
                leaves[row.code].name,
                row.max_points,
                row.computed,
                len(row.evidence.all()),
                row.verified_points,
                row.survey_points,
                row.final_points,
                str(SOURCE_WORDS[Source(row.final_from)]) if row.final_from else "",
                row.reason if told else "",
            ]
        )
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.title = _("Tự chấm")
    fill(sheet, rows)
    for column, width in (("A", 8), ("D", 50), ("F", 50), ("N", 40)):
        sheet.column_dimensions[column].width = width
    return to_bytes(book)
